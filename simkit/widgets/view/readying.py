"""The briefing: what can be prepared and what that changes, and where people would hear you."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypedDict

from simkit.actions import ACTIONS
from simkit.clock import local
from simkit.model.parameters import PARAMETERS
from simkit.scenario.parts import Preparation, Scenario
from simkit.situation import Situation, reach_words
from simkit.widgets.view.words import Line, capital, day

_RANGES = {parameter.name: parameter for parameter in PARAMETERS}


class Chosen(TypedDict):
    """A preparation on offer."""

    id: str
    text: str
    effect: str
    """What it changes, in ranges; the model's numbers."""
    days: float
    done: bool
    """Whether it stands already and costs nothing."""
    chosen: bool
    possible: bool
    why_not: str


class Ear(TypedDict):
    """A channel: whom it reaches, and whether it lives through an outage."""

    name: str
    reach: str
    state: Line


class Briefing(TypedDict):
    """The time before onset."""

    title: str
    role: str
    text: str
    when: str
    left: float
    budget: float
    offers: list[Chosen]
    ears: list[Ear]
    goals: list[str]
    team: list[tuple[str, str]]


def briefing(situation: Situation, scenario: Scenario,
             wanted: Collection[str] = ()) -> Briefing:
    """Return what can be prepared, and what is left of the budget with what is *wanted*.

    A scenario's summary may tell what will break, so it is left out.
    """
    decided = {str(e.data["target"]) for e in situation.events
               if e.kind == "decided" and e.data["action"] == "prepare"}
    stands, offers = decided | set(scenario.briefing.prepared), scenario.briefing.offers
    spent = sum(o.days for o in offers if o.id in decided or o.id in wanted)
    left = scenario.briefing.budget - spent
    here = local(0.0, scenario.service.starts)
    when = "" if scenario.service.starts is None else (
        f"{day(0.0, scenario)} {scenario.service.starts:%Y}, before {here}")
    return {
        "title": scenario.title, "when": when, "text": scenario.briefing.text,
        "role": f"You speak for {scenario.service.name}. It will fail; you do not know how or why. "
                "What you have ready before that is what you have to work with.",
        "left": left, "budget": scenario.briefing.budget,
        "offers": [_chosen(o, o.id in stands, o.id in wanted, left, scenario) for o in offers],
        "ears": _ears(scenario, stands | set(wanted)),
        "goals": [goal.text for goal in scenario.objectives],
        "team": [(capital(p.name or p.role), p.role if p.name else "")
                 for p in scenario.team if p is not _trainee(scenario)]}


def _trainee(scenario: Scenario) -> object:
    return next(p for p in scenario.team if p.duty == "communications")


def _chosen(offer: Preparation, done: bool, chosen: bool, left: float,
            scenario: Scenario) -> Chosen:
    missing = 0.0 if done or chosen else offer.days - left
    return {"id": offer.id, "text": offer.text, "effect": effect(offer, scenario),
            "days": offer.days, "done": done, "chosen": chosen,
            "possible": not done and missing <= 1e-9,
            "why_not": "" if missing <= 1e-9 else
            f"needs {missing:g} {'day' if missing == 1 else 'days'} more"}


def effect(offer: Preparation, scenario: Scenario) -> str:
    """Return what *offer* changes, in words and ranges."""
    writer = next(p for p in scenario.team if p.duty == "communications")
    channel = next((c for c in scenario.channels if c.name == offer.target), None)
    low, high = (_times(writer.drafting, *_range("template_drafting")))
    effects = {
        "templates": f"A first word takes {low} to {high} min to write, not {writer.drafting:g}.",
        "approval": f"Saves about {scenario.approval:g} min of waiting with every message."
        if scenario.approver else "",
        "incident_channel": "Findings reach you in {} to {} min, not {} to {}; the team is "
                            "interrupted less.".format(*_range("room_lag"),
                                                       *_range("finding_lag")),
        "deputies": f"The first hand-over takes no time, not {ACTIONS['rest'].takes:g} min.",
        "on_call": "People are there {} to {} in 100 sooner.".format(*_less("on_call_arrival")),
        "runbook": "Slips with this fix become {} to {} in 100 rarer.".format(*_less("runbook")),
        "outside_channel": "It works from the first minute" + (
            f" and reaches {reach_words(channel.reach)}. Built during an outage it takes about "
            f"{round(channel.build.median)} min." if channel and channel.build else "."),
        "drill": "Tension grows {} to {} in 100 slower, in all of you.".format(
            *_less("drill_gain")),
    }
    return effects.get(offer.id, "")


def _range(name: str) -> tuple[str, str]:
    parameter = _RANGES[name]
    return f"{parameter.low:g}", f"{parameter.high:g}"


def _times(minutes: float, low: str, high: str) -> tuple[str, str]:
    return f"{minutes * float(low):.0f}", f"{minutes * float(high):.0f}"


def _less(name: str) -> tuple[str, str]:
    parameter = _RANGES[name]
    return f"{100 * (1 - parameter.high):.0f}", f"{100 * (1 - parameter.low):.0f}"


def _ears(scenario: Scenario, prepared: Collection[str]) -> list[Ear]:
    stands = {o.target for o in scenario.briefing.offers if o.id in prepared}
    rows: list[Ear] = []
    for channel in scenario.channels:
        state: Line = {"sign": "good", "words": "would survive", "more": ""}
        if not channel.survives:
            state = {"sign": "bad", "words": "would die with the service", "more": ""}
        elif channel.build is not None and channel.name not in stands:
            state = {"sign": "off", "words": "not built",
                     "more": f"about {round(channel.build.median)} min when you need it"}
        elif channel.build is not None:
            state = {"sign": "good", "words": "would survive: you made one", "more": ""}
        share = channel.reach * sum(s.share for s in scenario.segments
                                    if not channel.audience or s.name in channel.audience)
        rows.append({"name": capital(channel.name), "reach": reach_words(share), "state": state})
    order = ("good", "off", "bad")
    return sorted(rows, key=lambda row: order.index(row["state"]["sign"]))
