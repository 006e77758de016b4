"""Saying what one thinks, at the board and about oneself."""

from __future__ import annotations

from simkit.session import Session
from simkit.widgets import Console


def test_a_cause_and_a_number_make_a_statement(session: Session) -> None:
    session.run(until="20m")
    console = Console(session)
    board = console._judging
    board.causes["net"].click()
    assert board._levels.layout.display is None
    board.levels[60].click()
    decision = session.record.decisions[-1]
    assert (decision.action, decision.target, decision.confidence) == ("suspect", "net", 0.6)
    assert "you said 60" in board._board.value
    assert board._levels.layout.display == "none"


def test_before_anything_is_known_there_is_nothing_to_judge(session: Session) -> None:
    console = Console(session)
    assert console._judging._causes.layout.display == "none"


def test_what_helps_is_one_click_away(session: Session) -> None:
    session.run(until="12m")
    console = Console(session)
    first = console._you.buttons[0]
    assert first.layout.display is None and "Give the inbox" in first.description
    first.click()
    assert session.record.decisions[-1].action == "delegate"
    assert console._controls.play.disabled is False
