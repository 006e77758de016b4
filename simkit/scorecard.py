"""The score of a run: practice and outcome, and where its trust lies between two yardsticks."""

from __future__ import annotations

from dataclasses import dataclass

from simkit import par
from simkit.clock import DAY
from simkit.counterfactual.lives import portable
from simkit.ensemble import Comparison, Progress, better, cases, run, sample
from simkit.policy import Policy
from simkit.record import Record
from simkit.scoring import Metric, calmness, outcome, timing

YARDSTICKS = ("silent", "by_the_book")
"""The 0 and, until a best play is known (``simkit.par``), the 100 of the scale."""
TOO_CLOSE = 2.0
"""Points between the yardsticks below which no scale is shown."""
RUNS = 40
"""Pairs of seeds and parameter draws behind an interval."""


@dataclass(frozen=True)
class Measured:
    """What a record says by itself: practice by norms, and the outcome; no other run is needed."""

    timing: tuple[Metric, ...]
    calmness: tuple[Metric, ...]
    outcome: tuple[Metric, ...]

    def metric(self, name: str) -> Metric:
        """Return the metric called *name*. Raises KeyError."""
        return {metric.name: metric for metric in (*self.timing, *self.calmness,
                                                   *self.outcome)}[name]


@dataclass(frozen=True)
class Score(Measured):
    """How a run is judged: practice by norms, outcome by the model; never one sum."""

    trust: float
    """Trust at 24 h, in points of 100."""
    silent: float
    """The same outage, same luck, in silence."""
    book: float
    """The same outage, same luck, by the book."""
    against_silent: Comparison
    """The same decisions against silence, over other seeds and parameter draws."""
    against_book: Comparison
    best: float | None = None
    """The same outage, same luck, by the best play known; None when none is."""

    @property
    def top(self) -> float:
        """The 100 of the scale: the best play known or, until one is, by the book."""
        return self.book if self.best is None else self.best

    @property
    def place(self) -> float | None:
        """Where trust lies between silence (0) and the top (100); None when those are too close
        for a scale. Below 0 and above 100 are possible."""
        return placed(self.trust, self.silent, self.top)

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        return "\n".join([
            "Practice: what the field asks for",
            *(f"  {_points(metric)}  {metric.name}: {metric.words}"
              for metric in (*self.timing, *self.calmness)),
            "Outcome: what the model says it was worth",
            *(f"       {metric.words}" for metric in self.outcome),
            f"       {self.sentence}"])

    @property
    def sentence(self) -> str:
        """Where trust lies, with the interval, in plain words."""
        against = self.against_silent
        versus = (f"Against silence: {against.interval}, {against.verdict}, {against.chance} in "
                  f"{against.runs} paired runs.")
        if self.place is None:
            return (f"This outage hardly depends on communication: silence ends at "
                    f"{self.silent:.1f}, by the book at {self.book:.1f}. {versus}")
        top = (f"by the book ({self.book:.1f}, the best known so far)" if self.best is None
               else f"the best known play ({self.best:.1f})")
        return (f"Between silence ({self.silent:.1f}) and {top} this run ends at "
                f"{self.trust:.1f}: {self.place:.0f} of 100. {versus}")


def _points(metric: Metric) -> str:
    return "  -" if metric.points is None else f"{metric.points:3.0f}"


def placed(trust: float, silent: float, top: float) -> float | None:
    """Return where *trust* lies between *silent* (0) and *top* (100), all in points; None when
    those are too close for a scale."""
    return None if top - silent < TOO_CLOSE else 100.0 * (trust - silent) / (top - silent)


def measured(record: Record) -> Measured:
    """Return what *record* says by itself."""
    return Measured(timing(record), calmness(record), outcome(record))


def score(record: Record, runs: int = RUNS, progress: Progress | None = None) -> Score:
    """Judge *record*; the yardsticks run on its own seed, the intervals on *runs* others.

    There, what answered something promises its times as waits, as wherever a run is played under
    other luck.
    """
    scenario, seed = record.scenario, record.header.seed
    until = min(DAY, record.until)
    known = par.stored(scenario)
    ways: list[str | Policy] = [*YARDSTICKS, *([known.policy] if known else [])]
    silent, book, *best = (100.0 * each.final_trust for each in run(
        [cases(scenario, way, 1, first_seed=seed, drawn=False)[0] for way in ways], until))
    mine = sample(scenario, portable(record), runs, name="this run", progress=progress)
    against_silent, against_book = (better(mine, sample(scenario, name, runs))
                                    for name in YARDSTICKS)
    own = measured(record)
    return Score(own.timing, own.calmness, own.outcome, 100.0 * record.final_trust,
                 silent, book, against_silent, against_book, best[0] if best else None)
