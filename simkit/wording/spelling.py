"""Swapped letters in common words put right, in place: ``udpate`` is read as ``update``."""

from __future__ import annotations

import re

_COMMON_WORDS = """
issue issues problem problems outage outages service services system systems update updates users
customers since about again working cause available unavailable should could payment payments
charged flights sorry login server servers message messages experiencing investigating connect
connection delayed failing please tomorrow tonight search everyone rebuilding fault restored
resolved control temperature vouchers because error errors internet network website account
accounts minutes hours morning evening online offline apologies apologise apologize incident
incidents disruption currently information trying looking fixing unable having without
"""
_COMMON = _COMMON_WORDS.split()
_BY_LETTERS = {(word[0], "".join(sorted(word))): word for word in _COMMON}
_KNOWN = frozenset(_COMMON)
_WORD = re.compile(r"(?<!\w)[^\W\d_]{5,16}(?!\w)")
_SAME_LENGTH = str.maketrans({
    "\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u202f": " ",
    "\n": " ", "\t": " ", "\r": " ",
})


def plain(text: str) -> str:
    """Return *text* with plain quotes and spaces and common words put right, as long as before."""
    return _WORD.sub(_put_right, text.translate(_SAME_LENGTH))


def _put_right(match: re.Match[str]) -> str:
    word = match[0].lower()
    if word in _KNOWN or len(word) != len(match[0]):
        return match[0]
    return _BY_LETTERS.get((word[0], "".join(sorted(word))), match[0])
