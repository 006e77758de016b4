"""The room screen holds what everybody may see, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simkit.facilitator import Facilitator
from simkit.scenario import load
from simkit.session import Session
from simkit.widgets.facilitator import panels
from simkit.widgets.facilitator.room import LONGEST, VOICES, WAITING, room
from simkit.widgets.facilitator.screen import SHEET


def played(until: str = "35m") -> Session:
    session = Session(load("whatsapp-2021"), seed=7, prepare=["approval", "templates"])
    hand = Facilitator(session)
    hand.seat("communications", "Blue Heron")
    session.run(until="5m")
    session.post("We see it: calls fail for everyone.", "social")
    session.run(until="20m")
    hand.whisper("communications", "Psst, ask support.")
    hand.note("A secret note.")
    hand.mark("calm", "U")
    session.act("fix", "dns", confidence=0.6)
    session.run(until=until)
    return session


def test_it_shows_the_clock_what_is_known_promised_said_and_who_waits() -> None:
    session = played()
    data = room(session.situation, session.scenario, running=False, reason="by the facilitator")
    assert (data["t"], data["clock"], data["day"]) == ("T+0:35", "16:14 UTC", "Monday 4 October")
    assert data["known"]["words"].startswith("Down for")
    assert data["last"] is not None and "calls fail" in data["last"]["text"]
    assert 1 <= len(data["waiting"]) <= WAITING and len(data["voices"]) == VOICES
    assert data["time"] == "Clock stopped: by the facilitator"


@pytest.mark.parametrize("until", ["21m", "35m", "3h"])
def test_it_holds_no_truth_no_trust_no_score_no_composure_and_nobodys_name(until: str) -> None:
    session = played(until)
    markup = panels.room(room(session.situation, session.scenario, running=True))
    shown = re.sub(r"<[^>]*>", " ", markup).lower()
    for person in session.scenario.team:
        assert not person.name or person.name.lower() not in shown
    for secret in ("blue heron", "psst", "secret note", "60 in 100", "trust", "score", "tense",
                   "calm", "strained", "rated"):
        assert secret not in shown, secret
    cause = next(c for c in session.scenario.incident.causes if c.id == "backbone")
    assert cause.text.lower() not in shown and cause.fix.lower() not in shown


def test_it_says_exercise_and_no_letter_is_under_20_px() -> None:
    session = played()
    assert ">EXERCISE</b>" in panels.room(room(session.situation, session.scenario, True))
    sheet = SHEET[SHEET.index("/* The room screen"):]
    sizes = re.findall(r"font-size:([^;}]+)", sheet)
    assert sizes
    for size in sizes:
        assert re.fullmatch(r"clamp\(2[2-9]px,.*\)|max\(20px,.*\)|[1-9](\.\d+)?em", size), size


def test_before_anything_happened_it_is_quiet() -> None:
    session = Session(load("whatsapp-2021"), seed=7)
    data = room(session.situation, session.scenario, running=False)
    assert data["last"] is None and data["waiting"] == [] and data["reports"] == ""
    markup = panels.room(data)
    assert "Nothing yet." in markup and "Nobody." in markup


def test_a_long_word_is_cut_between_words() -> None:
    session = Session(load("whatsapp-2021"), seed=7)
    session.run(until="5m")
    session.post("We see it and we work on it. " * 20, "press line")
    session.run(until="40m")
    last = room(session.situation, session.scenario, True)["last"]
    assert last is not None and len(last["text"]) <= LONGEST and last["text"].endswith("…")


def test_the_truth_is_not_even_imported_by_the_room() -> None:
    source = (Path(panels.__file__).parent / "room.py").read_text(encoding="utf-8")
    assert "engine" not in source and "session" not in source and "record" not in source
