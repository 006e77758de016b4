"""*You* on the screen: how you are, what that does, and buttons for what would help."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import ipywidgets as widgets

from simkit.scenario.parts import Scenario
from simkit.situation import Situation
from simkit.widgets import panels
from simkit.widgets.boxes import box, button, show_if
from simkit.widgets.clock import Command
from simkit.widgets.judging import Decide
from simkit.widgets.view import you
from simkit.widgets.view.helps import SHOWN, Help, helps


class Yourself:
    """Your own state, with a fixed pool of buttons that are refilled."""

    def __init__(self, decide: Decide, ask: Callable[[Command], None]) -> None:
        """*ask* has something done by the one task that may write the widgets."""
        self._decide = decide
        self._helps: list[Help] = []
        self._words = widgets.HTML()
        self.buttons = [button("", "sk-card", partial(ask, partial(self._take, place)))
                        for place in range(SHOWN)]
        self.box = box("sk-panel sk-you", self._words, *self.buttons)

    def show(self, now: Situation, scenario: Scenario) -> None:
        """Show how you are *now*, and what would help."""
        self._words.value = panels.you(you(now, scenario))
        self._helps = helps(now)
        for place, each in enumerate(self.buttons):
            if place < len(self._helps):
                each.description = self._helps[place]["words"]
                each.tooltip = self._helps[place]["price"]
            show_if(place < len(self._helps), each)

    def _take(self, place: int) -> None:
        if place < len(self._helps):
            chosen = self._helps[place]
            self._decide(chosen["action"], chosen["target"], None)
