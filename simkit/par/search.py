"""The search for the best play: cross-entropy over tables of choices.

Each generation draws plays from the odds of every choice, plays them all on some seeds and the best
on all, and moves the odds towards those. Seeds, parameter draws and the draws of the search are
addressed, so the same seed finds the same play, in one go or in several.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from simkit import ensemble
from simkit.batches import BATCH, Batches, Values
from simkit.engine.worlds import Case
from simkit.par.genes import Gene, Play, by_the_book, genes, policy
from simkit.scenario.parts import Scenario
from simkit.sizes import unlimited
from simkit.streams import Streams

SEARCHED = 50
"""Seeds, each with a parameter draw, on which plays are searched for: 0 to 49."""
REPORTED = 200
"""Seeds, others, on which the best is reported."""
FIRST_REPORTED = 1000
BUDGET = 6000
"""Runs that a search may take."""
PLAYS = 16
"""Plays of a generation."""
TRIED = 12
"""Seeds on which every play of a generation is tried; the best go on to all."""
ELITE = 4
"""Plays of a generation that move the odds."""
PACE = 0.6
"""How far the odds move towards them."""
TRUST_IN_BOOK = 0.5
"""Odds of the book's choice at the start."""


@dataclass
class State:
    """How far a search has come; all that is needed to go on."""

    odds: list[list[float]]
    """Of every choice of every gene."""
    generation: int = 0
    spent: int = 0
    """Runs so far."""
    known: dict[Play, list[float]] = field(default_factory=dict)
    """Trust at 24 h of the plays that were played on all seeds, in points."""

    @property
    def best(self) -> Play:
        """The play with the highest mean so far; of equals the one found first."""
        return max(self.known, key=lambda play: float(np.mean(self.known[play])))


class Search:
    """A search on one scenario."""

    def __init__(self, scenario: Scenario, seed: int = 1, *, searched: int = SEARCHED,
                 plays: int = PLAYS, tried: int = TRIED, state: State | None = None) -> None:
        """Set up a search with its *seed*; *state* goes on with an earlier one.

        *searched*, *plays* and *tried* are its sizes; see SEARCHED, PLAYS and TRIED.
        """
        self.scenario = unlimited(scenario)
        self.seed = seed
        self.searched, self.plays, self.tried = searched, plays, min(tried, searched)
        self.genes: tuple[Gene, ...] = genes(scenario)
        self.state = state or State([_first_odds(gene) for gene in self.genes])

    def run(self, budget: int = BUDGET, workers: int = 1) -> Iterator[State]:
        """Search until *budget* runs are spent, and yield the state after each generation.

        A generation that has begun is finished. Whoever stops listening can go on from the last
        state and finds the same play.
        """
        with Batches(workers) as batches:
            if not self.state.known:
                self._know(batches, [by_the_book(self.genes)])
                yield self.state
            while self.state.spent < budget:
                self._generation(batches)
                yield self.state

    def _generation(self, batches: Batches) -> None:
        state = self.state
        drawn = list(dict.fromkeys(self._drawn(number) for number in range(self.plays)))
        first = self._played(batches, drawn, range(self.tried))
        ranked = sorted(drawn, key=lambda play: -float(first[play].mean()))[:ELITE]
        self._know(batches, [play for play in ranked if play not in state.known], first)
        ranked = sorted({*ranked, state.best},
                        key=lambda play: (-float(np.mean(state.known[play])), play))[:ELITE]
        for number, odds in enumerate(state.odds):
            share = np.bincount([play[number] for play in ranked], minlength=len(odds))
            moved = (1.0 - PACE) * np.array(odds) + PACE * share / len(ranked)
            state.odds[number] = [float(each) for each in moved]
        state.generation += 1

    def _drawn(self, number: int) -> Play:
        """Return play *number* of this generation: the likeliest first, then by the odds."""
        if number == 0:
            return tuple(int(np.argmax(odds)) for odds in self.state.odds)
        streams = Streams(self.seed)
        turn = self.state.generation * self.plays + number
        play = []
        for gene, odds in zip(self.genes, self.state.odds, strict=True):
            below = np.cumsum(odds)
            play.append(min(int(np.searchsorted(below, streams.uniform(gene.name, turn)
                                                * below[-1])), len(odds) - 1))
        return tuple(play)

    def _know(self, batches: Batches, plays: Sequence[Play],
              first: Mapping[Play, Values] | None = None) -> None:
        """Have *plays* played on all seeds of the search; *first* are their first ones."""
        start = self.tried if first else 0
        rest = self._played(batches, plays, range(start, self.searched))
        for play in plays:
            values = np.concatenate([first[play], rest[play]]) if first else rest[play]
            self.state.known[play] = values.tolist()

    def _played(self, batches: Batches, plays: Sequence[Play], seeds: range
                ) -> dict[Play, Values]:
        self.state.spent += len(plays) * len(seeds)
        found: dict[Play, Values] = {play: np.empty(0) for play in plays}
        if len(seeds):
            size = max(1, BATCH // len(seeds))
            groups = [plays[start:start + size] for start in range(0, len(plays), size)]
            for group, values in batches.each(
                    (group, [case for play in group for case in self.cases(play, seeds)])
                    for group in groups):
                found.update(zip(group, values.reshape(len(group), -1), strict=True))
        return found

    def cases(self, play: Play, seeds: range) -> list[Case]:
        """Return *play* on *seeds*, each with its parameter draw."""
        return ensemble.cases(self.scenario, policy(self.genes, play), len(seeds),
                              first_seed=seeds.start)


def _first_odds(gene: Gene) -> list[float]:
    count = len(gene.choices)
    if count == 1:
        return [1.0]
    return [TRUST_IN_BOOK] + [(1.0 - TRUST_IN_BOOK) / (count - 1)] * (count - 1)
