"""The room screen: one panel for a projector, drawn from what everybody may see."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from simkit.clock import show
from simkit.session import Session
from simkit.widgets.boxes import box, close
from simkit.widgets.facilitator import panels
from simkit.widgets.facilitator.room import room
from simkit.widgets.facilitator.screen import SHEET
from simkit.widgets.modes import to_others
from simkit.widgets.style import style
from simkit.widgets.table import table_of


class Projector:
    """A session as the room sees it. ``Projector(session)`` as the last line of a cell shows it."""

    def __init__(self, session: Session) -> None:
        self.table = table_of(session)
        self._run = session
        """An open page holds its run, also where nobody else does."""
        self._face = widgets.HTML()
        self._face.add_class("sk-room-face")
        self.box = box("sk sk-room", style(SHEET), self._face)
        self.table.join("room", self)
        self.draw()

    def __repr__(self) -> str:
        return f"<Room screen at {show(self.table.session.now)}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {**self.box._repr_mimebundle_(), "text/plain": repr(self)}

    def close(self) -> None:
        """Take the screen away; the run stays as it is."""
        self.table.leave(self)
        close(self.box)

    def draw(self) -> None:
        """Show how things stand now."""
        session, driver = self.table.session, self.table.driver
        self._run = session
        running = driver is not None and driver.clock.playing
        reason = "" if driver is None else to_others(driver.clock.reason)
        now = session.situation if driver is None else driver.look()
        self._face.value = panels.room(room(now, session.scenario, running, reason))
