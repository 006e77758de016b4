"""Who sits around one run in this kernel: the screen that lets its time pass, and those beside it.

The trainees' console drives; the facilitator's page and the room screen look on, ask for things to
be done by the console's one task, and are drawn after each of them. Without a console the
facilitator's page drives.
"""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from simkit.session import Session
from simkit.situation import Situation
from simkit.widgets.clock import Clock, Worker

Draft = Callable[[], Mapping[str, Any]]
"""Returns what stands on the desk's form now."""


PAUSE = 0.05
"""Seconds for which changes are gathered before the screens beside the driver's are drawn."""


class Screen(Protocol):
    """Something that shows a run and has to be drawn when anything changed."""

    def draw(self) -> None:
        """Show how things stand now."""


@dataclass(frozen=True)
class Driver:
    """What lets the time of a run pass."""

    clock: Clock
    worker: Worker
    tick: Callable[[], None]
    """Lets pass what passes at once."""
    look: Callable[[], Situation]
    """Returns what the trainees can know now, looked at once for all screens."""
    mode: Callable[[], str] = field(default=lambda: "practice")
    """Name of the mode in which the trainees play."""
    draft: Draft = field(default=lambda: {})


class Table:
    """The screens of one run."""

    def __init__(self, session: Session) -> None:
        self.session = session
        """The run as it is played now; another one after a branch."""
        self.driver: Driver | None = None
        self._screens: weakref.WeakSet[Screen] = weakref.WeakSet()
        self._waiting = False

    def drive(self, driver: Driver) -> None:
        """Let *driver* take over the time of this run."""
        if self.driver is not None and self.driver.clock is not driver.clock:
            self.driver.clock.pause("the run is played on another screen")
            driver.clock.held = self.driver.clock.held
        self.driver = driver

    def join(self, screen: Screen) -> None:
        """Have *screen* drawn whenever something changed, as long as anybody holds it."""
        self._screens.add(screen)

    def leave(self, screen: Screen) -> None:
        """Draw *screen* no more."""
        self._screens.discard(screen)

    def changed(self, session: Session) -> None:
        """Have every screen beside the driver's drawn soon; *session* is the run that it plays now.

        Not at once: whoever clicked on the driver's screen comes first.
        """
        self.session = session
        _tables[session] = self
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._draw()
            return
        if not self._waiting and self._screens:
            self._waiting = True
            loop.call_later(PAUSE, self._draw)

    def _draw(self) -> None:
        self._waiting = False
        for screen in list(self._screens):
            screen.draw()


_tables: weakref.WeakKeyDictionary[Session, Table] = weakref.WeakKeyDictionary()


def table_of(session: Session) -> Table:
    """Return the table at which *session* is played in this kernel."""
    if session not in _tables:
        _tables[session] = Table(session)
    return _tables[session]
