"""How the states of worlds move in time: kept while they run, given out row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

CHUNK = 128
"""Ticks in one array: an array per tick and state would be mostly the arrays themselves."""


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


class Trajectory:
    """The courses of all rows while they run."""

    BRIEF = ("trust", "awareness", "frustration", "churn")
    """States that are kept of every row."""

    def __init__(self, keep: bool) -> None:
        self.keep = keep
        """Whether all states are kept."""
        self._legs = [_Leg()]

    def add(self, at: Array, severity: Array, rumour: Array, media: Array,
            states: Mapping[str, Array]) -> None:
        """Keep a copy of one tick, arrays of (R,) and *states* of (R, S) or (R,)."""
        self._legs[-1].add((at, severity, rumour, media), states)

    def join(self, rows: NDArray[np.intp], part: Trajectory) -> None:
        """Go on where *part* ends: what *rows* (indices, ascending) did meanwhile, in their order.
        """
        for leg in part._legs:
            if leg.ticks:
                leg.rows = rows if leg.rows is None else rows[leg.rows]
                self._legs.append(leg)
        self._legs.append(_Leg())

    def recent(self, row: int, ticks: int) -> Iterator[tuple[float, float, dict[str, Array]]]:
        """Yield (at, severity, states of shape (S,)) of the last *ticks* ticks of *row*."""
        found: list[tuple[float, float, dict[str, Array]]] = []
        for leg, place in reversed(self._places(row)):
            first = max(0, leg.ticks - (ticks - len(found)))
            found[:0] = (leg.tick(tick, place) for tick in range(first, leg.ticks))
        yield from found

    def row(self, row: int, weight: Array) -> Course:
        """Return the course of one row."""
        places = self._places(row)

        def whole(part: Callable[[_Leg, int], Array]) -> Array:
            return np.concatenate([part(leg, place) for leg, place in places])

        at, severity, rumour, media = whole(lambda leg, place: leg.shared(place)).T
        moved = np.concatenate(([True], np.diff(at) > 0.0))

        def of(name: str) -> Array:
            return whole(lambda leg, place: leg.state(name, place))[moved]

        return Course(at[moved], severity[moved], rumour[moved], media[moved], weight,
                      {name: of(name) for name in places[0][0].names})

    def _places(self, row: int) -> list[tuple[_Leg, int]]:
        """Return the legs that *row* has a part in, with where it stands there."""
        places = [(leg, leg.place(row)) for leg in self._legs if leg.ticks]
        return [(leg, place) for leg, place in places if place is not None]


class _Leg:
    """Consecutive ticks of the same rows."""

    def __init__(self) -> None:
        self.rows: NDArray[np.intp] | None = None
        """Which rows; None for all."""
        self.ticks = 0
        self._shared: list[Array] = []
        """Chunks of (CHUNK, R, 4): time, severity, rumour, media."""
        self._states: list[dict[str, Array]] = []
        """Chunks of (CHUNK, R, S) or (CHUNK, R), by the name of the state."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the states."""
        return tuple(self._states[0])

    def add(self, shared: Sequence[Array], states: Mapping[str, Array]) -> None:
        """Keep a copy of one tick."""
        place = self.ticks % CHUNK
        if not place:
            self._shared.append(np.empty((CHUNK, len(shared[0]), len(shared))))
            self._states.append({name: np.empty((CHUNK, *values.shape))
                                 for name, values in states.items()})
        here, held = self._shared[-1][place], self._states[-1]
        for column, values in enumerate(shared):
            here[:, column] = values
        for name, values in states.items():
            held[name][place] = values
        self.ticks += 1

    def place(self, row: int) -> int | None:
        """Return where *row* stands in the arrays; None when it has no part in this leg."""
        if self.rows is None:
            return row
        place = int(np.searchsorted(self.rows, row))
        return place if place < len(self.rows) and self.rows[place] == row else None

    def tick(self, tick: int, place: int) -> tuple[float, float, dict[str, Array]]:
        """Return time, severity and states (S,) of the row at *place* at *tick* of this leg."""
        chunk, within = divmod(tick, CHUNK)
        at, severity, *_ = self._shared[chunk][within, place].tolist()
        return at, severity, {name: values[within, place]
                              for name, values in self._states[chunk].items()}

    def shared(self, place: int) -> Array:
        """Return time, severity, rumour and media of the row at *place*, (ticks, 4)."""
        return np.concatenate([chunk[:, place] for chunk in self._shared])[:self.ticks]

    def state(self, name: str, place: int) -> Array:
        """Return the state *name* of the row at *place*, (ticks, S) or (ticks,)."""
        return np.concatenate([chunk[name][:, place] for chunk in self._states])[:self.ticks]
