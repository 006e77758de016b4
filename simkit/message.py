"""Messages and what they say: one text, one Reading, used by the audience and by the scores."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

from simkit.wording.form import compose
from simkit.wording.reader import Span, TextReader
from simkit.wording.times import said_times

CONTENTS = ("acknowledges", "impact", "since", "cause", "cause_unknown", "action", "workaround",
            "next_update", "eta", "apology", "empathy", "responsibility", "blames", "denies",
            "minimises", "speculates", "all_clear", "postmortem")
"""What a reading can find, in the order of the console."""

FORM = ("what", "who", "since", "doing", "you_can", "next_update")
"""Fields of the short form: what happened, who is hit, since when, what we do, what you can do,
next update at."""

_SHORT = 32
# A clock time that has just passed is late, not meant for tomorrow.
_JUST_PASSED = timedelta(hours=1)
_HALF_DAY = 12


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

    @cached_property
    def full_text(self) -> str:
        """The whole message as readers see it."""
        fields = dict(self.form)
        said = [compose(field, fields[field]) for field in FORM if field in fields]
        last = [said.pop()] if "next_update" in fields else []
        return " ".join(part for part in (*said, self.text.strip(), *last) if part)

    def with_text(self, text: str) -> Message:
        """Return the same message with *text* as its free words."""
        return replace(self, text=text)

    def __repr__(self) -> str:
        words = " ".join(self.full_text.split())
        shown = words if len(words) <= _SHORT else words[:_SHORT - 3].rstrip() + "..."
        where = f" on {', '.join(self.channels)}" if self.channels else ""
        return f"<Message {shown!r}{where}>"


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
        or None when it names a clock time and the scenario has no start.

        A clock time is the next one to come; one that passed less than an hour ago is due at
        once. ``4:50``, with nothing that tells morning from afternoon, is whichever comes first.
        """
        if self.wait is not None:
            return at + self.wait
        if self.clock is None or starts is None:
            return None
        now = starts + timedelta(minutes=at)
        hour, minute = self.clock
        if "tomorrow" in self.words.lower():
            later = (now + timedelta(days=1)).replace(hour=hour, minute=minute, second=0)
            return (later - starts) / timedelta(minutes=1)
        hours = (hour, hour + _HALF_DAY) if self._either_half() else (hour,)
        days = (now + timedelta(days=day) for day in (-1, 0, 1))
        times = [day.replace(hour=one, minute=minute, second=0, microsecond=0)
                 for day in days for one in hours]
        due = min(time for time in times if time > now - _JUST_PASSED)
        return max(at, (due - starts) / timedelta(minutes=1))

    def _either_half(self) -> bool:
        """Whether the clock time may mean morning or afternoon as it is written."""
        if self.clock is None or not 1 <= self.clock[0] < _HALF_DAY:
            return False
        told = re.search(r"(?<![\d:.])0\d|\d\s?[ap]\.?m|\d\s?h\s?\d|utc|gmt|morning|night|evening",
                         self.words, re.IGNORECASE)
        return told is None


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
        return content in self._contents

    @cached_property
    def _contents(self) -> frozenset[str]:
        """Contents found: asked many times of each message that leaves."""
        return frozenset(finding.content for finding in self.findings)

    @cached_property
    def told(self) -> list[str]:
        """Contents found, in the form in which the log has them."""
        return [finding.content for finding in self.findings]

    @cached_property
    def remarked(self) -> list[str]:
        """Remarks with their words, in the form in which the log has them."""
        return [f"{finding.content}: {finding.words}" for finding in self.remarks]

    def words(self, content: str) -> str:
        """Return the words that show *content*, or an empty text."""
        return next((f.words for f in self.findings if f.content == content), "")

    @property
    def missing(self) -> tuple[str, ...]:
        """Contents not found, in the order of CONTENTS."""
        return tuple(content for content in CONTENTS if not self.says(content))


_ILL_FORMED = frozenset(
    {"shouting", "alarm word", "blames", "guess as fact", "absolute promise"})
_EDGES = " ,;:-–—()\n\r\t"
# Times taken from one promise; "at 9:30, 10:30 and 11:30" names three.
_MOST_TIMES = 4


@lru_cache(maxsize=4096)
def read(message: Message | str) -> Reading:
    """Return what *message* says; the same text is read once and remembered."""
    if isinstance(message, Message):
        return read(message.full_text)
    reader = TextReader(message)
    found, denials = reader.contents(), reader.denials()
    if denials:
        found["denies"] = min(denials.values(), key=lambda span: span.start)
    findings = tuple(_finding(name, message, found[name]) for name in CONTENTS if name in found)
    remarks = tuple(_finding(kind, message, at) for kind, at in reader.remarks().items())
    said = {finding.content for finding in (*findings, *remarks)}
    if "speculates" in said and "guess as fact" not in said:
        # A hedge does not make a guess in public a finding
        guess = next(finding for finding in findings if finding.content == "speculates")
        remarks = (*remarks, replace(guess, content="guess as fact"))
        said.add("guess as fact")
    return Reading(findings, remarks, _promised(findings), tuple(denials),
                   round(0.8 - 0.15 * len(said & _ILL_FORMED), 2))


def _finding(content: str, text: str, span: Span) -> Finding:
    words = text[span.start:span.end]
    left = len(words) - len(words.lstrip(_EDGES))
    return Finding(content, words.strip(_EDGES), span.start + left)


def _promised(findings: tuple[Finding, ...]) -> tuple[Promised, ...]:
    return tuple(
        Promised(finding.content, said.wait, said.clock, finding.words)
        for finding in findings if finding.content in ("next_update", "eta")
        for said in said_times(finding.words)[:_MOST_TIMES]
    )
