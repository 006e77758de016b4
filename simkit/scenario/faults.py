"""A fault found inside a scenario, before anybody knows its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

Place = tuple[str | int, ...]
"""Where in a document: keys and list indices from the top, such as ``("injects", 2, "at")``."""

_PLAIN = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where."""

    place: Place
    message: str
    """What is wrong; what to do."""
    severity: str = "error"
    """``error`` or ``warning``."""
    first: Place | None = None
    """The earlier place that it collides with, if any."""
    on_key: bool = False
    """Whether the key is at fault, rather than its value."""


class Misspelled(ValueError):
    """A value that cannot be read, with one or more faults inside it."""

    def __init__(self, message: str = "", *place: str | int,
                 faults: Iterable[tuple[Place, str]] = ()) -> None:
        self.faults: tuple[tuple[Place, str], ...] = tuple(faults) or ((place, message),)
        """Places counted from the value itself, with what is wrong there."""
        super().__init__("; ".join(text for _, text in self.faults))


def shown(place: Place) -> str:
    """Return *place* as people write it: ``injects[2].at``."""
    text = ""
    for step in place:
        if isinstance(step, int):
            text += f"[{step}]"
            continue
        step = step if len(step) <= 60 else step[:56] + "..."
        if _PLAIN.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{step!r}]"
    return text
