"""What every process of one world stands on: its clock, chance, log and row of the arrays."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from simkit.engine.crowd import Crowd
from simkit.engine.timeline import Timeline
from simkit.events import Event
from simkit.scenario.parts import Effect, Scenario
from simkit.streams import Still, Streams


class Ground:
    """The SimPy environment of one world, with its streams, its log and its row."""

    def __init__(self, scenario: Scenario, seed: int, crowd: Crowd, row: int,
                 logs: bool = True) -> None:
        self.scenario = scenario
        self.env = Timeline()
        self.scripted = any(moment.kind == "severity" for moment in scenario.script)
        self.streams: Streams = Still(seed) if self.scripted else Streams(seed)
        self.crowd = crowd
        self.row = row
        self.logs = logs
        """Whether events are written down; those that somebody waits for always are."""
        self.log: list[Event] = []
        self._noted_at, self._rounded = -math.inf, 0.0
        """Time of the last event, and the same as the log has it."""
        self.prepared: set[str] = set(scenario.briefing.prepared)
        self.latest: dict[str, Event] = {}
        """The last event of each kind."""
        self.answers: dict[str, Callable[[Event], None]] = {}
        """Who is told of events, by their kind: anchored decisions wait for theirs."""
        self.value: Callable[[str], float] = _Constants(crowd, row).__getitem__
        """Returns this world's value of a model parameter by its name. Raises UnknownName."""

    @property
    def now(self) -> float:
        """Minutes since onset."""
        return self.env._now  # its property would cost as much again

    def hears(self, kind: str) -> bool:
        """Return whether anybody learns of events of *kind*."""
        return self.logs or kind in self.answers

    def note(self, kind: str, cause: str = "", **data: Any) -> Event:
        """Write down that something of *kind* happened now, because of *cause*."""
        if not (self.logs or kind in self.answers):  # nobody hears; a call would cost as much
            return _UNWRITTEN
        log, now = self.log, self.env._now
        if now != self._noted_at:  # much happens at the same moment, and rounding is slow
            self._noted_at, self._rounded = now, round(now, 6)
        event = Event(self._rounded, kind, data, cause, f"e{len(log) + 1}")
        log.append(event)
        self.latest[kind] = event
        if kind in self.answers:
            self.answers[kind](event)
        return event

    def close(self) -> None:
        """Let nothing happen any more, and tell nobody; see ``World.close``."""
        self.env.clear()
        self.answers.clear()

    def later(self, minutes: float, do: Callable[..., None], *what: Any) -> None:
        """Have *do* called with *what* in *minutes*: a process of one step, without its cost."""
        timeout = self.env.timeout(minutes)
        assert timeout.callbacks is not None
        timeout.callbacks.append(lambda _: do(*what))

    def touch(self, effect: Effect) -> None:
        """Apply *effect* to the audience in the current tick."""
        if not effect:
            return
        crowd, row = self.crowd, self.row
        if effect.rumour:
            crowd.audience.rumour_started(row, effect.rumour)
        if effect.media:
            crowd.audience.press(row, effect.media)
        if effect.frustration:
            crowd.impulse(row, "add_F", effect.frustration)
        if effect.uncertainty:
            crowd.impulse(row, "add_U", effect.uncertainty)
        if effect.integrity:
            crowd.impulse(row, "loss_I", crowd.hazard(effect.integrity))
        if effect.benevolence:
            crowd.impulse(row, "loss_B", crowd.hazard(effect.benevolence))


_UNWRITTEN = Event(math.nan, "", {}, "", "")
"""Stands for the events of a world without a log: only other events could name it as a cause."""


class _Constants(dict[str, float]):
    """The constants of one world, each looked up when it is first asked for."""

    def __init__(self, crowd: Crowd, row: int) -> None:
        super().__init__()
        self.parameters, self.row = crowd.parameters, row

    def __missing__(self, name: str) -> float:
        value = self[name] = self.parameters.value(name, self.row)
        return value
