"""Words that several panels share: moments, countdowns, names, and states as a sign with a word."""

from __future__ import annotations

from datetime import timedelta
from typing import TypedDict

from simkit.clock import local, show
from simkit.model import responder
from simkit.scenario.parts import Scenario
from simkit.situation import Situation

TENSIONS = tuple(word for _, word in responder.TENSIONS)
"""Words for stress, from calm to strained; the bars of the screen count along them."""

TIREDNESS = tuple(word for _, word in responder.TIREDNESS)
"""Words for fatigue, from rested to spent."""

SOON = 5.0
"""Minutes before a promise falls due at which the screen says so."""

SPOKEN_KINDS = {"next_update": "next update", "eta": "back by then"}


class Line(TypedDict):
    """A state in words: a sign, a word that carries it, and what goes with it."""

    sign: str
    """``good``, ``kept``, ``wip``, ``due``, ``bad``, ``new``, ``odd``, ``off`` or empty."""
    words: str
    more: str


def day(at: float, scenario: Scenario, *, short: bool = False) -> str:
    """Return the day of *at*, such as ``Monday 4 October`` or *short* ``Mon 4 Oct``; empty where
    there is no clock."""
    starts = scenario.service.starts
    if starts is None:
        return ""
    then = starts + timedelta(minutes=at)
    return f"{then:%a} {then.day} {then:%b}" if short else f"{then:%A} {then.day} {then:%B}"


def moment(at: float, scenario: Scenario) -> str:
    """Return *at* as the clock shows it, or as time since onset where there is no clock."""
    return local(at, scenario.service.starts).split(" ")[0] or show(at)


def wait(minutes: float) -> str:
    """Return a countdown in whole minutes: ``in 4 min``, ``now``, ``3 min late``."""
    whole = round(minutes)
    if whole == 0:
        return "now"
    length = f"{abs(whole)} min" if abs(whole) < 90 else f"about {round(abs(whole) / 60)} h"
    return f"in {length}" if whole > 0 else f"{length} late"


def capital(text: str) -> str:
    """Return *text* with a capital first letter."""
    return text[:1].upper() + text[1:]


def called(role: str, situation: Situation) -> str:
    """Return how people call whoever has *role*: the name, or the role without one."""
    if role == "you":
        return role
    member = next((m for m in situation.team if m.role == role), None)
    if member is None:
        return role
    return "you" if member.you else member.name or member.role


def minutes_words(minutes: float) -> str:
    """Return a length of work in words: ``3 min``, ``about 2 h``; empty for none."""
    if minutes < 1.0:
        return ""
    return f"{round(minutes)} min" if minutes < 90.0 else f"about {minutes / 60:.2g} h"
