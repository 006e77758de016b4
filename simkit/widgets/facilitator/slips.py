"""The facilitator's forms: write an inject, whisper, pin a note, seat people on chairs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets

from simkit.clock import show
from simkit.engine.steering import COSTS, LONGEST
from simkit.session import Session
from simkit.widgets import panels as console_panels
from simkit.widgets import view
from simkit.widgets.boxes import box
from simkit.widgets.facilitator import panels
from simkit.widgets.facilitator.form import Field, Form
from simkit.widgets.facilitator.hand import Hand
from simkit.widgets.facilitator.injects import planned as planned_of

WITHIN = (5, 10, 15, 30)
"""Minutes within which a written inject can want an answer, beside those of the scenario's own."""


class Slips:
    """Four forms; each sends all it holds in one message, and says beside its button what came of
    it."""

    def __init__(self, session: Callable[[], Session], hand: Hand) -> None:
        """*session* returns the run as it is played now; *hand* carries out what is sent."""
        self._session = session
        self._hand = hand
        self._chairs = widgets.HTML()
        self.write, self.whisper = self._build_write(), self._build_whisper()
        self.note, self.chairs = self._build_note(), self._build_chairs()

    def show(self) -> None:
        """Show who sits where, and which injects can still be replaced."""
        session = self._session()
        fields = self._write_fields()
        if fields != self._writing.fields:
            self._writing.fields = fields
        self._chairs.value = panels.chairs(
            {role: session.seats.get(role, "") for role in self._roles()},
            str(session.log_path or ""))

    def edit(self, name: str) -> None:
        """Put the inject called *name* into the form; sent from there, it replaces the planned."""
        inject = next(i for i in self._session().scenario.injects if i.id == name)
        wanted = "" if inject.expects is None else f"{inject.expects.answer_within:g}m"
        self._writing.load(sender=inject.sender, text=inject.text, to=inject.to, within=wanted,
                           instead=name, focus="text")
        self._writing.say("Sent from here, it takes the place of the planned one.")

    def _build_write(self) -> widgets.Box:
        self._writing = Form(self._write_fields(), "Send it now", self._write, main=True)
        return self._slip("Write an inject", "kept in the log as yours", self._writing)

    def _write_fields(self) -> list[Field]:
        """Return the fields of a written inject, with the choices that there are now."""
        world = self._session().world
        roles = [("the writer", ""), *((role, role) for role in self._roles())]
        waits = sorted({*WITHIN, *(inject.expects.answer_within
                                   for inject in world.scenario.injects if inject.expects)})
        within = [("no answer", ""), *((f"an answer within {m:g} min", f"{m:g}m") for m in waits)]
        planned = [("none; it comes as well", ""), *(
            (f"{row['t']} {row['title']}", row["id"]) for row in planned_of(world)
            if not row["skipped"])]
        return [
            Field(name="sender", label="From", kind="line", hint="a hospital group", most=80),
            Field(name="to", label="To", kind="select", options=roles),
            Field(name="text", label="Words", kind="area", most=LONGEST,
                  hint="Twelve wards use your app tonight. Back to paper, yes or no?"),
            Field(name="within", label="Wants", kind="select", options=within),
            Field(name="cost", label="If ignored", kind="select",
                  options=[(f"costs {name}", name) for name in COSTS]),
            Field(name="instead", label="In place of", kind="select", options=planned)]

    def _build_whisper(self) -> widgets.Box:
        self._whispering = Form((
            Field(name="role", label="To", kind="select",
                  options=[(role, role) for role in self._roles()]),
            Field(name="text", label="Words", kind="area", most=LONGEST,
                  hint="What do people ask support most? Say that.")), "Whisper", self._whisper)
        return self._slip("Whisper", "on their screen, to one role", self._whispering)

    def _build_note(self) -> widgets.Box:
        self._noting = Form((
            Field(name="text", label="Note", kind="area", most=LONGEST,
                  hint="Good: they asked who is free before answering the press."),
            Field(name="sign", label="As", kind="select",
                  options=[("plus: keep doing it", "plus"), ("delta: do it otherwise", "delta"),
                           ("a note", "")])), "Pin it to this minute", self._note)
        return self._slip("Pin a note", "shown in the debrief", self._noting)

    def _build_chairs(self) -> widgets.Box:
        self._chairs = widgets.HTML()
        self._seating = Form((
            Field(name="role", label="Role", kind="select",
                  options=[(role, role) for role in self._roles()]),
            Field(name="by", label="Pseudonym", kind="line", most=40,
                  hint="Blue; empty gives it to the kit")), "Seat", self._seat)
        return self._slip("Chairs", "absent roles are played by the kit", self._chairs,
                          self._seating)

    def _slip(self, title: str, right: str, *inside: widgets.Widget) -> widgets.Box:
        return box("sk-panel sk-slip-box", widgets.HTML(console_panels.head(title, right)), *inside)

    def _roles(self) -> list[str]:
        """Return the roles of the team, the writer's first."""
        team = self._session().world.team
        return [team.trainee.role, *(m.role for m in team.members if m is not team.trainee)]

    def _write(self, values: Mapping[str, str]) -> None:
        def after(why: str) -> None:
            self._writing.say(view.capital(why) or f"Sent at {show(self._session().now)}.")
            if not why:
                self._writing.load(sender="", text="", instead="")

        self._hand.write(values, after)

    def _whisper(self, values: Mapping[str, str]) -> None:
        self._do(self._whispering, "Whispered", {"text": ""},
                 lambda hand: hand.whisper(values["role"], values["text"]))

    def _note(self, values: Mapping[str, str]) -> None:
        self._do(self._noting, "Pinned", {"text": ""},
                 lambda hand: hand.note(values["text"], values["sign"]))

    def _seat(self, values: Mapping[str, str]) -> None:
        self._do(self._seating, "Noted", {"by": ""},
                 lambda hand: hand.seat(values["role"], values["by"]))

    def _do(self, form: Form, done: str, clear: Mapping[str, str],
            act: Callable[[Any], object]) -> None:
        """Have *act* done, and say beside the button of *form* that it is, or why it is not."""
        def after(why: str) -> None:
            form.say(view.capital(why) or f"{done} at {show(self._session().now)}.")
            if not why:
                form.load(**clear)

        self._hand.ask(act, after)
