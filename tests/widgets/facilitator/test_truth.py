"""The truth beside what they know: what differs comes first, and is said to differ."""

from __future__ import annotations

from simkit.facilitator import Facilitator
from simkit.scenario import load
from simkit.session import Session
from simkit.widgets.facilitator import truth
from simkit.widgets.facilitator.truth import Row


def rows(session: Session, mode: str = "practice") -> dict[str, Row]:
    """Return the rows by what they are about."""
    return {row["what"]: row for row in truth.rows(session.world, session.situation, mode)}


def run(until: str) -> Session:
    session = Session(load("whatsapp-2021"), seed=7)
    session.run(until=until)
    return session


def test_differences_come_before_everything_else() -> None:
    differ = [row["differs"] for row in truth.rows(run("30m").world, run("30m").situation, "exam")]
    assert differ == sorted(differ, reverse=True) and any(differ) and not all(differ)


def test_the_cause_differs_until_the_evidence_shows_the_true_one() -> None:
    session = run("10m")
    row = rows(session)["Cause"]
    assert row["differs"] and "backbone" in row["truth"] and " (" in row["known"]
    while not any(line.id == "backbone" and line.shown >= 0.7
                  for line in session.situation.board):
        session.run(until=session.now + 10.0)
    assert not rows(session)["Cause"]["differs"]


def test_before_the_alarm_nothing_is_known() -> None:
    session = Session(load("whatsapp-2021"), seed=7)
    session.run(until="1m")
    assert rows(session)["Cause"]["known"] == "Nothing yet: no alarm."
    assert rows(session)["The service"]["differs"]


def test_a_fix_that_cannot_work_is_named_with_what_it_costs() -> None:
    session = run("20m")
    session.act("fix", "dns", confidence=0.6)
    session.run(until="30m")
    assert rows(session)["They said"]["known"].startswith("60 in 100 sure:")
    assert "For nothing." in rows(session)["Being fixed"]["truth"]


def test_a_lie_differs_until_people_find_out() -> None:
    session = run("10m")
    session.post("All is back to normal. Everything works again.", "social")
    session.run(until="35m")
    row = rows(session)["Published"]
    assert row["differs"] and "Everything works again." in row["known"]
    while not any(event.kind == "contradicted" for event in session.events):
        session.run(until=session.now + 5.0)
    assert "Published" not in rows(session)


def test_a_promised_end_that_nothing_carries_differs() -> None:
    session = run("10m")
    session.post("It will be fixed in two hours.", "social")
    session.run(until="35m")
    row = rows(session)["Back"]
    assert row["differs"] and row["known"].startswith("Promised by")


def test_the_end_is_told_once_it_is_settled_and_not_before() -> None:
    session = run("30m")
    assert rows(session)["Back"]["truth"].startswith("Not settled")
    while not any(event.kind == "fix worked" for event in session.record.events):
        session.run(until=session.now + 10.0)
    told = rows(session)["Back"]["truth"]
    session.run(until=session.now + 180.0)
    assert session.record.restored_at is not None
    at = round(session.record.restored_at)
    assert f"T+{at // 60}:{at % 60:02d}" in told


def test_a_scripted_outage_tells_its_end_from_the_script() -> None:
    session = Session(load("whatsapp-2021", variant="as_it_happened"), seed=7)
    session.run(until="30m")
    assert "back at about" in rows(session)["Back"]["truth"]


def test_trust_is_called_hidden_in_an_exam_and_shown_in_practice() -> None:
    session = run("30m")
    assert rows(session, "exam")["People"]["known"] == "Hidden in an exam."
    assert rows(session, "practice")["People"]["known"] == "Trust is shown to them."


def test_asking_support_ends_the_difference_about_the_way_round() -> None:
    session = run("10m")
    assert rows(session)["Meanwhile"]["differs"]
    session.act("ask_support")
    session.run(until="30m")
    assert not rows(session)["Meanwhile"]["differs"]


def test_looking_at_the_truth_changes_nothing() -> None:
    session, other = run("30m"), run("30m")
    for _ in range(3):
        rows(session)
    Facilitator(session).note("So far.")
    for each in (session, other):
        each.run(until="2h")
    told = [event[:3] for event in session.record.events if event.kind != "steered"]
    assert told == [event[:3] for event in other.record.events]
