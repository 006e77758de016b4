"""*What could it be* on the screen: the board, and buttons to say how likely one finds a cause."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import ipywidgets as widgets

from simkit.scenario.parts import Scenario
from simkit.situation import Situation
from simkit.widgets import panels
from simkit.widgets.boxes import box, button, press, show_if
from simkit.widgets.clock import Command
from simkit.widgets.view import board

LEVELS = (5, 20, 40, 60, 80, 95)
"""How likely one can say that a cause is, of 100."""

Decide = Callable[[str, str, float | None], None]
"""Called with action, target and confidence."""


class Judging:
    """The diagnosis board; one click on a cause and one on a number state what one thinks."""

    def __init__(self, scenario: Scenario, decide: Decide, ask: Callable[[Command], None]) -> None:
        """*ask* has something done by the one task that may write the widgets."""
        self._decide = decide
        self._chosen = ""
        self._board = widgets.HTML()
        self.causes = {
            cause.id: button(cause.text, "sk-cause", partial(ask, partial(self._choose, cause.id)))
            for cause in scenario.incident.causes}
        self.levels = {
            level: button(str(level), "sk-sure", partial(ask, partial(self._state, level)),
                          f"{level} in 100") for level in LEVELS}
        self._words = widgets.HTML()
        self._levels = box("sk-row sk-levels", self._words, *self.levels.values())
        self._causes = box("sk-row sk-causes", _soft("Say what you think:"), *self.causes.values())
        self.box = box("sk-panel sk-board", self._board, self._causes, self._levels)

    def show(self, now: Situation, scenario: Scenario) -> None:
        """Show the board *now*."""
        lines = board(now, scenario)
        self._board.value = panels.board(lines)
        show_if(bool(lines), self._causes)
        show_if(bool(lines) and bool(self._chosen), self._levels)
        for name, each in self.causes.items():
            press(name == self._chosen, each)
        line = next((line for line in now.board if line.id == self._chosen), None)
        if line is not None:
            self._words.value = panels.judged(line.text)

    def _choose(self, name: str) -> None:
        self._chosen = "" if name == self._chosen else name

    def _state(self, level: int) -> None:
        name, self._chosen = self._chosen, ""
        if name:
            self._decide("suspect", name, level / 100.0)


def _soft(words: str) -> widgets.HTML:
    return widgets.HTML(f'<span class="soft small">{words}</span>')
