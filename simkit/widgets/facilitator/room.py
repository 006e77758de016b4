"""What everybody in the room may see: no truth, no trust, no score, nobody's composure or name."""

from __future__ import annotations

from typing import TypedDict

from simkit.clock import show
from simkit.scenario.parts import Scenario
from simkit.situation import InboxItem, Situation
from simkit.widgets.view import SOON, Line, Post, capital, day, feed, moment, strip, wait

VOICES = 4
"""Posts on the screen at once."""

WAITING = 2
"""Messages on the screen at once that wait for an answer."""

LONGEST = 230
"""Characters of the last word that are shown."""


class Said(TypedDict):
    """The last word to the public."""

    where: str
    text: str


class Asking(TypedDict):
    """Somebody who waits for an answer."""

    who: str
    text: str
    by: str


class Room(TypedDict):
    """The room screen."""

    service: str
    t: str
    day: str
    clock: str
    known: Line
    promise: Line
    last: Said | None
    waiting: list[Asking]
    more: str
    """How many more wait."""
    voices: list[Post]
    reports: str
    time: str
    """Whether time passes, and why not."""


def room(now: Situation, scenario: Scenario, running: bool, reason: str = "") -> Room:
    """Return the room screen for what the trainees can know *now*.

    *running*: whether time passes; *reason*: why it does not.
    """
    above = strip(now, scenario)
    waiting = sorted((item for item in now.inbox if item.state == "open"),
                     key=lambda item: item.due or 0.0)
    more = len(waiting) - WAITING
    return {"service": scenario.service.name, "t": show(now.at), "day": day(now.at, scenario),
            "clock": now.clock, "known": _plain(above["known"]), "promise": _promise(now, scenario),
            "last": _last(now, scenario),
            "waiting": [_asking(item, scenario) for item in waiting[:WAITING]],
            "more": f"and {more} more" if more > 0 else "",
            "voices": feed(now, scenario)[:VOICES], "reports": _reports(now),
            "time": "Time passes" if running else
            ("Clock stopped" + (f": {reason}" if reason else ""))}


def _plain(known: Line) -> Line:
    """Return what is known of the service, without what it could be."""
    return {"sign": known["sign"], "words": known["words"], "more": ""}


def _promise(now: Situation, scenario: Scenario) -> Line:
    due = now.next_promise
    if due is None:
        return {"sign": "", "words": "None", "more": ""}
    left = due.due - now.at
    return {"sign": "due" if left <= SOON else "wip",
            "words": f"{moment(due.due, scenario)}, {wait(left)}", "more": ""}


def _last(now: Situation, scenario: Scenario) -> Said | None:
    word = next((e for e in reversed(now.events) if e.kind == "published"), None)
    if word is None:
        return None
    text = str(word.data["text"])
    if len(text) > LONGEST:
        text = text[:LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return {"where": f"{show(word.at)}, {', '.join(word.data['channels'])}", "text": text}


def _asking(item: InboxItem, scenario: Scenario) -> Asking:
    by = "" if item.due is None else f"by {moment(item.due, scenario)}"
    return {"who": capital(item.sender), "text": item.text, "by": by}


def _reports(now: Situation) -> str:
    if not now.reports or now.reports[-1][1] < 1.0:
        return ""
    counts = [count for _, count in now.reports[-11:]]
    trend = "level"
    if counts[-1] > 1.2 * counts[0]:
        trend = "rising"
    elif counts[-1] < counts[0] / 1.2:
        trend = "falling"
    return f"Reports a minute: about {counts[-1]:,.0f}, {trend}"
