"""Ways of playing, each a table that a stranger reads in a minute.

A policy sees what a trainee sees and decides like one. A rule names what it answers, how long
after, and what it does; ``Player`` carries a table out in one world.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simkit.clock import minutes
from simkit.engine.world import World
from simkit.errors import Refused, UnknownName
from simkit.events import Anchor, Decision, Event
from simkit.message import Message
from simkit.scenario.parts import Scenario
from simkit.session import Session
from simkit.situation import Glance

ACKNOWLEDGE = "We see that {service} does not work for {who}. We are finding out why."
UPDATE = ("{service} is still down for {who}, since {since}.{cause} Our engineers are working on "
          "the repair.{workaround} We know how much depends on it.")
CLEAR = ("{service} works again for everyone. It was down since {since}.{cause} We are sorry; this "
         "was our fault. A report on what happened follows.")
REPLY = "We see it, we are working on it, and we speak again at the time we announced."


@dataclass(frozen=True)
class Rule:
    """One line of a policy."""

    on: str
    """What it answers: ``start``, ``T+8m`` (a time), the kind of an event (``alarm``, ``inject``,
    ``finding``, ``restoration seen``, ...), ``promise due``, or ``every 30m``."""
    do: str
    """An action."""
    after: float = 0.0
    """Minutes after what it answers (before, for ``promise due``, when negative)."""
    target: str = ""
    """The action's target. Some words stand for what they mean at the moment; see TARGETS."""
    text: str = ""
    """Template of the message, with {service}, {who}, {impact}, {since}, {cause} and
    {workaround}."""
    next_update: str = ""
    """Promised with the message."""
    reviewed: bool = False
    while_down: bool = False
    """Whether the rule rests while the service is known to work."""
    unless: str = ""
    """An action; the rule leaves alone what comes after that was decided."""
    channels: str = ""
    """Where a post goes: empty for every channel that works, ``own`` for those that live on the
    product, dead or not."""


@dataclass(frozen=True)
class Policy:
    """A named table of rules."""

    name: str
    words: str
    """What it does, in a sentence."""
    rules: tuple[Rule, ...] = ()

    def __repr__(self) -> str:
        return f"<Policy {self.name}: {self.words}>"


BY_THE_BOOK = Policy("by_the_book", "first word early, kept rhythm, facts, calm, no rushed fix", (
    Rule("start", "prepare", target="approval"),
    Rule("start", "prepare", target="templates"),
    Rule("start", "prepare", target="outside_channel"),
    Rule("alarm", "post", text=ACKNOWLEDGE, next_update="20m"),
    Rule("alarm", "hold"),
    Rule("alarm", "open_room", after=6),
    Rule("alarm", "pause_campaign", after=8),
    Rule("alarm", "ask_support", after=10),
    Rule("inject", "answer", after=3, text=REPLY),
    Rule("promise due", "post", after=-14, text=UPDATE, next_update="30m", reviewed=True,
         while_down=True),
    Rule("every 30m", "brief", while_down=True),
    Rule("T+60m", "plan"),
    Rule("every 90m", "talk", while_down=True),
    Rule("restoration seen", "post", after=5, text=CLEAR, reviewed=True),
    Rule("restoration seen", "regroup", after=120),
    Rule("restoration seen", "repair", after=180),
    Rule("restoration seen", "postmortem", after=720),
))

SILENT = Policy("silent", "says nothing and decides nothing")

PANICKED = Policy("panicked", "loud and rushed: guesses, fixes without evidence, questions", (
    Rule("alarm", "post", text="OH NO!!! {service} IS DOWN!!! It is a disaster, maybe we were "
         "hacked. It will definitely be fixed in 30 minutes, guaranteed!"),
    Rule("alarm", "fix", after=3, target="next"),
    Rule("every 7m", "ask", target="engineer", while_down=True),
    Rule("every 12m", "post", text="Still down!!! This is terrible, we have NO idea what is going "
         "on. Probably the vendor's fault. Please be patient!!!", while_down=True),
    Rule("every 25m", "fix", target="next", while_down=True),
    Rule("every 20m", "investigate", target="next", while_down=True),
    Rule("inject", "answer", after=1, text="We do not know!! Stop asking!!!"),
    Rule("restoration seen", "post", after=0, text="IT IS BACK!!! Everything is fixed now!"),
))

