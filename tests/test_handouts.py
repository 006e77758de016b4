"""Paper for an exercise: complete, marked, harmless, no spoiler on the players' cards."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from simkit import handouts
from simkit.cli import main
from simkit.scenario import load
from simkit.scenario.parts import Scenario

SCENARIO = load("whatsapp-2021")


def words(page: str) -> str:
    """Return what a reader sees of *page*, on one line."""
    body = page[page.index("<body>"):]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


@pytest.mark.parametrize("make", handouts.SHEETS.values())
def test_every_sheet_stands_alone_and_says_exercise(make: Callable[[Scenario], str]) -> None:
    page = make(SCENARIO)
    assert "<script" not in page and not re.search(r"(src|href)=|@import|url\(", page)
    assert page.startswith("<!DOCTYPE html>") and "@page{size:A4" in page
    head = page[page.index("<thead>"):page.index("</thead>")]
    assert "EXERCISE" in head, "the head of the table is repeated on every printed page"


@pytest.mark.parametrize("make", handouts.SHEETS.values())
def test_what_an_author_writes_is_text(make: Callable[[Scenario], str]) -> None:
    evil = "<script>alert(1)</script><img src=x>"
    hostile = replace(
        SCENARIO, title=evil, summary=evil, service=replace(SCENARIO.service, name=evil),
        team=tuple(replace(p, role=f"{p.role} {evil}", name=evil) for p in SCENARIO.team),
        injects=tuple(replace(i, text=evil, sender=evil, notes=evil) for i in SCENARIO.injects),
        objectives=tuple(replace(o, text=evil) for o in SCENARIO.objectives), debrief=(evil,))
    page = make(hostile)
    assert "<script" not in page and "<img" not in page and "&lt;script&gt;" in page


def test_the_run_sheet_has_every_inject_objective_role_and_the_truth() -> None:
    sheet = words(handouts.run_sheet(SCENARIO))
    for inject in SCENARIO.injects:
        assert " ".join(inject.text.split()) in sheet
        assert " ".join(inject.notes.split()) in sheet
    for goal in SCENARIO.objectives:
        assert goal.text in sheet
    for person in SCENARIO.team:
        assert person.name in sheet
    assert "The fix: bring the backbone back by hand" in sheet and "T+0:18 15:57 UTC" in sheet
    assert "silence longer than 50m and severity above 50%" in sheet
    assert "For the facilitator only" in sheet


def test_a_cause_that_is_drawn_is_not_printed_as_known() -> None:
    drawn = replace(SCENARIO, incident=replace(SCENARIO.incident, actual_cause=""))
    assert "Drawn at the start of each run" in words(handouts.run_sheet(drawn))


def test_there_is_a_card_for_every_role_and_every_inject_and_each_says_exercise() -> None:
    for page, count in ((handouts.role_cards(SCENARIO), len(SCENARIO.team)),
                        (handouts.inject_cards(SCENARIO), len(SCENARIO.injects))):
        cards = page.split('<section class="card">')[1:]
        assert len(cards) == count and all("<b>EXERCISE</b>" in card for card in cards)


@pytest.mark.parametrize("make", [handouts.role_cards, handouts.inject_cards])
def test_the_cards_tell_players_nothing_that_they_may_not_know(
        make: Callable[[Scenario], str]) -> None:
    shown = words(make(SCENARIO)).lower()
    secrets = [SCENARIO.title, SCENARIO.summary, *SCENARIO.facts.values(),
               *(i.notes for i in SCENARIO.injects),
               *(c.fix for c in SCENARIO.incident.causes),
               *(c.text for c in SCENARIO.incident.causes)]
    for secret in filter(None, secrets):
        assert " ".join(secret.lower().split()) not in shown


def test_a_scenario_of_the_bare_minimum_can_be_printed() -> None:
    bare = replace(SCENARIO, summary="", injects=(), objectives=(), debrief=(), facts={},
                   workaround="", team=SCENARIO.team[:1], approver="",
                   service=replace(SCENARIO.service, starts=None))
    for make in handouts.SHEETS.values():
        assert "EXERCISE" in make(bare)


def test_the_command_writes_what_is_asked_for(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["print", "whatsapp-2021", "--roles", "-o", str(tmp_path / "a")]) == 0
    assert [file.name for file in (tmp_path / "a").iterdir()] == ["whatsapp-2021-roles.html"]
    assert main(["print", "whatsapp-2021", "-o", str(tmp_path / "b")]) == 0
    assert len(list((tmp_path / "b").iterdir())) == len(handouts.SHEETS)
    assert "holds the truth" in " ".join(capsys.readouterr().out.split())
