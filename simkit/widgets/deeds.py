"""*Do something else* on the screen: a card per action, and the line that asks before it starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import ipywidgets as widgets

from simkit.actions import ACTIONS, PURPOSES
from simkit.widgets import panels
from simkit.widgets.boxes import press
from simkit.widgets.choices import FILTERS, FITS, SURENESS, Card, shown
from simkit.widgets.view import capital

Decide = Callable[[str, str, float | None], None]
"""Called with action, target and confidence when a card was started."""


class Deeds:
    """Every action with its price; one click opens it, a second one starts it.

    Only buttons are used: their clicks arrive in order, so that the sureness is known when *Start*
    is pressed.
    """

    def __init__(self, decide: Decide, ask: Callable[[Callable[[], None]], None]) -> None:
        """*ask* has something done by the one task that may write the widgets."""
        self._decide = decide
        self._ask = ask
        self._filter = FITS
        self._days_after = False
        self._open: Card | None = None
        self._sure: int | None = None
        self._cards: dict[str, Card] = {}
        self._buttons: dict[str, widgets.Button] = {}
        self._heads = {purpose: widgets.HTML(panels.heading(capital(purpose)))
                       for purpose in FILTERS[1:]}
        self._filters = {name: self._button(capital(name), "sk-filter",
                                            partial(self._choose_filter, name))
                         for name in FILTERS}
        self._build_line()
        self._grid = widgets.Box(list(self._heads.values()))
        self._grid.add_class("sk-cards")
        filters = widgets.Box(list(self._filters.values()))
        filters.add_class("sk-filters")
        title = widgets.HTML(panels.head("Do something else",
                                         "cost, time and people before you choose"))
        self.box = widgets.Box([title, filters, self._grid, self._line])
        for name in ("sk-panel", "sk-deeds"):
            self.box.add_class(name)

    def show(self, found: Sequence[Card], days_after: bool = False) -> None:
        """Show the cards *found* now, under the filter that was chosen.

        *days_after*: whether the service is back, which opens what belongs there, once.
        """
        if days_after != self._days_after:
            self._days_after = days_after
            self._filter = "afterwards" if days_after else FITS
        self._cards = {card["key"]: card for card in found}
        self._press_filter()
        self._make_missing()
        visible = [card["key"] for card in shown(list(found), self._filter)]
        for key, button in self._buttons.items():
            button.layout.display = None if key in visible else "none"
            if key in self._cards:
                _fill(button, self._cards[key])
        purposes = {self._cards[key]["purpose"] for key in visible}
        for purpose, head in self._heads.items():
            head.layout.display = None if purpose in purposes else "none"
            head.layout.order = str(PURPOSES.index(purpose) * 100)
        if self._open is not None:
            self._open = self._cards.get(self._open["key"])
        self._show_line()

    # The cards

    def _make_missing(self) -> None:
        """Make the buttons of actions that were never offered before; none is ever remade."""
        new = [card for key, card in self._cards.items() if key not in self._buttons]
        for card in new:
            key = card["key"]
            button = self._button("", "sk-card", partial(self._choose, key))
            place = list(ACTIONS).index(card["action"])
            button.layout.order = str(PURPOSES.index(card["purpose"]) * 100 + place + 1)
            self._buttons[key] = button
        if new:
            self._grid.children = (*self._heads.values(), *self._buttons.values())

    def _press_filter(self) -> None:
        """Show which filter is chosen, before what it shows: the page draws between many changes,
        and a click should be seen at once."""
        for name in sorted(self._filters, key=lambda name: name != self._filter):
            press(name == self._filter, self._filters[name])

    def _choose_filter(self, name: str) -> None:
        self._filter = name
        self.show(list(self._cards.values()), self._days_after)

    def _choose(self, key: str) -> None:
        self._open, self._sure = self._cards.get(key), None
        self._show_line()

    # The line that asks

    def _build_line(self) -> None:
        self._words = widgets.HTML()
        self._people: dict[str, widgets.Button] = {}
        self._who = widgets.Box([])
        self._levels = {level: self._button(str(level), "sk-sure",
                                            partial(self._state, level))
                        for level in SURENESS}
        sure = widgets.Box(list(self._levels.values()))
        self._start = self._button("Start", "sk-start", lambda: self._go(""))
        self._start.button_style = "primary"
        leave = self._button("Leave it", "sk-leave", lambda: self._choose(""))
        self._line = widgets.Box([self._words, self._who, sure, self._start, leave])
        self._sure_box = sure
        for box, name in ((self._line, "sk-line"), (self._who, "sk-people"), (sure, "sk-sureness")):
            box.add_class(name)

    def _show_line(self) -> None:
        card = self._open
        self._line.layout.display = None if card else "none"
        if card is None:
            return
        personal = ACTIONS[card["action"]].target == "person"
        self._words.value = panels.choosing(card)
        self._who.layout.display = None if personal else "none"
        if personal:
            self._show_people(card)
        self._sure_box.layout.display = None if card["asks_confidence"] else "none"
        for level, button in self._levels.items():
            press(level == self._sure, button)
        self._start.layout.display = "none" if personal else None
        self._start.disabled = not card["possible"] or (
            card["asks_confidence"] and self._sure is None)
        self._start.description = "Start" if self._sure is None else f"Start, {self._sure} sure"

    def _show_people(self, card: Card) -> None:
        picks = {pick["target"]: pick["words"] for pick in card["picks"]}
        new = [target for target in picks if target not in self._people]
        for target in new:
            self._people[target] = self._button(picks[target], "sk-person",
                                                partial(self._go, target))
        if new:
            self._who.children = tuple(self._people.values())
        for target, button in self._people.items():
            button.layout.display = None if target in picks else "none"

    def _state(self, level: int) -> None:
        self._sure = level
        self._show_line()

    def _go(self, person: str) -> None:
        card, sure = self._open, self._sure
        if card is None or not card["possible"]:
            return
        if card["asks_confidence"] and sure is None:
            return
        self._open = self._sure = None
        self._show_line()
        target = person or (card["picks"][0]["target"] if card["picks"] else "")
        self._decide(card["action"], target, None if sure is None else sure / 100.0)

    def _button(self, words: str, name: str, then: Callable[[], None]) -> widgets.Button:
        button = widgets.Button(description=words)
        button.add_class(name)
        button.on_click(lambda _: self._ask(then))
        return button


def _fill(button: widgets.Button, card: Card) -> None:
    button.description, button.tooltip = card["title"], card["price"]
    button.disabled = not card["possible"]
    button.button_style = "warning" if card["risky"] and card["possible"] else ""

