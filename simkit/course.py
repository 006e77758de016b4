"""How the states of worlds move in time: kept while they run, given out row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simkit.model.states import KEPT, stifled

Array = NDArray[np.float64]

CHUNK = 128
"""Ticks in one array: an array per tick would be mostly the arrays themselves."""


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

    BRIEF = 4
    """How many of KEPT are kept of every row, from the first: trust, churn, awareness and
    frustration."""

    def __init__(self, keep: bool) -> None:
        self.keep = keep
        """Whether all states are kept."""
        self._legs = [_Leg()]

    def add(self, at: Array, severity: Array, media: Array, ignorant: Array, rumour: Array,
            states: Array) -> None:
        """Keep a copy of one tick: *states* is everything in KEPT (n, R, S), the others are (R,).
        """
        self._legs[-1].add((at, severity, media, ignorant, rumour),
                           states if self.keep else states[:self.BRIEF])

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

        shared = whole(lambda leg, place: leg.shared(place))
        moved = np.concatenate(([True], np.diff(shared[:, 0]) > 0.0))
        at, severity, media, ignorant, rumour = shared[moved].T
        kept = whole(lambda leg, place: leg.states(place))
        states = {name: kept[moved, number]
                  for number, name in enumerate(KEPT[:kept.shape[1]])}
        if self.keep:
            states |= {"ignorant": ignorant, "rumour": rumour,
                       "stifled": stifled(ignorant, rumour)}
        return Course(at, severity, rumour, media, weight, states)

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
        """Chunks of (CHUNK, 5, R): time, severity, media, ignorant, rumour."""
        self._states: list[Array] = []
        """Chunks of (CHUNK, n, R, S): the first n of KEPT."""

    def add(self, shared: Sequence[Array], states: Array) -> None:
        """Keep a copy of one tick."""
        place = self.ticks % CHUNK
        if not place:
            self._shared.append(np.empty((CHUNK, len(shared), len(shared[0]))))
            self._states.append(np.empty((CHUNK, *states.shape)))
        here = self._shared[-1][place]
        for line, values in enumerate(shared):
            here[line] = values
        self._states[-1][place] = states
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
        at, severity, *_ = self._shared[chunk][within, :, place].tolist()
        return at, severity, dict(zip(KEPT, self._states[chunk][within, :, place], strict=False))

    def shared(self, place: int) -> Array:
        """Return time, severity, media, ignorant and rumour of the row at *place*, (ticks, 5)."""
        return np.concatenate([chunk[:, :, place] for chunk in self._shared])[:self.ticks]

    def states(self, place: int) -> Array:
        """Return the states of the row at *place*, (ticks, n, S)."""
        return np.concatenate([chunk[:, :, place] for chunk in self._states])[:self.ticks]
