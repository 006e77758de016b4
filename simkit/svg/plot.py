"""The plot behind every picture over time: its margins, its grid, its lines and its labels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simkit.clock import show
from simkit.svg.marks import Marks
from simkit.svg.scale import (
    Axis,
    Point,
    Times,
    round_axis,
    runs,
    spread,
    stretches,
    thin,
)
from simkit.svg.series import Band, Mark, Panel, Series
from simkit.svg.sheet import DASHES, STAMP, Sheet, ThemeName
from simkit.svg.words import number, plain, shorten, text_width, tidy

_LABEL_ROW = 24.0
"""Px above a plot for the words that say what its values are."""
_BAND_ROW = 17.0
_END_GAP = 15.0
"""Px between the baselines of two labels at the lines' ends."""


@dataclass(frozen=True)
class Frame:
    """One panel with its place on the sheet, in px from the top."""

    panel: Panel
    axis: Axis
    label_at: float = 0.0
    """Upper edge of the words above the plot."""
    head: float = 0.0
    """Upper edge of the plot."""
    top: float = 0.0
    """Where the highest value lies; below ``head`` when words need the room between."""
    bottom: float = 1.0

    def y(self, value: float) -> float:
        """Return where *value* lies; NaN stays NaN."""
        if math.isnan(value):
            return value
        return self.bottom - self.axis.share(value) * (self.bottom - self.top)

    def said(self, value: float) -> str:
        """Return *value* in words, to the axis' precision unless the panel has its own way."""
        return self.panel.say(value) if self.panel.say else number(value, self.axis.decimals)

    def label(self, series: Series) -> str:
        """Return what stands at the end of *series*, which has a value."""
        return tidy(f"{self.said(series.known[-1][1])} {series.name}")

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """The ticks with their figures, written out when short forms would look the same."""
        if not self.panel.y_range and not any(series.known for series in self.panel.series):
            return []
        ticks = self.axis.ticks
        words = [number(value, self.axis.decimals) for value in ticks]
        if len(set(words)) < len(words):
            words = [plain(value, self.axis.decimals) for value in ticks]
        return list(zip(ticks, words, strict=True))

    def in_words(self, series: Series) -> str:
        """Return the course of *series*: first and last value, and the extremes between."""
        values = [value for _, value in series.known]
        if not values:
            return f"{series.name} nothing yet".strip()
        first, last = self.said(values[0]), self.said(values[-1])
        words = f"{series.name} {last if len(values) == 1 else f'{first} to {last}'}".strip()
        for name, extreme in (("lowest", min(values)), ("highest", max(values))):
            if self.said(extreme) not in (first, last):
                words += f", {name} {self.said(extreme)}"
        return words


