"""The facilitator's page: every button a decision, one clock with the trainees' console."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from simkit.errors import Refused
from simkit.facilitator import notes
from simkit.scenario.parts import Objective, Scenario
from simkit.session import Session
from simkit.widgets.console import Console
from simkit.widgets.facilitator import FacilitatorScreen, Projector, told
from simkit.widgets.facilitator.goals import goals
from simkit.widgets.table import table_of


def press(screen: FacilitatorScreen, words: str, row: str = "") -> None:
    """Press the button that says *words*, of the inject *row* where that is given."""
    buttons = screen._rows[row][2] if row else [
        screen._play, screen._stop, screen._step, screen._wash, screen._all]
    next(button for button in buttons if words in button.description).click()


def acts(session: Session) -> list[tuple[str, str]]:
    return [(d.action, d.target) for d in session.record.decisions if d.steers]


def test_the_clock_is_the_consoles_and_what_the_facilitator_stops_only_he_starts(
        session: Session) -> None:
    console, screen = Console(session), FacilitatorScreen(session)
    press(screen, "Play")
    assert console.clock.playing
    press(screen, "Stop")
    assert not console.clock.playing and console.clock.reason == "by the facilitator"
    with pytest.raises(Refused, match="the facilitator has stopped the clock"):
        console.clock.asked_to_start()
    press(screen, "Play")
    assert console.clock.playing
    assert acts(session) == [("start_clock", ""), ("stop_clock", ""), ("start_clock", "")]


def test_in_an_exam_only_the_facilitator_stops_the_clock(session: Session) -> None:
    console, screen = Console(session, mode="exam"), FacilitatorScreen(session)
    press(screen, "Play")
    with pytest.raises(Refused, match="only the facilitator stops the clock"):
        console.clock.asked_to_stop()
    console._controls.play.click()
    assert console.clock.playing
    press(screen, "Stop")
    assert not console.clock.playing
    console._controls.play.click()
    assert not console.clock.playing


def test_without_a_console_the_page_drives_and_hands_over_to_one_that_comes(
        session: Session) -> None:
    screen = FacilitatorScreen(session)
    press(screen, "+1 min")
    assert session.now == 1.0
    press(screen, "Stop")
    console = Console(session)
    assert table_of(session).driver is not None
    assert console.clock.held and screen._hand.driver.clock is console.clock
    console.close()
    press(screen, "+1 min")
    assert session.now == 2.0


def test_each_inject_has_its_buttons_and_a_refusal_is_said_here_and_not_to_the_trainees(
        session: Session) -> None:
    console, screen = Console(session), FacilitatorScreen(session)
    press(screen, "Send now", row="boss")
    press(screen, "+10 min", row="press")
    press(screen, "Leave out", row="news")
    assert acts(session) == [("fire", "boss"), ("delay", "press"), ("skip", "news")]
    assert screen._rows["boss"][0].layout.display == "none"
    press(screen, "Leave out", row="news")
    assert "left out already" in screen._said.value and "left out" not in console._said.value


def test_the_forms_write_whisper_pin_and_seat_and_say_what_they_cannot(session: Session) -> None:
    screen = FacilitatorScreen(session)
    said: list[str] = []
    for form in (screen._slips._writing, screen._slips._noting):
        form.say = said.append  # type: ignore[method-assign]
    written = {"sender": "a ward", "to": "", "text": "Paper?", "within": "10m", "cost": "calls"}
    screen._slips._writing._heard(None, {"kind": "send", "values": written}, None)
    screen._slips._whispering._heard(None, {"kind": "send", "values": {
        "role": "speaker", "text": "Psst."}}, None)
    screen._slips._noting._heard(None, {"kind": "send", "values": {
        "text": "Good.", "sign": "plus"}}, None)
    screen._slips._noting._heard(None, {"kind": "send", "values": {"text": " "}}, None)
    screen._slips._seating._heard(None, {"kind": "send", "values": {
        "role": "writer", "by": "Blue"}}, None)
    assert [name for name, _ in acts(session)] == ["write", "whisper", "note", "seat"]
    assert said == ["Sent at T+0:00.", "Pinned at T+0:00.", "A note needs words"]
    assert [note.sign for note in notes(session.record)] == ["plus"]
    assert "Blue" in screen._slips._chairs.value


def test_what_a_page_sends_that_is_no_form_is_passed_over(session: Session) -> None:
    screen = FacilitatorScreen(session)
    for content in ({}, {"kind": "send"}, {"kind": "send", "values": 3}, {"kind": "other"}):
        screen._slips._noting._heard(None, content, None)
    screen._slips._noting._heard(None, {"kind": "send", "values": {"text": ["x"], "evil": 1}}, None)
    assert [decision.detail("text") for decision in session.record.decisions] == ["['x']"]


def test_an_edited_inject_takes_the_place_of_the_planned_one(session: Session) -> None:
    screen = FacilitatorScreen(session)
    press(screen, "Edit", row="press")
    screen._slips._writing._heard(None, {"kind": "send", "values": {
        "sender": "the press", "to": "", "text": "Softer?", "within": "", "cost": "",
        "instead": "press"}}, None)
    assert acts(session) == [("write", ""), ("skip", "press")]
    session.run(until=30.0)
    assert session.world.inbox.came("press") is None


def test_an_edit_that_was_left_alone_leaves_nothing_out(session: Session) -> None:
    screen = FacilitatorScreen(session)
    press(screen, "Edit", row="press")
    screen._slips._writing._heard(None, {"kind": "send", "values": {
        "sender": "a ward", "to": "", "text": "Paper?", "within": "", "cost": "",
        "instead": ""}}, None)
    assert acts(session) == [("write", "")]


def test_what_is_edited_keeps_its_time_to_answer_and_what_came_cannot_be_replaced(
        session: Session) -> None:
    screen = FacilitatorScreen(session)

    def choices(field: str) -> list[str]:
        return next([value for _, value in each["options"]]
                    for each in screen._slips._writing.fields if each["name"] == field)

    assert choices("within") == ["", "5m", "10m", "15m", "30m"]
    assert set(choices("instead")) == {"", "news", "boss", "press"}
    session.run(until=9.0)
    screen.draw()
    assert set(choices("instead")) == {"", "boss", "press"}


def test_the_trainees_screen_can_be_looked_at_and_shows_no_more_than_they_see(
        session: Session) -> None:
    Console(session, mode="exam")
    session.run(until=30.0)
    screen = FacilitatorScreen(session)
    theirs = screen._theirs
    assert theirs.box.layout.display == "none" and theirs.panels["pulse"].value == ""
    screen._look.click()
    assert screen._own.layout.display == "none" and theirs.box.layout.display is None
    shown = " ".join(panel.value for panel in (*theirs.panels.values(),
                                               *theirs._display.panels.values()))
    for words in ("Inbox", "What people say", "What could it be", "Team", "Channels",
                  "What happened", "Trust is shown in the debrief."):
        assert words in shown, words
    assert screen.trouble is None
    screen._look.click()
    assert screen._own.layout.display is None and theirs.box.layout.display == "none"


def test_a_rating_is_shown_and_nothing_is_rated_beforehand(session: Session) -> None:
    screen = FacilitatorScreen(session)
    assert [goal["rating"] for goal in goals(session.record)] == [""]
    screen._goals["calm"][1]["S"].click()
    assert screen._goals["calm"][1]["S"].button_style == "info"
    assert "rated S" in screen._goals["calm"][0].value


def test_a_promise_that_is_still_open_is_no_lack_of_promises(
        outage: Callable[..., Scenario]) -> None:
    scenario = replace(outage(), objectives=(
        Objective("word", "keep your word", "promises kept"),))
    session = Session(scenario, seed=3)
    session.run(until="5m")
    assert goals(session.record)[0]["found"] == "Nothing was promised"
    session.post("We see it.", channel="social", next_update="60m")
    session.run(until="30m")
    assert goals(session.record)[0]["found"] == "No promise has fallen due yet"


def test_the_hot_wash_stops_the_clock_and_can_be_ended(session: Session) -> None:
    console, screen = Console(session), FacilitatorScreen(session)
    press(screen, "Play")
    press(screen, "Start the hot wash")
    assert screen._timer.running and not console.clock.playing
    press(screen, "End the hot wash")
    assert not screen._timer.running
    assert [name for name, _ in acts(session)] == ["start_clock", "stop_clock", "hot_wash"]


def test_a_second_page_takes_the_place_of_the_first(session: Session) -> None:
    first, second = Projector(session), Projector(session)
    session.run(until=5.0)
    table_of(session).changed(session)
    assert "T+0:05" in second._face.value and "T+0:05" not in first._face.value


def test_a_page_holds_its_run_when_nobody_else_does(outage: Callable[[str], Scenario]) -> None:
    lead, room = (page(Session(outage("words"), seed=3)) for page in (FacilitatorScreen, Projector))
    gc.collect()
    press(lead, "+1 min")
    room.draw()
    assert "T+0:01" in lead._panels["strip"].value and "T+0:00" in room._face.value


def test_the_room_is_drawn_although_nobody_holds_it(session: Session) -> None:
    face = Projector(session)._face
    session.run(until=5.0)
    table_of(session).changed(session)
    assert "T+0:05" in face.value


def test_after_a_branch_everybody_at_the_table_sees_the_new_run(session: Session) -> None:
    screen = FacilitatorScreen(session)
    session.run(until=9.0)
    branch = session.branch(at="4m")
    table_of(session).changed(branch)
    assert "T+0:04" in screen._panels["strip"].value and table_of(branch) is screen.table


def test_texts_of_authors_and_people_are_shown_as_text(
        outage: Callable[[str], Scenario]) -> None:
    evil = "<script>x</script>&<img src=x>"
    session = Session(outage(evil), seed=3)
    screen = FacilitatorScreen(session)
    screen._hand.ask(lambda hand: hand.note(evil))
    screen._hand.ask(lambda hand: hand.seat("speaker", evil[:40]))
    session.run(until=12.0)
    session.post(evil[:20], "social")
    session.run(until=30.0)
    screen._theirs.opened = True
    screen.draw()
    assert screen.trouble is None
    shown = [panel.value for panel in (*screen._panels.values(), *screen._theirs.panels.values(),
                                       *screen._theirs._display.panels.values())]
    shown += [text.value for _, text, _ in screen._rows.values()] + [screen._slips._chairs.value]
    shown.append(Projector(session)._face.value)
    for text in shown:
        assert "<script" not in text and "<img" not in text


def test_a_panel_that_fails_leaves_the_others_and_the_run(
        session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = FacilitatorScreen(session)
    monkeypatch.setattr(told, "log", lambda record: 1 / 0)
    screen.draw()
    assert "could not be drawn" in screen._panels["log"].value
    assert "Truth" in screen._panels["truth"].value


def test_it_says_where_the_log_lies_and_how_it_is_removed(
        tmp_path: Path, outage: Callable[[str], Scenario]) -> None:
    path = tmp_path / "monday.jsonl"
    screen = FacilitatorScreen(Session(outage("words"), seed=3, log=path))
    assert str(path) in screen._panels["strip"].value
    assert f"simkit forget {path}" in screen._slips._chairs.value
    assert "EXERCISE" in screen._panels["strip"].value
    assert "Only you see this page" in screen._panels["strip"].value


def test_the_room_and_the_facilitator_are_not_called_you(session: Session) -> None:
    session.run(until="5m")
    console, room = Console(session), Projector(session)
    lead = FacilitatorScreen(session)
    console._worker.ask(console._play)
    console._worker.ask(console._toggle)
    assert "by you" in console._controls.paused.value
    assert "Clock stopped: by the trainees" in room._face.value
    assert "by the trainees" in lead._paused.value
    lead._stop.click()
    assert "by the facilitator" in console._controls.paused.value
    assert "by you" in lead._paused.value
