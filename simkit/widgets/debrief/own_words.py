"""The debrief in one's own words, kept in the run's record; and the report as a page to keep."""

from __future__ import annotations

from collections.abc import Callable
from html import escape as e
from pathlib import Path

import ipywidgets as widgets

from simkit.debrief import Report, renewed
from simkit.errors import Refused
from simkit.facilitator import PHASES, Facilitator
from simkit.session import Session
from simkit.widgets import panels
from simkit.widgets.boxes import box, button
from simkit.widgets.clock import Command

KINDS = {**{f"{name.capitalize()}: {asks}": (name, "") for name, asks in PHASES.items()},
         "Plus: what would you do again?": ("summary", "plus"),
         "Delta: what would you do otherwise?": ("summary", "delta")}
"""What can be said, as (phase, sign) by its question."""


class OwnWords:
    """A field for each phase of the debrief, what was said already, and the page."""

    def __init__(self, ask: Callable[[Command], None]) -> None:
        """*ask* has something done by the one task that may write the widgets."""
        self._session: Session | None = None
        self._made: Report | None = None
        self.kind = widgets.Dropdown(options=list(KINDS), description="About")
        self.text = widgets.Textarea(placeholder="in your own words", rows=2)
        self.put = button("Keep it", "sk-put", lambda: ask(self._put), "It stands in the record")
        self.save = button("Save the report", "sk-save", lambda: ask(self._save),
                           "One page for every browser; it prints well")
        self.words = widgets.HTML()
        self.said = widgets.HTML()
        self.box = box("sk-panel sk-own-words", widgets.HTML(panels.head(
            "In your own words", "kept in the record, shown in the report")), self.kind, self.text,
            box("sk-row", self.put, self.save, self.words), self.said)

    def begin(self, session: Session, made: Report) -> None:
        """Be about the run of *session*, whose debrief was *made*."""
        self._session, self._made = session, made
        self._say("")
        self._show()

    def keep(self, phase: str, text: str, sign: str = "") -> None:
        """Keep *text* in the record, as said in *phase* of the debrief."""
        if self._session is None or self._made is None:
            return
        Facilitator(self._session).note(text, sign, phase)
        self._made = renewed(self._made, self._session.record)
        self._show()

    def _put(self) -> None:
        phase, sign = KINDS[self.kind.value]
        try:
            self.keep(phase, self.text.value, sign)
        except Refused as why:
            self._say(str(why))
            return
        self.text.value = ""
        self._say("Kept.")

    def _save(self) -> None:
        if self._session is None or self._made is None:
            return
        log = self._session.log_path
        name = f"{self._session.scenario.id}-seed{self._session.seed}.report.html"
        path = Path(name) if log is None else log.with_suffix(".report.html")
        self._say(f"Saved: {self._made.save(path, overwrite=True)}")

    def _say(self, words: str) -> None:
        self.words.value = f'<span role="status">{e(words)}</span>'

    def _show(self) -> None:
        if self._made is None:
            return
        said = [(phase.title, each) for phase in self._made.phases for each in phase.said]
        said += [(name, fact.words) for name, facts in (("Plus", self._made.plus),
                                                        ("Delta", self._made.delta))
                 for fact in facts]
        self.said.value = "".join(f"<p><b>{e(title)}</b> “{e(words)}”</p>" for title, words in said)
