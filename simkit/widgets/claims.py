"""What a message claims that will turn out true or false, and how sure its writer is of that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simkit.message import Message, read

CLAIMS = {
    "eta": "a time for the end", "all_clear": "that it is over", "cause": "the cause",
    "denies": "that something is not so", "speculates": "a guess",
}
"""Contents that turn out true or false, in words."""


SURENESS = (50, 60, 70, 80, 90, 95)
"""How sure one can say to be of something that will turn out true or false, of 100."""


def claims(message: Message) -> list[str]:
    """Return what *message* says that will turn out true or false, in words."""
    reading = read(message)
    return [words for content, words in CLAIMS.items() if reading.says(content)]


def sureness_of(draft: Mapping[str, Any]) -> float | None:
    """Return how sure the writer of *draft* is of its claims, in [0, 1]; None when unsaid."""
    given = draft.get("sure")
    if isinstance(given, bool) or not isinstance(given, (int, float)) or not 0 <= given <= 100:
        return None
    return given / 100.0
