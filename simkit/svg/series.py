"""What a caller hands over to be drawn: lines, marks, bands of time, panels."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from simkit.svg.scale import Point, numbers, runs
from simkit.svg.sheet import DASHES, colour_of

Style = Literal["solid", "long", "dashed", "dotted", "dashdot"]


@dataclass(frozen=True)
class Series:
    """One line: values over time, named at its end."""

    name: str
    x: Iterable[float]
    """Minutes since onset, ascending; numpy arrays too, kept as a tuple."""
    y: Iterable[float]
    """Values in any unit, as many as ``x``; NaN is a gap."""
    style: Style = "solid"
    colour: str = "series1"
    """A token of ``COLOURS``."""
    low: Iterable[float] | None = None
    """Lower end of the interval at each ``x``; needs ``high``."""
    high: Iterable[float] | None = None
    strong: bool = False
    """Drawn 3 px wide with a bold label: the line that the picture is about."""
    filled: bool = False
    """The area down to zero is tinted."""

    def __post_init__(self) -> None:
        for field in ("x", "y", "low", "high"):
            values = getattr(self, field)
            object.__setattr__(self, field, None if values is None else numbers(values))
        lengths = {len(v) for v in (self.x, self.y, self.low, self.high) if isinstance(v, tuple)}
        if len(lengths) > 1 or (self.low is None) != (self.high is None):
            raise ValueError(f"series {self.name!r}: x, y, low and high must be equally long, "
                             "and low and high come together")
        if self.style not in DASHES:
            raise ValueError(f"series {self.name!r}: style must be one of {', '.join(DASHES)}; "
                             f"got {self.style!r}")
        colour_of(self.colour, "paper")

    @cached_property
    def known(self) -> list[Point]:
        """The points that are not gaps."""
        return [point for run in self._runs for point in run]

    @cached_property
    def _runs(self) -> list[list[Point]]:
        return runs(zip(self.x, self.y, strict=True))

    def value_at(self, at: float) -> float | None:
        """Return the value at the minute *at*, between its neighbours; None outside the line."""
        for run in self._runs:
            for (x0, y0), (x1, y1) in pairwise(run):
                if x0 <= at <= x1:
                    return y0 if x1 == x0 else y0 + (y1 - y0) * (at - x0) / (x1 - x0)
        return None


@dataclass(frozen=True)
class Mark:
    """A decision or event on the time axis: a sign above the plot, a dotted rule through it."""

    at: float
    """Minutes since onset."""
    sign: str
    """A number or letter (drawn in a ring) or one of the console's signs."""
    label: str = ""
    """What happened, for the text alternative and on hover."""
    colour: str = "act"
    """``act``; ``bad`` for what went wrong, drawn square instead of round."""


@dataclass(frozen=True)
class Band:
    """A tinted stretch of time."""

    start: float
    """Minutes since onset."""
    end: float
    label: str = ""


@dataclass(frozen=True)
class Panel:
    """One plot with its own value axis."""

    series: Sequence[Series]
    y_label: str = ""
    """Written level above the plot."""
    y_range: tuple[float, float] | None = None
    """The axis shows at least this; it grows when values lie outside."""
    share: float = 1.0
    """Part of the picture's height, relative to the other panel's."""
    say: Callable[[float], str] | None = None
    """How the last value is written at the line's end; None: to the axis' own precision."""

    def __post_init__(self) -> None:
        low, high = self.y_range or (0.0, 1.0)
        if not (math.isfinite(low) and math.isfinite(high) and low < high):
            raise ValueError(f"y_range must run from a lower to a higher number; got {low}, {high}")
