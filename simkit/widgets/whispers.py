"""A whisper of the facilitator on the trainees' screen: there for a while, and read out once."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from simkit.clock import show
from simkit.events import Event
from simkit.situation import Situation
from simkit.widgets.boxes import show_if

LASTS = 10.0
"""Minutes for which a whisper stays on the screen."""


def latest(now: Situation) -> Event | None:
    """Return the whisper that is on the screen *now*, or None."""
    last = next((event for event in reversed(now.events) if event.kind == "whisper"), None)
    return last if last is not None and now.at - last.at <= LASTS else None


def words(whisper: Event) -> str:
    """Return *whisper* as the screen reads it."""
    return f"The facilitator, to {whisper.data['name']}: “{whisper.data['text']}”"


class Whispers:
    """The line under the strip that holds the latest whisper."""

    def __init__(self, say: Callable[[str], None]) -> None:
        """*say* reads something out."""
        self._say = say
        self._told: Event | None = None
        self.line = widgets.HTML()
        self.line.add_class("sk-whisper")

    def show(self, now: Situation) -> None:
        """Show the whisper that counts *now*, if there is one."""
        whisper = latest(now)
        show_if(whisper is not None, self.line)
        if whisper is None:
            return
        self.line.value = (f'<span class="st new">{escape(words(whisper))}</span> '
                           f'<span class="soft">{show(whisper.at)}</span>')
        if whisper != self._told:
            self._told = whisper
            self._say(words(whisper))
