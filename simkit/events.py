"""What goes into a world (Decision) and what comes out of it (Event).

The only way to change a world is a Decision; the only way to learn what happened is an Event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from simkit.actions import FACILITATOR
from simkit.clock import show
from simkit.message import Message


@dataclass(frozen=True)
class Anchor:
    """What a decision answered, so that a replay under other luck can move it along."""

    kind: str
    """Kind of the event that was answered, such as ``inject`` or ``restoration seen``."""
    name: str
    """Which one: the event's ``name`` datum; with ``kind`` it is unique in a run."""
    offset: float
    """Minutes from that event to the decision; zero or more."""


@dataclass(frozen=True)
class Decision:
    """One choice of one person or policy."""

    at: float
    """Minutes since onset; 0 in the briefing."""
    actor: str
    """Who chose: ``trainee``, ``facilitator`` or ``policy``."""
    action: str
    """A key of ``simkit.actions.ACTIONS``, or of STEERING for the facilitator."""
    target: str = ""
    """Id of what it aims at; see ``Action.target``."""
    message: Message | None = None
    """For ``post`` and ``answer``."""
    confidence: float | None = None
    """Stated probability of being right, in [0, 1], where asked."""
    anchor: Anchor | None = None
    id: str = ""
    """``d1``, ``d2``, ... in the order of choosing; given by the world."""
    details: tuple[tuple[str, str], ...] = ()
    """What goes with it, as (name, words): what the facilitator wrote, or ``by`` whom a trainee's
    decision was taken where somebody sits on the chair."""

    @property
    def steers(self) -> bool:
        """Whether the facilitator took it: the trainees did not choose it and do not see it."""
        return self.actor == FACILITATOR

    def detail(self, name: str) -> str:
        """Return the detail called *name*; empty when there is none."""
        return dict(self.details).get(name, "")

    def __repr__(self) -> str:
        target = f" {self.target}" if self.target else ""
        sure = "" if self.confidence is None else f" ({self.confidence:.0%} sure)"
        words = f" {self.message!r}" if self.message else ""
        return f"<{show(self.at)} {self.actor}: {self.action}{target}{sure}{words}>"

    def moved(self, by: float) -> Decision:
        """Return this decision *by* minutes later (earlier when negative)."""
        return self._with(at=self.at + by)

    def numbered(self, number: int) -> Decision:
        """Return this decision as the *number*-th of a run; as it is where it is that one."""
        name = f"d{number}"
        return self if self.id == name else self._with(id=name)

    def _with(self, **changed: Any) -> Decision:
        """Return ``dataclasses.replace`` of this, which takes five times as long: replays copy
        every decision of every world."""
        twin = object.__new__(Decision)
        twin.__dict__.update(self.__dict__, **changed)
        return twin


class Event(NamedTuple):
    """One thing that happened."""

    at: float
    """Minutes since onset, rounded to 1e-6."""
    kind: str
    data: Mapping[str, Any]
    """Plain values only (text, numbers, lists), ready for JSON."""
    cause: str
    """Id of the decision, inject or event behind it; empty when nothing in the log is."""
    id: str
    """``e1``, ``e2``, ... in order."""

    @property
    def number(self) -> int:
        """Its place in the log, from 1 on."""
        return int(self.id[1:])

    def __repr__(self) -> str:
        shown = ", ".join(f"{key}={value!r}" for key, value in self.data.items())
        return f"<{show(self.at)} {self.kind}{': ' + shown if shown else ''}>"
