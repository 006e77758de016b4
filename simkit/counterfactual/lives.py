"""A run's decisions under other luck: when each was taken there, and what a what-if makes of them.

The decisions are played once as they were, by their anchors. What answered a promise of one's own
is then held at the minute that it had in that world, so that a change elsewhere moves it only where
the what-if says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from simkit.counterfactual.threads import Threads
from simkit.counterfactual.whatif import AfterEvidence, WhatIf
from simkit.counterfactual.wordings import in_minutes
from simkit.engine.worlds import Case
from simkit.events import Decision
from simkit.policy import Player, Policy
from simkit.record import Record


@dataclass(frozen=True)
class Life:
    """The decisions of a run in one world."""

    case: Case
    """That world, the decisions played by their anchors."""
    decisions: tuple[Decision, ...]
    """The same, with the ids of the run; those that answered a promise stand at the minute that
    they had here. What could not be done here is left out."""

    def otherwise(self, what: WhatIf) -> Case:
        """Return the case in which *what* is otherwise."""
        kept = []
        for decision in self.decisions:
            other = what.instead.get(decision.id, decision)
            if other is decision:
                kept.append(decision)
            elif other is not None:
                kept.append(_like(other, decision, what.by))
        player: Player | AfterEvidence | None = None
        if what.rules:
            player = Player(Policy(what.kind, what.words, what.rules))
        elif what.sure is not None:
            player = AfterEvidence(what.at, what.sure)
        return replace(self.case, decisions=_renumbered(kept), player=player)


def _renumbered(kept: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return *kept* with what is taken back under its new number: the world numbers decisions as
    they come. What is not there cannot be taken back."""
    numbers = {decision.id: f"d{number}" for number, decision in enumerate(
        sorted(kept, key=lambda decision: decision.at), 1)}
    return tuple(replace(decision, target=numbers[decision.target])
                 if decision.action == "withdraw" else decision for decision in kept
                 if decision.action != "withdraw" or decision.target in numbers)


def _like(other: Decision, lived: Decision, by: float) -> Decision:
    """Return *other* as it falls where it stands in for *lived*, *by* minutes later."""
    if lived.anchor is not None:
        return other
    return replace(other, at=max(0.0, lived.at + by), anchor=None)


def portable(record: Record) -> tuple[Decision, ...]:
    """Return the decisions of *record* as they can be played under other luck: what answers
    something promises its times as waits, for a clock time would be another promise there."""
    threads = Threads(record)
    waits = {promise.decision.id: promise.due - promise.made for promise in threads.promises}
    return tuple(
        replace(decision, message=in_minutes(decision.message, waits[decision.id]))
        if decision.message is not None and decision.anchor is not None and decision.id in waits
        else decision for decision in record.decisions)


def lived(case: Case, record: Record) -> Life:
    """Return the decisions of *case* as they were taken in *record*, its run."""
    taken: list[tuple[Decision, Decision]] = []
    left = list(case.decisions)
    for decision in record.decisions:
        same = next((one for one in left if _same(one, decision)), None)
        if same is not None:
            left.remove(same)
            taken.append((same, decision))
    return Life(case, tuple(
        replace(own, at=there.at, anchor=None)
        if own.anchor is not None and own.anchor.kind == "promised" else own
        for own, there in taken))


def lives(made: Sequence[Case], records: Sequence[Record]) -> list[Life]:
    """Return the lives of all *made* cases, from their *records*."""
    return [lived(case, record) for case, record in zip(made, records, strict=True)]


def _same(one: Decision, other: Decision) -> bool:
    return (one.action, one.target, one.message, one.confidence, one.actor, one.anchor) == (
        other.action, other.target, other.message, other.confidence, other.actor, other.anchor)
