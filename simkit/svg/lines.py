"""Charts over time: one panel, two that share the clock, and a line as small as a word."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from simkit.svg.plot import Plot
from simkit.svg.scale import numbers, round_axis, runs, thin
from simkit.svg.series import Band, Mark, Panel, Series
from simkit.svg.sheet import Sheet, ThemeName
from simkit.svg.words import number


def line_chart(series: Sequence[Series], *, width: float, height: float, title: str,
               y_label: str = "", y_range: tuple[float, float] | None = None,
               marks: Iterable[Mark] = (), bands: Sequence[Band] = (), key: bool = False,
               slower_from: float | None = None, theme: ThemeName = "paper",
               say: Callable[[float], str] | None = None) -> str:
    """Return lines over time as SVG text, *width* x *height* px, each named at its end.

    *title* and the last values make the text alternative; *say* writes a value in words. *key*
    lists the marks below, which adds to the height. From *slower_from* (minutes) on, time takes
    less room. Raises ValueError for series or ranges that cannot be drawn.
    """
    return Plot([Panel(series, y_label, y_range, say=say)], width, height, marks=marks,
                bands=bands, key=key, slower_from=slower_from, theme=theme).draw(title)


def two_panel(above: Panel, below: Panel, *, width: float, height: float, title: str,
              marks: Iterable[Mark] = (), bands: Sequence[Band] = (), key: bool = False,
              slower_from: float | None = None, theme: ThemeName = "paper") -> str:
    """Return two plots over one time axis as SVG text; the marks' rules run through both.

    The arguments are those of ``line_chart``.
    """
    return Plot([above, below], width, height, marks=marks, bands=bands, key=key,
                slower_from=slower_from, theme=theme).draw(title)


def spark(values: Iterable[float], *, title: str, width: float = 120, height: float = 28,
          colour: str = "act", theme: ThemeName = "live",
          say: Callable[[float], str] = number) -> str:
    """Return a small line without axes as SVG text: one value per step, a dot at the last.

    A gap is NaN. The text alternative is *title* with the first and the last value.
    """
    known = numbers(values)
    axis = round_axis(known, 2)
    step = (width - 8) / max(len(known) - 1, 1)
    lines = [thin(run) for run in runs(
        (4 + index * step, value if math.isnan(value)
         else height - 4 - axis.share(value) * (height - 8))
        for index, value in enumerate(known))]
    sheet = Sheet(width, height, theme)
    sheet.strokes(lines, colour, width=1.5)
    if lines:
        sheet.circle(*lines[-1][-1], 2.5, colour)
    shown = [value for value in known if math.isfinite(value)]
    words = f"{say(shown[0])} to {say(shown[-1])}" if shown else "nothing yet"
    return sheet.svg(title, f"{title}: {words}.")
