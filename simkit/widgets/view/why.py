"""Why a curve moved: its largest moves, and for each what came before it, with its causes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from simkit.clock import show
from simkit.events import Event
from simkit.situation import Situation
from simkit.widgets.view.told import told_as

CURVES = {"trust": "Trust of all", "rumour": "Rumour", "reports": "Reports"}
"""What the curves count that one can ask about, with their names; trust has one per segment, too.
"""

SPAN = 10.0
"""Minutes over which a move is measured."""

LAG = 5.0
"""Minutes before a move in which its reasons are looked for, too."""

MOVES = 5
"""Moves that are offered at once."""

SILENT = 25.0
"""Minutes without a public word after which silence is a reason."""

MATTERS: dict[str, tuple[str, ...]] = {
    "trust": ("contradicted", "promise broken", "restoration seen", "ignored", "spoke up",
              "borne out", "promise kept", "fix failed", "published", "post-mortem",
              "compensation offered", "roadmap promised", "campaign paused", "alarm"),
    "rumour": ("contradicted", "spoke up", "inject", "ignored", "published", "promise broken"),
    "reports": ("restoration seen", "alarm", "fix failed", "fix worked", "published", "spoke up"),
}
"""Kinds of events that move each curve, what moves it most first."""


class Move(TypedDict):
    """A stretch in which a curve went up or down."""

    begin: float
    end: float
    words: str
    """Such as ``T+0:36: -1.4``."""


class Reason(TypedDict):
    """Something that came before a move, and where it came from."""

    t: str
    words: str
    because: list[tuple[str, str]]
    """(time, words) of what caused it, the nearest first."""


def moves(at: Sequence[float], values: Sequence[float], least: float) -> list[Move]:
    """Return the largest moves of a curve, in the order of time, each of at least *least*.

    *at*: minutes since onset; *values*: as many numbers, in what the curve counts.
    """
    stretches = []
    last = 0
    for first, begin in enumerate(at):
        while last < len(at) - 1 and at[last] < begin + SPAN:
            last += 1
        if at[last] - begin >= SPAN / 2:
            stretches.append((values[last] - values[first], begin, at[last]))
    found: list[tuple[float, float, float]] = []
    for change, begin, end in sorted(stretches, key=lambda stretch: -abs(stretch[0])):
        apart = all(end <= b or begin >= e for _, b, e in found)
        if abs(change) >= least and apart and len(found) < MOVES:
            found.append((change, begin, end))
    return [{"begin": begin, "end": end, "words": f"{show(begin)}: {_signed(change)}"}
            for change, begin, end in sorted(found, key=lambda move: move[1])]


def _signed(change: float) -> str:
    words = f"{abs(change):,.0f}" if abs(change) >= 10 else f"{abs(change):.1f}"
    return f"{'+' if change > 0 else '−'}{words}"


def reasons(move: Move, curve: str, situation: Situation) -> list[Reason]:
    """Return what may lie behind *move* of *curve*, what moves it most first."""
    kinds = MATTERS[curve]
    seen = [event for event in situation.events if event.kind in kinds
            and move["begin"] - LAG <= event.at <= move["end"]]
    ranked = sorted(seen, key=lambda event: (kinds.index(event.kind), -event.at))[:4]
    found = [_reason(event, situation) for event in ranked]
    return found + _standing(move, curve, situation)


def _reason(event: Event, situation: Situation) -> Reason:
    return {"t": show(event.at), "words": told_as(event, situation),
            "because": [(show(each.at), told_as(each, situation))
                        for each in causes(event, situation.events)]}


def causes(event: Event, events: Sequence[Event]) -> list[Event]:
    """Return the chain of what caused *event*, as far as it was seen, the nearest first."""
    by_id = {each.id: each for each in events}
    decided = {str(each.data["name"]): each for each in events if each.kind == "decided"}
    chain: list[Event] = []
    cause = event.cause
    while cause:
        before = by_id.get(cause) or decided.get(cause)
        if before is None or before is event or before in chain:
            break
        chain.append(before)
        cause = before.cause if before.kind != "decided" else ""
    return chain


def _standing(move: Move, curve: str, situation: Situation) -> list[Reason]:
    """Return what held through the whole of *move*: the outage itself, and silence."""
    end = move["end"]
    found: list[Reason] = []
    signs = [e for e in situation.events if e.kind in ("alarm", "restoration seen") and e.at <= end]
    if signs and signs[-1].kind == "alarm":
        found.append({"t": show(signs[-1].at), "words": "It is down since then.", "because": []})
    words = [e.at for e in situation.events if e.kind == "published" and e.at <= end]
    quiet = end - max(words, default=0.0)
    if curve != "reports" and signs and signs[-1].kind == "alarm" and quiet >= SILENT:
        found.append({"t": show(end), "words": f"Nobody had heard from you for {round(quiet)} "
                                               "minutes.", "because": []})
    return found
