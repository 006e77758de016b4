"""The story of a run on the screen, minute by minute: a slider, and what was so at that minute."""

from __future__ import annotations

from collections.abc import Callable
from html import escape as e
from math import ceil

import ipywidgets as widgets

from simkit.clock import DAY, show
from simkit.debrief import Frame, frames, moment
from simkit.record import Record
from simkit.widgets import panels
from simkit.widgets.boxes import box
from simkit.widgets.clock import Command


class Telling:
    """A slider over the minutes of a run, and its turns to choose from."""

    def __init__(self, ask: Callable[[Command], None]) -> None:
        """*ask* has something done by the one task that may write the widgets."""
        self._ask = ask
        self._record: Record | None = None
        self._writing = False
        self.slider = widgets.IntSlider(min=0, max=1, readout=False, continuous_update=False,
                                        description="Minute")
        self.slider.observe(lambda change: self._chose(change["new"]), "value")
        self.turns = widgets.Dropdown(options=[("", -1)], description="Turn")
        self.turns.observe(lambda change: self._chose(change["new"]), "value")
        self.words = widgets.HTML()
        self.box = box("sk-panel sk-telling", widgets.HTML(panels.head(
            "The story", "move through the run")), box("sk-row", self.slider, self.turns),
            self.words)

    def begin(self, record: Record) -> None:
        """Tell the story of *record*, from its worst moment on."""
        self._record = record
        told = frames(record)
        worst = next((each for each in told if each.voice), told[0])
        self._writing = True
        self.slider.max = max(1, ceil(min(record.until, DAY)))
        self.turns.options = [("choose one", -1), *(
            (f"{each.shown} {each.title}", ceil(each.at)) for each in told)]
        self._writing = False
        self._show(ceil(worst.at))

    def _chose(self, minute: int) -> None:
        if minute >= 0 and not self._writing:
            self._ask(lambda: self._show(minute))

    def _show(self, minute: int) -> None:
        if self._record is None:
            return
        self._writing = True
        self.slider.value = minute
        known = [value for _, value in self.turns.options]
        self.turns.value = minute if minute in known else -1
        self._writing = False
        self.words.value = told(moment(self._record, float(minute)), show(float(minute)))


def told(frame: Frame, at: str) -> str:
    """Return the story at one moment as HTML text."""
    rows = [("What was so", frame.so), ("What could be known", frame.knew),
            ("What was said", frame.said), ("What people felt", frame.felt),
            ("What somebody may have said", frame.voice), ("In history", frame.history)]
    return f"<h4>{e(at)}</h4><dl class='sk-scrub'>" + "".join(
        f"<dt>{e(name)}</dt><dd>{e(words)}</dd>" for name, words in rows if words) + "</dl>"
