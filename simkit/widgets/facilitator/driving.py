"""What lets the time of a run pass where no console does: the facilitator's page alone."""

from __future__ import annotations

from simkit.widgets.clock import Clock, Worker, usual_speed
from simkit.widgets.modes import MODES, USUAL
from simkit.widgets.passing import Passing
from simkit.widgets.table import Driver, Glass, Table


def driver_for(table: Table) -> Driver:
    """Return a driver for the run of *table*, with a clock of its own."""
    clock, look = Clock(usual_speed(table.session.scenario)), Glass(lambda: table.session).look
    passing = Passing(clock, MODES[USUAL], lambda: table.session, look, lambda words: None)
    worker = Worker(clock, passing.tick, lambda _: table.changed(table.session))
    return Driver(clock, worker, passing.tick, look)
