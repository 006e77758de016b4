"""Conditional injects: all conditions of all worlds, looked at once per tick."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from simkit.engine.crowd import Crowd
from simkit.scenario.parts import Inject


class Watch:
    """The conditions of *injects* over the worlds of a crowd, and how long each has held.

    What ``simkit.scenario.triggers.evaluate`` says of one trigger, for all in a few array calls.
    """

    def __init__(self, injects: Sequence[Inject], rows: int) -> None:
        self.injects = [inject for inject in injects if inject.when is not None]
        groups = [group for inject in self.injects if inject.when for group in inject.when.any_of]
        conditions = [condition for group in groups for condition in group]
        self._names = sorted({condition.quantity for condition in conditions})
        self._of = np.array([self._names.index(c.quantity) for c in conditions], dtype=np.intp)
        self._sign = np.array([[1.0 if c.above else -1.0] for c in conditions])
        self._bound = self._sign * np.array([[c.bound] for c in conditions]).reshape(-1, 1)
        self._groups = _starts([len(group) for group in groups])
        self._injects = _starts([len(inject.when.any_of) for inject in self.injects
                                 if inject.when])
        self._lasting = np.array([[inject.when.lasting - 1e-9] for inject in self.injects
                                  if inject.when])
        self._since = np.full((len(self.injects), rows), np.inf)
        self._quiet_until = np.zeros((len(self.injects), rows))
        self._values = np.zeros((len(self._names), rows))

    def ready(self, crowd: Crowd) -> list[tuple[int, Inject]]:
        """Return (row, inject) for every inject whose condition has now held long enough."""
        if not self.injects:
            return []
        for values, name in zip(self._values, self._names, strict=True):
            values[...] = crowd.quantity(name)
        holds = self._sign * self._values[self._of] > self._bound
        holds = np.logical_or.reduceat(np.logical_and.reduceat(holds, self._groups), self._injects)
        at = crowd.at
        self._since = np.where(holds, np.minimum(self._since, at), np.inf)
        due = (at - self._since >= self._lasting) & (at >= self._quiet_until)
        if not due.any():
            return []
        found = [(int(row), self.injects[number]) for number, row in np.argwhere(due)]
        for number, row in np.argwhere(due):
            again = self.injects[number].again
            self._quiet_until[number, row] = math.inf if again is None else at[row] + again
        return found


def _starts(lengths: Sequence[int]) -> np.ndarray:
    """Return where each of several consecutive groups begins."""
    return np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.intp)
