"""Many runs at once: policies and replays over seeds and parameter draws, compared in pairs.

Two runs of a pair share the seed and the parameter draw (common random numbers), so their
difference is due to what was decided. ``better`` is the one comparison of the kit: the difference
with its interval (5 to 95 % quantiles of paired differences), the probability that A beats B, and
that probability's own interval, because it is counted on so many pairs and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
from simkit.scoring import practice
from simkit.scoring.wilson import wilson

BLOCK = 200
"""Worlds that advance together: few enough for the processor's cache."""
SURE = 0.8
"""P(A beats B) below which the kit speaks of a tie."""
DRAWS = 20261004
"""Seed of the parameter draws of all comparisons."""

Playing = str | Policy | Sequence[Decision]
"""A way of playing: a policy, its name, or recorded decisions."""
Progress = Callable[[int, int], None]
"""Called with (runs done, runs in all)."""
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Outcome:
    """A number of a run in which two ways of playing are compared."""

    name: str
    """Such as ``trust at 24 h``."""
    unit: str
    """``points`` (of 100) or ``min``."""
    of: Callable[[Record], float]
    """What reads it from a record, in that unit."""
    more_is_better: bool = True
    """Whether the higher number wins; minutes of an outage are the better the fewer they are."""
    digits: int = 1
    """Decimals that are shown. A difference that these show as nothing is a tie."""

    def __repr__(self) -> str:
        return f"<Outcome {self.name}, in {self.unit}>"

    def shown(self, difference: float) -> str:
        """Return *difference* with a sign, and nothing as ``0.0``."""
        small = abs(difference) < self.noticed
        return f"{0.0 if small else difference:{'' if small else '+'}.{self.digits}f}"

    @property
    def noticed(self) -> float:
        """The smallest difference that is shown as one, in the outcome's unit."""
        return 0.5 * 10.0 ** -self.digits


TRUST = Outcome("trust at 24 h", "points", lambda record: 100.0 * record.final_trust)
"""Population trust at 24 h; at the end of a shorter run."""
LATER_TRUST = Outcome("trust at the end", "points",
                      lambda record: 100.0 * record.course.value("trust", record.until))
"""Population trust where the run ends, which may be days later."""
PRACTICE = Outcome("practice", "points", practice)
"""Mean of all practice points; see ``simkit.scoring.practice``."""
RESTORED = Outcome("minutes to restore", "min",
                   lambda record: (record.until if record.restored_at is None
                                   else record.restored_at), more_is_better=False, digits=0)
"""Onset to the first restoration; the run's whole length where it ends without one."""


@dataclass(frozen=True)
class Sample:
    """One way of playing under many kinds of luck: run i of two samples is a pair."""

    name: str
    values: Mapping[Outcome, Values]
    """Of each outcome, shape (runs,)."""

    @classmethod
    def of(cls, name: str, records: Iterable[Record], *outcomes: Outcome) -> Sample:
        """Return the *outcomes* (trust at 24 h if none is named) of *records*, in their order."""
        wanted = outcomes or (TRUST,)
        rows = [[outcome.of(record) for outcome in wanted] for record in records]
        columns = np.array(rows, dtype=np.float64).reshape(-1, len(wanted)).T
        return cls(name, dict(zip(wanted, columns, strict=True)))


