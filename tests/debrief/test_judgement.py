from __future__ import annotations

from dataclasses import replace

import pytest

from simkit.debrief import Report, judgement
from simkit.debrief.story import Story
from simkit.ensemble import Comparison
from simkit.record import Record
from simkit.scorecard import Score
from simkit.scoring import calmness, outcome, timing


def score(record: Record, *, trust: float = 60.0, silent: float = 50.0, book: float = 70.0,
          p: float = 0.9) -> Score:
    against = Comparison("this run", "silent", -1.0, 2.0, 5.0, 2.0, p, 10)
    return Score(timing(record), calmness(record), outcome(record), trust, silent, book, against,
                 against)


def test_the_first_headline_places_the_run_between_the_yardsticks(record: Record) -> None:
    said = judgement.place(score(record))
    assert "silence ends at 50.0" in said
    assert "at 70.0" in said
    assert "On a scale from silence, 0, to playing by the book, 100, this run stands at 50." in said
    assert "against silence: +2.0 points (-1.0 to +5.0), better in 9 of 10 pairs" in said
    best = judgement.place(replace(score(record), best=80.0))
    assert "the best known play at 80.0 (by the book at 70.0)" in best


def test_a_run_that_is_not_over_has_not_ended_anywhere(record: Record) -> None:
    said = judgement.place(score(record), replace(record, until=90.0))
    assert said.startswith("Trust stands at 60.0 of 100 at T+1:30. With the same luck silence "
                           "stands at 50.0")
    assert "left alone to the end of the day, against silence" in said


def test_before_other_luck_is_known_the_place_on_the_same_luck_is(record: Record) -> None:
    said = judgement.placed(Story(record), {"silent": 50.0, "by the book": 70.0}, None).text
    assert said.startswith("Trust ends at ") and "silence ends at 50.0" in said
    assert said.endswith("How it stands under other luck is not known yet.")


def test_close_yardsticks_give_no_scale(record: Record) -> None:
    said = judgement.place(score(record, silent=59.0, book=60.5))
    assert "hardly depends on communication" in said
    assert "On a scale" not in said


@pytest.mark.parametrize(("p", "said"), [
    (0.8, "against silence: +0.5 points (-1.0 to +2.0), better in 8 of 10 pairs"),
    (0.6, "(-1.0 to +2.0), a tie: better in 6, worse in 4 of 10 pairs"),
    (0.2, "(-1.0 to +2.0), worse in 8 of 10 pairs"),
])
def test_a_difference_is_called_a_tie_when_it_is_one(p: float, said: str) -> None:
    against = Comparison("a", "b", -1.0, 0.5, 2.0, 0.5, p, 10)
    assert judgement.versus(against, "silence").endswith(said)


@pytest.mark.parametrize(("points", "letter"), [
    (100.0, "P"), (80.0, "P"), (79.9, "S"), (60.0, "S"), (59.9, "M"), (30.0, "M"), (29.9, "U"),
    (0.0, "U")])
def test_ratings_are_proposed_from_practice_points(points: float, letter: str) -> None:
    assert judgement.rating(points) == letter


def test_an_outcome_or_an_unmeasured_objective_gets_no_proposal(told: Report) -> None:
    first, trust, other = told.ratings
    assert (first.proposed, first.why) == ("P", "95 points")
    assert (trust.proposed, trust.why) == ("", "an outcome, luck included")
    assert (other.proposed, other.why) == ("", "not measured here")


def test_strengths_and_areas_follow_the_points(record: Record, told: Report) -> None:
    points = [metric.points for metric in (*timing(record), *calmness(record))
              if metric.points is not None]
    assert len(told.strengths) == sum(each >= 80.0 for each in points)
    assert len(told.areas) == sum(each < 50.0 for each in points)
    assert 0 < len(told.areas) < len(points)
    assert all(area.action and area.evidence for area in told.areas)


def test_the_headline_on_calmness_counts_what_was_lost_and_how(record: Record) -> None:
    story = Story(record)
    said = judgement.pressed(story)
    assert said.text.startswith("By practice: of 5 moments that pressed, 1 was met in time")
    assert "4 got lost: 2 because nothing was answered or decided in time and 2 because a fix" in (
        said.text)
    assert [each.id for each in said.evidence] == list(calmness(record)[0].evidence)


def test_evidence_names_the_events_behind_a_measure(told: Report, record: Record) -> None:
    first = next(each for each in told.practice if each.name == "Time to first word")
    published = record.first("published")
    assert published is not None
    assert [each.id for each in first.evidence] == [published.id]
    assert first.evidence[0].at == "T+0:13"


def test_preparation_is_told_with_what_was_left_undone(record: Record) -> None:
    assert judgement.prepared(record) == ("Words in a drawer", "A drill")


def test_moments_lost_in_one_way_are_not_counted_twice(record: Record) -> None:
    calm = replace(record, decisions=(), events=tuple(
        event for event in record.events if event.kind not in ("decided", "published", "answered")))
    said = judgement.pressed(Story(calm)).text
    assert "none was met in time" in said
    assert said.endswith("All 5 got lost because nothing was answered or decided in time.")


def test_a_single_lost_moment_is_no_number(record: Record) -> None:
    first = next(event for event in record.events if event.kind == "alarm")
    alone = Story(replace(record, decisions=(), events=(first,)))
    assert judgement.pressed(alone).text == (
        "By practice: of 1 moment that pressed, none was met in time, on evidence and without "
        "turning round. It got lost because nothing was answered or decided in time.")


def test_each_sentence_leads_to_events_even_where_nothing_was_said_or_pressed(
        record: Record) -> None:
    quiet = Story(replace(record, decisions=(), events=tuple(
        event for event in record.events if event.kind in ("restored", "onset"))))
    for told in (judgement.pressed(quiet), judgement.first_word(quiet, "You never spoke."),
                 judgement.placed(quiet, {}, score(record))):
        assert [each.words for each in told.evidence] == ["The service is back."]
