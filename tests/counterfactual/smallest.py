"""A small outage that runs fast, and a day of it, for the tests of what-ifs."""

from __future__ import annotations

from datetime import UTC, datetime

from simkit.message import Message
from simkit.record import Record
from simkit.scenario import parts
from simkit.session import Session
from simkit.streams import fixed

STARTS = datetime(2021, 10, 4, 15, 39, tzinfo=UTC)


def outage(takes: float = 30.0) -> parts.Scenario:
    """Return the outage: a cut cable, or a full disk; people hear of it on social or by press."""
    incident = parts.Incident(
        causes=(
            parts.Cause("cable", "A cable is cut", "splice the cable", likely=0.5,
                        takes=fixed(takes), evidence=fixed(25.0), strength=1.5),
            parts.Cause("disk", "A disk is full", "delete the logs", likely=0.5,
                        takes=fixed(20.0), evidence=fixed(25.0), strength=1.5,
                        if_wrong=parts.WrongFix(harm=0.2, lasts=60.0, undo=60.0))),
        actual_cause="cable")
    return parts.Scenario(
        id="small", title="A small outage", service=parts.Service("Chatter", 1000, STARTS),
        segments=(parts.Segment("everyone", 1.0, 0.6, 0.6),),
        channels=(parts.Channel("social", 0.4, 60.0, kind="social", limit=280),
                  parts.Channel("press", 0.6, 60.0),
                  parts.Channel("notice", 0.6, 20.0, survives=False)),
        team=(parts.Person("speaker", "communications"),
              parts.Person("writer", "communications"),
              parts.Person("engineer", "engineering", capacity=2)),
        incident=incident, workaround="Use text messages.",
        injects=(parts.Inject("press", "a reporter", "Is it an attack?", 30.0,
                              expects=parts.Expectation(15.0),
                              ignored=parts.Effect(integrity=0.02)),))


def day(*decisions: tuple[float, str, str, Message | None, float | None],
        scenario: parts.Scenario | None = None, seed: int = 1) -> Record:
    """Return the run of a day with *decisions* as (at, action, target, message, confidence)."""
    session = Session(scenario or outage(), seed=seed)
    for at, action, target, message, confidence in decisions:
        if at > session.now:
            session.run(until=at)
        session.do(action, target, message=message, confidence=confidence)
    session.run()
    return session.record


def said(text: str, *channels: str, next_update: str = "") -> Message:
    """Return a message on *channels* (social when none is named)."""
    form = (("next_update", next_update),) if next_update else ()
    return Message(text=text, form=form, channels=channels or ("social",))
