"""What could happen: scenarios from YAML.

The reader (and with it yaml and pydantic) is loaded when the first file is read, not before.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simkit.errors import Problem
    from simkit.scenario.parts import Scenario

__all__ = ["check", "load", "scenarios"]


def load(name_or_path: str | Path, variant: str = "") -> Scenario:
    """Return the scenario called *name_or_path*, or in that file, in its *variant*.

    Raises ScenarioError with all problems of the file, and UnknownName for a name or a variant
    that does not exist.
    """
    from simkit.scenario import reader

    return reader.load(name_or_path, variant)


def check(name_or_path: str | Path) -> tuple[Problem, ...]:
    """Return all errors and warnings of a scenario file, in the order of lines.

    Raises UnknownName for a bare name that no scenario has.
    """
    from simkit.scenario import reader

    return reader.check(name_or_path)


def scenarios() -> dict[str, Path]:
    """Return all scenarios that a bare name can mean: those here, then those of the package."""
    from simkit.scenario import reader

    return reader.scenarios()
