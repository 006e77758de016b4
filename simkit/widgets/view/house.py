"""The house: what it could be, who is on it, where words can go, and how you are."""

from __future__ import annotations

from typing import TypedDict

from simkit.clock import show
from simkit.model import responder
from simkit.model.parameters import Parameters
from simkit.scenario.parts import Scenario
from simkit.situation import MemberView, PromiseView, Situation
from simkit.widgets.view.inbox import still_open
from simkit.widgets.view.words import SOON, SPOKEN_KINDS, TENSIONS, Line, capital, moment, wait


class Hypothesis(TypedDict):
    """A possible cause; shares in steps of 5, of 100."""

    text: str
    shown: int
    low: int
    high: int
    stated: int | None
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]


class Colleague(TypedDict):
    """A person of the team."""

    name: str
    role: str
    where: str
    doing: str
    since: str
    """When that began; empty before onset."""
    free: bool
    tension: str
    fatigue: str


class Outlet(TypedDict):
    """A channel as it stands, with what was said and promised on it."""

    name: str
    reach: str
    state: Line
    last: str
    promises: list[Line]


class You(TypedDict):
    """How you are, and what that does to your work."""

    tension: str
    fatigue: str
    doing: str
    effect: str
    why: str
    """What presses on you, in words; empty for nothing."""


def board(situation: Situation, scenario: Scenario) -> list[Hypothesis]:
    """Return what it could be, the likeliest first; empty while nothing is known."""
    if situation.known.since is None:
        return []
    lines = sorted(situation.board, key=lambda line: -line.shown)
    return [{"text": line.text, "shown": round(line.shown * 100), "low": round(line.low * 100),
             "high": round(line.high * 100),
             "stated": None if line.stated is None else round(line.stated * 100),
             "speaks_for": tuple(dict.fromkeys(line.speaks_for)),
             "speaks_against": tuple(dict.fromkeys(line.speaks_against))} for line in lines]


def team(situation: Situation, scenario: Scenario) -> list[Colleague]:
    """Return the team without you."""
    return [_colleague(member) for member in situation.team if not member.you]


def _colleague(member: MemberView) -> Colleague:
    where = "" if member.where == "there" else member.where
    return {"name": capital(member.name or member.role), "role": member.role if member.name else "",
            "where": where, "doing": capital(", ".join(member.doing)),
            "since": show(member.since) if member.since > 0.0 else "",
            "free": not member.doing and not where.startswith("not"),
            "tension": member.tension, "fatigue": member.fatigue}


def channels(situation: Situation, scenario: Scenario) -> list[Outlet]:
    """Return where words can go: what works first, what is dead last."""
    states: dict[str, Line] = {
        "works": {"sign": "good", "words": "works", "more": ""},
        "building": {"sign": "wip", "words": "building", "more": ""},
        "not built": {"sign": "off", "words": "not built", "more": ""},
        "dead": {"sign": "bad", "words": "dead", "more": "with the service"},
    }
    rank = list(states)
    rows: list[Outlet] = []
    for channel in sorted(situation.channels, key=lambda c: rank.index(c.state)):
        state = Line(**states[channel.state])
        if channel.state == "not built":
            state["more"] = channel.build
        elif channel.state == "building":
            state["more"] = _ready(channel.name, situation, scenario)
        last = "" if channel.last_at is None else f"{show(channel.last_at)} {channel.last_text}"
        rows.append({"name": capital(channel.name), "reach": channel.reach, "state": state,
                     "last": last, "promises": [
                         _on_channel(p, situation, scenario) for p in situation.promises
                         if channel.name in p.channels and p.state in ("open", "broken")][-3:]})
    return rows


def _ready(name: str, situation: Situation, scenario: Scenario) -> str:
    """Return about when the channel *name*, which is being built, will stand."""
    begun = max((e.at for e in situation.events if e.kind == "decided"
                 and (e.data["action"], e.data["target"]) == ("build", name)), default=situation.at)
    build = next(c.build for c in scenario.channels if c.name == name)
    at = begun + (build.median if build else 0.0)
    return "any minute" if at <= situation.at else f"about {moment(at, scenario)}"


def _on_channel(promise: PromiseView, situation: Situation, scenario: Scenario) -> Line:
    due = moment(promise.due, scenario)
    if promise.state == "broken":
        return {"sign": "bad", "words": f"{due} broken", "more": ""}
    left = promise.due - situation.at
    return {"sign": "due" if left <= SOON else "wip", "words": f"{due}, {wait(left)}",
            "more": "" if promise.kind == "next_update" else SPOKEN_KINDS.get(promise.kind, "")}


def you(situation: Situation, scenario: Scenario) -> You:
    """Return how you are and what that does to your work."""
    member = next(m for m in situation.team if m.you)
    return {"tension": member.tension, "fatigue": member.fatigue,
            "doing": capital(", ".join(member.doing)), "effect": tension_effect(member.tension),
            "why": _presses(member, situation)}


def _presses(member: MemberView, situation: Situation) -> str:
    """Return what presses on *member*: tasks at once, who waits, a promise, an outage."""
    waiting = len(still_open(situation))
    promise = situation.next_promise
    causes = [
        f"{len(member.doing)} things at once" if len(member.doing) > 1 else "",
        f"{waiting} {'message waits' if waiting == 1 else 'messages wait'}" if waiting else "",
        "a promised time is near" if promise and promise.due - situation.at <= SOON else "",
        "it is down" if situation.known.since is not None and not situation.restored_seen else ""]
    return capital(", ".join(filter(None, causes)))


def tension_effect(word: str) -> str:
    """Return what the stress called *word* does to work, by the model's own numbers."""
    place = TENSIONS.index(word)
    if place == 0:
        return "Work takes its usual time."
    middle = (place + 0.5) / len(TENSIONS)
    parameters = Parameters.defaults(1)
    longer = responder.time_factor(middle, 0.0, 1.0, parameters) - 1.0
    slips = (responder.slip_probability(middle, parameters)
             / responder.slip_probability(0.0, parameters))
    return (f"Work takes about {round(longer * 20) * 5} in 100 longer; "
            f"slips are about {round(slips)} times as likely.")