class Plot:
    """A picture over time while it is drawn: the frames, the clock and the sheet."""

    def __init__(self, panels: Sequence[Panel], width: float, height: float, *,
                 marks: Iterable[Mark] = (), bands: Sequence[Band] = (), key: bool = False,
                 slower_from: float | None = None, theme: ThemeName = "paper") -> None:
        self.sheet = Sheet(width, height, theme)
        self.small = 11.0 if theme == "paper" else 10.5
        self.marks = Marks(marks)
        bare = [Frame(panel, axis) for panel, axis in _axes(panels, height)]
        left, right = self._margins(bare, width)
        self.times = Times(*_time_range(panels, self.marks.all), left, right, slower_from)
        self.marks.place(self.times, height - 110 * len(panels))
        self.bands = self._placed(bands)
        self.floor = height - (20.0 if len(self.times.pieces) == 1 else 36.0)
        self.frames = self._framed(bare)
        self.key_at = height + 16 if key and self.marks.all else None
        if self.key_at is not None:
            self.sheet = Sheet(width, height + self.marks.key_height(width), theme)

    def draw(self, title: str) -> str:
        """Draw everything, the farthest first, and return the SVG text."""
        head, bottom = self.frames[0].head, self.frames[-1].bottom
        self._tints()
        for frame in self.frames:
            self._grid(frame)
        self._clock(bottom)
        self.marks.rules(self.sheet, head, bottom)
        for frame in self.frames:
            self._lines(frame)
        self._dots(self.frames[0])
        for frame in self.frames:
            self._words(frame)
        self._band_labels(head, self.frames[0].top)
        self.marks.signs(self.sheet, head)
        if self.key_at is not None:
            self.marks.key(self.sheet, self.key_at)
        return self.sheet.svg(title, self._alternative(title))

    def _alternative(self, title: str) -> str:
        said = [tidy(title).rstrip(".")]
        for frame in self.frames:
            lines = "; ".join(frame.in_words(series) for series in frame.panel.series)
            said += [frame.panel.y_label.rstrip("."), lines or "nothing yet"]
        first, last = self.times.first, self.times.last
        said.append(f"Time {show(first)} to {show(last)}")
        said += [f"{band.label} from {show(max(band.start, first))}"
                 + (f" to {show(band.end)}" if band.end < last else "")
                 for band, _, _ in self.bands if band.label]
        return ". ".join(text for text in [*said, self.marks.in_words()] if text) + "."

    # Places

    def _margins(self, bare: Sequence[Frame], width: float) -> Point:
        """Return the left and the right edge of the plots."""
        figures = [text_width(words, self.small) for frame in bare for _, words in frame.ticks]
        names = [text_width(frame.label(series), 12, bold=series.strong)
                 for frame in bare for series in frame.panel.series if series.known]
        if len(names) > 3:
            names.append(text_width("and 99 more", 12))
        elif len(names) > 1:
            names.append(text_width("+9", 12))
        left = min(max([18.0, *figures]) + 9, 0.3 * width)
        right = min(max(names) + 16, 0.34 * width) if names else 24.0
        return left, width - right

    def _framed(self, bare: Sequence[Frame]) -> list[Frame]:
        """Return the frames at their places, down to the floor."""
        heads = [_LABEL_ROW if frame.panel.y_label else 6.0 for frame in bare]
        heads[0] += self.marks.height
        room = max(self.floor - sum(heads) - 8.0 * (len(bare) - 1), 12.0 * len(bare))
        shares = sum(frame.panel.share for frame in bare)
        rows = 1 + max((row for _, _, row in self.bands), default=-1)
        frames: list[Frame] = []
        y = 0.0
        for frame, head in zip(bare, heads, strict=True):
            height = room * frame.panel.share / shares
            inset = 0.0 if frames else _BAND_ROW * min(rows, max(0, (height - 20) // _BAND_ROW))
            frames.append(Frame(frame.panel, frame.axis, y, y + head, y + head + inset,
                                y + head + height))
            y += head + height + 8
        return frames

    def _placed(self, bands: Sequence[Band]) -> list[tuple[Band, float, int]]:
        """Return the bands in sight with their left edge and the row of their label (-1: none)."""
        placed: list[tuple[Band, float, int]] = []
        ends = [-math.inf, -math.inf]
        for band in sorted(bands, key=lambda band: band.start):
            if not (band.start < self.times.last and band.end > self.times.first):
                continue
            start = self.times.px(band.start)
            free = [row for row, end in enumerate(ends) if start > end]
            row = free[0] if free and band.label and self.times.right - start > 40 else -1
            if row >= 0:
                ends[row] = start + text_width(tidy(band.label), 12) + 12
            placed.append((band, start, row))
        return placed

    def _points(self, frame: Frame, xs: Iterable[float], ys: Iterable[float]) -> list[Point]:
        return [(self.times.px(x) if math.isfinite(x) else x, frame.y(y))
                for x, y in zip(xs, ys, strict=True)]

    # Ink

    def _tints(self) -> None:
        for band, start, _ in self.bands:
            for frame in self.frames:
                self.sheet.rect(start, frame.head, self.times.px(band.end) - start,
                                frame.bottom - frame.head, "sunk")

    def _grid(self, frame: Frame) -> None:
        left, right = self.times.left, self.times.right
        apart = (frame.bottom - frame.top) / max(len(frame.ticks) - 1, 1)
        for value, words in frame.ticks[::math.ceil(12 / apart)]:
            y = frame.y(value)
            self.sheet.strokes([[(left, y), (right, y)]], "line")
            self.sheet.text(left - 7, y + 3.8, shorten(words, left - 7, self.small),
                            size=self.small, colour="soft", anchor="end")
        self.sheet.strokes([[(left, frame.bottom), (right, frame.bottom)]], "edge")

    def _clock(self, bottom: float) -> None:
        stamp = STAMP[self.sheet.theme]
        stop = self.sheet.width - (text_width(stamp, 11) + 10 if stamp else 0)
        widest = max(text_width(show(at), self.small) for at in (self.times.first, self.times.last))
        for at in self.times.ticks(widest + 14):
            x, words = self.times.px(at), show(at)
            self.sheet.strokes([[(x, bottom), (x, bottom + 4)]], "edge")
            if x + text_width(words, self.small) / 2 < stop:
                self.sheet.text(x, bottom + 16, words, size=self.small, colour="soft",
                                anchor="middle")
        if len(self.times.pieces) > 1:
            x = self.times.pieces[1][2]
            self.sheet.text(x, bottom + 31, shorten("slower clock from here",
                                                    self.sheet.width - x, self.small),
                            size=self.small, colour="soft")
        self.sheet.text(self.sheet.width - 2, bottom + 16, stamp, size=11, colour="soft",
                        anchor="end")

    def _lines(self, frame: Frame) -> None:
        for series in frame.panel.series:
            self._interval(frame, series)
        for series in sorted(frame.panel.series, key=lambda series: series.strong):
            lines = [thin(run) for run in runs(self._points(frame, series.x, series.y))]
            floor = frame.y(0.0)
            for line in lines if series.filled else ():
                self.sheet.area([(line[0][0], floor), *line, (line[-1][0], floor)],
                                series.colour, opacity=0.14)
            weight = 3.0 if series.strong and self.sheet.theme == "paper" else 1.75
            self.sheet.strokes(lines, series.colour, width=weight, dash=DASHES[series.style])
            alone = [line[0] for line in lines if len(line) == 1]
            ending = [lines[-1][-1]] if lines and self.sheet.theme == "live" else []
            for x, y in dict.fromkeys([*alone, *ending]):
                self.sheet.circle(x, y, 2.5, series.colour)

    def _interval(self, frame: Frame, series: Series) -> None:
        if series.low is None or series.high is None:
            return
        ends = zip(self._points(frame, series.x, series.low),
                   self._points(frame, series.x, series.high), strict=True)
        known = [((x, low), (x, high)) if math.isfinite(x + low + high) else None
                 for (x, low), (_, high) in ends]
        for stretch in stretches(known):
            upper = thin([high for _, high in stretch])
            lower = thin([low for low, _ in stretch])
            self.sheet.area([*upper, *reversed(lower)], series.colour, opacity=0.14)

    def _dots(self, frame: Frame) -> None:
        """Put a dot where each mark's rule meets the line that the picture is about."""
        for series in [series for series in frame.panel.series if series.strong][:1]:
            for mark in self.marks.all:
                value = series.value_at(mark.at)
                if value is not None:
                    self.sheet.circle(self.times.px(mark.at), frame.y(value), 3, "panel",
                                      edge=mark.colour)

    def _words(self, frame: Frame) -> None:
        label = tidy(frame.panel.y_label)
        self.sheet.text(2, frame.label_at + 13, shorten(label, self.sheet.width - 4, 12),
                        colour="soft", full=label, halo=True)
        ending = [series for series in frame.panel.series if series.known]
        if not ending:
            self.sheet.text((self.times.left + self.times.right) / 2,
                            (frame.top + frame.bottom) / 2 + 4, "nothing yet", colour="soft",
                            anchor="middle", halo=True)
        fit = max(1, int((frame.bottom - frame.head - 6) // _END_GAP) + 1)
        named = sorted(ending, key=lambda series: not series.strong)
        named = named if len(named) <= fit else named[:max(fit - 1, 1)]
        self._end_labels(frame, named, len(ending) - len(named) if fit > 1 else 0)

    def _end_labels(self, frame: Frame, named: Sequence[Series], rest: int) -> None:
        x = self.times.right + 13
        room = self.sheet.width - x - 1
        ends = [(self.times.px(at), frame.y(value))
                for at, value in (series.known[-1] for series in named)]
        wanted = [y for _, y in ends] + ([frame.bottom] if rest else [])
        places = spread(wanted, _END_GAP, frame.head + 2, frame.bottom - 4)
        for series, end, place in zip(named, ends, places, strict=False):
            words = frame.label(series)
            self._leader(*end, place, series.colour)
            self.sheet.text(x, place + 4, shorten(words, room, 12, bold=series.strong),
                            colour=series.colour, weight=650 if series.strong else 400,
                            full=words)
        if rest:
            words = f"and {rest} more"
            self.sheet.text(x, places[-1] + 4,
                            words if text_width(words, 12) <= room else f"+{rest}",
                            colour="soft", full=words)

    def _leader(self, x: float, y: float, place: float, colour: str) -> None:
        """Lead the eye from a line's end at *x*, *y* to its label at *place*."""
        right = self.times.right
        if x < right - 4:
            self.sheet.strokes([[(x + 5, y), (right, y)]], colour, dash="1 4", opacity=0.6)
        if abs(place - y) > 2.5:
            self.sheet.strokes([[(right + 3, y), (right + 10, place)]], colour, opacity=0.7)

    def _band_labels(self, head: float, top: float) -> None:
        """Write the bands' labels between *head* and *top*, as many rows as there is room for."""
        for band, start, row in self.bands:
            if 0 <= row < round((top - head) / _BAND_ROW):
                words = shorten(tidy(band.label), self.times.right - start - 8, 12)
                self.sheet.text(start + 6, head + 13 + _BAND_ROW * row, words, colour="soft",
                                full=band.label, halo=True)


def _axes(panels: Sequence[Panel], height: float) -> list[tuple[Panel, Axis]]:
    shares = sum(panel.share for panel in panels)
    axes = []
    for panel in panels:
        values = [v for s in panel.series for v in (*s.y, *(s.low or ()), *(s.high or ()))]
        if any(series.filled for series in panel.series):
            values.append(0.0)
        ticks = max(3, round((height - 60) * panel.share / shares / 36))
        axes.append((panel, round_axis(values, ticks, panel.y_range)))
    return axes


def _time_range(panels: Sequence[Panel], marks: Sequence[Mark]) -> Point:
    times = [x for panel in panels for series in panel.series for x in series.x
             if math.isfinite(x)]
    times += [mark.at for mark in marks]
    if not times:
        return 0.0, 60.0
    first, last = min(times), max(times)
    return first, max(last, first + max(10.0, abs(first) * 1e-6))
