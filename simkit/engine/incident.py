"""The outage itself: what is wrong, what the engineers find and try, and how service returns.

Engineers work without being told; decisions redirect, press or hold them. Nothing here depends on
what is said to the public, so words cannot bring the service back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import numpy as np
import simpy

from simkit.engine.ground import Ground
from simkit.engine.people import STRETCH, Member, Steps, Team
from simkit.errors import UnknownName
from simkit.model import responder
from simkit.model.outage import beliefs, prior_log_odds
from simkit.scenario import parts


@dataclass
class Line:
    """One line of the diagnosis board: a possible cause and what was learned about it."""

    spec: parts.Cause
    log_odds: float
    evidence: float = 0.0
    """Minutes of effective investigation towards the next finding."""
    findings: int = 0
    attempts: int = 0
    blocked: bool = False
    """Whether its wrong fix is applied and must be undone before the right one can work."""
    given_up: bool = False
    """Whether the engineers will not try its fix again unasked before a new finding for it."""
    reports: list[tuple[float, bool, str]] = field(default_factory=list)
    """Findings as the team reported them: when, for or against, in words."""


@dataclass(frozen=True)
class Job:
    """What an engineer does next."""

    kind: str
    """``look``, ``fix`` or ``undo``."""
    line: Line
    cause: str = ""
    """Id of the decision that asked for it."""


class Incident:
    """The cause, the board and the state of the service in one world."""

    def __init__(self, ground: Ground, team: Team) -> None:
        self.ground = ground
        self.team = team
        self.spec = ground.scenario.incident
        prior = prior_log_odds(cause.likely for cause in self.spec.causes)
        self.board = {cause.id: Line(cause, odds)
                      for cause, odds in zip(self.spec.causes, prior.tolist(), strict=True)}
        self.actual = self._draw_cause()
        self.level = 0.0
        """Severity without the harm of wrong fixes."""
        self.harms: list[float] = []
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
        self.trouble = ground.env.event()
        """Succeeds when the service breaks (again)."""
        self.fixing = 0
        """Fixes that are being tried at this moment."""
        self._routines: list[tuple[Member, simpy.Process]] = []
        self.looking_into: dict[str, str] = {}
        """What each engineer looked into last."""
        self._shares: dict[str, float] = {}
        """Probability of each cause; empty when the evidence has changed."""
        self._needed = {name: self._next_need(line) for name, line in self.board.items()}

    def start(self) -> None:
        """Let the outage begin and the engineers work."""
        env = self.ground.env
        if self.ground.scripted:
            env.process(self._follow_script())
            return
        env.process(self._break(self.spec.severity, self.spec.ramp))
        for engineer in self.team.engineers:
            self._routines.append((engineer, env.process(self._engineer(engineer))))

    def line(self, cause: str) -> Line:
        """Return the board's line for *cause*. Raises UnknownName."""
        try:
            return self.board[cause]
        except KeyError:
            raise UnknownName("cause", cause, self.board) from None

    def beliefs(self) -> dict[str, float]:
        """Return the probability of each cause on the engineers' evidence so far."""
        if not self._shares:
            odds = [line.log_odds for line in self.board.values()]
            self._shares = dict(zip(self.board, beliefs(odds).tolist(), strict=True))
        return self._shares

    def _weigh(self, line: Line, log_odds: float) -> None:
        """Add *log_odds* to what speaks for *line*."""
        line.log_odds += log_odds
        self._shares = {}

    # What the trainee can ask for

    def direct(self, cause: str) -> None:
        """Send the engineers to look into *cause*; one of several keeps to what looks likeliest.

        Whoever changes loses minutes, and the line that is left loses tacit context.
        """
        previous, self.direction = self.direction, cause
        if previous not in ("", cause):
            self.board[previous].evidence *= 1.0 - self.ground.value("change_loss")
        self._call_up(self.team.engineers[1:] or self.team.engineers)

    def order(self, cause: str, decision: str) -> None:
        """Order the fix of *cause* (or its undoing, when it is applied) by *decision*."""
        self.orders.append((cause, decision))
        able = [m for m in self.team.engineers if self._able(m, self.board[cause])]
        self._call_up(able[:1])

    def _call_up(self, members: list[Member]) -> None:
        """Have those of *members* who only look into something ask again what to do."""
        for member, routine in self._routines:
            looks = any(task.startswith("looking") for task in member.doing)
            if member in members and looks and not member.called:
                member.called = True
                routine.interrupt()

    # The service

    def _set(self, level: float, cause: str = "") -> None:
        """Set the level and tell the arrays what users meet."""
        self.level = level
        severity = min(1.0, level + sum(self.harms))
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
        ground.later(wait, partial(self._notice_restoration, event.id))
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
        self.trouble.succeed()
        self.trouble = ground.env.event()
        yield from self._break(self.spec.severity, 0.0)
        ground.later(ground.value("alarm_low"), self._notice_relapse)

    def _notice_relapse(self) -> None:
        self.ground.note("alarm", name="alarm 2", severity=round(self.level, 2))

    # The engineers

    def _engineer(self, member: Member) -> Steps:
        """Do what needs doing, for ever."""
        ground = self.ground
        if not member.reachable:
            yield ground.env.timeout(member.arrives_at)
        self.team.take_up(member)
        while True:
            if self.repairing or self.restored:
                yield self.trouble
            job = self._next_job(member)
            if job.kind == "look":
                yield from self._look(member, job.line)
            elif job.kind == "undo":
                yield from self._undo(member, job)
            else:
                yield from self._fix(member, job)

    def _next_job(self, member: Member) -> Job:
        """Return what *member* does now: an order, a fix that the evidence supports, or a look."""
        for order in self.orders:
            line = self.board[order[0]]
            if self._able(member, line):
                self.orders.remove(order)
                if line.given_up and not line.blocked:
                    self.ground.note("fix refused", order[1], about=line.spec.id,
                                     name=f"{line.spec.id} {line.attempts}")
                    break
                return Job("undo" if line.blocked else "fix", line, order[1])
        shares = self.beliefs()
        best = max(shares, key=lambda name: shares[name])
        line = self.board[best]
        ready = (shares[best] >= self.ground.value("hold_at" if self.hold else "act_at")
                 and not self.fixing)
        if ready and self._able(member, line) and not line.given_up:
            blocked = next((other for other in self.board.values() if other.blocked), None)
            return Job("undo", blocked) if blocked else Job("fix", line)
        return Job("look", self._worth_looking(member, shares))

    def _able(self, member: Member, line: Line) -> bool:
        return (line.spec.who in ("", member.role)) and (member.on_site or not line.spec.on_site)

    def _worth_looking(self, member: Member, shares: dict[str, float]) -> Line:
        """Return the line to look into: the one directed to, else likely and little staffed."""
        keeps = len(self.team.engineers) > 1 and member is self.team.engineers[0]
        if self.direction and not keeps:
            return self.board[self.direction]
        staffed = [self.looking_into.get(m.role) for m in self.team.engineers
                   if m.doing and m is not member]
        return self.board[max(shares, key=lambda name: shares[name] / (
            1 + staffed.count(name)))]

    def _look(self, member: Member, line: Line) -> Steps:
        """Investigate *line* for a stretch of work; write down a finding when there is one."""
        name = line.spec.id
        peers = [m for m in self.team.engineers if m is not member
                 and f"looking into {name}" in m.doing]
        before = self.looking_into.get(member.role)
        if before != name:
            member.debt += self.ground.value("change_minutes") if before else 0.0
            self.looking_into[member.role] = name
            self._call_up(peers)  # so that they share what is left
        left = (self._needed[name] - line.evidence) / (1 + len(peers))
        stretch = min(STRETCH, max(1.0, left))
        done = yield from self.team.effort(member, stretch, f"looking into {name}")
        line.evidence += done
        if line.evidence >= self._needed[name] - 1e-9:
            self._find(line)

    def _next_need(self, line: Line) -> float:
        return self.ground.streams.draw(line.spec.evidence,
                                        f"evidence {line.spec.id}", line.findings)

    def _find(self, line: Line) -> None:
        """Learn something about *line*: for it when it is true, mostly."""
        ground, name = self.ground, line.spec.id
        misleads = ground.streams.chance(ground.value("misleading"), f"misled {name}",
                                         line.findings)
        speaks_for = (name == self.actual) != misleads
        self._weigh(line, line.spec.strength if speaks_for else -line.spec.strength)
        line.given_up = line.given_up and not speaks_for
        texts = line.spec.findings_for if speaks_for else line.spec.findings_against
        text = texts[line.findings % len(texts)] if texts else (
            f"Something speaks {'for' if speaks_for else 'against'} it.")
        line.findings += 1
        line.evidence = 0.0
        self._needed[name] = self._next_need(line)
        lag = ground.value("room_lag" if self.team.room_open else "finding_lag")
        ground.later(lag, partial(self._report, line, line.findings, speaks_for, text))

    def _report(self, line: Line, number: int, speaks_for: bool, text: str) -> None:
        """Let the trainee hear of a finding."""
        ground = self.ground
        line.reports.append((ground.now, speaks_for, text))
        ground.note("finding", about=line.spec.id, name=f"{line.spec.id} {number}",
                    speaks="for" if speaks_for else "against", text=text)

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
        blocked = any(other.blocked for other in self.board.values() if other is not line)
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
            self._weigh(line, -0.25 * line.spec.strength)
            return
        self.ground.crowd.wrong_fixes[self.ground.row] += 1
        line.given_up = True
        if line.attempts == 1:
            true = self.board[self.actual]
            true.evidence = max(-self._needed[self.actual], true.evidence + wrong.teaches)
            if wrong.teaches > 0.0:
                self._weigh(line, -line.spec.strength)
        if wrong.undo > 0.0:
            line.blocked = True
        if wrong.harm > 0.0 and wrong.lasts > 0.0:
            self.ground.env.process(self._harm(wrong, cause))

    def _harm(self, wrong: parts.WrongFix, cause: str) -> Steps:
        self.harms.append(wrong.harm)
        self._set(self.level, cause)
        yield self.ground.env.timeout(wrong.lasts)
        if wrong.harm in self.harms:
            self.harms.remove(wrong.harm)
            self._set(self.level, cause)

    def _undo(self, member: Member, job: Job) -> Steps:
        name = job.line.spec.id
        yield from self.team.effort(member, job.line.spec.if_wrong.undo, f"undoing {name}")
        if job.line.blocked:
            job.line.blocked = False
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
                line = self.board[moment.target]
                self._weigh(line, line.spec.strength * moment.value)
                line.findings += 1
                line.reports.append((ground.now, moment.value > 0.0, moment.text))
                ground.note("finding", about=moment.target, name=f"{moment.target} {line.findings}",
                            speaks="for" if moment.value > 0.0 else "against", text=moment.text)

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
