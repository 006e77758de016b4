"""Finds what a text says: the rules of this package, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from simkit.wording import deeds, endings, facts, manner, promises, stance, trouble
from simkit.wording.pieces import Phrases, Rule
from simkit.wording.spelling import plain

LONGEST_TEXT = 20_000
"""Characters that are read; nobody reads further, and a hostile text costs no more."""

# A sentence is cut here, so that a rule sees little text at a time and time grows linearly.
_LONGEST_SENTENCE = 500
# How far back a refusal before a phrase is looked for.
_BEFORE = 80

_END = re.compile(
    r"(?<!\bSt\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bapprox\.)"
    r"(?<!\bca\.)(?<!\bvs\.)(?<!\b[ap]\.m\.)(?<=[.!?])[\"')]{0,3}\s{1,4}|(?<=[ap]\.m\.)\s(?=[A-Z])"
    r"|\s(?=[•*✅🔴👉])|(?<=\s\d\.)\s(?=[A-Z])"
)
_CLAUSE = re.compile(
    r"[;()]|,\s(?:and|but|so|we|our|which|then)\b|\s(?:and|but|as)\s(?=we\b|are\b|is\b|our\b"
    r"|a fix\b|will\b)"
    r"|\s(?:due to|because|caused by|as a result)\b|:\s|\s[-–—]\s", re.IGNORECASE)

BY_SENTENCE: dict[str, tuple[Rule, ...]] = {
    "since": facts.SINCE, "cause": facts.CAUSE, "cause_unknown": facts.CAUSE_UNKNOWN,
    "action": deeds.ACTION, "workaround": deeds.WORKAROUND, "next_update": promises.NEXT_UPDATE,
    "eta": promises.ETA, "apology": stance.APOLOGY, "empathy": stance.EMPATHY,
    "responsibility": stance.RESPONSIBILITY, "blames": stance.BLAMES,
    "minimises": stance.MINIMISES, "speculates": stance.SPECULATES,
    "postmortem": endings.POSTMORTEM,
}
"""Contents that a sentence shows by itself."""


@dataclass(frozen=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True)
class _Sentence:
    start: int
    words: str

    def span(self, match: re.Match[str], group: int = 0) -> Span:
        return Span(self.start + match.start(group), self.start + match.end(group))

    def part(self, start: int, end: int) -> _Sentence:
        return _Sentence(self.start + start, self.words[start:end])

    @property
    def whole(self) -> Span:
        return Span(self.start, self.start + len(self.words))


class TextReader:
    """One text, cut into sentences, and the questions that can be asked of it."""

    def __init__(self, text: str) -> None:
        self._sentences = tuple(_cut(plain(text[:LONGEST_TEXT])))
        self._planned = self._any(trouble.PLANNED)

    def contents(self) -> dict[str, Span]:
        """Return where each content is shown, for those that are; denials are asked apart."""
        found = {name: self._first(rules) for name, rules in BY_SENTENCE.items()}
        found["workaround"] = found["workaround"] or self._order()
        found["acknowledges"] = self._acknowledged()
        found["impact"] = self._impact()
        # A fault laid at a third party's door names a cause as well.
        found["cause"] = found["cause"] or self._first(stance.BLAMES[:1])
        window = self._closed_window()
        found["all_clear"] = self._over() or window
        if window and found["cause"]:
            # A closed window with its cause is a report after the end.
            found["postmortem"] = found["postmortem"] or window
        if self._planned and not self._any(trouble.HAPPENED):
            found["cause"] = None
        return {name: span for name, span in found.items() if span}

    def denials(self) -> dict[str, Span]:
        """Return where each thing that is denied is denied."""
        found = {what: self._first(rules) for what, rules in stance.DENIES.items()}
        if not found["problem"] and not self._acknowledged() and not self._over_words():
            found["problem"] = self._first((stance.FINE,))
        return {what: span for what, span in found.items() if span}

    def remarks(self) -> dict[str, Span]:
        """Return the first place of each kind of remark."""
        found = {kind: self._search(patterns) for kind, patterns in manner.REMARKS.items()}
        return {kind: span for kind, span in found.items() if span}

    def _any(self, pattern: Phrases) -> bool:
        return any(pattern.search(sentence.words) for sentence in self._sentences)

    def _search(self, patterns: Iterable[Phrases]) -> Span | None:
        for pattern in patterns:
            for sentence in self._sentences:
                if match := pattern.search(sentence.words):
                    return sentence.span(match)
        return None

    def _first(self, rules: Iterable[Rule]) -> Span | None:
        for one in rules:
            for sentence in self._sentences:
                for match in _matches(one, sentence):
                    return sentence.span(match)
        return None

    def _order(self) -> Span | None:
        for sentence in self._sentences:
            match = deeds.ORDER.search(sentence.words)
            if match and not deeds.NO_ORDER.search(sentence.words):
                return sentence.span(match, 1)
        return None

    def _acknowledged(self) -> Span | None:
        for sentence in self._sentences:
            if self._planned and not trouble.HAPPENED.search(sentence.words):
                continue
            for match in _troubles(sentence):
                return sentence.span(match)
        return None

    def _impact(self) -> Span | None:
        for sentence in self._sentences:
            if not any(_troubles(sentence)):
                continue
            for clause in _clauses(sentence):
                if any(_troubles(clause)) and trouble.is_specific(clause.words):
                    return clause.whole
            if trouble.is_specific(sentence.words):
                return sentence.whole
        return None

    def _over(self) -> Span | None:
        return self._first(endings.OUTRIGHT) or self._restored()

    def _over_words(self) -> bool:
        return any(any(_matches(trouble.PRESUPPOSED, s)) for s in self._sentences)

    def _restored(self) -> Span | None:
        """Return where a restoration is told that no other sentence takes back."""
        for one in endings.RESTORED:
            for sentence in self._sentences:
                for match in _matches(one, sentence):
                    if not self._broken_besides(sentence):
                        return sentence.span(match)
        return None

    def _broken_besides(self, sentence: _Sentence) -> bool:
        return any(trouble.STILL.search(other.words)
                   for other in self._sentences if other is not sentence)

    def _closed_window(self) -> Span | None:
        for sentence in self._sentences:
            match = endings.WINDOW.search(sentence.words)
            if not match or endings.NO_WINDOW.search(sentence.words):
                continue
            if not any(_troubles(sentence)):
                continue
            return None if self._any(trouble.STILL) else sentence.span(match)
        return None


def _cut(text: str) -> Iterator[_Sentence]:
    at = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        while at < end:
            stop = min(end, at + _LONGEST_SENTENCE)
            yield _Sentence(at, text[at:stop])
            at = stop


def _clauses(sentence: _Sentence) -> Iterator[_Sentence]:
    cuts = [0, *(cut.start() for cut in _CLAUSE.finditer(sentence.words)), len(sentence.words)]
    for start, end in pairwise(cuts):
        yield sentence.part(start, end)


def _matches(one: Rule, sentence: _Sentence) -> Iterator[re.Match[str]]:
    refused: bool | None = None
    for match in one.shows.finditer(sentence.words):
        if refused is None:
            refused = bool(one.unless and one.unless.search(sentence.words)) or (
                one.with_trouble and not (trouble.PAST.search(sentence.words)
                                          and any(_troubles(sentence))))
        if refused:
            return
        before = sentence.words[max(0, match.start() - _BEFORE):match.start()]
        if not (one.after and one.after.search(before)):
            yield match


def _troubles(sentence: _Sentence) -> Iterator[re.Match[str]]:
    yield from _matches(trouble.TROUBLE, sentence)
    yield from _matches(trouble.PRESUPPOSED, sentence)
