"""The outage itself: what is wrong, what the engineers find and try, and how service returns.

Engineers work without being told; decisions redirect, press or hold them. Nothing here depends on
what is said to the public, so words cannot bring the service back.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simkit.engine.diagnosis import Board, Line
from simkit.engine.ground import Ground
from simkit.engine.people import Member, Steps, Team
from simkit.model import responder
from simkit.scenario import parts


class Job(NamedTuple):
    """What an engineer does to the service next."""

    kind: str
    """``fix`` or ``undo``."""
    line: Line
    cause: str = ""
    """Id of the decision that asked for it."""


class Incident:
    """The engineers, their fixes and the state of the service in one world."""

    def __init__(self, ground: Ground, team: Team) -> None:
        self.ground = ground
        self.team = team
        self.spec = ground.scenario.incident
        self.actual = self._draw_cause()
        self.board = Board(ground, team, self.actual)
        self.level = 0.0
        """Severity without the harm of wrong fixes."""
        self.harms: dict[str, tuple[float, float]] = {}
        """What wrong fixes do on top: cause -> (severity, until when)."""
        self.repairing = False
        """Whether a working fix is being rolled out."""
        self.restored = False
        self.repaired = False
        """Whether the cause is repaired for good."""
        self.relapses = 0
        self.hold = False
        self.direction: str = ""
        """Cause that the trainee directed the engineers to look into."""
        self.orders: list[tuple[str, str]] = []
        """Fixes and undoings ordered: (cause, id of the decision)."""
        self._idle: list[Member] = []
        """Engineers who wait because the service is back."""
        self.fixing = 0
        """Fixes that are being tried at this moment."""

    def start(self) -> None:
        """Let the outage begin and the engineers work."""
        env = self.ground.env
        if self.ground.scripted:
            env.process(self._follow_script())
            return
        env.process(self._break(self.spec.severity, self.spec.ramp))
        self.board.on_finding = self._turn_to
        self.team.on_arrival = self._take_up
        for engineer in self.team.engineers:
            if engineer.reachable:
                self._take_up(engineer)

    def close(self) -> None:
        """Hear of nothing any more; see ``World.close``."""
        self.board.on_finding = None

    # What the trainee can ask for

    def direct(self, cause: str) -> None:
        """Send the engineers to look into *cause*; one of several keeps to what looks likeliest.

        Whoever changes loses minutes, and the line that is left loses tacit context.
        """
        previous, self.direction = self.direction, cause
        if previous not in ("", cause):
            self.board.forget(self.board.line(previous), self.ground.value("change_loss"))
        self._turn_to(self.board.call_away(self.team.engineers[1:] or self.team.engineers))

    def order(self, cause: str, decision: str) -> None:
        """Order the fix of *cause* (or its undoing, when it is applied) by *decision*."""
        self.orders.append((cause, decision))
        line = self.board.line(cause)
        able = [member for member in self.team.engineers if self._able(member, line)]
        self._turn_to(self.board.call_away(able[:1]))

    # The service

    def _set(self, level: float, cause: str = "") -> None:
        """Set the level and tell the arrays what users meet."""
        self.level = level
        severity = min(1.0, level + sum(harm for harm, _ in self.harms.values()))
        ground = self.ground
        if severity != ground.crowd.severity[ground.row]:
            ground.crowd.severity[ground.row] = severity
            ground.note("severity", cause, severity=round(severity, 6))

    def _break(self, severity: float, ramp: float) -> Steps:
        self.ground.note("onset" if not self.relapses else "relapse")
        steps = max(1, round(ramp / 5.0))
        for step in range(1, steps + 1):
            self._set(severity * step / steps)
            if step < steps:
                yield self.ground.env.timeout(ramp / steps)

    def _restore(self, cause: str) -> Steps:
        """Bring the service back in stages after a working fix."""
        ground, begun = self.ground, self.ground.now
        for stage in self.spec.restoration:
            wait = begun + stage.after - ground.now
            if wait > 0.0:
                yield ground.env.timeout(wait)
            self._set(stage.severity, cause)
        while self.harms:  # the service is back when what wrong fixes broke is well again, too
            until = max(until for _, until in self.harms.values())
            yield ground.env.timeout(max(until - ground.now, 0.0))
        self._over(cause)

    def _over(self, cause: str = "") -> None:
        ground = self.ground
        self.harms.clear()
        self._set(0.0, cause)
        self.repairing, self.restored = False, True
        ground.crowd.audience.restored(ground.row)
        ground.crowd.restored_at[ground.row] = ground.now
        event = ground.note("restored", cause)
        low, high = ground.value("seen_low"), ground.value("seen_high")
        wait = low + (high - low) * ground.streams.uniform("restoration seen", self.relapses)
        ground.later(wait, self._notice_restoration, event.id)
        if not self.relapses and self.spec.relapse > 0.0 and not ground.scripted:
            ground.env.process(self._relapse())

    def _notice_restoration(self, cause: str) -> None:
        """Let the monitors show it, unless it broke again meanwhile."""
        if self.restored:
            self.ground.note("restoration seen", cause, name=f"restoration {self.relapses + 1}")

    def _relapse(self) -> Steps:
        """Break again, once, unless luck or a repair of the cause prevents it."""
        ground = self.ground
        yield ground.env.timeout(ground.streams.uniform("relapse time") * self.spec.relapse_within)
        chance = self.spec.relapse * (ground.value("relapse_left") if self.repaired else 1.0)
        if not self.restored or not ground.streams.chance(chance, "relapse"):
            return
        self.relapses += 1
        self.restored = False
        ground.crowd.audience.relapsed(ground.row)
        ground.crowd.restored_at[ground.row] = np.nan
        idle, self._idle = self._idle, []
        self._turn_to(idle)
        yield from self._break(self.spec.severity, 0.0)
        ground.later(ground.value("alarm_low"), self._notice_relapse)

    def _notice_relapse(self) -> None:
        self.ground.note("alarm", name="alarm 2", severity=round(self.level, 2))

    # The engineers

    def _take_up(self, member: Member) -> None:
        """Let *member* begin, if they are an engineer who was not at work before."""
        if member in self.team.engineers:
            self.team.take_up(member)
            self._turn_to([member])

    def _turn_to(self, members: list[Member]) -> None:
        """Give each of *members* what needs doing next; when nothing is wrong they wait."""
        if self.repairing or self.restored:
            self._idle += members
        else:
            to_do = bool(self.orders) or self._ready(self.board.likeliest())
            for member in members:
                job = self._next_job(member) if to_do else None
                if job is None:
                    self.board.join(member, self._worth_looking(member))
                else:
                    self.ground.env.process(self._carry_out(member, job))
        self.board.plan()

    def _carry_out(self, member: Member, job: Job) -> Steps:
        """Fix or undo, then turn to what is next."""
        yield from (self._undo if job.kind == "undo" else self._fix)(member, job)
        self._turn_to([member])

    def _next_job(self, member: Member) -> Job | None:
        """Return what *member* does now: an order, or a fix that the evidence supports; None when
        there is nothing to do but to look."""
        for order in self.orders:
            line = self.board.line(order[0])
            if self._able(member, line):
                self.orders.remove(order)
                if line.given_up and not line.blocked:
                    self.ground.note("fix refused", order[1], about=line.spec.id,
                                     name=f"{line.spec.id} {line.attempts}")
                    break
                return Job("undo" if line.blocked else "fix", line, order[1])
        line = self.board.likeliest()
        if self._ready(line) and self._able(member, line):
            blocked = next((other for other in self.board.lines.values() if other.blocked), None)
            return Job("undo", blocked) if blocked else Job("fix", line)
        return None

    def _ready(self, line: Line) -> bool:
        """Whether the evidence supports the fix of *line*, and nobody fixes anything."""
        return (line.probability >= self.ground.value("hold_at" if self.hold else "act_at")
                and not self.fixing and not line.given_up)

    def _able(self, member: Member, line: Line) -> bool:
        return (line.spec.who in ("", member.role)) and (member.on_site or not line.spec.on_site)

    def _worth_looking(self, member: Member) -> Line:
        """Return the line to look into: the one directed to, else likely and little staffed."""
        if self.direction and not (len(self.team.engineers) > 1
                                   and member is self.team.engineers[0]):
            return self.board.lines[self.direction]
        best = self.board.likeliest()
        most = best.probability / (1 + len(best.investigators))
        for line in self.board.lines.values():
            worth = line.probability / (1 + len(line.investigators))
            if worth > most:
                best, most = line, worth
        return best

    def _fix(self, member: Member, job: Job) -> Steps:
        """Try the fix of *job*; it works, fails, or solves a different problem."""
        ground, line, name = self.ground, job.line, job.line.spec.id
        attempt = line.attempts
        line.attempts += 1
        self.fixing += 1
        ground.note("fix begun", job.cause, about=name, by=member.role,
                    name=f"{name} {attempt + 1}")
        minutes = ground.streams.draw(line.spec.takes, f"fix {name}", attempt)
        yield from self.team.effort(member, minutes, f"fixing {name}")
        self.fixing -= 1
        slip = responder.slip_probability(self.team.stress(member), ground.crowd.parameters,
                                          ground.row, runbook="runbook" in ground.prepared)
        worked = ground.streams.chance(line.spec.works * (1.0 - slip), f"fix works {name}", attempt)
        blocked = any(other.blocked for other in self.board.lines.values()
                      if other is not line)
        if self.repairing or self.restored:
            return
        if name == self.actual and worked and not blocked:
            self.repairing = True
            event = ground.note("fix worked", job.cause, about=name, name=f"{name} {attempt + 1}")
            ground.env.process(self._restore(event.id))
        else:
            ground.note("fix failed", job.cause, about=name, name=f"{name} {attempt + 1}")
            self._disappoint(line, job.cause)

    def _disappoint(self, line: Line, cause: str) -> None:
        """Pay for a fix that did not help."""
        wrong = line.spec.if_wrong
        if line.spec.id == self.actual:
            self.board.weigh(line, -0.25 * line.spec.strength)
            return
        self.ground.crowd.wrong_fixes[self.ground.row] += 1
        line.given_up = True
        if line.attempts == 1:
            self.board.gather(self.board.line(self.actual), wrong.teaches)
            if wrong.teaches > 0.0:
                self.board.weigh(line, -line.spec.strength)
        if wrong.undo > 0.0:
            line.blocked = True
        if wrong.harm > 0.0 and wrong.lasts > 0.0:
            self.ground.env.process(self._harm(line.spec.id, wrong, cause))

    def _harm(self, name: str, wrong: parts.WrongFix, cause: str) -> Steps:
        until = self.ground.now + wrong.lasts
        self.harms[name] = wrong.harm, until
        self._set(self.level, cause)
        yield self.ground.env.timeout(wrong.lasts)
        if self.harms.get(name, (0.0, 0.0))[1] == until:
            self._heal(name, cause)

    def _heal(self, name: str, cause: str) -> None:
        if self.harms.pop(name, None) is not None:
            self._set(self.level, cause)

    def _undo(self, member: Member, job: Job) -> Steps:
        name = job.line.spec.id
        yield from self.team.effort(member, job.line.spec.if_wrong.undo, f"undoing {name}")
        if job.line.blocked:
            job.line.blocked = False
            self._heal(name, job.cause)
            self.ground.note("fix undone", job.cause, about=name, name=f"{name} undone")

    # As it happened

    def _follow_script(self) -> Steps:
        ground = self.ground
        ground.note("onset")
        for moment in sorted(ground.scenario.script, key=lambda moment: moment.at):
            if moment.at > ground.now:
                yield ground.env.timeout(moment.at - ground.now)
            if moment.kind == "severity":
                self._set(moment.value)
                if moment.value == 0.0 and moment.at > 0.0:
                    self._over()
            elif moment.kind == "finding":
                line = self.board.line(moment.target)
                self.board.weigh(line, line.spec.strength * moment.value)
                line.findings += 1
                self.board.report(line, line.findings, moment.value > 0.0, moment.text)

    def _draw_cause(self) -> str:
        if self.spec.actual_cause:
            return self.spec.actual_cause
        total = sum(cause.likely for cause in self.spec.causes)
        left = self.ground.streams.uniform("actual cause") * total
        for cause in self.spec.causes:
            left -= cause.likely
            if left <= 0.0:
                return cause.id
        return self.spec.causes[-1].id
