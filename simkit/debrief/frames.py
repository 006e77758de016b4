"""The story in moments: what was so, what could be known, what was said, what people felt."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simkit.clock import DAY, show
from simkit.counterfactual.known import Known
from simkit.debrief import words
from simkit.debrief.parts import Frame
from simkit.record import Record
from simkit.situation import severity_words
from simkit.streams import Streams

LONGEST = 140
"""Characters of a message that a frame quotes."""
APART = 2.0
"""Minutes between two frames at least."""


def frames(record: Record) -> tuple[Frame, ...]:
    """Return the moments of *record*'s first day that tell its story, in the order of time."""
    known, found = Known(record), []
    last = -APART
    for at, title, worst in sorted(_moments(record)):
        if at - last >= APART:
            found.append(_frame(record, known, at, title, worst))
            last = at
    return tuple(found)


def _moments(record: Record) -> Iterator[tuple[float, str, bool]]:
    """Yield (at, why, whether it is the worst moment)."""
    end = min(DAY, record.until)
    day = record.course.at <= end
    for kind, title in (("alarm", "the alarm"), ("published", "the first word"),
                        ("promise broken", "the first broken promise"),
                        ("fix failed", "the first fix that did not help"),
                        ("restoration seen", "service seen to be back")):
        event = record.first(kind)
        if event is not None and event.at <= end:
            yield event.at, title, False
    worst = int(np.argmax(record.course.mean("frustration")[day]))
    yield float(record.course.at[worst]), "the worst moment for people", True
    yield end, "where it stands after a day" if end == DAY else "where the run stands", False


def _frame(record: Record, known: Known, at: float, title: str, worst: bool) -> Frame:
    course = record.course
    severity = float(np.interp(at, course.at, course.severity))
    values = (course.value("trust", at), course.value("frustration", at),
              float(np.interp(at, course.at, course.rumour)))
    trust, angry, rumour = (f"{100.0 * value:.0f}" for value in values)
    return Frame(show(at), title, f"Service: {severity_words(severity)}", _knew(record, known, at),
                 _said(record, at), f"Trust {trust}, frustration {angry}, rumour {rumour} of 100",
                 _voice(record, at) if worst else "")


def _knew(record: Record, known: Known, at: float) -> str:
    if at < known.alarm_at:
        return "Nothing unusual"
    cause = known.cause(at)
    text = next((one.text for one in record.scenario.incident.causes if one.id == cause), "")
    looked = f"The findings point to: {text}" if text else "The cause was open"
    return f"Seen to be back. {looked}" if known.holds("all_clear", at) else looked


def _said(record: Record, at: float) -> str:
    own = [event for event in record.of("published")
           if event.at <= at and event.data["by"] != "executive"]
    if not own:
        return "Nothing yet"
    return f"“{words.quoted(str(own[-1].data['text']), LONGEST)}” ({show(own[-1].at)})"


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
