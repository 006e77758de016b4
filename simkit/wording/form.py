"""The short form as sentences: what a filled field reads like in the message."""

from __future__ import annotations

import re

_WAIT = re.compile(r"(?:(\d{1,3}) ?d)? ?(?:(\d{1,4}) ?h)? ?(?:(\d{1,4}) ?m(?:in(?:ute)?s?)?)?",
                   re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?!\d).*|\d{1,2} ?[ap]\.?m.*|noon|midnight", re.IGNORECASE)
_NO_PROMISE = frozenset({"no promise", "none", "no", "-"})
# First words after which "You can ..." would not read.
_NOT_AFTER_CAN = frozenset({
    "you", "your", "please", "do", "don't", "if", "when", "until", "there", "nothing", "for", "to",
    "the", "a", "an", "no", "not", "as", "we", "in"})


def compose(field: str, words: str) -> str:
    """Return *words* of a form field as a sentence; empty words and no promise say nothing."""
    words = " ".join(words.split())
    if not words:
        return ""
    composed = _COMPOSE.get(field, str)(words)
    if not composed:
        return ""
    return _capital(composed) + ("" if composed[-1] in ".!?\u2026" else ".")


def _who(words: str) -> str:
    return words if words.lower().startswith("affected") else f"Affected: {words}"


def _since(words: str) -> str:
    if words.lower().startswith(("since ", "from ", "it ")):
        return words
    return f"It began {words}" if words.lower().endswith(" ago") else f"Since {words}"


def _doing(words: str) -> str:
    first = words.split()[0].lower()
    return f"We are {_small(words)}" if first.endswith("ing") else words


def _you_can(words: str) -> str:
    first = words.split()[0].lower().strip(",:")
    return words if first in _NOT_AFTER_CAN else f"You can {_small(words)}"


def _next_update(words: str) -> str:
    low = words.lower().rstrip(".")
    if low in _NO_PROMISE:
        return ""
    if (match := _WAIT.fullmatch(low)) and any(match.groups()):
        return f"Next update in {_wait(match)}"
    if _CLOCK.fullmatch(low):
        return f"Next update at {words}"
    return words if "update" in low else f"Next update {_small(words)}"


def _wait(match: re.Match[str]) -> str:
    days, hours, minutes = (int(part or 0) for part in match.groups())
    total = days * 1440 + hours * 60 + minutes
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if total and total % size == 0 and (unit != "hour" or not minutes):
            return f"{total // size} {unit}{'' if total == size else 's'}"
    return "0 minutes"


def _small(words: str) -> str:
    """Return *words* with a small first letter, unless the first word is a name in capitals."""
    return words if words[1:2].isupper() else words[0].lower() + words[1:]


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


_COMPOSE = {"who": _who, "since": _since, "doing": _doing, "you_can": _you_can,
            "next_update": _next_update}
