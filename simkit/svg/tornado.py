"""Tornado pictures: how far a result moves when one thing after the other is low or high."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simkit.svg.scale import Axis, numbers, round_axis
from simkit.svg.sheet import STAMP, Sheet, ThemeName
from simkit.svg.words import shorten, signed, text_width, tidy, wrap

Range = tuple[float, float, float]
"""Low end, middle, high end of an interval."""
Row = tuple[str, Range, Range, str]
"""What makes a Swing."""

_HEAD = 52.0
"""Px above the rows of a result: its name, its size, the sides of its axis."""
_FOOT = 34.0
_KEY = ("\N{WHITE CIRCLE} while it is in the lowest fifth of its range",
        "\N{BLACK CIRCLE} in the highest fifth", "whiskers: 5 to 95 %",
        "dashed: mean when everything varies")


@dataclass(frozen=True)
class Swing:
    """One thing that moves a result."""

    label: str
    at_low: Range
    """The result while the thing lies in the lowest fifth of its range."""
    at_high: Range
    """The same for the highest fifth."""
    words: str = ""
    """Written on the right, such as its share of the variance."""

    @property
    def known(self) -> bool:
        """Whether all six figures are there."""
        return all(map(math.isfinite, (*self.at_low, *self.at_high)))


@dataclass(frozen=True)
class Result:
    """One result with all that moves it, in the order given."""

    label: str
    middle: float
    """Its mean when everything varies."""
    swings: Sequence[Swing]
    words: str = ""
    """More about its size, for the line under its name."""


def tornado(results: Iterable[Result | tuple[str, float, Sequence[Row], str]], *,
            width: float = 1128, unit: str = "points", figures: str = "",
            title: str = "What moves the results", decimals: int = 1,
            theme: ThemeName = "paper") -> str:
    """Return one tornado per result, one above the other, as SVG text.

    *results* are Results, or tuples of the same with a tuple for each Swing. A ring stands for a
    low value and a disc for a high one, each on its own level with its own whiskers, so that
    nothing is told by colour alone. Every axis has its own range, with zero in it. *unit* is that
    of the axes, *figures* the head of the column on the right. The height follows from the rows.
    """
    listed = [result if isinstance(result, Result) else _result(*result) for result in results]
    return _Tornado(listed, width, unit, figures, decimals, theme).draw(title)


def _result(label: str, middle: float, rows: Sequence[Row], words: str) -> Result:
    return Result(label, middle, [Swing(*row) for row in rows], words)


class _Tornado:
    """A tornado picture while it is drawn: its columns, its panels and its sheet."""

    def __init__(self, results: list[Result], width: float, unit: str, figures: str,
                 decimals: int, theme: ThemeName) -> None:
        self.results, self.width = results, width
        self.unit, self.figures, self.decimals = tidy(unit), tidy(figures), decimals
        swings = [swing for result in results for swing in result.swings]
        self.label = min(max((text_width(tidy(swing.label), 13) for swing in swings),
                             default=0.0), 0.36 * width)
        words = [text_width(tidy(swing.words), 12) for swing in swings]
        self.right = width - min(max([text_width(self.figures, 12), *words]), 0.24 * width) - 26
        self.left = self.label + 26
        self.lines = [[wrap(tidy(swing.label), self.label + 2, 13) for swing in result.swings]
                      for result in results]
        self.heights = [[30.0 if len(lines) == 1 else 40.0 for lines in panel]
                        for panel in self.lines]
        tall = sum(_HEAD + max(sum(heights), 30.0) + _FOOT for heights in self.heights)
        self.sheet = Sheet(width, max(tall, 30.0) + 22, theme)

    def draw(self, title: str) -> str:
        """Draw everything and return the SVG text."""
        top = 0.0
        for result, lines, heights in zip(self.results, self.lines, self.heights, strict=True):
            foot = top + _HEAD + max(sum(heights), 30.0)
            axis = self._axis(result)
            self._grid(result, axis, top, foot)
            y = top + _HEAD
            for swing, label, height in zip(result.swings, lines, heights, strict=True):
                self._row(swing, label, axis, y + height / 2)
                y += height
            if not result.swings:
                self.sheet.text(2, y + 18, "Nothing moves it.", colour="soft")
            top = foot + _FOOT
        if not self.results:
            self.sheet.text(2, 18, "Nothing to show yet.", colour="soft")
        self._key()
        return self.sheet.svg(title, self._alternative(title))

    def _axis(self, result: Result) -> Axis:
        values = [v for swing in result.swings if swing.known
                  for v in (*swing.at_low, *swing.at_high)]
        return round_axis([0.0, *numbers([result.middle, *values])],
                          max(4, round((self.right - self.left) / 90)))

    def _x(self, axis: Axis, value: float) -> float:
        return self.left + axis.share(value) * (self.right - self.left)

    def _grid(self, result: Result, axis: Axis, top: float, foot: float) -> None:
        sheet, head = self.sheet, top + _HEAD - 6
        sheet.text(2, top + 18, shorten(tidy(result.label), self.width - 4, 14, bold=True),
                   size=14, weight=650, full=result.label)
        sheet.text(2, top + 37, shorten(tidy(result.words), self.right - 2, 12), colour="soft",
                   full=result.words)
        sheet.text(self.right + 22, top + 37,
                   shorten(self.figures, self.width - self.right - 22, 12), colour="soft",
                   full=self.figures)
        for value in axis.ticks:
            x = self._x(axis, value)
            words = signed(value, axis.decimals) if value else "0"
            sheet.strokes([[(x, head), (x, foot)]], "line")
            sheet.text(x, foot + 15, words, size=11, colour="soft", anchor="middle")
        zero = self._x(axis, 0.0)
        sheet.strokes([[(zero, head - 4), (zero, foot)]], "ink")
        sheet.text(self.right + 22, foot + 15, shorten(self.unit, self.width - self.right - 22, 11),
                   size=11, colour="soft", full=self.unit)
        if math.isfinite(result.middle):
            x = self._x(axis, result.middle)
            sheet.strokes([[(x, head), (x, foot)]], "edge", width=1.5, dash="5 3")

    def _row(self, swing: Swing, lines: list[str], axis: Axis, y: float) -> None:
        sheet = self.sheet
        for index, line in enumerate(lines):
            sheet.text(2, y + 4.5 + 15 * (index - (len(lines) - 1) / 2), line, size=13,
                       full=swing.label if "\u2026" in line else "")
        sheet.text(self.right + 22, y + 4.5,
                   shorten(tidy(swing.words), self.width - self.right - 22, 12), full=swing.words)
        if not swing.known:
            sheet.text(self.left, y + 4.5, "no figure", colour="soft")
            return
        low, high = (self._x(axis, ends[1]) for ends in (swing.at_low, swing.at_high))
        sheet.rect(min(low, high), y - 8, abs(high - low), 16, "act", opacity=0.22)
        for ends, level, fill in ((swing.at_low, y - 4.5, "panel"), (swing.at_high, y + 4.5,
                                                                     "act")):
            left, middle, right = (self._x(axis, value) for value in ends)
            sheet.strokes([[(left, level), (right, level)], [(left, level - 3), (left, level + 3)],
                           [(right, level - 3), (right, level + 3)]], "ink", width=1.25)
            sheet.circle(middle, level, 4.0, fill, edge="act")

    def _key(self) -> None:
        sheet, y, x = self.sheet, self.sheet.height - 6, 2.0
        for words in _KEY if self.results else ():
            room = self.width - 80 - x
            sheet.text(x, y, shorten(words, room, 11), size=11, colour="soft", full=words)
            x += text_width(words, 11) + 18
        sheet.text(self.width - 2, y, STAMP[sheet.theme], size=11, colour="soft", anchor="end")

    def _alternative(self, title: str) -> str:
        said = [tidy(title).rstrip(".")]
        for result in self.results:
            said.append(f"{tidy(result.label)}: mean {self._said(result.middle)} {self.unit}"
                        + (f" ({tidy(result.words)})" if result.words else ""))
            said += [self._in_words(swing) for swing in result.swings]
        return ". ".join(said if self.results else [*said, "Nothing yet"]) + "."

    def _in_words(self, swing: Swing) -> str:
        if not swing.known:
            return f"{tidy(swing.label)}: no figure"
        low, high = (f"{self._said(middle)} ({self._said(least)} to {self._said(most)})"
                     for least, middle, most in (swing.at_low, swing.at_high))
        share = f"; {self.figures} {tidy(swing.words)}" if swing.words else ""
        return f"{tidy(swing.label)}: low {low}, high {high}{share}"

    def _said(self, value: float) -> str:
        return signed(value, self.decimals)
