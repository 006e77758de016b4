"""A few runs behind tables that hold nothing but quantiles, kept to see whether the model moved.

The constants of a table are compared by their digest, but an equation, the engine, a policy or the
reading of words can move a table just as well. Facts, sensitivity and ablation keep some of their
own runs; the first runs behind the lessons, the pieces and the check against reality stand here.

    python -m simkit.analysis.probes      writes tables/probes.json, after the tables themselves
"""

from __future__ import annotations

from typing import Any

from simkit import sizes
from simkit.analysis import pieces, tables
from simkit.analysis.lessons import lessons
from simkit.analysis.outages import named
from simkit.analysis.pairs import PAIRS
from simkit.analysis.reality import drawn
from simkit.analysis.replays import replayed
from simkit.clock import DAY
from simkit.ensemble import DRAWS

NAME = "probes"
SHORT = ("cloudflare-2019", "whatsapp-2022")
"""Real outages that are replayed within seconds."""
DRAWN = 2
"""Draws of them that are kept."""


def now() -> dict[str, Any]:
    """Return what the model says today: of each pair of a day the difference in its first run, by
    outcome; of each piece its first difference to silence and to everything, in points; of two
    real outages the points of trust lost a day after, by play and draw."""
    pairs = [pair for pair in PAIRS if pair.until <= DAY]
    first = {f"{pair.lesson}: {pair.a} against {pair.b} {pair.variant}".strip():
             {each.outcome.name: each.mean for each in found} for pair, found in lessons(pairs, 1)}
    rows = drawn(DRAWN)
    lost = {id: {play: replay.lost["day"].tolist()
                 for play, replay in replayed(named(id), rows).items()} for id in SHORT}
    said = {piece.name: {"silence": silence.mean, "everything": whole.mean}
            for piece, silence, whole in pieces.pieces(sizes.choose(pieces.SCENARIO), 1)}
    return {"lessons": first, "pieces": said, "reality": lost}


if __name__ == "__main__":
    tables.write(NAME, "python -m simkit.analysis.probes", DRAWS, 1, **now())
