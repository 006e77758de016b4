"""What can be known, in the words that people have for it."""

from __future__ import annotations

from simkit.scenario import load
from simkit.session import Session


def tasks(session: Session) -> set[str]:
    """Everything that somebody of the team does now."""
    return {task for member in session.situation.team for task in member.doing}


def test_what_the_team_does_is_said_without_the_ids_of_the_file() -> None:
    session = Session(load("whatsapp-2021"), seed=7)
    seen: set[str] = set()
    session.run(until="20m")
    session.act("fix", "dns", confidence=0.6)
    session.act("ask", "writer")
    session.answer("reporter", "No sign of an attack so far.")
    for minute in range(21, 120):
        session.run(until=float(minute))
        seen |= tasks(session)
    assert "looking into “The name servers failed”" in seen
    assert "trying the fix: restart the name servers" in seen
    assert "talking to Leo Baptiste" in seen
    assert "answering National Wire" in seen
    causes = {cause.id for cause in session.scenario.incident.causes}
    assert not any(task.split()[-1] in causes for task in seen)


def test_tasks_that_name_nothing_stay_as_they_are() -> None:
    session = Session(load("whatsapp-2021"), seed=7)
    session.run(until="5m")
    session.act("brief")
    session.run(until="6m")
    assert "briefing the executives" in tasks(session)


def test_before_the_alarm_nobody_looks_into_anything() -> None:
    session = Session(load("whatsapp-2021"), seed=7)
    assert tasks(session) == set()
    while session.situation.known.since is None:
        assert tasks(session) == set()
        session.run(until=session.now + 1.0)
    assert any(task.startswith("looking into “") for task in tasks(session))
