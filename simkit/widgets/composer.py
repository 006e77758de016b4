"""The form as a widget: one small piece of JavaScript for what stock widgets cannot do.

It sends a whole form as one message, reads along as one types, has a region for screen readers
that lasts, answers keys inside itself only, and says when nobody hears it any more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

Heard = Callable[[str, dict[str, Any]], None]
"""Told (``draft``, ``send``, ``back`` or ``reading``; the draft) on a thread of the kernel's
choice."""


class Composer(anywidget.AnyWidget):
    """The form; ``heard`` is told of every change and of every click."""

    _esm = "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8")
                     for name in ("hearing.js", "keys.js", "composer.js"))

    draft = traitlets.Dict().tag(sync=True)
    """The words as they stand; ``number`` changes when Python replaces them."""
    desk = traitlets.Dict().tag(sync=True)
    """What the form offers: title, quote, channels, readers, times, when it leaves."""
    findings = traitlets.Dict().tag(sync=True)
    """See ``simkit.widgets.drafting.Findings``."""
    reply = traitlets.Dict().tag(sync=True)
    """The answer to the last *Send*: ``number`` and ``problem`` (empty when it was taken)."""
    letters = traitlets.Bool(True).tag(sync=True)
    """Whether single letters are keys while no field has the focus."""
    reading = traitlets.Bool(False).tag(sync=True)
    """Whether somebody reads what people say, so that it should hold still."""
    kept = traitlets.Unicode().tag(sync=True)
    """Where the run is kept, for whoever has to go on with it; empty when nowhere."""
    seen = traitlets.Bool().tag(sync=True)
    """Whether a page has shown the console: the first to do so goes to it."""
    below = traitlets.Int().tag(sync=True)
    """How often the page was to go to what stands below the console."""
    say = traitlets.Unicode().tag(sync=True)
    """What the live region says."""

    def __init__(self, draft: Mapping[str, Any], heard: Heard) -> None:
        super().__init__(draft={**draft, "number": 0}, reply={"number": 0, "problem": ""})
        self._heard = heard
        self.observe(self._on_draft, "draft")
        self.observe(lambda _: heard("reading", {}), "reading")
        self.on_msg(self._on_message)
        self.add_class("sk-composer")

    def __repr__(self) -> str:
        return "<Composer>"

    def load(self, draft: Mapping[str, Any], *, focus: bool = False) -> None:
        """Replace the words in the form by *draft*, and put the cursor there if *focus*."""
        number = int(self.draft.get("number", 0)) + 1
        self.draft = {**draft, "number": number, "focus": focus}

    def answer(self, problem: str = "") -> None:
        """Tell the form that its last *Send* was dealt with, or what the *problem* is."""
        self.reply = {"number": self.reply["number"] + 1, "problem": problem}

    @traitlets.validate("draft")
    def _newest(self, proposal: Mapping[str, Any]) -> dict[str, Any]:
        """Let no late message bring back words that Python has replaced."""
        given, now = proposal["value"], self.draft
        return given if given.get("number", 0) >= now.get("number", 0) else now

    def _on_draft(self, change: Mapping[str, Any]) -> None:
        self._heard("draft", dict(change["new"]))

    def _on_message(self, _: object, content: Any, __: object) -> None:
        if isinstance(content, dict) and content.get("kind") == "hear":
            self.send({"kind": "heard", "from": str(content.get("from"))})
        elif isinstance(content, dict) and content.get("kind") in ("send", "back"):
            draft = content.get("draft")
            self._heard(content["kind"], draft if isinstance(draft, dict) else {})
