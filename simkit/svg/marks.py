"""Decisions on the time axis: signs above the plot, rules through it, a list below it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from simkit.clock import show
from simkit.svg.scale import FAR, Times, spread
from simkit.svg.series import Mark
from simkit.svg.sheet import Sheet
from simkit.svg.words import shorten, text_width, tidy

_RING = 8.5
"""Radius of a ring in px."""
_DIAMOND = 10.5
_MOST_LANES = 3
_LONGEST_SHIFT = 26.0
"""Px that a sign may stand off its rule before another lane is opened."""
_KEY_ROW = 19.0


class Marks:
    """The marks of one picture, each sign with its place."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.all = sorted((mark for mark in marks if abs(mark.at) <= FAR),
                          key=lambda mark: mark.at)
        ringed = any(_ringed(_sign(mark)) for mark in self.all)
        self._lane_height = 22.0 if ringed else 13.0
        self._lanes: list[list[tuple[Mark, float]]] = []

    def place(self, times: Times, room: float) -> None:
        """Give every sign a place on *times*, in as few lanes as keep it near its rule.

        The lanes take *room* px at most, unless one lane alone is more.
        """
        self.times = times
        most = min(max(int(room // self._lane_height), 1), _MOST_LANES)
        if not self.all:
            return
        gap = max(_sign_width(mark) for mark in self.all) + 2
        fit = max(1, int((times.right - times.left) // gap))
        marks = self.all
        if len(marks) > fit * most:
            shown = fit * most - 1
            rest = len(marks) - shown
            marks = [*marks[:shown], Mark(marks[-1].at, f"+{rest}", f"{rest} more")]
        for count in range(math.ceil(len(marks) / fit), most + 1):
            self._lanes = [_placed(marks[lane::count], gap, times) for lane in range(count)]
            if self._shift() <= _LONGEST_SHIFT:
                break

    def _shift(self) -> float:
        return max(abs(x - self.times.px(mark.at)) for lane in self._lanes for mark, x in lane)

    @property
    def height(self) -> float:
        """Px that the signs take above the plot, with room for slanting leaders."""
        if not self._lanes:
            return 0.0
        return len(self._lanes) * self._lane_height + (9.0 if self._shift() > 1 else 3.0)

    def key_height(self, width: float) -> float:
        """Return the px that the list of all marks takes at *width* px."""
        rows = math.ceil(len(self.all) / _columns(width))
        return rows * _KEY_ROW + 8 if rows else 0.0

    def in_words(self) -> str:
        """Return the marks as a sentence without its full stop."""
        said = []
        for mark in self.all:
            sign = f"{_sign(mark)} at " if _ringed(_sign(mark)) or not mark.label else ""
            said.append(f"{sign}{show(mark.at)} {mark.label}".strip())
        return f"Marked: {'; '.join(said)}" if said else ""

    def rules(self, sheet: Sheet, head: float, bottom: float) -> None:
        """Draw the dotted rules from *head* to *bottom*."""
        for mark in self.all:
            x = self.times.px(mark.at)
            sheet.strokes([[(x, head), (x, bottom)]], mark.colour, dash="1.5 3", opacity=0.75)

    def signs(self, sheet: Sheet, head: float) -> None:
        """Draw the signs above *head*, where their rules begin."""
        top = head - self.height
        drawn = [(mark, x, top + self._lane_height * (depth + 0.5))
                 for depth, lane in enumerate(self._lanes) for mark, x in lane]
        for mark, x, y in drawn:
            under = y + (_RING if _ringed(_sign(mark)) else 5)
            bend = max(under, head - 9)
            sheet.strokes([[(x, under), (x, bend), (self.times.px(mark.at), head)]], mark.colour,
                          opacity=0.7)
        for mark, x, y in drawn:
            _draw_sign(sheet, mark, x, y)

    def key(self, sheet: Sheet, top: float) -> None:
        """List all marks with their words and times, the first baseline at *top*."""
        columns = _columns(sheet.width)
        room = (sheet.width - 4) / columns
        indent = max(text_width(_sign(mark), 12, bold=True) for mark in self.all) + 8
        for index, mark in enumerate(self.all):
            x, y = 2 + room * (index % columns), top + _KEY_ROW * (index // columns)
            when = f", {show(mark.at)}"
            label = tidy(mark.label)
            words = shorten(label, room - indent - 14 - text_width(when, 12), 12) + when
            sheet.text(x, y, _sign(mark), colour=mark.colour, weight=650)
            sheet.text(x + indent, y, words.removeprefix(", "), full=label + when)


def _columns(width: float) -> int:
    return max(1, int(width // 270))


def _placed(lane: list[Mark], gap: float, times: Times) -> list[tuple[Mark, float]]:
    wanted = [times.px(mark.at) for mark in lane]
    return list(zip(lane, spread(wanted, gap, times.left, times.right), strict=True))


def _sign(mark: Mark) -> str:
    return tidy(mark.sign)[:4]


def _ringed(sign: str) -> bool:
    return any(character.isalnum() for character in sign)


def _sign_width(mark: Mark) -> float:
    round_or_pill = max(2 * _RING, text_width(_sign(mark), 11, bold=True) + 6)
    return max(round_or_pill, 2 * _DIAMOND) if mark.colour == "bad" else round_or_pill


def _draw_sign(sheet: Sheet, mark: Mark, x: float, y: float) -> None:
    wide = _sign_width(mark)
    if _ringed(_sign(mark)) and mark.colour == "bad" and wide == 2 * _DIAMOND:
        half = _DIAMOND
        sheet.area([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], "panel",
                   edge=mark.colour)
    elif _ringed(_sign(mark)):
        sheet.rect(x - wide / 2, y - _RING, wide, 2 * _RING, "panel", edge=mark.colour,
                   round_by=2.0 if mark.colour == "bad" else _RING)
    sheet.text(x, y + 4, _sign(mark), size=11, colour=mark.colour, anchor="middle", weight=650,
               full=f"{show(mark.at)} {mark.label}")
