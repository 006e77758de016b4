"""The foot of the console: the pulse as a line and as charts, why it moved, and the way back."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from simkit.clock import DAY
from simkit.situation import Situation
from simkit.widgets import charts
from simkit.widgets.asking_why import AskingWhy
from simkit.widgets.boxes import box, button, press, show_if
from simkit.widgets.clock import Command
from simkit.widgets.display import attempt
from simkit.widgets.looking_back import LookingBack
from simkit.widgets.modes import Mode
from simkit.widgets.tries import Tries

EVERY = 3.0
"""Minutes after which the charts are drawn again while time passes; the line in words always is."""


class Foot:
    """What is about the course of the run; opened and closed by its buttons."""

    def __init__(self, ask: Callable[[Command], None], past: LookingBack, *,
                 leave_past: Callable[[], None], end: Command,
                 trouble: Callable[[BaseException], None]) -> None:
        """*ask* has something done by the one task that may write the widgets; *leave_past*
        follows when looking back is closed, *end* asks for the debrief, *trouble* is told what
        went wrong with the charts."""
        self._past = past
        self._leave_past = leave_past
        self._trouble = trouble
        self._seen: object = None
        self._charted: tuple[float, object] = (-EVERY, None)
        """Minute at which the charts were drawn last, and of what."""
        self._pulse: charts.Pulse | None = None
        self._why = AskingWhy(ask)
        self._line, self._charts = widgets.HTML(), widgets.HTML()
        for name in ("sk-panel", "sk-charts"):
            self._charts.add_class(name)
        self._ask_why = button("Why?", "sk-ask-why", lambda: ask(self.ask_why),
                               "Why did that happen?")
        self.look_back = button("Look back", "sk-look-back", lambda: ask(self.open_past))
        self._unfold = button("Show charts", "sk-unfold", lambda: ask(self.unfold))
        self.end = button("Debrief", "sk-debrief", lambda: ask(end))
        words = box("sk-words", self._line, self._ask_why, self.look_back, self._unfold, self.end)
        self.box = box("sk-pulse", words, past.box, self._why.box, self._charts)

    def show(self, now: Situation, tries: Tries, mode: Mode, playing: bool) -> None:
        """Show the course of the try that is played, as far as *mode* allows."""
        self._charts.value = attempt(
            "charts", lambda: self._draw(now, tries, mode, playing), self._trouble)
        if self._pulse is not None:
            self._why.show(self._pulse, now)
        self._past.show(now, tries)
        press(self._why.opened, self._ask_why)
        press(self._past.opened, self.look_back)
        done = tries.session.over or now.at >= DAY
        show_if(mode.goes_back, self.look_back)
        show_if(mode.goes_back or done or now.restored_seen, self.end)
        self.end.button_style = "primary" if done and not playing else ""

    def _draw(self, now: Situation, tries: Tries, mode: Mode, playing: bool) -> str:
        key = (now, self._past.at, mode, tuple(tries.names))
        if key == self._seen:
            return str(self._charts.value)
        self._seen, exam = key, not mode.shows_trust
        course = None if exam else tries.session.record.course
        others = {} if exam else {name: other.record.course for name, other
                                  in tries.sessions.items() if other is not tries.session}
        self._pulse = charts.pulse(now, tries.session.scenario, course, others)
        self._line.value = charts.line(self._pulse, exam)
        drawn, of = self._charted
        if playing and of == key[1:] and 0.0 <= now.at - drawn < EVERY:
            return str(self._charts.value)
        self._charted = now.at, key[1:]
        return charts.charts(self._pulse, exam, self._past.at)

    def ask_why(self) -> None:
        """Open or close the question why something happened; there is room for one only."""
        self._why.opened = not self._why.opened
        if self._why.opened and self._past.opened:
            self.open_past()

    def open_past(self) -> None:
        """Open or close looking back; there is room for one only."""
        self._past.opened = not self._past.opened
        if self._past.opened:
            self._why.opened = False
        else:
            self._leave_past()

    def unfold(self) -> None:
        """Show or hide the charts, where the window is low."""
        shown = "sk-unfolded" in self.box._dom_classes
        (self.box.remove_class if shown else self.box.add_class)("sk-unfolded")
        self._unfold.description = "Show charts" if shown else "Hide charts"
