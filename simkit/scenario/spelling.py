"""How single values are written in a scenario file: shares, durations, spreads, names, moments.

Every function takes what YAML gave (text, number, list, mapping) and returns the typed value, or
raises Misspelled with what is wrong and what to do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from simkit.clock import minutes
from simkit.errors import DurationError, did_you_mean
from simkit.scenario.faults import Misspelled
from simkit.streams import Distribution, fixed

LONGEST = 366 * 1440.0
"""Longest duration in minutes: a year."""

ATTRIBUTIONS = {"victim": 0.25, "technical": 0.5, "human": 0.85}
"""Words for the prior attribution of responsibility."""

_PERCENT = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*%")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def got(value: object) -> str:
    """Return *value* in brackets as the end of a complaint: ``(got 1.4)``."""
    if isinstance(value, Mapping):
        return "(got a mapping)"
    if isinstance(value, list):
        return "(got a list)"
    if value is None:
        return "(got nothing)"
    if isinstance(value, bool):
        return f"(got {str(value).lower()})"
    text = repr(value) if isinstance(value, str) else str(value)
    return f"(got {text if len(text) <= 60 else text[:56] + '...'})"


def text(value: object) -> str:
    """Return words; a number or a mapping is refused, since YAML would have changed them."""
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, str):
        raise Misspelled("must not be empty; write a text or delete the line")
    if isinstance(value, (bool, int, float)):
        raise Misspelled(f"must be text; put it in quotes {got(value)}")
    if isinstance(value, Mapping):
        raise Misspelled("must be text; a text with ': ' in it needs quotes (got a mapping)")
    raise Misspelled(f"must be text {got(value)}")


def name(value: object) -> str:
    """Return a name: one line of text, at most 80 characters, no space at its ends."""
    words = text(value)
    if "\n" in words or len(words) > 80 or words != words.strip():
        raise Misspelled("must be a name on one line, at most 80 characters, without spaces at "
                         f"its ends {got(value)}")
    return words


def identifier(value: object) -> str:
    """Return an id: letters, digits, ``-`` and ``_``, at most 60."""
    words = text(value)
    if not _ID.fullmatch(words):
        raise Misspelled("must be an id of letters, digits, - and _, such as first-word "
                         f"{got(value)}")
    return words


def number(value: object, low: float = 0.0, high: float = 1e6) -> float:
    """Return a number between *low* and *high*."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Misspelled(f"must be a number {got(value)}")
    if not low <= value <= high:
        raise Misspelled(f"must be between {low:g} and {high:g} {got(value)}")
    return float(value)


def count(value: object) -> int:
    """Return a whole number of 1 or more; ``2e9`` is fine."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Misspelled(f"must be a whole number, written without separators {got(value)}")
    if not 1 <= value <= 1e12 or value != int(value):
        raise Misspelled(f"must be a whole number between 1 and 1e12 {got(value)}")
    return int(value)


def whether(value: object) -> bool:
    """Return true or false."""
    if isinstance(value, bool):
        return value
    raise Misspelled(f"must be true or false {got(value)}")


def share(value: object) -> float:
    """Return a share in [0, 1] from ``35%`` or 0.35."""
    if isinstance(value, str):
        percent = _PERCENT.fullmatch(value.strip())
        if not percent:
            raise Misspelled(f"must be a share such as 35% or 0.35 {got(value)}")
        result = float(percent.group(1) + "e-2")
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        result = float(value) if abs(value) < 1e300 else math.inf
    else:
        raise Misspelled(f"must be a share such as 35% or 0.35 {got(value)}")
    if 0.0 <= result <= 1.0:
        return result
    remedy = f"; did you mean {value}%?" if _is_percent_without_sign(value) else ""
    raise Misspelled(f"must be between 0% and 100%{remedy} {got(value)}")


def _is_percent_without_sign(value: object) -> bool:
    return isinstance(value, (int, float)) and 2 <= value <= 100


def attribution(value: object) -> float:
    """Return the prior attribution from a share or ``victim``, ``technical``, ``human``."""
    if isinstance(value, str) and not _PERCENT.fullmatch(value.strip()):
        if value in ATTRIBUTIONS:
            return ATTRIBUTIONS[value]
        raise Misspelled(f"must be a share or victim, technical or human {got(value)}")
    return share(value)


def signed_duration(value: object) -> float:
    """Return minutes from ``90s``, ``15m``, ``1h30m``, ``-10m``; never from a bare number."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise Misspelled(f"must be a duration such as 15m or 1h30m {got(value)}")
    if isinstance(value, str) and len(value) > 60:
        raise Misspelled(f"must be a duration such as 15m or 1h30m {got(value)}")
    try:
        length = minutes(value if isinstance(value, str) else _digits(value))
    except DurationError as error:
        raise Misspelled(str(error)) from None
    if not abs(length) <= LONGEST:
        raise Misspelled(f"must be shorter than a year {got(value)}")
    return length


