"""What the trainees have on their screen, for the facilitator to look at: nothing in it is pressed.
"""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from simkit.session import Session
from simkit.situation import Situation
from simkit.widgets import charts, panels, view
from simkit.widgets.boxes import box, show_if
from simkit.widgets.display import Display, attempt
from simkit.widgets.modes import MODES

LETTERS = 6
"""Messages of their inbox that are shown at once."""


class Theirs:
    """The trainees' panels, drawn from what they can know; drawn only while they are looked at."""

    def __init__(self, trouble: Callable[[BaseException], None]) -> None:
        """*trouble* is told what went wrong with a panel; the others are drawn all the same."""
        self.opened = False
        self._trouble = trouble
        self._display = Display(trouble)
        self.panels = {name: widgets.HTML() for name in ("inbox", "pulse", "board", "you")}
        for name, panel in self.panels.items():
            for each in ("sk-charts",) if name == "pulse" else ("sk-panel", f"sk-{name}"):
                panel.add_class(each)
        shown = self._display
        self.box = box("sk-body sk-theirs",
                       box("sk-col", self.panels["inbox"], shown["feed"]),
                       box("sk-col", shown["after"], self.panels["board"], shown["log"]),
                       box("sk-col", shown["team"], shown["channels"], self.panels["you"]),
                       self.panels["pulse"])

    def show(self, now: Situation, session: Session, mode: str) -> None:
        """Show *now* as those who play in *mode* see it."""
        show_if(self.opened, self.box)
        if not self.opened:
            return
        scenario, exam = session.scenario, not MODES[mode].shows_trust
        self._display.show(now, scenario, hints=False, reading=False)
        draw: dict[str, Callable[[], str]] = {
            "inbox": lambda: _inbox(view.inbox(now, scenario), view.stand_in(now)),
            "pulse": lambda: charts.charts(charts.pulse(
                now, scenario, None if exam else session.record.course), exam),
            "board": lambda: panels.board(view.board(now, scenario)),
            "you": lambda: panels.you(view.you(now, scenario))}
        for name, panel in self.panels.items():
            panel.value = attempt(name, draw[name], self._trouble)


def _inbox(letters: list[view.Letter], by: str) -> str:
    rows = "".join(f'<div class="sk-letter">{panels.letter(each, first=place == 0)}</div>'
                   for place, each in enumerate(letters[:LETTERS]))
    return panels.inbox_head(letters, min(LETTERS, len(letters)), by) + rows
