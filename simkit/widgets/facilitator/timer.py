"""The hot wash on the screen: a countdown that runs in the page, in the time of the room."""

from __future__ import annotations

from pathlib import Path
from time import time

import anywidget
import traitlets

PHASES = (("Reactions", 3.0), ("What happened", 4.0), ("Why", 5.0), ("What next", 3.0))
"""What is talked about, with its real minutes."""

LENGTH = sum(minutes for _, minutes in PHASES)
"""Real minutes of the whole."""


class Timer(anywidget.AnyWidget):
    """Counts down once ``start`` is called; shows nothing before."""

    _esm = Path(__file__).with_name("timer.js")
    begun = traitlets.Float(0.0).tag(sync=True)
    phases: traitlets.List[list[object]] = traitlets.List().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(phases=[list(phase) for phase in PHASES])

    @property
    def running(self) -> bool:
        """Whether it has been started and not been stopped."""
        return self.begun > 0.0

    def start(self) -> None:
        """Count down from now."""
        self.begun = time() * 1000.0

    def stop(self) -> None:
        """Show nothing any more."""
        self.begun = 0.0
