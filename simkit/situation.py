"""What the trainee can know now: delayed, noisy and partial, and never the truth.

Four things are kept apart: what is known (with a range and a time), what was said, what was
promised, and what people say. The hidden state of the service and of trust is not here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from simkit import feed
from simkit.actions import ACTIONS, Action
from simkit.clock import duration, local, show
from simkit.engine.people import Member
from simkit.engine.world import World
from simkit.engine.worlds import Worlds
from simkit.errors import SimkitError
from simkit.events import Decision, Event
from simkit.feed import Voice
from simkit.model import outage, responder

HIDDEN = ("onset", "severity", "restored", "relapse", "slip", "steered")
"""Kinds of events that the trainee never sees."""

REPORT_DELAY = 2.0
"""Minutes by which public report counts lag."""

TASKS = {"looking into ": "looking into “{text}”", "fixing ": "trying the fix: {fix}",
         "undoing ": "undoing the fix: {fix}", "answering ": "answering {name}",
         "talking to ": "talking to {name}"}
"""What somebody does with something, by how the engine begins to say it."""


@dataclass(frozen=True)
class Known:
    """What monitors and reports say about the service."""

    text: str
    """In words, such as ``down for nearly everyone``."""
    low: float
    high: float
    """Range of the failing share, in [0, 1]."""
    since: float | None
    """When the first alarm came, minutes since onset; None before it."""


@dataclass(frozen=True)
class InboxItem:
    """A message that came in."""

    name: str
    sender: str
    method: str
    text: str
    at: float
    due: float | None
    state: str
    """``open``, ``answering``, ``answered``, ``ignored`` or ``read``."""


@dataclass(frozen=True)
class ChannelView:
    """A channel as it stands."""

    name: str
    kind: str
    state: str
    """``works``, ``dead``, ``building`` or ``not built``."""
    reach: str
    """In words, such as ``about 1 in 3``."""
    limit: int | None
    build: str
    """How long building takes, such as ``about 20m``; empty when it needs none."""
    last_at: float | None
    last_text: str


@dataclass(frozen=True)
class PromiseView:
    """A promise made in public."""

    name: str
    kind: str
    """``next_update`` or ``eta``."""
    made: float
    due: float
    state: str
    """``open``, ``kept``, ``broken`` or ``revised``."""
    channels: tuple[str, ...]


@dataclass(frozen=True)
class MemberView:
    """A person of the team, as last heard."""

    role: str
    name: str
    duty: str
    where: str
    doing: tuple[str, ...]
    tension: str
    """``calm``, ``alert``, ``tense`` or ``strained``."""
    fatigue: str
    """``rested``, ``working``, ``tired`` or ``spent``."""
    you: bool
    since: float = 0.0
    """Minutes since onset at which what they do last changed."""


@dataclass(frozen=True)
class HypothesisView:
    """A possible cause, as the reports that reached the trainee make it look."""

    id: str
    text: str
    fix: str
    shown: float
    """Probability as shown, in steps of .05; tense people look surer than they are."""
    low: float
    high: float
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    stated: float | None
    """What the trainee said last, in [0, 1]."""


@dataclass(frozen=True)
class Offer:
    """Something that can be decided now, with its price."""

    action: str
    target: str
    words: str
    purpose: str
    minutes: float
    who: str
    note: str
    possible: bool
    why_not: str


@dataclass(frozen=True)
class Situation:
    """Everything a trainee can see at one moment."""

    at: float
    clock: str
    """Local time, or empty."""
    phase: str
    """``briefing``, ``crisis``, ``aftermath`` or ``over``."""
    known: Known
    reports: tuple[tuple[float, float], ...]
    """(minutes since onset, public reports a minute), newest last."""
    backlog: float
    """Share of support contacts that nobody answers, as support estimates it."""
    feed: tuple[Voice, ...]
    """Newest first."""
    inbox: tuple[InboxItem, ...]
    channels: tuple[ChannelView, ...]
    promises: tuple[PromiseView, ...]
    team: tuple[MemberView, ...]
    board: tuple[HypothesisView, ...]
    offers: tuple[Offer, ...]
    leaving: tuple[tuple[str, str], ...]
    """Messages on their way: (decision id, ``drafting``, ``reading`` or ``approving``)."""
    workaround: str
    """What support says people can do; empty until asked."""
    events: tuple[Event, ...]
    """Everything the trainee has seen happen, in order."""
    campaign_runs: bool
    stress_words: str

    def __repr__(self) -> str:
        waiting = sum(item.state == "open" for item in self.inbox)
        due = self.next_promise
        promise = f"; next promise {show(due.due)}" if due else ""
        return (f"<Situation {show(self.at)}: {self.known.text}; {waiting} waiting for an answer"
                f"{promise}>")

    @property
    def next_promise(self) -> PromiseView | None:
        """The open promise that falls due first."""
        return min((p for p in self.promises if p.state == "open"), key=lambda p: p.due,
                   default=None)

    @property
    def restored_seen(self) -> bool:
        """Whether the monitors have shown the service back, with no alarm since."""
        last = next((e for e in reversed(self.events) if e.kind in ("restoration seen", "alarm")),
                    None)
        return last is not None and last.kind == "restoration seen"


class Glance:
    """The part of a situation that policies need, worked out only when asked for.

    It is of one moment: whoever decides looks anew.
    """

    def __init__(self, world: World, at: float) -> None:
        self.world = world
        self.at = at

    def events(self, after: int = 0) -> list[Event]:
        """Return what was seen to happen, without the first *after* lines of the log."""
        return [event for event in self.world.log[after:] if event.kind not in HIDDEN]

    def last(self, kind: str) -> Event | None:
        """Return the last event of *kind* that was seen, or None."""
        return self.world.ground.latest.get(kind)

    @property
    def alarmed(self) -> bool:
        """Whether an alarm has been seen."""
        return "alarm" in self.world.ground.latest

    @property
    def restored_seen(self) -> bool:
        """Whether the monitors show the service back."""
        return _seen_back(self.world)

    @property
    def channels(self) -> tuple[str, ...]:
        """Names of the channels that work now."""
        outlets = self.world.outlets
        return tuple(name for name, outlet in outlets.by_name.items()
                     if outlets.state(outlet) == "works")

    @property
    def own_channels(self) -> tuple[str, ...]:
        """Names of the channels that live on the product, dead or not."""
        return tuple(name for name, outlet in self.world.outlets.by_name.items()
                     if not outlet.spec.survives)

    @property
    def unbuilt(self) -> tuple[str, ...]:
        """Names of the channels that could be built and are not."""
        outlets = self.world.outlets
        return tuple(name for name, outlet in outlets.by_name.items()
                     if outlets.state(outlet) == "not built")

    def limit(self, channel: str) -> float:
        """Return the longest message of *channel* in characters; inf when it has no limit."""
        return self.world.outlets.outlet(channel).spec.limit or math.inf

    @property
    def reviewer(self) -> str:
        """Role of a colleague who can read a draft; empty when there is none."""
        team = self.world.team
        there = [team.free(duty) for duty in ("communications", "legal", "support", "marketing")]
        return next((m.role for m in there if m is not None and m is not team.trainee), "")

    @property
    def engineer(self) -> str:
        """Role of the engineer who can be asked first."""
        team = self.world.team
        return next((m.role for m in team.engineers if m.reachable), team.engineers[0].role
                    if team.engineers else team.trainee.role)

    @property
    def engineers(self) -> tuple[str, ...]:
        """Roles of all engineers."""
        return tuple(member.role for member in self.world.team.engineers)

    @property
    def trainee(self) -> str:
        """Role of whoever decides."""
        return self.world.team.trainee.role

    def decided(self, action: str, by: float) -> bool:
        """Return whether *action* was decided at *by* (minutes since onset) or before."""
        return any(each.action == action and each.at <= by for each in self.world.decisions)

    @property
    def causes(self) -> tuple[str, ...]:
        """Ids of the possible causes, the least likely first (so that guesses miss)."""
        lines = self.world.incident.board.lines.values()
        return tuple(line.spec.id for line in sorted(lines, key=lambda line: line.spec.likely))

    @property
    def untried(self) -> tuple[str, ...]:
        """Ids of the possible causes whose fix nobody has begun, the least likely first."""
        begun = {event.data["about"] for event in self.world.log if event.kind == "fix begun"}
        return tuple(cause for cause in self.causes if cause not in begun)

    @cached_property
    def board(self) -> tuple[HypothesisView, ...]:
        """The diagnosis board."""
        return _board(self.world)

    def shown(self, cause: str) -> float:
        """Return the probability of *cause* as the board shows it."""
        return next((view.shown for view in self.board if view.id == cause), 0.0)

    @cached_property
    def facts(self) -> dict[str, str]:
        """What is known, in words for a message."""
        scenario = self.world.scenario
        leader = max(self.board, key=lambda view: view.shown)
        known = _known(self.world, self.at)
        workaround = (f" {scenario.workaround}" if self.world.surroundings.workaround_known
                      and scenario.workaround else "")
        who = "everyone" if known.high > 0.85 else "many of you"
        named = leader.shown >= 0.7 and leader.speaks_for
        return {"service": scenario.service.name, "who": who,
                "impact": scenario.facts.get("impact", "messages do not go through"),
                "since": local(0.0, scenario.service.starts) or "a short while ago",
                "cause": f" The cause: {leader.text[:1].lower()}{leader.text[1:].rstrip('.')}."
                if named else "", "workaround": workaround}


def observe(worlds: Worlds, row: int = 0, horizon: float = math.inf) -> Situation:
    """Return what the trainee of *row* can know now; *horizon* is where the run ends."""
    world = worlds.worlds[row]
    at = float(worlds.crowd.at[row])
    events = tuple(event for event in world.log if event.kind not in HIDDEN)
    scenario = world.scenario
    return Situation(
        at=at, clock=local(at, scenario.service.starts), phase=_phase(world, at, horizon),
        known=_known(world, at), reports=_reports(worlds, row, at),
        backlog=round(float(worlds.crowd.unanswered[row]), 1),
        feed=feed.voices(worlds, row, at),
        inbox=tuple(InboxItem(i.name, i.spec.sender, i.spec.method, i.spec.text, i.at, i.due,
                              i.state) for i in world.inbox.items),
        channels=tuple(_channel(world, name, events) for name in world.outlets.by_name),
        promises=tuple(PromiseView(p.name, p.kind, p.made, p.due, p.state, p.channels)
                       for p in world.desk.commitments.promises),
        team=tuple(_member(world, member, "alarm" in world.ground.latest)
                   for member in world.team.members),
        board=_board(world), offers=_offers(world, at),
        leaving=tuple(world.desk.leaving.items()),
        workaround=scenario.workaround if world.surroundings.workaround_known else "",
        events=events, campaign_runs=world.surroundings.campaign_runs,
        stress_words=responder.tension_word(world.team.stress(world.team.trainee)))


def _phase(world: World, at: float, horizon: float) -> str:
    if at >= horizon:
        return "over"
    if at <= 0.0:
        return "briefing"
    seen = "restoration seen" in world.ground.latest
    return "aftermath" if world.incident.restored and seen else "crisis"


def _seen_back(world: World) -> bool:
    """Return whether the last that the monitors showed is that it works again."""
    alarm, back = (world.ground.latest.get(kind) for kind in ("alarm", "restoration seen"))
    return back is not None and (alarm is None or back.number > alarm.number)


def _known(world: World, at: float) -> Known:
    """Return the monitors' view: nothing before the alarm, then the share with a range."""
    signs = [event for event in world.log if event.kind in ("alarm", "restoration seen")]
    if not signs:
        return Known("nothing unusual", 0.0, 0.0, None)
    since = next((event for event in signs if event.kind == "alarm"), signs[0]).at
    if signs[-1].kind == "restoration seen":
        return Known("monitors show it working again", 0.0, 0.05, since)
    true = float(world.ground.crowd.severity[world.ground.row])
    noise = 0.08 * world.ground.streams.normal("monitor", int(at // 5))
    middle = min(1.0, max(0.02, true * (1.0 + noise)))
    low, high = max(0.0, middle - 0.12), min(1.0, middle + 0.12)
    return Known(severity_words(middle), round(low, 2), round(high, 2), since)


def severity_words(share: float) -> str:
    """Return a failing share of use in plain words."""
    for bound, words in ((0.9, "down for nearly everyone"), (0.6, "down for most"),
                         (0.35, "failing for about half"), (0.15, "failing for some"),
                         (0.04, "slow or failing for a few")):
        if share >= bound:
            return words
    return "nearly all works"


def reports_a_minute(users: float, failing: float, aware: float, angry: float) -> float:
    """Return public outage reports a minute, before noise: a sliver of those who notice."""
    return users * 1.2e-5 * failing * aware * (0.3 + angry)


def _reports(worlds: Worlds, row: int, at: float) -> tuple[tuple[float, float], ...]:
    """Return the last two hours of public report counts, delayed and noisy."""
    streams = worlds.worlds[row].ground.streams
    users = worlds.worlds[row].scenario.service.users
    weight = worlds.crowd.segments.weight
    points = []
    for moment, severity, states in worlds.trajectory.recent(row, 150):
        if moment > at - REPORT_DELAY:
            continue
        count = reports_a_minute(users, severity, float((states["awareness"] * weight).sum()),
                                 float((states["frustration"] * weight).sum()))
        count *= math.exp(0.12 * streams.normal("reports", int(moment)))
        points.append((moment + REPORT_DELAY, float(f"{count:.2g}")))
    return tuple(points)


def reach_words(share: float) -> str:
    """Return a reach in words: ``about 1 in 3``."""
    if share <= 0.005:
        return "nobody"
    if share >= 0.95:
        return "nearly everyone"
    if share > 0.5:
        return f"about {round(share * 10)} in 10"
    return f"about 1 in {round(1.0 / share)}"


def _channel(world: World, name: str, events: tuple[Event, ...]) -> ChannelView:
    outlet = world.outlets.by_name[name]
    last = next((event for event in reversed(events) if event.kind == "published"
                 and name in event.data["channels"]), None)
    weight = world.ground.crowd.segments.weight
    build = outlet.spec.build
    return ChannelView(
        name, outlet.spec.kind, world.outlets.state(outlet),
        reach_words(float((outlet.reaches * weight).sum())), outlet.spec.limit,
        f"about {duration(round(build.median))}" if build else "",
        last.at if last else None, last.data["text"] if last else "")


def _member(world: World, member: Member, alarmed: bool) -> MemberView:
    """Return *member* as last heard; before they are *alarmed* nobody looks into anything."""
    doing = [task for task in dict.fromkeys(member.doing)
             if alarmed or not task.startswith("looking into ")]
    where = "there" if member.arrived else (
        "at a distance, on the way" if member.reachable else "not there yet")
    return MemberView(member.role, member.spec.name, member.spec.duty, where,
                      tuple(_task(task, world) for task in doing),
                      responder.tension_word(world.team.stress(member)),
                      responder.fatigue_word(world.team.fatigue(member)),
                      member is world.team.trainee, float(member.since))


def _task(task: str, world: World) -> str:
    """Return *task*, which the engine names by an id, in the words that people have for it."""
    lines = world.incident.board.lines
    for verb, words in TASKS.items():
        name = task.removeprefix(verb)
        if name == task:
            continue
        if name in lines:
            return words.format(text=lines[name].spec.text, fix=lines[name].spec.fix)
        item, member = world.inbox.item(name), world.team.by_role.get(name)
        if item is not None:
            return words.format(name=item.spec.sender)
        if member is not None:
            return words.format(name=member.spec.name or f"the {name}")
    return task


def _board(world: World) -> tuple[HypothesisView, ...]:
    lines = list(world.incident.board.lines.values())
    shares = outage.shares([prior + sum(
        line.spec.strength if speaks_for else -line.spec.strength
        for _, speaks_for, _ in line.reports)
        for line, prior in zip(lines, world.incident.board.prior, strict=True)])
    stress = world.team.stress(world.team.trainee)
    views = []
    for line, share in zip(lines, shares, strict=True):
        shown = outage.shown_confidence(share, stress, world.ground.value("o_c"))
        spread = 0.3 / math.sqrt(1.0 + len(line.reports))
        stated = next((d.confidence for d in reversed(world.decisions)
                       if d.target == line.spec.id and d.confidence is not None), None)
        views.append(HypothesisView(
            line.spec.id, line.spec.text, line.spec.fix, round(shown * 20) / 20,
            max(0.0, round((shown - spread) * 20) / 20),
            min(1.0, round((shown + spread) * 20) / 20),
            tuple(text for _, good, text in line.reports if good),
            tuple(text for _, good, text in line.reports if not good), stated))
    return tuple(views)


def _offers(world: World, at: float) -> tuple[Offer, ...]:
    """Return everything that could be chosen, possible or not, with its price."""
    return tuple(_offer(world, action, target, words, at)
                 for action in ACTIONS.values() if action.name not in ("post", "answer", "mode")
                 for target, words in _targets(world, action))


def _targets(world: World, action: Action) -> list[tuple[str, str]]:
    scenario, team = world.scenario, world.team
    if action.target == "cause":
        return [(cause.id, cause.fix if action.name in ("fix", "undo") else cause.text)
                for cause in scenario.incident.causes
                if action.name != "undo" or world.incident.board.lines[cause.id].blocked]
    if action.target == "person":
        return [(member.role, member.role) for member in team.members
                if member is not team.trainee or action.name == "rest"]
    if action.target == "channel":
        return [(name, name) for name, outlet in world.outlets.by_name.items()
                if world.outlets.state(outlet) == "not built"]
    if action.target == "preparation":
        return [(offer.id, offer.text) for offer in scenario.briefing.offers]
    if action.target == "decision":
        return [(name, name) for name in world.desk.leaving]
    if action.name in ("hold", "proceed"):
        return [("", "")] if world.incident.hold == (action.name == "proceed") else []
    if "campaign" in action.name:
        runs = world.surroundings.campaign_runs
        return [("", "")] if scenario.campaign and runs == ("pause" in action.name) else []
    return [("", "")]


def _offer(world: World, action: Action, target: str, words: str, at: float) -> Offer:
    possible, why_not = True, ""
    try:
        world.check(Decision(at, "trainee", action.name, target))
    except SimkitError as why:
        possible, why_not = False, str(why)
    minutes, who, note = action.takes, "you", ""
    if action.target == "cause":
        line = world.incident.board.lines[target]
        if action.name == "suspect":
            return Offer(action.name, target, action.words.format(target=words), action.purpose,
                         0.0, who, "told to nobody outside", possible, why_not)
        who = line.spec.who or "an engineer"
        if action.name == "fix":
            minutes = line.spec.takes.median
            note = "at the machines" if line.spec.on_site else ""
        elif action.name == "undo":
            minutes = line.spec.if_wrong.undo
    elif action.name == "build":
        build = world.outlets.outlet(target).spec.build
        minutes, who = (build.median if build else 0.0), world.team.second_hand().role
    elif action.name == "pause_campaign":
        who = getattr(world.team.free("marketing"), "role", "you")
    elif action.name == "prepare":
        offer = next(o for o in world.scenario.briefing.offers if o.id == target)
        days = "1 day" if offer.days == 1 else f"{offer.days:g} days"
        note, who = f"{days} of the budget", "the team"
    return Offer(action.name, target, action.words.format(target=words), action.purpose,
                 float(minutes), who, note, possible, why_not)
