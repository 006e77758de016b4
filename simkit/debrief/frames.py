"""The story in moments: what was so, what could be known, what was said, what people felt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from simkit.clock import DAY, show
from simkit.counterfactual.known import Known
from simkit.debrief import words
from simkit.debrief.parts import Frame
from simkit.events import Event
from simkit.record import Record
from simkit.situation import severity_words
from simkit.streams import Streams

LONGEST = 140
"""Characters of a message that a frame quotes."""
WORKS = 0.005
"""Share of use that fails below which the service works."""
APART = 2.0
"""Minutes between two frames at least."""


def frames(record: Record) -> tuple[Frame, ...]:
    """Return the moments of *record*'s first day that tell its story, in the order of time."""
    found: list[Frame] = []
    last = -APART
    for at, title, worst in sorted(_moments(record)):
        if at - last >= APART:
            found.append(moment(record, at, title, worst=worst))
            last = at
    return tuple(replace(each, history="") if before and each.history == before.history else each
                 for before, each in zip([None, *found], found, strict=False))


def _moments(record: Record) -> Iterator[tuple[float, str, bool]]:
    """Yield (at, why, whether it is the worst moment)."""
    end = min(DAY, record.until)
    day = record.course.at <= end
    for event, title in ((record.first("alarm"), "the alarm"),
                         (next(_own_words(record), None), "the first word"),
                         (record.first("promise broken"), "the first broken promise"),
                         (record.first("fix failed"), "the first fix that did not help"),
                         (record.first("restoration seen"), "service seen to be back")):
        if event is not None and event.at <= end:
            yield event.at, title, False
    worst = int(np.argmax(record.course.mean("frustration")[day]))
    yield float(record.course.at[worst]), "the worst moment for people", True
    yield end, "where it stands after a day" if end == DAY else "where the run stands", False


def moment(record: Record, at: float, title: str = "", *, worst: bool = True) -> Frame:
    """Return the story of *record* at *at*, minutes since onset; with a voice from the public
    where *worst*."""
    course = record.course
    severity = float(np.interp(at, course.at, course.severity))
    values = (course.value("trust", at), course.value("frustration", at),
              float(np.interp(at, course.at, course.rumour)))
    trust, angry, rumour = (f"{100.0 * value:.0f}" for value in values)
    so = "works" if severity < WORKS else severity_words(severity)
    return Frame(at, show(at), title, f"Service: {so}", _knew(record, at),
                 _said(record, at), f"Trust {trust}, frustration {angry}, rumour {rumour} of 100",
                 _voice(record, at) if worst else "", _history(record, at))


def _knew(record: Record, at: float) -> str:
    known = Known(record)
    if at < known.alarm_at:
        return "Nothing unusual"
    cause = known.cause(at)
    text = next((one.text for one in record.scenario.incident.causes if one.id == cause), "")
    looked = f"The findings point to: {text}" if text else "The cause was open"
    return f"Seen to be back. {looked}" if known.holds("all_clear", at) else looked


def _said(record: Record, at: float) -> str:
    own = [event for event in _own_words(record) if event.at <= at]
    if not own:
        return "Nothing yet"
    return f"“{words.quoted(str(own[-1].data['text']), LONGEST)}” ({show(own[-1].at)})"


def _own_words(record: Record) -> Iterator[Event]:
    """Yield what was published, but not by an executive unasked."""
    return (event for event in record.of("published") if event.data["by"] != "executive")


def _history(record: Record, at: float) -> str:
    """Return what the company had said last by then in history, where the scenario tells."""
    if "historical" not in record.scenario.playbooks:
        return ""
    said = [entry for entry in record.scenario.playbooks["historical"]
            if entry.at <= at and entry.action == "post" and entry.message is not None]
    if not said or said[-1].message is None:
        return "Nothing yet"
    text = words.quoted(said[-1].message.full_text, LONGEST)
    return f"“{text}” ({show(said[-1].at)})"


def _voice(record: Record, at: float) -> str:
    """Return what somebody of the angriest group may have said, in the author's words."""
    angry = [float(np.interp(at, record.course.at, column))
             for column in record.course.states["frustration"].T]
    segment = record.scenario.segments[int(np.argmax(angry))]
    if not segment.voices:
        return ""
    place = int(Streams(record.header.seed).uniform("voice at the worst moment")
                * len(segment.voices))
    return f"“{segment.voices[place]}” ({segment.name})"
