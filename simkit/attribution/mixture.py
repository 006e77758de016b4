"""Two ways of playing the same world, mixed: of each part, one's decisions or the other's.

Messages have three parts: when they come, what they say (with where they go and whether their
promises are kept), and how calm they are. Where time and content come from different sides, each
message says what its side said as of that minute, before or after the restoration as it was; a
promise that was kept is given a time that the next message keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from simkit.counterfactual import wordings
from simkit.events import Anchor, Decision
from simkit.message import Message, read
from simkit.record import Record

PARTS = ("repair", "timing", "content", "calm of messages", "behaviour")
"""What can be one's own or by the book: causes looked into and fixes; when messages come; what
they say, where, and whether it holds; the manner in which they say it; everything else."""

REPAIR = frozenset({"investigate", "fix", "undo", "hold", "proceed", "repair"})
"""Actions that are about the repair."""
MARGIN = 20.0
"""Minutes from the decision on a message until it has surely left."""
_BACK = "restoration 1"

Turn = tuple[int, Decision]
"""A decision with its place in the order of its side: what falls on one minute keeps it."""


@dataclass(frozen=True)
class Played:
    """Decisions as they were taken in one world."""

    decisions: tuple[Decision, ...]
    back_at: float
    """When the restoration was seen there, minutes since onset; inf when it was not."""
    broken: frozenset[float]
    """Decision times of the messages whose promise of a next word was broken."""

    @classmethod
    def of(cls, decisions: Sequence[Decision], record: Record) -> Played:
        """Return *decisions* with what became of them in *record*, their run.

        What answered a promise stands at its minute; what answered anything else follows that.
        """
        seen = record.first("restoration seen")
        messages = {event.id: event.cause for event in record.of("published")}
        at = {decision.id: decision.at for decision in record.decisions}
        made = {event.data["name"]: event.cause for event in record.of("promised")}
        broken = (messages.get(made.get(event.data["name"], ""), "")
                  for event in record.of("promise broken")
                  if event.data["promise"] == "next_update")
        fixed = tuple(replace(d, anchor=None) if d.anchor and d.anchor.kind == "promised" else d
                      for d in decisions)
        return cls(fixed, seen.at if seen else float("inf"),
                   frozenset(at[each] for each in broken if each in at))

    def posts(self, after: bool) -> list[Turn]:
        """Return the messages from before or from *after* the restoration was seen."""
        return [(turn, d) for turn, d in enumerate(self.decisions) if d.action == "post"
                and d.message is not None and (d.at >= self.back_at) == after]

    def part(self, name: str) -> list[Turn]:
        """Return the decisions of the part *name*: ``repair`` or ``behaviour``."""
        return [(turn, d) for turn, d in enumerate(self.decisions)
                if d.action not in ("post", "withdraw") and d.actor != "facilitator"
                and (d.action in REPAIR) == (name == "repair")]


def mixed(mine: Played, book: Played, coalition: frozenset[str]) -> tuple[Decision, ...]:
    """Return the decisions in which the parts of *coalition* are *mine* and the others *book*'s.

    With all parts they are mine, with none they are the book's.
    """
    if coalition == frozenset(PARTS):
        return mine.decisions
    if not coalition:
        return book.decisions + tuple(d for d in mine.decisions if d.actor == "facilitator")
    sides = {part: mine if part in coalition else book for part in PARTS}
    chosen = [each for each in enumerate(mine.decisions) if each[1].actor == "facilitator"]
    chosen += [each for part in ("repair", "behaviour") for each in sides[part].part(part)]
    chosen += _messages(sides["timing"], sides["content"], sides["calm of messages"])
    in_turn = sorted(chosen, key=lambda each: (each[1].at, each[0]))
    return tuple(decision for _, decision in in_turn)


def _messages(when: Played, what: Played, manner: Played) -> list[Turn]:
    if when is what is manner:
        return [(turn, d) for turn, d in enumerate(when.decisions)
                if d.action in ("post", "withdraw")]
    found = []
    for after in (False, True):
        slots = when.posts(after)
        for number, (turn, slot) in enumerate(slots):
            following = slots[number + 1:number + 2] or ([] if after else when.posts(True)[:1])
            wait = following[0][1].at - slot.at if following else None
            said = _as_of(what, slot, when, after)
            if said is None or said.message is None:
                continue
            message = said.message if when is what else _promising(
                said.message, wait, kept=said.at not in what.broken)
            if manner is not what:
                message = _in_manner(message, manner, slot, when, after)
            found.append((turn, replace(slot, message=message,
                                        anchor=_anchor(slot, when, after))))
    return found


def _as_of(side: Played, slot: Decision, when: Played, after: bool) -> Decision | None:
    """Return the message that *side* had out by the minute of *slot*, a time of *when*; the first
    one where it had none yet."""
    if side is when:
        return slot
    posts = [post for _, post in side.posts(after)]
    start, here = (side.back_at, when.back_at) if after else (0.0, 0.0)
    out = [post for post in posts if post.at - start <= slot.at - here]
    return out[-1] if out else next(iter(posts), None)


def _promising(message: Message, wait: float | None, *, kept: bool) -> Message:
    """Return *message* with its promise of a next word, if any, made for another rhythm: kept by
    a word in *wait* minutes, or broken by it; none when no word follows."""
    if not read(message).says("next_update"):
        return message
    plain = wordings.without(message, "next_update") or message
    if wait is None:
        return plain
    due = wait + MARGIN if kept else wait / 2.0
    return wordings.added(plain, "next_update", f"{max(1, round(due))}m") or message


def _in_manner(message: Message, manner: Played, slot: Decision, when: Played, after: bool
               ) -> Message:
    """Return *message* as calm or agitated as *manner*'s message of that minute."""
    model = _as_of(manner, slot, when, after)
    if model is None or model.message is None:
        return message
    forms = wordings.loudness(model.message)
    quiet = wordings.calmed(message) or message
    return replace(wordings.agitated(quiet, forms), reviewer=model.message.reviewer)


def _anchor(slot: Decision, when: Played, after: bool) -> Anchor | None:
    """Return what *slot* follows: after the restoration, that."""
    if slot.anchor is not None or not after:
        return slot.anchor
    return Anchor("restoration seen", _BACK, slot.at - when.back_at)