SPAMMER = Policy("spammer", "an empty post every five minutes", (
    Rule("alarm", "post", text="We are looking into it."),
    Rule("every 5m", "post", text="We are still looking into it. Thank you for your patience.",
         while_down=True),
    Rule("restoration seen", "post", text="This has been resolved."),
))

LIAR = Policy("liar", "denies, plays down, and declares it fixed early", (
    Rule("alarm", "post", text="There is no outage. {service} is working normally."),
    Rule("T+30m", "post", text="A tiny hiccup, hardly anybody noticed. All is back to normal."),
    Rule("T+90m", "post", text="It is not our fault: a provider failed. Fixed in 20 minutes."),
    Rule("restoration seen", "post", text="Everything works, as we said."),
))

PATIENT = Policy("patient", "waits for evidence before any fix; says little, keeps it", (
    Rule("alarm", "hold"),
    Rule("alarm", "post", after=2, text=ACKNOWLEDGE, next_update="60m"),
    Rule("promise due", "post", after=-30, text=UPDATE, next_update="60m", while_down=True),
    Rule("restoration seen", "post", after=5, text=CLEAR),
))

THRASHER = Policy("thrasher", "patient in words, but changes the plan every ten minutes", (
    *(rule for rule in PATIENT.rules if rule.do != "hold"),
    Rule("every 10m", "investigate", target="next", while_down=True),
    Rule("every 40m", "fix", target="next", while_down=True),
))

POLICIES: dict[str, Policy] = {policy.name: policy for policy in (
    SILENT, BY_THE_BOOK, PANICKED, SPAMMER, LIAR, PATIENT, THRASHER)}
"""Every policy that needs no playbook; ``historical`` comes from the scenario."""


TARGETS: dict[str, Callable[[Glance], str | Sequence[str]]] = {
    "likeliest": lambda glance: max(glance.causes, key=glance.shown),
    "untried": lambda glance: max(glance.untried, key=glance.shown, default=""),
    "next": lambda glance: glance.causes,
    "engineer": lambda glance: glance.engineer,
    "next engineer": lambda glance: glance.engineers,
    "colleague": lambda glance: glance.reviewer,
    "self": lambda glance: glance.trainee,
    "unbuilt": lambda glance: next(iter(glance.unbuilt), ""),
}
"""Targets that a rule names by what they are at the moment; of several, each in its turn. With
them ``same`` stands for the cause that the answered event is about. Where there is none, the
decision is refused and left out."""


