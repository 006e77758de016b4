"""What happened, kept: header, decisions, events and the course of the states."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import numpy as np

from simkit.clock import DAY, show
from simkit.course import Course
from simkit.events import Decision, Event
from simkit.model.parameters import Parameters
from simkit.scenario.parts import Scenario

BUILD = ("streams.py", "message.py", "wording", "model", "engine")
"""What decides the numbers of a run: the sources whose hash names a build."""


@cache
def _version() -> str:
    """Return the version of the installed package; looking it up reads a file."""
    return version("simkit")


@cache
def build() -> str:
    """Return the hash of the sources that decide the numbers of a run."""
    digest = blake2b(digest_size=8)
    here = Path(__file__).parent
    for part in BUILD:
        files = sorted((here / part).glob("*.py")) if (here / part).is_dir() else [here / part]
        for file in files:
            if file.exists():
                digest.update(file.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class Header:
    """What a run depends on; another build shows a record but does not go on with it."""

    scenario: str
    variant: str
    digest: str
    """Of the scenario."""
    seed: int
    base_dt: float
    simkit: str
    model: str
    """Hash of the sources that decide the numbers."""
    numpy: str
    machine: str
    parameters: Mapping[str, float] = field(default_factory=dict)
    """Values that differ from the defaults."""

    @classmethod
    def of(cls, scenario: Scenario, seed: int, base_dt: float, parameters: Parameters,
           row: int) -> Header:
        """Return the header of a run of *scenario* in *row* of *parameters* by this build."""
        return cls(scenario.id, scenario.variant, scenario.digest, seed, base_dt,
                   _version(), build(), np.__version__, platform.machine(),
                   parameters.changed(row))

    def differences(self, other: Header) -> list[str]:
        """Return what differs between two builds or scenarios, as ``name: this, other``."""
        names = ("simkit", "model", "numpy", "machine", "scenario", "variant", "digest")
        return [f"{name}: {getattr(self, name)}, here {getattr(other, name)}" for name in names
                if getattr(self, name) != getattr(other, name)]


@dataclass(frozen=True)
class Record:
    """Everything that is known of one run afterwards."""

    header: Header
    decisions: tuple[Decision, ...]
    events: tuple[Event, ...]
    course: Course
    until: float
    """How far the run has come, in minutes since onset."""
    scenario: Scenario

    def __repr__(self) -> str:
        return (f"<Record of {self.header.scenario} seed {self.header.seed} to "
                f"{show(self.until)}: {len(self.decisions)} decisions, {len(self.events)} events>")

    def of(self, *kinds: str) -> Iterator[Event]:
        """Yield the events of *kinds*, in order."""
        return (event for event in self.events if event.kind in kinds)

    def first(self, *kinds: str) -> Event | None:
        """Return the first event of *kinds*, or None."""
        return next(self.of(*kinds), None)

    @property
    def restored_at(self) -> float | None:
        """Minutes from onset to the first restoration; None when there is none yet."""
        event = self.first("restored")
        return None if event is None else event.at

    @property
    def day_is_over(self) -> bool:
        """Whether the run has come to 24 h, when trust is counted."""
        return self.until >= DAY - 1e-6

    @property
    def final_trust(self) -> float:
        """Population trust at 24 h (or where the run stands, when that is earlier), in [0, 1]."""
        return self.course.value("trust", min(DAY, self.until))

