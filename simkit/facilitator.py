"""A run in the hands of whoever leads the exercise: every act a decision, on disk like the rest.

Notes and marks are read back from the record, so a report shows them after a restart, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simkit.actions import FACILITATOR
from simkit.clock import minutes, show
from simkit.errors import UnknownName
from simkit.events import Event
from simkit.record import Record
from simkit.session import Session

HOT_WASH = 15.0
"""Minutes that a hot wash takes where nobody says otherwise."""
PHASES = {"reactions": "How was it?", "description": "What happened, in which order?",
          "analysis": "Why did it go like that?", "summary": "What do you take with you?"}
"""Phases of a debrief, in their order, with what each asks."""


class Facilitator:
    """The facilitator's hand on *session*.

    Every method decides at the session's present minute and returns the events that came of it at
    once. All raise Refused or UnknownName, with nothing written or changed, when it cannot be done.
    """

    def __init__(self, session: Session) -> None:
        self.session = session

    def __repr__(self) -> str:
        return f"<Facilitator of {self.session.scenario.id!r} at {show(self.session.now)}>"

    def _do(self, action: str, target: str = "", /, **details: str) -> tuple[Event, ...]:
        said = {name.rstrip("_"): words for name, words in details.items() if words}
        return self.session.do(action, target, actor=FACILITATOR, details=said)

    def fire(self, inject: str) -> tuple[Event, ...]:
        """Let the scenario's *inject* (its id) come now."""
        return self._do("fire", inject)

    def skip(self, inject: str) -> tuple[Event, ...]:
        """Leave *inject* out; ``fire`` lets it come after all."""
        return self._do("skip", inject)

    def delay(self, inject: str, by: float | str = "10m") -> tuple[Event, ...]:
        """Let *inject* come *by* later (minutes, or text such as ``10m``). One that waits for a
        condition does not come before then; if the condition is met until then, it comes then."""
        return self._do("delay", inject, minutes=_number(by))

    def write(self, text: str, sender: str, *, within: float | str | None = None,
              cost: str = "nothing", to: str = "") -> tuple[Event, ...]:
        """Let an inject of your own come now, from *sender* to the role *to* (default: the
        trainee). *within*: how soon it wants an answer; *cost*: of ignoring it, one of
        ``simkit.engine.steering.COSTS``."""
        return self._do("write", text=text, from_=sender, to=to, cost=cost,
                        within="" if within is None else _number(within))

    def whisper(self, role: str, text: str) -> tuple[Event, ...]:
        """Say *text* to whoever has *role*; it stands on the trainees' screen and costs nothing."""
        return self._do("whisper", role, text=text)

    def seat(self, role: str, pseudonym: str) -> tuple[Event, ...]:
        """Put down that *pseudonym* plays *role*; empty gives the chair back to the kit."""
        return self._do("seat", role, by=pseudonym)

    def note(self, text: str, sign: str = "", phase: str = "") -> tuple[Event, ...]:
        """Pin *text* to this minute; *sign* is ``plus``, ``delta`` or empty.

        What somebody says in the debrief belongs to a *phase* of it, a key of PHASES.
        """
        if phase and phase not in PHASES:
            raise UnknownName("phase of a debrief", phase, PHASES)
        return self._do("note", phase, text=text, sign=sign)

    def mark(self, objective: str, rating: str) -> tuple[Event, ...]:
        """Rate *objective* (its id) with P, S, M or U; the last rating counts."""
        return self._do("mark", objective, rating=rating)

    def stop_clock(self) -> tuple[Event, ...]:
        """Write down that the clock is stopped; a session's time moves only by ``run``."""
        return self._do("stop_clock")

    def start_clock(self) -> tuple[Event, ...]:
        """Write down that the clock goes on."""
        return self._do("start_clock")

    def hot_wash(self, length: float | str = HOT_WASH) -> tuple[Event, ...]:
        """Write down that the hot wash begins, *length* (real minutes) long."""
        return self._do("hot_wash", minutes=_number(length))


@dataclass(frozen=True)
class Pinned:
    """A note of the facilitator."""

    at: float
    text: str
    sign: str
    """``plus``, ``delta`` or empty."""
    phase: str = ""
    """A key of PHASES where it was said in the debrief; else empty."""


def notes(record: Record) -> tuple[Pinned, ...]:
    """Return the notes that were pinned in *record*, what was said in the debrief among them."""
    return tuple(Pinned(d.at, d.detail("text").strip(), d.detail("sign"), d.target)
                 for d in record.decisions if d.steers and d.action == "note")


def marks(record: Record) -> Mapping[str, str]:
    """Return the facilitator's last rating (P, S, M or U) by objective in *record*."""
    return {d.target: d.detail("rating") for d in record.decisions
            if d.steers and d.action == "mark"}


def _number(length: float | str) -> str:
    return f"{minutes(length):g}"
