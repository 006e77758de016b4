"""A small form whose words and choices reach Python in one message."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict

import anywidget
import traitlets

LONGEST = 5000
"""Characters of one field that are read; a page could send anything."""


class Field(TypedDict, total=False):
    """One field of a form."""

    name: str
    label: str
    kind: str
    """``line``, ``area`` or ``select``."""
    hint: str
    most: int
    """Characters that fit."""
    options: list[tuple[str, str]]
    """Words and value of each choice."""


class Form(anywidget.AnyWidget):
    """Fields with one button; *send* is called with the values by name, on any thread."""

    _esm = Path(__file__).with_name("form.js")
    fields: traitlets.List[Field] = traitlets.List().tag(sync=True)
    button = traitlets.Unicode().tag(sync=True)
    main = traitlets.Bool(False).tag(sync=True)

    def __init__(self, fields: Sequence[Field], button: str,
                 send: Callable[[Mapping[str, str]], None], *, main: bool = False) -> None:
        super().__init__(fields=list(fields), button=button, main=main)
        self._send_on = send
        self.add_class("sk-form-slip")
        self.on_msg(self._heard)

    def _heard(self, _: Any, content: Mapping[str, Any], buffers: Any) -> None:
        values = content.get("values")
        if content.get("kind") == "send" and isinstance(values, dict):
            names = [field["name"] for field in self.fields]
            self._send_on({name: str(values.get(name) or "")[:LONGEST] for name in names})

    def load(self, focus: str = "", **values: str) -> None:
        """Put *values* into the fields, and the cursor into the field *focus*."""
        self.send({"kind": "load", "values": values, "focus": focus})

    def say(self, words: str) -> None:
        """Show *words* beside the button, and read them out."""
        self.send({"kind": "said", "words": words})
