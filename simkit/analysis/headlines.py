"""What came out, in one table for whoever reads no other: every number from a committed table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simkit.analysis import facts, lessons, pieces, reality_words, tables
from simkit.analysis.stylised import INFORMATIVE
from simkit.ensemble import RESTORED, TRUST

Line = tuple[str, str, str]
"""A question, what the model says, and how far that goes."""


def headlines() -> str:
    """Return the table in Markdown. Raises FileNotFoundError while one of those behind it has not
    been made."""
    lines = ["| question | in the model | how far to believe it |", "|---|---|---|"]
    lines += [f"| {' | '.join(line)} |" for line in (*_contrasts(), *_lessons(), *_checks())]
    return "\n".join(lines)


def _contrasts() -> Iterator[Line]:
    whole = tables.read("ablation")["outages"][0]["rows"][0]["contrasts"]
    size = {name: _size(found["size"]) for name, found in whole.items()}
    said = {row["name"]: row["silence"]["middle"] for row in tables.read(pieces.NAME)["rows"]}
    yield ("Is speaking by the book better than silence?", f"yes, by {size['speaking']} points",
           f"The direction is well supported. The all-clear alone brings "
           f"{said['the all-clear alone']:.1f}; without the apology in it everything brings "
           f"{said['everything, no apology']:.1f}, and that apology counts for {_late():.1f} times "
           "what studies found")
    yield ("Does the first word at 5 instead of 60 minutes help?", f"by {size['timing']} points",
           "A vendor's survey of people who chose to complain; within the first quarter of an "
           "hour hundredths of a point")
    yield ("Do calm words help, the same things said at the same times?",
           f"by {size['calm']} points",
           "No study measured it for written updates. Norm and guess, drawn from a wide range")


def _late() -> float:
    """Return how many times what was measured an apology in the all-clear is worth."""
    kept = tables.read("calibration")
    measured = next(line["wanted"] for line in kept["targets"] if line["name"] == "apology")
    return float(kept["forks"][0]["d of one in the all-clear"] / measured)


def _lessons() -> Iterator[Line]:
    made = tables.read(lessons.NAME)
    ties = [f"{row['a']} against {row['b']}{_variant(row)} ({row['lesson']})"
            for row in made["rows"]
            if lessons.comparisons(row, made["runs"])[TRUST.name].tie
            and lessons.comparisons(row, made["runs"])[RESTORED.name].tie]
    pairs = len(made["rows"])
    yield ("Do the seven lessons hold?",
           f"{pairs - len(ties)} of {pairs} pairs differ in trust or in minutes to restore",
           f"Ties in both: {'; '.join(ties)}. Each lesson has a pair that differs, by rules of "
           "the simulation that are mostly judgement")


def _variant(row: dict[str, Any]) -> str:
    return " where fixes are cheap" if row["variant"] else ""


def _checks() -> Iterator[Line]:
    rows = tables.read(facts.NAME)["facts"]
    hold = sum(row["accepted"]["share"] >= facts.RELEASE for row in rows)
    informative = [row for row in rows if row["kind"] == INFORMATIVE]
    failed = sum(min(row[name]["share"] for name in ("drawn", "accepted")) < 1.0
                 for row in informative)
    yield ("Does it do what studies say happens?",
           f"{hold} of {len(rows)} sentences hold in at least {facts.RELEASE:.0%} of draws",
           f"{len(rows) - len(informative)} are built in, {failed} are seen to fail in part of the "
           f"draws; {len(facts.CALIBRATED)} lean on a study that also set a constant")
    agreements = tables.read(reality_words.NAME)["order"]["agreements"]
    model, plain, silent = (agreements[name] for name in (
        "the model", "severity x duration", "the model, nobody speaks"))
    yield ("Does it explain how real outages were judged?",
           f"no better than severity times duration: rank correlation {model['rho']:+.2f} "
           f"({model['low']:+.2f} to {model['high']:+.2f}) against {plain['rho']:+.2f}, "
           f"{model['n']} outages",
           f"What was said does not help it: {silent['rho']:+.2f} with nobody speaking. Few "
           "outages, famous ones, and a verdict is not trust")


def _size(size: dict[str, float]) -> str:
    return f"{size['middle']:.1f} ({size['low']:.1f} to {size['high']:.1f})"
