"""Time as people write and read it: durations, minutes since onset, local clock time.

Inside simkit every time is minutes since onset, a float named ``at``.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from simkit.errors import DurationError

_UNITS = {"d": 1440.0, "h": 60.0, "m": 1.0, "s": 1.0 / 60.0}
_DURATION = re.compile(r"(-)?(?=\d)(?:(\d+(?:\.\d+)?)d)?(?:(\d+(?:\.\d+)?)h)?"
                       r"(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?")
_CLOCK = re.compile(r"(\d+):(\d+)")

DAY = 1440.0
"""Minutes in a day."""


def minutes(text: str | float) -> float:
    """Return the minutes that *text* stands for: ``90s``, ``15m``, ``1h30m``, ``2d``, ``-20m``.

    A number passes as minutes already (for callers in Python; scenario files must write a unit).
    Raises DurationError, with the reason, for clock-like texts such as ``12:30``, for bare
    numbers in text, for units out of order and for anything else.
    """
    if isinstance(text, (int, float)) and not isinstance(text, bool):
        return float(text)
    if not isinstance(text, str):
        raise DurationError(f"expected a duration such as 15m or 1h30m; got {text!r}")
    stripped = text.strip()
    found = _DURATION.fullmatch(stripped)
    if found:
        sign = -1.0 if found.group(1) else 1.0
        parts = zip(found.groups()[1:], _UNITS.values(), strict=True)
        return sign * sum(float(number) * unit for number, unit in parts if number)
    clock = _CLOCK.fullmatch(stripped)
    if clock:
        first, second = clock.groups()
        raise DurationError(f"{stripped!r} could mean h:mm or mm:ss; "
                            f"write {first}h{second}m or {first}m{second}s")
    if re.fullmatch(r"-?\d+(\.\d+)?", stripped):
        raise DurationError(f"a duration needs a unit, such as {stripped}m or {stripped}s "
                            f"(got {stripped})")
    raise DurationError(f"expected a duration such as 90s, 15m, 1h30m or 2d; got {stripped!r}")


def duration(length: float) -> str:
    """Return *length* (minutes) as the shortest duration text that ``minutes`` reads back."""
    seconds = round(abs(length) * 60)
    parts = []
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60), ("s", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count}{unit}")
    return ("-" if length < 0 and parts else "") + ("".join(parts) or "0m")


def show(at: float) -> str:
    """Return *at* (minutes since onset) as a person reads it: ``T+1:05``, ``T-0:10``."""
    whole = round(abs(at))
    return f"T{'-' if at < 0 and whole else '+'}{whole // 60}:{whole % 60:02d}"


def local(at: float, starts: datetime | None) -> str:
    """Return the clock time at *at* for an onset at *starts*, such as ``16:44 UTC``, or ``""``."""
    if starts is None:
        return ""
    moment = starts + timedelta(minutes=round(at))
    zone = moment.tzname() or ""
    return f"{moment:%H:%M}{' ' + zone if zone else ''}"


def minutes_until(hour: int, minute: int, at: float, starts: datetime) -> float:
    """Return the minutes from *at* to the next time the clock shows *hour*:*minute*.

    A time up to 30 minutes past counts as past (negative), not as tomorrow.
    """
    now = starts + timedelta(minutes=at)
    wait = (hour * 60 + minute) - (now.hour * 60 + now.minute + now.second / 60.0)
    return (wait + 30.0) % DAY - 30.0
