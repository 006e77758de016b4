"""What the command line writes: wrapped, harmless to the terminal, progress only for eyes."""

from __future__ import annotations

import shutil
import sys
import textwrap
from time import monotonic

from simkit.ensemble import Progress

WIDEST = 100
"""Longest line, in characters."""
_BAR = 24
"""Length of a bar, in characters."""
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def harmless(text: str) -> str:
    """Return *text* without characters that steer a terminal, which scenarios might hold."""
    return "".join(c if c.isprintable() or c in _JOINERS or c == "\n" else " " for c in text)


def say(text: str = "", hang: int = 0) -> None:
    """Write *text* to stdout, wrapped; lines after the first begin *hang* columns in."""
    width = min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns)
    for line in harmless(text).split("\n"):
        inset = len(line) - len(line.lstrip(" "))
        print(textwrap.fill(line.strip(" "), max(width, 40), initial_indent=" " * inset,
                            subsequent_indent=" " * (inset + hang), break_on_hyphens=False,
                            break_long_words=False))


def as_is(text: str) -> None:
    """Write *text* to stdout in its own lines."""
    print(harmless(text))


def complain(text: str) -> None:
    """Write *text* to stderr as it is, so that programs find ``file:line:column`` in it."""
    print(harmless(text), file=sys.stderr)


def progress(doing: str) -> Progress | None:
    """Return a progress that shows on stderr how far *doing* is; None when nobody looks there."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, of: int) -> None:
        line = f"{doing}: {done} of {of} runs" if done < of else ""
        print("\r" + line.ljust(WIDEST - 21), end="" if line else "\r", file=sys.stderr, flush=True)

    return show


def bar(what: str) -> Progress:
    """Return a progress for long work, counted in *what*: a bar with the time that is left where
    somebody looks at stderr, else a line there for every tenth."""
    looked_at = sys.stderr.isatty()
    since, before, told = 0.0, -1, -1

    def show(done: int, of: int) -> None:
        nonlocal since, before, told
        if before < 0:
            since, before = monotonic(), done
        share = done / of if of else 1.0
        words = f"{100 * share:3.0f} %, {done} of {of} {what}"
        if before < done < of:
            left = (monotonic() - since) / (done - before) * (of - done)
            words += f", about {max(left / 60.0, 1.0):.0f} min left"
        if looked_at:
            filled = round(share * _BAR)
            print(f"\r[{'#' * filled}{'.' * (_BAR - filled)}] {words}".ljust(WIDEST - 21),
                  end="" if done < of else "\n", file=sys.stderr, flush=True)
        elif int(10 * share) > told:
            told = int(10 * share)
            print(words.strip(), file=sys.stderr, flush=True)

    return show
