"""The threads of a run: which decision led to which message, promise and answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from simkit.events import Decision, Event
from simkit.record import Record
from simkit.scoring.timing import words_of

UNFELT = frozenset({"mode", "suspect"})
"""Actions that change nothing in the world: how the run is played, and what is thought."""


@dataclass(frozen=True)
class Given:
    """A time that was promised in public, and what became of it."""

    decision: Decision
    """Whose message promised it."""
    kind: str
    """``next_update`` or ``eta``."""
    name: str
    made: float
    """Minutes since onset, as is *due*."""
    due: float
    became: str
    """``kept``, ``broken``, ``revised`` or ``open``."""
    about: tuple[str, ...]
    """Ids of its events."""


@dataclass(frozen=True)
class Gap:
    """A silence while the service was down."""

    since: float
    until: float
    about: tuple[str, ...]
    """Ids of the events at its ends."""


class Threads:
    """One record with its decisions by what came of them."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.chosen = tuple(d for d in record.decisions
                            if d.actor != "facilitator" and d.action not in UNFELT)
        """The decisions of whoever played, in order."""
        self._caused: dict[str, list[Event]] = {}
        for event in record.events:
            self._caused.setdefault(event.cause, []).append(event)
        self.promises = tuple(self._promises())

    def decided(self, decision: Decision) -> tuple[str, ...]:
        """Return the ids of what shows *decision*: its message where one left, else its event."""
        events = self._caused.get(decision.id, [])
        left = [event.id for event in events if event.kind in ("published", "answered")]
        return tuple(left or [event.id for event in events if event.kind == "decided"])

    def published(self, decision: Decision) -> Event | None:
        """Return the message of *decision* as it left; None when it did not."""
        return next((event for event in self._caused.get(decision.id, [])
                     if event.kind == "published"), None)

    def answers(self, decision: Decision) -> tuple[Decision, ...]:
        """Return the decisions that answered a promise of *decision*, and those that answered
        theirs."""
        found: dict[str, Decision] = {}
        waiting = [decision]
        while waiting:
            names = {promise.name for promise in self.promises
                     if promise.decision.id == waiting[-1].id}
            waiting.pop()
            for other in self.chosen:
                anchor = other.anchor
                if (anchor is not None and anchor.kind == "promised" and anchor.name in names
                        and other.id not in found):
                    found[other.id] = other
                    waiting.append(other)
        return tuple(found.values())

    def gaps(self, longer_than: float) -> tuple[Gap, ...]:
        """Return the silences of more than *longer_than* minutes between alarm and restoration,
        by what was published, true and heard; the longest first."""
        record, alarm = self.record, self.record.first("alarm")
        if alarm is None:
            return ()
        seen = record.first("restoration seen")
        end = seen.at if seen else record.until
        words = [(event.at, event.id) for event in words_of(record) if alarm.at < event.at < end]
        ends = [(alarm.at, alarm.id), *words, (end, seen.id if seen else "")]
        gaps = [Gap(since, until, tuple(filter(None, (first, last))))
                for (since, first), (until, last) in pairwise(ends) if until - since > longer_than]
        return tuple(sorted(gaps, key=lambda gap: gap.since - gap.until))

    def _promises(self) -> Iterator[Given]:
        decisions = {d.id: d for d in self.chosen}
        messages = {event.id: event.cause for event in self.record.of("published")}
        ends = {str(event.data["name"]): event for event in self.record.of(
            "promise kept", "promise broken", "promise revised")}
        for event in self.record.of("promised"):
            decision = decisions.get(messages.get(event.cause, ""))
            if decision is not None:
                name = str(event.data["name"])
                end = ends.get(name)
                yield Given(decision, str(event.data["promise"]), name, event.at,
                            float(event.data["due"]),
                            "open" if end is None else end.kind.removeprefix("promise "),
                            (event.cause,) if end is None else (event.cause, end.id))
