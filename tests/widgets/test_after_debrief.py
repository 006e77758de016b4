"""What can be done with a debrief on the screen, without a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import simkit.widgets.debrief.otherwise as otherwise_
import simkit.widgets.ending as ending_
from simkit.scenario.parts import Scenario
from simkit.session import Session, resume
from simkit.widgets import Console

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def console(tmp_path: Path, outage: Callable[..., Scenario], monkeypatch: pytest.MonkeyPatch
            ) -> Console:
    """A console after its debrief, of a day with one word and one fix."""
    monkeypatch.setattr(ending_, "WHOLE", 1)
    monkeypatch.setattr(otherwise_, "RUNS", 2)
    session = Session(outage(EVIL), seed=3, log=tmp_path / "run.jsonl")
    session.run(until="12m")
    session.post(f"We see it. {EVIL}", "social")
    session.act("fix", "net", confidence=0.9)
    session.run()
    console = Console(session)
    console._foot.end.click()
    assert console.trouble is None
    return console


def test_before_the_debrief_there_is_nothing_to_ask(session: Session) -> None:
    assert Console(session)._ending.after.box.layout.display == "none"


def test_the_debrief_stands_below_with_its_panels(console: Console) -> None:
    ending = console._ending
    (shown,) = ending.output.outputs
    assert "What would have been worth what" in shown["data"]["text/html"]
    assert ending.after.box.layout.display is None
    assert ending._row.layout.display == "none"


def test_the_first_sentences_stand_above_the_desk_until_they_are_closed_or_the_run_goes_on(
        console: Console) -> None:
    ending = console._ending
    assert ending._lead.layout.display is None
    assert ending._first.value.count("<li>") == 3 and "So far" not in ending._first.value
    assert "<script>" not in ending._first.value
    console.session.run(until=console.session.now + 15.0)
    ending.draw()
    assert ending._lead.layout.display == "none"


def test_the_first_sentences_are_closed_by_their_button(console: Console) -> None:
    ending = console._ending
    ending._lead.children[1].click()
    assert ending._lead.layout.display == "none"
    ending.draw()
    assert ending._lead.layout.display == "none"


def test_the_story_is_told_minute_by_minute_and_escaped(console: Console) -> None:
    telling = console._ending.after.telling
    assert "worst moment" in telling.turns.label
    telling.slider.value = 3
    early = telling.words.value
    assert "T+0:03" in early and "Nothing yet" in early
    telling.turns.value = dict(telling.turns.options)[next(
        words for words, _ in telling.turns.options if "first word" in words)]
    assert "We see it." in telling.words.value and telling.slider.value == telling.turns.value
    assert "<script>" not in telling.words.value and "&lt;script&gt;" in telling.words.value


def test_a_choice_from_two_lists_is_answered_with_an_interval(console: Console) -> None:
    form = console._ending.after.otherwise
    about = next(each for each in form.which.options if each.startswith("the first word"))
    form.which.value = about
    assert "left out" in form.how.options and any("earlier" in each for each in form.how.options)
    form.how.value = "left out"
    form.compare.click()
    assert "Without the first word" in form.answer.value and "of 2 pairs" in form.answer.value


def test_a_question_in_words_goes_before_the_lists_and_nonsense_is_answered_in_words(
        console: Console) -> None:
    form = console._ending.after.otherwise
    form.words.value = "first word 5 minutes later"
    form.compare.click()
    assert "5 minutes later" in form.answer.value
    form.words.value = EVIL
    form.compare.click()
    assert "say which decision" in form.answer.value and "<script>" not in form.answer.value
    assert form.keep.layout.display == "none"


def test_an_answer_can_be_kept_in_the_report(console: Console) -> None:
    form, words = console._ending.after.otherwise, console._ending.after.words
    form.compare.click()
    form.keep.click()
    assert "What if? " in words.said.value
    assert form.keep.layout.display == "none"


def test_own_words_stand_in_the_record_and_in_the_page(
        console: Console, outage: Callable[..., Scenario]) -> None:
    words, session = console._ending.after.words, console.session
    words.text.value = f"Too long. {EVIL}"
    words.put.click()
    words.kind.value = next(each for each in words.kind.options if each.startswith("Delta"))
    words.text.value = "Say who speaks."
    words.put.click()
    assert words.text.value == "" and "<script>" not in words.said.value
    words.save.click()
    path = session.log_path
    assert path is not None
    page = path.with_suffix(".report.html").read_text(encoding="utf-8")
    assert "Too long. &lt;script&gt;" in page and page.count("Say who speaks.") >= 2
    session.close()
    again = resume(path, outage(EVIL))
    assert again.record.decisions[-1].detail("text") == "Say who speaks."


def test_words_that_say_nothing_are_refused_where_they_were_written(console: Console) -> None:
    words = console._ending.after.words
    words.put.click()
    assert "needs words" in words.words.value


def test_enough_leaves_the_numbers_as_they_are(
        outage: Callable[..., Scenario], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ending_, "WHOLE", 1)
    session = Session(outage(), seed=3)
    session.run()
    console = Console(session)
    ending, put = console._ending, console._ending._put
    shown: list[object] = []

    def stop(made: object) -> None:
        shown.append(made)
        put(made)
        ending._enough.click()

    monkeypatch.setattr(ending, "_put", stop)
    console._foot.end.click()
    assert len(shown) == 1 and ending.after.box.layout.display is None
