"""Conditional injects: all conditions of all worlds, looked at once per tick."""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import copy
from functools import reduce

import numpy as np
from numpy.typing import NDArray

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
        above = np.array([condition.above for condition in conditions], dtype=bool)
        order = np.argsort(~above, kind="stable")
        self._above = np.count_nonzero(above)
        self._of = np.array([self._names.index(c.quantity) for c in conditions], np.intp)[order]
        self._bound = np.array([[condition.bound] for condition in conditions])[order]
        self._all_of = [np.argsort(order)[lines] for lines in _runs([len(g) for g in groups])]
        self._any_of = _runs([len(inject.when.any_of) for inject in self.injects
                              if inject.when])
        self._lasting = np.array([[inject.when.lasting - 1e-9] for inject in self.injects
                                  if inject.when])
        self._make_room()

    def _make_room(self) -> None:
        """Have a line of values for each quantity, with how it is looked up, and a line for each
        condition, first those that look for values above their bound."""
        rows, above = self._since.shape[1], self._above
        self._values = np.zeros((len(self._names), rows))
        self._looked_up = [(values, QUANTITIES[name])
                           for values, name in zip(self._values, self._names, strict=True)]
        self._found = np.zeros((len(self._of), rows))
        self._holds = np.zeros(self._found.shape, dtype=bool)
        self._compared = [(compare, self._found[part], self._bound[part], self._holds[part])
                          for compare, part in ((np.greater, slice(above)),
                                                (np.less, slice(above, None)))]

    def ready(self, crowd: Crowd) -> list[tuple[int, Inject]]:
        """Return (row, inject) for every inject whose condition has now held long enough."""
        if not self.injects:
            return []
        for values, quantity in self._looked_up:
            values[...] = quantity(crowd)
        self._values.take(self._of, axis=0, out=self._found, mode="clip")
        for compare, found, bound, true in self._compared:
            compare(found, bound, true)
        holds = _combined(np.logical_and, self._holds, self._all_of)
        holds = _combined(np.logical_or, holds, self._any_of)
        at = crowd.at
        np.minimum(self._since, at, out=self._since)
        np.putmask(self._since, ~holds, np.inf)
        due = (at - self._since >= self._lasting) & (at >= self._quiet_until)
        if not np.count_nonzero(due):
            return []
        ready = []
        for place in due.ravel().nonzero()[0].tolist():
            number, row = divmod(place, len(at))
            inject = self.injects[number]
            ready.append((row, inject))
            self._quiet_until[number, row] = (math.inf if inject.again is None
                                              else at[row] + inject.again)
        self._leave_out(self._quiet_until.min(axis=1) == math.inf)
        return ready

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


def _runs(lengths: Sequence[int]) -> list[NDArray[np.intp]]:
    """Return where the first, second, ... lines of consecutive runs of lines are; a run that has
    no more lines gives its first again."""
    first = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.intp)
    return [first + np.where(np.array(lengths) > line, line, 0)
            for line in range(max(lengths, default=0))]


def _combined(combine: np.ufunc, lines: NDArray[np.bool_], runs: list[NDArray[np.intp]]
              ) -> NDArray[np.bool_]:
    """Return the lines of each run combined into one: ``reduceat``, which is ten times slower."""
    return reduce(combine, (lines.take(each, axis=0) for each in runs))
