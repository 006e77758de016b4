"""One judged quantity, with the events that earned it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Metric:
    """A number about a run and what it rests on."""

    name: str
    """As in ``measured_by`` of a scenario's objectives, such as ``time to first word``."""
    value: float | None
    """None when there was nothing to measure."""
    unit: str
    """``points`` (of 100), ``min``, ``share`` or ``count``."""
    points: float | None = None
    """Practice points in [0, 100]; None for outcomes and plain facts."""
    norm: str = ""
    """The norm it is held against, with its source."""
    evidence: tuple[str, ...] = ()
    """Ids of the events behind it."""
    words: str = ""
    """What was found, in a sentence."""

    def __repr__(self) -> str:
        return f"<{self.name}: {self.words or self.shown}>"

    @property
    def shown(self) -> str:
        """The value as a person reads it."""
        if self.value is None:
            return "nothing to measure"
        if self.unit == "points":
            return f"{self.value:.1f}"
        if self.unit == "min":
            return f"{self.value:.0f} min"
        if self.unit == "share":
            return f"{self.value:.0%}"
        return f"{self.value:g}"
