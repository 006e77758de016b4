"""Every error simkit raises on purpose; each says what is wrong, where, and what to do.

SimkitError
├── ScenarioError      one or more problems in a scenario file
├── DurationError      a text that is not a duration
├── UnknownName        a name that the scenario does not have
├── Refused            a decision that cannot be carried out now
├── PastTime           a time that lies behind the session's clock
└── RecordError        a log that cannot be read, or comes from another build
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


class SimkitError(Exception):
    """Anything simkit can explain to the person who caused it."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in a scenario file, with its place."""

    file: str
    line: int
    """First line is 1."""
    column: int
    """First column is 1."""
    path: str
    """Where in the document, such as ``injects[2].at``; empty for the whole file."""
    message: str
    """What is wrong; what to do."""
    severity: str = "error"
    """``error`` or ``warning``; a scenario with warnings only can be played."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        mark = "warning: " if self.severity == "warning" else ""
        return f"{place}: {mark}{self.path + ': ' if self.path else ''}{self.message}"


class ScenarioError(SimkitError):
    """A scenario that cannot be used, with all its problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class DurationError(SimkitError, ValueError):
    """A text that is not a duration."""


class UnknownName(SimkitError, LookupError):
    """A name that nothing in the scenario answers to."""

    def __init__(self, kind: str, given: str, known: Iterable[str]) -> None:
        # The arguments themselves, so that SimPy and a process pool can raise it again
        super().__init__(kind, given, tuple(sorted(known)))

    def __str__(self) -> str:
        kind, given, names = self.args
        article = "an" if kind[:1] in "aeiou" else "a"
        return f"{given!r} is not {article} {kind}{did_you_mean(given, names)}"


class Refused(SimkitError):
    """A decision that cannot be carried out now, with the reason."""


class PastTime(SimkitError, ValueError):
    """A time that lies behind the session's clock."""


class RecordError(SimkitError):
    """A log that cannot be read, or that another build wrote."""


class PlayedElsewhere(RecordError):
    """A run that another session is writing; it can be closed there, or taken over."""


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """Return the tail of a sentence that offers the nearest of *known*, or lists them."""
    names = list(known)
    near = get_close_matches(given, names, n=1)
    if near:
        return f"; did you mean {near[0]!r}?"
    if not names:
        return ""
    shown = ", ".join(names[:8]) + (", ..." if len(names) > 8 else "")
    return f"; it must be one of {shown}"
