"""Who is affected: each group of people, how many, how much of them, and what depends on it."""

from __future__ import annotations

from typing import TypedDict

from simkit.scenario.parts import Scenario, Segment
from simkit.situation import Situation

DEPENDS = ((0.85, "lives on it"), (0.55, "needs it daily"), (0.35, "uses it"),
           (0.0, "now and then"))
"""Lower bounds of how much depends on the service, and the words for it."""


class Hit(TypedDict):
    """One group of people."""

    name: str
    people: str
    depends: str
    low: int
    high: int
    """Share of its use that fails, as the monitors see it, of 100."""


def hit(situation: Situation, scenario: Scenario) -> list[Hit]:
    """Return who is affected, those first on whom it weighs most; empty before the alarm."""
    known = situation.known
    if known.since is None:
        return []
    ordered = sorted(scenario.segments, key=lambda segment: -segment.criticality * segment.use)
    return [{"name": segment.name, "people": people_words(segment.share * scenario.service.users),
             "depends": _depends(segment), "low": round(known.low * 100),
             "high": round(known.high * 100)} for segment in ordered]


def people_words(count: float) -> str:
    """Return a number of people in two digits: ``1,000 million``, ``240,000``."""
    rounded = float(f"{count:.2g}")
    return f"{rounded / 1e6:,.0f} million" if rounded >= 2e6 else f"{rounded:,.0f}"


def _depends(segment: Segment) -> str:
    return next(words for bound, words in DEPENDS if segment.criticality >= bound)
