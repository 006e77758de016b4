"""What the facilitator does in one world: injects let come, kept back or written; whispers, notes,
marks, chairs and the clock.

Everything is a decision, so a replay has it at the same minute. Only injects move the world: the
rest is written down for people.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from itertools import count

from simkit.actions import ACTIONS, FACILITATOR, STEERING
from simkit.clock import show
from simkit.engine.ground import Ground
from simkit.engine.inbox import Inbox
from simkit.engine.people import Team
from simkit.errors import Refused, UnknownName
from simkit.events import Decision
from simkit.scenario import parts

COSTS: dict[str, parts.Effect] = {
    "nothing": parts.Effect(),
    "a rumour": parts.Effect(rumour=0.04, uncertainty=0.02),
    "press attention": parts.Effect(media=0.1, integrity=0.01),
    "frustration": parts.Effect(frustration=0.03, uncertainty=0.01),
    "goodwill": parts.Effect(benevolence=0.02, frustration=0.01),
    "credibility": parts.Effect(integrity=0.02, uncertainty=0.02),
    "calls": parts.Effect(interrupts=3.0),
}
"""What ignoring a written inject can cost; of the size that scenarios use, so judgement."""

RATINGS = {"P": "without challenges", "S": "some challenges", "M": "major challenges",
           "U": "unable to be performed"}
"""The letters of HSEEP for how far an objective was reached."""

SIGNS = ("plus", "delta", "")
"""What a note is about: what went well, what to change, neither."""

DETAILS: dict[str, tuple[str, ...]] = {
    "write": ("text", "from", "to", "within", "cost"), "delay": ("minutes",),
    "whisper": ("text",), "seat": ("by",), "note": ("text", "sign"), "mark": ("rating",),
    "hot_wash": ("minutes",)}
"""What goes with each decision of the facilitator, beside its target."""

LONGEST = 600
"""Characters of a text that the facilitator writes, at most."""

_SLUG = re.compile(r"[^a-z0-9]+")


class Steering:
    """The facilitator's hand in one world."""

    def __init__(self, ground: Ground, team: Team, inbox: Inbox) -> None:
        self.ground = ground
        self.team = team
        self.inbox = inbox
        self.skipped: set[str] = set()
        """Ids of the injects that are left out."""
        self.written: dict[str, parts.Inject] = {}
        """Injects of the facilitator's own, by id."""
        self.marks: dict[str, str] = {}
        """Rating by objective."""
        self.seats: dict[str, str] = {}
        """Pseudonym by role."""
        self._injects = {inject.id: inject for inject in ground.scenario.injects}

    def planned(self, inject: parts.Inject) -> float | None:
        """Return when *inject* comes by itself; None when only a condition can tell."""
        until = self.inbox.kept_back.get(inject.id)
        return inject.at if until is None or inject.at is None else until

    def check(self, decision: Decision) -> None:
        """Raise Refused or UnknownName when *decision* cannot be carried out now."""
        if decision.action not in STEERING:
            if decision.action in ACTIONS:
                raise Refused(f"{decision.action!r} is for the trainees to decide")
            raise UnknownName("action", decision.action, STEERING)
        if not decision.steers:
            raise Refused(f"{decision.action!r} is for the facilitator to decide")
        over = self.ground.now >= self.ground.scenario.horizon
        if over and STEERING[decision.action].purpose == "injects":
            raise Refused("the run is over; nothing can come in any more")
        for name, words in decision.details:
            if name not in (known := DETAILS.get(decision.action, ())):
                raise UnknownName(f"detail of {decision.action!r}", name, known)
            if len(words) > LONGEST:
                raise Refused(f"the {name} has {len(words)} characters; {LONGEST} fit")
        if STEERING[decision.action].target == "person":
            self.team.member(decision.target)
        self._checks[decision.action](self, decision)

    def carry_out(self, decision: Decision) -> None:
        """Write *decision* down and do what it says."""
        self.ground.note("steered", decision.id, name=decision.id, action=decision.action,
                         target=decision.target, actor=FACILITATOR, **dict(decision.details))
        self._doors.get(decision.action, Steering._only_written)(self, decision)

    # What can be refused

    def _inject(self, decision: Decision) -> parts.Inject:
        """Return the inject that *decision* is about, which has not come for good."""
        if decision.target not in self._injects:
            raise UnknownName("inject", decision.target, self._injects)
        inject = self._injects[decision.target]
        came = self.inbox.came(inject.id)
        if came is not None and inject.again is None:
            raise Refused(f"{inject.id!r} came at {show(came.at)} already; to press again, write "
                          "an inject of your own")
        return inject

    def _check_fire(self, decision: Decision) -> None:
        self._inject(decision)

    def _check_skip(self, decision: Decision) -> None:
        if self._inject(decision).id in self.skipped:
            raise Refused(f"{decision.target!r} is left out already; to let it come after all, "
                          "fire it")

    def _check_delay(self, decision: Decision) -> None:
        inject = self._inject(decision)
        if inject.id in self.skipped:
            raise Refused(f"{inject.id!r} is left out; to let it come after all, fire it")
        until = self._later(inject, _minutes(decision, "minutes"))
        if until >= self.ground.scenario.horizon:
            raise Refused(f"{show(until)} lies behind the end of the run; leave {inject.id!r} out "
                          "instead")

    def _later(self, inject: parts.Inject, by: float) -> float:
        """Return until when *inject* is kept back, when it is delayed *by* minutes."""
        kept = self.inbox.kept_back.get(inject.id)
        usual = self.ground.now if inject.at is None else inject.at
        return max(usual if kept is None else kept, self.ground.now) + by

    def _check_write(self, decision: Decision) -> None:
        _words(decision, "text", "an inject needs words")
        _words(decision, "from", "say from whom the inject comes")
        cost, within = decision.detail("cost") or "nothing", decision.detail("within")
        if cost not in COSTS:
            raise UnknownName("cost", cost, COSTS)
        if within:
            _minutes(decision, "within")
        elif cost != "nothing":
            raise Refused("only what wants an answer can be ignored; say within how many minutes, "
                          "or let it cost nothing")
        if decision.detail("to"):
            self.team.member(decision.detail("to"))

    def _check_whisper(self, decision: Decision) -> None:
        _words(decision, "text", "a whisper needs words")

    def _check_seat(self, decision: Decision) -> None:
        name = decision.detail("by")
        if len(name) > 40:
            raise Refused(f"a pseudonym has at most 40 characters; this one has {len(name)}")
        if not name and decision.target not in self.seats:
            raise Refused(f"nobody sits there: {decision.target!r} is played by the kit already")

    def _check_note(self, decision: Decision) -> None:
        _words(decision, "text", "a note needs words")
        if decision.detail("sign") not in SIGNS:
            raise UnknownName("sign of a note", decision.detail("sign"), filter(None, SIGNS))

    def _check_mark(self, decision: Decision) -> None:
        known = [objective.id for objective in self.ground.scenario.objectives]
        if decision.target not in known:
            raise UnknownName("objective", decision.target, known)
        if decision.detail("rating") not in RATINGS:
            raise UnknownName("rating", decision.detail("rating"), RATINGS)

    def _check_hot_wash(self, decision: Decision) -> None:
        _minutes(decision, "minutes")

    def _nothing_to_check(self, decision: Decision) -> None:
        """The clock can always be stopped and started."""

    _checks: dict[str, Callable[[Steering, Decision], None]] = {  # noqa: RUF012 - a constant table
        "fire": _check_fire, "skip": _check_skip, "delay": _check_delay, "write": _check_write,
        "whisper": _check_whisper, "seat": _check_seat, "note": _check_note, "mark": _check_mark,
        "hot_wash": _check_hot_wash, "stop_clock": _nothing_to_check,
        "start_clock": _nothing_to_check}

    # What is done

    def _fire(self, decision: Decision) -> None:
        inject = self._inject(decision)
        self.skipped.discard(inject.id)
        if inject.again is None:
            self.inbox.keep_back(inject, math.inf, decision.id)
        self.inbox.fire(inject, decision.id, anyway=True)

    def _skip(self, decision: Decision) -> None:
        self.skipped.add(decision.target)
        self.inbox.keep_back(self._inject(decision), math.inf, decision.id)

    def _delay(self, decision: Decision) -> None:
        inject = self._inject(decision)
        until = self._later(inject, _minutes(decision, "minutes"))
        self.inbox.keep_back(inject, until, decision.id)

    def _write(self, decision: Decision) -> None:
        sender, within = decision.detail("from").strip(), decision.detail("within")
        inject = parts.Inject(
            self._unused(sender), sender, decision.detail("text").strip(), at=self.ground.now,
            to=decision.detail("to"),
            expects=parts.Expectation(_minutes(decision, "within")) if within else None,
            ignored=COSTS[decision.detail("cost") or "nothing"])
        self.written[inject.id] = inject
        self.inbox.fire(inject, decision.id)

    def _unused(self, sender: str) -> str:
        """Return an id after *sender* that no inject has."""
        stem = _SLUG.sub("-", sender.lower()).strip("-")[:30] or "somebody"
        names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
        return next(name for name in names
                    if name not in self._injects and name not in self.written)

    def _whisper(self, decision: Decision) -> None:
        self.ground.note("whisper", decision.id, name=decision.target,
                         text=decision.detail("text").strip())

    def _seat(self, decision: Decision) -> None:
        name = decision.detail("by").strip()
        if name:
            self.seats[decision.target] = name
        else:
            self.seats.pop(decision.target, None)

    def _mark(self, decision: Decision) -> None:
        self.marks[decision.target] = decision.detail("rating")

    def _only_written(self, decision: Decision) -> None:
        """Notes, the clock and the hot wash move nothing in the world."""

    _doors: dict[str, Callable[[Steering, Decision], None]] = {  # noqa: RUF012 - a constant table
        "fire": _fire, "skip": _skip, "delay": _delay, "write": _write, "whisper": _whisper,
        "seat": _seat, "mark": _mark}


def _words(decision: Decision, name: str, refusal: str) -> None:
    """Refuse *decision* when its detail *name* says nothing."""
    if not decision.detail(name).strip():
        raise Refused(refusal)


def _minutes(decision: Decision, name: str) -> float:
    """Return the detail *name* of *decision* as minutes, above 0 and at most a day."""
    words = decision.detail(name)
    try:
        value = float(words)
    except ValueError:
        value = math.nan
    if not 0.0 < value <= 1440.0:
        raise Refused(f"{name}: {words!r} is not a number of minutes above 0 and up to 1440")
    return value
