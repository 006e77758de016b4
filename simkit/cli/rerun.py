"""A log on disk, run again without touching it: for scores, reports and the proof of a replay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from simkit.cli.terminal import complain, say
from simkit.clock import local, show
from simkit.debrief.words import SKIPPED, Teller
from simkit.errors import RecordError, Refused, UnknownName
from simkit.events import Decision, Event
from simkit.log import Written, read_log, text_of
from simkit.model.parameters import Parameters
from simkit.scenario import load
from simkit.scenario.parts import Scenario
from simkit.session import Session


def rerun(path: Path, scenario_file: str = "") -> Session:
    """Return the run in the log at *path*, made again to where it stood.

    *scenario_file*: the scenario, where the name in the log does not lead to it. Raises
    RecordError when the log is damaged or comes from another build or scenario.
    """
    written = read_log(path)
    session = _begun(path, written, scenario_file)
    differences = written.header.differences(session.record.header)
    if differences:
        raise RecordError(_foreign(path, differences))
    _decide_again(path, session, written.decisions)
    _reach(session, written)
    return session


def replayed(path: Path, scenario_file: str = "", until: float | None = None) -> bool:
    """Run the log at *path* again, to *until* (minutes since onset) or to where it stood.

    Writes what happened and whether it is the same run byte for byte; returns that.
    """
    written = read_log(path)
    if until is not None:
        written = _cut(written, until)
    header = written.header
    session = _begun(path, written, scenario_file)
    variant = f", variant {header.variant}" if header.variant else ""
    say(f"EXERCISE. {session.scenario.title}{variant}. Seed {header.seed}.")
    differences = header.differences(session.record.header)
    if differences:
        for event in written.events:
            say(repr(event), hang=2)
        complain(_foreign(path, differences))
        return False
    _decide_again(path, session, written.decisions)
    _reach(session, written)
    tell(session, session.record.events[:len(written.events)])
    fault = _first_difference(path, written, session)
    say()
    if fault:
        say(f"NOT the same run: {fault}", hang=2)
        return False
    say(f"The same run, byte for byte: {len(written.decisions)} decisions, "
        f"{len(written.events)} events, to {show(session.now)}.")
    return True


def tell(session: Session, events: tuple[Event, ...]) -> None:
    """Write *events* of *session* as sentences, each with its time."""
    teller, starts = Teller(session.record), session.scenario.service.starts
    for event in events:
        if event.kind not in SKIPPED:
            clock = local(event.at, starts).split(" ")[0]
            say(f"{show(event.at)} {clock}{' ' if clock else ''} {teller.event(event)}", hang=2)


def _begun(path: Path, written: Written, scenario_file: str) -> Session:
    """Return a session at T+0:00 like the one that *written* is about."""
    header = written.header
    scenario = _scenario(path, scenario_file or header.scenario, header.variant)
    parameters = (Parameters.defaults(1).replace(**header.parameters) if header.parameters
                  else None)
    return Session(scenario, header.seed, parameters=parameters)


def _scenario(path: Path, name: str, variant: str) -> Scenario:
    try:
        return load(name, variant=variant)
    except UnknownName as why:
        raise RecordError(f"{path}: {why}. Say where it is with --scenario FILE") from None


def _foreign(path: Path, differences: list[str]) -> str:
    return (f"{path} was made by another build or scenario, so it cannot be run again here:\n  "
            + "\n  ".join(differences))


def _decide_again(path: Path, session: Session, decisions: tuple[Decision, ...]) -> None:
    for decision in decisions:
        if decision.at > session.now:
            session.run(until=decision.at)
        try:
            session.again(decision)
        except (Refused, UnknownName) as why:
            raise RecordError(f"{path}: decision {decision.id} at {show(decision.at)} cannot be "
                              f"taken again: {why}") from None


def _reach(session: Session, written: Written) -> None:
    """Run *session* until it has told as much as *written*, as far as that goes."""
    last = max([event.at for event in written.events[-1:]], default=0.0)
    if last > session.now:
        session.run(until=last)
    if len(session.record.events) < len(written.events) and not session.over:
        session.run(until=session.now + 1.0)  # what happens at a tick is told in the next one


def _cut(written: Written, until: float) -> Written:
    """Return *written* as far as *until*."""
    return replace(written, decisions=tuple(d for d in written.decisions if d.at <= until),
                   events=tuple(e for e in written.events if e.at <= until))


def _first_difference(path: Path, written: Written, session: Session) -> str:
    """Return where the log and the run made again part, in words; empty when nowhere."""
    record = session.record
    count = 1 + len(written.decisions) + len(written.events)
    old = path.read_bytes().decode().split("\n")[:count]
    new = text_of(record.header, record.decisions, record.events).split("\n")[:-1]
    for number, was in enumerate(old, start=1):
        if number > len(new):
            return f"line {number} would not be there:\n  {was}"
        if was != new[number - 1]:
            return f"line {number} was\n  {was}\nand would now be\n  {new[number - 1]}"
    return ""
