"""What a typed line means: names of more than one word, times, and how sure somebody is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from difflib import get_close_matches

from simkit.clock import minutes, minutes_until
from simkit.errors import DurationError, UnknownName

_CLOCK = re.compile(r"(?:to |until )?([01]?\d|2[0-3]):([0-5]\d)(?: ?(?:UTC|Z))?", re.IGNORECASE)
_ONSET = re.compile(r"(?:to |until )?T\+(\d{1,4}):([0-5]\d)", re.IGNORECASE)
_SURE = re.compile(r"(?:^|\s)(?:(\d{1,3}) ?%|(0?\.\d+|1\.0+))(?: sure)?$")


def name_and_rest(kind: str, words: str, names: Iterable[str]) -> tuple[str, str]:
    """Return the one of *names* that *words* begin with, and what follows it.

    The longest name wins; without one, the first word may begin a name, or one of its words, as
    long as it is the only such name. Raises UnknownName, speaking of a *kind*.
    """
    known = list(names)
    given = words.strip()
    for whole in beginnings(given, known):
        return whole
    first = re.split(r"[\s,:]", given, maxsplit=1)[0]
    for meant in (_starting(first, known), _holding(first, known)):
        if len(meant) == 1:
            return meant[0], given[len(first):].lstrip(" ,:")
    near = get_close_matches(first.casefold(), {word for name in known for word in
                                                name.casefold().split()}, n=1)
    raise UnknownName(kind, first, _holding(near[0], known) if near else known)


def beginnings(words: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each of *names* that *words* begin with and what follows it, the longest first."""
    for name in sorted(names, key=len, reverse=True):
        if _begins(words, name):
            yield name, words[len(name):].lstrip(" ,:")


def _begins(given: str, name: str) -> bool:
    """Whether *given* begins with the whole words of *name*."""
    after = given[len(name):len(name) + 1]
    return given.casefold().startswith(name.casefold()) and (not after or after in " ,:\t")


def _starting(first: str, names: Collection[str]) -> list[str]:
    return [name for name in names if first and name.casefold().startswith(first.casefold())]


def _holding(first: str, names: Collection[str]) -> list[str]:
    return [name for name in names if first.casefold() in name.casefold().split()]


def channels_and_text(words: str, names: Collection[str], working: Collection[str]
                      ) -> tuple[tuple[str, ...], str]:
    """Return the channels that *words* begin with, parted by commas, and the text after them.

    ``all`` stands for those that are *working*. Raises UnknownName.
    """
    chosen: list[str] = []
    rest = words.strip()
    while True:
        if re.match(r"all\b", rest, re.IGNORECASE) and "all" not in names:
            found, rest = list(working), rest[3:]
        else:
            name, _ = name_and_rest("channel", rest, names)
            found, rest = [name], _after(rest, name)
        chosen += [name for name in found if name not in chosen]
        if not rest.startswith(","):
            return tuple(chosen), rest.lstrip(" :")
        rest = rest[1:].lstrip()


def _after(words: str, name: str) -> str:
    """Return what follows *name*, or its short form, in *words*."""
    length = len(name) if _begins(words, name) else len(re.split(r"[\s,:]", words, maxsplit=1)[0])
    return words[length:].lstrip()


def moment(words: str, now: float, starts: datetime | None) -> float:
    """Return the minutes since onset that *words* mean at *now*.

    ``5m`` is a wait, ``16:50`` a clock time where the scenario has a start, ``T+1:05`` a time
    since onset. Raises DurationError for anything else.
    """
    since = _ONSET.fullmatch(words)
    if since:
        return int(since[1]) * 60.0 + int(since[2])
    clock = _CLOCK.fullmatch(words)
    if clock and starts is not None:
        return now + minutes_until(int(clock[1]), int(clock[2]), now, starts)
    wait = minutes(words)
    if wait < 0.0:
        raise DurationError(f"time does not run back; to try again from earlier: branch {now:g}m")
    return now + wait


def confidence(words: str) -> tuple[str, float | None]:
    """Return *words* without how sure somebody is at their end, and that, in [0, 1]."""
    found = _SURE.search(words)
    if not found:
        return words, None
    sure = float(found[1]) / 100.0 if found[1] else float(found[2])
    return words[:found.start()].rstrip(" ,"), sure
