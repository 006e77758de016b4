"""Practice, part four: was one as sure as one was right?

Judged is only what the world answers with yes or no: whether a fix worked, whether the cause that
was looked into was the cause, and what a message claimed. A stated confidence of one half earns
nothing either way; the points reward saying what one believes, and nothing else does better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simkit.clock import show
from simkit.events import Decision, Event
from simkit.message import read
from simkit.record import Record
from simkit.scenario.parts import Cause
from simkit.scoring.wilson import wilson

LOUD = 0.7
"""Stated confidence from which being wrong is named."""


@dataclass(frozen=True)
class Statement:
    """Something that somebody was so sure of, and whether it was so."""

    at: float
    """When it was stated, minutes since onset."""
    about: str
    """What it was about, such as ``that this fix works: restart the name servers``."""
    stated: float
    """How sure, in [0, 1]."""
    true: bool
    evidence: tuple[str, ...]
    """Ids of the event that stated it and of the one that answered it."""

    @property
    def points(self) -> float:
        """25 for sure and right, -75 for sure and wrong, 0 for a half: a proper score."""
        return 25.0 - 100.0 * (self.stated - self.true) ** 2

    @property
    def overconfident(self) -> bool:
        """Whether it was loud and wrong."""
        return self.stated >= LOUD and not self.true

    def __repr__(self) -> str:
        outcome = "true" if self.true else "not true"
        return f"<{show(self.at)} {100 * self.stated:.0f} in 100 sure {self.about}: {outcome}>"


@dataclass(frozen=True)
class Bin:
    """All statements of about one confidence."""

    stated: float
    """Their mean confidence."""
    true: float
    """The share of them that was so."""
    count: int

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of the share, 5 to 95 %: what so few statements leave open."""
        return wilson(self.true, self.count)

    @property
    def verdict(self) -> str:
        """``too sure``, ``not sure enough``, or empty where so few leave it open."""
        low, high = self.interval
        return "too sure" if self.stated > high else "not sure enough" if self.stated < low else ""


@dataclass(frozen=True)
class Calibration:
    """How stated confidence and truth agree in one run."""

    statements: tuple[Statement, ...]
    """In the order of time."""

    @property
    def brier(self) -> float | None:
        """Mean squared distance of confidence from truth: 0 is perfect, .25 is a coin; None
        without statements."""
        if not self.statements:
            return None
        return sum((s.stated - s.true) ** 2 for s in self.statements) / len(self.statements)

    @property
    def points(self) -> float:
        """The confidence-weighted points of all statements together."""
        return sum(statement.points for statement in self.statements)

    @property
    def bins(self) -> tuple[Bin, ...]:
        """The statements by confidence, in tenths, the least sure first."""
        groups: dict[int, list[Statement]] = {}
        for statement in self.statements:
            groups.setdefault(round(10.0 * statement.stated), []).append(statement)
        return tuple(_bin(groups[tenth]) for tenth in sorted(groups))

    @property
    def overconfident(self) -> tuple[Statement, ...]:
        """The statements that were loud and wrong, the loudest first."""
        return tuple(sorted((s for s in self.statements if s.overconfident),
                            key=lambda statement: -statement.stated))

    @property
    def words(self) -> str:
        """How sure and how right, in sentences."""
        count = len(self.statements)
        if self.brier is None:
            return "Nobody was asked how sure they were of anything that the world could answer."
        right = sum(statement.true for statement in self.statements)
        mean = sum(statement.stated for statement in self.statements) / count
        if count == 1:
            found = (f"1 statement, {100 * mean:.0f} in 100 sure; it "
                     f"{'came' if right else 'did not come'} true.")
        else:
            found = (f"{count} statements, on average {100 * mean:.0f} in 100 sure; "
                     f"{right or 'none'} came true.")
        said = (f"{found} Brier score {self.brier:.2f} (0 is perfect; always saying 50 earns "
                f"0.25). {self.points:+.0f} points for confidence (+25 for sure and right, -75 for "
                "sure and wrong, 0 for 50).")
        loud = self.overconfident
        if loud:
            first = loud[0]
            times = "" if len(loud) == 1 else f" {len(loud)} times, most of all"
            said += (f" Too sure{times} at {show(first.at)}: {100 * first.stated:.0f} in 100 sure "
                     f"{first.about}.")
        return said

    def __repr__(self) -> str:
        return f"<{self.words}>"


def calibration(record: Record) -> Calibration:
    """Return every stated confidence of *record* that the world has answered by now."""
    found = [statement for decision in record.decisions if decision.confidence is not None
             for statement in _judged(record, decision)]
    return Calibration(tuple(sorted(found, key=lambda statement: statement.at)))


