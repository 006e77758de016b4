"""A file as a page: its text, its lines, and what is wrong with it so far."""

from __future__ import annotations

import re

from simkit.errors import Problem
from simkit.scenario.faults import Place, shown

LARGEST = 2_000_000
"""Longest file in bytes."""

MOST_PROBLEMS = 200
"""Most problems that are listed for one file."""

ODD = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
                 "|[\u2028\u2029\ufeff]")
"""Characters that nobody can see or type on purpose."""


class Unreadable(Exception):
    """What makes it impossible to read on."""

    def __init__(self, line: int, column: int, message: str) -> None:
        self.line, self.column, self.message = line, column, message
        super().__init__(message)


class Page:
    """The text of one file, with a note of every problem."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.lines = text.split("\n")
        self._problems: dict[tuple[int, int, str], Problem] = {}

    def complain(self, line: int, column: int, place: Place, message: str,
                 severity: str = "error") -> None:
        """Note a problem once, at a position inside the text."""
        line = max(1, min(line, len(self.lines)))
        column = max(1, min(column, len(self.lines[line - 1]) + 1))
        self._problems.setdefault((line, column, message), Problem(
            self.file, line, column, shown(place), message, severity))

    def complained(self, line: int, column: int, message: str) -> bool:
        """Return whether this very problem is noted."""
        return (line, column, message) in self._problems

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems in the order of lines, not too many of them."""
        found = sorted(self._problems.values())
        more = len(found) - MOST_PROBLEMS
        if more > 0:
            last = found[MOST_PROBLEMS - 1]
            worst = min(problem.severity for problem in found)  # "error" before "warning"
            found[MOST_PROBLEMS:] = [Problem(self.file, last.line, last.column, "",
                                             f"and {more} more; mend these first", worst)]
        return tuple(found)


def decoded(content: str | bytes) -> str:
    """Return *content* as a text with plain line ends.

    Raises Unreadable when it is too long, not UTF-8, or holds invisible characters.
    """
    if len(content) > LARGEST:
        raise Unreadable(1, 1, f"the file is larger than {LARGEST // 1_000_000} MB; a scenario "
                               "is a few hundred lines")
    text = content if isinstance(content, str) else _utf8(content)
    text = _plain_ends(text.removeprefix("\ufeff"))
    odd = ODD.search(text)
    if odd:
        raise Unreadable(*_position(text, odd.start()), odd_character(odd.group()))
    return text


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _plain_ends(data[:error.start].decode("utf-8"))
        raise Unreadable(*_position(before, len(before)), "the file is not UTF-8 text; save it "
                                                          "as UTF-8") from None


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _position(text: str, index: int) -> tuple[int, int]:
    before = text[:index]
    return before.count("\n") + 1, index - before.rfind("\n")


def odd_character(character: str) -> str:
    """Return the complaint about an invisible character."""
    return f"the invisible character U+{ord(character):04X} cannot stand here; delete it"
