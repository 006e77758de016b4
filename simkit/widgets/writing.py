"""The desk: the form with its drafts, what happens at *Send*, and messages on their way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import ipywidgets as widgets

from simkit.errors import Refused, SimkitError
from simkit.session import Session
from simkit.situation import Situation
from simkit.widgets import drafting, panels, view
from simkit.widgets.boxes import box, show_if
from simkit.widgets.claims import claims, sureness_of
from simkit.widgets.clock import Command
from simkit.widgets.composer import Composer

WAYS = 3
"""Messages on their way that are shown at once."""

ON_THE_FORM = "*"
"""Name under which the words on the form are kept; no inject is called so."""


class Desk:
    """Where messages are written, sent and taken back."""

    def __init__(self, session: Callable[[], Session], ask: Callable[[Command], None],
                 withdraw: Callable[[str], None]) -> None:
        """*ask* has something done by the one task that may write the widgets; *withdraw* takes
        the message of a decision back."""
        self._session = session
        self._ask = ask
        self.drafts: dict[str, dict[str, Any]] = {}
        """Words that are not on the form now, by whom they are for."""
        self._keep: Callable[[dict[str, Any]], None] = lambda kept: None
        self.composer = Composer(drafting.empty(), self._heard)
        self.composer.add_class("sk-panel")
        self.ways = [self._way(withdraw) for _ in range(WAYS)]

    @property
    def parts(self) -> tuple[widgets.Widget, ...]:
        """What stands on the page, from the top."""
        return (self.composer, *(row for row, _, _ in self.ways))

    def take(self, kept: object, keep: Callable[[dict[str, Any]], None]) -> None:
        """Put what was *kept* of an earlier desk on this one; from now on, *keep* is told of every
        change."""
        words = {str(to): draft for to, draft in kept.items() if isinstance(draft, dict)} \
            if isinstance(kept, dict) else {}
        here = words.pop(ON_THE_FORM, {})
        self._keep, self.drafts = keep, words
        self.composer.load({**drafting.empty(), **here})

    def show(self, now: Situation) -> None:
        """Show what the form offers *now*, what its words say, and what is on its way."""
        draft = self.composer.draft
        self._keep({**self.drafts, ON_THE_FORM: _plain(draft)})
        self.composer.desk = offered(draft, now, self._session())
        self.composer.findings = dict(drafting.findings(
            draft, now, self._session().scenario.service.name))
        rows = view.on_their_way(now, self._session().world.decisions)[:WAYS]
        for place, (row, words, back) in enumerate(self.ways):
            show_if(place < len(rows), row)
            if place < len(rows):
                name, step, text, withdrawn = rows[place]
                words.value = panels.leaving(step, text)
                back.tooltip = name
                show_if(not withdrawn, back)

    def send(self, draft: dict[str, Any]) -> None:
        """Send what *draft* holds, or say in the form why it cannot be sent."""
        to = str(draft.get("to") or "")
        message, sure = drafting.message_of(draft), sureness_of(draft)
        try:
            if to and not message.full_text.strip():
                raise Refused("an answer needs words")
            if claims(message) and sure is None:
                raise Refused("say how sure you are")
            self._session().do("answer" if to else "post", to, message=message, confidence=sure)
        except SimkitError as why:
            self.composer.answer(view.capital(str(why)))
            return
        self.composer.answer()
        self.drafts.pop(to, None)
        kept = self.drafts.pop("", None) if to else None
        self.composer.load(kept or drafting.empty(channels=message.channels))

    def compose(self, to: str, draft: dict[str, Any] | None = None) -> None:
        """Put the form to an answer to the inject *to*, or back to the update; words are kept."""
        current = draft or dict(self.composer.draft)
        self.drafts[str(current.get("to") or "")] = current
        self.composer.answer()
        self.composer.load({**drafting.empty(to), **self.drafts.pop(to, {})}, focus=True)

    def _heard(self, kind: str, draft: dict[str, Any]) -> None:
        """On any thread: the form changed (its findings follow), or wants to send or go back."""
        if kind == "send":
            self._ask(lambda: self.send(draft))
        elif kind == "back":
            self._ask(lambda: self.compose("", draft))
        else:
            self._ask(_nothing)

    def _way(self, withdraw: Callable[[str], None]
             ) -> tuple[widgets.Box, widgets.HTML, widgets.Button]:
        """Return a row for a message on its way; its button takes the message back."""
        words, back = widgets.HTML(), widgets.Button(description="Take it back")
        back.add_class("sk-back")
        back.on_click(lambda _: self._ask(partial(withdraw, back.tooltip)))
        return box("sk-panel sk-leaving", words, back), words, back


def offered(draft: dict[str, Any], now: Situation, session: Session) -> dict[str, Any]:
    """Return what the form offers for *draft*."""
    scenario, to = session.scenario, str(draft.get("to") or "")
    item = next((item for item in now.inbox if item.name == to), None)
    minutes = drafting.leaves_in(bool(draft.get("reviewer")), now, scenario)
    by = view.moment(now.at + minutes, scenario)
    return {
        "title": "Write an update" if item is None else f"Answer {item.sender}",
        "quote": "" if item is None else f"“{item.text}”",
        "places": drafting.places(now), "idle": drafting.idle(now),
        "readers": drafting.readers(now), "times": drafting.next_times(now, scenario),
        "leaves": drafting.answer_price(scenario) if item else
        f"Sent now, it leaves at about {by} if nobody interrupts. You can take it back "
        "until then."}


def _plain(draft: dict[str, Any]) -> dict[str, Any]:
    """Return *draft* without what only this page needs."""
    return {name: value for name, value in draft.items() if name not in ("number", "focus")}


def _nothing() -> None:
    """Only have the screen drawn again."""
