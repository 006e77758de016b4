"""The seven lessons as pairs of policies: both by the book, but for what one lesson is about.

A pair names what its lesson takes out of the book; what is left is shared, and each side gets
rules of its own for the gap. So two policies of a pair cannot differ in anything else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from simkit.clock import DAY
from simkit.ensemble import LATER_TRUST, PRACTICE, RESTORED, TRUST, Outcome
from simkit.policy import BY_THE_BOOK, Policy, Rule
from simkit.record import Record

CHEAP = "cheap_fixes"
"""The variant in which a wrong fix does little harm, is quick to undo and teaches something."""
WEEK = 7.0 * DAY


def _down(record: Record) -> float:
    return float(np.trapezoid(record.course.severity, record.course.at))


DOWN = Outcome("minutes of full outage", "min", _down, more_is_better=False, digits=0)
"""Severity times minutes over the whole run: a relapse counts, half an outage counts half."""
WEEK_TRUST = replace(LATER_TRUST, name="trust at 7 days")
"""Population trust at the end of a run of a week."""


@dataclass(frozen=True)
class Pair:
    """Two policies that are by the book but for one lesson: A heeds it, B does not."""

    lesson: int
    """1 to 7."""
    a: str
    """What A does, in a few words: the name of the policy."""
    b: str
    about: tuple[str, ...]
    """What the lesson takes out of the book for both, as ``action`` or ``action target``."""
    heeded: tuple[Rule, ...]
    """What A has beside the shared rules."""
    ignored: tuple[Rule, ...]
    """What B has beside them."""
    carried: str
    """By what the model can tell the two apart, and by what it cannot."""
    variant: str = ""
    """Of the scenario."""
    until: float = DAY
    """How long a run lasts, in minutes since onset."""
    outcomes: tuple[Outcome, ...] = (TRUST, PRACTICE, RESTORED)

    @cached_property
    def shared(self) -> tuple[Rule, ...]:
        """The rules of the book that both play by."""
        return tuple(rule for rule in BY_THE_BOOK.rules if not _is_about(rule, self.about))

    @cached_property
    def policies(self) -> tuple[Policy, Policy]:
        """A and B: the shared rules, and their own."""
        return (Policy(self.a, f"by the book, {self.a}", self.shared + self.heeded),
                Policy(self.b, f"by the book, {self.b}", self.shared + self.ignored))


def _is_about(rule: Rule, about: tuple[str, ...]) -> bool:
    return rule.do in about or f"{rule.do} {rule.target}" in about


def _book(*about: str, **changed: Any) -> tuple[Rule, ...]:
    """Return the book's rules about *about*, with the fields *changed*."""
    return tuple(replace(rule, **changed) for rule in BY_THE_BOOK.rules if _is_about(rule, about))


_ANSWER = replace(_book("answer")[0], unless="delegate")
_DELEGATE = Rule("alarm", "delegate", after=2, target="colleague")
_CALM = (_DELEGATE, *_book("talk", "plan"),
         Rule("every 4h", "rest", target="self", while_down=True))
_TENSE = (replace(_ANSWER, after=18.0), *_book("post", reviewed=False),
          Rule("every 5m", "ask", target="next engineer", while_down=True))
_BUILD = (*_book("prepare outside_channel", "open_room"),
          Rule("alarm", "build", after=30, target="unbuilt"),
          Rule("alarm", "build", after=30, target="unbuilt"))
_LOOK = Rule("alarm", "investigate", after=1, target="likeliest")
_FLEXIBLE = (_LOOK, Rule("finding", "investigate", target="likeliest", while_down=True))
_GUESS = Rule("alarm", "fix", after=3, target="likeliest")
_GUESSES = (_GUESS, Rule("fix failed", "undo", target="same"),
            Rule("fix failed", "fix", after=1, target="untried"))

_PREPARED = Pair(
    1, "prepared to speak", "unprepared", ("prepare",), _book("prepare"), (),
    "Approval and templates bring the first word and every later one forward; a page elsewhere "
    "adds reach. None of them touches the repair.")
