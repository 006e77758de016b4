"""The inbox on the screen: a fixed pool of rows, refilled and never remade."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import ipywidgets as widgets

from simkit.widgets import panels
from simkit.widgets.boxes import box, button, show_if
from simkit.widgets.view import Letter

ROWS = 6
"""Messages on the screen at once; the rest is in the log."""


def allot(rows: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Return which of *wanted* each row holds: what has a row keeps it, new ones take free rows.

    So a row never changes its message while a click on it may be under way.
    """
    kept = [name if name in wanted else "" for name in rows]
    new = (name for name in wanted if name not in kept)
    return [name or next(new, "") for name in kept]


class Letters:
    """What came in, with a button to answer it."""

    def __init__(self, answer: Callable[[str], None]) -> None:
        """*answer* is called with the name of the inject whose button was pressed."""
        self._head = widgets.HTML()
        self._names = [""] * ROWS
        self._texts = [widgets.HTML() for _ in range(ROWS)]
        self._buttons = [button("Answer", "sk-answer", partial(self._answer, place, answer))
                         for place in range(ROWS)]
        self._rows = [box("sk-letter", *pair)
                      for pair in zip(self._texts, self._buttons, strict=True)]
        self.box = box("sk-panel sk-inbox", self._head, *self._rows)

    def show(self, letters: Sequence[Letter], by: str = "") -> None:
        """Show *letters*, the most urgent first, as far as there are rows; *by* is who answers for
        you."""
        wanted = [letter["name"] for letter in letters[:ROWS]]
        self._names = allot(self._names, wanted)
        by_name = {letter["name"]: letter for letter in letters}
        self._head.value = panels.inbox_head(letters, min(ROWS, len(letters)), by)
        rows = zip(self._names, self._rows, self._texts, self._buttons, strict=True)
        for name, row, text, each in rows:
            show_if(bool(name), row)
            if not name:
                continue
            order = wanted.index(name)
            row.layout.order = str(order + 1)
            text.value = panels.letter(by_name[name], first=order == 0)
            show_if(by_name[name]["waits"], each)
            late = by_name[name]["state"]["sign"] == "bad"
            each.description = "Answer late" if late else "Answer"
            each.tooltip = f"Answer {by_name[name]['sender']}"
            each.button_style = "primary" if order == 0 and not late else ""

    def _answer(self, place: int, answer: Callable[[str], None]) -> None:
        answer(self._names[place])
