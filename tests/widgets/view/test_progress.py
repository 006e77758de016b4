"""What has become of a deed that was begun."""

from __future__ import annotations

from simkit.session import Session
from simkit.situation import Situation
from simkit.widgets.view.progress import STANDING, Progress


def progress(action: str, target: str, situation: Situation) -> str:
    return Progress(situation).of(action, target)


def test_a_deed_is_under_way_from_its_decision_to_its_end(session: Session) -> None:
    session.run(until="5m")
    assert progress("brief", "", session.situation) == ""
    session.act("brief")
    assert progress("brief", "", session.situation) == "◐ under way since T+0:05"
    session.run(until="40m")
    assert progress("brief", "", session.situation).startswith("✓ done T+0:")


def test_a_deed_for_one_person_says_for_whom(session: Session) -> None:
    session.run(until="5m")
    session.act("ask", "support")
    assert progress("ask", "", session.situation) == "◐ under way since T+0:05: Sue"


def test_a_fix_is_asked_for_then_tried_then_has_an_end(session: Session) -> None:
    session.run(until="5m")
    session.act("fix", "net", confidence=0.6)
    assert progress("fix", "net", session.situation) == "◐ asked for at T+0:05"
    assert progress("fix", "disk", session.situation) == ""
    session.run(until="6m")
    assert progress("fix", "net", session.situation) == "◐ being tried since T+0:05"
    session.run_to_event(("fix failed",), limit=600.0)
    assert progress("fix", "net", session.situation).startswith("✕ did not help, T+0:")


def test_a_fix_that_engineers_begin_unasked_is_being_tried_too(session: Session) -> None:
    session.run_to_event(("fix begun",), limit=600.0)
    begun = session.events[-1]
    words = progress("fix", str(begun.data["about"]), session.situation)
    assert words.startswith("◐ being tried since T+")


def test_what_holds_until_it_is_changed_has_no_end_to_wait_for(session: Session) -> None:
    session.run(until="5m")
    session.act("investigate", "net")
    session.act("hold")
    assert {progress(action, "", session.situation) for action in STANDING} == {""}
