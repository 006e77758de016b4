"""The first minute: a walk round the screen in six steps, and the list of keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import ipywidgets as widgets

from simkit.widgets import guiding_panels
from simkit.widgets.boxes import box, button, show_if
from simkit.widgets.clock import Command

STEPS: tuple[tuple[str, str], ...] = (
    ("top", "At the top: how long it has been, what is known, the next time you promised, who "
            "waits, and how you are. Play lets time pass."),
    ("inbox", "On the left: who waits for your answer, and by when. Below it, what people say in "
              "public."),
    ("desk", "In the middle you write. The form is read as you type: what it says, what it leaves "
             "out, how it will look on each channel. Send is below it."),
    ("deeds", "Further down: everything else you can do, with what it costs before you choose it. "
              "Engineers work without being told."),
    ("know", "On the right: what it could be and how sure the evidence is, who is on it, which "
             "channels still work."),
    ("pulse", "At the foot: how trust, rumour and reports move; why; and the way back to an "
              "earlier minute. The key ? lists all keys. The clock starts now."),
)
"""Place on the screen, and what is there."""

KEYS: tuple[tuple[str, str], ...] = (
    ("Tab, Shift+Tab", "to the next control, and back"),
    ("Enter, Space", "press the button that has the focus"),
    ("Arrows", "within a group of buttons; a slider; a list"),
    ("Ctrl+Enter", "send, from any field of the form"),
    ("Escape", "leave the field; close what is open"),
    ("Space", "play or pause, when no control has the focus"),
    (". and n", "a minute on; to the next event"),
    ("w", "write: the first empty field"),
    ("i", "inbox: who waits longest"),
    ("a, then 1 to 7", "what else you can do, by purpose"),
    ("f d t c y", "what people say, what it could be, team, channels, you"),
    ("u", "take a message back"),
    ("?", "this list"),
)
"""Keys and what they do, while the focus is in the console."""


class ShowingRound:
    """The walk and the list; both can be left at any time."""

    def __init__(self, ask: Callable[[Command], None], places: Mapping[str, widgets.Widget], *,
                 done: Callable[[], None], letters: Callable[[bool], None]) -> None:
        """*places* are the widgets of STEPS by name; *done* follows the end of the walk;
        *letters* switches single letters on and off."""
        self._places = places
        self._done = done
        self._at: int | None = None
        self.listed = False
        """Whether the list of keys is open."""
        self._words = widgets.HTML()
        self.next = button("Next", "sk-walk-next", lambda: ask(self._go_on))
        self.next.button_style = "primary"
        self.skip = button("Skip", "sk-walk-skip", lambda: ask(self._end))
        self.walk = box("sk-walk", self._words, self.next, self.skip)
        self._keys = widgets.HTML()
        self._letters = widgets.Checkbox(value=True, description="Single letters work here")
        self._letters.observe(lambda change: ask(lambda: letters(change["new"])), "value")
        self._again = button("Show me around", "sk-walk-again", lambda: ask(self.begin))
        self.list = box("sk-panel sk-keys", self._keys,
                        box("sk-row", self._again, self._letters))

    @property
    def walking(self) -> bool:
        """Whether somebody is being shown around."""
        return self._at is not None

    def begin(self) -> None:
        """Begin the walk."""
        self._at, self.listed = 0, False

    def toggle(self) -> None:
        """Open or close the list of keys."""
        self.listed = not self.listed

    def show(self, log: Path | None) -> None:
        """Show the step of the walk, and the list if it is open; *log* is where the run lies."""
        show_if(self.walking, self.walk)
        show_if(self.listed, self.list)
        for place, (name, words) in enumerate(STEPS):
            lit = place == self._at
            (self._places[name].add_class if lit else self._places[name].remove_class)("sk-lit")
            if lit:
                self._words.value = guiding_panels.step(place + 1, len(STEPS), words)
        self.next.description = "Begin" if self._at == len(STEPS) - 1 else "Next"
        if self.listed:
            self._keys.value = guiding_panels.keys(KEYS, "" if log is None else str(log))

    def _go_on(self) -> None:
        if self._at is None or self._at == len(STEPS) - 1:
            self._end()
        else:
            self._at += 1

    def _end(self) -> None:
        self._at = None
        self._done()
