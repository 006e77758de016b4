"""One outage happening: the processes of a world, and the door through which decisions enter."""

from __future__ import annotations

from collections.abc import Callable

from simkit.actions import ACTIONS, MODES, STEERING
from simkit.engine.channels import Outlets
from simkit.engine.crowd import Crowd
from simkit.engine.desk import Desk
from simkit.engine.ground import Ground
from simkit.engine.inbox import Inbox
from simkit.engine.incident import Incident
from simkit.engine.people import Member, Steps, Team
from simkit.engine.steering import Steering
from simkit.engine.surroundings import Surroundings
from simkit.errors import Refused, UnknownName
from simkit.events import Decision, Event
from simkit.scenario.parts import Scenario


class World:
    """One outage in one row of the arrays."""

    def __init__(self, scenario: Scenario, seed: int, crowd: Crowd, row: int,
                 logs: bool = True) -> None:
        self.ground = Ground(scenario, seed, crowd, row, logs)
        self.run = self.ground.env.run_before
        """Lets everything before a moment happen, in minutes since onset; what falls on that moment
        waits. Returns when the next thing will happen, as ``next_event`` does."""
        self.scenario = scenario
        self.seed = seed
        self.team = Team(self.ground)
        self.incident = Incident(self.ground, self.team)
        self.outlets = Outlets(self.ground, self.team)
        self.desk = Desk(self.ground, self.team, self.incident, self.outlets)
        self.inbox = Inbox(self.ground, self.team, self.desk)
        self.surroundings = Surroundings(self.ground, self.team, self.desk)
        self.steering = Steering(self.ground, self.team, self.inbox)
        self.decisions: list[Decision] = []
        self.talked_at = -60.0
        self.free_handovers = 1 if "deputies" in self.ground.prepared else 0
        self.incident.start()
        self.inbox.start()
        self.surroundings.start()
        self.ground.env.process(self._raise_alarm())

    @property
    def log(self) -> list[Event]:
        """Everything that happened so far, in order."""
        return self.ground.log

    @property
    def next_event(self) -> float:
        """Time of the next thing that will happen, in minutes since onset; inf if nothing."""
        return float(self.ground.env.peek())

    def close(self) -> None:
        """Let nothing happen any more. A world and what waits to happen in it hold each other; so
        parted they are free as soon as nobody asks for them, without the garbage collector, which
        would walk through all worlds."""
        self.ground.close()
        self.team.close()
        self.incident.close()

    def sit(self, crowd: Crowd, row: int) -> None:
        """Go on in *row* of *crowd*, which holds what stood in the row before."""
        self.ground.crowd, self.ground.row = crowd, row
        for member in self.team.members:
            member.place = row, member.index

    def stand_at(self, at: float) -> None:
        """Move an idle clock on to *at*, after everything before it has happened."""
        self.ground.env.stand_at(at)

    def decide(self, decision: Decision) -> tuple[Event, ...]:
        """Carry out *decision* now and return the events it caused at once.

        Raises Refused, or UnknownName, with nothing changed, when it cannot be carried out.
        """
        self.check(decision)
        before = len(self.log)
        numbered = decision.numbered(len(self.decisions) + 1)
        self.decisions.append(numbered)
        if numbered.steers:
            self.steering.carry_out(numbered)
            return tuple(self.log[before:])
        said: dict[str, float | str] = dict(numbered.details)
        if numbered.confidence is not None:
            said["confidence"] = numbered.confidence
        self.ground.note("decided", numbered.id, name=numbered.id, action=numbered.action,
                         target=numbered.target, actor=numbered.actor, **said)
        self._doors[numbered.action](self, numbered)
        return tuple(self.log[before:])

    def check(self, decision: Decision) -> None:
        """Raise Refused or UnknownName when *decision* cannot be carried out now."""
        if decision.steers or decision.action in STEERING:
            self.steering.check(decision)
            return
        if decision.action not in ACTIONS:
            raise UnknownName("action", decision.action, ACTIONS)
        if decision.details and any(name != "by" for name, _ in decision.details):
            raise Refused("with a trainee's decision goes only 'by' whom it was taken")
        action = ACTIONS[decision.action]
        if action.phase == "briefing" and self.ground.now > 0.0:
            raise Refused("the time to prepare is over: the outage has begun")
        if action.phase == "aftermath" and not self.incident.restored:
            raise Refused(f"{decision.action!r} comes when the service is back")
        if decision.confidence is not None and not 0.0 <= decision.confidence <= 1.0:
            raise Refused(f"a confidence lies between 0 and 1; got {decision.confidence}")
        if action.target == "cause":
            self._check_cause(decision)
        elif action.target == "person":
            self.team.member(decision.target)
        elif action.target == "channel":
            self._check_build(decision.target)
        elif action.target == "inject":
            self._check_answer(decision.target)
        elif action.target == "decision" and decision.target not in self.desk.leaving:
            raise Refused(f"{decision.target or 'it'} is not on its way: it has left, was taken "
                          "back, or never was")
        elif action.target == "preparation":
            self._check_preparation(decision.target)
        elif action.target == "mode" and decision.target not in MODES:
            raise UnknownName("mode", decision.target, MODES)
        if decision.action == "post":
            self._check_post(decision)

    def _check_cause(self, decision: Decision) -> None:
        line = self.incident.board.line(decision.target)
        if decision.action == "suspect":
            return
        if decision.action == "undo" and not line.blocked:
            raise Refused(f"the fix of {decision.target!r} is not applied; nothing to undo")
        if self.ground.scripted:
            raise Refused("in this variant the engineers do what they did; choose what to say")
        if self.incident.restored and decision.action != "undo":
            raise Refused("the service is back; nothing is left to fix")

    def _check_build(self, name: str) -> None:
        state = self.outlets.state(self.outlets.outlet(name))
        if state != "not built":
            raise Refused(f"{name!r} needs no building: {state}")

    def _check_answer(self, name: str) -> None:
        item = self.inbox.item(name)
        if item is None:
            raise UnknownName("message in the inbox", name,
                              [item.name for item in self.inbox.items])
        if item.state in ("answered", "answering"):
            raise Refused(f"{name!r} is {item.state} already")

    def _check_preparation(self, name: str) -> None:
        offers = {offer.id: offer for offer in self.scenario.briefing.offers}
        if name not in offers:
            raise UnknownName("preparation", name, offers)
        if name in self.ground.prepared:
            raise Refused(f"{name!r} is prepared already")
        spent = sum(offer.days for offer in offers.values() if offer.id in self.ground.prepared)
        left = self.scenario.briefing.budget - spent
        if offers[name].days > left:
            raise Refused(f"{name!r} takes {offers[name].days:g} days; {left:g} are left")

    def _check_post(self, decision: Decision) -> None:
        message = decision.message
        if message is None or not message.full_text.strip():
            raise Refused("an update needs words; 'We see it' counts as a first word")
        if not message.channels:
            raise Refused("an update needs a channel: "
                          f"{', '.join(self.outlets.by_name)}")
        for name in message.channels:
            limit = self.outlets.outlet(name).spec.limit
            if limit is not None and len(message.full_text) > limit:
                raise Refused(f"{len(message.full_text)} characters are "
                              f"{len(message.full_text) - limit} too many for {name!r}")
        if message.reviewer:
            self.team.member(message.reviewer)

    # What decisions do

    def _start(self, process: Steps) -> None:
        self.ground.env.process(process)

    def _prepare(self, decision: Decision) -> None:
        name = decision.target
        self.ground.prepared.add(name)
        offer = next(offer for offer in self.scenario.briefing.offers if offer.id == name)
        if name == "drill":
            self.team.drilled()
        elif name == "incident_channel":
            self.team.room_open = True
        elif name == "deputies":
            self.free_handovers = 1
        elif name == "outside_channel" and offer.target:
            self.outlets.stand(offer.target)
        elif name == "runbook" and offer.target:
            self.incident.board.gather(self.incident.board.line(offer.target),
                                       self.ground.value("runbook_evidence"))

    def _only_said(self, decision: Decision) -> None:
        """Change nothing: that it was said stands in the log."""

    def _withdraw(self, decision: Decision) -> None:
        self.desk.withdrawn.add(decision.target)

    def _ask(self, decision: Decision) -> None:
        member = self.team.member(decision.target)
        self.team.interrupt(member)
        self._start(self._hear(member, decision.id))

    def _hear(self, member: Member, cause: str) -> Steps:
        yield from self.team.work(self.team.trainee, self.ground.value("interrupt_minutes"),
                                  f"talking to {member.role}")
        member.heard_at = self.ground.now
        line = self.incident.board.likeliest()
        self.ground.note("told", cause, name=member.role, about=line.spec.id,
                         doing=list(member.doing), sure=round(line.probability, 2))

    def _hold(self, decision: Decision) -> None:
        self.incident.hold = decision.action == "hold"

    def _investigate(self, decision: Decision) -> None:
        self.incident.direct(decision.target)

    def _fix(self, decision: Decision) -> None:
        self.incident.order(decision.target, decision.id)

    def _build(self, decision: Decision) -> None:
        self._start(self.outlets.build(decision.target, decision.id))

    def _open_room(self, decision: Decision) -> None:
        self._start(self._opening(decision.id))

    def _opening(self, cause: str) -> Steps:
        yield from self.team.work(self.team.second_hand(), ACTIONS["open_room"].takes,
                                  "opening the incident channel")
        self.team.room_open = True
        self.ground.note("room open", cause, name="incident channel")

    def _delegate(self, decision: Decision) -> None:
        self.inbox.delegate = self.team.member(decision.target)

    def _talk(self, decision: Decision) -> None:
        self._start(self._talking(decision.id))

    def _talking(self, cause: str) -> Steps:
        ground, trainee = self.ground, self.team.trainee
        yield from self.team.work(trainee, ACTIONS["talk"].takes, "talking it through")
        if ground.now - self.talked_at >= 60.0:
            ground.crowd.crew.relieved(ground.row, trainee.index, ground.value("talk_relief"))
            self.talked_at = ground.now
        ground.note("talked", cause, name="talk")

    def _plan(self, decision: Decision) -> None:
        self._start(self._planning(decision.id))

    def _planning(self, cause: str) -> Steps:
        ground, index = self.ground, self.team.trainee.index
        yield from self.team.work(self.team.trainee, ACTIONS["plan"].takes, "writing the plan")
        ground.note("plan written", cause, name="plan")
        ground.crowd.calming[ground.row, index] += 1
        yield ground.env.timeout(ground.value("plan_lasts"))
        ground.crowd.calming[ground.row, index] -= 1

    def _rest(self, decision: Decision) -> None:
        self._start(self._handing_over(self.team.member(decision.target), decision.id))

    def _handing_over(self, member: Member, cause: str) -> Steps:
        minutes = 0.0 if self.free_handovers else ACTIONS["rest"].takes
        self.free_handovers = max(0, self.free_handovers - 1)
        yield from self.team.work(member, minutes, "handing over")
        self.ground.crowd.crew.handover(self.ground.row, member.index)
        self.ground.note("rested", cause, name=member.role)

    def _postmortem(self, decision: Decision) -> None:
        self._start(self._reviewing(decision.id))

    def _reviewing(self, cause: str) -> Steps:
        yield from self.team.work(self.team.trainee, ACTIONS["postmortem"].takes,
                                  "writing the post-mortem")
        self.desk.publish_postmortem(cause)

    def _repair(self, decision: Decision) -> None:
        self._start(self._repairing(decision.id))

    def _repairing(self, cause: str) -> Steps:
        worker = self.team.free("engineering") or self.team.trainee
        yield from self.team.work(worker, ACTIONS["repair"].takes, "repairing the cause")
        self.incident.repaired = True
        self.ground.crowd.audience.repaired[self.ground.row] = 1.0
        self.ground.note("cause repaired", cause, name="repair")

    def _make_good(self, decision: Decision) -> None:
        self._start(self._making_good(decision))

    def _making_good(self, decision: Decision) -> Steps:
        column, gain, kind = {"compensate": ("lift_B", "g_wa", "compensation offered"),
                              "roadmap": ("lift_I", "g_cause", "roadmap promised")}[decision.action]
        yield from self.team.work(self.team.trainee, ACTIONS[decision.action].takes, kind)
        self.ground.note(kind, decision.id, name=decision.action)
        self.desk.gain(column, self.ground.value(gain))

    def _talk_to_marketing(self, decision: Decision) -> None:
        minutes = ACTIONS[decision.action].takes
        steps = (self.surroundings.pause_campaign if decision.action == "pause_campaign"
                 else self.surroundings.restart_campaign)
        self._start(steps(decision.id, minutes))

    def _ask_support(self, decision: Decision) -> None:
        self._start(self.surroundings.ask_support(decision.id, ACTIONS["ask_support"].takes))

    def _brief(self, decision: Decision) -> None:
        self._start(self.surroundings.brief(decision.id, ACTIONS["brief"].takes))

    def _post(self, decision: Decision) -> None:
        self.desk.leaving[decision.id] = "drafting"
        self._start(self.desk.post(decision))

    def _answer(self, decision: Decision) -> None:
        self._start(self.inbox.answer(decision))

    def _raise_alarm(self) -> Steps:
        low, high = self.ground.value("alarm_low"), self.ground.value("alarm_high")
        yield self.ground.env.timeout(low + (high - low) * self.ground.streams.uniform("alarm"))
        severity = float(self.ground.crowd.severity[self.ground.row])
        self.ground.note("alarm", name="alarm 1", severity=round(severity, 2))

    _doors: dict[str, Callable[[World, Decision], None]] = {  # noqa: RUF012 - a constant table
        "prepare": _prepare, "mode": _only_said, "suspect": _only_said, "post": _post,
        "answer": _answer, "withdraw": _withdraw,
        "ask": _ask, "ask_support": _ask_support, "brief": _brief, "investigate": _investigate,
        "fix": _fix, "undo": _fix, "hold": _hold, "proceed": _hold, "build": _build,
        "open_room": _open_room, "pause_campaign": _talk_to_marketing,
        "restart_campaign": _talk_to_marketing, "delegate": _delegate, "talk": _talk,
        "plan": _plan, "rest": _rest, "regroup": _talk, "postmortem": _postmortem,
        "repair": _repair, "compensate": _make_good, "roadmap": _make_good}
