"""What is wrong with a scenario although every value is well written."""

from __future__ import annotations

from simkit.scenario.faults import Fault
from simkit.scenario.parts import Scenario


def references(data: object, variant: str) -> list[Fault]:
    """Return the names in *data* that nothing answers to, and the names that are given twice."""
    return []


def sense(scenario: Scenario) -> list[Fault]:
    """Return what makes no sense in *scenario*."""
    return []
