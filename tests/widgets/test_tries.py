"""The tries of a run: branched off, named, kept, found again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from simkit.scenario.parts import Scenario
from simkit.session import Session, resume
from simkit.widgets import Console
from simkit.widgets.looking_back import Album, moments
from simkit.widgets.tries import Tries


@pytest.fixture
def written(tmp_path: Path, outage: Callable[..., Scenario]) -> Session:
    """A session at T+0:12 with a log and a decision."""
    session = Session(outage(), seed=3, log=tmp_path / "run.jsonl")
    session.run(until="5m")
    session.act("brief")
    session.run(until="12m")
    return session


def test_a_branch_shares_what_was_before_and_leaves_the_first_try_as_it_was(
    written: Session
) -> None:
    tries = Tries(written)
    branched = tries.branch(4.0)
    assert (branched.now, branched.record.decisions) == (4.0, ())
    assert (written.now, len(written.record.decisions)) == (12.0, 1)
    assert tries.names == ["First try", "Try 2, from T+0:04"]
    assert tries.session is branched and tries.switch("First try") is written


def test_tries_and_their_names_are_found_again_after_a_restart(
    written: Session, outage: Callable[..., Scenario]
) -> None:
    tries = Tries(written)
    tries.branch(4.0)
    tries.rename("  speak   earlier ")
    for session in tries.sessions.values():
        session.close()
    assert written.log_path is not None
    again = Tries(resume(written.log_path, outage()))
    assert again.names == ["First try", "speak earlier"]
    assert again.current.name == "First try"
    assert again.switch("speak earlier").now == 4.0


@pytest.mark.parametrize("name", ["run.log", "monday [a].jsonl", "run"])
def test_a_log_may_be_called_anything(tmp_path: Path, outage: Callable[..., Scenario],
                                      name: str) -> None:
    session = Session(outage(), seed=3, log=tmp_path / name)
    session.run(until="5m")
    tries = Tries(session)
    tries.branch(4.0)
    assert tries.names == ["First try", "Try 2, from T+0:04"]


def test_no_two_tries_have_the_same_name_and_an_empty_one_changes_nothing(
    written: Session
) -> None:
    tries = Tries(written)
    tries.branch(4.0)
    tries.rename("First try")
    assert tries.names == ["First try", "First try (2)"]
    tries.rename("  ")
    assert tries.names == ["First try", "First try (2)"]


def test_an_earlier_minute_is_seen_as_it_was_before_it_was_decided(written: Session) -> None:
    earlier = Album().at(written, 5.0)
    assert earlier.at == 5.0
    assert not any(event.kind == "decided" for event in earlier.events)
    assert [words for words, _ in moments(written.situation)] == [
        "choose one of yours", "T+0:05 You: brief the executives."]


def test_looking_back_shows_then_and_changes_nothing(written: Session) -> None:
    console = Console(written)
    console._worker.ask(lambda: console._foot.open_past())
    console._past._slider.value = 5
    assert "T+0:05" in console._display["strip"].value
    assert "sk-was" in console._body._dom_classes
    console._worker.ask(lambda: console._act("ask_support", "", None))
    assert "You look at T+0:05" in console._said.value
    assert len(written.record.decisions) == 1
    console._past._back.click()
    assert "T+0:12" in console._display["strip"].value


def test_trying_again_goes_on_from_there_and_keeps_both(written: Session) -> None:
    console = Console(written)
    console._worker.ask(lambda: console._foot.open_past())
    console._past._slider.value = 5
    console._past._again.click()
    assert console.session is not written and console.session.now == 5.0
    assert list(console.tries) == ["First try", "Try 2, from T+0:05"]
    assert "“First try” is kept" in console._said.value
    console._worker.ask(lambda: console._act("ask_support", "", None))
    console._past._tries.value = "First try"
    assert console.session is written
    assert [d.action for d in written.record.decisions] == ["brief"]
    assert "“First try” goes on, at T+0:12." in console._said.value
    console._controls.step.click()
    assert console._said.layout.display == "none"


def test_a_try_that_cannot_be_opened_leaves_this_one_going(written: Session) -> None:
    tries = Console(written)
    tries._worker.ask(lambda: tries._try_again(4.0))
    log = tries.session.log_path
    assert log is not None
    tries.session.close()
    log.write_text("no log")
    again = Console(written)
    name = again._tries.names[1]
    again._worker.ask(lambda: again._switch(name))
    assert again.session is written
    assert "cannot be opened" in again._said.value
    assert again.clock.reason == "by you"


def test_an_exam_has_no_way_back(session: Session) -> None:
    session.run(until="12m")
    console = Console(session, mode="exam")
    assert console._foot.look_back.layout.display == "none"


def test_drafts_outlive_the_kernel_and_belong_to_their_try(
    written: Session, outage: Callable[..., Scenario]
) -> None:
    console = Console(written)
    composer = console._desk.composer
    composer.draft = {**dict(composer.draft), "text": "half an update", "channels": ["social"]}
    console._worker.ask(lambda: console._desk.compose("boss"))
    composer.draft = {**dict(composer.draft), "text": "half an answer"}
    console._worker.ask(lambda: console._try_again(6.0))
    assert composer.draft["text"] == ""
    console._worker.ask(lambda: console._switch("First try"))
    assert (composer.draft["to"], composer.draft["text"]) == ("boss", "half an answer")
    written.close()
    assert written.log_path is not None
    again = Console(resume(written.log_path, outage()))
    assert again._desk.composer.draft["text"] == "half an answer"
    again._worker.ask(lambda: again._desk.compose(""))
    assert again._desk.composer.draft["text"] == "half an update"
    assert again._desk.composer.draft["channels"] == ["social"]


def test_there_is_room_for_one_question_at_the_foot(written: Session) -> None:
    console = Console(written)
    console._worker.ask(console._foot.open_past)
    console._past._slider.value = 5
    console._worker.ask(console._foot.ask_why)
    assert console._past.box.layout.display == "none" and console._past.at is None
    console._worker.ask(console._foot.open_past)
    assert console._foot._why.box.layout.display == "none"
