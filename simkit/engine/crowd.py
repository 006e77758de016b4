"""The arrays of R worlds: their audiences, exposures and crews, advanced by one call per tick."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simkit.model.audience import Audience, Segments
from simkit.model.exposure import Exposures
from simkit.model.parameters import Parameters, Rows
from simkit.model.responder import Crew
from simkit.scenario.parts import Scenario

Array = NDArray[np.float64]


class Crowd:
    """Everything about R worlds that is a number: states of users, people and the service.

    Rows may stand at different times; row r has completed ``tick[r]`` ticks of *base_dt* minutes.
    The processes of a world write into its row (severity, tasks, ...); ``advance`` reads them.
    """

    def __init__(self, scenario: Scenario, parameters: Parameters, base_dt: float = 1.0) -> None:
        rows, people = parameters.rows, len(scenario.team)
        incident = scenario.incident
        self.scenario = scenario
        self.parameters = parameters
        self.base_dt = base_dt
        self.segments = Segments(
            weight=np.array([segment.share for segment in scenario.segments]),
            use=np.array([segment.use for segment in scenario.segments]),
            criticality=np.array([segment.criticality for segment in scenario.segments]))
        self.audience = Audience(self.segments, parameters, attribution=incident.attribution,
                                 responsibility=incident.responsibility)
        self.exposures = Exposures(rows, len(scenario.segments), base_dt)
        self.crew = Crew(parameters, people)
        self.tick = np.zeros(rows, dtype=np.int64)
        self.at: Array = np.zeros(rows)
        """Time of each row, in minutes since onset; made anew by every step."""
        self.severity = np.zeros(rows)
        self.annoyance = np.zeros(rows)
        """Frustration hazard per minute from a campaign that runs on."""
        self.capacity = np.ones(rows)
        """Support's capacity, as a multiple of the normal one."""
        self.unanswered = np.zeros(rows)
        """Share of support contacts that nobody answers."""
        self.tasks, self.calming, self.duty = np.zeros((3, people, rows)).swapaxes(1, 2)
        self.stress_gain = np.ones(rows)
        self.last_word = np.zeros(rows)
        """Minutes since onset of the last published message; 0 before the first."""
        self.restored_at = np.full(rows, np.nan)
        self.broken = np.zeros(rows)
        self.wrong_fixes = np.zeros(rows)
        public = [person.duty in ("communications", "executive", "support", "marketing")
                  for person in scenario.team]
        self._exposed = np.array(public, dtype=float)
        self.spreads: dict[tuple[int, ...], Any] = {}
        """How messages spread on channels whose reach no longer grows, by the identities of these:
        ``simkit.engine.channels`` works it out once for all worlds."""
        self.trainee = next((i for i, person in enumerate(scenario.team)
                             if person.duty == "communications"), 0)
        self._load = (parameters.contacts / parameters.support_capacity)[:, 0]

    def part(self, rows: Rows) -> Crowd:
        """Return the worlds of *rows* alone, as they are now."""
        part = Crowd(self.scenario, self.parameters.take(rows), self.base_dt)
        part.take_over(np.arange(len(rows)), self, rows)
        return part

    def take_over(self, rows: Rows, other: Crowd, others: Rows) -> None:
        """Let *rows* go on from where *others* of *other* stand: the same worlds in their order."""
        self.at = self.at.copy()
        for name in ("tick", "at", "severity", "annoyance", "capacity", "unanswered", "tasks",
                     "calming", "duty", "stress_gain", "last_word", "restored_at", "broken",
                     "wrong_fixes"):
            getattr(self, name)[rows] = getattr(other, name)[others]
        self.audience.take_over(rows, other.audience, others)
        self.exposures.take_over(rows, other.exposures, others)
        self.crew.take_over(rows, other.crew, others)

    def time(self, row: int) -> float:
        """Return the time of *row*, in minutes since onset."""
        return self.at.item(row)

    def overall(self, state: Array) -> Array:
        """Return the population mean of *state* (R, S), of shape (R,)."""
        mean: Array = np.add.reduce(state * self.segments.weight, axis=-1)
        return mean

    def hazard(self, share: float) -> float:
        """Return the hazard that removes *share* of what is there."""
        return -math.log1p(-min(share, 1.0 - 1e-12))

    def impulse(self, row: int, column: str, values: Any) -> None:
        """Add *values* (a number, or one per segment) to *column* of *row* in this tick.

        What is added to a state (``add_F``, ...) is given as a share of what is missing.
        """
        if column.startswith("add_"):
            values = _missing(values) if isinstance(values, float) else _taken_away(values)
        self.exposures.impulse(row, column, values)

    def advance(self, steps: NDArray[np.int64]) -> None:
        """Advance row r by ``steps[r]`` ticks; rows with 0 stay exactly as they are."""
        first, step = int(self.tick[0]), int(steps[0])
        if not (np.count_nonzero(self.tick != first) or np.count_nonzero(steps != step)):
            inputs, dt = self.exposures.take(first, step), np.array(step * self.base_dt)
        else:
            inputs, dt = self.exposures.take(self.tick, steps), steps * self.base_dt
        self._answer_contacts()
        self.audience.advance(self.severity, inputs, dt, annoyance=self.annoyance,
                              unanswered=self.unanswered)
        self.crew.advance(self.severity, self.audience.media, self._exposed, self.tasks,
                          self.calming, self.duty, dt, gain=self.stress_gain)
        self.tick += steps
        self.at = np.asarray(self.tick * self.base_dt, dtype=np.float64)

    def _answer_contacts(self) -> None:
        """Have support answer what it can. People contact it about what fails for them now: once
        the service is back the lines are free again, else their own length would keep people
        angry for ever."""
        load = self._load * self.audience.upset
        load *= self.severity
        np.maximum(load, 1e-12, out=load)
        np.divide(self.capacity, load, out=load)
        np.minimum(load, 1.0, out=load)
        np.subtract(1.0, load, out=self.unanswered)

    def quantity(self, name: str) -> Array:
        """Return the quantity *name* that conditions may look at, of shape (R,)."""
        return QUANTITIES[name](self)


def _taken_away(shares: Any) -> Any:
    """Return the hazards that take away *shares*, a number or one per segment."""
    return -np.log1p(-np.minimum(shares, 1.0 - 1e-12))


_missing = lru_cache(maxsize=1024)(_taken_away)  # an author's effects are few, and felt often


def _mean(state: str) -> Callable[[Crowd], Array]:
    """Return the function that looks at the population mean of *state*."""
    return lambda crowd: crowd.audience.population(state)


QUANTITIES: dict[str, Callable[[Crowd], Array]] = {
    **{state: _mean(state) for state in ("trust", "awareness", "uncertainty", "frustration",
                                         "switching")},
    "severity": lambda crowd: crowd.severity,
    "rumour": lambda crowd: crowd.audience.rumour,
    "media": lambda crowd: crowd.audience.media,
    "silence": lambda crowd: crowd.at - crowd.last_word,
    "elapsed": lambda crowd: crowd.at,
    "since_restoration": lambda crowd: crowd.at - crowd.restored_at,
    "backlog": lambda crowd: crowd.unanswered,
    "broken_promises": lambda crowd: crowd.broken,
    "wrong_fixes": lambda crowd: crowd.wrong_fixes,
    "stress": lambda crowd: crowd.crew.stress[:, crowd.trainee],
}
"""What conditions may look at, by name: functions of a crowd to (R,)."""
