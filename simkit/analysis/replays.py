"""The sixteen real outages through the engine, as they were and with other words.

All stand in one frame, that of the vignette: the same users, channels and people. They differ in
the minutes of what failed, in who was blamed, and in what was said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from simkit.analysis import vignette
from simkit.analysis.outages import BLAME, NEUTRAL_FIRST_WORD, Outage
from simkit.analysis.vignette import CHANNELS, Ends, Play, by_the_book, plan
from simkit.clock import DAY
from simkit.events import Decision
from simkit.model.parameters import Array, Parameters
from simkit.policy import historical
from simkit.scenario.parts import Scenario
from simkit.scenario.reader import read

FILE = Path(__file__).with_name("outages.yaml")
"""What failed and what was said, by the minute."""

AFTER = {"end": 0.0, "day": DAY, "week": 7.0 * DAY}
"""Minutes after the last restoration at which trust is looked at."""

WATCHED = ("awareness", "switching")
"""States that are kept by the hour beside trust."""

_EVERY = 60.0
_UPDATES = 48  # of a plan by the book, where half-hourly ones would be more
_TICKS = 2_000_000  # ticks times worlds that are in memory at once


def scenario(outage: Outage) -> Scenario:
    """Return *outage* as a scenario: its minutes, and who was blamed."""
    made = _documents()[outage.id]
    return replace(made, team=vignette.outage().team, incident=replace(
        made.incident, attribution=BLAME[outage.blamed], responsibility=outage.responsibility))


@cache
def _documents() -> Mapping[str, Scenario]:
    return read(FILE.read_bytes(), FILE.name).scenarios


def restored_at(made: Scenario) -> float:
    """Return the minute from onset at which the service of the script works for good."""
    return max(moment.at for moment in made.script if moment.kind == "severity")


def lost_minutes(made: Scenario) -> float:
    """Return the minutes of full use lost by those who were hit: severity times duration."""
    steps = sorted((moment.at, moment.value) for moment in made.script
                   if moment.kind == "severity")
    return sum(value * (later - at) for (at, value), (later, _) in pairwise(steps))


def posts(outage: Outage) -> tuple[Decision, ...]:
    """Return what the company said, at its minutes."""
    return historical(scenario(outage), outage.id)


def early(decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Return *decisions* with the first at the minute that stands in for an unknown one."""
    first, *rest = decisions
    return (first.moved(min(0.0, NEUTRAL_FIRST_WORD - first.at)), *rest)


def alike(decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Return *decisions* with every post on the channels of the plan by the book."""
    return tuple(each if each.message is None else
                 replace(each, message=replace(each.message, channels=CHANNELS))
                 for each in decisions)


def plays(outage: Outage) -> dict[str, Play]:
    """Return *outage* as it was (``real``), with nobody ever speaking (``silent``), with a plan by
    the book (``book``), with the real words on the channels of that plan (``alike``), and, where
    only the latest possible minute of the first word is known, with that word at the minute of an
    unknown one (``early``)."""
    made, said = scenario(outage), posts(outage)
    hours = restored_at(made) / 60.0
    every = max(30.0, restored_at(made) / _UPDATES)
    found = {"real": Play(made, said), "silent": Play(made),
             "book": Play(made, plan(by_the_book(every=every, hours=hours))),
             "alike": Play(made, alike(said))}
    if outage.first_word_is == "at most":
        found["early"] = Play(made, early(said))
    return found


@dataclass(frozen=True)
class Replay:
    """What the model says of one way of speaking in one outage, by parameter draw."""

    lost: Mapping[str, Array]
    """Points of trust lost since onset, (rows,), at each moment of AFTER."""
    lowest: Array
    """Points of trust lost at the worst moment, (rows,)."""
    hourly: Mapping[str, Array]
    """States in WATCHED by the hour since onset, (rows, hours)."""


def replayed(outage: Outage, parameters: Parameters,
             progress: Callable[[str], None] = lambda _: None) -> dict[str, Replay]:
    """Return every play of *outage* under every row of *parameters*."""
    made = plays(outage)
    end = restored_at(made["real"].scenario)
    until = _EVERY * np.ceil((end + max(AFTER.values())) / _EVERY)
    block = max(1, int(_TICKS / (end + DAY) / len(made)))
    parts: dict[str, list[Ends]] = {name: [] for name in made}
    for start in range(0, parameters.rows, block):
        rows = range(start, min(start + block, parameters.rows))
        for name, ends in vignette.ends(made, parameters.take(rows), until, also=WATCHED,
                                        every=_EVERY).items():
            parts[name].append(ends)
        progress(f"{outage.id}: {rows.stop} of {parameters.rows} draws")
    return {name: _replay(found, end) for name, found in parts.items()}


def _replay(parts: list[Ends], end: float) -> Replay:
    hourly = {state: 100.0 * np.concatenate([part.hourly[state] for part in parts])
              for state in ("trust", *WATCHED)}
    trust, at = hourly.pop("trust"), parts[0].at
    start = trust[:, :1]
    lost = {name: np.array([np.interp(end + after, at, row) for row in start - trust])
            for name, after in AFTER.items()}
    lowest = 100.0 * np.concatenate([part.lowest for part in parts])
    return Replay(lost, start[:, 0] - lowest, hourly)
