"""Make the after-action report of a run: play the yardsticks, judge, tell, draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from html import unescape
from typing import Any

import numpy as np

from simkit import clock, counterfactual, par
from simkit.clock import DAY
from simkit.course import Course
from simkit.debrief import judgement, words, worth
from simkit.debrief.frames import frames
from simkit.debrief.numbers import Numbers, numbers
from simkit.debrief.parts import Checkpoint, Fact, Report
from simkit.debrief.story import Story
from simkit.debrief.sureness import sureness
from simkit.ensemble import Progress, cases, run
from simkit.luck import Luck
from simkit.policy import Policy
from simkit.record import Record
from simkit.scorecard import RUNS, Score, score
from simkit.scoring import timing
from simkit.session import Session
from simkit.svg import Interval, Mark, interval_chart, trust_picture
from simkit.svg.words import tidy

SHOWN = 12
"""Pairs of runs behind an interval where somebody waits for the report."""
WIDTH = 736.0
"""Px of the pictures: what fits between the margins of A4."""


def report(subject: Session | Record, progress: Progress | None = None, *,
           runs: int = RUNS, workers: int = 1, deep: bool = True) -> Report:
    """Return the after-action report of *subject*.

    Every interval rests on *runs* pairs of seeds and parameter draws; *progress* is called with
    (runs done, runs in all). The same record and *runs* give the same report, whatever the number
    of *workers*, the processes that share the runs. Not *deep*, it plays no what-ifs, no replays
    and no parts, and is there much sooner.
    """
    *_, last = stream(subject, progress, runs=runs, workers=workers, deep=deep)
    return last


def stream(subject: Session | Record, progress: Progress | None = None, *,
           runs: int = RUNS, workers: int = 1, deep: bool = True) -> Iterator[Report]:
    """Yield the after-action report of *subject*, surer each time, as it is computed.

    Whoever has seen enough stops listening: nothing runs on.
    """
    record = subject if isinstance(subject, Record) else subject.record
    judged, others, scored = score(record, runs), _others(record), 3 * runs
    for now in numbers(record, runs=runs, workers=workers) if deep else (Numbers(),):
        if progress is not None:
            progress(scored + now.done, scored + now.whole)
        yield _made(record, judged, others, now, runs)


def _made(record: Record, judged: Score, others: dict[str, Course], now: Numbers, runs: int
          ) -> Report:
    """Return the report of *record* with the numbers that are known *now*."""
    story = Story(record)
    plays = {"you": record.course, **others}
    timeline, timeline_note = story.timeline()
    strengths, areas, between = judgement.observations(story, judged)
    picture = _picture(story, plays, now.luck)
    scenario = record.scenario
    made = Report(
        title=scenario.title,
        subtitle=scenario.summary,
        unfinished=_unfinished(record),
        headlines=(*worth.headlines(story, now),
                   *judgement.headlines(story, judged, _first_word(record, now, runs))),
        overview=_overview(record, runs),
        picture=picture,
        picture_words=_said(picture),
        plays=tuple(plays),
        checkpoints=_checkpoints(record, plays),
        choices=story.choices,
        choices_note=_choices_note(story),
        practice=judgement.measures(story, (*judged.timing, *judged.calmness)),
        outcome=judgement.measures(story, judged.outcome),
        comparisons=judgement.comparisons(judged),
        intervals=_intervals(judged),
        worths=worth.worths(story, now),
        sureness=sureness(story),
        frames=frames(record),
        ratings=judgement.ratings(story, judged),
        pinned=judgement.pinned(record),
        strengths=strengths,
        areas=areas,
        between=between,
        questions=scenario.debrief or words.ALWAYS,
        zone=clock.local(0.0, scenario.service.starts).partition(" ")[2],
        timeline=timeline,
        timeline_note=timeline_note,
        notes=story.notes(),
        limits=words.LIMITS,
        sources=scenario.sources,
        colophon=_colophon(record))
    cleaned: Report = _clean(made)
    return cleaned


def _clean(part: Any) -> Any:
    """Return *part* with every text in it on one line and free of control characters."""
    if isinstance(part, str):
        return tidy(part)
    if isinstance(part, tuple):
        return tuple(map(_clean, part))
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{each.name: _clean(getattr(part, each.name))
                                for each in fields(part)})
    return part


def show(subject: Session | Record, progress: Progress | None = None, *,
         runs: int = SHOWN, workers: int = 2) -> Report:
    """Return the report of *subject*; as the last line of a notebook's cell it shows itself.

    Fewer *runs* than ``report`` takes, for somebody waits for it.
    """
    return report(subject, progress, runs=runs, workers=workers)


def _first_word(record: Record, now: Numbers, runs: int) -> str:
    """Return the sentence on the first word; where outcome cannot tell, practice does."""
    known = now.findings if now.findings.worths else None
    said = counterfactual.first_word(record, runs=runs, findings=known)
    if ", a tie, " not in said:
        return said
    first = next(metric for metric in timing(record) if metric.name == "time to first word")
    return (f"{said} The outcome cannot tell; practice can: {first.words}, "
            f"{words.points_of((first.points or 0.0) / 100.0)} of 100 points by the norm.")


def _others(record: Record) -> dict[str, Course]:
    """Return the courses of the yardsticks on this run's seed; of history where it was so."""
    scenario, until = record.scenario, min(DAY, record.until)
    names: dict[str, str | Policy] = {"silent": "silent", "by the book": "by_the_book"}
    best = par.stored(scenario)
    if best is not None:
        names["best known play"] = best.policy
    if scenario.script and "historical" in scenario.playbooks:
        names["as it happened"] = "historical"
    played = run([cases(scenario, way, 1, first_seed=record.header.seed, drawn=False)[0]
                  for way in names.values()], until)
    return {name: each.course for name, each in zip(names, played, strict=True)}


