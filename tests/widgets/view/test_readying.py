"""The briefing as plain data."""

from __future__ import annotations

from simkit.scenario import load
from simkit.session import Session
from simkit.widgets.view.readying import briefing

SCENARIO = load("whatsapp-2021")


def test_what_is_wanted_counts_against_the_budget_before_it_is_decided() -> None:
    session = Session(SCENARIO, seed=7)
    data = briefing(session.situation, SCENARIO, ["templates", "outside_channel"])
    assert data["left"] == 1.0
    rows = {row["id"]: row for row in data["offers"]}
    assert rows["templates"]["chosen"] and rows["templates"]["possible"]
    assert rows["drill"]["possible"]
    full = briefing(session.situation, SCENARIO, ["outside_channel", "runbook", "approval"])
    rows = {row["id"]: row for row in full["offers"]}
    assert rows["drill"]["why_not"] == "needs 1 day more" and not rows["drill"]["possible"]


def test_every_preparation_says_what_it_changes() -> None:
    data = briefing(Session(SCENARIO, seed=7).situation, SCENARIO)
    assert all(row["effect"] for row in data["offers"])
    assert data["offers"][0]["effect"] == "A first word takes 2 to 4 min to write, not 6."


def test_channels_answer_where_people_would_hear_you() -> None:
    session = Session(SCENARIO, seed=7)
    before = {ear["name"]: ear["state"]["words"]
              for ear in briefing(session.situation, SCENARIO)["ears"]}
    assert before["Social"] == "would survive"
    assert before["In-app notice"] == "would die with the service"
    assert before["Outside status page"] == "not built"
    after = {ear["name"]: ear["state"]["words"]
             for ear in briefing(session.situation, SCENARIO, ["outside_channel"])["ears"]}
    assert after["Outside status page"] == "would survive: you made one"


def test_the_briefing_does_not_tell_what_will_break() -> None:
    text = str(briefing(Session(SCENARIO, seed=7).situation, SCENARIO)["role"])
    assert "backbone" not in text
