"""Luck or skill: the same decisions under other luck, beside other ways of playing.

The decisions of a run are played again, by what they answered, on other seeds with the constants of
the run. Where the run lies among those is its luck; where they lie among the other ways of playing
is its skill.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from simkit import ensemble
from simkit.batches import BATCH, Batches, Values, at_work
from simkit.clock import DAY, show
from simkit.counterfactual.lives import portable
from simkit.engine.worlds import Case
from simkit.ensemble import TRUST, Comparison, Sample, better
from simkit.events import Decision
from simkit.model.parameters import Parameters
from simkit.policy import Player, Policy, historical, named
from simkit.record import Record
from simkit.scenario.parts import Scenario

SEEDS = 200
"""Other seeds on which the decisions are played again."""
STEP = 40
"""Seeds after which it is told how far things are."""
PLAYS = ("silent", "by_the_book", "panicked", "historical")
"""What the decisions are held against; ``historical`` where the scenario has it."""
BEST = "best known play"
NAMES = {"silent": "silence", "by_the_book": "playing by the book", "panicked": "panic",
         "historical": "the historical play", BEST: "the best known play"}
"""What the ways of playing are called in a sentence."""
MUCH, SOME = 0.9, 0.7
"""Shares of replays that a run must beat to be called lucky, or a little lucky."""
_SAME = 1e-9

Way = Policy | tuple[Decision, ...]
"""A way of playing: rules, or decisions at their times."""


@dataclass(frozen=True)
class Band:
    """The course of trust in nine of ten replays; shares in [0, 1]."""

    at: Values
    """Minutes since onset, (T,)."""
    low: Values
    """5 % quantile of the replays at each time, (T,)."""
    high: Values
    """95 % quantile, (T,)."""


@dataclass(frozen=True)
class Luck:
    """Where a run lies among replays of its decisions, and where those lie among other plays."""

    here: float
    """Trust at the end of the day in this run, nothing more decided, in points of 100."""
    own: Values
    """The same decisions on other seeds, (seeds,)."""
    others: Mapping[str, Values]
    """Other ways of playing on the same seeds, by name."""
    band: Band = field(repr=False)
    back: float | None = None
    """When the service was back in this run, minutes since onset; None when it was not."""
    backs: Values = field(default_factory=lambda: np.empty(0), repr=False)
    """When it was back in the replays, (seeds,); inf where it was not."""
    done: int = 0
    """Runs done."""
    whole: int = 0
    """Runs in all."""
    what: str = "the same decisions"
    """What is played again: ``the same silence`` where nothing was decided."""
    stands: float = DAY
    """Where the run stands, minutes since onset; from there on to the end of the day nothing more
    is decided."""

    @property
    def still(self) -> bool:
        """Whether luck has no part here: every replay ends alike."""
        return float(np.ptp(self.own)) < _SAME

    @property
    def beaten(self) -> float:
        """How many of the replays this run ended better than; equal ones count half."""
        below = (self.own < self.here - _SAME).sum() + 0.5 * (
            np.abs(self.own - self.here) <= _SAME).sum()
        return float(below)

    @property
    def rank(self) -> float:
        """The share of replays that this run ended better than, in [0, 1]."""
        return self.beaten / len(self.own)

    @property
    def verdict(self) -> str:
        """``lucky``, ``a little lucky``, ``neither lucky nor unlucky``, and so on."""
        if self.still:
            return "no luck in it"
        for bound, words in ((MUCH, "lucky"), (SOME, "a little lucky")):
            if self.rank >= bound:
                return words
            if self.rank <= 1.0 - bound:
                return words.replace("lucky", "unlucky")
        return "neither lucky nor unlucky"

    @property
    def usual(self) -> tuple[float, float, float]:
        """Where the decisions usually end: 5 %, 50 % and 95 % of the replays, in points."""
        low, middle, high = np.quantile(self.own, [0.05, 0.5, 0.95]).tolist()
        return low, middle, high

    def against(self, play: str) -> Comparison:
        """Return how the decisions stand against *play*, seed by seed. Raises KeyError."""
        return better(Sample("these decisions", {TRUST: self.own}),
                      Sample(play, {TRUST: self.others[play]}))

    @property
    def flattered(self) -> bool:
        """Whether the run ended above what the book usually brings, by decisions that usually
        fall short of it: luck, where it looks like skill."""
        book = self.others.get("by_the_book")
        return (book is not None and not self.still and self.here > float(np.median(book))
                and self.against("by_the_book").verdict == "worse")

    @property
    def sentences(self) -> tuple[str, ...]:
        """Luck and skill in words, with figures."""
        return *self.verdicts, *self._versus()

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The sentences about luck alone, the verdict first."""
        count = len(self.own)
        low, middle, high = self.usual
        if self.still:
            return (f"In this variant nothing is left to luck: {self.what} always "
                    f"{'end' if self.what.endswith('s') else 'ends'} at {middle:.1f} of 100.",)
        over = self.stands >= DAY - 1e-6
        run = ("this run ended" if over
               else f"left alone from {show(self.stands)} on, this run would end its day")
        first = (f"{self.verdict[:1].upper()}{self.verdict[1:]}: {run} at {self.here:.1f} of 100, "
                 f"better than {self.beaten:g} of {count} replays of {self.what} under other luck. "
                 f"Those usually end at {middle:.1f} ({low:.1f} to {high:.1f}).")
        if not self.flattered:
            return first, *self._timed()
        usual = float(np.median(self.others["by_the_book"]))
        return (first, f"Good luck, not good play: this run {'ended' if over else 'would end'} "
                f"above what playing by the book usually brings ({usual:.1f}); {self.what} usually "
                f"{'bring' if self.what.endswith('s') else 'brings'} less.", *self._timed())

    def _timed(self) -> Iterator[str]:
        """Yield when the service was back, and when it usually is: where much of the luck lies."""
        known = self.backs[np.isfinite(self.backs)]
        if self.back is not None and len(known) > len(self.backs) / 2:
            low, middle, high = map(show, np.quantile(known, [0.05, 0.5, 0.95]).tolist())
            yield (f"The service was back at {show(self.back)} here; under other luck, with "
                   f"{self.what}, usually at {middle} ({low} to {high}).")

    def _versus(self) -> Iterator[str]:
        for play in self.others:
            pair, name = self.against(play), NAMES.get(play, play)
            count = f"{pair.won if pair.verdict == 'better' else pair.lost} of {pair.runs}"
            if pair.tie:
                yield f"Against {name}: {pair.found}."
            else:
                yield (f"{pair.verdict[:1].upper()}{pair.verdict[1:]} than {name} in {count}: "
                       f"{pair.interval}.")

    def __repr__(self) -> str:
        return f"<{' '.join(self.sentences)}>"


