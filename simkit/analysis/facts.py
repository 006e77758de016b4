"""In which share of all parameter draws each stylised fact holds: ``python -m`` makes the table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from simkit.analysis import tables
from simkit.analysis.plays import repaired, repairs, vignettes
from simkit.analysis.stylised import FACTS, Fact, Results
from simkit.analysis.vignette import ends
from simkit.ensemble import DRAWS
from simkit.errors import SimkitError
from simkit.model.parameters import Parameters

Progress = Callable[[str, int, int], None]
"""Called with (what is being run, runs done, runs in all)."""

NAME = "facts"
RELEASE = 0.8
"""Share of draws from which on the kit may rely on a fact."""
SEEDS = 16
"""Seeds over which a repair is averaged, per draw of the parameters."""
DEFAULT_SEEDS = 100
"""The same, at the defaults."""

REASONS: dict[int, str] = {
    12: "updates every two hours, every hour and every half hour end within a few tenths of a "
        "point of each other, in either order. What an update more can bring is small: a promise "
        "kept is credited by its length, and the first posts use up the effect of tone and of "
        "being told. That updates every five minutes are the worst holds in every draw",
}
"""Why a fact holds in fewer draws than RELEASE."""


def results(parameters: Parameters, facts: Sequence[Fact] = FACTS, seeds: int = SEEDS,
            progress: Progress | None = None) -> Results:
    """Run what *facts* need under every row of *parameters*, repairs with *seeds* seeds each."""
    wanted = {name for fact in facts for name in fact.plays}

    def told(what: str) -> Callable[[int, int], None] | None:
        return None if progress is None else lambda done, total: progress(what, done, total)

    said = {name: play for name, play in vignettes().items() if name in wanted}
    mended = {name: play for name, play in repairs().items() if name in wanted}
    return Results(parameters,
                   ends(said, parameters, also=("rumour",), every=15.0,
                        progress=told("vignettes")),
                   repaired(mended, parameters, seeds, told("repairs")))


def shares(of: Results, facts: Sequence[Fact] = FACTS) -> list[dict[str, Any]]:
    """Return per fact how often it holds in *of*, and the 5, 50 and 95 % quantiles of its margin.

    ``holds`` has a character per row, 1 where the fact holds.
    """
    found = []
    for fact in facts:
        holds, margin = fact.holds(of), fact.margin(of)
        low, middle, high = np.quantile(margin, [0.05, 0.5, 0.95])
        found.append({"share": holds.mean(), "n": len(holds), "low": low, "middle": middle,
                      "high": high, "holds": "".join("01"[int(held)] for held in holds)})
    return found


def make(draws: int = 400, seed: int = DRAWS,
         progress: Progress | None = None) -> None:
    """Run every fact at the defaults, over *draws* draws of *seed* and over as many accepted rows
    (where there are any), and write the table."""
    default = results(Parameters.defaults(1), FACTS, DEFAULT_SEEDS)
    sets = {"drawn": Parameters.draw(seed, draws)}
    accepted = accepted_rows(draws)
    if accepted is not None:
        sets["accepted"] = accepted
    found = {name: shares(results(rows, FACTS, SEEDS, _named(progress, name)), FACTS)
             for name, rows in sets.items()}
    rows_of_table = [
        {"number": fact.number, "sentence": fact.sentence, "source": fact.source,
         "kind": fact.kind, "unit": fact.unit, "default": float(fact.margin(default)[0]),
         "at_default": bool(fact.holds(default)[0]),
         **{name: columns[n] for name, columns in found.items()}}
        for n, fact in enumerate(FACTS)]
    tables.write(NAME, f"python -m simkit.analysis.facts --draws {draws} --seed {seed}", seed,
                 draws, release=RELEASE, seeds=SEEDS, facts=rows_of_table)


def accepted_rows(rows: int) -> Parameters | None:
    """Return *rows* rows that calibration accepted, or None when there are none for these
    constants."""
    accepted: Callable[[int], Parameters] | None = getattr(Parameters, "accepted", None)
    try:
        return None if accepted is None else accepted(rows)
    except (SimkitError, FileNotFoundError):
        return None


def _named(progress: Progress | None, name: str) -> Progress | None:
    """Return *progress* with *name* before what is being run."""
    if progress is None:
        return None
    return lambda what, done, total: progress(f"{name}: {what}", done, total)


def table() -> str:
    """Return the committed table in Markdown."""
    read = tables.read(NAME)
    sets = [name for name in ("drawn", "accepted") if name in read["facts"][0]]
    lines = ["| | fact | kind | " + " | ".join(f"{name}: holds | margin" for name in sets) + " |",
             "|---|---|---|" + "---:|---|" * len(sets)]
    for row in read["facts"]:
        cells = [cell for name in sets for cell in (f"{row[name]['share']:.0%}",
                                                    _margin(row[name], row["unit"]))]
        lines.append(f"| {row['number']} | {row['sentence']} | {row['kind']} | "
                     + " | ".join(cells) + " |")
    below = [f"Fact {row['number']} holds in too few draws: {REASONS[row['number']]}."
             for row in read["facts"] if row["number"] in REASONS
             and row[sets[-1]]["share"] < read["release"]]
    return "\n".join(lines + [line for text in below for line in ("", text)])


def _margin(row: dict[str, float], unit: str) -> str:
    """Return the middle of a margin with its 5 to 95 % interval, trust in points."""
    factor, word = (100.0, "points") if unit == "trust" else (1.0, unit)
    middle, low, high = (f"{factor * row[name]:.3g}" for name in ("middle", "low", "high"))
    return f"{middle} ({low} to {high}) {word}"


def show(what: str, done: int, total: int) -> None:
    """Show progress on stderr."""
    print(f"\r{what} {done}/{total}", end="\n" if done == total else "", file=sys.stderr,
          flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the table anew."""
    parser = argparse.ArgumentParser(prog="python -m simkit.analysis.facts", description=__doc__)
    parser.add_argument("--draws", type=int, default=400, help="draws of the parameters")
    parser.add_argument("--seed", type=int, default=DRAWS, help="seed of the draws")
    given = parser.parse_args(arguments)
    make(given.draws, given.seed, show)
    print(table())


if __name__ == "__main__":
    main()
