"""A what-if in the trainee's own words: which decision, and what to do otherwise."""

from __future__ import annotations

import re

from simkit.clock import minutes, show
from simkit.counterfactual import plan
from simkit.counterfactual.changes import CONTENTS, Changes
from simkit.counterfactual.whatif import WhatIf
from simkit.counterfactual.worth import Findings, worth
from simkit.ensemble import Comparison
from simkit.errors import DurationError, Refused
from simkit.events import Decision
from simkit.record import Record

RUNS = 60
"""Pairs of seeds and parameter draws behind a comparison."""

SLOW = 15.0
"""Minutes on the desk from which it is said that a message took so long."""

EXAMPLES = ("first word 20 minutes earlier", "fix at 44m after more evidence",
            "post at 1h02m calmer", "post at 29m with what people can do",
            "post at 29m without when you speak next", "post at 29m on press line",
            "post at 29m read by a second person", "without answer at 18m")
"""Questions as they can be asked."""

_TIME = r"(?:T\+(?P<hours>\d+):(?P<minutes>\d\d)|(?P<length>(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?))"
_AT = re.compile(rf"\bat {_TIME}(?=\s|,|$)|(?<!\w)T\+(?P<h>\d+):(?P<m>\d\d)")
_MOVE = re.compile(r"(?P<number>\d+)\s?(?P<unit>m|min|minutes?|h|hours?) (?P<way>earlier|later)"
                   r"|(?P<text>\d+h\d+m) (?P<way2>earlier|later)")


def asked(record: Record, words: str) -> WhatIf:
    """Return the what-if that *words* ask about, such as ``first word 20 minutes earlier``.

    Raises Refused, with examples, when they cannot be understood or make no sense in this run.
    """
    changes = Changes(record)
    said = " ".join(words.split())
    decision = _decision(changes, said)
    what = _change(changes, decision, said)
    if what is None:
        raise Refused(f"{changes.called(decision)} cannot be changed like that: it is so already, "
                      "or was not possible then")
    return what


def compare(record: Record, at: float | str, move: float | str | None = None, *,
            runs: int = RUNS) -> Comparison:
    """Return what it is worth to move the decision nearest to *at* by *move* (``"-20m"``), or,
    without *move*, to leave it out: the changed run against the run as it was.

    *at* may also be a whole question in words; see ``EXAMPLES``.
    """
    return worth(record, _what(record, at, move), runs).comparison


def _what(record: Record, at: float | str, move: float | str | None) -> WhatIf:
    if isinstance(at, str) and move is None and not _is_time(at):
        return asked(record, at)
    changes = Changes(record)
    decision = nearest(changes, minutes(at))
    if move is None:
        return changes.without(decision)
    what = changes.at_another_time(decision, minutes(move))
    if what is None:
        raise Refused(f"{changes.called(decision)} cannot be moved by {move}: there is no room "
                      "between it and what it answered, or it was taken before the outage")
    return what


def _is_time(text: str) -> bool:
    try:
        minutes(text)
    except DurationError:
        return False
    return True


def first_word(record: Record, earlier: float = 20.0, *, runs: int = RUNS,
               findings: Findings | None = None) -> str:
    """Return the sentence on what an earlier (or any) first word would have been worth.

    Where *findings* have it already, nothing is run for it.
    """
    changes = Changes(record)
    if changes.first_post is None:
        return "You never spoke, so there is no word to move."
    published = changes.threads.published(changes.first_post)
    if published is None:
        return "Your first word never left the desk."
    what = plan.first_word(record, -earlier)
    if what is None:
        return f"Your first word left at {show(published.at)}."
    known = None if findings is None else findings.get(what.key)
    pair = (known or worth(record, what, runs)).comparison
    by, way = abs(what.by), "earlier" if what.by < 0.0 else "later"
    said = f"{by:.0f} minute{'' if round(by) == 1 else 's'} {way}, everything else equal"
    slow = published.at - changes.first_post.at > SLOW
    decided = f"was decided at {show(changes.first_post.at)} and " if slow else ""
    return f"Your first word {decided}left at {show(published.at)}. {said}: {pair.found}."


