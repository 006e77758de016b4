"""Looking back on the screen: an earlier minute as it was, another try from there, all tries."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from simkit.clock import show
from simkit.session import Session
from simkit.situation import Situation
from simkit.widgets import course_panels, panels, view
from simkit.widgets.boxes import box, button, show_if
from simkit.widgets.clock import Command
from simkit.widgets.tries import Tries

MOMENTS = 40
"""Own decisions that are offered to look back to, the latest."""


class LookingBack:
    """A slider over the minutes that have passed, and the tries of this run."""

    def __init__(self, ask: Callable[[Command], None], *, look: Callable[[float | None], None],
                 again: Callable[[float], None], switch: Callable[[str], None],
                 rename: Callable[[str], None]) -> None:
        """*look* is called with the minute to look at (None for now), *again* with the one to try
        again from, *switch* and *rename* with the name of a try."""
        self.opened = False
        self.at: float | None = None
        """The minute that is looked at; None for now."""
        self._writing = False
        self._ask = ask
        self._then = look
        self._slider = widgets.IntSlider(min=0, max=1, readout=False, continuous_update=False)
        self._slider.observe(lambda change: self._chose(change["new"]), "value")
        self._moments = widgets.Dropdown(options=[("", -1)])
        self._moments.add_class("sk-moments")
        self._moments.observe(lambda change: self._chose(change["new"]), "value")
        self._words = widgets.HTML()
        self._again = button("Try again from here", "sk-again",
                             lambda: ask(lambda: None if self.at is None else again(self.at)))
        self._again.button_style = "primary"
        self._back = button("Back to now", "sk-now", lambda: ask(lambda: self._go(None)))
        self._tries = widgets.Dropdown(options=["First try"])
        self._tries.add_class("sk-tries")
        self._tries.observe(lambda change: self._unless_writing(switch, change["new"]), "value")
        self._name = widgets.Text(placeholder="a name for this try", continuous_update=False)
        self._name.observe(lambda change: self._unless_writing(rename, change["new"]), "value")
        head = widgets.HTML(panels.head("Look back", "what was known then, as it was; trying again "
                                                     "keeps what you did before"))
        self.box = box(
            "sk-panel sk-past", head,
            box("sk-row", _label("Minute"), self._slider, self._words),
            box("sk-row", _label("Your decision"), self._moments, self._again, self._back),
            box("sk-row", _label("Try"), self._tries, _label("Call it"), self._name))

    def show(self, now: Situation, tries: Tries) -> None:
        """Show how far one can look back, and which tries there are."""
        show_if(self.opened, self.box)
        if not self.opened:
            return
        self._writing = True
        at = now.at if self.at is None else self.at
        self._slider.max = max(1, int(now.at))
        self._slider.value = int(at)
        rows = moments(now)
        if list(self._moments.options) != rows:
            self._moments.options = rows
        self._moments.value = int(at) if int(at) in [minute for _, minute in rows] else -1
        self._words.value = course_panels.looked_at(show(at), self.at is not None)
        show_if(self.at is not None, self._again, self._back)
        if list(self._tries.options) != tries.names:
            self._tries.options = tries.names
        self._tries.value = self._name.value = tries.current.name
        self._writing = False

    def _chose(self, minute: int) -> None:
        if minute >= 0 and not self._writing:
            self._ask(lambda: self._go(float(minute)))

    def _go(self, at: float | None) -> None:
        self._then(at if at is None or at < self._slider.max else None)

    def _unless_writing(self, do: Callable[[str], None], value: str) -> None:
        if not self._writing:
            self._ask(lambda: do(value))


def moments(now: Situation) -> list[tuple[str, int]]:
    """Return (words, minute) of own decisions to look back to, the latest first."""
    own = [event for event in now.events if event.kind == "decided" and 0.0 < event.at < now.at]
    rows = {int(event.at): f"{show(event.at)} {view.told_as(event, now)}" for event in own}
    latest = sorted(rows.items(), reverse=True)[:MOMENTS]
    return [("choose one of yours", -1), *((words, minute) for minute, words in latest)]


class Album:
    """Situations of earlier minutes, made by running the same decisions again."""

    def __init__(self) -> None:
        self._pages: dict[tuple[Session, int], Situation] = {}

    def at(self, session: Session, minute: float) -> Situation:
        """Return what could be known in *session* at *minute*, before what was decided then."""
        key = (session, int(minute))
        if key not in self._pages:
            if len(self._pages) >= 8:
                self._pages.pop(next(iter(self._pages)))
            self._pages[key] = session.branch(minute).situation
        return self._pages[key]


def _label(words: str) -> widgets.HTML:
    made = widgets.HTML(words)
    made.add_class("sk-label")
    return made
