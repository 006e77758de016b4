"""Hints for whoever plays guided."""

from __future__ import annotations

from simkit.scenario import load
from simkit.session import Session
from simkit.widgets.view.hints import hint


def test_before_anything_is_wrong_there_is_no_hint() -> None:
    assert hint(Session(load("whatsapp-2021"), seed=7).situation) == ""


def test_the_first_hint_is_the_first_word_and_fades_with_it() -> None:
    session = Session(load("whatsapp-2021"), seed=7)
    session.run(until="10m")
    assert hint(session.situation).startswith("Say something true first")
    session.post("We see it and look into it. Next update in 30 minutes.", channel="social")
    assert not hint(session.situation).startswith("Say something true first")


def test_the_hint_about_answers_fades_after_two_answers() -> None:
    session = Session(load("whatsapp-2021"), seed=7)
    session.run(until="5m")
    session.post("We see it and look into it. Next update in 2 hours.", channel="social")
    session.run(until="20m")
    assert hint(session.situation).startswith("Somebody waits for you")
    session.answer("support", "We see it; phone and text work.")
    assert hint(session.situation).startswith("Somebody waits for you")
    session.answer("reporter", "We do not know yet.")
    session.run(until="28m")
    assert any(item.state == "open" for item in session.situation.inbox)
    assert not hint(session.situation).startswith("Somebody waits for you")
