"""Conditional injects: all conditions of all worlds, looked at once per tick."""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from simkit.engine.crowd import QUANTITIES, Crowd
from simkit.model.parameters import Rows
from simkit.scenario.parts import Inject


class Watch:
    """The conditions of *injects* over the worlds of a crowd, and how long each has held.

    What ``simkit.scenario.triggers.evaluate`` says of one trigger, for all in a few array calls.
    """

    def __init__(self, injects: Sequence[Inject], rows: int) -> None:
        conditional = [inject for inject in injects if inject.when is not None]
        self._since = np.full((len(conditional), rows), np.inf)
        self._quiet_until = np.zeros((len(conditional), rows))
        self._look_at(conditional)

    def _look_at(self, injects: list[Inject]) -> None:
        """Look at the conditions of *injects* from now on."""
        self.injects = injects
        groups = [group for inject in self.injects if inject.when for group in inject.when.any_of]
        conditions = [condition for group in groups for condition in group]
        self._names = sorted({condition.quantity for condition in conditions})
        self._of = np.array([self._names.index(c.quantity) for c in conditions], dtype=np.intp)
        self._sign = np.array([[1.0 if c.above else -1.0] for c in conditions])
        self._bound = self._sign * np.array([[c.bound] for c in conditions]).reshape(-1, 1)
        self._all_of = _runs([len(group) for group in groups])
        self._any_of = _runs([len(inject.when.any_of) for inject in self.injects
                              if inject.when])
        self._lasting = np.array([[inject.when.lasting - 1e-9] for inject in self.injects
                                  if inject.when])
        self._make_room()

    def _make_room(self) -> None:
        """Have a line of values for each quantity, with how it is looked up."""
        self._values = np.zeros((len(self._names), self._since.shape[1]))
        self._looked_up = [(values, QUANTITIES[name])
                           for values, name in zip(self._values, self._names, strict=True)]

    def ready(self, crowd: Crowd) -> list[tuple[int, Inject]]:
        """Return (row, inject) for every inject whose condition has now held long enough."""
        if not self.injects:
            return []
        for values, quantity in self._looked_up:
            values[...] = quantity(crowd)
        holds = self._sign * self._values[self._of] > self._bound
        holds = _combined(np.logical_and, holds, self._all_of)
        holds = _combined(np.logical_or, holds, self._any_of)
        at = crowd.at
        self._since = np.where(holds, np.minimum(self._since, at), np.inf)
        due = (at - self._since >= self._lasting) & (at >= self._quiet_until)
        if not np.count_nonzero(due):
            return []
        found = [(int(row), self.injects[number]) for number, row in np.argwhere(due)]
        for number, row in np.argwhere(due):
            again = self.injects[number].again
            self._quiet_until[number, row] = math.inf if again is None else at[row] + again
        self._leave_out((self._quiet_until == math.inf).all(axis=1))
        return found

    def part(self, rows: Rows) -> Watch:
        """Return the same over the worlds of *rows* alone."""
        part = copy(self)
        part._since, part._quiet_until = self._since[:, rows], self._quiet_until[:, rows]
        part._make_room()
        return part

    def take_over(self, rows: Rows, part: Watch) -> None:
        """Let *rows* go on from where *part* stands, which may have left out injects since."""
        left = {inject.id: number for number, inject in enumerate(part.injects)}
        for number, inject in enumerate(self.injects):
            if inject.id in left:
                self._since[number, rows] = part._since[left[inject.id]]
                self._quiet_until[number, rows] = part._quiet_until[left[inject.id]]
            else:
                self._quiet_until[number, rows] = math.inf

    def _leave_out(self, over: np.ndarray) -> None:
        """Look no more at injects that are *over*: they have come in every world, for good."""
        if not over.any():
            return
        self._since, self._quiet_until = self._since[~over], self._quiet_until[~over]
        self._look_at([inject for inject, done in zip(self.injects, over.tolist(), strict=True)
                       if not done])


@dataclass(frozen=True)
class _Runs:
    """Consecutive runs of lines: where each begins, and which run its further lines belong to."""

    first: np.ndarray
    further: tuple[tuple[int, int], ...]
    """(run, line) of every line that does not begin a run."""


def _runs(lengths: Sequence[int]) -> _Runs:
    first = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.intp)
    return _Runs(first, tuple((run, int(first[run]) + further) for run, length in enumerate(lengths)
                              for further in range(1, length)))


def _combined(combine: np.ufunc, lines: np.ndarray, runs: _Runs) -> np.ndarray:
    """Return the lines of each run combined into one: ``reduceat``, which is ten times slower."""
    if not runs.further:
        return lines
    combined: np.ndarray = lines[runs.first]
    for run, line in runs.further:
        combine(combined[run], lines[line], out=combined[run])
    return combined