def replayed(record: Record, *, seeds: int = SEEDS, best: Policy | None = None,
             known: Mapping[str, Sequence[float]] | None = None, workers: int | Batches = 1
             ) -> Iterator[Luck]:
    """Yield the luck of *record*, surer with every STEP of *seeds*; *best* is the best play known.

    *known* are ends of other ways of playing, as ``yardsticks`` returns them: what is known is not
    played again. Whoever has heard enough stops listening: nothing runs on.
    """
    here = record.final_trust if record.day_is_over else _ended(record)
    replays = _Replays(record, ways_of(record.scenario, best), seeds, known or {})
    told = 0
    with at_work(workers) as batches:
        if not replays.ways:  # all the others are known: nothing runs elsewhere
            for some in replays.steps():
                replays.replay(some)
                told = replays.seeds
                yield replays.luck(100.0 * here, told)
        for names, values in batches.each(replays.made()):
            replays.take(names, values)
            if replays.seeds >= min(seeds, told + STEP):
                told = replays.seeds
                yield replays.luck(100.0 * here, told)
    if told < seeds:
        yield replays.luck(100.0 * here, seeds)


def yardsticks(scenario: Scenario, best: Policy | None = None, *, seeds: int = SEEDS,
               workers: int | Batches = 1) -> dict[str, list[float]]:
    """Return where all ways of playing *scenario* end that a run is held against, on seeds 0 to
    *seeds*, in points of trust: whatever the run, they are the same."""
    plain = [Case(scenario, seed) for seed in range(seeds + 1)]
    ends: dict[str, list[float]] = {}
    with at_work(workers) as batches:
        made = ((name, _played(plain[start:start + BATCH], way))
                for name, way in ways_of(scenario, best).items()
                for start in range(0, len(plain), BATCH))
        for name, values in batches.each(made):
            ends.setdefault(name, []).extend(values.tolist())
    return ends


