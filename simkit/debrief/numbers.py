"""The numbers behind a debrief, as they are computed: what is likely to matter first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from simkit import par
from simkit.attribution import Split, attribute
from simkit.batches import Batches
from simkit.counterfactual import MOST, Findings, explore, what_ifs
from simkit.luck import SEEDS, Luck, replayed
from simkit.record import Record

WHAT_IFS = 3
"""What-ifs that are asked for each pair of runs behind one: 50 pairs, 150 what-ifs."""
REPLAYS = 4
"""Replays under other luck for each pair, up to SEEDS."""
SOON = 10
"""Pairs behind every what-if before luck and parts have their turn: a ranking that stands."""


@dataclass(frozen=True)
class Numbers:
    """All that is known so far of what a run was worth."""

    findings: Findings = Findings((), 0, 0)  # noqa: RUF009 - it is frozen
    luck: Luck | None = None
    split: Split | None = None
    planned: int = 0
    """Runs of luck and split in all."""
    asked: int = 0
    """What-ifs that are asked."""
    unasked: int = 0
    """What-ifs that this run has beside those that are asked."""

    @property
    def stage(self) -> int:
        """How much there is: 0 with the first what-ifs, 1 once their ranking stands, 2 with some
        of the luck, 3 with some of the parts."""
        pairs = [worth.comparison.runs for worth in self.findings.worths]
        stands = len(pairs) == self.asked and min(pairs, default=SOON) >= SOON
        return 3 if self.split else 2 if self.luck else int(stands)

    @property
    def done(self) -> int:
        """Runs done."""
        return self.findings.done + sum(part.done for part in (self.luck, self.split) if part)

    @property
    def whole(self) -> int:
        """Runs in all, as far as can be told."""
        return self.findings.whole + self.planned


def numbers(record: Record, *, runs: int, workers: int = 1) -> Iterator[Numbers]:
    """Yield the numbers of *record*, more and surer ones each time; the last ones are whole.

    *runs* pairs of seeds and parameter draws stand behind every what-if in the end, as many
    replays and worlds as go with that behind the rest. Whoever has heard enough stops listening.
    """
    best = par.stored(record.scenario)
    possible = what_ifs(record)
    asked = possible[:min(MOST, WHAT_IFS * runs)]
    seeds, worlds = min(SEEDS, REPLAYS * runs), max(1, runs // 2)
    with Batches(workers if runs > SOON else 1) as batches:
        exploring = explore(record, runs=runs, asked=asked, workers=batches)
        now = Numbers(planned=_planned(record, seeds, worlds, best is not None),
                      asked=len(asked), unasked=len(possible) - len(asked))
        for findings in exploring:
            now = replace(now, findings=findings)
            yield now
            if now.stage:
                break
        for luck in replayed(record, seeds=seeds, best=best.policy if best else None,
                             workers=batches):
            now = replace(now, luck=luck)
            yield now
        for split in attribute(record, runs=worlds, workers=batches):
            now = replace(now, split=split)
            yield now
        for findings in exploring:
            now = replace(now, findings=findings)
            yield now


def _planned(record: Record, seeds: int, worlds: int, best: bool) -> int:
    """Return how many runs luck and split take."""
    ways = 4 + ("historical" in record.scenario.playbooks) + best
    return seeds * ways + 34 * (worlds + 1)
