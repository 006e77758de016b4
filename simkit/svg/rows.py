"""Charts in rows: intervals about zero with ties, and bars."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from simkit.svg.scale import numbers, round_axis
from simkit.svg.sheet import STAMP, Sheet, ThemeName, colour_of
from simkit.svg.words import number, shorten, signed, text_width, tidy, wrap

LINES = 3
"""Lines that the label of a row takes at most."""


@dataclass(frozen=True)
class Interval:
    """One difference with its interval."""

    label: str
    low: float
    middle: float
    high: float
    is_tie: bool = False

    @property
    def known(self) -> bool:
        """Whether all three figures are there."""
        return all(map(math.isfinite, (self.low, self.middle, self.high)))


@dataclass(frozen=True)
class Bar:
    """One quantity; NaN stands for no word about it and is hatched."""

    label: str
    value: float
    words: str = ""
    """Written in place of the figure."""
    colour: str = "act"
    """A token of ``COLOURS``."""


def interval_chart(rows: Iterable[Interval | tuple[str, float, float, float, bool]], *,
                   width: float = 1128, title: str = "What each decision was worth",
                   figures: str = "points (9 in 10)",
                   sides: tuple[str, str] = ("cost trust", "kept trust"), numbered: bool = False,
                   decimals: int = 1, theme: ThemeName = "paper") -> str:
    """Return horizontal intervals about zero as SVG text, one row each, in the order given.

    *rows* are Intervals or (label, low, middle, high, is_tie). A tie is a hatched box with the
    words "a tie" and no bar; a row without figures says so. *sides* name what lies left and
    right of zero, *figures* the column on the right. The height follows from the rows.
    """
    listed = [row if isinstance(row, Interval) else Interval(*row) for row in rows]
    return _Intervals(listed, width, numbered, decimals, theme).draw(title, figures, sides)


class _Intervals:
    """An interval chart while it is drawn: its columns, its rows and its sheet."""

    def __init__(self, rows: list[Interval], width: float, numbered: bool, decimals: int,
                 theme: ThemeName) -> None:
        self.rows, self.decimals, self.width = rows, decimals, width
        self.indent = 24.0 if numbered else 0.0
        widest = max((text_width(tidy(row.label), 13) for row in rows), default=0.0)
        self.label = min(widest, 0.4 * width - self.indent)
        self.main = 12 + max([0.0, *(text_width(self.value(row), 13, bold=True)
                                     for row in rows if row.known)])
        figures = (text_width(self.range(row), 12) + self.main if row.known
                   else text_width(self.value(row), 13) for row in rows)
        self.figures = width - max([60.0, *figures]) - 2
        self.left, self.right = 2 + self.indent + self.label + 22, self.figures - 20
        shown = numbers(v for row in rows if row.known for v in (row.low, row.middle, row.high))
        self.axis = round_axis([0.0, *shown], max(4, round((self.right - self.left) / 80)))
        self.labels = [wrap(tidy(row.label), self.label + 2, 13, LINES) for row in rows]
        self.heights = [27.0 if len(lines) == 1 else 10.0 + 15.0 * len(lines)
                        for lines in self.labels]
        self.foot = 26.0 + max(sum(self.heights), 27.0)
        self.sheet = Sheet(width, self.foot + 24, theme)

    def x(self, value: float) -> float:
        """Return where *value* lies."""
        return self.left + self.axis.share(value) * (self.right - self.left)

    def value(self, row: Interval) -> str:
        """Return the figure of *row*, or the words that stand for it."""
        if not row.known:
            return "no figure yet"
        return "a tie" if row.is_tie else signed(row.middle, self.decimals)

    def range(self, row: Interval) -> str:
        """Return the interval of *row* in words."""
        if row.known and row.low == row.high == 0.0:
            return "no difference"
        ends = (signed(end, self.decimals) for end in (row.low, row.high))
        return " to ".join(ends) if row.known else ""

    def draw(self, title: str, figures: str, sides: tuple[str, str]) -> str:
        """Draw everything and return the SVG text."""
        self._grid(figures, sides)
        y = 26.0
        for count, (row, lines, height) in enumerate(
                zip(self.rows, self.labels, self.heights, strict=True), 1):
            self._words(row, lines, count, y + height / 2)
            if row.known:
                self._shape(row, y + height / 2)
            y += height
        if not self.rows:
            self.sheet.text(2, y + 18, "Nothing to compare yet.", colour="soft")
        said = "; ".join(f"{tidy(row.label)}: {self.value(row)}"
                         + (f" ({self.range(row)})" if row.known else "") for row in self.rows)
        return self.sheet.svg(title, f"{tidy(title).rstrip('.')}. {said or 'Nothing yet'}.")

    def _grid(self, figures: str, sides: tuple[str, str]) -> None:
        zero = self.x(0.0)
        for value in self.axis.ticks if any(row.known for row in self.rows) else [0.0]:
            x = self.x(value)
            words = signed(value, self.axis.decimals) if value else "0"
            self.sheet.strokes([[(x, 24), (x, self.foot)]], "line")
            self.sheet.text(x, self.foot + 16, words, size=11, colour="soft", anchor="middle")
        self.sheet.strokes([[(zero, 20), (zero, self.foot)]], "ink")
        less, more = (tidy(side) for side in sides)
        self.sheet.text(zero - 8, 14, f"\N{LEFTWARDS ARROW} {less}", colour="bad",
                        anchor="end", weight=600)
        ends = zero + 12
        if any(row.known and row.high > 0.0 for row in self.rows) or not self.rows:
            self.sheet.text(zero + 8, 14, f"{more} \N{RIGHTWARDS ARROW}", colour="act",
                            weight=600)
            ends = zero + 20 + text_width(f"{more} W", 12, bold=True)
        x = max(min(self.figures, self.width - 2 - text_width(tidy(figures), 12)), ends)
        if self.width - x > 40:
            self.sheet.text(x, 14, shorten(tidy(figures), self.width - 2 - x, 12), colour="soft",
                            full=figures)
        self.sheet.text(self.width - 2, self.foot + 16, STAMP[self.sheet.theme], size=11,
                        colour="soft", anchor="end")

    def _words(self, row: Interval, lines: list[str], count: int, y: float) -> None:
        plain = row.is_tie or not row.known
        colour = "soft" if plain else "ink"
        if self.indent:
            self.sheet.text(2, y + 4.5, str(count), colour="soft")
        for index, line in enumerate(lines):
            self.sheet.text(2 + self.indent, y + 4.5 + 15 * (index - (len(lines) - 1) / 2), line,
                            size=13, colour=colour, full=row.label if "\u2026" in line else "")
        tone = "soft" if plain else "bad" if row.middle < 0 else "act"
        self.sheet.text(self.figures, y + 4.5, self.value(row), size=13, colour=tone,
                        weight=400 if plain else 700)
        self.sheet.text(self.figures + self.main, y + 4.5, self.range(row), colour="soft")

    def _shape(self, row: Interval, y: float) -> None:
        low, middle, high = self.x(row.low), self.x(row.middle), self.x(row.high)
        if row.is_tie:
            self.sheet.hatch(low, y - 7, max(high - low, 3.0), 14)
            return
        tone, zero = "bad" if row.middle < 0 else "act", self.x(0.0)
        self.sheet.rect(min(zero, middle), y - 7.5, abs(middle - zero), 15, tone, opacity=0.3)
        self.sheet.strokes([[(low, y), (high, y)], [(low, y - 4.5), (low, y + 4.5)],
                            [(high, y - 4.5), (high, y + 4.5)]], "ink", width=1.5)
        self.sheet.circle(middle, y, 4.5, tone)


def bars(rows: Iterable[Bar | tuple[str, float] | tuple[str, float, str]], *,
         width: float = 300, title: str, top: float | None = None, theme: ThemeName = "live",
         say: Callable[[float], str] = number) -> str:
    """Return horizontal bars from zero as SVG text, one row each, in the order given.

    *rows* are Bars, (label, value) or (label, value, words). With *top*, the value of a full
    bar, the empty part is shown too. NaN is hatched, with "no word" where no words are given.
    Negative values run to the left. The height follows from the rows.
    """
    listed = [row if isinstance(row, Bar) else Bar(*row) for row in rows]
    known = numbers(row.value for row in listed)
    words = [tidy(row.words) or (say(value) if math.isfinite(value) else "no word")
             for row, value in zip(listed, known, strict=True)]
    stamp = STAMP.get(theme, "")
    sheet = Sheet(width, max(len(listed), 1) * 19.0 + 2 + (16 if stamp else 0), theme)
    columns = _bar_columns([tidy(row.label) for row in listed], words, width)
    least = (0.0, top) if top is not None and top > 0 else None
    finite = [0.0, *(value for value in known if math.isfinite(value))]
    span = (min(*finite, 0.0), max(*finite, top or 0.0) if least else max(*finite, 1e-12))
    for index, (row, value) in enumerate(zip(listed, known, strict=True)):
        _bar(sheet, row, value, words[index], 19.0 * index + 10, columns, span,
             track=least is not None)
    if not listed:
        sheet.text(2, 14, "nothing yet", colour="soft")
    sheet.text(width - 2, sheet.height - 4, stamp, size=11, colour="soft", anchor="end")
    said = "; ".join(f"{tidy(row.label)} {word}" for row, word in zip(listed, words, strict=True))
    return sheet.svg(title, f"{tidy(title).rstrip('.')}: {said or 'nothing yet'}.")


def _bar_columns(labels: list[str], words: list[str], width: float) -> tuple[float, float]:
    """Return the left and right edge of the bars, between the labels and the words."""
    left = min(max((text_width(label, 12) for label in labels), default=0.0), 0.4 * width) + 10
    right = width - min(max((text_width(word, 12) for word in words), default=0.0),
                        0.3 * width) - 10
    return left, max(right, left + 10)


def _bar(sheet: Sheet, row: Bar, value: float, words: str, y: float,
         columns: tuple[float, float], span: tuple[float, float], *, track: bool) -> None:
    left, right = columns
    colour_of(row.colour, sheet.theme)
    sheet.text(0, y + 4, shorten(tidy(row.label), left - 8, 12), full=row.label)
    sheet.text(right + 8, y + 4, shorten(words, sheet.width - right - 8, 12), full=words)
    if math.isnan(value):
        sheet.hatch(left, y - 4.5, right - left, 9)
        return
    per = (right - left) / (span[1] - span[0])
    zero = left - span[0] * per
    if track:
        sheet.rect(left, y - 4.5, right - left, 9, "sunk")
    sheet.rect(min(zero, zero + value * per), y - 4.5, abs(value) * per, 9, row.colour)
