from __future__ import annotations

from dataclasses import replace

from simkit.debrief import Report, words
from simkit.debrief.story import MARKED, Story
from simkit.policy import play
from simkit.record import Record
from simkit.scenario.parts import Scenario
from simkit.session import Session


def texts(report: Report) -> list[str]:
    return [line.text for moment in report.timeline for line in moment.lines]


def test_a_decision_is_told_with_what_came_of_it(told: Report) -> None:
    fix = next(choice for choice in told.choices if "delete the logs" in choice.words)
    assert fix.words == "Try the fix “delete the logs” (30 in 100 sure)"
    assert fix.followed == "Begun at T+0:12; did not help, T+0:26"
    assert fix.bad


def test_a_broken_promise_belongs_to_the_message_that_made_it(told: Report) -> None:
    first = next(choice for choice in told.choices if choice.words.startswith("Write an update"))
    assert first.followed == "Left on social at T+0:13; broke the time of the next word at T+0:36"
    assert first.bad


def test_marked_decisions_are_numbered_in_the_order_of_time(told: Report) -> None:
    assert [choice.number for choice in told.choices] == list(range(1, len(told.choices) + 1))
    assert [choice.at for choice in told.choices] == sorted(choice.at for choice in told.choices)


def test_a_busy_run_marks_only_its_weightiest_decisions(scenario: Scenario) -> None:
    record = play(Session(scenario, seed=1), "panicked").record
    story = Story(record)
    assert len(record.decisions) > MARKED
    assert len(story.choices) == MARKED
    assert any(choice.words.startswith("Try the fix") for choice in story.choices)


def test_what_nobody_saw_is_marked_as_the_truth(told: Report) -> None:
    hidden = [line.text for moment in told.timeline for line in moment.lines
              if line.look == "truth"]
    assert hidden == ["The outage begins.", "The service is back."]


def test_repeated_calls_are_counted_and_not_told(told: Report) -> None:
    assert sum(text == "Wire calls: too long without a word." for text in texts(told)) == 1
    assert told.timeline_note == "Left out: 5 repeated calls."


def test_every_other_event_is_told_once_in_order(told: Report, record: Record) -> None:
    ids = [line.id for moment in told.timeline for line in moment.lines]
    assert len(set(ids)) == len(ids)
    assert ids == sorted(ids, key=lambda each: int(each[1:]))
    merged = {e.id for e in record.of("decided") if e.data["action"] in ("post", "answer")}
    calls = [e.id for e in record.of("call")][1:]
    left = {e.id for e in record.events} - set(ids) - merged - set(calls)
    assert {e.kind for e in record.events if e.id in left} <= set(words.SKIPPED)


def test_every_marked_decision_has_its_line(told: Report) -> None:
    numbers = {line.id: line.number for moment in told.timeline for line in moment.lines}
    assert {choice.id: choice.number for choice in told.choices} == {
        each: number for each, number in numbers.items() if number}


def test_a_message_tells_what_it_promised_and_who_read_it(told: Report) -> None:
    said = next(text for text in texts(told) if text.startswith("On social"))
    assert said.startswith("On social, by speaker, read by nobody else: “The service is down")
    assert said.endswith("Promised: the time of the next word, T+0:33 (16:12 UTC).")


def test_the_annex_shows_what_was_found_with_its_words(told: Report) -> None:
    first = told.notes[0]
    assert ("when you speak next", "Next update in 20 minutes") in [
        (quote.label, quote.words) for quote in first.found]
    assert first.missing == ("what people can do",)
    assert first.calm_enough


def test_a_loud_message_is_shown_with_its_remarks(told: Report) -> None:
    loud = told.notes[1]
    assert {quote.label for quote in loud.remarks} >= {"shouting", "alarm word"}
    assert not loud.calm_enough


def test_the_same_words_again_are_named_and_not_repeated(told: Report) -> None:
    again = [note for note in told.notes if note.same_as]
    assert [note.same_as for note in again] == ["T+1:22"]
    assert any("the same words as at T+1:22" in text for text in texts(told))


def test_the_thread_of_a_decision_ends_where_another_begins(record: Record) -> None:
    story = Story(record)
    post = next(d for d in record.decisions if d.action == "post")
    assert [event.kind for event in story.thread(post)] == [
        "published", "promised", "promise broken"]


def test_an_executive_is_not_quoted_as_the_trainee(record: Record) -> None:
    events = tuple(event._replace(data={**event.data, "by": "executive"})
                   if event.kind == "published" else event for event in record.events)
    story = Story(replace(record, events=events))
    assert story.notes() == ()
    assert any("by an executive, unasked" in line.text
               for moment in story.timeline()[0] for line in moment.lines)
