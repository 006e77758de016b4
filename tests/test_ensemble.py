"""Pairs of runs: the same luck on both sides, intervals, and ties called ties."""

from __future__ import annotations

from dataclasses import replace
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import simkit as sk
from simkit.counterfactual import moved
from simkit.ensemble import (
    LATER_TRUST,
    PRACTICE,
    RESTORED,
    TRUST,
    Comparison,
    Outcome,
    Sample,
    better,
    cases,
    run,
    sample,
)
from simkit.errors import SimkitError
from simkit.events import Anchor, Decision
from simkit.message import Message
from simkit.scenario import load
from simkit.scorecard import score
from simkit.scoring import calmness, practice, timing

SCENARIO = load("whatsapp-2021")


def values(numbers: list[float], outcome: Outcome = TRUST, name: str = "a") -> Sample:
    return Sample(name, {outcome: np.array(numbers)})


def test_a_policy_against_itself_is_a_tie_of_nothing() -> None:
    same = better(sample(SCENARIO, "silent", 4), sample(SCENARIO, "silent", 4))
    assert (same.low, same.middle, same.high, same.mean, same.p) == (0.0, 0.0, 0.0, 0.0, 0.5)
    assert same.verdict == "a tie"


def test_results_do_not_depend_on_how_many_run_together() -> None:
    few = sample(SCENARIO, "silent", 3).values[TRUST]
    many = sample(SCENARIO, "silent", 6).values[TRUST]
    assert few.tolist() == many[:3].tolist()


@pytest.mark.parametrize(("differences", "verdict"), [
    ([1.0] * 10, "better"), ([-1.0] * 10, "worse"), ([1.0] * 7 + [-1.0] * 3, "a tie"),
    ([1.0] * 8 + [-1.0] * 2, "better"), ([0.01] * 10, "a tie"), ([1.0] * 7 + [0.0] * 3, "better"),
    ([1.0] * 2 + [0.0] * 8, "a tie"),
])
def test_below_eight_wins_in_ten_it_is_a_tie(differences: list[float], verdict: str) -> None:
    assert better(values(differences), values([0.0] * 10)).verdict == verdict


def test_fewer_minutes_win_and_more_points_do() -> None:
    for outcome, verdict in ((RESTORED, "worse"), (PRACTICE, "better"), (LATER_TRUST, "better")):
        more = better(values([30.0] * 10, outcome), values([20.0] * 10, outcome), outcome)
        assert (more.verdict, more.middle, more.outcome) == (verdict, 10.0, outcome)


def test_whoever_is_compared_first_the_verdict_is_the_same_seen_from_the_other_side() -> None:
    few, many = values([1.0, 2.0, 3.0, 5.0]), values([2.0, 4.0, 3.5, 4.0])
    there, back = better(few, many), better(many, few)
    assert there.p == 1.0 - back.p and there.middle == -back.middle
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


def test_a_rare_misfortune_shows_in_the_mean_alone() -> None:
    rare = better(values([0.0] * 96 + [-25.0] * 4), values([0.0] * 100))
    assert (rare.low, rare.middle, rare.high, rare.verdict) == (0.0, 0.0, 0.0, "a tie")
    assert rare.mean == -1.0


def test_unequal_numbers_of_runs_make_no_pairs() -> None:
    with pytest.raises(ValueError, match="a has 2 runs and b 3: no pairs"):
        better(values([1.0] * 2), values([1.0] * 3, name="b"))
    with pytest.raises(ValueError, match="no pairs"):
        better(values([]), values([]))


@given(st.integers(0, 80), st.integers(1, 80))
def test_the_interval_of_p_lies_around_it_in_0_to_1_and_narrows_with_more_pairs(
        wins: int, runs: int) -> None:
    share = min(wins, runs) / runs
    found = Comparison("a", "b", 0.0, 0.0, 0.0, 0.0, share, runs)
    low, high = found.p_interval
    assert 0.0 <= low <= share <= high <= 1.0 and low < high
    again = replace(found, runs=4 * runs).p_interval
    assert again[1] - again[0] < high - low


@pytest.mark.parametrize(("truth", "runs"), [(0.5, 40), (0.8, 40), (0.8, 200), (0.95, 200)])
def test_the_interval_of_p_holds_the_truth_about_nine_times_in_ten(truth: float, runs: int) -> None:
    held = 0.0
    for wins in range(runs + 1):
        low, high = Comparison("a", "b", 0, 0, 0, 0, wins / runs, runs).p_interval
        if low <= truth <= high:
            held += comb(runs, wins) * truth ** wins * (1.0 - truth) ** (runs - wins)
    assert 0.87 <= held <= 0.95


def test_an_interval_reads_like_a_sentence() -> None:
    result = Comparison("a", "b", -0.04, 0.4, 1.23, 0.4, 0.7, 40)
    assert result.interval == "+0.4 points (0.0 to +1.2)"
    assert result.chance == "P(better) 0.70 (0.57 to 0.80)"
    assert repr(result) == ("<a against b: +0.4 points (0.0 to +1.2), a tie, "
                            "P(better) 0.70 (0.57 to 0.80) in 40 pairs>")
    minutes = replace(result, low=-0.4, middle=7.6, high=61.2, outcome=RESTORED)
    assert minutes.interval == "+8 min (0 to +61)"
    assert "in minutes to restore" in repr(minutes)


