"""Words and figures in a picture: how wide they are, how to shorten them, how numbers are said."""

from __future__ import annotations

import math
import unicodedata
from functools import lru_cache

MINUS = "\N{MINUS SIGN}"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

# Scripts and emoji need these two invisible characters; other invisible ones only do harm.
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_GROUPS = {
    "ijl'|": 222, " !,./:;I[]\\ft": 278, "()-r`{}\N{MIDDLE DOT}": 333, "ckvxyszJ*\"": 500,
    "+=<>~\N{MINUS SIGN}": 700, "CDHNRUw": 722, "GOQ": 778, "m": 833, "M": 833, "W": 944,
    "%&": 889, "@": 1015, "\N{HORIZONTAL ELLIPSIS}\N{EM DASH}": 1000,
}
_THOUSANDTHS = {character: wide for group, wide in _GROUPS.items() for character in group}
# Readers have different sans-serif faces; the widest in use is this much wider than the table.
_WIDEST_FACE = 1.16


@lru_cache(maxsize=4096)
def _advance(character: str) -> int:
    """Return the width of *character* in thousandths of its size."""
    if character in _THOUSANDTHS:
        return _THOUSANDTHS[character]
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1000
    if character.isupper():
        return 667
    return 556 if character.isalnum() else 800


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return an upper estimate of the width of *text* in px, set at *size* px."""
    advance = sum(_advance(character) for character in text)
    return advance / 1000 * size * _WIDEST_FACE * (1.07 if bold else 1.0)


def tidy(text: str) -> str:
    """Return *text* on one line, without the characters that XML cannot hold."""
    legal = (c if c.isprintable() or c in _JOINERS else " " for c in text)
    return " ".join("".join(legal).split())


def shorten(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return *text*, or as much of its beginning as fits *room* px, closed by an ellipsis.

    Nothing is left when not even one letter fits.
    """
    if text_width(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and text_width(kept + ELLIPSIS, size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip(" ,;:.") + ELLIPSIS if kept else ""


def wrap(text: str, room: float, size: float, lines: int = 2) -> list[str]:
    """Return *text* broken into at most *lines* lines of *room* px, the last one shortened."""
    done: list[str] = []
    left = text.split()
    while left and len(done) < lines - 1:
        count = 1
        while count < len(left) and text_width(" ".join(left[:count + 1]), size) <= room:
            count += 1
        done.append(shorten(" ".join(left[:count]), room, size))
        left = left[count:]
    return [*done, shorten(" ".join(left), room, size)] if left else done or [""]


def number(value: float, decimals: int = 0) -> str:
    """Return *value* as a person reads it: ``64``, ``47,000``, ``1.2 billion``, a true minus.

    From a thousand up three figures are kept; *decimals* applies below that.
    """
    if not math.isfinite(value):
        return "no figure"
    text = _size(abs(value), decimals)
    return MINUS + text if value < 0 and any(digit in text for digit in "123456789") else text


def plain(value: float, decimals: int = 0) -> str:
    """Return *value* with every figure written out: ``1,000,250``."""
    return f"{value:,.{decimals}f}".replace("-", MINUS)


def signed(value: float, decimals: int = 1) -> str:
    """Return *value* with its sign, as differences are written: ``+2.6``, minus 1.4, ``0``."""
    text = number(value, decimals)
    if not any(digit in text for digit in "123456789"):
        return text
    return text if value < 0 or not math.isfinite(value) else "+" + text


def _size(value: float, decimals: int) -> str:
    if 0 < value < 0.5 * 10.0 ** -decimals and decimals > 4:
        return f"{value:.1e}"
    if value < 999.5:
        return f"{value:.{decimals}f}"
    if value >= 1e15:
        return f"{value:.1e}".replace("e+", "e")
    value = float(f"{value:.3g}")
    for size, name in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if value >= size:
            return f"{value / size:g}{name}"
    return f"{value:,.0f}"
