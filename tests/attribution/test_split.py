from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from smallest import day, outage, said

from simkit.attribution import COALITIONS, OUTAGE, PARTS, Split, attribute, shapley
from simkit.policy import play
from simkit.record import Record
from simkit.session import Session

LATE = said("OH NO!!! Chatter is down!!! It will be fixed soon!!!", next_update="15m")
DISK = 0.9


def run() -> Record:
    return day((40.0, "fix", "disk", None, DISK), (70.0, "post", "", LATE, None),
               (120.0, "talk", "", None, None))


@pytest.fixture(scope="module")
def splits() -> list[Split]:
    return list(attribute(run(), runs=4))


PLAYERS = ("a", "b", "c")
SOME = [frozenset(some) for size in range(4) for some in combinations(PLAYERS, size)]
GAMES = st.lists(st.floats(-50.0, 50.0), min_size=8, max_size=8).map(
    lambda worths: {some: np.array([worth]) for some, worth in zip(SOME, worths, strict=True)})


@given(GAMES)
def test_the_parts_add_up(game: dict[frozenset[str], np.ndarray]) -> None:
    total = game[frozenset(PLAYERS)] - game[frozenset()]
    assert sum(shapley(game, PLAYERS).values()) == pytest.approx(total, abs=1e-9)


@given(GAMES)
def test_swapping_two_players_swaps_their_credit(game: dict[frozenset[str], np.ndarray]) -> None:
    names = {"a": "b", "b": "a", "c": "c"}
    swapped = {frozenset(names[each] for each in some): worth for some, worth in game.items()}
    before, after = shapley(game, PLAYERS), shapley(swapped, PLAYERS)
    assert after["a"] == pytest.approx(before["b"]) and after["b"] == pytest.approx(before["a"])


@given(GAMES)
def test_a_player_who_changes_nothing_gets_nothing(game: dict[frozenset[str], np.ndarray]) -> None:
    idle = {some: game[some - {"c"}] for some in game}
    assert shapley(idle, PLAYERS)["c"] == pytest.approx(0.0)


def test_there_are_32_coalitions() -> None:
    assert len(set(COALITIONS)) == 32


def test_a_run_s_shares_add_up_to_what_it_lost(splits: list[Split]) -> None:
    for split in splits:
        assert sum(share.here for share in split.shares) == pytest.approx(split.lost, abs=1e-9)
    assert [share.name for share in splits[-1].shares] == [OUTAGE, *PARTS]


def test_the_run_s_own_world_ends_as_the_run_did(splits: list[Split]) -> None:
    record = run()
    assert splits[0].end == pytest.approx(100.0 * record.final_trust, abs=1e-9)
    assert splits[0].start == pytest.approx(100.0 * record.course.mean("trust")[0], abs=1e-9)


def test_the_first_split_comes_before_the_other_worlds_and_the_last_has_them_all(
        splits: list[Split]) -> None:
    assert splits[0].worlds == 0 and splits[0].done < splits[0].whole
    assert splits[-1].worlds == 4 and splits[-1].done == splits[-1].whole == 5 * 34
    assert [share.here for share in splits[0].shares] == [
        share.here for share in splits[-1].shares]


def test_the_book_played_by_hand_owes_nothing_to_its_parts() -> None:
    split = list(attribute(play(Session(outage(), seed=1), "by_the_book").record, runs=1))[-1]
    assert [share.here for share in split.shares[1:]] == pytest.approx([0.0] * 5, abs=0.05)


def test_silence_loses_by_time_and_content_alike() -> None:
    split = list(attribute(day(scenario=outage(takes=150.0)), runs=1))[-1]
    assert split.share("timing").here == pytest.approx(split.share("content").here)
    assert split.share("timing").here > 0.0
    assert split.share("calm of messages").here == 0.0


def test_a_decision_that_changes_nothing_leaves_its_part_within_nothing() -> None:
    idle = day((90.0, "proceed", "", None, None), scenario=outage(takes=150.0))
    none = day(scenario=outage(takes=150.0))
    one, other = (list(attribute(record, runs=1))[-1].share("repair") for record in (idle, none))
    assert (one.here, one.mean) == (other.here, other.mean)


def test_it_reads_as_a_table() -> None:
    split = Split(70.0, 60.0, (), 3)
    assert repr(split) == ("<10.0 points of trust lost, 70.0 to 60.0; intervals over 3 worlds>")
