"""Who sits around one run in this kernel: the screen that lets its time pass, and those beside it.

The trainees' console drives; the facilitator's page and the room screen look on, ask for things to
be done by the console's one task, and are drawn after each of them. Without a console the
facilitator's page drives.
"""

from __future__ import annotations

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

    def close(self) -> None:
        """Take the screen away; the run stays as it is."""


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


class Glass:
    """Looks at a run once per minute and decision, for all who want to know."""

    def __init__(self, session: Callable[[], Session]) -> None:
        """*session* returns the run as it is played now."""
        self._session = session
        self._seen: tuple[object, Situation] | None = None

    def look(self) -> Situation:
        """Return what the trainees can know now."""
        session = self._session()
        key = (session, session.now, len(session.world.decisions), len(session.world.log))
        if self._seen is None or self._seen[0] != key:
            self._seen = key, session.situation
        return self._seen[1]


class Table:
    """The screens of one run."""

    def __init__(self, session: Session) -> None:
        self._session = weakref.ref(session)
        self.driver: Driver | None = None
        self._screens: dict[str, Screen] = {}
        self._waiting = False
        self._held = False
        """Whether the facilitator had stopped the clock when its driver left."""

    @property
    def session(self) -> Session:
        """The run as it is played now; another one after a branch."""
        session = self._session()
        assert session is not None, "whoever sits at the table holds the run"
        return session

    def drive(self, driver: Driver) -> None:
        """Let *driver* take over the time of this run."""
        if self.driver is not None:
            self.driver.clock.pause("the run is played on another screen")
            self.let_go(self.driver.clock)
        driver.clock.held = self._held
        self.driver = driver

    def let_go(self, clock: Clock) -> None:
        """Have nobody drive any more, if it is the driver with *clock* who leaves."""
        if self.driver is not None and self.driver.clock is clock:
            self.driver, self._held = None, clock.held

    def join(self, kind: str, screen: Screen) -> None:
        """Have *screen* drawn whenever something changed; it takes the place of the one of its
        *kind* that is there."""
        before = self._screens.pop(kind, None)
        if before is not None:
            before.close()
        self._screens[kind] = screen

    def leave(self, screen: Screen) -> None:
        """Draw *screen* no more."""
        self._screens = {kind: each for kind, each in self._screens.items() if each is not screen}

    def changed(self, session: Session) -> None:
        """Have every screen beside the driver's drawn soon; *session* is the run that it plays now.

        Not at once: whoever clicked on the driver's screen comes first.
        """
        self._session = weakref.ref(session)
        _tables[session] = self
        if self.driver is None:
            self._draw()
        elif not self._waiting and self._screens:
            self._waiting = True
            self.driver.worker.later(PAUSE, self._draw)

    def _draw(self) -> None:
        self._waiting = False
        for screen in list(self._screens.values()):
            screen.draw()


_tables: weakref.WeakKeyDictionary[Session, Table] = weakref.WeakKeyDictionary()


def table_of(session: Session) -> Table:
    """Return the table at which *session* is played in this kernel."""
    if session not in _tables:
        _tables[session] = Table(session)
    return _tables[session]
