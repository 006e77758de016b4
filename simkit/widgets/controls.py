"""The controls beside the situation strip: play, step, next, speed, the way to the debrief."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from simkit.clock import DAY
from simkit.situation import Situation
from simkit.widgets import panels
from simkit.widgets.boxes import box, button, show_if
from simkit.widgets.clock import SPEEDS, Clock, Command
from simkit.widgets.modes import Mode, standing
from simkit.widgets.passing import stride

Ask = Callable[[Command], None]
"""Has something done by the one task that may write the widgets."""


class Controls:
    """What lets time pass and stand; it shows the clock and changes nothing by itself."""

    def __init__(self, clock: Clock, mode: Mode, ask: Ask, *, toggle: Command, step: Command,
                 next_event: Command, help_: Command) -> None:
        self._clock = clock
        self.mode = mode
        self.play = button("▶ Play", "sk-play", lambda: ask(toggle))
        self.step = button("+1 min", "sk-step", lambda: ask(step), "Let one minute pass")
        self.next = button("Next", "sk-next", lambda: ask(next_event),
                           "Let time pass until something happens")
        self.help = button("?", "sk-help", lambda: ask(help_), "Keys, and a look around")
        self.speed = widgets.Dropdown(options=speeds(clock.speed), value=clock.speed)
        self.speed.add_class("sk-speed")
        self.speed.observe(lambda change: ask(
            lambda: setattr(clock, "speed", change["new"])), "value")
        self.paused = widgets.HTML()
        self.paused.add_class("sk-paused")
        self.box = box("sk-controls",
                       box("sk-row", self.play, self.step, self.next, self.help),
                       box("sk-row", self.paused, self.speed))

    def show(self, now: Situation, over: bool, briefing: bool) -> None:
        """Show what can be done to the clock *now*, and why it stands."""
        clock, free = self._clock, self.mode.goes_back
        done = over or now.at >= DAY
        back = now.phase == "aftermath"
        running = "Time passes" if not free else "❚❚ Pause"
        self.play.description = running if clock.playing else "▶ Play"
        self.play.button_style = "" if clock.playing or done else "primary"
        self.play.disabled = over or clock.held or (clock.playing and not free)
        self.step.description = "+15 min" if back else "+1 min"
        for each in (self.step, self.next):
            each.disabled = over or clock.held
        for each, seen in ((self.play, not briefing), (self.step, not briefing and free),
                           (self.next, not briefing and (free or back)),
                           (self.speed, free), (self.help, not briefing)):
            show_if(seen, each)
        if clock.speed not in [speed for _, speed in self.speed.options]:
            self.speed.options = speeds(clock.speed)
        self.speed.value = clock.speed
        reason = clock.reason or standing(now, self.mode)
        self.paused.value = panels.paused(reason, clock.playing, over, stride(now))


def speeds(now: float) -> list[tuple[str, float]]:
    """Return (words, seconds that a simulated minute takes), the slowest first; *now* is one."""
    return [(f"1 min in {speed:g} s", speed) for speed in sorted({*SPEEDS, now}, reverse=True)]