def _bin(group: Sequence[Statement]) -> Bin:
    count = len(group)
    return Bin(sum(s.stated for s in group) / count, sum(s.true for s in group) / count, count)


# What the world answered


def _judged(record: Record, decision: Decision) -> Iterator[Statement]:
    decided = next((e for e in record.of("decided") if e.cause == decision.id), None)
    if decided is None:
        return
    if decision.action == "fix":
        yield from _fix(record, decision, decided)
    elif decision.action in ("suspect", "investigate"):
        yield from _hypothesis(record, decision, decided)
    elif decision.action == "post":
        yield from _message(record, decision)
    elif decision.action == "answer":
        yield from _answer(record, decision, decided)


def _fix(record: Record, decision: Decision, decided: Event) -> Iterator[Statement]:
    end = next((e for e in record.of("fix worked", "fix failed") if e.cause == decision.id), None)
    if end is not None:
        yield _said(decision, f"that this fix works: {_cause(record, decision.target).fix}",
                    end.kind == "fix worked", decided.id, end.id)


def _hypothesis(record: Record, decision: Decision, decided: Event) -> Iterator[Statement]:
    actual, worked = _actual(record)
    if actual:
        yield _said(decision, f"of this cause: {_cause(record, decision.target).text}",
                    actual == decision.target, decided.id, worked)


def _cause(record: Record, cause: str) -> Cause:
    return next(each for each in record.scenario.incident.causes if each.id == cause)


def _actual(record: Record) -> tuple[str, str]:
    """Return the cause as it turned out, and the id of the fix that showed it; empty if open."""
    worked = record.first("fix worked")
    found = str(worked.data["about"]) if worked else ""
    return record.scenario.incident.actual_cause or found, worked.id if worked else ""


def _message(record: Record, decision: Decision) -> Iterator[Statement]:
    for event in record.of("published"):
        if event.cause == decision.id:
            yield from _claims(record, decision, event)


def _claims(record: Record, decision: Decision, event: Event) -> Iterator[Statement]:
    says = set(event.data["says"])
    if "all_clear" in says:
        relapse = next((e for e in record.of("relapse") if e.at > event.at), None)
        yield _said(decision, "that it is over", bool(event.data["true"]) and relapse is None,
                    event.id, relapse.id if relapse else "")
    if "denies" in says:
        found_out = next((e for e in record.of("contradicted") if e.cause == event.id), None)
        yield _said(decision, "that what was denied is not so",
                    bool(event.data["true"]) and found_out is None and not _attacked(record, event),
                    event.id, found_out.id if found_out else "")
    yield from _times(record, decision, event)
    yield from _guesses(record, decision, event)


def _times(record: Record, decision: Decision, event: Event) -> Iterator[Statement]:
    """Yield the times for the repair; the time of one's own next word is no claim about the
    world."""
    names = {e.data["name"] for e in record.of("promised")
             if e.cause == event.id and e.data["promise"] == "eta"}
    for end in record.of("promise kept", "promise broken"):
        if end.data["name"] in names:
            yield _said(decision, "of the time for the repair", end.kind == "promise kept",
                        event.id, end.id)


def _guesses(record: Record, decision: Decision, event: Event) -> Iterator[Statement]:
    """Yield the claim or guess of a cause, where its text names one of the scenario's causes."""
    actual, worked = _actual(record)
    if not {"cause", "speculates"} & set(event.data["says"]) or not actual:
        return
    text = str(event.data["text"]).lower()
    named = {cause.id for cause in record.scenario.incident.causes
             if cause.id.lower() in text or cause.text.rstrip(".").lower() in text}
    if len(named) == 1:
        yield _said(decision, "of the cause", named == {actual}, event.id, worked)


def _answer(record: Record, decision: Decision, decided: Event) -> Iterator[Statement]:
    """Yield what an answer to somebody denied, such as a rumour of an attack."""
    if decision.message is not None and read(decision.message).says("denies"):
        denied = read(decision.message).denied
        true = not ({"problem", "fault"} & set(denied)) and not _is_attack(record)
        yield _said(decision, "that the rumour is not so", true, decided.id, "")


def _attacked(record: Record, event: Event) -> bool:
    """Whether *event* denies an attack that there was: a cause with the id ``attack``."""
    return "attack" in read(str(event.data["text"])).denied and _is_attack(record)


def _is_attack(record: Record) -> bool:
    return record.scenario.incident.actual_cause == "attack"


def _said(decision: Decision, about: str, true: bool, *evidence: str) -> Statement:
    assert decision.confidence is not None
    return Statement(decision.at, about, decision.confidence, true, tuple(filter(None, evidence)))
