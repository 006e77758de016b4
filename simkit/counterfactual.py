"""The same run, otherwise: decisions moved or left out, on common random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from simkit.clock import duration, minutes, show
from simkit.ensemble import Comparison, Progress, better, sample
from simkit.errors import Refused
from simkit.events import Anchor, Decision
from simkit.record import Record

RUNS = 60
"""Pairs of seeds and parameter draws behind a comparison."""


def moved(decision: Decision, by: float) -> Decision:
    """Return *decision* *by* minutes later (earlier when negative), its clock times with it.

    A decision that would come before what it answered loses its anchor and keeps its time.
    """
    message = decision.message
    if message is not None:
        form = tuple((field, _clock(words, by)) if field == "next_update" else (field, words)
                     for field, words in message.form)
        message = replace(message, form=form)
    anchor: Anchor | None = decision.anchor
    if anchor is not None:
        offset = anchor.offset + by
        anchor = replace(anchor, offset=offset) if offset >= 0.0 else None
    return replace(decision, at=max(0.0, decision.at + by), anchor=anchor, message=message)


def _clock(words: str, by: float) -> str:
    """Return *words*, moved *by* minutes when they are a clock time such as ``16:50``."""
    hour, _, rest = words.partition(":")
    if not (hour.isdigit() and rest[:2].isdigit()):
        return words
    total = (int(hour) * 60 + int(rest[:2]) + round(by)) % 1440
    return f"{total // 60:02d}:{total % 60:02d}{rest[2:]}"


def chosen(record: Record, at: float | str) -> Decision:
    """Return the decision of *record* nearest to *at*. Raises Refused when there is none."""
    if not record.decisions:
        raise Refused("this run has no decisions to compare with")
    moment = minutes(at)
    return min(record.decisions, key=lambda decision: abs(decision.at - moment))


def otherwise(decisions: Sequence[Decision], target: Decision,
              instead: Decision | None) -> tuple[Decision, ...]:
    """Return *decisions* with *instead* in place of *target* (left out when None)."""
    changed = [instead if decision is target else decision for decision in decisions]
    return tuple(sorted((d for d in changed if d is not None), key=lambda d: d.at))


def compare(record: Record, at: float | str, move: float | str | None = None, *,
            runs: int = RUNS, progress: Progress | None = None) -> Comparison:
    """Return what it is worth to move the decision nearest to *at* by *move* (``"-20m"``), or,
    without *move*, to leave it out: the changed run against the run as it was."""
    target = chosen(record, at)
    if move is None:
        changed = otherwise(record.decisions, target, None)
        name = f"without {target.action} at {show(target.at)}"
    else:
        by = minutes(move)
        changed = otherwise(record.decisions, target, moved(target, by))
        way = "earlier" if by < 0 else "later"
        name = f"{target.action} of {show(target.at)} {duration(abs(by))} {way}"
    return better(sample(record.scenario, changed, runs, name=name, progress=progress),
                  sample(record.scenario, record.decisions, runs, name="as it was"))


def first_word(record: Record, earlier: float = 20.0, *, runs: int = RUNS) -> str:
    """Return the sentence on what an earlier (or any) first word would have been worth."""
    posts = [d for d in record.decisions if d.action == "post"]
    if not posts:
        return "You never spoke, so there is no word to move."
    published = next((e for e in record.of("published") if e.cause == posts[0].id), None)
    if published is None:
        return "Your first word never left the desk."
    alarm = record.first("alarm")
    by = min(earlier, posts[0].at - (alarm.at if alarm else 0.0))
    if by < 1.0:
        result = compare(record, posts[0].at, "20m", runs=runs)
        return (f"Your first word left at {show(published.at)}. Twenty minutes later, everything "
                f"else equal: {result.interval}, {result.verdict}, {result.chance}.")
    result = compare(record, posts[0].at, -by, runs=runs)
    return (f"Your first word left at {show(published.at)}. {by:.0f} minutes earlier, everything "
            f"else equal: {result.interval}, {result.verdict}, {result.chance}.")
