"""What the facilitator's buttons do: a decision in the log, and the clock that all share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from simkit.errors import Refused, SimkitError
from simkit.facilitator import Facilitator
from simkit.widgets.facilitator.driving import driver_for
from simkit.widgets.table import Driver, Table

HELD = "by the facilitator"
"""Why time stands still, as everybody reads it."""


class Hand:
    """Carries out what is asked for by the driver's one task; refusals are said to the facilitator
    and never on the trainees' screen."""

    def __init__(self, table: Table, say: Callable[[str], None]) -> None:
        """*say* shows why something could not be done; empty when all is well."""
        self._table = table
        self._say = say

    @property
    def driver(self) -> Driver:
        """What lets the time pass; this page, where no console does."""
        if self._table.driver is None:
            self._table.drive(driver_for(self._table))
        assert self._table.driver is not None
        return self._table.driver

    def ask(self, act: Callable[[Facilitator], object],
            after: Callable[[str], None] | None = None) -> None:
        """Have *act* done soon; *after* is told why it could not be done, or an empty text."""
        def command() -> None:
            why = ""
            try:
                act(Facilitator(self._table.session))
            except SimkitError as refusal:
                why = str(refusal)
            except Exception as error:  # the run must go on, whatever this page does
                why = f"This could not be done ({type(error).__name__}). The run goes on."
            (after or self._say)(why)
            if after is not None:
                self._say("")

        self.driver.worker.ask(command)

    def play(self) -> None:
        """Let time pass, for everybody."""
        def act(hand: Facilitator) -> None:
            hand.start_clock()
            self.driver.clock.held = False
            if not hand.session.over:
                self.driver.clock.play(self.driver.worker.now)

        self.ask(act)

    def stop(self) -> None:
        """Stop the clock until the facilitator starts it again."""
        def act(hand: Facilitator) -> None:
            hand.stop_clock()
            self.driver.clock.held = True
            self.driver.clock.pause(HELD)

        self.ask(act)

    def step(self) -> None:
        """Let what passes at once pass, and stand."""
        def act(hand: Facilitator) -> None:
            self.driver.clock.pause(HELD)
            if not hand.session.over:
                self.driver.tick()

        self.ask(act)

    def write(self, values: Mapping[str, str], after: Callable[[str], None]) -> None:
        """Let an inject of *values* come now, in place of the planned one that they name."""
        instead_of = values.get("instead", "")

        def act(hand: Facilitator) -> None:
            hand.write(values["text"], values["sender"], within=values["within"] or None,
                       cost=values["cost"] or "nothing", to=values["to"])
            if instead_of:
                with suppress(Refused):  # it came meanwhile, or is left out already
                    hand.skip(instead_of)

        self.ask(act, after)
