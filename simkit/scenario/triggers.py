"""When a conditional inject fires: its written form, its words, and whether it holds.

A mapping means *and*, a list of mappings means *or*; ``for: 5m`` asks that the whole lasts. The
quantities are a closed list, and there is no expression language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simkit.clock import duration as written
from simkit.errors import did_you_mean
from simkit.scenario.faults import Misspelled, Place
from simkit.scenario.parts import COUNTS, DURATIONS, QUANTITIES, Condition, Trigger
from simkit.scenario.spelling import duration, got, level, wait

MEANINGS = {
    "trust": "Mean trust of all users, 0% to 100%.",
    "severity": "Share of use that fails now.",
    "awareness": "Share of users who know of the outage.",
    "uncertainty": "Mean uncertainty of users.",
    "frustration": "Mean frustration of users.",
    "rumour": "Share of users who spread a rumour now.",
    "media": "Media attention, 0% to 100%.",
    "switching": "Share of users who use something else meanwhile.",
    "silence": "Time since the last published message, or since onset before the first.",
    "elapsed": "Time since onset.",
    "since_restoration": "Time since service came back; holds nothing before that.",
    "backlog": "Share of support contacts that nobody has answered.",
    "broken_promises": "Promises to the public that were not kept, so far.",
    "wrong_fixes": "Fixes tried that were not for the cause, so far.",
    "stress": "Stress of the trainee's role, 0% to 100%.",
}
"""What each quantity is, for authors."""

_DURATION_WORDS = ("longer than", "shorter than")
_COUNT_WORDS = ("more than", "fewer than")
_SHARE_WORDS = ("above", "below")


def trigger(value: object) -> Trigger:
    """Return the trigger written as *value*; raises Misspelled with every fault in it."""
    groups = value if isinstance(value, list) else [value]
    if not groups:
        raise Misspelled("must name at least one quantity")
    faults: list[tuple[Place, str]] = []
    read = [_group(group, (index,) if isinstance(value, list) else (), faults)
            for index, group in enumerate(groups)]
    lasting = {length for _, length in read}
    if not faults and len(lasting) > 1:
        faults.append(((), "'for' counts for the whole list; give the same in every item"))
    if faults:
        raise Misspelled(faults=faults)
    return Trigger(tuple(conditions for conditions, _ in read), lasting.pop())


def _group(value: object, place: Place,
           faults: list[tuple[Place, str]]) -> tuple[tuple[Condition, ...], float]:
    if not isinstance(value, Mapping):
        faults.append((place, "must be conditions such as {rumour: above 40%} " + got(value)))
        return (), 0.0
    conditions: list[Condition] = []
    lasting = 0.0
    for key, bounds in value.items():
        here = (*place, key)
        try:
            if key == "for":
                lasting = wait(bounds)
            elif key not in QUANTITIES:
                known = (*QUANTITIES, "for")
                raise Misspelled(f"unknown quantity{did_you_mean(key[:60], known)}")
            else:
                conditions += _conditions(key, bounds)
        except Misspelled as error:
            faults += [((*here, *inner), message) for inner, message in error.faults]
    if not conditions and not any(where[:len(place)] == place for where, _ in faults):
        faults.append((place, "must name at least one quantity, such as {rumour: above 40%}"))
    return tuple(conditions), lasting


def _conditions(quantity: str, bounds: object) -> list[Condition]:
    if not isinstance(bounds, list):
        return [_condition(quantity, bounds)]
    if not bounds:
        raise Misspelled(f"must be such as {example(quantity)}")
    result = []
    for index, bound in enumerate(bounds):
        try:
            result.append(_condition(quantity, bound))
        except Misspelled as error:
            raise Misspelled(str(error), index) from None
    return result


def comparisons(quantity: str) -> tuple[str, str]:
    """Return the words for more and for less of *quantity*."""
    if quantity in DURATIONS:
        return _DURATION_WORDS
    return _COUNT_WORDS if quantity in COUNTS else _SHARE_WORDS


def example(quantity: str) -> str:
    """Return a condition on *quantity* as it could be written."""
    bound = "20m" if quantity in DURATIONS else "2" if quantity in COUNTS else "40%"
    return f"{comparisons(quantity)[0]} {bound}"


def _condition(quantity: str, bound: object) -> Condition:
    more, less = comparisons(quantity)
    if isinstance(bound, str):
        words = " ".join(bound.split())
        for start in (more, less) if quantity in DURATIONS else (more, less, *_SHARE_WORDS):
            if words.startswith(start + " "):
                return Condition(quantity, start in (more, "above"),
                                 _bound(quantity, words.removeprefix(start + " ")))
    raise Misspelled(f"must be such as '{example(quantity)}' or "
                     f"'{example(quantity).replace(more, less)}' {got(bound)}")


def _bound(quantity: str, words: str) -> float:
    if quantity in DURATIONS:
        return duration(words)
    bound = level(words)
    if quantity in COUNTS:
        if bound != int(bound) or not 0 <= bound <= 1e6:
            raise Misspelled(f"must count in whole numbers {got(words)}")
    elif not 0 <= bound <= 1:
        raise Misspelled(f"must be between 0% and 100% {got(words)}")
    return bound


def spelled(trigger: Trigger) -> dict[str, Any] | list[dict[str, Any]]:
    """Return *trigger* as an author writes it; the inverse of ``trigger``."""
    groups = []
    for conditions in trigger.any_of:
        group: dict[str, Any] = {}
        for condition in conditions:
            group.setdefault(condition.quantity, []).append(_clause(condition))
        group = {key: texts[0] if len(texts) == 1 else texts for key, texts in group.items()}
        if trigger.lasting:
            group["for"] = written(trigger.lasting)
        groups.append(group)
    return groups[0] if len(groups) == 1 else groups


def _clause(condition: Condition) -> str:
    word = comparisons(condition.quantity)[0 if condition.above else 1]
    if condition.quantity in DURATIONS:
        return f"{word} {written(condition.bound)}"
    if condition.quantity in COUNTS:
        return f"{word} {condition.bound:.0f}"
    return f"{word} {100 * condition.bound:.12g}%"


def words(trigger: Trigger) -> str:
    """Return *trigger* as a sentence reads it: ``rumour above 40% and silence longer than 20m``."""
    groups = [" and ".join(f"{condition.quantity.replace('_', ' ')} {_clause(condition)}"
                           for condition in conditions) for conditions in trigger.any_of]
    lasting = f", for {written(trigger.lasting)} without a break" if trigger.lasting else ""
    return ", or ".join(groups) + lasting


def evaluate(trigger: Trigger,
             quantities: Mapping[str, NDArray[np.float64]]) -> NDArray[np.bool_]:
    """Return for each world whether *trigger* holds now; how long it has held is the caller's.

    *quantities* maps names of QUANTITIES to arrays of one shape (R,). A bound itself does not
    fire, and neither does a quantity that is not a number (``since_restoration`` before it).
    """
    held = None
    for conditions in trigger.any_of:
        group = None
        for condition in conditions:
            values = quantities[condition.quantity]
            now = values > condition.bound if condition.above else values < condition.bound
            group = now if group is None else group & now
        if group is not None:
            held = group if held is None else held | group
    if held is None:
        raise ValueError("a trigger needs at least one condition")
    return held
