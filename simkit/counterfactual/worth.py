"""What every what-if of a run is worth, as it is computed: few pairs of runs first, then more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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
STEPS = (4, 10, 25)
"""Pairs behind each before that: a first ranking comes soon."""
STILL = 10
"""Pairs after which a what-if that moved nothing at all, not even the last digit, is asked no
more."""
FIRST = 20
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
        return f"{said}: {self.comparison.interval}, {self.comparison.told}."


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
        self.lives: list[Life] = []
        self.as_it_was: Values = np.empty(0)

    def grow(self, to: int) -> None:
        """Have at least *to* worlds."""
        have = len(self.lives)
        if have >= to:
            return
        made = ensemble.cases(self.scenario, self.decisions, to - have, first_seed=have)
        records = ensemble.run(made)
        self.lives += lives(made, records)
        ends = [100.0 * record.final_trust for record in records]
        self.as_it_was = np.concatenate([self.as_it_was, ends])


def worth(record: Record, what: WhatIf, runs: int = RUNS, twins: Twins | None = None) -> Worth:
    """Return what one what-if of *record* is worth over *runs* pairs."""
    return next(iter(explore(record, runs=runs, asked=(what,), steps=(), twins=twins))).worths[0]


def explore(record: Record, *, runs: int = RUNS, asked: Iterable[WhatIf] | None = None,
            steps: Sequence[int] = STEPS, workers: int | Batches = 1, twins: Twins | None = None
            ) -> Iterator[Findings]:
    """Yield what the what-ifs of *record* (the first MOST of its plan, or those *asked*) are
    worth, as it becomes known: each batch of runs makes the findings a little surer.

    It ends with *runs* pairs behind each; behind one that changed nothing at all, with those of
    the first step of at least STILL. Whoever has heard enough stops listening: nothing runs on.
    The numbers do not depend on *workers*.
    """
    whats = tuple(plan.what_ifs(record)[:MOST] if asked is None else asked)
    twins = Twins(record) if twins is None else twins
    found: dict[str, list[Values]] = {what.key: [] for what in whats}
    moving, done, start = list(whats), 0, 0
    with at_work(workers) as batches:
        for stop in (*(step for step in steps if step < runs), runs):
            whole = done + (runs - start) * (len(moving) + 1)
            twins.grow(stop)
            done += stop - start
            for keys, values in batches.each(
                    _batches(moving, twins.lives[start:stop], begins=not start)):
                for key, part in zip(keys, values.reshape(len(keys), -1), strict=True):
                    found[key].append(part)
                done += len(values)
                yield _findings(whats, found, twins.as_it_was, done, whole)
            moving = [what for what in moving if stop < STILL
                      or _moved(found[what.key], twins.as_it_was)]
            start = stop


def _moved(parts: Sequence[Values], as_it_was: Values) -> bool:
    ends = np.concatenate(parts)
    return bool((ends != as_it_was[:len(ends)]).any())


def _batches(whats: Sequence[WhatIf], worlds: Sequence[Life], begins: bool
             ) -> Iterator[tuple[list[str], list[Case]]]:
    """Yield batches of about BATCH runs: some what-ifs, each in all *worlds*; the very first one
    is small."""
    first, size = 0, FIRST if begins else BATCH
    while first < len(whats):
        some = whats[first:first + max(1, size // len(worlds))]
        yield ([what.key for what in some],
               [life.otherwise(what) for what in some for life in worlds])
        first, size = first + len(some), BATCH


def _findings(whats: Sequence[WhatIf], found: Mapping[str, Sequence[Values]],
              as_it_was: Values, done: int, whole: int) -> Findings:
    worths = []
    for what in whats:
        if found[what.key]:
            ends = np.concatenate(found[what.key])
            pair = better(Sample(what.words, {TRUST: ends}),
                          Sample("as it was", {TRUST: as_it_was[:len(ends)]}))
            worths.append(Worth(what, pair))
    worths.sort(key=lambda each: (-each.size, -abs(each.comparison.middle), each.what.at,
                                  each.what.key))
    return Findings(tuple(worths), done, whole)
