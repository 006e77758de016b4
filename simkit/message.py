"""Messages and what they say: one text, one Reading, used by the audience and by the scores."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from simkit import lexicon
from simkit.spoken_time import said_times

CONTENTS = ("acknowledges", "impact", "since", "cause", "cause_unknown", "action", "workaround",
            "next_update", "eta", "apology", "empathy", "responsibility", "blames", "denies",
            "minimises", "speculates", "all_clear", "postmortem")
"""What a reading can find, in the order of the console."""

FORM = ("what", "who", "since", "doing", "you_can", "next_update")
"""Fields of the short form: what happened, who is hit, since when, what we do, what you can do,
next update at."""

_WAIT = re.compile(r"(\d{1,3}) ?(h|m)", re.IGNORECASE)


@dataclass(frozen=True)
class Message:
    """A message as it was written: the short form, free words, and where it goes."""

    text: str = ""
    """Free words; may be all there is."""
    form: tuple[tuple[str, str], ...] = ()
    """Filled fields of the short form as (field, words), fields from FORM."""
    channels: tuple[str, ...] = ()
    """Ids of the channels it is to leave on; empty for an answer to one person."""
    reviewer: str = ""
    """Role of the second reader; empty when sent unreviewed."""

    @property
    def full_text(self) -> str:
        """The whole message as readers see it."""
        filled = dict(self.form)
        parts = [_as_sentence(field, filled.get(field, "").strip()) for field in FORM]
        return " ".join(part for part in (*parts, self.text.strip()) if part)

    def with_text(self, text: str) -> Message:
        """Return the same message with *text* as its free words."""
        return replace(self, text=text)

    def __repr__(self) -> str:
        words = " ".join(self.full_text.split())
        shown = words if len(words) <= 32 else words[:29].rstrip() + "..."
        where = f" on {', '.join(self.channels)}" if self.channels else ""
        return f"<Message {shown!r}{where}>"


def _as_sentence(field: str, words: str) -> str:
    if not words:
        return ""
    lead = {"who": "Affected: ", "since": "Since ", "next_update": "Next update at "}.get(field, "")
    if field == "next_update" and (match := _WAIT.fullmatch(words)):
        unit = "hours" if match[2].lower() == "h" else "minutes"
        return f"Next update in {match[1]} {unit}."
    text = lead + words
    return text if text[-1] in ".!?" else text + "."


@dataclass(frozen=True)
class Finding:
    """One thing that a message says, with the words that prove it."""

    content: str
    """A name of CONTENTS, or a remark: ``shouting``, ``alarm word``, ``guess as fact``,
    ``absolute promise``, ``vague time``, ``stock phrase``."""
    words: str
    """Exact substring of the full text."""
    start: int
    """Where the words begin in the full text."""


@dataclass(frozen=True)
class Promised:
    """A time that a message promises."""

    kind: str
    """``next_update`` or ``eta``."""
    wait: float | None
    """Minutes from publication; None when given as clock time."""
    clock: tuple[int, int] | None
    """Hour and minute of the day as written; None when given as a wait."""
    words: str

    def due(self, at: float, starts: datetime | None) -> float | None:
        """Return the due time in minutes since onset for a message published at *at*,
        or None when it names a clock time and the scenario has no start."""
        if self.wait is not None:
            return at + self.wait
        if self.clock is None or starts is None:
            return None
        now = starts + timedelta(minutes=at)
        due = now.replace(hour=self.clock[0], minute=self.clock[1], second=0, microsecond=0)
        if due < now:
            due += timedelta(days=1)
        return (due - starts) / timedelta(minutes=1)


@dataclass(frozen=True)
class Reading:
    """What one message says."""

    findings: tuple[Finding, ...]
    """Contents found, in the order of CONTENTS."""
    remarks: tuple[Finding, ...]
    promised: tuple[Promised, ...]
    denied: tuple[str, ...]
    """What is denied: ``problem``, ``attack``, ``data_loss``, ``data_breach``, ``harm``,
    ``fault``."""
    calm: float
    """Form of the message, in [0, .8]: .8 less .15 for each kind of shouting, alarm word, blame,
    guess as fact, absolute promise."""

    def says(self, content: str) -> bool:
        """Whether the message says *content*, a name of CONTENTS."""
        return any(finding.content == content for finding in self.findings)

    def words(self, content: str) -> str:
        """Return the words that show *content*, or an empty text."""
        return next((f.words for f in self.findings if f.content == content), "")

    @property
    def missing(self) -> tuple[str, ...]:
        """Contents not found, in the order of CONTENTS."""
        return tuple(content for content in CONTENTS if not self.says(content))


@lru_cache(maxsize=4096)
def read(message: Message | str) -> Reading:
    """Return what *message* says; the same text is read once and remembered."""
    if isinstance(message, Message):
        return read(message.full_text)
    return _Reader(message).reading()


_SAME_LENGTH = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " ", "\n": " ", "\t": " ",
                              "\r": " "})
_END = re.compile(
    r"(?<!\bSt\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\be\.g\.)(?<!\bi\.e\.)"
    r"(?<!\bapprox\.)(?<!\bca\.)(?<!\bvs\.)(?<![ap]\.m\.)(?<=[.!?])[\"')]{0,3}\s{1,4}|\s(?=[•*✅🔴👉])"
    r"|(?<=[ap]\.m\.)\s(?=[A-Z])|(?<=\s\d\.)\s(?=[A-Z])"
)
_LONGEST = 500
_READ = 20_000
_BEFORE = 80
_CLAUSE = re.compile(r"[;()]|,\s(?:and|but|so|we|our|which)\b|\s(?:and|but|as)\s(?=we\b|are\b|is\b|our\b)"
                     r"|\s(?:due to|because|caused by|as a result)\b|:\s|\s[-–—]\s")


@dataclass(frozen=True)
class _Sentence:
    start: int
    words: str


def _sentences(text: str) -> list[_Sentence]:
    """Cut *text* into sentences no longer than _LONGEST, so that reading takes linear time."""
    found, at = [], 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        while at < end:
            stop = min(end, at + _LONGEST)
            found.append(_Sentence(at, text[at:stop]))
            at = stop
    return found


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = lexicon.spelled(text[:_READ].translate(_SAME_LENGTH))
        self.sentences = _sentences(self.plain)
        self.planned = any(lexicon.PLANNED.search(s.words) for s in self.sentences)

    def reading(self) -> Reading:
        by_content = {name: self.first(rules, name) for name, rules in lexicon.CONTENT.items()}
        by_content["acknowledges"] = self.acknowledged()
        by_content["impact"] = self.impact()
        denials = {what: found for what, rules in lexicon.DENIES.items()
                   if (found := self.first(rules, "denies"))}
        if "problem" not in denials and not by_content["acknowledges"]:
            fine = self.first((lexicon.SEEMS_FINE,), "denies")
            if fine and not self.over():
                denials["problem"] = fine
        by_content["denies"] = next(iter(sorted(denials.values(), key=lambda f: f.start)), None)
        window = self.closed_window()
        by_content["all_clear"] = self.over() or window
        if by_content["postmortem"] is None and window and by_content["cause"]:
            by_content["postmortem"] = replace(window, content="postmortem")
        if self.planned and not self.past():
            by_content["cause"] = None
        findings = tuple(found for name in CONTENTS if (found := by_content.get(name)))
        remarks = self.remarks()
        said = {f.content for f in findings} | {f.content for f in remarks}
        kinds = {"shouting", "alarm word", "blames", "guess as fact", "absolute promise"}
        return Reading(findings, remarks, _promised(findings), tuple(denials),
                       round(0.8 - 0.15 * len(kinds & said), 2))

    def finding(self, content: str, start: int, end: int) -> Finding:
        words = self.text[start:end]
        left = len(words) - len(words.lstrip(" ,;:-–—\n\t"))
        return Finding(content, words.strip(" ,;:-–—\n\t"), start + left)

    def matches(self, rule: lexicon.Rule, sentence: _Sentence) -> list[re.Match[str]]:
        if rule.unless and rule.unless.search(sentence.words):
            return []
        return [
            match for match in rule.shows.finditer(sentence.words)
            if not (rule.after and rule.after.search(
                sentence.words[max(0, match.start() - _BEFORE):match.start()]))
        ]

    def first(self, rules: tuple[lexicon.Rule, ...], content: str) -> Finding | None:
        for rule in rules:
            for sentence in self.sentences:
                for match in self.matches(rule, sentence):
                    return self.finding(content, sentence.start + match.start(),
                                        sentence.start + match.end())
        if content == "workaround":
            return self.order()
        return None

    def order(self) -> Finding | None:
        for sentence in self.sentences:
            if lexicon.ORDER_UNLESS.search(sentence.words):
                continue
            if match := lexicon.ORDER.search(sentence.words):
                return self.finding("workaround", sentence.start + match.start(1),
                                    sentence.start + match.end(1))
        return None

    def past(self) -> bool:
        return any(lexicon.PAST_TROUBLE.search(s.words) for s in self.sentences)

    def troubles(self, sentence: _Sentence) -> list[re.Match[str]]:
        return (self.matches(lexicon.TROUBLE, sentence) or self.matches(lexicon.OVER, sentence))

    def acknowledged(self) -> Finding | None:
        for sentence in self.sentences:
            if self.planned and not lexicon.PAST_TROUBLE.search(sentence.words):
                continue
            for match in self.troubles(sentence):
                return self.finding("acknowledges", sentence.start + match.start(),
                                    sentence.start + match.end())
        return None

    def impact(self) -> Finding | None:
        for sentence in self.sentences:
            if not self.troubles(sentence):
                continue
            cuts = [0, *(m.start() for m in _CLAUSE.finditer(sentence.words)), len(sentence.words)]
            spans = [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if b > a]
            for a, b in spans:
                piece = _Sentence(sentence.start + a, sentence.words[a:b])
                if self.troubles(piece) and lexicon.is_specific(piece.words):
                    return self.finding("impact", sentence.start + a, sentence.start + b)
            if lexicon.is_specific(sentence.words):
                return self.finding("impact", sentence.start, sentence.start + len(sentence.words))
        return None

    def over(self) -> Finding | None:
        found = self.first(lexicon.OUTRIGHT, "all_clear")
        if found:
            return found
        for rule in lexicon.RESTORED:
            for sentence in self.sentences:
                for match in self.matches(rule, sentence):
                    others = [s for s in self.sentences if s is not sentence]
                    if any(lexicon.NOW_TROUBLE.search(s.words) for s in others):
                        continue
                    return self.finding("all_clear", sentence.start + match.start(),
                                        sentence.start + match.end())
        return None

    def closed_window(self) -> Finding | None:
        for sentence in self.sentences:
            if lexicon.FUTURE.search(sentence.words) or not self.troubles(sentence):
                continue
            if match := lexicon.WINDOW.search(sentence.words):
                if any(lexicon.NOW_TROUBLE.search(s.words) for s in self.sentences):
                    return None
                return self.finding("all_clear", sentence.start + match.start(),
                                    sentence.start + match.end())
        return None

    def remarks(self) -> tuple[Finding, ...]:
        found = (self.remark(kind, pattern)
                 for kind, patterns in lexicon.REMARK.items() for pattern in patterns)
        one_each = {finding.content: finding for finding in found if finding}
        return tuple(one_each.values())

    def remark(self, kind: str, pattern: re.Pattern[str]) -> Finding | None:
        for sentence in self.sentences:
            if match := pattern.search(sentence.words):
                return self.finding(kind, sentence.start + match.start(),
                                    sentence.start + match.end())
        return None


def _promised(findings: tuple[Finding, ...]) -> tuple[Promised, ...]:
    return tuple(
        Promised(finding.content, said.wait, said.clock, finding.words)
        for finding in findings if finding.content in ("next_update", "eta")
        for said in said_times(finding.words)[:4]
    )
