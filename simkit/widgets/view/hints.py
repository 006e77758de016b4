"""Hints for whoever plays guided: one line about what is next, which fades as one gets on."""

from __future__ import annotations

from dataclasses import dataclass

from simkit.situation import Situation
from simkit.widgets.view.inbox import still_open
from simkit.widgets.view.words import SOON, TENSIONS

ENOUGH = 2
"""Times that one does something until its hint is needed no more."""


@dataclass(frozen=True)
class Hint:
    """A line of advice, and what shows that it is not needed any more."""

    fits: bool
    learned: str
    """A decision, or a kind of event, that shows it is known."""
    words: str
    enough: int = ENOUGH


def hint(situation: Situation) -> str:
    """Return the hint for now; empty where nothing needs one, or one has shown that one knows."""
    if situation.known.since is None:
        return ""
    shown = [str(event.data["action"]) if event.kind == "decided" else event.kind
             for event in situation.events]
    return next((hint.words for hint in _hints(situation)
                 if hint.fits and shown.count(hint.learned) < hint.enough), "")


def _hints(now: Situation) -> tuple[Hint, ...]:
    """Return every hint there is, what presses most first."""
    you = next(member for member in now.team if member.you)
    promise, back = now.next_promise, now.restored_seen
    spoken = any(event.kind in ("published",) for event in now.events)
    under_way = bool(now.leaving)
    near = promise is not None and promise.due - now.at <= 3 * SOON
    surest = max((line.shown for line in now.board), default=0.0)
    days = now.phase == "aftermath"
    return (
        Hint(not spoken and not under_way and not back, "post",
             "Say something true first, however little: what happens, who is hit, when you speak "
             "next. Three words are a first word.", enough=1),
        Hint(near and not under_way, "promise kept",
             "The time that you promised is near. Say what is known then, even if it is nothing "
             "new: keeping the time is what counts."),
        Hint(bool(still_open(now)), "answer",
             "Somebody waits for you. Two true sentences now are worth more than a page later; "
             "or give the inbox to somebody."),
        Hint(TENSIONS.index(you.tension) >= 2, "talk",
             "You are tense: work takes longer and slips come easier. A talk, a plan on one page "
             "or somebody else for the inbox help; see You.", enough=1),
        Hint(spoken and promise is None and not back, "promised",
             "People do not know when you speak next. Name a time in your next update, and be "
             "there.", enough=1),
        Hint(not back and surest < 0.5, "ask",
             "Nobody knows the cause yet. Ask how it is going, and leave fixes until the evidence "
             "carries one.", enough=1),
        Hint(back and not days, "", "It looks well again. Say that it is over when the monitors "
             "have shown it for a while, not before.", enough=1),
        Hint(days, "regroup", "Service is back; the days after begin. Regroup with the team, rest, "
             "then find out together what happened. It is all under Afterwards.", enough=1),
    )
