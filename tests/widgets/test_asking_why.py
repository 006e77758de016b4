"""*Why did that happen?* of every curve on the screen."""

from __future__ import annotations

from simkit.session import Session
from simkit.widgets import charts
from simkit.widgets.asking_why import AskingWhy, curves


def asked(session: Session, *, exam: bool = False) -> tuple[AskingWhy, charts.Pulse]:
    pulse = charts.pulse(session.situation, session.scenario,
                         None if exam else session.record.course)
    why = AskingWhy(lambda command: command())
    why.opened = True
    why.show(pulse, session.situation)
    return why, pulse


def test_every_curve_on_the_screen_can_be_asked_about(session: Session) -> None:
    session.run(until="40m")
    why, pulse = asked(session)
    segments = [segment.name for segment in session.scenario.segments]
    assert list(curves(pulse)) == [
        "trust", *(f"trust {name}" for name in segments), "rumour", "reports"]
    assert [each.description for each in why._curves.values()] == [
        "Trust of all", *(f"of {name}" for name in segments), "Rumour", "Reports"]
    for each in why._curves.values():
        each.click()
        why.show(pulse, session.situation)
        assert each.button_style == "info"
        assert "<li>" in why._words.value or "hardly moved" in why._words.value


def test_in_an_exam_no_curve_tells_of_trust(session: Session) -> None:
    session.run(until="40m")
    why, _ = asked(session, exam=True)
    assert list(why._curves) == ["reports"]
