"""How a run is played: guided, practice or exam, what each allows, and what stops the clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simkit.errors import Refused
from simkit.events import Event
from simkit.session import Session
from simkit.situation import Situation
from simkit.widgets.view import SOON, stand_in


@dataclass(frozen=True)
class Mode:
    """One way of playing a run."""

    name: str
    words: str
    """What it means, for whoever chooses it."""
    stops: str
    """What stops the clock: ``every message``, ``questions`` or nothing."""
    shows_trust: bool = True
    goes_back: bool = True
    """Whether one may pause, look back and try again."""
    hints: bool = False


MODES = {mode.name: mode for mode in (
    Mode("guided", "Hints that fade as you get on. The clock stops at every message.",
         "every message", hints=True),
    Mode("practice", "Trust is shown. The clock stops when somebody wants an answer. You may go "
         "back and try again.", "questions"),
    Mode("exam", "Trust is hidden. Only the facilitator stops the clock, and there is no way back.",
         "", shows_trust=False, goes_back=False))}
"""Every mode by its name."""

USUAL = "practice"
"""The mode of a run that says nothing else."""


def recorded(session: Session) -> str:
    """Return the mode that *session*'s own record names; empty where it names none."""
    return next((decision.target for decision in reversed(session.world.decisions)
                 if decision.action == "mode"), "")


def chosen(name: str | None, session: Session) -> Mode:
    """Return the mode called *name*, or without one the mode of *session*'s record.

    Raises Refused for a mode that there is not, and for the way out of an exam that has begun.
    """
    if name is not None and name not in MODES:
        raise Refused(f"mode must be one of {', '.join(MODES)}; got {name!r}")
    kept = recorded(session)
    if kept == "exam" and name not in (None, kept):
        raise Refused("this run is an exam; it cannot be played in another mode")
    return MODES[name or kept or USUAL]


def halt(events: Iterable[Event], now: Situation, mode: Mode) -> str:
    """Return why time must stand still after *events*; empty when it need not."""
    if not mode.stops:
        return ""
    every = mode.stops == "every message"
    for event in events:
        if event.kind == "inject":
            if event.data.get("due") is not None and not stand_in(now):
                return "a message wants an answer"
            if every:
                return "a message has come in"
        if event.kind == "alarm":
            return "the monitors raise an alarm"
        if event.kind == "restoration seen":
            return "the monitors show it working again"
        if every and event.kind == "finding":
            return "the engineers have found something"
    return ""


def due_now(now: Situation, before: float, mode: Mode) -> str:
    """Return why time must stand still because a promise falls due; empty when none does.

    *before*: the minute at which this was asked last.
    """
    promise = now.next_promise
    if mode.stops != "every message" or promise is None:
        return ""
    soon = promise.due - now.at <= SOON < promise.due - before
    return "the time you promised is near" if soon else ""


def standing(now: Situation, mode: Mode) -> str:
    """Return why time stands still on a console that was only just made."""
    if now.phase == "briefing":
        return ""
    events = (event for event in now.events if event.at > now.at - 1.0)
    return halt(events, now, mode) or ("by you" if mode.goes_back else "the console was closed")


_TO_OTHERS = {"by you": "by the trainees", "you look back": "the trainees look back",
              "the time you promised is near": "the time that they promised is near"}


def to_others(reason: str) -> str:
    """Return why time stands still as everybody reads it but those who play."""
    return _TO_OTHERS.get(reason, reason)
