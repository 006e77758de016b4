from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from smallest import day, said

import simkit as sk
from simkit.counterfactual import asked, choices, first_word
from simkit.counterfactual.asked import EXAMPLES
from simkit.counterfactual.changes import Changes
from simkit.errors import Refused
from simkit.record import Record


@pytest.fixture(scope="module")
def record() -> Record:
    return day((8.0, "post", "", said("Oh no!!! Chatter is down!!!", next_update="20m"), None),
               (32.0, "answer", "press", said("No."), None), (44.0, "fix", "disk", None, 0.9),
               (62.0, "post", "", said("Chatter is still down."), None))


@pytest.mark.parametrize(("words", "key"), [
    ("first word 2 minutes earlier", "d1 earlier"),
    ("the post at 1h02m 20m later", "d4 later"),
    ("fix after more evidence", "d3 evidence"),
    ("T+0:08 post calmer", "d1 calmer"),
    ("post at 1h2m with when it began, since when", "d4 content since"),
    ("first word without when you speak next", "d1 unsaid next_update"),
    ("d4 on press", "d4 channel press"),
    ("without answer at 32m", "d2 without"),
    ("first word read by a second person", "d1 reviewed"),
    ("d1 kept", "d1 kept promise 1"),
])
def test_a_question_in_words_finds_its_what_if(words: str, key: str, record: Record) -> None:
    assert asked(record, words).key == key


@pytest.mark.parametrize("words", ["", "better please", "post calmer", "d99 without",
                                   "fix on a carrier pigeon", "d4 calmer", "d2 kept"])
def test_what_cannot_be_understood_or_done_is_refused_in_words(words: str, record: Record) -> None:
    with pytest.raises(Refused):
        asked(record, words)


def test_the_refusal_gives_examples(record: Record) -> None:
    with pytest.raises(Refused, match="20 minutes earlier"):
        asked(record, "what now")
    assert all(len(each) < 60 for each in EXAMPLES)


def test_compare_takes_a_minute_and_a_move_or_words(record: Record) -> None:
    minute = sk.compare(record, "8m", "20m", runs=3)
    words = sk.compare(record, "first word 20 minutes later", runs=3)
    assert repr(minute) == repr(words)
    assert sk.compare(record, 62.0, runs=3).a == "without the update decided at T+1:02"


def test_the_sentence_on_the_first_word_has_the_figures(record: Record) -> None:
    sentence = first_word(record, 2.0, runs=3)
    assert sentence.startswith("Your first word left at T+0:14. 2 minutes earlier, everything ")
    assert " points" in sentence and sentence.endswith("of 3 pairs.")


def test_a_word_that_lay_on_the_desk_says_when_it_was_decided(
        record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "decided" not in first_word(record, 2.0, runs=1)
    monkeypatch.setattr(sys.modules["simkit.counterfactual.asked"], "SLOW", 5.0)
    assert first_word(record, 2.0, runs=1).startswith(
        "Your first word was decided at T+0:08 and left at T+0:14. 2 minutes earlier")


def test_decisions_are_called_in_the_words_of_the_screen(record: Record) -> None:
    changes = Changes(record)
    called = [changes.called(decision) for decision in record.decisions]
    assert called == ["the first word, decided at T+0:08", "the answer to a reporter at T+0:32",
                      "the fix “delete the logs” at T+0:44", "the update decided at T+1:02"]
    over = replace(record.decisions[3], message=said("Chatter works again for everyone."))
    assert changes.called(over) == "the all-clear decided at T+1:02"


def test_what_can_be_otherwise_can_be_chosen_from_two_lists(record: Record) -> None:
    lists = choices(record)
    assert set(map(Changes(record).called, record.decisions)) <= set(lists)
    first = lists["the first word, decided at T+0:08"]
    assert first["left out"].kind == "without" and "in calm words" in first
    assert sum(what.kind == "later" for what in first.values()) == 5


def test_the_first_word_is_the_first_one_that_left() -> None:
    dead = day((8.0, "post", "", said("Chatter is down.", "notice"), None),
               (40.0, "post", "", said("Chatter is down."), None))
    assert first_word(dead, runs=1).startswith("Your first word left at T+0:4")
    only = day((8.0, "post", "", said("Chatter is down.", "notice"), None))
    assert first_word(only, runs=1) == "Your first word never left the desk."


def test_whoever_never_spoke_has_no_word_to_move() -> None:
    assert "never spoke" in first_word(day(), runs=2)
    with pytest.raises(Refused, match="no decisions"):
        sk.compare(day(), "5m")
