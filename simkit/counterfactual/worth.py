"""What every what-if of a run is worth, as it is computed: what leads is made sure of first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simkit import ensemble
from simkit.batches import BATCH, Batches, Values, at_work
from simkit.counterfactual import plan
from simkit.counterfactual.lives import Life, lives, portable
from simkit.counterfactual.whatif import WhatIf
from simkit.engine.worlds import Case
from simkit.ensemble import TRUST, Comparison, Sample, better
from simkit.record import Record
from simkit.sizes import unlimited

RUNS = 50
"""Pairs of seeds and parameter draws behind each what-if in the end."""


class Step(NamedTuple):
    """How far some of the what-ifs get before the others have their turn."""

    pairs: int
    """Pairs that stand behind each of them then."""
    leaders: int | None = None
    """How many: those that lead the ranking by then; None for all."""
    at_once: bool = False
    """Whether it begins before the last results of the step before are there, which it does not
    need: nobody stands idle between the two."""


STEPS = (Step(4), Step(10, leaders=24), Step(RUNS, leaders=8), Step(10, at_once=True), Step(25))
"""Steps before every what-if has all its pairs: a first ranking soon, and then what is said of a
run first, its largest effects, made sure of before the many small ones."""
STILL = 10
"""Pairs after which a what-if that moved nothing at all, not even the last digit, is asked no
more."""
FIRST = 4
"""Runs in the very first batch: a first sentence is due within a second."""
MOST = 160
"""What-ifs of a run that are asked at most; the likely ones come first."""


@dataclass(frozen=True)
class Worth:
    """A what-if with what it is worth: the changed run against the run as it was."""

    what: WhatIf
    comparison: Comparison

    def __repr__(self) -> str:
        return f"<{self.sentence}>"

    @property
    def verdict(self) -> str:
        """``better``, ``worse`` or ``a tie``: how the changed run stands."""
        return self.comparison.verdict

    @property
    def size(self) -> float:
        """Points by which it differs, however it does; 0 for a tie."""
        return 0.0 if self.comparison.tie else abs(self.comparison.middle)

    @property
    def sentence(self) -> str:
        """The change and its worth in words."""
        words = self.what.words
        said = f"{words[:1].upper()}{words[1:]}, everything else equal"
        return f"{said}: {self.comparison.found}."


@dataclass(frozen=True)
class Findings:
    """What is known so far of every what-if of a run."""

    worths: tuple[Worth, ...]
    """The largest effects first, then the ties; within those, the larger difference first."""
    done: int
    """Runs done."""
    whole: int
    """Runs in all."""

    def __repr__(self) -> str:
        lines = [f"  {each.sentence}" for each in self.worths[:5]]
        return "\n".join([f"<{len(self.worths)} what-ifs, {self.done} of {self.whole} runs>",
                          *lines])

    def get(self, key: str) -> Worth | None:
        """Return the worth of the what-if with *key*; None while there is none."""
        return next((each for each in self.worths if each.what.key == key), None)

    def of(self, *kinds: str) -> tuple[Worth, ...]:
        """Return the worths of the what-ifs of *kinds*, in their order."""
        return tuple(each for each in self.worths if each.what.kind in kinds)

    @property
    def ties(self) -> int:
        """How many of them are ties."""
        return sum(each.comparison.tie for each in self.worths)


class Twins:
    """The worlds that a run's what-ifs are tried in: their lives, and how they end as they were.

    World i has seed i and accepted parameter draw i, like all comparisons of the kit. Channels take
    messages of any length, so that a content added does not fail on the number of characters.
    """

    def __init__(self, record: Record) -> None:
        self.scenario = unlimited(record.scenario)
        self.decisions = portable(record)
        self.records: list[Record] = []
        """The runs as they were, world by world."""
        self.lives: list[Life] = []
        self.as_it_was: Values = np.empty(0)

    def grow(self, to: int) -> None:
        """Have at least *to* worlds."""
        have = len(self.lives)
        if have >= to:
            return
        made = ensemble.cases(self.scenario, self.decisions, to - have, first_seed=have)
        records = ensemble.run(made)
        self.records += records
        self.lives += lives(made, records)
        ends = [100.0 * record.final_trust for record in records]
        self.as_it_was = np.concatenate([self.as_it_was, ends])


def worth(record: Record, what: WhatIf, runs: int = RUNS, twins: Twins | None = None) -> Worth:
    """Return what one what-if of *record* is worth over *runs* pairs."""
    return next(iter(explore(record, runs=runs, asked=(what,), steps=(), twins=twins))).worths[0]


def explore(record: Record, *, runs: int = RUNS, asked: Iterable[WhatIf] | None = None,
            steps: Sequence[Step] = STEPS, workers: int | Batches = 1, twins: Twins | None = None
            ) -> Iterator[Findings]:
    """Yield what the what-ifs of *record* (the first MOST of its plan, or those *asked*) are
    worth, as it becomes known: each batch of runs makes the findings a little surer.

    It ends with *runs* pairs behind each; behind one that changed nothing at all, with those after
    which that was seen, at least STILL. Whoever has heard enough stops listening: nothing runs on.
    The numbers do not depend on *workers*.
    """
    whats = tuple(plan.what_ifs(record)[:MOST] if asked is None else asked)
    search = _Search(whats, Twins(record) if twins is None else twins, runs)
    with at_work(workers) as batches:
        last = Step(runs, at_once=bool(steps) and steps[-1].pairs > STILL)
        for some in _in_one_go((*steps, last)):
            yield from search.take(some, batches)


def _in_one_go(steps: Sequence[Step]) -> list[list[Step]]:
    """Return *steps* in groups; within a group none waits for the results of another."""
    groups: list[list[Step]] = []
    for step in steps:
        if step.at_once and groups:
            groups[-1].append(step)
        else:
            groups.append([step])
    return groups


class _Search:
    """The what-ifs of a run with the ends of their runs so far."""

    def __init__(self, whats: Sequence[WhatIf], twins: Twins, runs: int) -> None:
        self.whats, self.twins, self.runs = whats, twins, runs
        self._ends = {what.key: np.empty(0) for what in whats}
        self._moving = list(whats)
        """What-ifs that are still asked."""

    def take(self, steps: Sequence[Step], batches: Batches) -> Iterator[Findings]:
        """Take *steps*; yield what is known after each batch."""
        for keys, values in batches.each(self._made(steps)):
            for key, part in zip(keys, values.reshape(len(keys), -1), strict=True):
                self._ends[key] = np.concatenate([self._ends[key], part])
            yield self._findings()
        self._moving = [what for what in self._moving if self._pairs(what) < STILL
                        or self._moved(what)]

    def _leading(self, most: int | None) -> list[WhatIf]:
        """Return those of the what-ifs still asked that lead by now, at most *most*."""
        if most is None:
            return self._moving
        asked = {what.key for what in self._moving}
        return [each.what for each in self._findings().worths if each.what.key in asked][:most]

    def _made(self, steps: Sequence[Step]) -> Iterator[tuple[list[str], list[Case]]]:
        """Yield batches of about BATCH runs that take *steps*: a few what-ifs that stand alike, in
        all worlds they lack. The very first batch is small.

        The worlds that a step lacks are played as they were before its first batch is made, while
        those of the step before run elsewhere.
        """
        made = {what.key: self._pairs(what) for what in self.whats}
        for step in steps:
            pairs = min(step.pairs, self.runs)
            some = self._leading(step.leaders)
            self.twins.grow(pairs)
            for have, alike in _alike(some, made):
                worlds = self.twins.lives[have:pairs]
                for few in _shared(alike, len(worlds), begun=any(made.values())):
                    yield ([what.key for what in few],
                           [life.otherwise(what) for what in few for life in worlds])
                    made.update((what.key, pairs) for what in few)

    def _pairs(self, what: WhatIf) -> int:
        return len(self._ends[what.key])

    def _moved(self, what: WhatIf) -> bool:
        ends = self._ends[what.key]
        return bool((ends != self.twins.as_it_was[:len(ends)]).any())

    def _findings(self) -> Findings:
        worths = [Worth(what, better(
            Sample(what.words, {TRUST: self._ends[what.key]}),
            Sample("as it was", {TRUST: self.twins.as_it_was[:self._pairs(what)]})))
            for what in self.whats if self._pairs(what)]
        worths.sort(key=lambda each: (-each.size, -abs(each.comparison.middle), each.what.at,
                                      each.what.key))
        known = len(self.twins.lives)
        done = known + sum(map(self._pairs, self.whats))
        left = max(0, self.runs - known) + sum(max(0, self.runs - self._pairs(what))
                                               for what in self._moving)
        return Findings(tuple(worths), done, done + left)


def _shared(whats: Sequence[WhatIf], worlds: int, *, begun: bool) -> Iterator[Sequence[WhatIf]]:
    """Yield *whats* in portions of about BATCH runs in that many *worlds*: an even number of them,
    so that of two processes none waits for the other's last. Before it has *begun*, FIRST runs
    come first."""
    if not worlds:
        return
    first = 0 if begun else max(1, FIRST // worlds)
    if first:
        yield whats[:first]
    rest = whats[first:]
    portions = -(-len(rest) * worlds // BATCH)
    size = max(1, -(-len(rest) // (portions + portions % 2 or 1)))
    for start in range(0, len(rest), size):
        yield rest[start:start + size]


def _alike(whats: Sequence[WhatIf], pairs: Mapping[str, int]
           ) -> Iterator[tuple[int, list[WhatIf]]]:
    """Yield those of *whats* that have as many *pairs* now, with their number, the most first."""
    some = {what.key: pairs[what.key] for what in whats}
    for have in sorted(set(some.values()), reverse=True):
        yield have, [what for what in whats if some[what.key] == have]
