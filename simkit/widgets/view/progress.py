"""What has become of a deed that was begun: under way since when, or done; so nobody starts it
twice for want of a sign."""

from __future__ import annotations

from simkit.clock import show
from simkit.events import Event
from simkit.situation import Situation
from simkit.widgets.view.words import called

STANDING = ("hold", "proceed", "delegate", "investigate", "suspect")
"""Deeds that have no end of their own."""

REPAIRS = ("fix begun", "fix worked", "fix failed", "fix refused", "fix undone")
"""What happens to a fix, begun by you or by the engineers."""

ENDS = {"fix failed": "✕ did not help", "fix refused": "✕ refused by the engineers",
        "fix undone": "○ undone", "fix worked": "✓ worked"}
"""How a deed ended, by the kind of the event; every other end is that it is done."""


def progress(action: str, target: str, situation: Situation) -> str:
    """Return how it goes with *action* on *target* (empty: on whatever it was aimed at), in words;
    empty where it was not begun, or has no end."""
    if action in STANDING:
        return ""
    own = [event for event in situation.events if event.kind == "decided"
           and event.data["action"] == action and target in ("", event.data["target"])]
    if action == "fix":
        return _repair(own, target, situation)
    if not own:
        ready = action == "open_room" and _prepared("incident_channel", situation)
        return "✓ there from the start" if ready else ""
    begun = own[-1]
    end = next((event for event in situation.events if event.cause == begun.data["name"]
                and event.kind != "decided"), None)
    if end is None:
        return f"◐ under way since {show(begun.at)}{_whom(begun, situation)}"
    return f"✓ done {show(end.at)}{_whom(begun, situation)}"


def _repair(own: list[Event], cause: str, situation: Situation) -> str:
    """Return how it goes with the fix of *cause*, ordered by the decisions *own* or by nobody."""
    last = next((event for event in reversed(situation.events) if event in own or (
        event.kind in REPAIRS and event.data.get("about") == cause)), None)
    if last is None:
        return ""
    if last.kind in ENDS:
        return f"{ENDS[last.kind]}, {show(last.at)}"
    if last.kind == "fix begun":
        return f"◐ being tried since {show(last.at)}"
    return f"◐ asked for at {show(last.at)}"


def _whom(begun: Event, situation: Situation) -> str:
    """Return at whom the deed was aimed, where that is a person."""
    target = str(begun.data["target"])
    known = any(member.role == target for member in situation.team)
    return f": {called(target, situation)}" if known else ""


def _prepared(name: str, situation: Situation) -> bool:
    return any(event.kind == "decided" and (event.data["action"], event.data["target"])
               == ("prepare", name) for event in situation.events)
