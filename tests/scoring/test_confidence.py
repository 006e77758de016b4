from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "counterfactual"))  # for smallest.py
from smallest import day, said

from simkit.record import Record
from simkit.scoring.confidence import Bin, Calibration, Statement, calibration
from simkit.session import Session

SURE = st.floats(0.0, 1.0)


def statement(stated: float, true: bool, at: float = 0.0) -> Statement:
    return Statement(at, "of it", stated, true, ("e1",))


@pytest.fixture(scope="module")
def record() -> Record:
    return day((7.0, "fix", "disk", None, 0.9), (8.0, "suspect", "cable", None, 0.6),
               (9.0, "post", "", said("Chatter is down. This was no attack. It will be fixed in "
                                      "10 minutes.", next_update="20m"), 0.8))


def test_a_wrong_fix_a_right_guess_and_what_a_message_claimed_are_judged(record: Record) -> None:
    found = calibration(record)
    assert {(s.about, s.stated, s.true) for s in found.statements} == {
        ("that this fix works: delete the logs", 0.9, False),
        ("of this cause: A cable is cut", 0.6, True),
        ("that what was denied is not so", 0.8, True),
        ("of the time for the repair", 0.8, False)}


def test_every_statement_names_its_events(record: Record) -> None:
    ids = {event.id for event in record.events}
    assert all(s.evidence and set(s.evidence) <= ids for s in calibration(record).statements)


def test_the_loudest_mistake_is_named_first(record: Record) -> None:
    found = calibration(record)
    assert [s.stated for s in found.overconfident] == [0.9, 0.8]
    assert "Too sure 2 times, most of all at T+0:07: 90 in 100 sure that this fix" in found.words


def test_what_nobody_was_asked_about_is_not_judged() -> None:
    found = calibration(day((7.0, "investigate", "cable", None, None)))
    assert found.brier is None and found.bins == () and found.points == 0.0
    assert "Nobody was asked" in found.words


def test_what_the_world_has_not_answered_is_not_judged() -> None:
    session = Session(day().scenario, seed=1)
    session.run(until=7.0)
    session.act("fix", "disk", confidence=0.9)
    assert calibration(session.record).statements == ()


def test_an_all_clear_after_which_it_breaks_again_was_not_true() -> None:
    record = day((200.0, "post", "", said("It is over. Everything works again."), 0.95))
    assert [s.true for s in calibration(record).statements] == [True]
    last = record.events[-1]
    broken = replace(record, events=(*record.events, last._replace(
        kind="relapse", at=last.at + 1.0, id="e9999", cause="")))
    assert [s.true for s in calibration(broken).statements] == [False]


def test_a_coin_has_a_quarter_and_perfection_nothing() -> None:
    assert Calibration((statement(0.5, True), statement(0.5, False))).brier == 0.25
    assert Calibration((statement(1.0, True), statement(0.0, False))).brier == 0.0


@given(SURE, SURE)
def test_nothing_earns_more_than_to_say_what_one_believes(belief: float, other: float) -> None:
    def expected(stated: float) -> float:
        return (belief * statement(stated, True).points
                + (1.0 - belief) * statement(stated, False).points)

    assert expected(belief) >= expected(other) - 1e-9


@given(st.lists(st.tuples(SURE, st.booleans()), min_size=1, max_size=30))
def test_every_statement_is_in_one_bin(stated: list[tuple[float, bool]]) -> None:
    found = Calibration(tuple(statement(sure, true) for sure, true in stated))
    assert sum(each.count for each in found.bins) == len(stated)
    assert [b.stated for b in found.bins] == sorted(b.stated for b in found.bins)
    assert found.brier is not None and 0.0 <= found.brier <= 1.0
    assert all(0.0 <= low <= high <= 1.0 for low, high in (b.interval for b in found.bins))


@pytest.mark.parametrize(("bin_", "verdict"), [
    (Bin(0.9, 0.1, 10), "too sure"), (Bin(0.2, 0.9, 10), "not sure enough"),
    (Bin(0.8, 0.25, 4), "too sure"), (Bin(0.7, 0.5, 4), "")])
def test_a_few_statements_leave_it_open(bin_: Bin, verdict: str) -> None:
    assert bin_.verdict == verdict
