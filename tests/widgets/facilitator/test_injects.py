"""The injects as the facilitator has them: order, states, and how near a condition is."""

from __future__ import annotations

import pytest

from simkit.facilitator import Facilitator
from simkit.scenario import load
from simkit.session import Session
from simkit.widgets.facilitator import injects


@pytest.fixture
def session() -> Session:
    session = Session(load("whatsapp-2021"), seed=7)
    session.run(until=20.0)
    return session


def test_what_comes_by_the_clock_comes_first_then_conditions_then_what_is_left_out(
        session: Session) -> None:
    Facilitator(session).skip("bank")
    rows = injects.planned(session.world)
    kinds = [2 if row["skipped"] else 1 if row["t"] == "if" else 0 for row in rows]
    assert kinds == sorted(kinds) and rows[-1]["id"] == "bank"
    assert [row["id"] for row in rows if row["next"]] == [rows[0]["id"]]
    assert rows[0]["state"]["words"].startswith("next, in ")


def test_a_condition_shows_its_value_now_and_whether_it_holds(session: Session) -> None:
    row = next(row for row in injects.planned(session.world) if row["id"] == "chief")
    assert row["t"] == "if"
    clauses = {clause["words"]: clause for group in row["groups"] for clause in group}
    held = next(clause for words, clause in clauses.items() if words.startswith("severity"))
    assert held["holds"] and held["now"].endswith("%")


def test_what_does_not_exist_yet_is_said_to_be_nothing(session: Session) -> None:
    nows = [clause["now"] for row in injects.planned(session.world) for group in row["groups"]
            for clause in group if clause["words"].startswith("since restoration")]
    assert nows and set(nows) == {"nothing yet"}


def test_a_delay_is_shown_with_its_new_time(session: Session) -> None:
    Facilitator(session).delay("bakery", "15m")
    Facilitator(session).delay("chief", "30m")
    rows = {row["id"]: row for row in injects.planned(session.world)}
    assert rows["bakery"]["t"] == "T+1:20" and rows["bakery"]["state"]["more"] == "delayed by you"
    assert rows["chief"]["state"]["words"] == "not before T+0:50"


def test_what_came_says_who_waits_first_and_by_whose_hand_it_came(session: Session) -> None:
    hand = Facilitator(session)
    hand.fire("bank")
    hand.write("Paper, yes or no?", "a hospital group", within="5m")
    hand.delay("doors", "1m")
    session.run(until=29.0)
    rows = {row["title"]: row for row in injects.came(session.world)}
    assert rows["Meridian Bank"]["why"] == "sent by you"
    assert rows["A hospital group"]["why"] == "written by you"
    assert rows["A hospital group"]["state"]["words"] == "not answered in time"
    states = [row["state"]["sign"] for row in injects.came(session.world)]
    assert states == sorted(states, key=lambda sign: sign != "due")


def test_a_delayed_inject_that_came_says_so(session: Session) -> None:
    Facilitator(session).delay("joke", "1m")
    session.run(until=60.0)
    items = [item for item in session.world.inbox.items if item.spec.id == "joke"]
    assert len(items) == 1
    assert any(row["why"] == "delayed by you" for row in [injects._came(
        items[0], session.world, next(event.cause for event in session.record.of("inject")
                                      if event.data["name"] == "joke"))])


def test_only_the_nearest_are_shown_before_somebody_asks_for_all(session: Session) -> None:
    rows = injects.planned(session.world)
    near = injects.folded(rows)
    assert len(near) == injects.FEW < len(rows)
    assert near[:injects.TIMED] == [row["id"] for row in rows[:injects.TIMED]]


def test_all_injects_are_counted(session: Session) -> None:
    Facilitator(session).skip("bank")
    total = len(session.scenario.injects)
    came = len(session.world.inbox.items)
    assert injects.counted(session.world) == f"{total} · {came} came · 1 left out"
