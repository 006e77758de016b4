"""The console over a session, without a page."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest

import simkit.widgets
from simkit.errors import Refused
from simkit.session import Session, resume
from simkit.widgets import Console
from simkit.widgets.modes import MODES, halt, standing


def screen(console: Console) -> list[tuple[str, Any]]:
    """Everything that a page shows of *console*, in the order of the page."""
    shown: list[tuple[str, Any]] = []

    def walk(widget: Any) -> None:
        if getattr(widget, "layout", None) is not None and widget.layout.display == "none":
            return
        if isinstance(widget, widgets.HTML):
            shown.append(("text", widget.value))
        elif isinstance(widget, widgets.Button):
            shown.append(("button", (widget.description, widget.disabled, widget.button_style)))
        for child in sorted(getattr(widget, "children", ()), key=place):
            walk(child)

    walk(console.box)
    return shown


def place(widget: Any) -> int:
    """Where the page puts *widget* among its neighbours."""
    return int(widget.layout.order or 0)


def send(console: Console, **words: Any) -> None:
    draft = {**dict(console._desk.composer.draft), **words}
    console._desk.composer._handle_custom_msg({"kind": "send", "draft": draft}, [])


def begin(console: Console) -> None:
    console._preparing._start.click()


def test_it_has_a_short_repr_that_tells_nothing_of_the_machine(session: Session) -> None:
    console = Console(session)
    assert repr(console) == "<Console of 'small' seed 3 at T+0:00, practice>"
    bundle = console._repr_mimebundle_()
    assert bundle["text/plain"] == repr(console)
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_the_day_begins_by_its_button_and_the_clock_stops_at_the_alarm(session: Session) -> None:
    console = Console(session)
    assert console._body.layout.display == "none"
    begin(console)
    assert console.clock.playing and console._body.layout.display is None
    while console.clock.playing:
        console._worker.ask(console._passing.tick)
    assert console.clock.reason == "the monitors raise an alarm"
    assert "the monitors raise an alarm" in console._controls.paused.value


def test_a_message_that_wants_an_answer_stops_the_clock_and_is_said_aloud(
    session: Session
) -> None:
    session.run(until="9m")
    console = Console(session)
    console._controls.play.click()
    while console.clock.playing:
        console._worker.ask(console._passing.tick)
    assert console.clock.reason == "a message wants an answer"
    assert console._desk.composer.say.startswith("Paused at T+0:1")
    assert "The boss plain words asks for an answer by 09:20." in console._desk.composer.say


def test_with_the_inbox_given_away_the_clock_goes_on(session: Session) -> None:
    session.run(until="8m")
    session.act("delegate", "writer")
    events = session.run(until="12m")
    assert any(event.kind == "inject" for event in events)
    assert halt(events, session.situation, MODES["practice"]) == ""


def test_a_console_made_again_shows_the_same_screen(session: Session) -> None:
    console = Console(session)
    begin(console)
    console._worker.ask(console._passing.next)
    console._controls.next.click()
    send(console, text="We see that nothing works.", channels=["social"])
    console._act("fix", "disk", 0.7)
    console._worker.ask(console._passing.tick)
    console._controls.next.click()
    before = screen(console)
    reason = standing(session.situation, MODES["practice"])
    again = screen(Console(session))
    assert [row for row in before if "Paused" not in str(row)] == [
        row for row in again if "Paused" not in str(row)]
    assert any(reason in str(row) for row in again)


def test_a_newer_console_of_the_same_session_closes_the_older_one(session: Session) -> None:
    first = Console(session)
    Console(session)
    first._worker.ask(first._passing.tick)
    assert session.now == 0.0


def test_another_run_opened_pauses_the_first(session: Session) -> None:
    first = Console(session)
    begin(first)
    Console(Session(session.scenario, seed=4))
    assert not first.clock.playing
    assert first.clock.reason == "another run was opened"


def test_a_message_goes_through_the_form_to_the_session(session: Session) -> None:
    session.run(until="5m")
    console = Console(session)
    send(console, what="Nothing gets through", channels=["social"], next_update="09:30 UTC")
    decision = session.record.decisions[-1]
    assert decision.action == "post" and decision.message is not None
    assert decision.message.full_text == "Nothing gets through. Next update at 09:30 UTC."
    assert console._desk.composer.reply["problem"] == ""
    assert console._desk.composer.draft["what"] == ""
    assert console._desk.composer.draft["channels"] == ["social"]
    assert "being written" in console._desk.ways[0][1].value


def test_a_message_can_be_taken_back_while_it_is_on_its_way(session: Session) -> None:
    session.run(until="5m")
    console = Console(session)
    send(console, text="We see it.", channels=["social"])
    console._desk.ways[0][2].click()
    assert "it will not leave" in console._desk.ways[0][1].value
    assert console._desk.ways[0][2].layout.display == "none"
    session.run(until="60m")
    assert session.record.first("taken back") is not None
    assert session.record.first("published") is None


def test_what_is_taken_back_stands_in_the_form_again(session: Session) -> None:
    session.run(until="5m")
    console = Console(session)
    send(console, what="Nothing gets through", text="Sorry.", channels=["social"], sure=80,
         next_update="09:30 UTC", reviewer="writer")
    sent = dict(console._desk.composer.draft)
    console._desk.ways[0][2].click()
    now = dict(console._desk.composer.draft)
    assert sent["what"] == "" and now["what"] == "Nothing gets through"
    assert (now["text"], now["next_update"], now["reviewer"], now["sure"]) == (
        "Sorry.", "09:30 UTC", "writer", 80)
    assert now["channels"] == ["social"]


def test_what_is_taken_back_takes_the_place_of_no_other_words(session: Session) -> None:
    session.run(until="12m")
    console = Console(session)
    send(console, text="We see it.", channels=["social"])
    console._desk.composer.draft = {**dict(console._desk.composer.draft), "text": "New words."}
    console._desk.ways[0][2].click()
    assert console._desk.composer.draft["text"] == "New words."


def test_what_is_taken_back_during_an_answer_waits_behind_it(session: Session) -> None:
    session.run(until="12m")
    console = Console(session)
    send(console, text="We see it.", channels=["social"])
    console._desk.compose("boss")
    console._desk.ways[0][2].click()
    assert console._desk.composer.draft["to"] == "boss"
    console._desk.compose("")
    assert console._desk.composer.draft["text"] == "We see it."


def test_what_cannot_be_sent_stays_in_the_form_with_the_reason(session: Session) -> None:
    session.run(until="5m")
    console = Console(session)
    console._desk.composer.draft = {**dict(console._desk.composer.draft), "text": "We see it."}
    send(console, channels=[])
    assert console._desk.composer.reply["problem"] == "Choose where it goes."
    assert console._desk.composer.draft["text"] == "We see it."
    assert session.record.decisions == ()


def test_an_answer_is_written_in_the_form_and_the_update_waits(session: Session) -> None:
    session.run(until="12m")
    console = Console(session)
    console._desk.composer.draft = {**dict(console._desk.composer.draft), "text": "half an update"}
    console._worker.ask(lambda: console._desk.compose("boss"))
    assert console._desk.composer.desk["title"] == "Answer the boss plain words"
    assert console._desk.composer.draft["text"] == ""
    send(console, text="We see it and I call you at ten.")
    decision = session.record.decisions[-1]
    assert (decision.action, decision.target) == ("answer", "boss")
    assert console._desk.composer.draft["text"] == "half an update"
    assert console._desk.composer.desk["title"] == "Write an update"


def test_words_of_an_answer_are_kept_when_one_goes_back(session: Session) -> None:
    session.run(until="12m")
    console = Console(session)
    console._worker.ask(lambda: console._desk.compose("boss"))
    kept = {**dict(console._desk.composer.draft), "text": "half an answer"}
    console._desk.composer._handle_custom_msg({"kind": "back", "draft": kept}, [])
    assert console._desk.composer.draft["to"] == ""
    console._worker.ask(lambda: console._desk.compose("boss"))
    assert console._desk.composer.draft["text"] == "half an answer"


def test_findings_follow_the_words(session: Session) -> None:
    session.run(until="5m")
    console = Console(session)
    composer = console._desk.composer
    composer.draft = {**dict(composer.draft), "text": "We see that nothing works."}
    assert [row["label"] for row in composer.findings["found"]][:1] == ["it is down"]


def test_an_exam_shows_no_trust_before_the_debrief(session: Session) -> None:
    session.run(until="30m")
    text = str(screen(Console(session, mode="exam")))
    assert "Trust is shown in the debrief." in text and "practice only" not in text
    assert "practice only" in str(screen(Console(session)))


def test_a_panel_that_fails_says_so_and_the_others_are_drawn(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.run(until="12m")

    def fail(*_: object) -> str:
        raise KeyError("trust")

    monkeypatch.setattr(simkit.widgets.panels, "team", fail)
    console = Console(session)
    assert "could not be drawn" in console._display["team"].value
    assert "Social" in console._display["channels"].value
    assert isinstance(console.trouble, KeyError)


def test_a_screen_that_fails_stops_the_clock_and_shows_no_code(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.run(until="5m")
    console = Console(session)
    monkeypatch.setattr(simkit.widgets.choices, "cards", lambda now: {}["trust"])
    console._worker.ask(lambda: None)
    assert "could not be drawn (KeyError)" in console._said.value
    assert "&#x27;trust" not in console._said.value and isinstance(console.trouble, KeyError)


def test_a_refusal_is_said_in_its_own_words(session: Session) -> None:
    session.run(until="5m")
    console = Console(session)
    console._worker.ask(lambda: console._act("prepare", "drill", None))
    assert "The time to prepare is over" in console._said.value
    console._worker.ask(lambda: console._act("brief", "", None))
    assert console._said.layout.display == "none"


def test_ending_before_the_end_asks_first_and_then_runs_the_day(session: Session) -> None:
    session.run(until="12m")
    shown: list[float] = []
    console = Console(session, debrief=lambda run: shown.append(run.now))
    console._foot.end.click()
    assert shown == [] and console._ending.asking.layout.display is None
    console._worker.ask(console._finish)
    assert shown == [1440.0]
    assert console._ending.asking.layout.display == "none"
    assert "T+24:00" in console._display["strip"].value


def test_after_the_day_the_debrief_comes_at_one_click_and_once(session: Session) -> None:
    session.run()
    shown: list[float] = []
    console = Console(session, debrief=lambda run: shown.append(run.now))
    for _ in range(3):
        console._foot.end.click()
    assert shown == [session.now]
    assert console._desk.composer.below == 4  # to the progress, the debrief, and at each press
    assert console._desk.composer.say == "The debrief stands below the console."
    session.act("compensate")
    console._foot.end.click()
    assert shown == [session.now] * 2


def test_a_debrief_that_fails_can_be_asked_for_again(session: Session) -> None:
    session.run()
    shown: list[object] = []

    def debrief(run: Session) -> None:
        shown.append(run)
        if len(shown) == 1:
            raise ValueError("out of luck")

    console = Console(session, debrief=debrief)
    console._foot.end.click()
    assert "could not be done (ValueError)" in console._said.value
    assert console._ending.progress.layout.display == "none"
    console._foot.end.click()
    assert len(shown) == 2 and console._said.layout.display == "none"


def test_it_goes_on_where_a_stopped_kernel_left_it(
    tmp_path: Path, session: Session
) -> None:
    scenario = session.scenario
    path = tmp_path / "run.jsonl"
    first = Session(scenario, seed=3, log=path)
    first.run(until="12m")
    console = Console(first)
    send(console, text="We see it.", channels=["social"])
    before = screen(console)
    first.close()
    again = Console(resume(path, scenario))
    assert screen(again) == before


def test_time_passes_by_itself_on_a_loop(session: Session) -> None:
    async def main() -> float:
        console = Console(session, scale=0.001)
        begin(console)
        while console.clock.playing or session.now == 0.0:  # its own task moves the clock
            await asyncio.sleep(0.001)
        console.close()
        return session.now

    assert asyncio.run(asyncio.wait_for(main(), timeout=60.0)) > 0.0
    assert session.situation.known.since is not None


@pytest.mark.parametrize(("mode", "scale"), [("easy", None), ("practice", 0.0),
                                             ("practice", float("nan"))])
def test_a_mode_or_a_speed_that_cannot_be_is_refused(session: Session, mode: str,
                                                     scale: float | None) -> None:
    with pytest.raises(Refused):
        Console(session, mode=mode, scale=scale)


def test_play_shows_the_console_and_returns_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    monkeypatch.chdir(tmp_path)
    shown: list[object] = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    played = simkit.widgets.play(session.scenario, seed=5, prepare=["drill"])
    again = simkit.widgets.play(session.scenario, seed=5)
    assert simkit.widgets.play(session, mode="exam") is session
    assert played.log_path == Path("runs/small-seed5-1.jsonl")
    assert again.log_path == Path("runs/small-seed5-2.jsonl")
    assert [type(console) for console in shown] == [Console] * 3
    assert str(shown[2]) == "<Console of 'small' seed 3 at T+0:00, exam>"


def test_play_offers_the_open_runs_and_goes_on_with_the_one_that_is_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown: list[Any] = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    first = simkit.widgets.play("whatsapp-2021", seed=5)
    first.run(until="9m")
    first.act("brief")
    first.close()
    again = simkit.widgets.play("whatsapp-2021", seed=6)
    entrance = shown[-1]
    assert entrance.console is None and again.now == 0.0
    go_on = next(button for row in entrance.box.children[0].children[-1].children
                 for button in getattr(row, "children", ()) if isinstance(button, widgets.Button))
    go_on.click()
    assert entrance.console.session is again
    assert (again.seed, again.log_path) == (5, Path("runs/whatsapp-2021-seed5-1.jsonl"))
    assert not Path("runs/whatsapp-2021-seed6-1.jsonl").exists()


def test_what_people_say_holds_still_while_somebody_reads_it(session: Session) -> None:
    session.run(until="20m")
    console = Console(session)
    before = console._display["feed"].value
    console._desk.composer.reading = True
    session.run(until="40m")
    console._worker.ask(lambda: None)
    held = console._display["feed"].value
    assert held.split("<ul>")[1] == before.split("<ul>")[1] and " new</span>" in held
    console._desk.composer.reading = False
    assert console._display["feed"].value.split("<ul>")[1] != before.split("<ul>")[1]
