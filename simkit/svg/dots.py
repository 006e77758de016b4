"""Pictures of one quantity over many runs: where this one lies, and how sure against how right."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from simkit.svg.scale import Axis, numbers, round_axis, spread
from simkit.svg.sheet import DASHES, STAMP, Sheet, ThemeName
from simkit.svg.words import number, plain, shorten, text_width, tidy

_PLAYS = {"silent": "silent", "by the book": "book", "historical": "history",
          "as it happened": "history", "panicked": "bad", "best known play": "best"}
_BINS = 24
_TOP, _BASE = 30.0, 130.0

Place = Callable[[float], float]
"""Where a value lies, in px."""


def luck_chart(here: float, own: Iterable[float],
               others: Iterable[tuple[str, float]] = (), *, width: float = 736,
               title: str = "Luck or skill", theme: ThemeName = "paper") -> str:
    """Return replays of the same decisions as a histogram with this run and other plays, as SVG.

    *here* and *own* are points of trust; *others* are (name, usual end) of other ways of playing,
    shown below the axis. The word EXERCISE stands on paper.
    """
    replays = [value for value in numbers(own) if math.isfinite(value)]
    plays = [(tidy(name), value) for name, value in others if math.isfinite(value)]
    axis = round_axis([here, *replays, *(value for _, value in plays)], 8)
    sheet = Sheet(width, 214, theme)
    left, right = 12.0, width - 12.0

    def x(value: float) -> float:
        return left + axis.share(value) * (right - left)

    _histogram(sheet, replays, axis, left, right)
    _ticks(sheet, axis, x, left, right)
    sheet.strokes([[(x(here), _TOP - 12), (x(here), _BASE)]], "bad", width=2.5)
    words = f"this run, {plain(here, 1)}"
    beyond = x(here) + 6 + text_width(words, 12, bold=True) > right
    sheet.text(x(here) + (-6 if beyond else 6), _TOP - 4, words, colour="bad", weight=600,
               anchor="end" if beyond else "start", halo=True)
    _others(sheet, plays, x, left, right)
    sheet.text(width - 2, 208, STAMP[theme], size=11, colour="soft", anchor="end")
    usual = sorted(replays)[len(replays) // 2] if replays else math.nan
    said = (f"{tidy(title)}: this run ended at {plain(here, 1)} points of trust; the same "
            f"decisions under other luck, {len(replays)} times, usually at {plain(usual, 1)}. "
            + "; ".join(f"{name} usually at {plain(value, 1)}" for name, value in plays))
    return sheet.svg(title, said.rstrip(" .") + ".")


def _histogram(sheet: Sheet, replays: Sequence[float], axis: Axis, left: float,
               right: float) -> None:
    counts = [0] * _BINS
    for value in replays:
        counts[min(int(axis.share(value) * _BINS), _BINS - 1)] += 1
    step = (right - left) / _BINS
    for place, count in enumerate(counts):
        if count:
            height = (_BASE - _TOP - 8) * count / max(counts)
            sheet.rect(left + place * step + 1, _BASE - height, step - 2, height, "act",
                       opacity=0.45)


def _ticks(sheet: Sheet, axis: Axis, x: Place, left: float, right: float) -> None:
    sheet.strokes([[(left, _BASE), (right, _BASE)]], "ink")
    for value in axis.ticks:
        sheet.strokes([[(x(value), _BASE), (x(value), _BASE + 4)]], "ink")
        sheet.text(x(value), _BASE + 17, number(value, axis.decimals), size=11, colour="soft",
                   anchor="middle")


def _others(sheet: Sheet, plays: Sequence[tuple[str, float]], x: Place, left: float,
            right: float) -> None:
    widest = max((text_width(f"{name} 00.0", 12) for name, _ in plays), default=0.0)
    half = widest / 2
    places = spread([x(value) for _, value in plays], widest + 8, left + half, right - half)
    for (name, value), place in zip(plays, places, strict=True):
        colour = _PLAYS.get(name, "odd")
        sheet.area([(x(value), _BASE + 22), (x(value) - 5, _BASE + 31),
                    (x(value) + 5, _BASE + 31)], colour)
        sheet.strokes([[(x(value), _BASE + 31), (place, _BASE + 46)]], colour,
                      dash=DASHES["dotted"])
        words = f"{name} {plain(value, 1)}"
        sheet.text(place, _BASE + 60, shorten(words, widest + 8, 12), colour=colour,
                   anchor="middle", full=words)


def sureness_chart(points: Iterable[tuple[float, float, float, float, int]], *,
                   width: float = 360, title: str = "How sure, how right",
                   theme: ThemeName = "paper") -> str:
    """Return stated confidence against the share that came true, with intervals, as SVG.

    *points* are (stated, true, low, high, count), shares in [0, 1]. What lies below the dashed
    line was said too surely; where even the interval does, the mark is a diamond.
    """
    listed = list(points)
    sheet = Sheet(width, 300, theme)
    left, right, top, base = 40.0, width - 40.0, 16.0, 250.0

    def at(stated: float, true: float) -> tuple[float, float]:
        return left + stated * (right - left), base - true * (base - top)

    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = at(share, share)
        sheet.strokes([[(left, y), (right, y)]], "line")
        sheet.text(left - 6, y + 4, f"{100 * share:.0f}", size=11, colour="soft", anchor="end")
        sheet.text(x, base + 16, f"{100 * share:.0f}", size=11, colour="soft", anchor="middle")
    sheet.strokes([[at(0.0, 0.0), at(1.0, 1.0)]], "soft", dash=DASHES["dashed"])
    sheet.text(left + 4, top + 10, "came true, of 100", size=11, colour="soft", halo=True)
    sheet.text(right, base + 32, "how sure you said you were, of 100", size=11, colour="soft",
               anchor="end")
    for stated, true, low, high, count in listed:
        x, y = at(stated, true)
        off = stated > high
        colour = "bad" if off else "act"
        sheet.strokes([[at(stated, low), at(stated, high)]], colour, width=1.5)
        if off:
            sheet.area([(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)], colour)
        else:
            sheet.circle(x, y, 4.5, colour)
        sheet.text(x + 9, y + 4, str(count), size=11, colour="soft", halo=True)
    sheet.text(width - 2, 296, STAMP[theme], size=11, colour="soft", anchor="end")
    said = "; ".join(f"{100 * stated:.0f} in 100 sure {count} times, {100 * true:.0f} in 100 came "
                     "true" for stated, true, _, _, count in listed)
    return sheet.svg(title, f"{tidy(title)}: {said or 'nothing was stated'}.")
