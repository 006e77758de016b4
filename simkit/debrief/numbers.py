"""The numbers behind a debrief, as they are computed: what is likely to matter first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from simkit import ensemble, par
from simkit.attribution import COALITIONS, Split, attribute
from simkit.batches import Batches
from simkit.clock import DAY
from simkit.counterfactual import MOST, Findings, Twins, explore, what_ifs
from simkit.ensemble import TRUST, Comparison, Sample, better
from simkit.luck import SEEDS, Luck, replayed, unplayed
from simkit.policy import Policy
from simkit.record import Record
from simkit.scorecard import YARDSTICKS

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
    plays: Mapping[str, Record] = field(default_factory=dict)
    """The same outage with the same luck, played otherwise, by name."""
    against: tuple[Comparison, Comparison] | None = None
    """The same decisions against silence and against playing by the book, under other luck."""
    luck: Luck | None = None
    split: Split | None = None
    planned: int = 0
    """Runs in all beside those of the what-ifs."""
    asked: int = 0
    """What-ifs that are asked."""
    unasked: int = 0
    """What-ifs that this run has beside those that are asked."""

    @property
    def stands(self) -> bool:
        """Whether every what-if that is asked has so many pairs that the ranking stands."""
        pairs = [worth.comparison.runs for worth in self.findings.worths]
        return len(pairs) == self.asked and min(pairs, default=SOON) >= SOON

    @property
    def stage(self) -> int:
        """How many kinds of numbers there are beside the first what-ifs: the other plays, a word
        on every what-if, the comparisons, luck, parts. None goes away again."""
        ranked = bool(self.asked) and len(self.findings.worths) == self.asked
        return sum(map(bool, (self.plays, ranked, self.against, self.luck, self.split)))

    @property
    def done(self) -> int:
        """Runs done."""
        against = 2 * self.against[0].runs if self.against else 0
        return (self.findings.done + len(self.plays) + against
                + sum(part.done for part in (self.luck, self.split) if part))

    @property
    def whole(self) -> int:
        """Runs in all, as far as can be told."""
        return self.findings.whole + self.planned


def numbers(record: Record, *, runs: int, workers: int = 1, deep: bool = True
            ) -> Iterator[Numbers]:
    """Yield the numbers of *record*, more and surer ones each time; the last ones are whole.

    *runs* pairs of seeds and parameter draws stand behind every what-if in the end, as many
    replays and worlds as go with that behind the rest. Not *deep*, there are the other plays and
    the comparisons with them only. Whoever has heard enough stops listening.
    """
    best, twins = par.stored(record.scenario), Twins(record)
    possible = what_ifs(record) if deep else ()
    asked = possible[:min(MOST, WHAT_IFS * runs)]
    seeds, worlds = min(SEEDS, REPLAYS * runs), max(1, runs // 2)
    batches = Batches(workers if runs > SOON else 1)
    exploring = explore(record, runs=runs, asked=asked, workers=batches, twins=twins)
    now = Numbers(planned=_planned(record, runs, (seeds, worlds) if deep else None, best),
                  asked=len(asked), unasked=len(possible) - len(asked))
    # The first sentence waits for nobody: other processes would take from it while they start.
    for findings in islice(exploring, 1):
        now = replace(now, findings=findings)
        yield now
    with batches:
        now = replace(now, plays=_plays(record, best))
        yield now
        for findings in exploring:
            now = replace(now, findings=findings)
            yield now
            if now.stands:
                break
        now = replace(now, against=_against(record, twins, runs, batches))
        yield now
        if not deep:
            return
        for luck in replayed(record, seeds=seeds, best=best.policy if best else None,
                             known=best.known(record.scenario) if best else None,
                             workers=batches):
            now = replace(now, luck=luck)
            yield now
        for split in attribute(record, runs=worlds, workers=batches, twins=twins):
            now = replace(now, split=split)
            yield now
        for findings in exploring:
            now = replace(now, findings=findings)
            yield now


def _ways(record: Record, best: par.Best | None) -> dict[str, str | Policy]:
    """Return the ways of playing that a run is held against, and history: as it happened, or as
    what was said then does in this outage."""
    ways: dict[str, str | Policy] = {"silent": "silent", "by the book": "by_the_book"}
    if best is not None:
        ways["best known play"] = best.policy
    if "historical" in record.scenario.playbooks:
        ways["as it happened" if record.scenario.script else "historical"] = "historical"
    return ways


def _plays(record: Record, best: par.Best | None) -> dict[str, Record]:
    """Return the same outage with the same luck in all other ways of playing."""
    ways = _ways(record, best)
    played = ensemble.run([ensemble.cases(record.scenario, way, 1, first_seed=record.header.seed,
                                          drawn=False)[0] for way in ways.values()],
                          min(DAY, record.until))
    return dict(zip(ways, played, strict=True))


def _against(record: Record, twins: Twins, runs: int, batches: Batches
             ) -> tuple[Comparison, Comparison]:
    """Return how the decisions stand against silence and the book in *runs* pairs."""
    twins.grow(runs)
    mine = Sample("this run", {TRUST: twins.as_it_was[:runs]})
    made = ((name, ensemble.cases(record.scenario, name, runs)) for name in YARDSTICKS)
    silent, book = (better(mine, Sample(name, {TRUST: ends}))
                    for name, ends in batches.each(made))
    return silent, book


def _planned(record: Record, runs: int, deep: tuple[int, int] | None, best: par.Best | None
             ) -> int:
    """Return how many runs are needed beside the what-ifs; *deep* are seeds and worlds."""
    count = len(_ways(record, best)) + 2 * runs
    if deep is not None:
        seeds, worlds = deep
        known = best.known(record.scenario) if best else {}
        others = unplayed(record, seeds, best.policy if best else None, known)
        count += seeds * (1 + len(others)) + 1 + (1 + len(COALITIONS)) * (1 + worlds)
    return count
