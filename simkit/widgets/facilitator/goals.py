"""The objectives with what speaks for a rating; the rating is the facilitator's."""

from __future__ import annotations

from typing import TypedDict

from simkit.engine.steering import RATINGS
from simkit.facilitator import marks
from simkit.record import Record
from simkit.scoring import Metric, calmness, outcome, timing
from simkit.widgets.view import capital

LETTERS = tuple(RATINGS)
"""The ratings in order: P, S, M, U."""

MEANING = "; ".join(f"{letter} {words}" for letter, words in RATINGS.items()) + "."
"""What the letters stand for, in one line."""


class Goal(TypedDict):
    """An objective, what was found so far, and how it is rated."""

    id: str
    text: str
    found: str
    rating: str
    """P, S, M, U, or empty while nothing is decided."""


def goals(record: Record) -> list[Goal]:
    """Return the scenario's objectives with the evidence of *record* so far.

    Nothing is proposed while the run goes on: the debrief does that.
    """
    rated = marks(record)
    measured = {metric.name: metric for metric in (
        *timing(record), *calmness(record), *outcome(record))}
    return [{"id": objective.id, "text": objective.text,
             "found": _found(measured.get(objective.measured_by), record),
             "rating": rated.get(objective.id, "")}
            for objective in record.scenario.objectives]


def _found(metric: Metric | None, record: Record) -> str:
    if metric is None:
        return "Nothing measures this; go by what you see."
    if metric.name == "promises kept" and metric.value is None and record.first("promised"):
        return "No promise has fallen due yet"
    return capital(metric.words or metric.shown)