# Pictures


def _picture(story: Story, plays: dict[str, Course], luck: Luck | None) -> str:
    record, course = story.record, plays["you"]
    until = course.at <= DAY
    ghosts = [(name, other.at, other.mean("trust"))
              for name, other in plays.items() if name != "you"]
    marks = [Mark(choice.at, str(choice.number), choice.words, "bad" if choice.bad else "act")
             for choice in story.choices if choice.at <= DAY]
    return trust_picture(course.at[until], course.mean("trust")[until], course.severity[until],
                         ghosts, marks, band=_band(luck, course), key=False, width=WIDTH,
                         height=360, restored_at=record.restored_at,
                         title="Trust, your decisions, and how else it could have gone")


def _band(luck: Luck | None, course: Course) -> tuple[list[float], list[float]] | None:
    """Return where trust runs in nine of ten replays, at the times of *course* in the first
    day."""
    if luck is None:
        return None
    at = course.at[course.at <= DAY]
    low, high = (np.interp(at, luck.band.at, end).tolist()
                 for end in (luck.band.low, luck.band.high))
    return low, high


def _said(picture: str) -> str:
    found = re.search(r'aria-label="([^"]*)"', picture)
    return unescape(found.group(1)) if found else ""


def _intervals(judged: Score) -> str:
    rows = [Interval(f"Against {other}", pair.low, pair.middle, pair.high, pair.tie)
            for pair, other in ((judged.against_silent, "silence"),
                                (judged.against_book, "playing by the book"))]
    return interval_chart(rows, width=WIDTH, title="What the same decisions are worth under "
                          "other luck, in points of trust after a day",
                          sides=("lower trust", "higher trust"))


def _checkpoints(record: Record, plays: dict[str, Course]) -> tuple[Checkpoint, ...]:
    """Return trust at a few round moments, at restoration and where the run stands."""
    end = min(DAY, record.until)
    moments = {at: clock.show(at) for at in (60.0, 180.0, 720.0) if at < end}
    if record.restored_at is not None and record.restored_at < end:
        moments[record.restored_at] = f"{clock.show(record.restored_at)}, service back"
    moments[end] = clock.show(end)
    return tuple(Checkpoint(shown, tuple(100.0 * course.value("trust", at)
                                          for course in plays.values()))
                 for at, shown in sorted(moments.items()))


# Facts


def _unfinished(record: Record) -> str:
    if record.until >= DAY - 1e-6:
        return ""
    return (f"This run stands at {clock.show(record.until)} and has not reached the end of its "
            "first day. What follows is about the time until then; the intervals let the rest of "
            "the day pass without another decision.")


def _overview(record: Record, runs: int) -> tuple[Fact, ...]:
    scenario, header = record.scenario, record.header
    users = f"{scenario.service.users:,}".replace(",", " ")
    trainee = next((person.role for person in scenario.team
                    if person.duty == "communications"), "communications")
    yes, no = judgement.prepared(record)
    variant = scenario.variants.get(scenario.variant)
    facts = [
        Fact("Date of the exercise", ""),
        Fact("Participant", ""),
        Fact("Role", f"{trainee}; speaks for {scenario.service.name}. "
                     "A pseudonym is enough; the record holds no name."),
        Fact("Service", f"{scenario.service.name}, {users} users"
             + (f"; in the scenario it fails on {scenario.service.starts:%Y-%m-%d} at "
                f"{clock.local(0.0, scenario.service.starts)}" if scenario.service.starts else "")),
        Fact("Variant", variant.text or variant.name if variant else ""),
        Fact("Outage", _outage(record)),
        Fact("Prepared", yes or "nothing"),
        Fact("Not prepared", no),
        Fact("Decisions", f"{len(record.decisions)}; messages that left: {_posts(record)}"),
        Fact("Compared with", f"{runs} pairs of seeds and parameter draws behind each interval"),
        Fact("Seed", str(header.seed)),
        Fact("Build", f"Package simkit {header.simkit}, model {header.model}"),
    ]
    blank = ("Date of the exercise", "Participant")
    return tuple(Fact(fact.label, words.capital(fact.words)) for fact in facts
                 if fact.words or fact.label in blank)


def _posts(record: Record) -> int:
    return sum(event.data["by"] != "executive" for event in record.of("published"))


def _outage(record: Record) -> str:
    alarm = record.first("alarm")
    seen = f"alarm at {clock.show(alarm.at)}, " if alarm else ""
    if record.restored_at is None:
        return f"{seen}not over at {clock.show(record.until)}"
    again = "; it broke again later" if record.first("relapse") else ""
    return f"{seen}service back at {clock.show(record.restored_at)}{again}"


def _choices_note(story: Story) -> str:
    count, marked = len(story.record.decisions), len(story.choices)
    if not count:
        return "No decision was taken. Saying nothing is a way to play, too."
    if marked == count:
        return ""
    return f"{marked} of {count} decisions are marked; the timeline has the others."


def _colophon(record: Record) -> str:
    header, scenario = record.header, record.scenario
    variant = f", variant {header.variant}" if header.variant else ""
    step = clock.duration(header.base_dt)
    return (f"Record: scenario {header.scenario}{variant}, digest {header.digest}; seed "
            f"{header.seed}; step {step}; {len(record.decisions)} decisions, {len(record.events)} "
            f"events. {scenario.service.name} in this report is simulated. The same record gives "
            "the same report.")
