"""What is wrong with a scenario although every single value is well written.

``references`` looks at plain data, so that unknown names are told beside misspelled values;
``sense`` looks at a whole scenario. Errors make it unplayable or hide a part of it from every
player; warnings are for the author to decide.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from simkit.actions import ACTIONS
from simkit.clock import duration
from simkit.errors import did_you_mean
from simkit.scenario.faults import Fault, Place
from simkit.scenario.parts import (
    COUNTS,
    DURATIONS,
    Cause,
    Condition,
    Inject,
    Person,
    Scenario,
    Stage,
)

FACTS = ("impact", "cause", "cure")
"""The facts that messages can be checked against."""

BUSY = 3
"""Most answers that may fall due within ``BUSY_WINDOW``."""

BUSY_WINDOW = 10.0
"""Minutes."""

MOST = 200
"""Most faults about names that are looked for."""

ANY = "*"
"""Any key or index in a pattern."""

Pattern = tuple[str, ...]

NAMES: dict[str, Pattern] = {
    "segment": ("segments", ANY, "name"),
    "channel": ("channels", ANY, "name"),
    "role": ("team", ANY, "role"),
    "cause": ("incident", "causes", ANY, "id"),
    "inject": ("injects", ANY, "id"),
    "objective": ("objectives", ANY, "id"),
    "stakeholder": ("stakeholders", ANY, "name"),
    "preparation": ("briefing", "offers", ANY, "id"),
}
"""Where names are given, by kind; each may be given once."""

REFERENCES: tuple[tuple[Pattern, str], ...] = (
    (("channels", ANY, "audience", ANY), "segment"),
    (("incident", "actual_cause"), "cause"),
    (("incident", "causes", ANY, "who"), "role"),
    (("injects", ANY, "to"), "role"),
    (("injects", ANY, "unless"), "inject"),
    (("injects", ANY, "expects", "objective"), "objective"),
    (("approval", "by"), "role"),
    (("briefing", "offers", ANY, "channel"), "channel"),
    (("briefing", "offers", ANY, "cause"), "cause"),
    (("playbooks", ANY, ANY, "channel"), "channel"),
    (("playbooks", ANY, ANY, "channels", ANY), "channel"),
    (("playbooks", ANY, ANY, "reviewer"), "role"),
    (("variants", ANY, "script", ANY, "arrives"), "role"),
    (("variants", ANY, "script", ANY, "finding"), "cause"),
)
"""Where names are used, with the kind of name."""

TARGETS = {"inject": "inject", "cause": "cause", "person": "role", "channel": "channel",
           "preparation": "preparation"}
"""Kind of name for each kind of target of an action."""


def references(data: object, variant: str) -> list[Fault]:
    """Return the names that nothing answers to and the names given twice, *variant*'s included.

    *data* is what YAML gave and may be wrong in any way.
    """
    known = {kind: list(_found(data, pattern)) for kind, pattern in NAMES.items()}
    faults = [fault for kind, places in known.items() for fault in _twice(kind, places)]
    used = [use for use in _uses(data) if use[0][0] != "variants" or use[0][1] == variant]
    sets = {kind: {name for _, name in places} for kind, places in known.items()}
    unknown = (Fault(place, f"there is no {kind} {name[:60]!r}"
                            f"{did_you_mean(name[:60], sorted(sets[kind])[:MOST])}")
               for place, name, kind in used if sets[kind] and name not in sets[kind])
    return faults + list(islice(unknown, MOST))


def _found(data: object, pattern: Pattern, at: Place = ()) -> Iterator[tuple[Place, str]]:
    """Yield every text at *pattern* below *data*, with its place."""
    if not pattern:
        if isinstance(data, str):
            yield at, data
        return
    first, rest = pattern[0], pattern[1:]
    if isinstance(data, Mapping):
        for key in data if first == ANY else [first] if first in data else []:
            yield from _found(data[key], rest, (*at, key))
    elif isinstance(data, list) and first == ANY:
        for index, item in enumerate(data):
            yield from _found(item, rest, (*at, index))


def _twice(kind: str, places: Sequence[tuple[Place, str]]) -> Iterator[Fault]:
    first: dict[str, Place] = {}
    for place, name in places:
        if name in first:
            yield Fault(place, f"the {kind} {name[:60]!r} is there twice; rename one",
                        first=first[name])
        first.setdefault(name, place)


def _uses(data: object) -> Iterator[tuple[Place, str, str]]:
    """Yield place, name and kind of every use of a name."""
    for pattern, kind in REFERENCES:
        for place, name in _found(data, pattern):
            yield place, name, kind
    for place, action in _found(data, ("playbooks", ANY, ANY, "do")):
        aim = TARGETS.get(ACTIONS[action].target) if action in ACTIONS else None
        target = _at(data, place[:-1]).get("target")
        if aim and isinstance(target, str):
            yield (*place[:-1], "target"), target, aim


def _at(data: object, place: Place) -> Mapping[str, object]:
    for step in place:
        data = data[step]  # type: ignore[index]
    assert isinstance(data, Mapping)
    return data


def sense(scenario: Scenario) -> list[Fault]:
    """Return what makes no sense in *scenario*, whose names all stand for something."""
    checks = (_channels, _team, _causes, _restoration, _script, _injects, _conditions,
              _needless, _overload, _objectives, _briefing, _playbooks, _campaign, _facts,
              _debrief)
    return [fault for each in checks for fault in each(scenario)]


def _warning(place: Place, message: str) -> Fault:
    return Fault(place, message, "warning")


def _scripted(scenario: Scenario) -> bool:
    return any(moment.kind == "severity" for moment in scenario.script)


def shares(written: Sequence[float]) -> list[Fault]:
    """Return a warning when the shares of the segments, as *written*, do not add up to 100%."""
    total = sum(written)
    if abs(total - 1.0) < 0.0051:
        return []
    return [_warning(("segments",), f"the shares add up to {100 * total:.4g}%, not 100%; they are "
                                    "taken in proportion")]


def _channels(scenario: Scenario) -> Iterator[Fault]:
    alive = [channel for channel in scenario.channels if channel.survives]
    if not alive:
        yield Fault(("channels",), "no channel works while the service is down; add one that "
                                   "survives, with build: if it must be built first")
        return
    for index, segment in enumerate(scenario.segments):
        if not any(not channel.audience or segment.name in channel.audience for channel in alive):
            yield _warning(("segments", index), f"no channel that survives reaches "
                                                f"{segment.name!r}; add it to an audience")


def _team(scenario: Scenario) -> Iterator[Fault]:
    if not any(person.duty == "communications" for person in scenario.team):
        yield Fault(("team",), "nobody is there for communications, so there is no trainee; add "
                               "{role: communications}")


def _causes(scenario: Scenario) -> Iterator[Fault]:
    incident = scenario.incident
    place: Place = ("incident", "causes")
    if not any(cause.likely for cause in incident.causes):
        yield Fault(place, "no cause is likely; give at least one a probability above 0%")
    possible = {incident.actual_cause} if incident.actual_cause else {
        cause.id for cause in incident.causes if cause.likely}
    for index, cause in enumerate(incident.causes):
        here = (*place, index)
        if cause.if_wrong.harm and not cause.if_wrong.lasts:
            yield _warning((*here, "if_wrong", "harm"), "the harm lasts no time; add lasts: 20m")
        if cause.id not in possible or _scripted(scenario):
            continue
        if not cause.works:
            yield Fault((*here, "works"), "the fix of the true cause never works, so the outage "
                                          "never ends; give it a chance")
        if cause.id == incident.actual_cause and not cause.likely:
            yield _warning((*here, "likely"), "the true cause has no probability at first; give "
                                              "it a small one")
        yield from _repair(scenario, cause, here)


def _repair(scenario: Scenario, cause: Cause, place: Place) -> Iterator[Fault]:
    able = [person for person in scenario.team if _can_do(person, cause)]
    if not able:
        if not cause.who:  # an unknown role is told with the other names
            yield Fault(place, "nobody can do this fix, since nobody in the team is there for "
                               "engineering; add {role: engineer} or name who does it")
        return
    begins = min(person.arrives.median for person in able)
    ends = begins + cause.takes.median + scenario.incident.restoration[-1].after
    if ends > scenario.horizon:
        yield _warning((*place, "takes"), f"this repair usually ends after "
                                          f"{duration(ends)}, beyond the horizon of "
                                          f"{duration(scenario.horizon)}; lengthen the horizon")


def _can_do(person: Person, cause: Cause) -> bool:
    return person.role == cause.who if cause.who else person.duty == "engineering"


def _restoration(scenario: Scenario) -> Iterator[Fault]:
    stages = scenario.incident.restoration
    place: Place = ("incident", "restoration")
    yield from _order([stage.after for stage in stages], place, "after")
    if stages[-1].severity:
        yield Fault((*place, len(stages) - 1, "severity"),
                    "the service never comes back; the last stage needs severity: 0%")
    for index, stage in enumerate(stages):
        if stage.severity > _before(stages, index, scenario.incident.severity):
            yield _warning((*place, index, "severity"), "this stage is worse than the one before")


def _before(stages: Sequence[Stage], index: int, height: float) -> float:
    return stages[index - 1].severity if index else height


def _order(times: Sequence[float], place: Place, key: str) -> Iterator[Fault]:
    for index in range(1, len(times)):
        if times[index] < times[index - 1]:
            yield Fault((*place, index, key), "comes before the one above; put them in the order "
                                              "of time")


def _script(scenario: Scenario) -> Iterator[Fault]:
    place: Place = ("variants", scenario.variant, "script")
    yield from _order([moment.at for moment in scenario.script], place, "at")
    for index, moment in enumerate(scenario.script):
        if moment.at > scenario.horizon:
            yield Fault((*place, index, "at"), _beyond(scenario))
    severities = [(index, moment) for index, moment in enumerate(scenario.script)
                  if moment.kind == "severity"]
    if severities and severities[-1][1].value:
        yield Fault((*place, severities[-1][0], "severity"),
                    "the service never comes back; the last severity must be 0%")


def _beyond(scenario: Scenario) -> str:
    return f"never comes: it lies beyond the horizon of {duration(scenario.horizon)}; mend one"


def _injects(scenario: Scenario) -> Iterator[Fault]:
    for index, inject in enumerate(scenario.injects):
        if inject.at is not None and inject.at > scenario.horizon:
            # A variant may well end earlier than the scenario that it changes.
            yield Fault(("injects", index, "at"), _beyond(scenario),
                        "warning" if scenario.variant else "error")


def _conditions(scenario: Scenario) -> Iterator[Fault]:
    for index, inject in enumerate(scenario.injects):
        if inject.when is None:
            continue
        place: Place = ("injects", index, "when")
        groups = inject.when.any_of
        reasons = [_impossible(group, inject.when.lasting, scenario) for group in groups]
        if all(reasons):
            yield Fault(place, f"never comes: {reasons[0]}; mend the condition")
            continue
        for number, reason in enumerate(reasons):
            if reason:
                yield _warning((*place, number), f"never holds: {reason}; mend or delete it")


def _impossible(group: Sequence[Condition], lasting: float, scenario: Scenario) -> str:
    """Return why *group* can never hold, or nothing."""
    bounds = {condition.quantity: list(_limits(condition.quantity, scenario))
              for condition in group}
    for condition in group:
        side = bounds[condition.quantity]
        side[0 if condition.above else 1] = (max if condition.above else min)(
            side[0 if condition.above else 1], condition.bound)
    # Neither silence nor the time since restoration can be longer than the time since onset.
    for quantity in ("silence", "since_restoration"):
        if quantity in bounds and "elapsed" in bounds:
            bounds["elapsed"][0] = max(bounds["elapsed"][0], bounds[quantity][0])
    for quantity, (low, high) in bounds.items():
        words = quantity.replace("_", " ")
        if low >= high:
            return f"{words} would have to be {_outside(quantity, low, high, scenario)}"
        if quantity == "elapsed" and low + lasting > high:
            return f"{words} leaves no {duration(lasting)} for it to last"
    return ""


def _limits(quantity: str, scenario: Scenario) -> tuple[float, float]:
    """Return the lowest and the highest value that *quantity* can have."""
    if quantity in DURATIONS:
        return 0.0, scenario.horizon
    if quantity in COUNTS:
        return 0.0, math.inf
    if quantity != "severity":
        return 0.0, 1.0
    harm = sum(cause.if_wrong.harm for cause in scenario.incident.causes)
    scripted = [moment.value for moment in scenario.script if moment.kind == "severity"]
    return 0.0, round(min(1.0, max([scenario.incident.severity + harm, *scripted])), 9)


def _outside(quantity: str, low: float, high: float, scenario: Scenario) -> str:
    lowest, highest = _limits(quantity, scenario)
    if low >= highest:
        return f"more than {_shown(quantity, low)} (the most is {_shown(quantity, highest)})"
    if high <= lowest:
        return f"less than {_shown(quantity, high)}"
    return f"more than {_shown(quantity, low)} and less than {_shown(quantity, high)}"


def _shown(quantity: str, bound: float) -> str:
    if quantity in DURATIONS:
        return duration(bound)
    return f"{bound:g}" if quantity in COUNTS else f"{100 * bound:.6g}%"


def _needless(scenario: Scenario) -> Iterator[Fault]:
    by_id = {inject.id: inject for inject in scenario.injects}
    for index, inject in enumerate(scenario.injects):
        place: Place = ("injects", index, "unless")
        other = by_id.get(inject.unless)
        if other is inject:
            yield Fault(place, "an inject cannot make itself needless; name another or delete "
                               "the line")
        elif other and None not in (other.at, inject.at) and _at_or(other) >= _at_or(inject):
            yield _warning(place, f"{other.id!r} does not come earlier, so its answer cannot make "
                                  "this one needless")


def _at_or(inject: Inject) -> float:
    return inject.at if inject.at is not None else math.inf


def _overload(scenario: Scenario) -> Iterator[Fault]:
    due = sorted((inject.at + inject.expects.answer_within, index)
                 for index, inject in enumerate(scenario.injects)
                 if inject.at is not None and inject.expects is not None)
    told = -math.inf
    for last in range(BUSY, len(due)):
        start, (end, index) = due[last - BUSY][0], due[last]
        if end - start < BUSY_WINDOW and start > told:
            told = end
            yield _warning(("injects", index, "expects", "answer_within"),
                           f"more than {BUSY} answers are due within "
                           f"{duration(BUSY_WINDOW)}; spread them")


def _objectives(scenario: Scenario) -> Iterator[Fault]:
    aimed = {inject.expects.objective for inject in scenario.injects if inject.expects}
    for index, objective in enumerate(scenario.objectives):
        if not objective.measured_by and objective.id not in aimed:
            yield _warning(("objectives", index), "nothing measures this objective; add "
                                                  "measured_by: or name it in what an inject "
                                                  "expects")


def _briefing(scenario: Scenario) -> Iterator[Fault]:
    briefing = scenario.briefing
    buildable = {channel.name for channel in scenario.channels if channel.build is not None}
    for index, offer in enumerate(briefing.offers):
        if offer.id == "outside_channel" and offer.target not in buildable:
            yield _warning(("briefing", "offers", index, "channel"),
                           f"{offer.target!r} stands at onset already; give it a build: time")
    offered = {offer.id for offer in briefing.offers}
    for index, prepared in enumerate(briefing.prepared):
        if prepared in ("outside_channel", "runbook") and prepared not in offered:
            yield _warning(("briefing", "prepared", index),
                           f"nothing says what the {prepared} is for; add it to the offers, too")


def _playbooks(scenario: Scenario) -> Iterator[Fault]:
    limits = {channel.name: channel.limit for channel in scenario.channels}
    for name, entries in scenario.playbooks.items():
        place: Place = ("playbooks", name)
        yield from _order([entry.at for entry in entries], place, "at")
        for index, entry in enumerate(entries):
            if entry.at > scenario.horizon:
                yield Fault((*place, index, "at"), _beyond(scenario),
                            "warning" if scenario.variant else "error")
            if entry.at < 0 and entry.action != "prepare":
                yield Fault((*place, index, "at"), "only preparations come before onset; start "
                                                   "at 0m")
            if entry.message is None:
                continue
            length = len(entry.message.full_text)
            for channel in entry.message.channels:
                limit = limits.get(channel)
                if limit and length > limit:
                    yield _warning((*place, index, "post"), f"{length} characters, but "
                                   f"{channel!r} takes {limit}; shorten it")


def _campaign(scenario: Scenario) -> Iterator[Fault]:
    if scenario.campaign and not any(person.duty == "marketing" for person in scenario.team):
        yield _warning(("campaign",), "nobody in the team is there for marketing, so it cannot "
                                      "be paused; add {role: marketing}")


def _facts(scenario: Scenario) -> Iterator[Fault]:
    for key in scenario.facts:
        if key not in FACTS:
            yield _warning(("facts", key), f"no message is checked against it"
                                           f"{did_you_mean(key[:60], FACTS)}")


def _debrief(scenario: Scenario) -> Iterator[Fault]:
    if not scenario.debrief:
        yield _warning(("debrief",), "no questions for the talk afterwards; add debrief: with a "
                                     "few")
