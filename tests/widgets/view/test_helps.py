"""What would help you now."""

from __future__ import annotations

from dataclasses import replace

from simkit.session import Session
from simkit.situation import Situation
from simkit.widgets.view.helps import helps


def as_if(now: Situation, tension: str, fatigue: str = "working") -> Situation:
    """Return *now* with you in another state."""
    return replace(now, team=tuple(replace(m, tension=tension, fatigue=fatigue) if m.you else m
                                   for m in now.team))


def test_where_nothing_presses_nothing_is_offered(session: Session) -> None:
    assert helps(session.situation) == []


def test_two_who_wait_are_a_reason_to_give_the_inbox_away(session: Session) -> None:
    session.run(until="12m")
    first = helps(as_if(session.situation, "calm"))[0]
    assert (first["action"], first["target"]) == ("delegate", "writer")
    assert first["words"] == "Give the inbox to plain words" and first["price"]


def test_tension_asks_for_a_talk_and_a_plan_and_tiredness_for_a_rest(session: Session) -> None:
    session.run(until="5m")
    acts = [each["action"] for each in helps(as_if(session.situation, "strained", "spent"))]
    assert acts == ["rest", "talk", "plan"]


def test_what_was_done_is_not_offered_again_within_the_hour(session: Session) -> None:
    session.run(until="5m")
    session.act("talk")
    session.act("delegate", "writer")
    acts = [each["action"] for each in helps(as_if(session.situation, "tense"))]
    assert acts == ["plan"]
