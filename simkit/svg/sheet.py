"""The sheet a picture is drawn on: its two themes, its few marks, and its way into a page."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from html import escape, unescape
from typing import Literal

from simkit.errors import UnknownName
from simkit.svg.scale import Point
from simkit.svg.words import tidy

ThemeName = Literal["paper", "live"]

_FACES = "'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"

_PAPER = {
    "panel": "#ffffff", "sunk": "#f3f5f7", "ink": "#17212b", "soft": "#4d5966",
    "line": "#d6dce2", "edge": "#7d8894", "act": "#0b57a4", "good": "#17633a",
    "warn": "#7d4a00", "bad": "#a8201a", "odd": "#60379a",
    "series1": "#0b57a4", "series2": "#9a5200", "series3": "#a0235f",
    "you": "#0b57a4", "book": "#17633a", "history": "#8a5300", "best": "#60379a",
    "silent": "#5b6570", "tie": "#8b95a0",
}
# In the console a token follows the page; the name of its custom property where it differs.
_PROPERTY = {
    "series1": "s1", "series2": "s2", "series3": "s3", "you": "act", "book": "good",
    "history": "warn", "best": "odd", "silent": "soft", "tie": "edge",
}

COLOURS = tuple(_PAPER)
"""The colour tokens that a series, mark or row may name."""

STAMP: dict[ThemeName, str] = {"paper": "EXERCISE", "live": ""}
"""The word on pictures that leave the screen, so that nobody takes a simulated outage for news."""

DASHES = {"solid": "", "long": "9 4", "dashed": "5 3", "dotted": "1.5 3", "dashdot": "7 3 1.5 3"}
"""Line styles and their dash patterns in px; lines differ by these before they differ by colour."""


def colour_of(token: str, theme: ThemeName) -> str:
    """Return the paint of *token*: a fixed colour on paper, a custom property in the console.

    Raises UnknownName for a token that is not one of ``COLOURS``.
    """
    if token not in _PAPER:
        raise UnknownName("colour", token, COLOURS)
    if theme == "paper":
        return _PAPER[token]
    return f"var(--sk-{_PROPERTY.get(token, token)}, {_PAPER[token]})"


def px(value: float) -> str:
    """Return *value* in px, rounded to a tenth."""
    text = f"{value:.1f}"
    return "0" if text in ("0.0", "-0.0") else text.removesuffix(".0")


class Sheet:
    """A picture while it is being drawn; the marks lie above each other in the order of calls."""

    def __init__(self, width: float, height: float, theme: ThemeName) -> None:
        if theme not in ("paper", "live"):
            raise UnknownName("theme", theme, ("paper", "live"))
        self.width, self.height, self.theme = width, height, theme
        self._marks: list[str] = []
        if theme == "paper":
            self.rect(0, 0, width, height, "panel")

    def svg(self, title: str, alt: str) -> str:
        """Return the picture as text; *alt* says in words what it shows, last values included."""
        size = f"{px(self.width)} {px(self.height)}"
        face = _FACES if self.theme == "paper" else f"var(--sk-font, {_FACES})"
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" '
                f'width="{px(self.width)}" height="{px(self.height)}" role="img" '
                f'aria-label="{escape(tidy(alt))}" '
                f'style="font-family:{face};font-variant-numeric:tabular-nums">'
                f"<title>{escape(tidy(title))}</title>{''.join(self._marks)}</svg>")

    def rect(self, x: float, y: float, width: float, height: float, fill: str, *,
             edge: str = "", round_by: float = 0.0, opacity: float = 1.0) -> None:
        """Draw a rectangle filled with the token *fill*, bordered by the token *edge*."""
        self._put("rect", x=x, y=y, width=max(width, 0.0), height=height, rx=round_by or None,
                  fill=self._paint(fill), stroke=self._paint(edge) if edge else None,
                  opacity=None if opacity == 1 else f"{opacity:g}")

    def circle(self, x: float, y: float, radius: float, fill: str, *, edge: str = "") -> None:
        """Draw a circle filled with the token *fill*, bordered by the token *edge*."""
        self._put("circle", cx=x, cy=y, r=radius, fill=self._paint(fill),
                  stroke=self._paint(edge) if edge else None,
                  stroke_width="1.5" if edge else None)

    def strokes(self, lines: Iterable[Sequence[Point]], colour: str, *, width: float = 1.0,
                dash: str = "", opacity: float = 1.0) -> None:
        """Draw open *lines* as one path, with a dash pattern from ``DASHES``."""
        path = "".join(_path(line) for line in lines)
        if path:
            self._put("path", d=path, fill="none", stroke=self._paint(colour),
                      stroke_width=f"{width:g}", stroke_linejoin="round",
                      stroke_linecap=None if dash else "round", stroke_dasharray=dash or None,
                      opacity=None if opacity == 1 else f"{opacity:g}")

    def area(self, outline: Sequence[Point], colour: str, *, edge: str = "",
             opacity: float = 1.0) -> None:
        """Fill the closed *outline* with the token *colour*, bordered by the token *edge*."""
        path = _path(outline)
        if path:
            self._put("path", d=path + "Z", fill=self._paint(colour),
                      stroke=self._paint(edge) if edge else None,
                      stroke_width="1.5" if edge else None,
                      opacity=None if opacity == 1 else f"{opacity:g}")

    def hatch(self, x: float, y: float, width: float, height: float) -> None:
        """Draw the hatched box that stands for a tie or for no word."""
        self.rect(x, y, width, height, "panel")
        lines = []
        for start in range(-int(height) + 3, int(width), 5):
            low, high = max(0.0, -start), min(height, width - start)
            lines.append([(x + start + rise, y + height - rise) for rise in (low, high)])
        self.strokes(lines, "tie", width=1.25)
        self.strokes([[(x, y), (x + width, y), (x + width, y + height), (x, y + height),
                       (x, y)]], "tie")

    def text(self, x: float, y: float, words: str, *, size: float = 12, colour: str = "ink",
             anchor: Literal["start", "middle", "end"] = "start", weight: int = 400,
             full: str = "", halo: bool = False) -> None:
        """Write *words* with the baseline at *y*; *full* shows on hover when it says more."""
        words, full = tidy(words), tidy(full)
        hover = f"<title>{escape(full)}</title>" if full and full != words else ""
        self._put("text", x=x, y=y, fill=self._paint(colour), font_size=f"{size:g}",
                  font_weight=None if weight == 400 else str(weight),
                  text_anchor=None if anchor == "start" else anchor,
                  paint_order="stroke" if halo else None,
                  stroke=self._paint("panel") if halo else None,
                  stroke_width="3" if halo else None, inside=hover + escape(words))

    def _paint(self, token: str) -> str:
        return colour_of(token, self.theme)

    def _put(self, tag: str, *, inside: str = "", **given: float | str | None) -> None:
        text = ""
        for name, value in given.items():
            if value is not None:
                words = value if isinstance(value, str) else px(value)
                text += f' {name.replace("_", "-")}="{words}"'
        self._marks.append(f"<{tag}{text}>{inside}</{tag}>" if inside else f"<{tag}{text}/>")


def _path(points: Sequence[Point]) -> str:
    steps: list[str] = []
    for x, y in points:
        step = f"{px(x)} {px(y)}"
        if not steps or steps[-1] != step:
            steps.append(step)
    return f"M{'L'.join(steps)}" if len(steps) > 1 else ""


def image(svg: str, alt: str = "") -> str:
    """Return *svg* as an ``<img>`` with a data URI, the form that survives saving and export.

    *alt* is the text for those who do not see it; empty takes the picture's own.
    """
    own = re.search(r'aria-label="([^"]*)"', svg)
    words = tidy(alt) or (unescape(own.group(1)) if own else "")
    data = base64.b64encode(svg.encode()).decode()
    return (f'<img alt="{escape(words)}" style="max-width:100%;height:auto" '
            f'src="data:image/svg+xml;base64,{data}">')