_COMPOSED = Pair(
    2, "composed", "panicked", ("talk", "plan", "answer", "hold", "post"),
    (*_CALM, _ANSWER, *_book("hold", "post")),
    (*_TENSE, Rule("every 15m", "investigate", target="next", while_down=True),
     Rule("every 30m", "fix", target="next", while_down=True)),
    "All three faces of panic: rushed fixes, a plan that changes every quarter of an hour, late "
    "answers; questions that interrupt the engineers; unread posts. The words are the same.")
_EVIDENCE = Pair(
    5, "fix after evidence", "first guess at once", ("hold",), _book("hold"), (_GUESS,),
    "A wrong fix that is slow to undo stands in the way of the right one; until it is undone "
    "nothing else can work. Its harm is not felt while nothing works anyway.")

PAIRS: tuple[Pair, ...] = (
    _PREPARED,
    replace(_PREPARED, a="prepared to repair", heeded=tuple(
        Rule("start", "prepare", target=target)
        for target in ("runbook", "on_call", "incident_channel", "deputies")),
        carried="A runbook, people on call and a ready room shorten the repair itself; the first "
                "word still waits for approval."),
    _COMPOSED,
    replace(_COMPOSED, b="tense", about=("talk", "plan", "answer", "post"),
            heeded=(*_CALM, _ANSWER, *_book("post")), ignored=_TENSE,
            carried="Panic without a rushed fix and without a change of plan: questions that "
                    "interrupt and fill the desk, late answers, unread posts, nothing that calms."),
    replace(_COMPOSED, a="calming acts", b="no calming acts", about=("talk", "plan", "answer"),
            heeded=(*_CALM, _ANSWER), ignored=(_ANSWER,),
            carried="Stress of whoever speaks slows drafts by minutes and caps the calm of unread "
                    "posts; here a colleague reads every update, and engineers do not feel it."),
    Pair(3, "channels outside", "own channels only",
         ("build", "open_room", "prepare outside_channel", "post"),
         (*_BUILD, *_book("post")), _book("post", channels="own"),
         "Channels that live on the product carry nothing while it is down: it is silence with "
         "more work. The room spares the engineers questions."),
    Pair(3, "channels built", "channels as they were",
         ("build", "open_room", "prepare outside_channel"), _BUILD, (),
         "Both reach people through social media and the press; what is built adds some reach in "
         "small groups, and the room spares the engineers questions."),
    Pair(4, "flexible", "clinging", ("investigate",), _FLEXIBLE, (_LOOK,),
         "All engineers but one go on looking into the first guess while the evidence speaks "
         "against it. No norm of practice sees it."),
    Pair(4, "flexible", "thrashing", ("investigate",), _FLEXIBLE,
         (_LOOK, Rule("every 10m", "investigate", target="next", while_down=True)),
         "Every change costs the engineers minutes and a part of what they had learned."),
    _EVIDENCE,
    replace(_EVIDENCE, variant=CHEAP,
            carried="Here a wrong fix is quick to undo, does little harm and rules a cause out."),
    replace(_EVIDENCE, b="guess after guess", ignored=_GUESSES,
            carried="Each failed guess is undone at once while the next is tried. The true cause "
                    "is the second guess here, so the list is soon through; but where the right "
                    "fix meets one that is not undone yet, it fails and hours are lost."),
    replace(_EVIDENCE, b="guess after guess", ignored=_GUESSES, variant=CHEAP,
            carried="The same where a wrong fix is quick to undo and rules a cause out."),
    Pair(6, "through others", "all by oneself",
         ("answer", "ask_support", "pause_campaign", "brief"),
         (_DELEGATE, *_book("ask_support", "pause_campaign", "brief"), _ANSWER), (_ANSWER,),
         "A campaign that annoys, support without an answer to give, executives who speak for "
         "themselves, an inbox beside the drafts. The engineers work unasked on both sides."),
    Pair(7, "cause repaired", "left unrepaired", ("regroup", "repair", "postmortem"),
         _book("regroup", "repair", "postmortem"), (),
         "Repair is earned by a post-mortem and a repaired cause, over days; a repaired cause has "
         "a tenth of the chance to break again. No norm of practice sees it.",
         until=WEEK, outcomes=(TRUST, PRACTICE, RESTORED, WEEK_TRUST, DOWN)),
)
"""Every pair; a lesson with several sides has several."""
