"""The panels that only show: drawn from the situation, each by itself."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from simkit.scenario.parts import Scenario
from simkit.situation import Situation
from simkit.widgets import panels, view
from simkit.widgets.boxes import show_if
from simkit.widgets.guiding_panels import after as after_panel
from simkit.widgets.guiding_panels import hint as hint_panel
from simkit.widgets.view.after import after
from simkit.widgets.view.hints import hint

NAMES = ("strip", "hint", "after", "feed", "team", "channels", "log")
"""Every such panel; ``hint`` and ``after`` take part in the page only where they have words."""


class Display:
    """One HTML widget per panel, told only when its text is a new one."""

    def __init__(self, trouble: Callable[[BaseException], None]) -> None:
        """*trouble* is told what went wrong with a panel; the others are drawn all the same."""
        self._trouble = trouble
        self._posts: list[view.Post] = []
        self.panels = {name: widgets.HTML() for name in NAMES}
        for name, panel in self.panels.items():
            panel.add_class("sk-strip" if name == "strip" else "sk-panel")
            panel.add_class(f"sk-{name}")

    def __getitem__(self, name: str) -> widgets.HTML:
        """Return the panel called *name*."""
        return self.panels[name]

    def show(self, now: Situation, scenario: Scenario, *, hints: bool, reading: bool) -> None:
        """Show *now*. *hints*: whether there are any; *reading*: whether somebody reads what
        people say, so that it holds still."""
        draw: dict[str, Callable[[], str]] = {
            "strip": lambda: panels.strip(view.strip(now, scenario)),
            "hint": lambda: hint_panel(hint(now) if hints else ""),
            "after": lambda: after_panel(after(now, scenario)),
            "feed": lambda: self._feed(view.feed(now, scenario), reading),
            "team": lambda: panels.team(view.team(now, scenario)),
            "channels": lambda: panels.channels(view.channels(now, scenario)),
            "log": lambda: panels.log(view.log(now, scenario))}
        for name, panel in self.panels.items():
            panel.value = attempt(name, draw[name], self._trouble)
        for name in ("hint", "after"):
            show_if(bool(self.panels[name].value), self.panels[name])

    def _feed(self, posts: list[view.Post], reading: bool) -> str:
        if not reading:
            self._posts = posts
        new = next((place for place, post in enumerate(posts) if post in self._posts[:1]), 0)
        return panels.feed(self._posts, new if reading else 0)


def attempt(name: str, draw: Callable[[], str], trouble: Callable[[BaseException], None]) -> str:
    """Return the panel *name*, or what stands in for it; one bad panel must not stop the run."""
    try:
        return draw()
    except Exception as error:
        trouble(error)
        return panels.undrawn(view.capital(name), type(error).__name__)
