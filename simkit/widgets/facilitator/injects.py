"""The injects as the facilitator has them: what came, what comes, and how near a condition is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypedDict

from simkit.clock import duration, show
from simkit.engine.inbox import Item
from simkit.engine.world import World
from simkit.scenario.parts import COUNTS, DURATIONS, Condition, Inject, Trigger
from simkit.scenario.triggers import comparisons
from simkit.widgets.view import Line, capital, wait

FEW = 5
"""Injects that are shown before somebody asks for all."""

TIMED = 3
"""Of them, those that come by the clock."""

LATEST = 5
"""Injects that came, shown at once; the log has them all."""


class Clause(TypedDict):
    """One condition with its value now."""

    words: str
    now: str
    holds: bool


class Planned(TypedDict):
    """An inject that has not come, or may come again."""

    id: str
    t: str
    """When it comes, or ``if``."""
    title: str
    text: str
    notes: str
    state: Line
    groups: list[list[Clause]]
    """Any of these groups, all clauses of a group; empty when it comes by the clock."""
    next: bool
    """Whether it is the next to come by the clock."""
    skipped: bool


class Came(TypedDict):
    """An inject that came in."""

    t: str
    title: str
    text: str
    why: str
    state: Line


def planned(world: World) -> list[Planned]:
    """Return what has not come: by the clock in order, then on a condition, then left out."""
    waiting = [inject for inject in world.scenario.injects
               if inject.again is not None or world.inbox.came(inject.id) is None]
    timed = {inject.id: at for inject in waiting
             if (at := world.steering.planned(inject)) is not None and at < math.inf}
    first = min(timed.values(), default=math.inf)

    def rank(inject: Inject) -> tuple[int, float]:
        if inject.id in world.steering.skipped:
            return (2, 0.0)
        return (0, timed[inject.id]) if inject.id in timed else (1, 0.0)

    return [_planned(inject, world, timed.get(inject.id) == first)
            for inject in sorted(waiting, key=rank)]


def folded(rows: Sequence[Planned]) -> list[str]:
    """Return the ids of what is shown at once: the next by the clock, and the nearest conditions.

    A condition is near when most of its clauses hold.
    """
    timed = [row for row in rows if not row["skipped"] and not row["groups"]][:TIMED]
    waiting = sorted((row for row in rows if not row["skipped"] and row["groups"]),
                     key=lambda row: -max(_holding(group) for group in row["groups"]))
    return [row["id"] for row in (*timed, *waiting[:FEW - len(timed)])]


def _holding(group: Sequence[Clause]) -> float:
    return sum(clause["holds"] for clause in group) / len(group)


def _planned(inject: Inject, world: World, is_next: bool) -> Planned:
    at = world.steering.planned(inject)
    skipped = inject.id in world.steering.skipped
    return {"id": inject.id, "t": "if" if at is None else "" if skipped else show(at),
            "title": capital(inject.sender), "text": inject.text, "notes": inject.notes,
            "state": _state(inject, world, at, skipped, is_next),
            "groups": clauses(inject.when, world) if inject.when else [],
            "next": is_next and not skipped, "skipped": skipped}


def _state(inject: Inject, world: World, at: float | None, skipped: bool,
           is_next: bool) -> Line:
    now = world.ground.now
    if skipped:
        return {"sign": "off", "words": "left out by you", "more": ""}
    if at is not None:
        moved = "delayed by you" if inject.id in world.inbox.kept_back else ""
        words = f"{'next, ' if is_next else ''}{wait(at - now)}"
        return {"sign": "wip" if is_next else "", "words": words, "more": moved}
    until = world.inbox.kept_back.get(inject.id, 0.0)
    if now < until < math.inf:
        return {"sign": "off", "words": f"not before {show(until)}", "more": "delayed by you"}
    came = world.inbox.came(inject.id)
    again = f"came at {show(came.at)}, may come again" if came is not None else ""
    return {"sign": "off", "words": "waits", "more": again}


def clauses(trigger: Trigger, world: World) -> list[list[Clause]]:
    """Return the conditions of *trigger* with their values in *world* now."""
    return [[_clause(condition, world) for condition in group] for group in trigger.any_of]


def _clause(condition: Condition, world: World) -> Clause:
    value = float(world.ground.crowd.quantity(condition.quantity)[world.ground.row])
    name = condition.quantity.replace("_", " ")
    than = comparisons(condition.quantity)[0 if condition.above else 1]
    holds = value > condition.bound if condition.above else value < condition.bound
    return {"words": f"{name} {than} {_value(condition.quantity, condition.bound)}",
            "now": _value(condition.quantity, value), "holds": holds}


def _value(quantity: str, value: float) -> str:
    """Return *value* of *quantity* in the unit that authors write it in."""
    if math.isnan(value):
        return "nothing yet"
    if quantity in DURATIONS:
        return duration(round(value))
    if quantity in COUNTS:
        return f"{value:.0f}"
    return f"{100 * value:.0f}%" if value >= 0.01 or value == 0.0 else "under 1%"


def came(world: World) -> list[Came]:
    """Return what came in, who waits first, then the newest; at most LATEST."""
    causes = {str(event.data["name"]): event.cause for event in world.log
              if event.kind == "inject"}
    items = sorted(world.inbox.items,
                   key=lambda item: (item.state != "open",
                                     item.due or 0.0 if item.state == "open" else -item.at))
    return [_came(item, world, causes.get(item.name, "")) for item in items[:LATEST]]


def _came(item: Item, world: World, cause: str) -> Came:
    left = 0.0 if item.due is None else item.due - world.ground.now
    states: dict[str, Line] = {
        "open": {"sign": "due", "words": f"waits, {wait(left)}", "more": ""},
        "answering": {"sign": "wip", "words": "being answered", "more": ""},
        "answered": {"sign": "kept", "words": "answered", "more": ""},
        "ignored": {"sign": "bad", "words": "not answered in time", "more": ""}}
    if item.spec.id in world.steering.written:
        why = "written by you"
    elif cause:
        why = "delayed by you" if item.spec.id in world.inbox.kept_back and _late(
            cause, world) else "sent by you"
    else:
        why = "its condition was met" if item.spec.when is not None else ""
    return {"t": show(item.at), "title": capital(item.spec.sender), "text": item.spec.text,
            "why": why, "state": states.get(item.state, {"sign": "", "words": "", "more": ""})}


def _late(cause: str, world: World) -> bool:
    return any(d.id == cause and d.action == "delay" for d in world.decisions)


def counted(world: World) -> str:
    """Return how many injects came, are left out and are there in all, in words."""
    total = len(world.scenario.injects) + len(world.steering.written)
    out = len(world.steering.skipped)
    return (f"{total} · {len(world.inbox.items)} came"
            + (f" · {out} left out" if out else ""))
