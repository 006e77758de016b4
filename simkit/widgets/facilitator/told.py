"""The whole log in sentences, the truth and the facilitator's own acts included."""

from __future__ import annotations

from typing import TypedDict

from simkit.clock import show
from simkit.debrief.words import BAD, SKIPPED, TRUTH, Teller
from simkit.events import Event
from simkit.record import Record

LINES = 40
"""Lines on the screen at once; the file has them all."""


class Told(TypedDict):
    """One line of the log."""

    t: str
    who: str
    """``you``, ``trainees``, ``inject``, ``truth`` or empty."""
    sign: str
    words: str


def log(record: Record) -> list[Told]:
    """Return what happened, newest first, at most LINES."""
    teller = Teller(record)
    told = [event for event in record.events
            if event.kind not in SKIPPED and event.kind != "whisper"]
    return [_told(event, teller) for event in reversed(told[-LINES:])]


def _told(event: Event, teller: Teller) -> Told:
    who, sign = "", ""
    if event.kind == "steered":
        who, sign = "you", "new"
    elif event.kind == "decided":
        who = "trainees"
    elif event.kind == "inject":
        who = "inject"
    elif event.kind in TRUTH:
        who, sign = "truth", "odd"
    if event.kind in BAD:
        sign = "bad"
    return {"t": show(event.at), "who": who, "sign": sign, "words": teller.event(event)}
