"""The same message, worded otherwise: calmer or louder, with a content or without, at other times.

Every change is read again afterwards: a message that does not say what it should is not used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from simkit.message import FORM, Message, read
from simkit.wording.form import compose

CALM = 0.8
"""Calm of a message without any form of agitation."""
FIELDS = {"impact": "who", "since": "since", "action": "doing", "workaround": "you_can",
          "next_update": "next_update"}
"""Contents that have a field in the short form."""
SENTENCES = {"apology": "We are sorry.", "responsibility": "This was our fault.",
             "empathy": "We know how much depends on it."}
"""Contents that need no facts."""
AGITATION = ("Well!!", "This is horrible.", "This is obviously huge.", "No matter what.")
"""Sentences of one form of agitation each; they tell nothing that people can use."""

_AGITATED = ("shouting", "alarm word", "guess as fact", "absolute promise")
_MOST = 12
"""Changes to one text at most."""
_END = re.compile(r"(?<=[.!?\u2026])\s+")
_CLOCK = re.compile(r"(?<![\d:.])([01]?\d|2[0-3])([:.])([0-5]\d)(?![\d:])")
_AT_CLOCK = re.compile(r"(?:(?:at|by|before|around|until|towards)\s+)?(?<![\d:.])(?:[01]?\d|2[0-3])"
                       r"[:.][0-5]\d(?:\s?(?:UTC|GMT|[A-Z]{2,4}T|[ap]\.?m\.?))?")


def loudness(message: Message) -> int:
    """Return how many forms of agitation *message* shows, 0 to 5."""
    return round((CALM - read(message).calm) / 0.15)


def calmed(message: Message) -> Message | None:
    """Return *message* without agitation, the same things said; None when it is calm already or
    nothing would be left of it."""
    if read(message).calm >= CALM:
        return None
    now = replace(message, text=_quiet(message.text),
                  form=tuple((field, _quiet(words)) for field, words in message.form))
    for _ in range(_MOST):
        loud = [finding.words for finding in (*read(now).remarks, *read(now).findings)
                if finding.content in _AGITATED or finding.content in ("blames", "speculates")]
        if not loud:
            break
        now = _cut(now, loud[0])
    if read(now).calm <= read(message).calm or not read(now).findings:
        return None
    return now


def agitated(message: Message, forms: int) -> Message:
    """Return *message* with as many *forms* of agitation (at most 4), the same things said."""
    now = message
    for sentence in AGITATION:
        if loudness(now) < forms:
            now = replace(now, text=f"{sentence} {now.text}".strip())
    return now


def without(message: Message, content: str) -> Message | None:
    """Return *message* without what says *content*; None when nothing would be left to say."""
    now = message
    for _ in range(_MOST):
        words = read(now).words(content)
        if not words:
            return now if now is not message and read(now).findings else None
        now = _cut(now, words)
    return None


def added(message: Message, content: str, words: str = "") -> Message | None:
    """Return *message* with *content*, in *words* of the short form where it has a field for it;
    None when it says that already, or does not say it afterwards."""
    if read(message).says(content) or not (words or content in SENTENCES):
        return None
    field = FIELDS.get(content)
    if field is None:
        sentence = words or SENTENCES.get(content, "")
        now = replace(message, text=f"{message.text} {sentence}".strip())
    else:
        filled = {**dict(message.form), field: words}
        now = replace(message, form=tuple((name, filled[name]) for name in FORM if name in filled))
    return now if read(now).says(content) else None


def shifted(message: Message, by: float) -> Message:
    """Return *message* with the clock times that it promises *by* minutes later."""
    return _retimed(message, _CLOCK, lambda found: _later(found, by))


def in_minutes(message: Message, wait: float) -> Message:
    """Return *message* with a promised clock time as a wait of *wait* minutes, so that it means
    the same at another hour. What promises no clock time stays as it is."""
    now = _retimed(message, _AT_CLOCK, lambda _: f"in {max(1, round(wait))} minutes")
    return now if len(read(now).promised) == len(read(message).promised) else message


# Details


def _retimed(message: Message, pattern: re.Pattern[str],
             change: Callable[[re.Match[str]], str]) -> Message:
    """Return *message* with *change* applied to what matches in the words of its promises."""
    now = message
    for promised in read(message).promised:
        if promised.clock is not None:
            told = pattern.sub(change, promised.words, count=1)
            now = _substituted(now, promised.words, told, pattern, change)
    return now


def _substituted(message: Message, words: str, told: str, pattern: re.Pattern[str],
                 change: Callable[[re.Match[str]], str]) -> Message:
    if words in message.text:
        return replace(message, text=message.text.replace(words, told, 1))
    return replace(message, form=tuple(
        (field, _field_time(given, pattern, change)) if field == "next_update" else (field, given)
        for field, given in message.form))


def _field_time(given: str, pattern: re.Pattern[str],
                change: Callable[[re.Match[str]], str]) -> str:
    """Return the field's words with their time changed; a wait needs no "in" there."""
    return pattern.sub(change, given, count=1).removeprefix("in ")


def _later(found: re.Match[str], by: float) -> str:
    total = (int(found[1]) * 60 + int(found[3]) + round(by)) % 1440
    return f"{total // 60:02d}{found[2]}{total % 60:02d}"


def _cut(message: Message, words: str) -> Message:
    """Return *message* without the field or the sentence that holds *words*; of a lone sentence
    the words alone are cut."""
    for field, given in message.form:
        if words in compose(field, given):
            return replace(message, form=tuple(pair for pair in message.form if pair[0] != field))
    sentences = _END.split(message.text)
    kept = [sentence for sentence in sentences if words not in sentence]
    if kept and len(kept) < len(sentences):
        return message.with_text(" ".join(kept))
    return message.with_text(" ".join(message.text.replace(words, "", 1).split()))


def _quiet(text: str) -> str:
    """Return *text* without capitals and exclamation marks that shout."""
    calm = re.sub(r"\s*!(?:\s?!)*", ".", text)
    calm = re.sub(r"\b[A-Z][A-Z']{3,}\b", lambda found: found[0].lower(), calm)
    return re.sub(r"(^|[.?]\s+)([a-z])", lambda found: found[1] + found[2].upper(), calm)
