"""How much the parts of good communication are worth in one outage, beside an hour of outage.

Four comparisons on common random numbers: the pairs share seed and parameter draw, and differ in
what the name of the comparison says and in nothing else. Small true sizes are shown as small.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from simkit import ensemble
from simkit.engine.worlds import Case
from simkit.ensemble import Comparison, Progress, Sample, better
from simkit.events import Decision
from simkit.policy import BY_THE_BOOK, Player, Policy
from simkit.scenario import load
from simkit.scenario.parts import Incident, Moment, Scenario

RUNS = 100
"""Pairs of seeds and parameter draws behind each comparison."""
LATER = 55.0
"""Minutes by which the late first word comes later."""
LONGER = 60.0
"""Minutes by which the longer outage is longer."""
SCRIPTED = "as_it_happened"
"""The variant in which the outage goes its way whatever is said."""

BOOK = "by the book"
ALARM = "OH NO, WHAT A DAY, THIS IS HORRIBLE!!! This is obviously huge. No matter what!!! "
"""Words that tell nothing and give a message all forms of agitation that blame nobody."""

_UNSPOKEN = Policy("by the book, unspoken", "everything by the book but the updates",
                   tuple(rule for rule in BY_THE_BOOK.rules if rule.do != "post"))
_WAYS = 6
"""Ways of playing that are run for the four comparisons."""


def choose(name_or_path: str | Path, variant: str = "") -> Scenario:
    """Return the scenario in *variant*; without one in SCRIPTED where there is that.

    There the course of the outage is fixed, so that nothing but communication differs. Raises
    what ``simkit.scenario.load`` raises.
    """
    scenario = load(name_or_path, variant=variant)
    if not variant and SCRIPTED in scenario.variants:
        return load(name_or_path, variant=SCRIPTED)
    return scenario


def sizes(scenario: Scenario, runs: int = RUNS, progress: Progress | None = None
          ) -> tuple[Comparison, ...]:
    """Return what silence, a late first word, agitated words and an hour of outage cost.

    Each in points of trust at 24 h against the same outage by the book, over *runs* pairs of
    seeds and parameter draws. *progress* is called with (runs done, runs in all).
    """
    count = _counting(progress, _WAYS * runs)
    book_cases = ensemble.cases(scenario, BY_THE_BOOK, runs)
    records = ensemble.run(book_cases, progress=count)
    spoken = [_posts(record.decisions) for record in records]

    def played(name: str, cases: Sequence[Case]) -> Sample:
        return Sample.of(name, ensemble.run(cases, progress=count))

    def said(name: str, change: Callable[[Sequence[Decision]], tuple[Decision, ...]]) -> Sample:
        roomy = unlimited(scenario)
        return played(name, [replace(case, scenario=roomy, player=Player(_UNSPOKEN),
                                     anchored=False, decisions=change(posts))
                             for case, posts in zip(book_cases, spoken, strict=True)])

    book, as_said = Sample.of(BOOK, records), said("", tuple)
    return (
        better(played("silence", ensemble.cases(scenario, "silent", runs)), book),
        better(said(f"{BOOK}, the first word {LATER:g} minutes later and nothing before it", late),
               replace(as_said, name=f"{BOOK} with the same later messages")),
        better(said(f"{BOOK} in agitated words", agitated),
               replace(as_said, name=f"{BOOK} in calm words, the same things said at the same "
                                     "times")),
        better(played(f"{BOOK}, the outage {LONGER:g} minutes longer",
                      ensemble.cases(longer(scenario), BY_THE_BOOK, runs)),
               replace(book, name=f"{BOOK}, the outage as it was")))


def late(posts: Sequence[Decision], by: float = LATER) -> tuple[Decision, ...]:
    """Return *posts* with the first one *by* minutes later and those it overtakes left out.

    It takes over the promise of the last one that it overtakes, so that the next one keeps it.
    """
    if not posts:
        return ()
    first = posts[0].moved(by)
    overtaken = [post for post in posts if post.at <= first.at]
    promise = overtaken[-1].message
    if first.message is not None and promise is not None:
        first = replace(first, message=replace(first.message, form=promise.form))
    return (first, *posts[len(overtaken):])


def agitated(posts: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return *posts* with the same contents at the same times, in agitated words."""
    return tuple(replace(post, message=post.message.with_text(ALARM + post.message.text))
                 for post in posts if post.message is not None)


def longer(scenario: Scenario, by: float = LONGER) -> Scenario:
    """Return *scenario* with service back *by* minutes later, all else equal.

    A scripted outage stays at its height for longer; else a working fix takes effect later.
    """
    if any(moment.kind == "severity" for moment in scenario.script):
        return replace(scenario, script=_stretched(scenario.script, by))
    incident: Incident = scenario.incident
    stages = tuple(replace(stage, after=stage.after + by) for stage in incident.restoration)
    return replace(scenario, incident=replace(incident, restoration=stages))


def _stretched(script: tuple[Moment, ...], by: float) -> tuple[Moment, ...]:
    """Return *script* with every severity after its last greatest one *by* minutes later."""
    severities = [moment for moment in script if moment.kind == "severity"]
    height = max(moment.value for moment in severities)
    end = max(moment.at for moment in severities if moment.value == height)
    return tuple(replace(moment, at=moment.at + by)
                 if moment.kind == "severity" and moment.at > end else moment
                 for moment in script)


def unlimited(scenario: Scenario) -> Scenario:
    """Return *scenario* with room for messages of any length, on every channel."""
    return replace(scenario, channels=tuple(replace(channel, limit=None)
                                            for channel in scenario.channels))


def _posts(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    return tuple(decision for decision in decisions if decision.action == "post")


def _counting(progress: Progress | None, total: int) -> Progress | None:
    """Return a progress that adds up several ensembles, one after the other, to *total* runs."""
    if progress is None:
        return None
    told, before, latest = progress, 0, 0

    def count(done: int, of: int) -> None:
        nonlocal before, latest
        latest = done
        told(before + latest, total)
        if done == of:
            before += of

    return count
