"""What lets the time of a run pass where no console does: the facilitator's page alone."""

from __future__ import annotations

from simkit.situation import Situation
from simkit.widgets.clock import Clock, Worker, usual_speed
from simkit.widgets.modes import MODES, USUAL
from simkit.widgets.passing import Passing
from simkit.widgets.table import Driver, Table


def driver_for(table: Table) -> Driver:
    """Return a driver for the run of *table*, with a clock of its own."""
    clock, look = Clock(usual_speed(table.session.scenario)), Glass(table).look
    passing = Passing(clock, MODES[USUAL], lambda: table.session, look, lambda words: None)
    worker = Worker(clock, passing.tick, lambda _: table.changed(table.session))
    return Driver(clock, worker, passing.tick, look)


class Glass:
    """Looks at the run of a table once per minute and decision."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._seen: tuple[object, Situation] | None = None

    def look(self) -> Situation:
        """Return what the trainees can know now."""
        session = self._table.session
        key = (session, session.now, len(session.world.decisions), len(session.world.log))
        if self._seen is None or self._seen[0] != key:
            self._seen = key, session.situation
        return self._seen[1]
