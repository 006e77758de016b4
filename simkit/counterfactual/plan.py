"""Every what-if of a run that a debrief asks, what is likely to matter before the rest."""

from __future__ import annotations

from collections.abc import Iterator

from simkit.counterfactual.changes import Changes
from simkit.counterfactual.whatif import WhatIf
from simkit.events import Decision
from simkit.message import read
from simkit.record import Record

EARLIER = LATER = 20.0
"""Minutes by which a decision is moved."""
MOVES = (5.0, 10.0, 20.0, 40.0, 60.0)
"""Minutes by which a decision can be moved by somebody who chooses."""
SILENCE = 45.0
"""Minutes from which a silence is asked about; the norm is 20 to 30."""
SILENCES = 3
"""Silences that are asked about at most."""
_RANK = {action: place for place, action in enumerate(
    ("fix", "post", "build", "investigate", "open_room", "postmortem", "repair"))}
"""Actions whose decisions are left out before those of others; a long run has more than can be
asked."""


def first_word(record: Record, by: float = -EARLIER) -> WhatIf | None:
    """Return the what-if on the first word's minute: *by* minutes earlier, or later where no
    earlier one was possible; None when nothing was said."""
    return _first_word(Changes(record), by)


def _first_word(changes: Changes, by: float) -> WhatIf | None:
    first = changes.first_post
    if first is None:
        return None
    return changes.at_another_time(first, by) or changes.at_another_time(first, abs(by))


def what_ifs(record: Record) -> tuple[WhatIf, ...]:
    """Return the what-ifs of *record*: for each decision, promise, silence and fix."""
    found: dict[str, WhatIf] = {}
    for each in _all(Changes(record)):
        if each is not None:
            found.setdefault(each.key, each)
    return tuple(found.values())


def choices(record: Record) -> dict[str, dict[str, WhatIf]]:
    """Return the what-ifs of *record* for somebody who chooses from two lists: by what they are
    about, such as ``the first word, decided at T+0:41``, then by what is otherwise."""
    changes = Changes(record)
    found: dict[str, dict[str, WhatIf]] = {}
    for gap in changes.threads.gaps(SILENCE)[:SILENCES]:
        about, _, otherwise = (what := changes.spoken(gap)).words.partition(", ")
        found[about] = {otherwise: what}
    for decision in changes.threads.chosen:
        called = changes.called(decision)
        name = called if called not in found else f"{called} ({decision.id})"
        found[name] = {}
        for each in _otherwise(changes, decision):
            if each is not None:
                words = each.words.removeprefix(called).removeprefix(", ").strip()
                found[name].setdefault("left out" if each.kind == "without" else words, each)
    return found


def _otherwise(changes: Changes, decision: Decision) -> Iterator[WhatIf | None]:
    yield changes.without(decision)
    yield changes.after_evidence(decision)
    for promise in changes.threads.promises:
        if promise.decision is decision:
            yield changes.kept(promise)
    for by in (*(-by for by in MOVES), *MOVES):
        yield changes.at_another_time(decision, by)
    yield from _reworded(changes, decision)
    for promise in changes.threads.promises:
        if promise.decision is decision:
            yield changes.unsaid(decision, promise.kind)


def _all(changes: Changes) -> Iterator[WhatIf | None]:
    decisions = changes.threads.chosen
    yield _first_word(changes, -EARLIER)
    for gap in changes.threads.gaps(SILENCE)[:SILENCES]:
        yield changes.spoken(gap)
    for promise in changes.threads.promises:
        yield changes.kept(promise)
    for decision in decisions:
        yield changes.after_evidence(decision)
    for decision in sorted(decisions, key=lambda decision: _RANK.get(decision.action, len(_RANK))):
        yield changes.without(decision)
    for promise in changes.threads.promises:
        yield changes.unsaid(promise.decision, promise.kind)
    for decision in decisions:
        yield changes.at_another_time(decision, -EARLIER)
        yield changes.at_another_time(decision, LATER)
    for decision in decisions:
        yield from _reworded(changes, decision)


def _reworded(changes: Changes, decision: Decision) -> Iterator[WhatIf | None]:
    yield changes.calmer(decision)
    yield changes.reviewed(decision)
    for content in changes.missing(decision):
        yield changes.with_content(decision, content)
    if decision.message is not None:
        said = read(decision.message)
        if said.says("cause") and not changes.known.holds("cause", decision.at):
            yield changes.unsaid(decision, "cause")
    unused = changes.channels(decision)
    if unused:
        used = decision.message.channels if decision.message else ()
        yield changes.on_channels(decision, (unused[0],), f"on {unused[0]} instead")
        yield changes.on_channels(decision, (*used, *unused), "on every channel that worked")