@pytest.mark.parametrize(("differences", "told"), [
    ([1.0] * 9 + [-1.0], "better in 9 of 10 pairs"),
    ([-1.0] * 9 + [1.0], "worse in 9 of 10 pairs"),
    ([1.0] * 6 + [-1.0] * 4, "a tie: better in 6, worse in 4 of 10 pairs"),
    ([1.0] * 8 + [0.0] * 2, "better in 8, worse in 0 of 10 pairs"),
    ([1.0] * 3 + [0.0] * 7, "a tie: better in 3, worse in 0 of 10 pairs"),
    ([0.0] * 10, "a tie: the same in all 10 pairs")])
def test_pairs_are_counted_as_they_are_and_equal_ones_are_no_half_wins(
        differences: list[float], told: str) -> None:
    found = better(values(differences), values([0.0] * 10))
    assert found.told == told
    assert found.won == sum(each > 0.0 for each in differences)
    assert found.lost == sum(each < 0.0 for each in differences)


def test_the_outcomes_are_those_of_the_record() -> None:
    record = run(cases(SCENARIO, "by_the_book", 1), until=2880.0)[0]
    found = Sample.of("x", [record], TRUST, LATER_TRUST, PRACTICE, RESTORED).values
    assert found[TRUST].tolist() == [100.0 * record.final_trust]
    assert found[LATER_TRUST].tolist() == [100.0 * record.course.value("trust", 2880.0)]
    assert found[RESTORED].tolist() == [record.restored_at]
    assert found[PRACTICE].tolist() == [practice(record)]
    assert list(Sample.of("x", [record]).values) == [TRUST]


def test_practice_is_the_mean_of_the_points_that_there_are() -> None:
    silent = run(cases(SCENARIO, "silent", 1))[0]
    metrics = (*timing(silent), *calmness(silent))
    judged = [metric.points for metric in metrics if metric.points is not None]
    assert 0 < len(judged) < len(metrics)
    assert practice(silent) == pytest.approx(sum(judged) / len(judged))


def test_an_outage_that_does_not_end_counts_with_the_whole_run() -> None:
    assert sample(SCENARIO, "silent", 1, RESTORED, until=60.0).values[RESTORED].tolist() == [60.0]


def test_a_moved_decision_takes_its_clock_times_along() -> None:
    message = Message(text="We see it.", form=(("next_update", "16:50"),), channels=("social",))
    earlier = moved(Decision(40.0, "trainee", "post", message=message), -20.0)
    assert earlier.at == 20.0 and earlier.message is not None
    assert dict(earlier.message.form)["next_update"] == "16:30"


def test_a_decision_moved_before_what_it_answered_stands_on_its_own() -> None:
    decision = Decision(40.0, "trainee", "answer", "x", anchor=Anchor("inject", "x", 5.0))
    later = moved(decision, 3.0).anchor
    assert later is not None and later.offset == 8.0
    assert moved(decision, -10.0).anchor is None


def test_silence_loses_to_the_book_and_so_does_panic() -> None:
    book = sample(SCENARIO, "by_the_book", 10)
    for loser in ("silent", "panicked"):
        result = better(book, sample(SCENARIO, loser, 10))
        assert (result.a, result.b, result.verdict) == ("by_the_book", loser, "better"), result


def test_a_score_stands_between_its_yardsticks() -> None:
    book = run(cases(SCENARIO, "by_the_book", 1, first_seed=7, drawn=False))[0]
    judged = score(book, runs=3)
    assert judged.trust == pytest.approx(judged.book, abs=0.3) and judged.place is not None
    assert "Practice" in str(judged) and "Outcome" in str(judged)
    assert judged.against_silent.chance in str(judged)


def test_two_runs_can_be_compared_and_only_of_the_same_scenario() -> None:
    book, silent = (run(cases(SCENARIO, name, 1))[0] for name in ("by_the_book", "silent"))
    result = sk.better(book, silent, runs=3)
    assert (result.a, result.b, result.runs) == ("the first run", "the second run", 3)
    assert result.verdict == "better"
    by_name = sk.better(book, "silent", runs=3)
    assert (by_name.middle, by_name.b) == (result.middle, "silent")
    other = run(cases(load("whatsapp-2021", variant="cheap_fixes"), "silent", 1))[0]
    assert sk.better("by_the_book", "silent", "whatsapp-2021", 3).verdict == "better"
    with pytest.raises(SimkitError, match="is not a run of"):
        sk.better(book, other, runs=3)
    with pytest.raises(SimkitError, match="need a scenario"):
        sk.better("by_the_book", "silent")


@pytest.mark.long
def test_on_95_of_100_seeds_silence_and_panic_lose_to_the_book() -> None:
    trust = {name: sample(SCENARIO, name, 100, drawn=False).values[TRUST]
             for name in ("by_the_book", "silent", "panicked")}
    for loser in ("silent", "panicked"):
        assert (trust[loser] < trust["by_the_book"]).sum() >= 95
