"""Pairs of runs: the same luck on both sides, intervals, and ties called ties."""

from __future__ import annotations

import numpy as np
import pytest

from simkit.counterfactual import moved
from simkit.ensemble import Comparison, cases, compare, paired, run
from simkit.events import Anchor, Decision
from simkit.message import Message
from simkit.scenario import load
from simkit.scorecard import score

SCENARIO = load("whatsapp-2021")


def test_a_policy_against_itself_is_a_tie_of_nothing() -> None:
    same = compare(SCENARIO, "silent", "silent", runs=4)
    assert (same.low, same.middle, same.high, same.p) == (0.0, 0.0, 0.0, 0.5)
    assert same.verdict == "a tie"


def test_results_do_not_depend_on_how_many_run_together() -> None:
    few = [record.final_trust for record in run(cases(SCENARIO, "silent", 3))]
    many = [record.final_trust for record in run(cases(SCENARIO, "silent", 6))]
    assert few == many[:3]


@pytest.mark.parametrize(("differences", "verdict"), [
    ([1.0] * 10, "better"), ([-1.0] * 10, "worse"), ([1.0] * 7 + [-1.0] * 3, "a tie"),
    ([0.01] * 10, "a tie"),
])
def test_below_eight_wins_in_ten_it_is_a_tie(differences: list[float], verdict: str) -> None:
    assert paired("a", np.array(differences), "b", np.zeros(10)).verdict == verdict


def test_an_interval_reads_like_a_sentence() -> None:
    result = Comparison("a", "b", -0.04, 0.4, 1.23, 0.7, 40)
    assert result.interval == "+0.4 points (0.0 to +1.2)"


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
    for loser in ("silent", "panicked"):
        result = compare(SCENARIO, "by_the_book", loser, runs=10)
        assert result.verdict == "better", result


def test_a_score_stands_between_its_yardsticks() -> None:
    book = run(cases(SCENARIO, "by_the_book", 1, first_seed=7, drawn=False))[0]
    judged = score(book, runs=3)
    assert judged.place == pytest.approx(100.0, abs=1.0)
    assert "Practice" in str(judged) and "Outcome" in str(judged)


@pytest.mark.long
def test_on_95_of_100_seeds_silence_and_panic_lose_to_the_book() -> None:
    trust = {name: np.array([record.final_trust for record in
                             run(cases(SCENARIO, name, 100, drawn=False))])
             for name in ("by_the_book", "silent", "panicked")}
    for loser in ("silent", "panicked"):
        assert (trust[loser] < trust["by_the_book"]).sum() >= 95
