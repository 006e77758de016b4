"""The cards of what else can be done."""

from __future__ import annotations

from collections.abc import Callable

from simkit.session import Session
from simkit.widgets import choices
from simkit.widgets.deeds import Deeds

Taken = list[tuple[str, str, float | None]]


def desk(session: Session) -> tuple[Deeds, Taken]:
    session.run(until="10m")
    taken: Taken = []

    def at_once(command: Callable[[], None]) -> None:
        command()

    deeds = Deeds(lambda *choice: taken.append(choice), at_once)
    deeds.show(choices.cards(session.situation))
    return deeds, taken


def test_one_click_opens_a_card_and_a_second_one_starts_it(session: Session) -> None:
    deeds, taken = desk(session)
    deeds._buttons["brief"].click()
    assert taken == []
    assert "Brief the executives" in deeds._words.value
    deeds._start.click()
    assert taken == [("brief", "", None)]
    assert deeds._line.layout.display == "none"


def test_a_fix_starts_only_when_the_sureness_is_said(session: Session) -> None:
    deeds, taken = desk(session)
    deeds._buttons["fix net"].click()
    assert deeds._start.disabled
    deeds._start.click()
    assert taken == []
    deeds._levels[70].click()
    assert deeds._start.description == "Start, 70 sure"
    deeds._start.click()
    assert taken == [("fix", "net", 0.7)]


def test_the_sureness_of_one_fix_is_not_taken_over_to_the_next(session: Session) -> None:
    deeds, _ = desk(session)
    deeds._buttons["fix net"].click()
    deeds._levels[90].click()
    deeds._buttons["fix disk"].click()
    assert deeds._start.disabled


def test_a_person_is_chosen_by_one_click(session: Session) -> None:
    deeds, taken = desk(session)
    deeds._buttons["ask"].click()
    deeds._people["support"].click()
    assert taken == [("ask", "support", None)]


def test_leaving_it_takes_nothing(session: Session) -> None:
    deeds, taken = desk(session)
    deeds._buttons["plan"].click()
    deeds._choose("")
    assert taken == [] and deeds._line.layout.display == "none"


def test_impossible_cards_are_hidden_at_first_and_disabled_under_their_purpose(
    session: Session
) -> None:
    deeds, _ = desk(session)
    card = deeds._buttons["postmortem"]
    assert card.layout.display == "none"
    deeds._filters["afterwards"].click()
    assert card.layout.display is None and card.disabled
    assert "comes when the service is back" in card.tooltip.lower()
    assert deeds._buttons["brief"].layout.display == "none"


def test_no_card_is_ever_remade(session: Session) -> None:
    deeds, _ = desk(session)
    before = dict(deeds._buttons)
    session.act("build", "page")
    session.run(until="80m")
    deeds.show(choices.cards(session.situation))
    assert all(deeds._buttons[key] is button for key, button in before.items())
    assert deeds._buttons["build page"].layout.display == "none"
