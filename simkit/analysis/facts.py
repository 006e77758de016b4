"""In which share of all parameter draws each stylised fact holds: ``python -m`` makes the table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from simkit.analysis import tables
from simkit.analysis.plays import repaired, repairs, vignettes
from simkit.analysis.sources import cited
from simkit.analysis.stylised import FACTS, INFORMATIVE, Fact, Results
from simkit.analysis.vignette import ends
from simkit.ensemble import DRAWS
from simkit.errors import SimkitError
from simkit.model.parameters import Parameters
from simkit.scoring.wilson import wilson

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
        "being told. That updates every five minutes are the worst holds in all but 2 of 800 draws",
}
"""Why a fact holds in fewer draws than RELEASE."""

CALIBRATED = (1, 4, 6, 19, 23, 25)
"""Facts behind which there is a study that the calibration uses, too."""

REMARKS: dict[str, tuple[int, ...]] = {
    "The study behind it is also a target of the calibration, or bounds the range of a constant, "
    "so that it is no independent evidence": CALIBRATED,
    "It holds by so much that it would hold in nearly any model: posts that tell nothing do next "
    "to nothing here, and nine minutes cost hundredths of a point": (11, 21),
    "What it says was put in: durations are drawn from skewed distributions, and severity reaches "
    "the repair only through people's stress": (31,),
    "It is about a formula that the simulation does not use. There engineers try a fix unasked "
    "once they believe in a cause, so nobody can think for ever; what a rush costs in the "
    "simulation itself is shown by the pairs of lesson 5, and it depends on the rush": (28,),
    "It is about the formulas of slowing and slips, not about a run": (29,),
    "Trust is capped at its start by the equation": (22,),
}
"""What to bear in mind with a fact that holds, and the facts that it is about."""


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


def make(draws: int = 400, seed: int = DRAWS, progress: Progress | None = None,
         only: Sequence[int] = ()) -> None:
    """Run every fact at the defaults, over *draws* draws of *seed* and over as many accepted rows
    (where there are any), and write the table.

    With *only* those numbers are run and take their places in the table there is; the others stay
    as they are. Raises SimkitError when that table is of other constants, draws or seed.
    """
    facts = [fact for fact in FACTS if fact.number in only or not only]
    before = _as_before(draws, seed) if only else {}
    default = results(Parameters.defaults(1), facts, DEFAULT_SEEDS)
    sets = {"drawn": Parameters.draw(seed, draws)}
    accepted = accepted_rows(draws)
    if accepted is not None:
        sets["accepted"] = accepted
    found = {name: shares(results(rows, facts, SEEDS, _named(progress, name)), facts)
             for name, rows in sets.items()}
    made = {fact.number: {
        "number": fact.number, "sentence": fact.sentence, "source": fact.source,
        "kind": fact.kind, "unit": fact.unit, "default": float(fact.margin(default)[0]),
        "at_default": bool(fact.holds(default)[0]),
        **{name: columns[n] for name, columns in found.items()}}
        for n, fact in enumerate(facts)}
    tables.write(NAME, f"python -m simkit.analysis.facts --draws {draws} --seed {seed}", seed,
                 draws, release=RELEASE, seeds=SEEDS,
                 facts=[(before | made)[fact.number] for fact in FACTS])


def _as_before(draws: int, seed: int) -> dict[int, dict[str, Any]]:
    """Return the rows of the table by number, if it was made alike."""
    read = tables.read(NAME)
    if not tables.current(NAME) or (read["runs"], read["seed"]) != (draws, seed):
        raise SimkitError("the table is of other constants, draws or seed: make all of it anew")
    return {row["number"]: row for row in read["facts"]}


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
    lines = ["| | fact | source | kind | "
             + " | ".join(f"{name}: holds | margin" for name in sets) + " |",
             "|---|---|---|---|" + "---:|---|" * len(sets)]
    for row in read["facts"]:
        cells = [cell for name in sets for cell in (_share(row[name]),
                                                    _margin(row[name], row["unit"]))]
        lines.append(f"| {row['number']} | {row['sentence']} | {cited(row['source'])} | "
                     f"{row['kind']} | " + " | ".join(cells) + " |")
    below = [f"Fact {row['number']} holds in too few draws: {REASONS[row['number']]}."
             for row in read["facts"] if row["number"] in REASONS
             and row[sets[-1]]["share"] < read["release"]]
    below += [_tested(read["facts"], sets),
              "\n".join(f"- {_numbers(about)}: {remark}." for remark, about in REMARKS.items())]
    return "\n".join(lines + [line for text in below for line in ("", text)])


def _share(found: dict[str, Any]) -> str:
    """Return a share of draws; where it is not 100 %, with what so few draws leave open."""
    if found["share"] == 1.0:
        return "100%"
    low, high = wilson(found["share"], found["n"])
    return f"{found['share']:.1%} ({low:.0%} to {high:.0%})"


def _tested(rows: Sequence[dict[str, Any]], sets: Sequence[str]) -> str:
    """Return which of the informative facts were put to a test by the draws."""
    informative = [row for row in rows if row["kind"] == INFORMATIVE]
    failed = [row["number"] for row in informative
              if min(row[name]["share"] for name in sets) < 1.0]
    never = [row["number"] for row in informative if row["number"] not in failed]
    return (f"Of the {len(informative)} informative facts {len(failed)} fail in at least one draw "
            f"({_numbers(failed)}): they are what the model can be held to. The others "
            f"({_numbers(never)}) hold in every draw: within these ranges they cannot fail, so "
            "they say nothing for one set of constants against another. That any fact can fail at "
            "all is tested: each does in a model that lacks what it is about.")


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


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
    parser.add_argument("--only", type=int, nargs="+", default=(), metavar="NUMBER",
                        choices=[fact.number for fact in FACTS],
                        help="run these facts only and leave the rest of the table as it is")
    given = parser.parse_args(arguments)
    make(given.draws, given.seed, show, given.only)
    print(table())


if __name__ == "__main__":
    main()
