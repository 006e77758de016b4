"""Par: the best play that is known of a scenario, the 100 of the scale.

It is searched for on some seeds and reported on others, and it is one of a table of choices that a
stranger can read. Where it only ties with playing by the book, it says so.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simkit.batches import Batches, Values
from simkit.ensemble import TRUST, Progress, Sample, better
from simkit.luck import SEEDS, ways_of, yardsticks
from simkit.par.genes import by_the_book, genes, policy, told
from simkit.par.search import BUDGET, FIRST_REPORTED, REPORTED, Search
from simkit.par.store import Best, beside, bound, keep, kept, save, stored
from simkit.scenario.parts import Scenario

__all__ = ["BUDGET", "Best", "Search", "beside", "genes", "policy", "save", "search", "stored"]


def search(scenario: Scenario, *, seed: int = 1, budget: int = BUDGET, reported: int = REPORTED,
           held: int = SEEDS, state: Path | None = None, workers: int = 1,
           progress: Progress | None = None, **sizes: Any) -> Best:
    """Return the best play of *scenario* that *budget* runs find, from the search's *seed*.

    It is reported on *reported* other seeds; on *held* seeds it is played beside the other ways
    that runs are held against. *state* is a file for how far the search is: one that was stopped
    goes on there and finds the same play. *progress* is called with (runs done, runs in all).
    *sizes* go to ``Search``.
    """
    key = {**bound(scenario), "seed": seed, **sizes}
    found = Search(scenario, seed, state=None if state is None else kept(key, state), **sizes)
    others = (held + 1) * (1 + len(ways_of(scenario, None)))
    whole = budget + 2 * reported + others
    for now in found.run(budget, workers):
        if state is not None:
            keep(now, key, state)
        if progress is not None:
            progress(min(now.spent, budget), whole)
    best = found.state.best
    seeds = range(FIRST_REPORTED, FIRST_REPORTED + reported)
    ends: list[Values] = []
    with Batches(workers) as batches:
        for _, values in batches.each((play, found.cases(play, seeds))
                                      for play in (best, by_the_book(found.genes))):
            ends.append(values)
            if progress is not None:
                progress(budget + len(ends) * reported, whole)
        play = policy(found.genes, best)
        held_against = yardsticks(scenario, play, seeds=held, workers=batches)
    if progress is not None:
        progress(whole, whole)
    pair = better(Sample("the best known play", {TRUST: ends[0]}),
                  Sample("by_the_book", {TRUST: ends[1]}))
    return Best(play, told(found.genes, best), pair, seed, found.state.spent, bound(scenario),
                held_against)
