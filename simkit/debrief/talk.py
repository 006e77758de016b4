"""What people say in the debrief: its phases, plus and delta, and what is to be done about it."""

from __future__ import annotations

from collections.abc import Iterable

from simkit.clock import show
from simkit.debrief.parts import Fact, Improvement, Observation, Phase
from simkit.facilitator import PHASES, Pinned, notes
from simkit.record import Record
from simkit.svg.words import tidy


def phases(record: Record) -> tuple[Phase, ...]:
    """Return the phases of the debrief in their order, each with what was said in it."""
    said = notes(record)
    return tuple(Phase(name.capitalize(), asks, tuple(
        tidy(note.text) for note in said if note.phase == name and not note.sign))
        for name, asks in PHASES.items())


def signed(record: Record, sign: str) -> tuple[Fact, ...]:
    """Return what was noted under *sign* (``plus`` or ``delta``), during the run with its minute.
    """
    return tuple(_fact(note) for note in notes(record) if note.sign == sign)


def pinned(record: Record) -> tuple[Fact, ...]:
    """Return the facilitator's plain notes with their minutes."""
    return tuple(_fact(note) for note in notes(record) if not note.sign and not note.phase)


def plan(areas: Iterable[Observation], deltas: Iterable[Fact]) -> tuple[Improvement, ...]:
    """Return a row of the improvement plan for each of the *areas* and *deltas*; who does it and
    until when is for people to say."""
    return (*(Improvement(area.title, area.action) for area in areas),
            *(Improvement(delta.words, "") for delta in deltas))


def _fact(note: Pinned) -> Fact:
    return Fact("" if note.phase else show(note.at), tidy(note.text))
