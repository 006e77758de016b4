"""Shapley values of the parts of a run, over every coalition of them.

A part is "off" when its decisions are replaced by those of ``by_the_book`` in the same world. Each
part gets what it adds, averaged over the orders in which parts can join. The outage itself is the
loss with all parts off. They add up to the loss, world by world.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import factorial

import numpy as np

from simkit import ensemble
from simkit.attribution.mixture import PARTS, Played, mixed
from simkit.batches import BATCH, Batches, Values, at_work
from simkit.counterfactual import Twins
from simkit.counterfactual.lives import Life, lived
from simkit.engine.worlds import Case
from simkit.model.parameters import Parameters
from simkit.policy import Player, named
from simkit.record import Record

OUTAGE = "the outage itself"
"""The part that is nobody's: what is lost when everything is done by the book."""
RUNS = 30
"""Worlds in which every coalition is played, beside the run's own."""
BOOK = "by_the_book"

Coalition = frozenset[str]
COALITIONS: tuple[Coalition, ...] = tuple(
    frozenset(some) for size in range(len(PARTS) + 1) for some in combinations(PARTS, size))
"""Every set of parts that can be the trainee's own, 32 of them; the others are the book's."""


@dataclass(frozen=True)
class Share:
    """One part of the loss in points of trust; what is negative was won against the book."""

    name: str
    here: float
    """In this run's own world; the shares there add up to what it lost."""
    mean: float
    """Mean over the other worlds; the means add up to the mean loss."""
    low: float
    """5 % quantile over the other worlds."""
    high: float
    """95 % quantile."""

    @property
    def tie(self) -> bool:
        """Whether its interval holds nothing at all, or it is too small to be shown."""
        return self.low <= 0.0 <= self.high or abs(self.mean) < 0.05

    @property
    def interval(self) -> str:
        """The mean with its interval, such as ``1.6 points (0.4 to 3.0)``."""
        low, mean, high = map(shown, (self.low, self.mean, self.high))
        return f"{mean} points ({low} to {high})"

    def __repr__(self) -> str:
        return f"<{self.name}: {shown(self.here)} here, {self.interval}>"


@dataclass(frozen=True)
class Split:
    """Where the trust went that was lost between onset and the end of the first day."""

    start: float
    """Trust at onset in this run's world, in points of 100."""
    end: float
    """Trust at the end of the day there, nothing more decided."""
    shares: tuple[Share, ...]
    """The outage itself, then PARTS in their order."""
    worlds: int
    """Worlds behind the means and intervals so far."""
    done: int = 0
    """Runs done."""
    whole: int = 0
    """Runs in all."""

    @property
    def lost(self) -> float:
        """Points lost in this run's world: the sum of the shares there."""
        return self.start - self.end

    def share(self, name: str) -> Share:
        """Return the share called *name*. Raises KeyError."""
        return {share.name: share for share in self.shares}[name]

    def __repr__(self) -> str:
        return "\n".join([f"<{self.lost:.1f} points of trust lost, {self.start:.1f} to "
                          f"{self.end:.1f}; intervals over {self.worlds} worlds>",
                          *(f"  {share!r}" for share in self.shares)])


def shown(points: float) -> str:
    """Return *points* with one decimal, and nothing as ``0.0``."""
    return f"{0.0 if abs(points) < 0.05 else points:.1f}"


def shapley(worth: Mapping[Coalition, Values], parts: Sequence[str]) -> dict[str, Values]:
    """Return the Shapley value of each of *parts* in the game *worth* of every coalition.

    *worth* has an array per coalition, one value per world. The values add up to the worth of all
    parts together less that of none.
    """
    count = len(parts)
    found = {}
    for part in parts:
        total = np.zeros_like(worth[frozenset()])
        others = [other for other in parts if other != part]
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for some in combinations(others, size):
                total += weight * (worth[frozenset((*some, part))] - worth[frozenset(some)])
        found[part] = total
    return found


def attribute(record: Record, *, runs: int = RUNS, workers: int | Batches = 1,
              twins: Twins | None = None) -> Iterator[Split]:
    """Yield where the trust of *record* went, surer with every batch of runs.

    Every coalition is played in this run's own world first, then in *runs* others: those of
    *twins*, as far as they are there. Whoever has heard enough stops listening: nothing runs on.
    """
    lives, records, fresh = _worlds(record, runs, Twins(record) if twins is None else twins)
    book = ensemble.run([replace(life.case, decisions=(), player=Player(named(BOOK)))
                         for life in lives])
    starts = [100.0 * float(each.course.mean("trust")[0]) for each in records]
    mixtures = [
        replace(life.case, decisions=mixed(Played.of(life.decisions, mine),
                                           Played.of(other.decisions, other), coalition))
        for life, mine, other in zip(lives, records, book, strict=True)
        for coalition in COALITIONS]
    ends, done = np.empty(0), fresh + len(book)
    whole = done + len(mixtures)
    with at_work(workers) as batches:
        first = len(COALITIONS) if len(mixtures) > BATCH else len(mixtures)
        parts = [mixtures[:first]]
        parts += [mixtures[start:start + BATCH] for start in range(first, len(mixtures), BATCH)]
        for count, values in batches.each((len(part), part) for part in parts):
            ends, done = np.concatenate([ends, values]), done + count
            yield _split(np.array(starts), ends, done, whole)


def _worlds(record: Record, runs: int, twins: Twins) -> tuple[list[Life], list[Record], int]:
    """Return the life and the record in this run's own world, its decisions as they were, and in
    *runs* others; and how many of them had to be played for it."""
    header, known = record.header, len(twins.lives)
    parameters = (Parameters.defaults(1).replace(**header.parameters) if header.parameters
                  else None)
    case = Case(twins.scenario, header.seed, record.decisions, parameters=parameters)
    (own,) = ensemble.run([case])
    twins.grow(runs)
    return ([lived(case, own), *twins.lives[:runs]], [own, *twins.records[:runs]],
            1 + len(twins.lives) - known)


def _split(starts: Values, ends: Values, done: int, whole: int) -> Split:
    """Return the split as far as whole worlds are played; the first is the run's own."""
    worlds = len(ends) // len(COALITIONS)
    table = ends[:worlds * len(COALITIONS)].reshape(worlds, len(COALITIONS))
    loss = dict(zip(COALITIONS, (starts[:worlds, None] - table).T, strict=True))
    parts = {OUTAGE: loss[frozenset()], **shapley(loss, PARTS)}
    own = table[0, COALITIONS.index(frozenset(PARTS))]
    return Split(float(starts[0]), float(own), tuple(_share(name, values)
                                                     for name, values in parts.items()),
                 worlds - 1, done, whole)


def _share(name: str, values: Values) -> Share:
    others = values[1:] if len(values) > 1 else values
    low, high = np.quantile(others, [0.05, 0.95]).tolist()
    return Share(name, float(values[0]), float(others.mean()), low, high)
