"""Where things go: ranges, round ticks, the time axis, thinning of points, room for labels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import TypeVar

Point = tuple[float, float]
T = TypeVar("T")

FAR = 1e30
"""Numbers beyond this, either way, are drawn at it."""

_TIME_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720, 1440, 2880, 10080)


def numbers(values: Iterable[float]) -> tuple[float, ...]:
    """Return *values* as floats; infinities become gaps (NaN), giants are held at ``FAR``."""
    floats = (float(value) for value in values)
    return tuple(min(max(v, -FAR), FAR) if math.isfinite(v) else math.nan for v in floats)


@dataclass(frozen=True)
class Axis:
    """A round range of values with the ticks inside it."""

    low: float
    high: float
    step: float
    """Distance of the ticks; one, two or five times a power of ten."""

    @property
    def decimals(self) -> int:
        """Decimals that tell neighbouring ticks apart."""
        return max(0, -math.floor(math.log10(self.step) + 1e-9))

    @property
    def ticks(self) -> list[float]:
        """The round values from low to high."""
        first = math.ceil(self.low / self.step - 1e-6)
        last = math.floor(self.high / self.step + 1e-6)
        return [count * self.step for count in range(first, last + 1)]

    def share(self, value: float) -> float:
        """Return where *value* lies: 0 at the low end, 1 at the high end."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


def round_axis(values: Iterable[float], ticks: int, least: tuple[float, float] | None = None,
               ) -> Axis:
    """Return an axis of about *ticks* ticks that holds *values* and the range *least*.

    Nothing is ever cut off: *least* grows when a value lies outside it. Ends that nobody asked
    for are round. A constant gets a little room on both sides.
    """
    known = [value for value in values if math.isfinite(value)]
    low, high = _extent([*known, *(least or ())])
    step = _round_step((high - low) / max(ticks, 1))
    if least is None or low < least[0]:
        low = math.floor(low / step + 1e-6) * step
    if least is None or high > least[1]:
        high = math.ceil(high / step - 1e-6) * step
    return Axis(low, high, step)


def _extent(known: Sequence[float]) -> Point:
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    size = max(abs(low), abs(high))
    if size < 1e-9:
        return 0.0, 1.0
    if high - low > 1e-6 * size:
        return low, high
    return low - 0.1 * size, high + 0.1 * size


def _round_step(rough: float) -> float:
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= rough * (1 - 1e-9))


@dataclass(frozen=True)
class Times:
    """The time axis in px; from ``slower_from`` on, the same minutes take less room."""

    first: float
    last: float
    left: float
    right: float
    slower_from: float | None = None
    """Minutes since onset; None for one even clock."""
    share: float = 0.76
    """Part of the width that the time before ``slower_from`` takes."""

    @cached_property
    def pieces(self) -> list[tuple[float, float, float, float]]:
        """The even stretches as (first, last, left, right)."""
        fold = self.slower_from
        if fold is None or not self.first < fold < self.last:
            return [(self.first, self.last, self.left, self.right)]
        middle = self.left + self.share * (self.right - self.left)
        return [(self.first, fold, self.left, middle), (fold, self.last, middle, self.right)]

    def px(self, at: float) -> float:
        """Return where the minute *at* lies, held inside the axis."""
        at = min(max(at, self.first), self.last)
        first, last, left, right = next(p for p in self.pieces if at <= p[1])
        return left + (at - first) / (last - first) * (right - left)

    def ticks(self, apart: float) -> list[float]:
        """Return round times at least *apart* px from each other."""
        found: list[float] = []
        for first, last, left, right in self.pieces:
            step = _time_step(apart * (last - first) / (right - left), first)
            steps = range(math.ceil(first / step - 1e-9), math.floor(last / step + 1e-9) + 1)
            found += [count * step for count in steps
                      if not found or self.px(count * step) - self.px(found[-1]) >= apart]
        return found


def _time_step(minutes: float, first: float) -> float:
    """Return a round step of at least *minutes*, if possible one that meets *first*."""
    steps = [float(step) for step in _TIME_STEPS if step >= minutes]
    if not steps:
        return 10080.0 * 2.0 ** math.ceil(math.log2(minutes / 10080.0))
    near = (step for step in steps if step < 2 * minutes and first % step == 0)
    return next(near, steps[0])


def stretches(items: Iterable[T | None]) -> list[list[T]]:
    """Return the stretches of *items* between gaps, which are None."""
    found: list[list[T]] = [[]]
    for item in items:
        if item is not None:
            found[-1].append(item)
        elif found[-1]:
            found.append([])
    return found if found[-1] else found[:-1]


def runs(points: Iterable[Point]) -> list[list[Point]]:
    """Return the stretches of *points* between gaps, which are points with a NaN."""
    return stretches(point if math.isfinite(point[0] + point[1]) else None for point in points)


def thin(points: Sequence[Point]) -> list[Point]:
    """Return *points* (px, x ascending) without those that nobody can see.

    Of those within two px across, the first, the lowest, the highest and the last stay, so
    every peak and every hollow stays; then what lies on a straight line goes.
    """
    kept: list[Point] = []
    for _, group in groupby(points, key=lambda point: math.floor(point[0] / 2)):
        column = list(group)
        ys = [y for _, y in column]
        wanted = {0, ys.index(min(ys)), ys.index(max(ys)), len(ys) - 1}
        kept += [column[index] for index in sorted(wanted)]
    return _straightened(kept)


def _straightened(points: Sequence[Point], off: float = 0.06) -> list[Point]:
    """Return *points* without those less than *off* px from the line that replaces them.

    From the last point kept, the slopes that pass within *off* of every point since form a
    cone; when a point falls outside it, the point before is kept and a new cone begins.
    """
    if len(points) < 3:
        return list(points)
    kept = [points[0]]
    low, high = -math.inf, math.inf
    for before, point in pairwise(points):
        (x, y), run = kept[-1], point[0] - kept[-1][0]
        slope = (point[1] - y) / run if run > 0 else math.inf
        if not low <= slope <= high:
            kept.append(before)
            x, y = before
            run = point[0] - x
            low, high = -math.inf, math.inf
        if run > 0:
            low = max(low, (point[1] - off - y) / run)
            high = min(high, (point[1] + off - y) / run)
        else:
            low, high = math.inf, -math.inf
    return [*kept, points[-1]]


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places near *wanted*, at least *gap* apart, inside *low* to *high* if they fit.

    The sum of squared moves is the least possible (pooling of neighbours that collide).
    """
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    pools: list[list[float]] = []
    for rank, index in enumerate(order):
        pools.append([wanted[index] - rank * gap, 1.0])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, many), (other, more) = pools[-2], pools[-1]
            pools[-2:] = [[(one * many + other * more) / (many + more), many + more]]
    flat = [mean for mean, many in pools for _ in range(round(many))]
    last = max(low, high - (len(wanted) - 1) * gap)
    places = [0.0] * len(wanted)
    for rank, index in enumerate(order):
        places[index] = min(max(flat[rank], low), last) + rank * gap
    return places
