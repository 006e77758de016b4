"""What comes in: injects at a time or on a condition, answers expected, and the cost of none."""

from __future__ import annotations

import math
from dataclasses import dataclass

from simkit.engine.desk import Desk
from simkit.engine.ground import Ground
from simkit.engine.people import Member, Steps, Team
from simkit.events import Decision
from simkit.scenario import parts


@dataclass(slots=True)
class Item:
    """One inject that has come in."""

    spec: parts.Inject
    name: str
    """The inject's id; with a number from its second coming on."""
    at: float
    due: float | None
    state: str = "open"
    """``open``, ``answering``, ``answered``, ``ignored`` or ``read`` (no answer expected)."""


class Inbox:
    """The injects of one world."""

    def __init__(self, ground: Ground, team: Team, desk: Desk) -> None:
        self.ground = ground
        self.team = team
        self.desk = desk
        self.items: list[Item] = []
        self._named: dict[str, Item] = {}
        self._came: dict[str, int] = {}
        self.kept_back: dict[str, float] = {}
        """Injects that the facilitator keeps back, by id: until when; inf for good."""
        self._kept_by: dict[str, str] = {}
        """Id of the decision that keeps an inject back."""
        self.delegate: Member | None = None
        """Who answers for the trainee."""

    def start(self) -> None:
        """Let the timed injects come."""
        timed = sorted((inject for inject in self.ground.scenario.injects
                        if inject.at is not None), key=lambda inject: inject.at or 0.0)
        if timed:
            self.ground.env.process(self._come(timed))

    def item(self, name: str) -> Item | None:
        """Return the inject called *name* if it has come in."""
        return self._named.get(name)

    def _come(self, timed: list[parts.Inject]) -> Steps:
        for inject in timed:
            assert inject.at is not None
            if inject.at > self.ground.now:
                yield self.ground.env.timeout(inject.at - self.ground.now)
            if inject.id not in self.kept_back:
                self.fire(inject)

    def met(self, inject: parts.Inject) -> None:
        """Let *inject* come, whose condition holds, or come when it is no longer kept back."""
        until = self.kept_back.get(inject.id, 0.0)
        if until <= self.ground.now:
            self.fire(inject)
        elif until < math.inf:
            self._come_late(inject, until, self._kept_by[inject.id])

    def keep_back(self, inject: parts.Inject, until: float, cause: str) -> None:
        """Let *inject* come at *until* instead of its time, or not before it when it waits for a
        condition; with inf it comes by nobody's hand but the facilitator's."""
        self.kept_back[inject.id], self._kept_by[inject.id] = until, cause
        if inject.at is not None and until < math.inf:
            self._come_late(inject, until, cause)

    def _come_late(self, inject: parts.Inject, until: float, cause: str) -> None:
        def come() -> None:
            if self.kept_back.get(inject.id) == until:
                self.kept_back[inject.id] = math.inf if inject.again is None else 0.0
                self.fire(inject, cause)

        self.ground.later(until - self.ground.now, come)

    def came(self, inject: str) -> Item | None:
        """Return the last coming of the inject with the id *inject*; None before the first."""
        return next((item for item in reversed(self.items) if item.spec.id == inject), None)

    def fire(self, inject: parts.Inject, cause: str = "", *, anyway: bool = False) -> None:
        """Let *inject* come in now, because of *cause*, unless it is needless; or *anyway*."""
        if not anyway and inject.unless and any(
                item.spec.id == inject.unless and item.state == "answered" for item in self.items):
            self.ground.note("inject not needed", cause, name=inject.id)
            return
        ground, earlier = self.ground, self._came.get(inject.id, 0)
        self._came[inject.id] = earlier + 1
        name = inject.id if not earlier else f"{inject.id} {earlier + 1}"
        expects = inject.expects
        now = ground.now
        due = None if expects is None else now + expects.answer_within
        item = Item(inject, name, now, due, "open" if expects else "read")
        self.items.append(item)
        self._named[name] = item
        event = ground.note("inject", cause, name=name, sender=inject.sender,
                            method=inject.method, text=inject.text,
                            due=None if due is None else round(due, 6))
        ground.touch(inject.effect)
        receiver = self.team.by_role.get(inject.to, self.delegate or self.team.trainee)
        self.team.interrupt(receiver, max(1.0, inject.effect.interrupts))
        if expects is not None:
            ground.later(expects.answer_within, self._expect, item, event.id)
            if self.delegate is not None:
                ground.env.process(self._answer_for(self.delegate, item, event.id))

    def _expect(self, item: Item, cause: str) -> None:
        """Make *item* ignored when its answer is not there in time."""
        if item.state in ("answered", "ignored"):
            return
        item.state = "ignored"
        self.ground.note("ignored", cause, name=item.name)
        self.ground.touch(item.spec.ignored)
        if item.spec.ignored.interrupts:
            self.team.interrupt(self.team.trainee, item.spec.ignored.interrupts)

    def answer(self, decision: Decision) -> Steps:
        """Let the trainee answer the inject that *decision* aims at."""
        item = self.item(decision.target)
        assert item is not None
        item.state = "answering" if item.state == "open" else item.state
        trainee = self.team.trainee
        minutes = trainee.spec.drafting * self.ground.value("answer_share")
        yield from self.team.work(trainee, minutes, f"answering {item.name}")
        self._answered(item, decision.id, trainee.role,
                       decision.message.full_text if decision.message else "")

    def _answer_for(self, member: Member, item: Item, cause: str) -> Steps:
        item.state = "answering"
        yield from self.team.work(member, self.ground.value("delegate_minutes"),
                                  f"answering {item.name}")
        self._answered(item, cause, member.role, "")

    def _answered(self, item: Item, cause: str, by: str, text: str) -> None:
        late = item.state == "ignored"
        if item.state != "answered":
            item.state = "answered"
            self.ground.note("answered", cause, name=item.name, by=by, late=late, text=text)
