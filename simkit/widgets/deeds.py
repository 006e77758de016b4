"""*Do something else* on the screen: a card per action, and the line that asks before it starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import ipywidgets as widgets

from simkit.actions import ACTIONS, PURPOSES
from simkit.widgets import panels
from simkit.widgets.boxes import box, button, press, show_if
from simkit.widgets.choices import FILTERS, FITS, Card, shown
from simkit.widgets.claims import SURENESS
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
        self._grid = box("sk-cards", *self._heads.values())
        title = widgets.HTML(panels.head("Do something else",
                                         "cost, time and people before you choose"))
        self.box = box("sk-panel sk-deeds", title, box("sk-filters", *self._filters.values()),
                       self._grid, self._line)

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
        for key, each in self._buttons.items():
            if key in self._cards:
                _fill(each, self._cards[key])
            show_if(key in visible, each)
        purposes = {self._cards[key]["purpose"] for key in visible}
        for purpose, head in self._heads.items():
            show_if(purpose in purposes, head)
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
            made = self._button("", "sk-card", partial(self._choose, key))
            place = list(ACTIONS).index(card["action"])
            made.layout.order = str(PURPOSES.index(card["purpose"]) * 100 + place + 1)
            self._buttons[key] = made
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
        self._who = box("sk-people")
        self._levels = {level: self._button(str(level), "sk-sure",
                                            partial(self._state, level))
                        for level in SURENESS}
        self._sure_box = box("sk-sureness", *self._levels.values())
        self._start = self._button("Start", "sk-start", lambda: self._go(""))
        self._start.button_style = "primary"
        leave = self._button("Leave it", "sk-leave", lambda: self._choose(""))
        self._line = box("sk-line", self._words, self._who, self._sure_box, self._start, leave)

    def _show_line(self) -> None:
        card = self._open
        show_if(card is not None, self._line)
        if card is None:
            return
        personal = ACTIONS[card["action"]].target == "person"
        self._words.value = panels.choosing(card)
        show_if(personal, self._who)
        if personal:
            self._show_people(card)
        show_if(card["asks_confidence"], self._sure_box)
        for level, each in self._levels.items():
            press(level == self._sure, each)
        show_if(not personal, self._start)
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
        for target, each in self._people.items():
            show_if(target in picks, each)

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
        return button(words, name, partial(self._ask, then))


def _fill(made: widgets.Button, card: Card) -> None:
    made.description, made.tooltip = card["title"], card["price"]
    made.disabled = not card["possible"]
    made.button_style = "warning" if card["risky"] and card["possible"] else ""

