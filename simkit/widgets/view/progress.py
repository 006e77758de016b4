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


class Progress:
    """What has become of every deed, from one walk through what was seen to happen."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._begun: dict[tuple[str, str], Event] = {}
        """The last decision by action and target, and by action alone (target empty)."""
        self._ends: dict[str, Event] = {}
        """What came first of a decision, by its id."""
        self._repairs: dict[str, Event] = {}
        """What happened last to a fix, by its cause."""
        for event in situation.events:
            if event.kind == "decided":
                action, target = str(event.data["action"]), str(event.data["target"])
                self._begun[action, target] = self._begun[action, ""] = event
                if action == "fix":
                    self._repairs[target] = event
                continue
            if event.cause:
                self._ends.setdefault(event.cause, event)
            if event.kind in REPAIRS:
                self._repairs[str(event.data["about"])] = event

    def of(self, action: str, target: str = "") -> str:
        """Return how it goes with *action* on *target* (empty: on whatever it was aimed at), in
        words; empty where it was not begun, or has no end."""
        if action in STANDING:
            return ""
        if action == "fix":
            return self._repair(target)
        begun = self._begun.get((action, target))
        if begun is None:
            ready = action == "open_room" and ("prepare", "incident_channel") in self._begun
            return "✓ there from the start" if ready else ""
        end = self._ends.get(str(begun.data["name"]))
        if end is None:
            return f"◐ under way since {show(begun.at)}{self._whom(begun)}"
        return f"✓ done {show(end.at)}{self._whom(begun)}"

    def _repair(self, cause: str) -> str:
        """Return how it goes with the fix of *cause*, ordered by you or begun unasked."""
        last = self._repairs.get(cause)
        if last is None:
            return ""
        if last.kind in ENDS:
            return f"{ENDS[last.kind]}, {show(last.at)}"
        if last.kind == "fix begun":
            return f"◐ being tried since {show(last.at)}"
        return f"◐ asked for at {show(last.at)}"

    def _whom(self, begun: Event) -> str:
        """Return at whom the deed was aimed, where that is a person."""
        target = str(begun.data["target"])
        known = any(member.role == target for member in self._situation.team)
        return f": {called(target, self._situation)}" if known else ""