@dataclass(frozen=True)
class Comparison:
    """How A stands against B in one outcome, over pairs that share their luck."""

    a: str
    b: str
    low: float
    """5 % quantile of the paired differences A - B, in the outcome's unit."""
    middle: float
    """Median of the paired differences."""
    high: float
    """95 % quantile."""
    mean: float
    """Mean of the paired differences: what a rare misfortune costs shows here and nowhere else."""
    p: float
    """P(A beats B): the share of pairs in which A is the better; equal ones count half."""
    runs: int
    outcome: Outcome = TRUST
    equal: float = 0.0
    """The share of pairs without any difference."""

    @property
    def won(self) -> int:
        """Pairs in which A is the better one."""
        return round((self.p - 0.5 * self.equal) * self.runs)

    @property
    def lost(self) -> int:
        """Pairs in which A is the worse one."""
        return round((1.0 - self.p - 0.5 * self.equal) * self.runs)

    @property
    def told(self) -> str:
        """The verdict with its count, such as ``better in 46 of 50 pairs``."""
        if self.equal >= 1.0:
            return f"a tie: the same in all {self.runs} pairs"
        if self.tie or self.equal > 0.0:
            tie = "a tie: " if self.tie else ""
            return f"{tie}better in {self.won}, worse in {self.lost} of {self.runs} pairs"
        count = self.won if self.verdict == "better" else self.lost
        return f"{self.verdict} in {count} of {self.runs} pairs"

    @property
    def p_interval(self) -> tuple[float, float]:
        """Wilson's interval of P(A beats B), 5 to 95 %: what so few pairs leave open."""
        return wilson(self.p, self.runs)

    @property
    def tie(self) -> bool:
        """Whether neither is better with a probability of at least 0.8, or by so little that
        nobody would notice."""
        return max(self.p, 1.0 - self.p) < SURE or abs(self.middle) < self.outcome.noticed

    @property
    def verdict(self) -> str:
        """``better``, ``worse`` or ``a tie``: how A stands against B."""
        if self.tie:
            return "a tie"
        return "better" if self.p > 0.5 else "worse"

    @property
    def interval(self) -> str:
        """The difference with its interval, such as ``+0.4 points (-0.1 to +1.2)``."""
        low, middle, high = map(self.outcome.shown, (self.low, self.middle, self.high))
        return f"{middle} {self.outcome.unit} ({low} to {high})"

    @property
    def found(self) -> str:
        """The difference with its interval, and the verdict; what no decimal shows stands in words:
        ``no difference at all in any of 50 pairs, a tie``."""
        unit, runs = self.outcome.unit, self.runs
        if self.equal >= 1.0:
            return f"no difference at all in any of {runs} pairs, a tie"
        if max(abs(self.low), abs(self.high)) < self.outcome.noticed:
            return f"less than {self.outcome.noticed:g} {unit} either way, {self.told}"
        return f"{self.interval}, {self.told}"

    @property
    def chance(self) -> str:
        """P(A beats B) with its interval, such as ``P(better) 0.85 (0.79 to 0.90)``."""
        low, high = self.p_interval
        return f"P(better) {self.p:.2f} ({low:.2f} to {high:.2f})"

    def __repr__(self) -> str:
        what = "" if self.outcome is TRUST else f" in {self.outcome.name}"
        return (f"<{self.a} against {self.b}{what}: {self.interval}, {self.verdict}, "
                f"{self.chance} in {self.runs} pairs>")


def better(a: Sample, b: Sample, outcome: Outcome = TRUST) -> Comparison:
    """Return how *a* stands against *b* in *outcome*, run by run.

    Both hold the outcome of the same seeds and parameter draws in the same order, as ``sample``
    gives them. Raises ValueError when they differ in number, KeyError when one lacks the outcome.
    """
    mine, other = a.values[outcome], b.values[outcome]
    if mine.shape != other.shape or not len(mine):
        raise ValueError(f"{a.name} has {len(mine)} runs and {b.name} {len(other)}: no pairs")
    difference = mine - other
    gain = difference if outcome.more_is_better else -difference
    low, middle, high = np.quantile(difference, [0.05, 0.5, 0.95]).tolist()
    equal = float((gain == 0.0).mean())
    wins = float((gain > 0.0).mean()) + 0.5 * equal
    return Comparison(a.name, b.name, low, middle, high, float(difference.mean()), wins,
                      len(difference), outcome, equal)


def sample(scenario: Scenario, playing: Playing, runs: int, *outcomes: Outcome, name: str = "",
           until: float = DAY, drawn: bool = True, progress: Progress | None = None) -> Sample:
    """Return the *outcomes* (trust at 24 h if none is named) of *runs* runs of *playing*.

    Run i has seed i and parameter draw i (defaults unless *drawn*) and lasts to *until*, in
    minutes since onset. *name* defaults to the policy's.
    """
    called = playing.name if isinstance(playing, Policy) else str(playing)
    records = run(cases(scenario, playing, runs, drawn=drawn), until, progress)
    return Sample.of(name or called, records, *outcomes)


def cases(scenario: Scenario, playing: Playing, runs: int, *, first_seed: int = 0,
          drawn: bool = True) -> list[Case]:
    """Return *runs* cases of *playing*, each with a seed and (if *drawn*) a parameter draw."""
    if playing == "historical":
        playing = historical(scenario)
    made = []
    for run in range(runs):
        seed = first_seed + run
        parameters = Parameters.accepted(1, start=seed) if drawn else None
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
