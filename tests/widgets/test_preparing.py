"""The briefing on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from simkit.scenario.parts import Scenario
from simkit.session import Session, resume
from simkit.widgets import Console


def choose(console: Console, *names: str) -> None:
    for name in names:
        console._worker.ask(lambda name=name: console._preparing._toggle(name))


def test_nothing_is_decided_before_the_day_starts(session: Session) -> None:
    console = Console(session)
    choose(console, "templates", "drill", "templates")
    assert session.record.decisions == ()
    console._preparing._start.click()
    assert [(d.action, d.target) for d in session.record.decisions] == [("prepare", "drill")]
    assert console.clock.playing


def test_the_mode_is_chosen_there_and_stands_in_the_record(session: Session) -> None:
    console = Console(session)
    console._preparing._modes["exam"].click()
    assert console.mode == "exam" and session.record.decisions == ()
    console._preparing._start.click()
    assert [(d.action, d.target) for d in session.record.decisions] == [("mode", "exam")]
    assert console.clock.exam
    assert Console(session).mode == "exam"


def test_practice_is_not_written_down(session: Session) -> None:
    console = Console(session)
    console._preparing._modes["exam"].click()
    console._preparing._modes["practice"].click()
    console._preparing._start.click()
    assert session.record.decisions == ()


def test_choices_outlive_the_kernel(tmp_path: Path, outage: Callable[..., Scenario]) -> None:
    first = Session(outage(), seed=3, log=tmp_path / "run.jsonl")
    choose(Console(first), "drill")
    first.close()
    again = Console(resume(tmp_path / "run.jsonl", outage()))
    assert again._preparing.wanted == ["drill"]


def test_a_guided_run_begins_with_a_walk_round_the_screen(session: Session) -> None:
    console = Console(session, mode="guided")
    console._preparing._start.click()
    assert not console.clock.playing and console._body.layout.display is None
    assert "1 of 6" in console._round._words.value
    for _ in range(5):
        console._round.next.click()
    assert "6 of 6" in console._round._words.value and not console.clock.playing
    console._round.next.click()
    assert console.clock.playing and console._round.walk.layout.display == "none"


def test_the_walk_can_be_left(session: Session) -> None:
    console = Console(session, mode="guided")
    console._preparing._start.click()
    console._round.skip.click()
    assert console.clock.playing


def test_the_list_of_keys_says_where_the_run_lies(
    tmp_path: Path, outage: Callable[..., Scenario]
) -> None:
    session = Session(outage(), seed=3, log=tmp_path / "run.jsonl")
    session.run(until="5m")
    console = Console(session)
    console._controls.help.click()
    assert "Ctrl+Enter" in console._round._keys.value
    assert f"simkit forget {tmp_path / 'run.jsonl'}" in console._round._keys.value
    console._controls.help.click()
    assert console._round.list.layout.display == "none"


def test_the_briefing_says_where_the_run_lies_and_how_it_is_removed(
    tmp_path: Path, outage: Callable[..., Scenario], session: Session
) -> None:
    log = tmp_path / "<run>.jsonl"
    console = Console(Session(outage(), seed=3, log=log))
    shown = console._preparing._side.value
    assert f"simkit forget {str(log).replace('<', '&lt;').replace('>', '&gt;')}" in shown
    assert "kept nowhere" in Console(session)._preparing._side.value
