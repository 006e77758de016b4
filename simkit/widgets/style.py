"""The console's style sheet, as a widget that stands at the top of what it styles."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as widgets

_SHEET = "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8")
                   for name in ("style.css", "panels.css", "narrow.css"))


def style(more: str = "") -> widgets.HTML:
    """Return the style sheet, with *more* rules; everything inside a box of class ``sk`` follows
    it."""
    sheet = widgets.HTML(f"<style>{_SHEET}{more}</style>")
    sheet.add_class("sk-style")
    return sheet