class Player:
    """A policy at work in one world."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._plan: list[tuple[float, int, Rule, Event | None]] = []
        self._turn = itertools.count()
        self._seen = 0
        self._turns: dict[str, int] = {}
        for rule in policy.rules:
            if rule.on == "start":
                self._later(0.0, rule)
            elif rule.on.startswith("T+"):
                self._later(minutes(rule.on[2:]), rule)
            elif rule.on.startswith("every "):
                self._later(minutes(rule.on[6:]), rule)

    def wake_at(self) -> float:
        """Return when the next planned rule is due; inf when none is."""
        return self._plan[0][0] if self._plan else math.inf

    def decide(self, world: World, at: float) -> Sequence[Decision]:
        """Return what the policy does now in *world*."""
        glance = Glance(world, at)
        self._notice(glance)
        decisions = []
        while self._plan and self._plan[0][0] <= at + 1e-6:
            _, _, rule, event = heapq.heappop(self._plan)
            if rule.on.startswith("every "):
                self._later(at + minutes(rule.on[6:]), rule)
            if rule.while_down and (glance.restored_seen or not glance.alarmed):
                continue
            if rule.on == "promise due" and event is not glance.last("promised"):
                continue
            if rule.unless and glance.decided(rule.unless, event.at if event else at):
                continue
            decisions.append(self._decision(rule, event, glance))
        return decisions

    def _later(self, at: float, rule: Rule, event: Event | None = None) -> None:
        heapq.heappush(self._plan, (at, next(self._turn), rule, event))

    def _notice(self, glance: Glance) -> None:
        """Plan the rules that answer what has happened since the last look."""
        events = glance.events(self._seen)
        self._seen = len(glance.world.log)
        for event in events:
            for rule in self.policy.rules:
                if rule.on == event.kind and not (event.kind == "inject"
                                                  and event.data["due"] is None):
                    self._later(glance.at + rule.after, rule, event)
                elif (rule.on == "promise due" and event.kind == "promised"
                      and event.data["promise"] == "next_update"):
                    self._later(max(glance.at, event.data["due"] + rule.after), rule, event)

    def _decision(self, rule: Rule, event: Event | None, glance: Glance) -> Decision:
        message = None
        if rule.text:
            channels = () if rule.do != "post" else (
                glance.own_channels if rule.channels == "own" else glance.channels)
            message = Message(text=_fit(rule, glance, channels), channels=channels,
                              form=((("next_update", rule.next_update),)
                                    if rule.next_update else ()),
                              reviewer=glance.reviewer if rule.reviewed else "")
        anchor = None
        if event is not None:
            anchor = Anchor(event.kind, str(event.data.get("name", "")), glance.at - event.at)
        target = self._target(rule, event, glance)
        sure = glance.shown(target) if rule.do == "fix" else None
        return Decision(glance.at, "policy", rule.do, target, message, sure, anchor)

    def _target(self, rule: Rule, event: Event | None, glance: Glance) -> str:
        if rule.do == "answer" and event is not None:
            return str(event.data["name"])
        if rule.target == "same" and event is not None:
            return str(event.data["about"])
        if rule.target not in TARGETS:
            return rule.target
        found = TARGETS[rule.target](glance)
        if isinstance(found, str):
            return found
        turn = self._turns[rule.target] = self._turns.get(rule.target, -1) + 1
        return found[turn % len(found)] if found else ""


def _fit(rule: Rule, glance: Glance, channels: tuple[str, ...]) -> str:
    """Return the rule's text, the facts filled in, short enough for the tightest channel."""
    text = rule.text.format(**glance.facts)
    room = min((glance.limit(name) for name in channels), default=math.inf)
    promise = len(f" Next update in {rule.next_update}utes.") + 6 if rule.next_update else 0
    if len(text) + promise <= room:
        return text
    sentences = text.split(". ")
    while len(sentences) > 1 and len(". ".join(sentences)) + 1 + promise > room:
        sentences.pop()
    return ". ".join(sentences).rstrip(".") + "."


def historical(scenario: Scenario, playbook: str = "historical") -> tuple[Decision, ...]:
    """Return the decisions of the scenario's *playbook*, at their real times.

    Raises UnknownName when the scenario has no such playbook.
    """
    if playbook not in scenario.playbooks:
        raise UnknownName("playbook", playbook, scenario.playbooks)
    return tuple(Decision(entry.at, "policy", entry.action, entry.target, entry.message,
                          entry.confidence) for entry in scenario.playbooks[playbook])


def named(policy: str | Policy) -> Policy:
    """Return the policy called *policy*. Raises UnknownName."""
    if isinstance(policy, Policy):
        return policy
    if policy not in POLICIES:
        raise UnknownName("policy", policy, [*POLICIES, "historical"])
    return POLICIES[policy]


def play(session: Session, policy: str | Policy, until: float | str | None = None) -> Session:
    """Let *policy* play *session* to *until* (default: 24 hours after onset); return it.

    Decisions that cannot be carried out are left out, as a person would.
    """
    end = min(1440.0 if until is None else minutes(until), session.scenario.horizon)
    if policy == "historical":
        _follow(session, historical(session.scenario), end)
        return session
    player = Player(named(policy))
    while session.now < end:
        for decision in player.decide(session.world, session.now):
            _attempt(session, decision)
        session.run(until=min(end, session.now + 1.0))
    return session


def _follow(session: Session, decisions: Sequence[Decision], end: float) -> None:
    for decision in decisions:
        if decision.at > end:
            break
        if decision.at > session.now:
            session.run(until=decision.at)
        _attempt(session, decision)
    session.run(until=end)


def _attempt(session: Session, decision: Decision) -> None:
    try:
        session.do(decision.action, decision.target, message=decision.message,
                   confidence=decision.confidence, actor="policy")
    except (Refused, UnknownName):
        return

