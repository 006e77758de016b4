"""What happened, kept: header, decisions, events and the course of every state."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from simkit.clock import DAY, show
from simkit.events import Decision, Event
from simkit.model.parameters import Parameters
from simkit.scenario.parts import Scenario

Array = NDArray[np.float64]

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
class Course:
    """How the states of one world moved; row t holds the state at ``at[t]``."""

    at: Array
    """Minutes since onset, shape (T,)."""
    severity: Array
    """Share of use that fails, shape (T,)."""
    rumour: Array
    """Share of the population that spreads a rumour, shape (T,)."""
    media: Array
    weight: Array
    """Share of each segment, shape (S,)."""
    states: Mapping[str, Array]
    """Per segment, shape (T, S): always ``trust``, ``awareness``, ``frustration``, ``churn``;
    of a session all states."""

    def mean(self, state: str) -> Array:
        """Return the population mean of *state*, shape (T,)."""
        return np.asarray((self.states[state] * self.weight).sum(-1))

    def value(self, state: str, at: float) -> float:
        """Return the population mean of *state* at *at*, by linear interpolation."""
        return float(np.interp(at, self.at, self.mean(state)))


class _Leg:
    """Consecutive ticks of the same rows."""

    def __init__(self, rows: NDArray[np.intp] | None = None) -> None:
        self.rows = rows
        """Which rows; None for all."""
        self.shared: list[tuple[Array, Array, Array, Array]] = []
        self.states: list[dict[str, Array]] = []
        self._stack: tuple[list[Array], dict[str, Array]] | None = None

    def place(self, row: int) -> int | None:
        """Return where *row* stands in the arrays; None when it has no part in this leg."""
        if self.rows is None:
            return row
        place = int(np.searchsorted(self.rows, row))
        return place if place < len(self.rows) and self.rows[place] == row else None

    def stacked(self) -> tuple[list[Array], dict[str, Array]]:
        """Return all ticks as arrays (T, R) and (T, R, S), made once for all rows."""
        if self._stack is None or len(self._stack[0][0]) != len(self.shared):
            self._stack = ([np.stack(part) for part in zip(*self.shared, strict=True)],
                           {name: np.stack([tick[name] for tick in self.states])
                            for name in self.states[0]})
        return self._stack


class Trajectory:
    """The courses of all rows while they run."""

    BRIEF = ("trust", "awareness", "frustration", "churn")
    """States that are kept of every row."""

    def __init__(self, keep: bool) -> None:
        self.keep = keep
        """Whether all states are kept."""
        self._legs = [_Leg()]

    def add(self, at: Array, severity: Array, rumour: Array, media: Array,
            states: dict[str, Array]) -> None:
        """Keep one tick; the arrays of (R,) and (R, S) must not change afterwards."""
        self._legs[-1].shared.append((at, severity, rumour, media))
        self._legs[-1].states.append(states)

    def join(self, rows: NDArray[np.intp], part: Trajectory) -> None:
        """Go on where *part* ends: what *rows* (indices, ascending) did meanwhile, in their order.
        """
        for leg in part._legs:
            if leg.shared:
                leg.rows = rows if leg.rows is None else rows[leg.rows]
                self._legs.append(leg)
        self._legs.append(_Leg())

    def recent(self, row: int, ticks: int) -> Iterator[tuple[float, float, dict[str, Array]]]:
        """Yield (at, severity, states of shape (S,)) of the last *ticks* ticks of *row*."""
        found: list[tuple[int, tuple[Array, Array, Array, Array], dict[str, Array]]] = []
        for leg in reversed(self._legs):
            place, left = leg.place(row), ticks - len(found)
            if place is not None and left > 0:
                found[:0] = ((place, *tick) for tick in zip(leg.shared[-left:], leg.states[-left:],
                                                            strict=True))
        for place, shared, states in found:
            yield (float(shared[0][place]), float(shared[1][place]),
                   {name: state[place] for name, state in states.items()})

    def row(self, row: int, weight: Array) -> Course:
        """Return the course of one row."""
        places = [(leg.stacked(), place) for leg in self._legs
                  if leg.shared and (place := leg.place(row)) is not None]
        at, severity, rumour, media = (
            np.concatenate([shared[part][:, place] for (shared, _), place in places])
            for part in range(4))
        moved = np.concatenate(([True], np.diff(at) > 0.0))
        states = {name: np.concatenate([states[name][:, place] for (_, states), place in places]
                                       )[moved] for name in places[0][0][1]}
        return Course(at[moved], severity[moved], rumour[moved], media[moved], weight, states)


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
    def final_trust(self) -> float:
        """Population trust at 24 h (or where the run stands, when that is earlier), in [0, 1]."""
        return self.course.value("trust", min(DAY, self.until))

