"""The situation strip: time, what is known, what was promised, who waits."""

from __future__ import annotations

from typing import TypedDict

from simkit.clock import show
from simkit.scenario.parts import Scenario
from simkit.situation import Situation
from simkit.widgets.view.inbox import new, still_open
from simkit.widgets.view.words import SOON, SPOKEN_KINDS, Line, capital, day, moment, wait


class Strip(TypedDict):
    """The line of sight: time, what is known, what was promised, who waits."""

    t: str
    day: str
    clock: str
    known: Line
    promise: Line
    inbox: Line
    tension: str
    fatigue: str


def strip(situation: Situation, scenario: Scenario) -> Strip:
    """Return the situation strip."""
    you = next((m for m in situation.team if m.you), None)
    return {"t": show(situation.at), "day": day(situation.at, scenario, short=True),
            "clock": situation.clock,
            "known": _known(situation, scenario), "promise": _promise(situation, scenario),
            "inbox": _waiting(situation), "tension": situation.stress_words,
            "fatigue": you.fatigue if you else ""}


def _known(situation: Situation, scenario: Scenario) -> Line:
    known = situation.known
    if known.since is None:
        return {"sign": "", "words": capital(known.text), "more": "no alarm"}
    if situation.restored_seen:
        return {"sign": "good", "words": capital(known.text), "more": ""}
    leader = max(situation.board, key=lambda line: line.shown, default=None)
    cause = "cause not known"
    if leader is not None and leader.shown >= 0.7 and leader.speaks_for:
        cause = f"likely: {leader.text}"
    return {"sign": "bad", "words": capital(known.text),
            "more": f"since {moment(known.since, scenario)}; {cause}"}


def _promise(situation: Situation, scenario: Scenario) -> Line:
    broken = [p for p in situation.promises if p.state == "broken"]
    count = f"{len(broken)} broken" if broken else ""
    due = situation.next_promise
    late = max(broken, key=lambda p: p.due, default=None)
    if late is not None and _last_word(situation) <= late.due:
        return {"sign": "bad", "words": f"{moment(late.due, scenario)} broken",
                "more": f"{wait(late.due - situation.at)} · {count}"}
    if due is None:
        nobody = "People do not know when you speak next."
        silent = situation.known.since is None or situation.restored_seen
        more = " · ".join(filter(None, (count, "" if silent else nobody)))
        return {"sign": "", "words": "None", "more": more}
    left = due.due - situation.at
    what = f"{', '.join(due.channels)}: {SPOKEN_KINDS.get(due.kind, due.kind)}"
    return {"sign": "due" if left <= SOON else "wip",
            "words": f"{wait(left)} · {moment(due.due, scenario)}",
            "more": " · ".join(filter(None, (what, count)))}


def _last_word(situation: Situation) -> float:
    return max((e.at for e in situation.events if e.kind == "published"), default=-1.0)


def _waiting(situation: Situation) -> Line:
    """Return who waits for an answer, how soon, and how much is new."""
    waiting, count = still_open(situation), len(new(situation))
    if not waiting:
        return {"sign": "new", "words": f"{count} new", "more": "nobody waits"} if count else {
            "sign": "", "words": "Nobody waits", "more": ""}
    due = min((item.due for item in waiting if item.due is not None), default=None)
    more = (f"{count} new" if count else "",
            "" if due is None else f"due {wait(due - situation.at)}")
    return {"sign": "new", "words": f"{len(waiting)} waiting",
            "more": ", ".join(filter(None, more))}
