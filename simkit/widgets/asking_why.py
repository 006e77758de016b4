"""*Why did that happen?* on the screen: a curve, one of its moves, and the chain of causes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
        self._ask = ask
        self._curve = "trust"
        self._chosen: tuple[float, float] | None = None
        self._moves: list[Move] = []
        self.opened = False
        self._curves: dict[str, widgets.Button] = {}
        self._row = box("sk-row sk-curves")
        self._buttons = [button("", "sk-move", partial(ask, partial(self._choose, place)))
                         for place in range(MOVES)]
        show_if(False, *self._buttons)
        self._words = widgets.HTML()
        head = widgets.HTML(panels.head("Why did that happen?", "choose a curve, then one of its "
                                                                "largest moves"))
        self.box = box("sk-panel sk-why", head, self._row,
                       box("sk-row sk-moves", *self._buttons), self._words)

    def show(self, pulse: Pulse, now: Situation) -> None:
        """Show the moves of the chosen curve, and the answer for the chosen one."""
        if self.opened:
            self._fill(pulse, now)
        show_if(self.opened, self.box)

    def _fill(self, pulse: Pulse, now: Situation) -> None:
        courses = curves(pulse)
        if self._curve not in courses:
            self._curve = next(iter(courses), "reports")
        self._make_missing(courses)
        for name, each in self._curves.items():
            show_if(name in courses, each)
            press(name == self._curve, each)
        at, values = courses.get(self._curve, ((), ()))
        kind = self._curve.partition(" ")[0]
        self._moves = moves(at, values, LEAST[kind])
        chosen = next((move for move in self._moves
                       if (move["begin"], move["end"]) == self._chosen),
                      self._moves[-1] if self._moves else None)
        for place, each in enumerate(self._buttons):
            if place < len(self._moves):
                each.description = self._moves[place]["words"]
                press(self._moves[place] is chosen, each)
            show_if(place < len(self._moves), each)
        self._words.value = course_panels.why(
            [] if chosen is None else reasons(chosen, kind, now), chosen is not None)

    def _make_missing(self, names: Iterable[str]) -> None:
        """Make the buttons of curves that were never there before; none is ever remade."""
        new = [name for name in names if name not in self._curves]
        for name in new:
            words = CURVES.get(name, f"of {name.partition(' ')[2]}")
            self._curves[name] = button(words, "sk-curve", partial(
                self._ask, partial(self._choose_curve, name)))
        if new:
            self._row.children = tuple(self._curves.values())

    def _choose_curve(self, name: str) -> None:
        self._curve, self._chosen = name, None

    def _choose(self, place: int) -> None:
        if place < len(self._moves):
            self._chosen = self._moves[place]["begin"], self._moves[place]["end"]


def curves(pulse: Pulse) -> dict[str, tuple[Sequence[float], Sequence[float]]]:
    """Return the curves of *pulse* by name, as (minutes, values); none of trust in an exam.

    The first word of a name is what the curve counts; ``trust families`` is that of one segment.
    """
    found: dict[str, tuple[Sequence[float], Sequence[float]]] = {}
    if pulse["mean"]:
        found["trust"] = pulse["at"], pulse["mean"]
        found |= {f"trust {name}": (pulse["at"], values)
                  for name, values in pulse["trust"].items()}
    if pulse["rumour"]:
        found["rumour"] = pulse["at"], pulse["rumour"]
    if pulse["reports"]:
        at, counts = zip(*pulse["reports"], strict=True)
        found["reports"] = at, counts
    return found
