from __future__ import annotations

import pytest

from simkit.counterfactual import wordings
from simkit.message import Message, read
from simkit.policy import PANICKED

PLAIN = Message(text="Chatter is down for everyone since 15:39 UTC. The cause: a cut cable. "
                     "We speak again at 16:50 UTC.", channels=("social",))
FORM = Message(text="It is down.", form=(("next_update", "16:50"),))


@pytest.mark.parametrize("text", [rule.text.format(service="Chatter") for rule in PANICKED.rules
                                  if rule.do == "post"])
def test_a_panicked_message_becomes_calm_and_still_says_something(text: str) -> None:
    calm = wordings.calmed(Message(text=text))
    assert calm is not None
    assert read(calm).calm > read(text).calm and read(calm).calm >= 0.65
    assert read(calm).findings


def test_a_calm_message_cannot_be_calmer() -> None:
    assert wordings.calmed(PLAIN) is None


@pytest.mark.parametrize("forms", [1, 2, 3, 4])
def test_agitation_changes_the_manner_and_nothing_that_is_said(forms: int) -> None:
    loud = wordings.agitated(PLAIN, forms)
    assert wordings.loudness(loud) == forms
    assert [f.content for f in read(loud).findings] == [f.content for f in read(PLAIN).findings]


@pytest.mark.parametrize("content", ["cause", "next_update", "since"])
def test_a_content_goes_with_its_sentence_and_the_rest_stays(content: str) -> None:
    now = wordings.without(PLAIN, content)
    assert now is not None
    assert not read(now).says(content) and read(now).findings
    assert now.channels == PLAIN.channels


def test_what_nobody_said_cannot_be_left_unsaid() -> None:
    assert wordings.without(PLAIN, "apology") is None


def test_a_message_of_one_content_is_nothing_without_it() -> None:
    assert wordings.without(Message(form=(("next_update", "30m"),)), "next_update") is None


@pytest.mark.parametrize(("content", "words"), [
    ("impact", "everyone"), ("since", "15:39 UTC"), ("action", "working on the repair"),
    ("workaround", "use text messages"), ("apology", ""), ("responsibility", ""),
    ("cause", "The cause: a cut cable.")])
def test_a_content_can_be_added_once(content: str, words: str) -> None:
    now = wordings.added(FORM, content, words)
    assert now is not None and read(now).says(content)
    assert wordings.added(now, content, words) is None


def test_a_fact_without_words_is_not_added() -> None:
    assert wordings.added(FORM, "workaround", "") is None


@pytest.mark.parametrize(("message", "earlier"), [(PLAIN, "16:30 UTC"), (FORM, "16:30")])
def test_promised_clock_times_move_and_others_stay(message: Message, earlier: str) -> None:
    moved = wordings.shifted(message, -20.0)
    assert earlier in moved.full_text and "16:50" not in moved.full_text
    assert ("15:39" in moved.full_text) == ("15:39" in message.full_text)


def test_times_wrap_around_midnight() -> None:
    assert "23:50" in wordings.shifted(Message(form=(("next_update", "00:10"),)), -20.0).full_text


@pytest.mark.parametrize("message", [PLAIN, FORM])
def test_a_clock_time_can_be_told_as_a_wait(message: Message) -> None:
    told = wordings.in_minutes(message, 25.0)
    assert [(p.kind, p.wait, p.clock) for p in read(told).promised] == [("next_update", 25.0, None)]


def test_a_wait_stays_a_wait() -> None:
    waits = Message(text="Down.", form=(("next_update", "30m"),))
    assert wordings.in_minutes(waits, 12.0) == waits == wordings.shifted(waits, 12.0)