def ways_of(scenario: Scenario, best: Policy | None) -> dict[str, Way]:
    """Return the ways of playing *scenario* that a run is held against, by name."""
    ways: dict[str, Way] = {
        play: historical(scenario) if play == "historical" else named(play)
        for play in PLAYS if play != "historical" or play in scenario.playbooks}
    return ways if best is None else {**ways, BEST: best}


def unplayed(record: Record, seeds: int, best: Policy | None,
             known: Mapping[str, Sequence[float]]) -> list[str]:
    """Return the ways of playing that *record* is held against and that are not *known*."""
    return list(_Replays(record, ways_of(record.scenario, best), seeds, known).ways)


class _Replays:
    """The replays of a run and the other ways of playing, as far as they are there."""

    def __init__(self, record: Record, ways: Mapping[str, Way], seeds: int,
                 known: Mapping[str, Sequence[float]]) -> None:
        self.record = record
        self.chosen = [seed for seed in range(seeds + 1) if seed != record.header.seed][:seeds]
        # Under other constants the others end elsewhere.
        kept = known if not record.header.parameters else {}
        self._ends = {name: np.array([kept[name][seed] for seed in self.chosen])
                      if len(kept.get(name, ())) > seeds else np.empty(0) for name in ways}
        self.ways = {name: way for name, way in ways.items() if not len(self._ends[name])}
        """The ways that have to be played."""
        self._own: list[Record] = []

    def made(self) -> Iterator[tuple[Sequence[str], list[Case]]]:
        """Yield batches of the other ways of playing; the run itself is replayed here, for its
        course is wanted, while they run elsewhere."""
        for some in self.steps():
            for names in _groups(list(self.ways), max(1, BATCH // len(some))):
                yield names, [case for name in names for case in _played(some, self.ways[name])]
            self.replay(some)

    def steps(self) -> Iterator[list[Case]]:
        """Yield the cases of the replays, STEP by STEP."""
        for start in range(0, len(self.chosen), STEP):
            yield _cases(self.record, self.chosen[start:start + STEP])

    def replay(self, some: Sequence[Case]) -> None:
        """Replay the run in *some* of its cases."""
        self._own += ensemble.run(some)

    def take(self, names: Sequence[str], values: Values) -> None:
        """Take the ends of one batch."""
        for name, part in zip(names, values.reshape(len(names), -1), strict=True):
            self._ends[name] = np.concatenate([self._ends[name], part])

    @property
    def seeds(self) -> int:
        """Seeds on which every way of playing is there."""
        return min(len(self._own), *map(len, self._ends.values()))

    def luck(self, here: float, seeds: int) -> Luck:
        """Return the luck over the first *seeds*; the run ended at *here*, in points."""
        own, ways = self._own[:seeds], 1 + len(self.ways)
        return Luck(here, np.array([100.0 * each.final_trust for each in own]),
                    {name: ends[:seeds] for name, ends in self._ends.items()},
                    _band(self.record, own), self.record.restored_at, _backs(own),
                    seeds * ways, len(self.chosen) * ways,
                    Luck.what if self.record.decisions else "the same silence", self.record.until)


def _groups(names: Sequence[str], size: int) -> list[Sequence[str]]:
    """Return *names* in groups of *size*: what runs together runs faster."""
    return [names[start:start + size] for start in range(0, len(names), size)]


def _ended(record: Record) -> float:
    """Return the trust at the end of the day when nothing more is decided, in [0, 1]."""
    case = replace(_cases(record, [record.header.seed])[0], decisions=record.decisions)
    return ensemble.run([case])[0].final_trust


def _cases(record: Record, seeds: Sequence[int]) -> list[Case]:
    given = record.header.parameters
    parameters = Parameters.defaults(1).replace(**given) if given else None
    decisions = portable(record)
    return [Case(record.scenario, seed, decisions, parameters=parameters) for seed in seeds]


def _played(made: Sequence[Case], way: Way) -> list[Case]:
    """Return *made* played in another *way*."""
    if isinstance(way, Policy):
        return [replace(case, decisions=(), player=Player(way)) for case in made]
    return [replace(case, decisions=way) for case in made]


def _backs(own: Sequence[Record]) -> Values:
    return np.array([np.inf if each.restored_at is None else each.restored_at for each in own])


def _band(record: Record, own: Sequence[Record]) -> Band:
    at = record.course.at[record.course.at <= DAY]
    courses = np.array([np.interp(at, each.course.at, each.course.mean("trust")) for each in own])
    low, high = np.quantile(courses, [0.05, 0.95], axis=0)
    return Band(at, low, high)
