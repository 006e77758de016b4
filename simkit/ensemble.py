"""Many runs at once: policies and replays over seeds and parameter draws, compared in pairs.

Two runs of a pair share the seed and the parameter draw (common random numbers), so their
difference is due to what was decided. Intervals are 5 to 95 % quantiles of paired differences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simkit.clock import DAY
from simkit.engine.worlds import Case, Worlds
from simkit.events import Decision
from simkit.model.parameters import Parameters
from simkit.policy import Player, Policy, historical, named
from simkit.record import Record
from simkit.scenario.parts import Scenario

BLOCK = 200
"""Worlds that advance together: few enough for the processor's cache."""
SURE = 0.8
"""P(A beats B) below which the kit speaks of a tie."""
NOTICED = 0.05
"""Points of trust below which a difference is shown as 0.0 and called a tie."""
DRAWS = 20261004
"""Seed of the parameter draws of all comparisons."""

Playing = str | Policy | Sequence[Decision]
"""A way of playing: a policy, its name, or recorded decisions."""
Progress = Callable[[int, int], None]
"""Called with (runs done, runs in all)."""


@dataclass(frozen=True)
class Comparison:
    """How much better A is than B, in points of trust at 24 h."""

    a: str
    b: str
    low: float
    """5 % quantile of the paired differences A - B."""
    middle: float
    """Median of the paired differences."""
    high: float
    """95 % quantile."""
    p: float
    """Share of pairs in which A ends higher; equal ends count half."""
    runs: int

    @property
    def tie(self) -> bool:
        """Whether neither is better with a probability of at least 0.8, or by so little that
        nobody would notice."""
        return max(self.p, 1.0 - self.p) < SURE or abs(self.middle) < NOTICED

    @property
    def verdict(self) -> str:
        """``better``, ``worse`` or ``a tie``: how A stands against B."""
        if self.tie:
            return "a tie"
        return "better" if self.p > 0.5 else "worse"

    @property
    def interval(self) -> str:
        """The difference with its interval, such as ``+0.4 points (-0.1 to +1.2)``."""
        return f"{_signed(self.middle)} points ({_signed(self.low)} to {_signed(self.high)})"

    def __repr__(self) -> str:
        return f"<{self.a} against {self.b}: {self.interval}, {self.verdict} in {self.runs} pairs>"


def _signed(points: float) -> str:
    """Return *points* with one decimal and a sign, and nothing as ``0.0``."""
    return "0.0" if abs(points) < 0.05 else f"{points:+.1f}"


def cases(scenario: Scenario, playing: Playing, runs: int, *, first_seed: int = 0,
          drawn: bool = True) -> list[Case]:
    """Return *runs* cases of *playing*, each with a seed and (if *drawn*) a parameter draw."""
    if playing == "historical":
        playing = historical(scenario)
    made = []
    for run in range(runs):
        seed = first_seed + run
        parameters = Parameters.draw(DRAWS, 1, start=seed) if drawn else None
        if isinstance(playing, str | Policy):
            made.append(Case(scenario, seed, player=Player(named(playing)), parameters=parameters))
        else:
            made.append(Case(scenario, seed, decisions=tuple(playing), parameters=parameters))
    return made


def run(made: Sequence[Case], until: float = DAY, progress: Progress | None = None
        ) -> list[Record]:
    """Run every case to *until* (minutes since onset) and return their records, in order."""
    records: list[Record] = []
    for start in range(0, len(made), BLOCK):
        worlds = Worlds(made[start:start + BLOCK], keep=False)
        worlds.run(until)
        records.extend(worlds.record(row) for row in range(len(worlds)))
        if progress is not None:
            progress(len(records), len(made))
    return records


def trusts(scenario: Scenario, playing: Playing, runs: int, *, drawn: bool = True,
           progress: Progress | None = None) -> NDArray[np.float64]:
    """Return trust at 24 h, in points, of *runs* runs of *playing*; shape (runs,)."""
    records = run(cases(scenario, playing, runs, drawn=drawn), progress=progress)
    return 100.0 * np.array([record.final_trust for record in records])


def paired(a: str, trust_a: NDArray[np.float64], b: str, trust_b: NDArray[np.float64]
           ) -> Comparison:
    """Compare *trust_a* with *trust_b*, pair by pair."""
    difference = trust_a - trust_b
    low, middle, high = np.quantile(difference, [0.05, 0.5, 0.95]).tolist()
    wins = float((difference > 0.0).mean() + 0.5 * (difference == 0.0).mean())
    return Comparison(a, b, low, middle, high, wins, len(difference))


def compare(scenario: Scenario, a: Playing, b: Playing, runs: int = 100, *,
            names: tuple[str, str] = ("A", "B"), progress: Progress | None = None) -> Comparison:
    """Return how much better *a* is than *b* over *runs* pairs of seeds and parameter draws."""
    names = (a if isinstance(a, str) else names[0], b if isinstance(b, str) else names[1])
    return paired(names[0], trusts(scenario, a, runs, progress=progress),
                  names[1], trusts(scenario, b, runs, progress=progress))
