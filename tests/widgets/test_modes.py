"""What each way of playing allows, and what stops its clock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from simkit.errors import Refused
from simkit.scenario.parts import Scenario
from simkit.session import Session, resume
from simkit.widgets import Console
from simkit.widgets.entrance import Entrance
from simkit.widgets.modes import MODES, chosen, due_now, halt

GUIDED, PRACTICE, EXAM = (MODES[name] for name in ("guided", "practice", "exam"))


def test_a_run_that_names_no_mode_is_practice(session: Session) -> None:
    assert chosen(None, session) is PRACTICE


def test_a_mode_that_there_is_not_is_refused(session: Session) -> None:
    with pytest.raises(Refused, match="guided, practice, exam"):
        chosen("easy", session)


def test_news_stop_the_clock_in_guided_runs_only(session: Session) -> None:
    events = session.run(until="7m")
    news = [event for event in events if event.kind == "inject"]
    now = session.situation
    assert len(news) == 1 and news[0].data["due"] is None
    assert [halt(news, now, mode) for mode in (GUIDED, PRACTICE, EXAM)] == [
        "a message has come in", "", ""]


def test_nothing_stops_the_clock_of_an_exam(session: Session) -> None:
    events = session.run(until="12m")
    assert halt(events, session.situation, PRACTICE)
    assert halt(events, session.situation, EXAM) == ""


def test_a_guided_run_stops_once_before_a_promise_falls_due(session: Session) -> None:
    session.run(until="2m")
    session.post("We see it. Next update in 40 minutes.", "social")
    while not session.situation.promises:
        session.run(until=session.now + 1)
    due = session.situation.promises[0].due
    session.run(until=round(due) - 4)
    now = session.situation
    assert due_now(now, now.at - 3.0, GUIDED) == "the time you promised is near"
    assert due_now(now, now.at, GUIDED) == due_now(now, now.at - 3.0, PRACTICE) == ""


def test_in_an_exam_time_passes_through_messages_and_cannot_be_stopped(session: Session) -> None:
    console = Console(session, mode="exam")
    console._preparing._start.click()
    for _ in range(12):
        console._worker.ask(console._passing.tick)
    assert session.now == 12.0 and console.clock.playing
    assert console._controls.play.disabled
    console._worker.ask(console._toggle)
    assert console.clock.playing
    assert "only the facilitator stops the clock" in console._said.value


def test_what_the_facilitator_holds_only_the_facilitator_lets_go(session: Session) -> None:
    session.run(until="5m")
    console = Console(session)
    console.clock.held = True
    console._worker.ask(console._toggle)
    assert not console.clock.playing
    console.clock.held = False
    console._worker.ask(console._toggle)
    assert console.clock.playing


def test_an_exam_that_is_resumed_stays_an_exam(
    tmp_path: Path, outage: Callable[..., Scenario]
) -> None:
    first = Session(outage(), seed=3, log=tmp_path / "run.jsonl")
    Console(first, mode="exam")._preparing._start.click()
    first.run(until="5m")
    first.close()
    again = resume(tmp_path / "run.jsonl", outage())
    entrance = Entrance(lambda: again, [], mode="practice")
    assert entrance.console is not None and entrance.console.mode == "exam"
    with pytest.raises(Refused, match="this run is an exam"):
        chosen("practice", again)