def _digits(value: float) -> str:
    shown = str(value)
    return shown if len(shown) <= 20 else shown[:17] + "..."


def duration(value: object) -> float:
    """Return minutes, 0 or more."""
    length = signed_duration(value)
    if length < 0:
        raise Misspelled(f"must not be negative {got(value)}")
    return length


def wait(value: object) -> float:
    """Return minutes, more than 0."""
    length = duration(value)
    if length == 0:
        raise Misspelled(f"must be longer than nothing {got(value)}")
    return length


_SPREADS = {frozenset({"median", "p90"}): "lognormal", frozenset({"uniform"}): "uniform",
            frozenset({"triangular"}): "triangular", frozenset({"mean"}): "exponential"}
_FORMS = ("15m, {median: 20m, p90: 1h}, {uniform: [5m, 20m]}, {mean: 20m} or "
          "{triangular: [5m, 10m, 30m]}")


def spread(value: object) -> Distribution:
    """Return a distribution of minutes from a duration or from a mapping.

    ``{median, p90}`` is lognormal, ``{mean}`` exponential, ``{uniform: [low, high]}`` and
    ``{triangular: [low, most likely, high]}`` are what they say.
    """
    if not isinstance(value, Mapping):
        return fixed(duration(value))
    known = ("median", "p90", "uniform", "mean", "triangular")
    unknown = [((key,), f"unknown key{did_you_mean(key[:60], known)}")
               for key in value if key not in known]
    if unknown:
        raise Misspelled(faults=unknown)
    kind = _SPREADS.get(frozenset(value))
    if kind is None:
        raise Misspelled(f"must be one of {_FORMS} (got {', '.join(value) or 'an empty mapping'})")
    if kind in ("uniform", "triangular"):
        return Distribution(kind, _rising(value[kind], kind, 2 if kind == "uniform" else 3))
    numbers = tuple(_within(value[key], key) for key in ("median", "p90", "mean") if key in value)
    if kind == "lognormal" and numbers[0] >= numbers[1]:
        raise Misspelled("must be longer than the median", "p90")
    return Distribution(kind, numbers)


def _within(value: object, *place: str | int) -> float:
    try:
        return wait(value)
    except Misspelled as error:
        raise Misspelled(str(error), *place) from None


def _rising(value: object, kind: str, length: int) -> tuple[float, ...]:
    if not isinstance(value, list) or len(value) != length:
        raise Misspelled(f"must be a list of {length} durations {got(value)}", kind)
    numbers = []
    for position, item in enumerate(value):
        try:
            numbers.append(duration(item))
        except Misspelled as error:
            raise Misspelled(str(error), kind, position) from None
        if position and numbers[-1] < numbers[-2]:
            raise Misspelled("must not be shorter than the one before", kind, position)
    return tuple(numbers)


def moment(value: object) -> datetime:
    """Return a moment from ISO text such as ``2021-10-04T15:39Z``; without a zone it is UTC."""
    if not isinstance(value, str):
        raise Misspelled(f"must be a moment such as 2021-10-04T15:39Z {got(value)}")
    if _DAY.fullmatch(value.strip()):
        raise Misspelled(f"needs a time of day, such as {value.strip()}T15:39Z")
    written = value.strip()
    if written.endswith(("Z", "z")):
        written = written[:-1] + "+00:00"
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise Misspelled("must be a moment such as 2021-10-04T15:39Z or "
                         f"2021-10-04T17:39+02:00 {got(value)}") from None
    if not 1900 <= found.year <= 2200:
        raise Misspelled(f"must lie between 1900 and 2200 {got(value)}")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def choice(*names: str) -> Callable[[object], str]:
    """Return a reader for one of *names*."""
    def chosen(value: object) -> str:
        if isinstance(value, str) and value in names:
            return value
        if isinstance(value, str):
            given = value[:60]
            raise Misspelled(f"{given!r} is not known here{did_you_mean(given, names)}")
        raise Misspelled(f"must be one of {', '.join(names)} {got(value)}")
    return chosen


def level(value: str) -> float:
    """Return the number in a bound: ``40%``, ``0.4`` or ``2``; raises Misspelled."""
    percent = _PERCENT.fullmatch(value)
    if percent:
        return float(percent.group(1) + "e-2")
    if _NUMBER.fullmatch(value):
        return float(value)
    raise Misspelled(f"must be a number or a percentage {got(value)}")
