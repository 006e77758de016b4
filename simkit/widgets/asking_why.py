"""*Why did that happen?* on the screen: a curve, one of its moves, and the chain of causes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import ipywidgets as widgets

from simkit.situation import Situation
from simkit.widgets import course_panels, panels
from simkit.widgets.boxes import box, button, press, show_if
from simkit.widgets.charts import Pulse
from simkit.widgets.clock import Command
from simkit.widgets.view.why import CURVES, MOVES, Move, moves, reasons

LEAST = {"trust": 0.2, "rumour": 0.2, "reports": 200.0}
"""Smallest move of each curve that is worth a question, in what the curve counts."""


class AskingWhy:
    """Buttons for curves and moves, and the answer below them."""

    def __init__(self, ask: Callable[[Command], None]) -> None:
        """*ask* has something done by the one task that may write the widgets."""
        self._curve = "trust"
        self._chosen: tuple[float, float] | None = None
        self._moves: list[Move] = []
        self.opened = False
        self._curves = {
            name: button(words, "sk-curve", partial(ask, partial(self._choose_curve, name)))
            for name, words in CURVES.items()}
        self._buttons = [button("", "sk-move", partial(ask, partial(self._choose, place)))
                         for place in range(MOVES)]
        self._words = widgets.HTML()
        head = widgets.HTML(panels.head("Why did that happen?", "choose a curve, then one of its "
                                                                "largest moves"))
        self.box = box("sk-panel sk-why", head, box("sk-row sk-curves", *self._curves.values()),
                       box("sk-row sk-moves", *self._buttons), self._words)

    def show(self, pulse: Pulse, now: Situation) -> None:
        """Show the moves of the chosen curve, and the answer for the chosen one."""
        show_if(self.opened, self.box)
        if not self.opened:
            return
        courses = curves(pulse)
        if self._curve not in courses:
            self._curve = next(iter(courses), "reports")
        for name, each in self._curves.items():
            show_if(name in courses, each)
            press(name == self._curve, each)
        at, values = courses.get(self._curve, ((), ()))
        self._moves = moves(at, values, LEAST[self._curve])
        chosen = next((move for move in self._moves
                       if (move["begin"], move["end"]) == self._chosen),
                      self._moves[-1] if self._moves else None)
        for place, each in enumerate(self._buttons):
            show_if(place < len(self._moves), each)
            if place < len(self._moves):
                each.description = self._moves[place]["words"]
                press(self._moves[place] is chosen, each)
        self._words.value = course_panels.why(
            [] if chosen is None else reasons(chosen, self._curve, now), chosen is not None)

    def _choose_curve(self, name: str) -> None:
        self._curve, self._chosen = name, None

    def _choose(self, place: int) -> None:
        if place < len(self._moves):
            self._chosen = self._moves[place]["begin"], self._moves[place]["end"]


def curves(pulse: Pulse) -> dict[str, tuple[Sequence[float], Sequence[float]]]:
    """Return the curves of *pulse* by name, as (minutes, values); none of trust in an exam."""
    found: dict[str, tuple[Sequence[float], Sequence[float]]] = {}
    if pulse["mean"]:
        found["trust"] = pulse["at"], pulse["mean"]
    if pulse["rumour"]:
        found["rumour"] = pulse["at"], pulse["rumour"]
    if pulse["reports"]:
        at, counts = zip(*pulse["reports"], strict=True)
        found["reports"] = at, counts
    return found