def nearest(changes: Changes, at: float) -> Decision:
    """Return the decision nearest to *at*. Raises Refused when there is none."""
    if not changes.threads.chosen:
        raise Refused("this run has no decisions to compare with")
    return min(changes.threads.chosen, key=lambda decision: abs(decision.at - at))


# Understanding


def _decision(changes: Changes, said: str) -> Decision:
    """Return the decision that *said* names: by id, by action and minute, or as the first word."""
    decisions = changes.threads.chosen
    if (named := re.search(r"\bd\d+\b", said)) is not None:
        for decision in decisions:
            if decision.id == named[0]:
                return decision
        raise Refused(f"this run has no decision {named[0]}")
    if re.search(r"\bfirst (?:word|post|update|message)\b", said):
        if changes.first_post is None:
            raise Refused("nothing was ever posted in this run")
        return changes.first_post
    action = _action(decisions, said)
    fitting = [d for d in decisions if action in ("", d.action)]
    at = _at(said)
    if not fitting or (at is None and len(fitting) > 1) or (at is None and not action):
        raise Refused(f"say which decision, and what to do otherwise, such as "
                      f"{'; '.join(EXAMPLES)}")
    return fitting[0] if at is None else min(fitting, key=lambda d: abs(d.at - at))


def _action(decisions: tuple[Decision, ...], said: str) -> str:
    words = {"update": "post", "word": "post", "message": "post", "post-mortem": "postmortem"}
    words |= {name: name for name in (d.action for d in decisions)}
    words |= {d.action.replace("_", " "): d.action for d in decisions}
    spoken = [(said.find(word), action) for word, action in words.items()
              if re.search(rf"\b{re.escape(word)}\b", said)]
    return min(spoken, default=(0, ""))[1]


def _at(said: str) -> float | None:
    found = _AT.search(said)
    if found is None:
        return None
    hours, whole = found["hours"] or found["h"], found["minutes"] or found["m"]
    if hours is not None:
        return 60.0 * int(hours) + int(whole)
    return minutes(found["length"]) if found["length"] else None


def _change(changes: Changes, decision: Decision, said: str) -> WhatIf | None:
    found = _MOVE.search(said)
    if found is not None:
        length = minutes(found["text"]) if found["text"] else (
            float(found["number"]) * (60.0 if found["unit"].startswith("h") else 1.0))
        early = (found["way"] or found["way2"]) == "earlier"
        return changes.at_another_time(decision, -length if early else length)
    if "evidence" in said:
        return changes.after_evidence(decision)
    if "second person" in said or "review" in said:
        return changes.reviewed(decision)
    if "calm" in said:
        return changes.calmer(decision)
    if "kept" in said:
        return next((each for promise in changes.threads.promises
                     if promise.decision is decision
                     and (each := changes.kept(promise)) is not None), None)
    if re.search(r"\bwithout\b", said) and (content := _content(said.split("without", 1)[1])):
        return changes.unsaid(decision, content)
    if re.search(r"\bwith\b", said) and (content := _content(said.split("with", 1)[1])):
        return changes.with_content(decision, content)
    channel = next((spec.name for spec in changes.record.scenario.channels
                    if re.search(rf"\bon {re.escape(spec.name)}\b", said)), "")
    if channel:
        return changes.on_channels(decision, (channel,), f"on {channel} instead")
    if re.search(r"\bwithout\b", said):
        return changes.without(decision)
    raise Refused(f"say what to do otherwise, such as {'; '.join(EXAMPLES)}")


def _content(said: str) -> str:
    """Return the content that *said* names, by its key or as a person says it."""
    return next((key for key, words in CONTENTS.items()
                 if words in said or key.replace("_", " ") in said), "")
