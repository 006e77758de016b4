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
from simkit.widgets.boxes import box, button, show_if
from simkit.widgets.claims import SURENESS, claims, sureness_of
from simkit.widgets.clock import Command
from simkit.widgets.composer import Composer
from simkit.widgets.letters import allot
from simkit.widgets.view.refused import plainly

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
        self._leaving = [""] * WAYS
        """Decisions behind the messages on their way, as they stand on the page."""
        self._withdraw = withdraw
        self.ways = [self._way(place) for place in range(WAYS)]

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
        draft, log = self.composer.draft, self._session().log_path
        self.composer.kept = "" if log is None else str(log)
        self._keep({**self.drafts, ON_THE_FORM: _plain(draft)})
        self.composer.desk = offered(draft, now, self._session())
        self.composer.findings = dict(drafting.findings(
            draft, now, self._session().scenario.service.name))
        rows = {row[0]: row for row in view.on_their_way(
            now, self._session().world.decisions)[:WAYS]}
        self._leaving = allot(self._leaving, list(rows))
        for name, (row, words, back) in zip(self._leaving, self.ways, strict=True):
            show_if(bool(name), row)
            if name:
                _, step, text, withdrawn = rows[name]
                words.value = panels.leaving(step, text)
                show_if(not withdrawn, back)

    def send(self, draft: dict[str, Any]) -> None:
        """Send what *draft* holds, or say in the form why it cannot be sent."""
        to = str(draft.get("to") or "")
        message, sure = drafting.message_of(draft), sureness_of(draft)
        try:
            if to and not message.full_text.strip():
                raise Refused("an answer needs words")
            if not to and (why_not := drafting.problem(message, self._session().situation)):
                raise Refused(why_not)
            if claims(message) and sure is None:
                raise Refused("say how sure you are")
            self._session().do("answer" if to else "post", to, message=message, confidence=sure)
        except SimkitError as why:
            self.composer.answer(plainly(str(why), self._session().situation))
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

    def take_back(self, name: str) -> None:
        """Take the message of the decision *name* back; its words return to the form, unless
        other words stand there by now."""
        self._withdraw(name)
        sent = next(d for d in self._session().world.decisions if d.id == name)
        draft, here = drafting.draft_of(sent), dict(self.composer.draft)
        if here.get("to"):
            if not drafting.has_words(self.drafts.get("", {})):
                self.drafts[""] = draft
        elif not drafting.has_words(here):
            self.composer.load(draft)

    def _heard(self, kind: str, draft: dict[str, Any]) -> None:
        """On any thread: the form changed (its findings follow), or wants to send or go back."""
        if kind == "send":
            self._ask(lambda: self.send(draft))
        elif kind == "back":
            self._ask(lambda: self.compose("", draft))
        else:
            self._ask(_nothing)

    def _way(self, place: int) -> tuple[widgets.Box, widgets.HTML, widgets.Button]:
        """Return a row for a message on its way; its button takes the message back."""
        words = widgets.HTML()
        back = button("Take it back", "sk-back",
                      lambda: self._ask(partial(self.take_back, self._leaving[place])))
        return box("sk-panel sk-leaving", words, back), words, back


def offered(draft: dict[str, Any], now: Situation, session: Session) -> dict[str, Any]:
    """Return what the form offers for *draft*."""
    scenario, to = session.scenario, str(draft.get("to") or "")
    item = next((item for item in now.inbox if item.name == to), None)
    minutes = drafting.leaves_in(bool(draft.get("reviewer")), now, scenario)
    by = view.moment(now.at + minutes, scenario)
    return {
        "title": "Write an update" if item is None else f"Answer {item.sender}",
        "hints": {"you_can": f"Support says: {now.workaround}"} if now.workaround else {},
        "quote": "" if item is None else f"“{item.text}”",
        "levels": list(SURENESS), "places": drafting.places(now), "idle": drafting.idle(now),
        "readers": drafting.readers(now), "times": drafting.next_times(now, scenario),
        "leaves": drafting.answer_price(scenario) if item else
        f"Sent now, it leaves at about {by} if nobody interrupts. You can take it back "
        "until then."}


def _plain(draft: dict[str, Any]) -> dict[str, Any]:
    """Return *draft* without what only this page needs."""
    return {name: value for name, value in draft.items() if name not in ("number", "focus")}


def _nothing() -> None:
    """Only have the screen drawn again."""
