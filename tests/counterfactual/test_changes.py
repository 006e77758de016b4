from __future__ import annotations

from dataclasses import replace

import pytest
from smallest import day, outage, said

from simkit.counterfactual import changes as changes_
from simkit.counterfactual import moved, what_ifs
from simkit.counterfactual.changes import Changes
from simkit.counterfactual.known import Known
from simkit.counterfactual.lives import portable
from simkit.events import Anchor, Decision
from simkit.message import read
from simkit.record import Record

FIRST = said("Chatter is down for everyone.", next_update="20m")
SECOND = said("Chatter is still down. The cause: a cable is cut. Use text messages.", "press")


@pytest.fixture(scope="module")
def record() -> Record:
    return day((8.0, "post", "", FIRST, None), (10.0, "ask_support", "", None, None),
               (33.0, "answer", "press", said("No."), None), (60.0, "fix", "disk", None, 0.9),
               (70.0, "post", "", SECOND, None))


@pytest.fixture(scope="module")
def changes(record: Record) -> Changes:
    return Changes(record)


def chosen(changes: Changes, action: str, number: int = 0) -> Decision:
    return [d for d in changes.threads.chosen if d.action == action][number]


def test_a_moved_decision_takes_its_clock_times_along() -> None:
    message = said("We see it.", next_update="16:50")
    earlier = moved(Decision(40.0, "trainee", "post", message=message), -20.0)
    assert earlier.at == 20.0 and earlier.message is not None
    assert dict(earlier.message.form)["next_update"] == "16:30"


def test_a_decision_moved_before_what_it_answered_stands_on_its_own() -> None:
    decision = Decision(40.0, "trainee", "answer", "x", anchor=Anchor("inject", "x", 5.0))
    later = moved(decision, 3.0).anchor
    assert later is not None and later.offset == 8.0
    assert moved(decision, -10.0).anchor is None


def test_an_earlier_word_keeps_only_what_was_known_then_and_names_the_rest(
        changes: Changes) -> None:
    what = changes.at_another_time(chosen(changes, "post", 1), -60.0)
    assert what is not None
    assert set(what.dropped) == {"cause", "workaround"}
    assert "not known then" in what.words
    (now,) = what.instead.values()
    assert now is not None and now.message is not None
    assert not read(now.message).says("cause") and not read(now.message).says("workaround")
    assert read(now.message).says("acknowledges")


def test_a_guess_could_have_been_made_before_too(record: Record, changes: Changes) -> None:
    known = Known(record)
    kept, dropped = known.cut(SECOND, at=5.0, then=4.0)
    assert (kept, dropped) == (SECOND, [])


def test_nothing_comes_before_the_alarm_or_before_what_it_answers(
        record: Record, changes: Changes) -> None:
    alarm = record.first("alarm")
    assert alarm is not None
    first = changes.at_another_time(chosen(changes, "post"), -60.0)
    assert first is not None and first.by == pytest.approx(alarm.at - 8.0)
    answer = changes.at_another_time(chosen(changes, "answer"), -60.0)
    assert answer is not None and answer.by == pytest.approx(-3.0)
    (now,) = answer.instead.values()
    assert now is not None and now.anchor is not None and now.anchor.offset == pytest.approx(0.0)


def test_what_kept_a_promise_moves_with_it() -> None:
    record = day((8.0, "post", "", FIRST, None), (25.0, "post", "", FIRST, None))
    changes = Changes(record)
    what = changes.at_another_time(chosen(changes, "post"), 20.0)
    assert what is not None and [d and d.at for d in what.instead.values()] == [28.0, 45.0]
    assert "what kept its promises with it" in what.words


def test_without_a_decision_what_answered_it_stays(record: Record, changes: Changes) -> None:
    what = changes.without(chosen(changes, "post"))
    assert list(what.instead.values()) == [None]


def test_a_broken_promise_can_be_kept_by_the_word_that_came_too_late(changes: Changes) -> None:
    (promise,) = changes.threads.promises
    assert promise.became == "broken"
    what = changes.kept(promise)
    assert what is not None and not what.rules
    (now,) = what.instead.values()
    assert now is not None and now.at < promise.due < 70.0


def test_a_broken_promise_that_nothing_followed_is_kept_by_a_plain_word() -> None:
    changes = Changes(day((8.0, "post", "", FIRST, None)))
    (promise,) = changes.threads.promises
    what = changes.kept(promise)
    assert what is not None and len(what.rules) == 1 and not what.instead


def test_a_fix_can_wait_for_evidence_and_nothing_else_can(changes: Changes) -> None:
    what = changes.after_evidence(chosen(changes, "fix"))
    assert what is not None and what.sure == changes_.SURE
    assert changes.after_evidence(chosen(changes, "post")) is None


def test_only_channels_that_worked_are_offered(changes: Changes) -> None:
    assert changes.channels(chosen(changes, "post")) == ("press",)


def test_a_missing_content_is_offered_only_where_it_was_known(changes: Changes) -> None:
    assert changes.with_content(chosen(changes, "post"), "workaround") is None
    assert changes.with_content(chosen(changes, "post", 1), "since") is not None


def test_every_kind_of_change_is_in_the_plan_and_each_key_once(record: Record) -> None:
    whats = what_ifs(record)
    assert len({what.key for what in whats}) == len(whats)
    assert {what.kind for what in whats} >= {"without", "earlier", "later", "content", "channel",
                                             "kept", "unsaid", "evidence", "reviewed"}
    ids = {event.id for event in record.events}
    assert all(what.about and set(what.about) <= ids for what in whats)


def test_a_silence_is_asked_about_when_it_was_long() -> None:
    record = day((8.0, "post", "", FIRST, None), scenario=outage(takes=150.0))
    silences = [what for what in what_ifs(record) if what.kind == "spoken"]
    assert silences and all(rule.while_down for what in silences for rule in what.rules)


def test_whoever_says_nothing_and_decides_nothing_has_only_silences() -> None:
    assert {what.kind for what in what_ifs(day())} <= {"spoken"}


def test_what_the_facilitator_did_is_not_up_for_change() -> None:
    record = day((8.0, "post", "", FIRST, None))
    steered = replace(record, decisions=tuple(replace(d, actor="facilitator")
                                              for d in record.decisions))
    assert all(what.kind == "spoken" for what in what_ifs(steered))


def test_an_answer_to_something_promises_a_wait_under_other_luck() -> None:
    clock = said("Chatter is down.", next_update="16:30")
    record = day((8.0, "post", "", FIRST, None), (25.0, "post", "", clock, None))
    first, second = portable(record)
    assert first == record.decisions[0]
    assert second.message is not None and "minutes" in second.message.full_text
