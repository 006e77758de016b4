"""What is about the course of the run, as HTML text: why it moved, which minute is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape as e

from simkit.widgets.view.why import Reason


def why(found: Sequence[Reason], asked: bool) -> str:
    """Return what lies behind a move of a curve; *asked* is False where there is no move."""
    if not asked:
        return '<p class="soft empty">It has hardly moved so far.</p>'
    if not found:
        return ('<p class="soft empty">Nothing that you could see. What people knew and felt '
                "before goes on working by itself.</p>")
    return f'<ul class="chain">{"".join(_why(reason) for reason in found)}</ul>'


def _why(reason: Reason) -> str:
    back = "".join(f'<div class="soft">{"&ensp;" * depth}↳ because of {e(t)} {e(words)}</div>'
                   for depth, (t, words) in enumerate(reason["because"], start=1))
    return f'<li><b>{e(reason["t"])}</b> {e(reason["words"])}{back}</li>'


def looked_at(t: str, back: bool) -> str:
    """Return which minute is looked at; *back* when it is not now."""
    return f'<b class="{"odd" if back else ""}">{e(t)}</b>' + ("" if back else " (now)")
