"""The door to the console: the open runs, a new one, and a run that is played elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import ipywidgets as widgets
import pytest

from simkit.errors import PlayedElsewhere
from simkit.runs import Run
from simkit.scenario.parts import Scenario
from simkit.session import Session
from simkit.widgets import entrance
from simkit.widgets.entrance import Entrance, open_runs


def played(scenario: Scenario, log: Path, until: float) -> Session:
    session = Session(scenario, 3, log=log)
    session.run(until=until)
    session.close()
    return session


def buttons(widget: widgets.Widget) -> dict[str, widgets.Button]:
    found = {widget.description: widget} if isinstance(widget, widgets.Button) else {}
    for child in getattr(widget, "children", ()):
        found |= buttons(child)
    return found


def test_runs_that_have_begun_and_are_of_this_scenario_are_offered_the_latest_first(
        outage: Callable[..., Scenario], tmp_path: Path) -> None:
    scenario = outage()
    for name, until in (("new", 0.0), ("first", 30.0), ("second", 20.0)):
        played(scenario, tmp_path / f"{name}.jsonl", until)
    os.utime(tmp_path / "first.jsonl", (1, 1))
    (tmp_path / "broken.jsonl").write_text("no run")
    assert [run.path.stem for run in open_runs("small", folder=tmp_path)] == ["second", "first"]
    assert open_runs("small", "calm", tmp_path) == open_runs("large", folder=tmp_path) == []
    assert open_runs("small", folder=tmp_path / "nowhere") == []


def test_without_open_runs_the_console_comes_at_once(session: Session) -> None:
    door = Entrance(lambda: session, [])
    assert door.console is not None and door.box.children == (door.console.box,)
    assert "T+0:00" in repr(door)


def test_a_new_run_can_be_begun_beside_an_open_one(session: Session) -> None:
    door = Entrance(lambda: session, [Run(Path("old.jsonl"), "small", 3, 30.0, 2)], "exam")
    assert door.console is None
    buttons(door.box)["Begin a new run"].click()
    assert door.console is not None and door.console.session is session
    assert door.console.mode == "exam"


def test_a_run_that_is_played_elsewhere_is_taken_over_only_when_asked_for(
        session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def resume(path: Path, *, take_over: bool) -> Session:
        asked.append(take_over)
        if not take_over:
            raise PlayedElsewhere("by somebody")
        return session

    monkeypatch.setattr(entrance, "resume", resume)
    door = Entrance(lambda: session, [Run(Path("old.jsonl"), "small", 3, 30.0, 2)])
    buttons(door.box)["Go on"].click()
    assert door.console is None
    buttons(door.box)["Take over"].click()
    assert door.console is not None
    assert asked == [False, True]


def test_what_cannot_be_gone_on_with_is_said_and_another_choice_works(session: Session) -> None:
    door = Entrance(lambda: session, [Run(Path("gone.jsonl"), "small", 3, 30.0, 2)])
    buttons(door.box)["Go on"].click()
    words = "".join(child.value for child in door.box.children[0].children[1].children
                    if isinstance(child, widgets.HTML))
    assert "cannot read gone.jsonl" in words
    buttons(door.box)["Begin a new run"].click()
    assert door.console is not None


def test_what_nobody_foresaw_is_said_without_code(session: Session) -> None:
    def begin() -> Session:
        raise KeyError("trust")

    door = Entrance(begin, [Run(Path("gone.jsonl"), "small", 3, 30.0, 2)])
    door._ask(begin)
    assert "This did not work (KeyError). Another one may." in door._said.value
