"""A run among replays of its decisions, and those among other ways of playing."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent / "counterfactual"))  # for smallest.py
from smallest import day, outage, said

import simkit.luck as luck_
from simkit.luck import Band, Luck, replayed, unplayed, yardsticks
from simkit.record import Record
from simkit.scenario.parts import Scenario
from simkit.session import Session

NOTHING = Band(np.empty(0), np.empty(0), np.empty(0))


def luck(here: float, own: list[float], book: list[float]) -> Luck:
    return Luck(here, np.array(own), {"by_the_book": np.array(book)}, NOTHING)


def gamble() -> Scenario:
    """A scenario in which a full disk is rarely the cause; somebody is free to try that fix."""
    small = outage(takes=240.0)
    cable, disk = small.incident.causes
    incident = replace(small.incident, actual_cause="", causes=(
        replace(cable, likely=0.92, who="engineer"), replace(disk, likely=0.08, who="other")))
    other = replace(small.team[2], role="other")
    return replace(small, incident=incident, team=(*small.team, other))


def guessed(seed: int) -> Record:
    """A run that deletes the logs at once, on no evidence, and says nothing."""
    return day((7.0, "fix", "disk", None, 0.9), scenario=gamble(), seed=seed)


@pytest.mark.parametrize(("here", "verdict"), [
    (99.5, "lucky"), (75.5, "a little lucky"), (50.5, "neither lucky nor unlucky"),
    (20.5, "a little unlucky"), (5.5, "unlucky")])
def test_the_rank_among_the_replays_is_the_luck(here: float, verdict: str) -> None:
    found = luck(here, [float(i) for i in range(1, 101)], [0.0] * 100)
    assert found.verdict == verdict
    assert found.rank == pytest.approx(here / 100.0, abs=0.006)


def test_without_luck_it_says_so() -> None:
    found = luck(50.0, [50.0] * 10, [60.0] * 10)
    assert found.still and "nothing is left to luck" in found.sentences[0]
    assert not found.flattered


def test_a_fine_end_by_decisions_that_usually_lose_is_flattery() -> None:
    found = luck(70.0, [40.0, 41.0, 42.0, 70.0, 43.0], [60.0] * 5)
    assert found.flattered
    assert any("Good luck, not good play" in sentence for sentence in found.sentences)
    assert not luck(70.0, [65.0, 66.0, 67.0, 70.0, 68.0], [60.0] * 5).flattered


def test_a_lucky_run_of_bad_decisions_is_told_so() -> None:
    scenario = gamble()
    seed = next(seed for seed in range(99)
                if Session(scenario, seed).world.incident.actual == "disk")
    (*_, found) = replayed(guessed(seed), seeds=30)
    assert found.verdict == "lucky" and found.flattered
    assert found.sentences[0].startswith("Lucky: this run ended at")
    assert found.against("by_the_book").verdict == "worse"


@pytest.fixture(scope="module")
def steps() -> list[Luck]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(luck_, "STEP", 4)
        return list(replayed(day((8.0, "post", "", said("Chatter is down."), None)), seeds=6))


def test_it_comes_in_steps_and_the_first_replays_stay(steps: list[Luck]) -> None:
    assert [len(step.own) for step in steps] == [4, 6]
    assert steps[1].own[:4].tolist() == steps[0].own.tolist()
    assert steps[-1].done == steps[-1].whole == 6 * 4


def test_the_own_seed_is_not_among_the_other_luck(steps: list[Luck]) -> None:
    assert set(steps[0].others) == {"silent", "by_the_book", "panicked"}
    assert len(steps[-1].own) == 6


def test_the_band_holds_the_middle_of_the_replays(steps: list[Luck]) -> None:
    band = steps[-1].band
    assert (band.low <= band.high).all() and band.at[0] == 0.0
    assert 100.0 * band.low[-1] == pytest.approx(np.quantile(steps[-1].own, 0.05))


def test_a_run_that_is_not_over_is_taken_to_its_end_without_another_decision() -> None:
    record = day((8.0, "post", "", said("Chatter is down."), None))
    early = replace(record, until=200.0)
    (*_, whole), (*_, part) = replayed(record, seeds=1), replayed(early, seeds=1)
    assert part.here == pytest.approx(whole.here)


def test_what_is_known_of_the_other_plays_is_not_played_again() -> None:
    record = day((8.0, "post", "", said("Chatter is down."), None))
    known = yardsticks(record.scenario, seeds=3)
    (*_, played), (*_, told) = replayed(record, seeds=3), replayed(record, seeds=3, known=known)
    assert (told.done, told.whole, played.done) == (3, 3, 3 * 4)
    assert told.own.tolist() == played.own.tolist()
    assert {name: ends.tolist() for name, ends in told.others.items()} == {
        name: ends.tolist() for name, ends in played.others.items()}


def test_what_is_known_counts_for_the_usual_people_only() -> None:
    record = day((8.0, "post", "", said("Chatter is down."), None))
    other = replace(record, header=replace(record.header, parameters={"kappa_T": 0.2}))
    assert unplayed(record, 1, None, yardsticks(record.scenario, seeds=1)) == []
    assert len(unplayed(other, 1, None, yardsticks(record.scenario, seeds=1))) == 3
    assert len(unplayed(record, 2, None, yardsticks(record.scenario, seeds=1))) == 3, "too few"
