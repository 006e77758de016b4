"""The briefing on the screen: what to have ready before anything is wrong."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from simkit.scenario.parts import Scenario
from simkit.widgets import panels
from simkit.widgets.choices import Briefing


class Preparing:
    """The preparations with their budget, and the button that begins the day."""

    def __init__(self, scenario: Scenario, prepare: Callable[[str], None],
                 begin: Callable[[], None]) -> None:
        """*prepare* is called with the id of a preparation, *begin* to let time pass."""
        self._scenario = scenario
        self._about = widgets.HTML()
        self._budget = widgets.HTML()
        self._start = widgets.Button(description="Start the day", button_style="primary")
        self._start.add_class("sk-begin")
        self._start.on_click(lambda _: begin())
        self._texts = [widgets.HTML() for _ in scenario.briefing.offers]
        self._buttons = [widgets.Button(description="Prepare") for _ in scenario.briefing.offers]
        for offer, button in zip(scenario.briefing.offers, self._buttons, strict=True):
            button.on_click(lambda _, name=offer.id: prepare(name))
        rows = [widgets.Box(pair) for pair in zip(self._buttons, self._texts, strict=True)]
        for row in rows:
            row.add_class("sk-offer")
        about = widgets.Box([self._about, self._start])
        offers = widgets.Box([self._budget, *rows])
        for box, name in ((about, "sk-about"), (offers, "sk-offers")):
            box.add_class(name)
            box.add_class("sk-panel")
        self.box = widgets.Box([about, offers])
        self.box.add_class("sk-briefing")

    def show(self, data: Briefing) -> None:
        """Show what stands, what can still be had, and what is left to spend."""
        scenario = self._scenario
        self._about.value = panels.briefing(data, scenario.title, scenario.service.name,
                                            [goal.text for goal in scenario.objectives])
        self._budget.value = panels.budget(data)
        rows = zip(data["offers"], self._texts, self._buttons, strict=True)
        for offer, text, button in rows:
            text.value = panels.preparation(offer)
            button.disabled = offer["done"] or not offer["possible"]
            button.description = "✓ Ready" if offer["done"] else "Prepare"
