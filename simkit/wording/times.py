"""Times as people write them: waits, clock times and days, found and turned into numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from simkit.wording.pieces import Phrases

_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90,
    "a couple of": 2, "half an": 0.5, "half a": 0.5, "a quarter of an": 0.25,
    "one and a half": 1.5,
}
_WORD_COUNT = "|".join(sorted((re.escape(word) for word in _COUNTS), key=len, reverse=True))
_HOUR_WORD = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_COUNT = rf"(?:\d{{1,4}}(?:[.,]\d)?(?!\d)|{_WORD_COUNT})"
_UNIT = r"(?:minutes?|mins?|m|hours?(?:\(s\))?|hrs?|h|days?|weeks?|seconds?|secs?|s)(?!\w)"

DURATION = (
    rf"(?:\d{{1,2}}\s?h\s?\d{{2}}(?:\s?m(?:ins?)?)?(?!\w)"
    rf"|(?:a few|several|some|a couple of) (?:minutes|hours|days|weeks)(?!\w)|{_COUNT}(?:\s?(?:-"
    rf"|–|to|or|/)\s?{_COUNT})?[\s-]?(?:full\s|business\s|working\s)?{_UNIT})"
)
"""A length of time: ``30 minutes``, ``half an hour``, ``1-2 hours``, ``1h30``."""

CLOCK = (
    r"(?:(?<![\d.,:$€£])(?:[01]?\d|2[0-4])(?::[0-5]\d(?::[0-5]\d)?|[.h][0-5]\d)(?![\d%])(?!\.\d)"
    r"(?:\s?[ap]\.?m\b\.?)?"
    r"|(?<![\d.,:])(?:1[0-2]|[1-9])\s?[ap]\.?m\b\.?"
    r"|(?<![\d.,:])(?:[01]\d|2[0-3])[0-5]\d\s?(?:Z\b|UTC|GMT|hours?\b|hrs?\b)"
    r"|\b(?:noon|midday|midnight)\b"
    rf"|\b(?:(?:half|quarter|five|ten|twenty)\s(?:past|to)\s)(?:{_HOUR_WORD}|\d{{1,2}})\b"
    rf"|\b(?:{_HOUR_WORD}|\d{{1,2}})\so'clock)"
)
"""A time of the day: ``16:50``, ``4 pm``, ``6h40``, ``1230 UTC``, ``quarter to four``."""

_MONTH = (r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
          r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?")
DATE = (rf"(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d)|\d{{1,2}}(?:st|nd|rd"
        rf"|th)?\s(?:of\s)?{_MONTH}"
        r"(?!\w)|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2})")
"""A day of the calendar: ``July 3``, ``3 July``, ``12/1/2024``, ``2024-12-01``."""

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
DAY = (rf"(?:{_WEEKDAY}(?:\s(?:morning|noon|midday|afternoon|evening|night))?|weekend"
       r"|(?:this|today|yesterday|tomorrow|early|late)\s(?:morning|afternoon|evening|night)"
       r"|tomorrow|tonight|yesterday|today|last\snight|end\sof\s(?:the\s)?(?:business\s)?(?:day"
       r"|morning|afternoon|week)"
       r"|close\sof\sbusiness|end\sof\sbusiness|lunch(?:time)?)(?!\w)")
"""A day or part of one: ``Friday``, ``this morning``, ``tonight``, ``close of business``."""

POINT = rf"(?:{CLOCK}|{DATE}|{DAY})"
"""A point in time, exact or not."""

INTERVAL = (rf"(?:(?:every|each)\s(?:{DURATION}|half[\s-]hour|hour|other\shour|day|morning|evening)"
            r"|(?:half-)?hourly|on\sthe\s(?:half\s)?hour|daily|(?:once|twice|three\stimes)\s(?:a"
            r"|per)"
            r"\s(?:day|hour))(?!\w)")
"""Again and again: ``every 20 minutes``, ``on the hour``, ``twice a day``."""

WAIT = (rf"(?:(?:in|within|inside)\s(?:about\s|around\s|approx(?:imately|\.)?\s|roughly\s|~\s?"
        rf"|less\sthan\s|under\s|at\smost\s|the\snext\s|another\s|max\.?\s)?{DURATION}"
        r"|within\sthe\s(?:next\s)?(?:half[\s-])?(?:hour|day)|in\sthe\snext\s(?:half[\s-])?hour"
        r"|(?:in\s)?(?:the\s)?next\shour(?!\w)|T\+\d{1,3}(?!\d))")
"""A wait from now: ``in 30 minutes``, ``within the hour``, ``T+60``."""


@dataclass(frozen=True)
class SaidTime:
    """One time found in a text."""

    wait: float | None
    """Minutes from now, or of the interval; None for a time of the day."""
    clock: tuple[int, int] | None
    """Hour and minute of the day; None for a wait."""
    words: str
    start: int


_FIXED = {
    "within the hour": 60.0, "within the next hour": 60.0, "in the next hour": 60.0,
    "next hour": 60.0, "the next hour": 60.0, "on the hour": 60.0, "hourly": 60.0,
    "every hour": 60.0, "each hour": 60.0, "every half hour": 30.0, "every half-hour": 30.0,
    "half-hourly": 30.0, "on the half hour": 30.0, "within the half hour": 30.0,
    "within the half-hour": 30.0, "within the next half hour": 30.0,
    "in the next half hour": 30.0, "every other hour": 120.0,
    "within the day": 1440.0, "daily": 1440.0, "every day": 1440.0, "each day": 1440.0,
    "every morning": 1440.0, "every evening": 1440.0, "once a day": 1440.0,
    "once per day": 1440.0, "twice a day": 720.0, "twice per day": 720.0,
    "three times a day": 480.0, "three times per day": 480.0, "once an hour": 60.0,
    "twice an hour": 30.0, "once per hour": 60.0, "twice per hour": 30.0,
}
_ANY = Phrases(
    rf"(?P<fixed>\b(?:{'|'.join(sorted(_FIXED, key=len, reverse=True))})(?!\w))"
    # "at 5" has no unit; what follows must not give it one.
    r"|(?<=\bat\s)(?P<bare>\d{1,2})(?=\s*(?:$|[.;!?)](?!\d))|,?\s(?:and|or|then|utc)\b)"
    rf"|(?P<plus>T\+\d{{1,3}}(?!\d))|(?<![\w.,:])(?P<wait>{DURATION})|(?P<clock>{CLOCK})",
)
_VAGUE = re.compile(r"(?:a few|several|some) ", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,2})\s?h\s?(\d{2})", re.IGNORECASE)
_NUMBERS = re.compile(rf"(?<!\w)({_COUNT})(?![a-z])", re.IGNORECASE)
_MINUTES = {"s": 1 / 60, "m": 1.0, "h": 60.0, "d": 1440.0, "w": 10080.0}


def said_times(text: str) -> tuple[SaidTime, ...]:
    """Return the waits and times of the day named in *text*, in order.

    A range counts with its later end; ``at 12h00`` is a time of the day, ``in 1h30`` a wait.
    """
    found = []
    for match in _ANY.finditer(text):
        said = _said(match, text)
        if said is not None:
            found.append(said)
    return tuple(found)


def _said(match: re.Match[str], text: str) -> SaidTime | None:
    words, start = match[0], match.start()
    if match["fixed"]:
        return SaidTime(_FIXED[words.lower()], None, words, start)
    if match["bare"]:
        hour = _valid(int(words), 0)
        return None if hour is None else SaidTime(None, hour, words, start)
    if match["plus"]:
        return SaidTime(float(words[2:]), None, words, start)
    if _VAGUE.match(words):
        return None
    if match["wait"] and not (_HOURS.fullmatch(words) and not _follows_in(text, start)):
        return SaidTime(_minutes(words), None, words, start)
    clock = _clock(words)
    return None if clock is None else SaidTime(None, clock, words, start)


def _follows_in(text: str, start: int) -> bool:
    """Whether the words at *start* follow a word that makes ``1h30`` a wait."""
    before = re.search(r"(\w+)\W*$", text[max(0, start - 20):start])
    return before is not None and before[1].lower() in (
        "in", "within", "eta", "about", "takes", "another", "every", "approx", "around", "next")


def _minutes(words: str) -> float:
    """Return the minutes in *words*, a DURATION; of a range the later end."""
    if match := _HOURS.match(words):
        return float(match[1]) * 60 + float(match[2])
    unit = re.search(r"[a-z]+(?:\(s\))?\W*$", words, re.IGNORECASE)
    per_unit = _MINUTES[unit[0][0].lower()] if unit else 1.0
    count = words[:unit.start()] if unit else words
    numbers = [match[1].lower() for match in _NUMBERS.finditer(count)]
    numbers = numbers or [re.sub(r"\D", "", count) or "1"]
    return max(_COUNTS.get(n) or float(n.replace(",", ".")) for n in numbers) * per_unit


_NAMED = {"noon": (12, 0), "midday": (12, 0), "midnight": (0, 0)}
_PAST = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}


def _clock(words: str) -> tuple[int, int] | None:
    """Return hour and minute of *words*, a CLOCK, or None when no day has that time."""
    text = words.lower()
    if text in _NAMED:
        return _NAMED[text]
    if match := re.match(r"(\w+)\s(past|to)\s(\w+)", text):
        hour = int(_COUNTS.get(match[3]) or match[3])
        offset = _PAST[match[1]] * (1 if match[2] == "past" else -1)
        total = (hour * 60 + offset) % 1440
        return total // 60, total % 60
    if match := re.match(r"(\w+)\so'clock", text):
        return _valid(int(_COUNTS.get(match[1]) or match[1]), 0)
    digits = re.findall(r"\d+", text)
    if len(digits) == 1 and len(digits[0]) == 4:
        return _valid(int(digits[0][:2]), int(digits[0][2:]))
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    half = re.search(r"([ap])\.?m", text)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    return _valid(hour, minute)


def _valid(hour: int, minute: int) -> tuple[int, int] | None:
    if hour == 24 and minute == 0:
        return 0, 0
    return (hour, minute) if hour < 24 and minute < 60 else None
