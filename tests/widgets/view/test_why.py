"""Why a curve moved."""

from __future__ import annotations

from simkit.scenario import load
from simkit.session import Session
from simkit.widgets.view.why import causes, moves, reasons


def test_the_largest_moves_are_found_apart_and_in_order() -> None:
    at = [float(minute) for minute in range(61)]
    values = [70.0 - 3.0 * (minute >= 20) + 2.0 * (minute >= 50) for minute in at]
    found = moves(at, values, 0.5)
    assert [move["words"].split(": ")[1] for move in found] == ["−3.0", "+2.0"]
    assert found[0]["begin"] < 20 <= found[0]["end"] <= found[1]["begin"] < 50


def test_a_curve_that_hardly_moves_has_no_move() -> None:
    assert moves([0.0, 10.0, 20.0], [50.0, 50.1, 50.0], 0.2) == []
    assert moves([], [], 0.2) == []


def test_a_broken_promise_is_traced_to_the_words_and_the_decision_behind_them() -> None:
    session = Session(load("whatsapp-2021"), seed=7)
    session.run(until="5m")
    session.post("We see it. Next update in 20 minutes.", channel="social")
    session.run(until="60m")
    now = session.situation
    broken = next(event for event in now.events if event.kind == "promise broken")
    assert [event.kind for event in causes(broken, now.events)] == ["published", "decided"]
    move = {"begin": broken.at - 5.0, "end": broken.at + 5.0, "words": ""}
    first = reasons(move, "trust", now)[0]
    assert first["words"].startswith("A promise is broken")
    assert first["because"][0][1].startswith("Published on social")
    assert first["because"][1][1] == "You: write an update."


def test_silence_and_the_outage_itself_are_reasons() -> None:
    session = Session(load("whatsapp-2021"), seed=7)
    session.run(until="90m")
    found = reasons({"begin": 70.0, "end": 80.0, "words": ""}, "trust", session.situation)
    assert {"It is down since then.", "Nobody had heard from you for 80 minutes."} <= {
        reason["words"] for reason in found}
