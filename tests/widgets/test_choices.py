"""What can be decided, with its price."""

from __future__ import annotations

from simkit.actions import ACTIONS, PURPOSES
from simkit.session import Session
from simkit.widgets import choices, panels


def test_actions_that_aim_at_people_are_one_card_with_picks(session: Session) -> None:
    session.run(until="5m")
    ask = next(card for card in choices.cards(session.situation) if card["action"] == "ask")
    assert ask["title"] == "Ask how it is going"
    assert "Sue" in [pick["words"] for pick in ask["picks"]]


def test_cards_come_in_the_order_of_the_purposes(session: Session) -> None:
    session.run(until="5m")
    purposes = [PURPOSES.index(card["purpose"]) for card in choices.cards(session.situation)]
    assert purposes == sorted(purposes)


def test_the_price_of_a_fix_names_time_person_and_evidence(session: Session) -> None:
    session.run(until="10m")
    fix = next(c for c in choices.cards(session.situation) if c["key"] == "fix net")
    assert fix["price"].startswith("12 min · An engineer · evidence about ")
    assert fix["risky"] and fix["price"].endswith("more likely to solve another problem")
    assert fix["asks_confidence"]


def test_what_is_under_way_says_so_and_can_be_started_again_all_the_same(
        session: Session) -> None:
    session.run(until="5m")
    session.act("plan")
    plan = next(c for c in choices.cards(session.situation) if c["key"] == "plan")
    assert plan["price"] == "◐ under way since T+0:05 · 15 min · You"
    assert plan["begun"] and plan["possible"]
    assert "start it once more" in panels.choosing(plan)


def test_what_does_not_fit_now_shows_under_its_purpose_with_the_reason(session: Session) -> None:
    session.run(until="10m")
    found = choices.cards(session.situation)
    later = [card for card in found if card["action"] == "postmortem"]
    assert [card["price"] for card in later] == ["Comes when the service is back"]
    assert later[0] not in choices.shown(found, choices.FITS)
    assert later[0] in choices.shown(found, "afterwards")


def test_every_action_can_be_reached_by_form_briefing_or_card(session: Session) -> None:
    offered = {o.action for o in session.situation.offers}
    carded = {card["action"] for card in choices.cards(session.situation)}
    assert offered - carded <= {"prepare", "withdraw", "post", "answer", "suspect"}
    assert set(choices.FILTERS[1:]) == {a.purpose for a in ACTIONS.values()} - {"prepare", "say"}
