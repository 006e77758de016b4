"""A run that a person plays: commands in, events out, every decision on disk first."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from simkit.clock import duration, minutes, show
from simkit.engine.world import World
from simkit.engine.worlds import Case, Worlds, anchor_of
from simkit.errors import PastTime, RecordError, Refused, UnknownName
from simkit.events import Anchor, Decision, Event
from simkit.log import Log, Written, read_log
from simkit.log import take_over as take_over_log
from simkit.message import Message, read
from simkit.model.parameters import Parameters
from simkit.record import Record
from simkit.scenario import load
from simkit.scenario.parts import Scenario
from simkit.situation import HIDDEN, Situation, observe

ANSWERS_FINDING = 15.0
"""Minutes after a finding within which a repair decision counts as an answer to it."""


class Session:
    """One world in the hands of a trainee.

    ``Session(load("whatsapp-2021"), seed=7)`` starts in the briefing at T+0:00. Time moves only
    by ``run``; everything else is a decision at the present minute.
    """

    def __init__(self, scenario: Scenario, seed: int | None = None, *,
                 log: str | Path | None = None, prepare: Iterable[str] = (),
                 parameters: Parameters | None = None, actor: str = "trainee") -> None:
        """Set up a run of *scenario*.

        *seed*: an integer, or None to draw one (it is shown). *log*: file that receives the run;
        it must not exist yet. *prepare*: ids of preparations to choose at once.
        """
        self.scenario = scenario
        self.seed = secrets.randbelow(10**6) if seed is None else seed
        self.actor = actor
        self._case = Case(scenario, self.seed, parameters=parameters)
        self._worlds = Worlds([self._case])
        self._written = 0
        self._log = Log(Path(log), self.record.header) if log is not None else None
        for preparation in prepare:
            self.act("prepare", preparation)

    def __repr__(self) -> str:
        return (f"<Session {self.scenario.id!r} seed {self.seed} at {show(self.now)}: "
                f"{len(self._worlds.worlds[0].decisions)} decisions>")

    @property
    def now(self) -> float:
        """Minutes since onset."""
        return float(self._worlds.crowd.at[0])

    @property
    def over(self) -> bool:
        """Whether the run has reached the scenario's horizon."""
        return self.now >= self.scenario.horizon

    @property
    def log_path(self) -> Path | None:
        """Where the run is written; None when it is not."""
        return self._log.path if self._log else None

    @property
    def world(self) -> World:
        """The world itself, for policies and debriefs; looking at it is looking at the truth."""
        return self._worlds.worlds[0]

    @property
    def situation(self) -> Situation:
        """What the trainee can know now."""
        return observe(self._worlds, horizon=self.scenario.horizon)

    @property
    def record(self) -> Record:
        """Everything that has happened so far, the hidden truth included."""
        return self._worlds.record(0)

    @property
    def events(self) -> tuple[Event, ...]:
        """What the trainee has seen happen so far."""
        return tuple(event for event in self._worlds.worlds[0].log if event.kind not in HIDDEN)

    @property
    def seats(self) -> Mapping[str, str]:
        """Who sits on which chair: pseudonym by role. Roles without anybody are played by the
        kit."""
        return self._worlds.worlds[0].steering.seats

    # Commands

    def run(self, until: float | str | None = None) -> tuple[Event, ...]:
        """Let time pass to *until* (minutes since onset, or text such as ``1h30m``).

        A minute is the smallest step, and a quarter of an hour once all has settled after the
        restoration; *until* is rounded up to it. Without *until*, to 24 hours after onset, or to
        the end when that is over. Returns what the trainee saw happen. Raises PastTime when
        *until* lies behind.
        """
        if until is None:
            until = min(1440.0, self.scenario.horizon)
            if self.now >= until:
                until = self.scenario.horizon
        goal = min(minutes(until), self.scenario.horizon)
        if goal < self.now - 1e-6:
            raise PastTime(f"cannot run until {duration(goal)}; it is already {show(self.now)}. "
                           f'To try again from there: session.branch(at="{duration(goal)}")')
        before = len(self._worlds.worlds[0].log)
        self._worlds.run(goal)
        self._write_events()
        return tuple(event for event in self._worlds.worlds[0].log[before:]
                     if event.kind not in HIDDEN)

    def run_to_event(self, kinds: Sequence[str] = ("inject", "finding", "alarm", "promise broken",
                                                   "restoration seen", "fix failed"),
                     limit: float = 60.0) -> tuple[Event, ...]:
        """Let time pass until something of *kinds* is seen, at most *limit* minutes."""
        seen: list[Event] = []
        end = min(self.now + limit, self.scenario.horizon)
        while self.now < end and not any(event.kind in kinds for event in seen):
            seen.extend(self.run(until=min(end, self.now + 1.0)))
        return tuple(seen)

    def post(self, text: str | Message, channel: str | Sequence[str] = (), *, reviewer: str = "",
             next_update: str = "") -> tuple[Event, ...]:
        """Have *text* drafted and sent on *channel* (one name or several)."""
        return self.do("post", message=self._message(text, channel, reviewer, next_update))

    def answer(self, inject: str, text: str | Message = "") -> tuple[Event, ...]:
        """Answer the *inject* of the inbox with *text*."""
        return self.do("answer", inject, message=self._message(text, (), "", ""))

    def act(self, action: str, target: str = "", *, confidence: float | None = None
            ) -> tuple[Event, ...]:
        """Decide on *action*, aimed at *target*; see ``simkit.actions.ACTIONS``."""
        return self.do(action, target, confidence=confidence)

    def do(self, action: str, target: str = "", *, message: Message | None = None,
           confidence: float | None = None, actor: str = "",
           details: Mapping[str, str] | None = None) -> tuple[Event, ...]:
        """Decide now, write the decision to disk, carry it out, return what it caused at once.

        *details*: what goes with it, see ``Decision.details``; of a trainee's decision, ``by``
        whom, which is otherwise whoever sits on the chair of the role that decides.

        Raises Refused or UnknownName, with nothing written or changed, when it cannot be done.
        """
        world = self._worlds.worlds[0]
        actor = actor or self.actor
        given = {name: str(value) for name, value in (details or {}).items()}
        if actor == "trainee" and (seated := self.seats.get(world.team.trainee.role)):
            given.setdefault("by", seated)
        decision = Decision(self.now, actor, action, target, message, confidence,
                            self._anchor(action, target, message),
                            id=f"d{len(world.decisions) + 1}", details=tuple(given.items()))
        world.stand_at(self.now)
        world.check(decision)
        if self._log:
            self._log.decision(decision)
        events = self._worlds.decide(0, decision)
        self._write_events()
        return events

    def again(self, decision: Decision) -> tuple[Event, ...]:
        """Take *decision*, which another run holds, here and now; see ``do``."""
        return self.do(decision.action, decision.target, message=decision.message,
                       confidence=decision.confidence, actor=decision.actor,
                       details=dict(decision.details))

    def branch(self, at: float | str | None = None, *, log: str | Path | None = None) -> Session:
        """Return a new session that shares this one's luck and its decisions before *at*.

        The original stays as it is. Raises PastTime when *at* has not been reached here.
        """
        moment = self.now if at is None else minutes(at)
        if moment > self.now + 1e-6:
            raise PastTime(f"this run stands at {show(self.now)}; it has nothing at "
                           f"{show(moment)} to branch from")
        kept = [d for d in self.record.decisions if d.at < moment - 1e-6]
        return _replay(self._case, kept, moment, Path(log) if log is not None else None)

    def take_up(self, other: Session) -> Session:
        """Go on with the run of *other* in place of this one, and return this session.

        Whoever holds this session holds that run from now on; *other* is not to be used any more.
        Raises Refused, with nothing changed, when this run has begun.
        """
        if self.now > 0.0 or self.world.decisions:
            raise Refused(f"this run has begun (it stands at {show(self.now)}); begin a new "
                          "session to go on with another one")
        unused = self.log_path
        self.close()
        if unused is not None:
            unused.unlink(missing_ok=True)
        self.__dict__ = other.__dict__
        return self

    def close(self) -> None:
        """Close the log file; ``resume`` opens it again."""
        if self._log:
            self._log.close()

    # Details

    def _message(self, text: str | Message, channel: str | Sequence[str], reviewer: str,
                 next_update: str) -> Message:
        channels = (channel,) if isinstance(channel, str) else tuple(channel)
        if isinstance(text, Message):
            return replace(text, channels=channels or text.channels,
                           reviewer=reviewer or text.reviewer)
        form = (("next_update", next_update),) if next_update else ()
        return Message(text=text, form=form, channels=channels, reviewer=reviewer)

    def _anchor(self, action: str, target: str, message: Message | None) -> Anchor | None:
        """Return what a decision now would answer, if anything."""
        log = self._worlds.worlds[0].log
        if action == "answer":
            return self._anchored(log, "inject", target)
        if action == "post" and message is not None:
            if read(message).says("all_clear"):
                return self._anchored(log, "restoration seen", "")
            promise = self.situation_promise()
            return self._anchored(log, "promised", promise) if promise else None
        if action in ("fix", "investigate", "undo"):
            last = next((e for e in reversed(log) if e.kind == "finding"), None)
            if last is not None and self.now - last.at <= ANSWERS_FINDING:
                return anchor_of("finding", str(last.data["name"]), self.now, last.at)
        return None

    def situation_promise(self) -> str:
        """Return the name of the open promise of a next update that falls due first, or ``""``."""
        promises = [p for p in self._worlds.worlds[0].desk.commitments.promises
                    if p.state == "open" and p.kind == "next_update"]
        return min(promises, key=lambda p: p.due).name if promises else ""

    def _anchored(self, log: list[Event], kind: str, name: str) -> Anchor | None:
        event = next((e for e in reversed(log) if e.kind == kind
                      and name in ("", str(e.data.get("name", "")))), None)
        if event is None:
            return None
        return anchor_of(kind, str(event.data["name"]), self.now, event.at)

    def _write_events(self) -> None:
        log = self._worlds.worlds[0].log
        if self._log:
            self._log.events(log[self._written:])
        self._written = max(self._written, len(log))


