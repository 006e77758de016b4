"""What speaking by the book is made of: the same plan with a part left out, on the same luck.

    python -m simkit.analysis.pieces [RUNS]      writes tables/pieces.json

Nobody who is silent says anything here, not even that it is over. So the whole plan against
silence holds the worth of an all-clear, which nearly every company gives.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from simkit import ensemble, sizes
from simkit.analysis import tables
from simkit.analysis.lessons import kept
from simkit.ensemble import DRAWS, Comparison, Progress, Sample, better
from simkit.policy import BY_THE_BOOK, CLEAR, Policy, Rule
from simkit.scenario.parts import Scenario

NAME = "pieces"
"""Of the table."""
RUNS = 200
"""Pairs of seeds and parameter draws behind each row."""
SCENARIO = "whatsapp-2021"
SORRY = " We are sorry; this was our fault."
"""What takes the apology out of the all-clear."""

FIRST, UPDATES, OVER = "alarm", "promise due", "restoration seen"
"""What the posts of the book answer."""


@dataclass(frozen=True)
class Piece:
    """The plan by the book, as far as it is said."""

    name: str
    said: tuple[str, ...]
    """Of FIRST, UPDATES and OVER: which of its posts are left."""
    sorry: bool = True
    """Whether the all-clear apologises and owns the fault."""

    @property
    def policy(self) -> Policy:
        """The rules of the book without what is left out; nothing but words differs."""
        return Policy(self.name, f"by the book, {self.name}", tuple(
            self._worded(rule) for rule in BY_THE_BOOK.rules
            if rule.do != "post" or rule.on in self.said))

    def _worded(self, rule: Rule) -> Rule:
        quiet = rule.do == "post" and rule.on == OVER and not self.sorry
        return replace(rule, text=CLEAR.replace(SORRY, "")) if quiet else rule


PIECES = (
    Piece("everything", (FIRST, UPDATES, OVER)),
    Piece("everything, no apology", (FIRST, UPDATES, OVER), sorry=False),
    Piece("no updates between", (FIRST, OVER)),
    Piece("no all-clear", (FIRST, UPDATES)),
    Piece("the all-clear alone", (OVER,)),
    Piece("the all-clear alone, no apology", (OVER,), sorry=False),
    Piece("not a word, all else by the book", ()),
)
"""The whole plan first; the last speaks to nobody outside and does the rest of the work."""


def pieces(scenario: Scenario, runs: int = RUNS, progress: Progress | None = None
           ) -> list[tuple[Piece, Comparison, Comparison]]:
    """Return each of PIECES with how it stands against silence and against the whole plan, in
    points of trust at 24 h. *progress* is called with (ways played, ways in all)."""
    silent = ensemble.sample(scenario, "silent", runs)
    played: list[Sample] = []
    for piece in PIECES:
        played.append(ensemble.sample(scenario, piece.policy, runs))
        if progress is not None:
            progress(len(played), len(PIECES))
    return [(piece, better(mine, silent), better(mine, played[0]))
            for piece, mine in zip(PIECES, played, strict=True)]


def brief() -> str:
    """Return the committed table in Markdown, without what made it."""
    made = tables.read(NAME)
    lines = ["| what is said | against silence, points | against everything, points |",
             "|---|---|---|"]
    for row in made["rows"]:
        cells = (_cell(row["silence"]), _cell(row["everything"])
                 if row is not made["rows"][0] else "")
        lines.append(f"| {row['name']} | {' | '.join(cells)} |")
    return "\n".join(lines)


def table() -> str:
    """Return the committed table in Markdown, with what to bear in mind."""
    made = tables.read(NAME)
    return "\n".join([brief(), "", (
        f"Trust at 24 h, the middle of {made['runs']} pairs, in brackets 5 to 95 %. *Silence* is "
        "never to say anything, not even that it is over. The parts do not add up: what an apology "
        f"is worth depends on who has been told. Made by `{made['command']}`.")])


def _cell(found: dict[str, Any]) -> str:
    return f"{found['middle']:+.1f} ({found['low']:+.1f} to {found['high']:+.1f})"


def main(arguments: Sequence[str]) -> None:
    """Play all pieces and write the committed table."""
    runs = int(arguments[0]) if arguments else RUNS
    scenario = sizes.choose(SCENARIO)

    def show(done: int, of: int) -> None:
        print(f"{done} of {of} ways", file=sys.stderr, flush=True)

    rows = [{"name": piece.name, "silence": kept(silence), "everything": kept(everything)}
            for piece, silence, everything in pieces(scenario, runs, show)]
    tables.write(NAME, " ".join(["python -m simkit.analysis.pieces", *arguments]), DRAWS, runs,
                 scenario=scenario.id, variant=scenario.variant, rows=rows)
    print(table())


if __name__ == "__main__":
    main(sys.argv[1:])
