"""One thing otherwise, on the screen: choose a decision and a change, or ask in words; the answer
comes with its interval."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from html import escape as e

import ipywidgets as widgets

from simkit.counterfactual import RUNS, Twins, WhatIf, asked, choices, worth
from simkit.errors import Refused
from simkit.record import Record
from simkit.widgets import panels
from simkit.widgets.boxes import box, button, show_if
from simkit.widgets.clock import Command

WAIT = f"Both runs are played, {RUNS} times each."


class Otherwise:
    """The form for what-ifs; the run that was played stays as it is."""

    def __init__(self, ask: Callable[[Command], None], keep: Callable[[str, str], None]) -> None:
        """*ask* has something done by the one task that may write the widgets; *keep* is called
        with a phase of the debrief and the answer that belongs there."""
        self._ask = ask
        self._keep = keep
        self._record: Record | None = None
        self._twins: Twins | None = None
        self._choices: dict[str, dict[str, WhatIf]] = {}
        self._said = ""
        self.which = widgets.Dropdown(description="What if")
        self.which.observe(lambda _: ask(self._offer), "value")
        self.how = widgets.Dropdown(description="otherwise")
        self.words = widgets.Text(description="or ask", placeholder="first word 20 minutes earlier",
                                  continuous_update=False)
        self.compare = button("Compare", "sk-compare", lambda: ask(self._compare))
        self.compare.button_style = "primary"
        self.keep = button("Keep this answer in the report", "sk-keep", lambda: ask(self._kept))
        self.answer = widgets.HTML()
        self.box = box("sk-panel sk-otherwise", widgets.HTML(panels.head(
            "Try one thing otherwise", "the run you played stays as it is")),
            box("sk-row", self.which, self.how), box("sk-row", self.words, self.compare),
            self.answer, self.keep)
        show_if(False, self.keep)

    def begin(self, record: Record) -> None:
        """Ask about *record*."""
        self._record, self._twins = record, Twins(record)
        self._choices = {about: hows for about, hows in choices(record).items() if hows}
        _fill(self.which, self._choices)
        self._offer()
        show_if(bool(self._choices), self.which, self.how)

    def _offer(self) -> None:
        _fill(self.how, self._choices.get(self.which.value, ()))

    def _what(self, record: Record) -> WhatIf:
        if self.words.value.strip():
            return asked(record, self.words.value)
        if self.how.value is None:
            raise Refused("nothing was decided that could have been otherwise")
        return self._choices[self.which.value][self.how.value]

    async def _compare(self) -> None:
        """Answer the question that stands in the form."""
        if self._record is None:
            return
        self._say(WAIT, "soft")
        await asyncio.sleep(0)
        try:
            found = worth(self._record, self._what(self._record), RUNS, self._twins)
        except Refused as why:
            self._say(str(why), "due")
            return
        self._said = found.sentence
        self._say(found.sentence)
        show_if(True, self.keep)

    def _kept(self) -> None:
        self._keep("analysis", f"What if? {self._said}")
        show_if(False, self.keep)

    def _say(self, words: str, look: str = "") -> None:
        show_if(False, self.keep)
        self.answer.value = f'<p class="{look}" role="status">{e(words)}</p>'


def _fill(menu: widgets.Dropdown, options: Iterable[str]) -> None:
    """Offer *options* in *menu*, the first one chosen."""
    menu.options = list(options)
    menu.index = 0 if menu.options else None
