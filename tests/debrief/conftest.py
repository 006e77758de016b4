"""One small outage with hostile texts in every place that somebody writes, played once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from simkit.debrief import Report, report
from simkit.message import Message
from simkit.record import Record
from simkit.scenario import parts
from simkit.session import Session
from simkit.streams import fixed

SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(2)>"
BREAK = "\"'></title></style>{{ 7 * 7 }}{sender}\x1b[31m\u202e"
HOSTILE = SCRIPT + IMAGE + BREAK
SAID = "The service is down for everyone since 15:39 UTC. We are looking for the cause."


def outage(hostile: str = "") -> parts.Scenario:
    """Return a small scenario, every text of which ends with *hostile*."""
    incident = parts.Incident(
        causes=(
            parts.Cause("cable", f"A cable is cut{hostile}", f"splice the cable{hostile}",
                        likely=0.5, takes=fixed(30.0), evidence=fixed(20.0),
                        findings_for=(f"The light is out.{hostile}",)),
            parts.Cause("disk", f"A disk is full{hostile}", f"delete the logs{hostile}",
                        likely=0.5, takes=fixed(10.0), evidence=fixed(15.0),
                        findings_against=(f"There is room.{hostile}",),
                        if_wrong=parts.WrongFix(harm=0.1, lasts=20.0, undo=5.0))),
        actual_cause="cable")
    return parts.Scenario(
        id="small", title=f"A small outage{hostile}", summary=f"A cable is cut.{hostile}",
        service=parts.Service(f"Chatter{hostile}", 1000, datetime(2021, 10, 4, 15, 39, tzinfo=UTC)),
        segments=(parts.Segment("everyone", 1.0, 0.5, 0.5),),
        channels=(parts.Channel(f"social{hostile}", 0.5, 60.0, kind="social"),
                  parts.Channel("notice", 0.6, 20.0, survives=False)),
        team=(parts.Person("speaker", "communications"),
              parts.Person(f"reader{hostile}", "communications"),
              parts.Person(f"engineer{hostile}", "engineering", capacity=2)),
        incident=incident,
        objectives=(parts.Objective("first", f"Speak early.{hostile}", "time to first word"),
                    parts.Objective("trust", "Keep their trust.", "trust at 24 h"),
                    parts.Objective("other", "Learn.", "")),
        stakeholders=(parts.Stakeholder(f"Wire{hostile}", "press", 10.0, 10.0),),
        injects=(parts.Inject("press", f"a reporter{hostile}", f"Is it an attack?{hostile}", 8.0,
                              method=f"phone{hostile}", expects=parts.Expectation(10.0)),
                 parts.Inject("shop", "a shop", "When may I sell again?", 25.0,
                              expects=parts.Expectation(20.0))),
        briefing=parts.Briefing("", 1.0, (
            parts.Preparation("templates", f"Words in a drawer{hostile}", 1.0),
            parts.Preparation("drill", f"A drill{hostile}", 1.0))),
        debrief=(f"What did you see?{hostile}",), sources=(f"A book{hostile}",))


def played(scenario: parts.Scenario, hostile: str = "") -> Session:
    """Play the day: a kept and a broken promise, a loud post, a wrong fix, answers and silence."""
    social, reader, engineer = (scenario.channels[0].name, scenario.team[1].role,
                                scenario.team[2].role)
    session = Session(scenario, seed=3)
    session.act("prepare", "templates")
    session.run(until="6m")
    session.post(Message(text=SAID + hostile, form=(("next_update", "20m"),)), social)
    session.act("ask", engineer)
    session.run(until="12m")
    session.act("fix", "disk", confidence=0.3)
    session.run(until="50m")
    session.post(f"OH NO!!! A disaster!!! Fixed in 10 minutes, guaranteed!{hostile}", social)
    session.post("Only here, for once.", "notice")
    session.run(until="70m")
    session.answer("shop", f"We do not know yet.{hostile}")
    for _ in range(2):
        session.post(SAID, social, reviewer=reader, next_update="30m")
        session.run(until=session.now + 20.0)
    while not session.record.first("restoration seen") and session.now < 1400.0:
        session.run(until=session.now + 10.0)
    session.post("The service works again for everyone. We are sorry, this was our fault.", social)
    session.run()
    return session


@pytest.fixture(scope="package")
def scenario() -> parts.Scenario:
    """The small outage."""
    return outage()


@pytest.fixture(scope="package")
def record() -> Record:
    """The small outage as it was played."""
    return played(outage()).record


@pytest.fixture(scope="package")
def told(record: Record) -> Report:
    """Its report."""
    return report(record, runs=2)


@pytest.fixture(scope="package")
def hostile() -> Report:
    """The report of the same outage with hostile texts."""
    return report(played(outage(HOSTILE), HOSTILE), runs=2)
