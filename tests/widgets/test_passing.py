"""How time passes on the screen."""

from __future__ import annotations

from simkit.session import Session
from simkit.widgets import Console
from simkit.widgets.passing import HAPPENED, NOTHING, PATIENCE, stride


def restored(session: Session) -> Session:
    """Return *session* after the monitors showed it working again."""
    while not session.situation.restored_seen:
        session.run(until=session.now + 5.0)
    return session


def test_in_the_crisis_a_tick_is_a_minute(session: Session) -> None:
    session.run(until="3m")
    console = Console(session)
    console._worker.ask(console._passing.tick)
    assert session.now == 4.0


def test_when_service_is_back_the_clock_changes_gear(session: Session) -> None:
    restored(session)
    assert stride(session.situation) == 5.0
    session.run(until=session.now + 150.0)
    assert stride(session.situation) == 15.0
    console = Console(session)
    before = session.now
    console._worker.ask(console._passing.tick)
    assert session.now == before - before % 15.0 + 15.0
    assert console._controls.step.description == "+15 min"


def test_next_stops_at_what_was_seen_first(session: Session) -> None:
    console = Console(session)
    console._preparing._start.click()
    console._controls.next.click()
    assert [e.kind for e in session.events if e.kind != "decided"][-1] == "alarm"
    assert not console.clock.playing


def test_next_says_why_it_stopped(session: Session) -> None:
    session.run(until="12m")
    session.act("brief")
    session.run(until="14m")
    console = Console(session)
    console._controls.next.click()
    kinds = [event.kind for event in session.events if event.at > 14.0]
    assert console.clock.reason == next(HAPPENED[kind] for kind in kinds if kind in HAPPENED)


def test_next_says_that_nothing_came(session: Session) -> None:
    session.run(until=1500.0)
    console = Console(session)
    console._controls.next.click()
    assert session.now == 1500.0 + 12 * PATIENCE
    assert console.clock.reason == NOTHING


def test_the_last_minute_is_the_last(session: Session) -> None:
    session.run(until=session.scenario.horizon - 7.0)
    console = Console(session)
    console._worker.ask(console._passing.tick)
    assert session.over and session.now == session.scenario.horizon
    assert console._controls.play.disabled
