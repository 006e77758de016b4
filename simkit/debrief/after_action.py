"""Make the after-action report of a run: play the yardsticks, judge, tell, draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from html import unescape
from typing import Any

import numpy as np

from simkit import clock
from simkit.clock import DAY
from simkit.course import Course
from simkit.debrief import facts, judgement, talk, words, worth
from simkit.debrief.forms import Report
from simkit.debrief.frames import frames
from simkit.debrief.leading import leading
from simkit.debrief.numbers import Numbers, numbers
from simkit.debrief.parts import Checkpoint, Headline
from simkit.debrief.story import Story
from simkit.debrief.sureness import sureness
from simkit.ensemble import Progress
from simkit.luck import Luck
from simkit.record import Record
from simkit.scorecard import Measured, Score, measured
from simkit.session import Session
from simkit.svg import Interval, Mark, interval_chart, trust_picture
from simkit.svg.words import tidy

WHOLE = 50
"""Pairs of seeds and parameter draws behind each what-if of a whole debrief."""
WIDTH = 736.0
"""Px of the pictures: what fits between the margins of A4."""


def report(subject: Session | Record, progress: Progress | None = None, *,
           runs: int = WHOLE, workers: int = 1, deep: bool = True) -> Report:
    """Return the after-action report of *subject*.

    Every interval rests on *runs* pairs of seeds and parameter draws; *progress* is called with
    (runs done, runs in all). The same record and *runs* give the same report, whatever the number
    of *workers*, the processes that share the runs. Not *deep*, it plays no what-ifs, no replays
    and no parts, and is there much sooner.
    """
    making = Making(_record(subject), runs)
    *_, last = making.numbers(progress, workers, deep)
    return making.report(last)


def stream(subject: Session | Record, progress: Progress | None = None, *,
           runs: int = WHOLE, workers: int = 1, deep: bool = True) -> Iterator[Report]:
    """Yield the after-action report of *subject*, surer each time, as it is computed: with the
    first what-ifs, with a ranking that stands, with luck, with the parts, and whole.

    Whoever has seen enough stops listening: nothing runs on.
    """
    making = Making(_record(subject), runs)
    return filter(None, making.stages(progress, workers, deep))


def _record(subject: Session | Record) -> Record:
    return subject if isinstance(subject, Record) else subject.record


def renewed(made: Report, record: Record) -> Report:
    """Return the report *made* with what people have said about *record* since: own words, plus,
    delta and ratings. Its numbers stay."""
    deltas = talk.signed(record, "delta")
    new: Report = _clean(replace(
        made, ratings=judgement.decided(record, made.ratings), pinned=talk.pinned(record),
        phases=talk.phases(record), plus=talk.signed(record, "plus"), delta=deltas,
        plan=talk.plan(made.areas, deltas)))
    return new


class Making:
    """The report of one record in the making: what does not wait for numbers is done once."""

    def __init__(self, record: Record, runs: int) -> None:
        self.record = record
        self.runs = runs
        self.story = Story(record)
        self.measured = measured(record)

    def numbers(self, progress: Progress | None, workers: int, deep: bool) -> Iterator[Numbers]:
        """Yield the numbers as they are computed; no what-ifs where it is not to go *deep*."""
        for now in numbers(self.record, runs=self.runs, workers=workers, deep=deep):
            if progress is not None:
                progress(now.done, now.whole)
            yield now

    def stages(self, progress: Progress | None, workers: int, deep: bool = True
               ) -> Iterator[Report | None]:
        """Yield the report with every stage of the numbers, and at the end; None between, so that
        whoever waits can do something else, or stop."""
        told, now = -1, Numbers()
        for now in self.numbers(progress, workers, deep):
            new = now.stage > told and now.done < now.whole
            told = max(told, now.stage)
            yield self.report(now) if new else None
        yield self.report(now)

    def report(self, now: Numbers) -> Report:
        """Return the report with the numbers that are known *now*."""
        record, story, own = self.record, self.story, self.measured
        judged = _judged(record, own, now)
        plays = {"you": record.course, **{name: each.course for name, each in now.plays.items()}}
        timeline, timeline_note = story.timeline()
        strengths, areas, between = judgement.observations(story, own)
        picture = _picture(story, plays, now.luck)
        scenario, deltas = record.scenario, talk.signed(record, "delta")
        made = Report(
            title=scenario.title,
            subtitle=scenario.summary,
            unfinished=facts.unfinished(record),
            so_far=facts.so_far(now.done, now.whole),
            headlines=self._headlines(now, judged),
            overview=facts.overview(story, self.runs),
            picture=picture,
            picture_words=_said(picture),
            plays=tuple(plays),
            checkpoints=_checkpoints(record, plays),
            choices=story.choices,
            choices_note=facts.choices_note(story),
            practice=judgement.measures(story, (*own.timing, *own.calmness)),
            outcome=judgement.measures(story, own.outcome),
            comparisons=judgement.comparisons(judged) if judged else (),
            intervals=_intervals(judged) if judged else "",
            worths=worth.worths(story, now),
            sureness=sureness(story),
            frames=frames(record),
            ratings=judgement.ratings(story, own),
            pinned=talk.pinned(record),
            strengths=strengths,
            areas=areas,
            between=between,
            plan=talk.plan(areas, deltas),
            questions=scenario.debrief or words.ALWAYS,
            phases=talk.phases(record),
            plus=talk.signed(record, "plus"),
            delta=deltas,
            zone=clock.local(0.0, scenario.service.starts).partition(" ")[2],
            timeline=timeline,
            timeline_note=timeline_note,
            notes=story.notes(),
            limits=words.LIMITS,
            sources=scenario.sources,
            colophon=facts.colophon(record))
        cleaned: Report = _clean(made)
        return cleaned

    def _headlines(self, now: Numbers, judged: Score | None) -> tuple[Headline, ...]:
        """Return the sentences that come first: on one's own decisions before the rest."""
        story = self.story
        return (*leading(story, now, self.runs),
                *([judgement.placed(story, _trusts(now), judged)] if now.plays else []),
                judgement.pressed(story))


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


def _judged(record: Record, own: Measured, now: Numbers) -> Score | None:
    """Return how *record* is judged, once the runs that it is held against are there."""
    if now.against is None:
        return None
    trusts = _trusts(now)
    return Score(own.timing, own.calmness, own.outcome, 100.0 * record.final_trust,
                 trusts["silent"], trusts["by the book"], *now.against,
                 trusts.get("best known play"))


def _trusts(now: Numbers) -> dict[str, float]:
    """Return where the other plays on the same luck end, in points by name."""
    return {name: 100.0 * each.final_trust for name, each in now.plays.items()}


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
