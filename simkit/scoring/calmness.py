"""Practice, part two: the share of pressure windows that were handled, and the calm of messages.

A window opens for 15 minutes at an inject that expects an answer, a jump in severity that was
seen, a broken promise, a contradicting finding. It is lost by freeze (no answer in time), rush (a
fix or a claim below the stated evidence, an unreviewed send) or thrash (a reversal within 20
minutes without new evidence). A finding asks for no answer: it presses only whoever decides
something on it, so that silence does not count as calm. An operational index, never a claim about a
person's mind.
"""

from __future__ import annotations

from dataclasses import dataclass

from simkit.events import Event
from simkit.record import Record
from simkit.scoring.flexibility import flexibility
from simkit.scoring.metric import Metric

WINDOW = 15.0
"""Minutes that a pressure window lasts."""
THRASH = 20.0
"""Minutes in which a reversal without new evidence counts as thrash."""
ENOUGH = 0.5
"""Stated confidence below which a fix or a claim is rushed."""


@dataclass(frozen=True)
class Window:
    """One stretch of pressure and how it was met."""

    at: float
    opened_by: str
    """Id of the event that opened it."""
    why: str
    lost_by: str
    """``""`` (handled), ``freeze``, ``rush`` or ``thrash``."""
    evidence: tuple[str, ...]


def windows(record: Record) -> tuple[Window, ...]:
    """Return the pressure windows of *record*, in order."""
    return tuple(_judge(record, event) for event in record.events if _opens(record, event))


def calmness(record: Record) -> tuple[Metric, ...]:
    """Return the share of windows handled, the mean calm of messages and the minutes of
    clinging."""
    found = windows(record)
    lost = [window for window in found if window.lost_by]
    share = 1.0 - len(lost) / len(found) if found else None
    counts = ", ".join(f"{sum(w.lost_by == way for w in lost)} by {way}"
                       for way in ("freeze", "rush", "thrash")
                       if any(w.lost_by == way for w in lost))
    words = f"{len(found) - len(lost)} of {len(found)} pressure windows handled"
    return (Metric("calmness", share, "share", None if share is None else 100.0 * share,
                   "answer in time, on evidence, without reversals",
                   tuple(window.opened_by for window in lost),
                   (words + (f"; lost {counts}" if counts else "")) if found
                   else "there was no pressure"),
            _messages(record), flexibility(record))


def _messages(record: Record) -> Metric:
    posts = [event for event in record.of("published") if event.data["by"] != "executive"]
    if not posts:
        return Metric("calm of messages", None, "share", None,
                      words="nothing was posted; silence does not score as calm")
    calm = sum(event.data["calm"] for event in posts) / len(posts) / 0.8
    loud = [event for event in posts if event.data["calm"] < 0.7]
    first = loud[0].data["remarks"] if loud else []
    return Metric("calm of messages", min(1.0, calm), "share", 100.0 * min(1.0, calm),
                  "no shouting, alarm words, blame, guesses as facts or absolute promises",
                  tuple(event.id for event in loud),
                  f"{len(posts) - len(loud)} of {len(posts)} messages calm in form"
                  + (f"; first not: {'; '.join(first)}" if first else ""))


def _opens(record: Record, event: Event) -> bool:
    if event.kind == "inject":
        return event.data["due"] is not None
    return event.kind in ("promise broken", "alarm") or (
        event.kind == "finding" and event.data["speaks"] == "against"
        and bool(_decided(record, event)))


def _decided(record: Record, opening: Event) -> list[Event]:
    """Return what was decided in the window that *opening* opens."""
    return [event for event in record.of("decided")
            if opening.at <= event.at <= opening.at + WINDOW]


def _judge(record: Record, event: Event) -> Window:
    why = {"inject": "a message wants an answer", "alarm": "an alarm", "finding":
           "a finding contradicts", "promise broken": "a promise is broken"}[event.kind]
    decided = _decided(record, event)
    rushed = [e for e in decided if _rushed(record, e)]
    thrashed = [e for e in decided if _thrashed(record, e)]
    if event.kind == "inject" and any(e.data["name"] == event.data["name"]
                                      for e in record.of("ignored")):
        return Window(event.at, event.id, why, "freeze", (event.id,))
    if event.kind in ("alarm", "promise broken") and not decided:
        return Window(event.at, event.id, why, "freeze", (event.id,))
    if rushed:
        return Window(event.at, event.id, why, "rush", tuple(e.id for e in rushed))
    if thrashed:
        return Window(event.at, event.id, why, "thrash", tuple(e.id for e in thrashed))
    return Window(event.at, event.id, why, "", ())


def _rushed(record: Record, decided: Event) -> bool:
    """Whether a decision went ahead of its evidence: an unsure fix, or a loud unread post."""
    if decided.data["action"] == "fix":
        sure = decided.data.get("confidence")
        return sure is None or sure < ENOUGH
    if decided.data["action"] != "post":
        return False
    sent = next((e for e in record.of("published") if e.cause == decided.cause), None)
    return sent is not None and not sent.data["reviewed"] and (
        sent.data["calm"] < 0.7 or not sent.data["true"])


def _thrashed(record: Record, decided: Event) -> bool:
    """Whether a decision reverses a recent one although nothing new was learned."""
    if decided.data["action"] not in ("investigate", "fix"):
        return False
    earlier = [e for e in record.of("decided")
               if e.data["action"] == decided.data["action"]
               and 0.0 < decided.at - e.at <= THRASH and e.data["target"] != decided.data["target"]]
    return bool(earlier) and not any(earlier[-1].at <= e.at <= decided.at
                                     for e in record.of("finding"))