def resume(path: str | Path, scenario: Scenario | None = None, *, take_over: bool = False
           ) -> Session:
    """Return the session whose log lies at *path*, replayed to where it stood, ready to go on.

    *scenario* is loaded by its name when not given. A last line that a crash cut off is dropped.
    Raises RecordError when the log is damaged, or comes from another build or scenario, and
    PlayedElsewhere when another process plays it, unless you *take_over*: then it decides no more.
    """
    if take_over:
        take_over_log(Path(path))
    written = read_log(Path(path))
    header = written.header
    if scenario is None:
        scenario = load(header.scenario, variant=header.variant)
    parameters = Parameters.defaults(1).replace(**header.parameters) if header.parameters else None
    case = Case(scenario, header.seed, parameters=parameters)
    differences = header.differences(Worlds([case]).record(0).header)
    if differences:
        raise RecordError(f"{path} cannot go on here, because it was made by another build or "
                          "scenario:\n  " + "\n  ".join(differences)
                          + "\nIts events can still be read and reported.")
    until = max([event.at for event in written.events]
                + [decision.at for decision in written.decisions] + [0.0])
    session = _replay(case, written.decisions, until, None)
    if len(session.world.log) < len(written.events):
        session.run(until=session.now + 1.0)  # the log ends within the minute that comes next
    _check_same(Path(path), written, session)
    session._log = Log.go_on(Path(path), written.kept)
    session._written = len(written.events)
    session._write_events()
    return session


def _replay(case: Case, decisions: Sequence[Decision], until: float,
            log: Path | None) -> Session:
    """Return a session in which *decisions* were taken at their times, standing at *until*."""
    session = Session(case.scenario, case.seed, parameters=case.parameters, log=log)
    for decision in decisions:
        if decision.at > session.now:
            session.run(until=decision.at)
        world = session._worlds.worlds[0]
        world.stand_at(session.now)
        if session._log:
            session._log.decision(decision)
        try:
            session._worlds.decide(0, decision)
        except (Refused, UnknownName) as why:
            raise RecordError(f"decision {decision.id} at {show(decision.at)} cannot be replayed: "
                              f"{why}") from None
    if until > session.now:
        session.run(until=until)
    session._write_events()
    return session


def _check_same(path: Path, written: Written, session: Session) -> None:
    """Make sure that the replay tells the same story as the log."""
    replayed = session._worlds.worlds[0].log
    for number, (old, new) in enumerate(zip(written.events, replayed, strict=False), start=1):
        if old != new and (old.kind, old.cause, old.id) != (new.kind, new.cause, new.id):
            raise RecordError(f"{path}: event {number} was {old!r} and would now be {new!r}; "
                              "the log was changed, so it cannot go on")
