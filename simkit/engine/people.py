"""The team: who is there, what they work on, how fast, and who interrupts them."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any

import simpy

from simkit.engine.ground import Ground
from simkit.engine.timeline import Hands
from simkit.errors import UnknownName
from simkit.model import responder
from simkit.scenario import parts

Steps = Generator[simpy.Event, Any, None]
"""A SimPy process."""

STRETCH = 60.0
"""Minutes after which a worker's pace is looked at again."""


@dataclass(eq=False, slots=True)
class Member:
    """One person of the team, in one world."""

    spec: parts.Person
    index: int
    place: tuple[int, int]
    """Where the person stands in the arrays of the crew: row and index."""
    hands: Hands
    arrived: bool = False
    arrives_at: float = 0.0
    debt: float = 0.0
    """Minutes that interruptions have taken from the tasks at hand."""
    doing: list[str] = field(default_factory=list)
    since: float = 0.0
    """When what the person does last changed."""
    heard_at: float = 0.0
    """When the trainee last heard of this person."""

    @property
    def role(self) -> str:
        """What the person is there for, unique in the team."""
        return self.spec.role

    @property
    def on_site(self) -> bool:
        """Whether the person stands where the machines are."""
        return self.spec.on_site or self.arrived

    @property
    def reachable(self) -> bool:
        """Whether the person can work at all: there, or at a distance."""
        return self.arrived or not self.spec.on_site


class Team:
    """Everybody in one world."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.members = [Member(spec, index, (ground.row, index), Hands(ground.env, spec.capacity))
                        for index, spec in enumerate(ground.scenario.team)]
        self.by_role = {member.role: member for member in self.members}
        self.trainee = self.members[ground.crowd.trainee]
        self.engineers = [m for m in self.members if m.spec.duty == "engineering"]
        self.on_arrival: Callable[[Member], None] | None = None
        """Called with whoever arrives where they can work."""
        self.room_open = "incident_channel" in ground.prepared
        value = ground.value
        self._slows = value("d_G"), value("d_Phi"), value("d_W")
        self._questions = 1.0 + value("question_load")
        self._fewer_questions = 1.0 + value("question_load") * value("channel_interrupts")
        """By how much questions slow an engineer; in a common channel there are fewer."""
        self._expect_all()
        if "drill" in ground.prepared:
            self.drilled()

    def close(self) -> None:
        """Let nobody wait for anything any more; see ``World.close``."""
        self.on_arrival = None
        for member in self.members:
            member.hands.clear()

    def drilled(self) -> None:
        """Let stress grow more slowly: the team has done this before."""
        self.ground.crowd.stress_gain[self.ground.row] = self.ground.value("drill_gain")

    def member(self, role: str) -> Member:
        """Return the member with *role*. Raises UnknownName."""
        try:
            return self.by_role[role]
        except KeyError:
            raise UnknownName("role", role, self.by_role) from None

    def free(self, duty: str) -> Member | None:
        """Return the least busy reachable member with *duty*, or None."""
        there = [m for m in self.members if m.spec.duty == duty and m.reachable]
        return min(there, key=lambda m: m.hands.asked, default=None)

    def second_hand(self) -> Member:
        """Return who takes organising work off the trainee: the least busy colleague in
        communications or marketing, else the trainee."""
        there = [m for m in self.members if m.spec.duty in ("communications", "marketing")
                 and m.reachable and m is not self.trainee]
        return min(there, key=lambda m: m.hands.asked, default=self.trainee)

    def stress(self, member: Member) -> float:
        """Return the stress of *member*, in [0, 1]."""
        return self.ground.crowd.crew.stress.item(member.place)

    def fatigue(self, member: Member) -> float:
        """Return the fatigue of *member*, in [0, 1]."""
        return self.ground.crowd.crew.fatigue.item(member.place)

    def interrupt(self, member: Member, count: float = 1.0) -> None:
        """Ask *member* something *count* times: it costs minutes and raises stress."""
        if self.room_open:
            count *= self.ground.value("channel_interrupts")
        if member.doing:
            member.debt += count * self.ground.value("interrupt_minutes")
        self.ground.crowd.crew.interrupted(*member.place, count)

    def work(self, member: Member, minutes: float, doing: str) -> Steps:
        """Let *member* do *minutes* of undisturbed work named *doing*; takes longer in fact."""
        freed = member.hands.take()
        if freed is not None:
            yield freed
        self.take_up(member)
        yield from self.effort(member, minutes, doing)
        self.ground.crowd.tasks[member.place] -= 1
        member.hands.free()

    def take_up(self, member: Member) -> None:
        """Give *member* one more task at hand."""
        self.ground.crowd.tasks[member.place] += 1

    def effort(self, member: Member, minutes: float, doing: str) -> Steps:
        """Let *member* do *minutes* of undisturbed work on a task at hand."""
        env, left = self.ground.env, minutes
        member.doing.append(doing)
        member.since = env.now
        while left > 1e-9:
            pace = self.pace(member)
            yield env.timeout(min(left * pace, STRETCH))
            left -= min(left, STRETCH / pace)
            if member.debt:
                left, member.debt = left + member.debt, 0.0
        member.doing.remove(doing)
        member.since = env.now

    def pace(self, member: Member) -> float:
        """Return the minutes that a minute of undisturbed work takes *member* now."""
        crowd, at = self.ground.crowd, member.place
        crew = crowd.crew
        pace = responder.slowing(crew.stress.item(at), crew.fatigue.item(at),
                                 crowd.tasks.item(at), *self._slows)
        if member.spec.duty == "engineering":
            pace *= self._fewer_questions if self.room_open else self._questions
        return pace if member.on_site else pace / self.ground.value("remote_rate")

    def _expect_all(self) -> None:
        """Have those who are there at onset at work, and the others set out once all that was
        prepared is known."""
        ground = self.ground
        scripted = {moment.target: moment.at for moment in reversed(ground.scenario.script)
                    if moment.kind == "arrives"}
        for member in self.members:
            member.arrives_at = (
                scripted[member.role] if member.role in scripted
                else ground.streams.draw(member.spec.arrives, f"arrival {member.role}"))
            if member.arrives_at <= 0.0:
                self._at_work(member)
        ground.env.process(self._set_out())

    def _set_out(self) -> Steps:
        ground = self.ground
        shortened = ground.value("on_call_arrival") if "on_call" in ground.prepared else 1.0
        for member in self.members:
            if not member.arrived:
                ground.later(member.arrives_at * shortened, self._arrive, member)
        yield from ()  # a process all the same: it begins before anything that is due at onset

    def _arrive(self, member: Member) -> None:
        could_work = member.reachable
        self._at_work(member)
        self.ground.note("arrived", role=member.role, name=member.role)
        if self.on_arrival is not None and not could_work:
            self.on_arrival(member)

    def _at_work(self, member: Member) -> None:
        member.arrived = True
        self.ground.crowd.duty[self.ground.row, member.index] = 1.0
