"""What comes in: injects at a time or on a condition, answers expected, and the cost of none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from simkit.engine.desk import Desk
from simkit.engine.ground import Ground
from simkit.engine.people import Member, Steps, Team
from simkit.events import Decision
from simkit.scenario import parts


@dataclass
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
        self._came: dict[str, int] = {}
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
        return next((item for item in self.items if item.name == name), None)

    def _come(self, timed: list[parts.Inject]) -> Steps:
        for inject in timed:
            assert inject.at is not None
            if inject.at > self.ground.now:
                yield self.ground.env.timeout(inject.at - self.ground.now)
            self.fire(inject)

    def fire(self, inject: parts.Inject) -> None:
        """Let *inject* come in now, unless it is needless."""
        if inject.unless and any(item.spec.id == inject.unless and item.state == "answered"
                                 for item in self.items):
            self.ground.note("inject not needed", name=inject.id)
            return
        earlier = self._came.get(inject.id, 0)
        self._came[inject.id] = earlier + 1
        name = inject.id if not earlier else f"{inject.id} {earlier + 1}"
        expects = inject.expects
        due = None if expects is None else self.ground.now + expects.answer_within
        item = Item(inject, name, self.ground.now, due, "open" if expects else "read")
        self.items.append(item)
        event = self.ground.note("inject", name=name, sender=inject.sender, method=inject.method,
                                 text=inject.text, due=None if due is None else round(due, 6))
        self.ground.touch(inject.effect)
        receiver = self.team.by_role.get(inject.to, self.delegate or self.team.trainee)
        self.team.interrupt(receiver, max(1.0, inject.effect.interrupts))
        if expects is not None:
            self.ground.later(expects.answer_within, partial(self._expect, item, event.id))
            if self.delegate is not None:
                self.ground.env.process(self._answer_for(self.delegate, item, event.id))

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
