"""Decisions that are only said: they stand in the log and move nothing."""

from __future__ import annotations

import pytest

from simkit.errors import Refused, UnknownName
from simkit.scenario import load
from simkit.session import Session


def told(session: Session) -> list[tuple[float, str]]:
    """What happened in *session* beside decisions."""
    return [(event.at, event.kind) for event in session.record.events if event.kind != "decided"]


def test_a_mode_and_a_suspicion_are_written_down_and_move_nothing() -> None:
    plain = Session(load("whatsapp-2021"), seed=7)
    said = Session(load("whatsapp-2021"), seed=7)
    said.act("mode", "exam")
    for session in (plain, said):
        session.run(until="30m")
    said.act("suspect", "dns", confidence=0.4)
    for session in (plain, said):
        session.run(until="5h")
    assert told(plain) == told(said)
    assert plain.record.final_trust == said.record.final_trust
    assert [d.action for d in said.record.decisions] == ["mode", "suspect"]
    board = {line.id: line.stated for line in said.situation.board}
    assert board["dns"] == 0.4 and board["backbone"] is None


def test_a_mode_is_one_of_three_and_chosen_before_it_begins() -> None:
    session = Session(load("whatsapp-2021"), seed=7)
    with pytest.raises(UnknownName):
        session.act("mode", "easy")
    session.run(until="1m")
    with pytest.raises(Refused):
        session.act("mode", "practice")


def test_one_can_suspect_where_nothing_can_be_repaired() -> None:
    session = Session(load("whatsapp-2021", variant="as_it_happened"), seed=7)
    session.run(until="30m")
    session.act("suspect", "backbone", confidence=0.6)
    with pytest.raises(UnknownName):
        session.act("suspect", "the moon", confidence=0.6)
