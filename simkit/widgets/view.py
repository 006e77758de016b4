"""What the console shows, as plain data: from a Situation to words, numbers and states.

Nothing here knows HTML or widgets, so that another front end can start from the same dictionaries.
States are named by the console's signs: ``good works``, ``due soon``, ``bad dead`` and so on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TypedDict

from simkit.actions import ACTIONS
from simkit.clock import local, show
from simkit.events import Decision, Event
from simkit.model import responder
from simkit.model.parameters import Parameters
from simkit.scenario.parts import Scenario
from simkit.situation import InboxItem, MemberView, PromiseView, Situation

TENSIONS = tuple(word for _, word in responder.TENSIONS)
"""Words for stress, from calm to strained; the bars of the screen count along them."""

TIREDNESS = tuple(word for _, word in responder.TIREDNESS)
"""Words for fatigue, from rested to spent."""

SOON = 5.0
"""Minutes before a promise falls due at which the screen says so."""

SPOKEN_KINDS = {"next_update": "next update", "eta": "back by then"}
"""What a promise promises, in words."""

VOICES = 9
"""Posts on the screen at once."""

LINES = 14
"""Lines of the log on the screen."""


class Line(TypedDict):
    """A state in words: a sign, a word that carries it, and what goes with it."""

    sign: str
    """``good``, ``kept``, ``wip``, ``due``, ``bad``, ``new``, ``odd``, ``off`` or empty."""
    words: str
    more: str


class Strip(TypedDict):
    """The line of sight: time, what is known, what was promised, who waits."""

    t: str
    day: str
    clock: str
    known: Line
    promise: Line
    inbox: Line
    tension: str
    fatigue: str


class Letter(TypedDict):
    """A message that came in."""

    name: str
    sender: str
    method: str
    text: str
    t: str
    state: Line
    waits: bool
    """Whether it still asks for an answer, late or not."""


class Post(TypedDict):
    """What somebody said in public."""

    who: str
    what: str
    """Whose voice it is: a segment, the press, a company."""
    kind: str
    t: str
    text: str
    likes: str


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
    helps: str


# Words that several panels share

def moment(at: float, scenario: Scenario) -> str:
    """Return *at* as the clock shows it, or as time since onset where there is no clock."""
    return local(at, scenario.service.starts).split(" ")[0] or show(at)


def wait(minutes: float) -> str:
    """Return a countdown in whole minutes: ``in 4 min``, ``now``, ``3 min late``."""
    whole = round(minutes)
    if whole == 0:
        return "now"
    length = f"{abs(whole)} min" if abs(whole) < 90 else f"about {round(abs(whole) / 60)} h"
    return f"in {length}" if whole > 0 else f"{length} late"


def capital(text: str) -> str:
    """Return *text* with a capital first letter."""
    return text[:1].upper() + text[1:]


def called(role: str, situation: Situation) -> str:
    """Return how people call whoever has *role*: the name, or the role without one."""
    if role == "you":
        return role
    member = next((m for m in situation.team if m.role == role), None)
    if member is None:
        return role
    return "you" if member.you else member.name or member.role


# Panels

def strip(situation: Situation, scenario: Scenario) -> Strip:
    """Return the situation strip."""
    starts = scenario.service.starts
    day = ""
    if starts is not None:
        today = starts + timedelta(minutes=situation.at)
        day = f"{today:%a} {today.day} {today:%B}"
    you = next((m for m in situation.team if m.you), None)
    return {"t": show(situation.at), "day": day, "clock": situation.clock,
            "known": _known(situation, scenario), "promise": _promise(situation, scenario),
            "inbox": _waiting(situation), "tension": situation.stress_words,
            "fatigue": you.fatigue if you else ""}


def _known(situation: Situation, scenario: Scenario) -> Line:
    known = situation.known
    if known.since is None:
        return {"sign": "", "words": capital(known.text), "more": "no alarm"}
    if situation.restored_seen:
        return {"sign": "good", "words": capital(known.text), "more": ""}
    leader = max(situation.board, key=lambda line: line.shown, default=None)
    cause = "cause not known"
    if leader is not None and leader.shown >= 0.7 and leader.speaks_for:
        cause = f"likely: {leader.text}"
    return {"sign": "bad", "words": capital(known.text),
            "more": f"since {moment(known.since, scenario)}; {cause}"}


def _promise(situation: Situation, scenario: Scenario) -> Line:
    broken = [p for p in situation.promises if p.state == "broken"]
    count = f"{len(broken)} broken" if broken else ""
    due = situation.next_promise
    late = max(broken, key=lambda p: p.due, default=None)
    if late is not None and _last_word(situation) <= late.due:
        return {"sign": "bad", "words": f"{moment(late.due, scenario)} broken, "
                                        f"{wait(late.due - situation.at)}", "more": count}
    if due is None:
        nobody = "People do not know when you speak next."
        silent = situation.known.since is None or situation.restored_seen
        return {"sign": "", "words": "None", "more": count or ("" if silent else nobody)}
    left = due.due - situation.at
    what = f"{', '.join(due.channels)}: {SPOKEN_KINDS.get(due.kind, due.kind)}"
    return {"sign": "due" if left <= SOON else "wip",
            "words": f"{wait(left)} · {moment(due.due, scenario)}",
            "more": " · ".join(filter(None, (what, count)))}


def _last_word(situation: Situation) -> float:
    return max((e.at for e in situation.events if e.kind == "published"), default=-1.0)


def _answering(situation: Situation) -> set[str]:
    """Return the messages that you decided to answer; the world hears it when time passes."""
    return {str(event.data["target"]) for event in situation.events
            if event.kind == "decided" and event.data["action"] == "answer"}


def _open(situation: Situation) -> list[InboxItem]:
    """Return the messages that still wait for you to answer."""
    begun = _answering(situation)
    return [item for item in situation.inbox if item.state == "open" and item.name not in begun]


def _waiting(situation: Situation) -> Line:
    waiting = _open(situation)
    if not waiting:
        return {"sign": "", "words": "Nobody waits", "more": ""}
    due = min((item.due for item in waiting if item.due is not None), default=None)
    more = "" if due is None else f"answer {wait(due - situation.at)}"
    return {"sign": "new", "words": f"{len(waiting)} waiting", "more": more}


def inbox(situation: Situation, scenario: Scenario) -> list[Letter]:
    """Return what came in: who waits first, by how soon; then the newest."""
    waiting = _open(situation)

    def rank(item: InboxItem) -> tuple[int, float]:
        if item in waiting:
            return (0, item.due if item.due is not None else 1e9)
        return (1, -item.at)

    return [_letter(item, situation, scenario) for item in sorted(situation.inbox, key=rank)]


def _letter(item: InboxItem, situation: Situation, scenario: Scenario) -> Letter:
    by = "" if item.due is None else moment(item.due, scenario)
    left = 0.0 if item.due is None else item.due - situation.at
    answered = next((e.at for e in reversed(situation.events)
                     if e.kind == "answered" and e.data.get("name") == item.name), None)
    states: dict[str, Line] = {
        "open": {"sign": "due", "words": f"Answer by {by}", "more": wait(left)},
        "answering": {"sign": "wip", "words": "Your answer is on its way", "more": ""},
        "answered": {"sign": "kept", "words": "Answered", "more": show(answered or item.at)},
        "ignored": {"sign": "bad", "words": f"No answer by {by}", "more": ""},
    }
    state = item.state
    if state in ("open", "ignored") and item.name in _answering(situation):
        state = "answering"
    return {"name": item.name, "sender": capital(item.sender), "method": item.method,
            "text": item.text, "t": show(item.at), "waits": state in ("open", "ignored"),
            "state": states.get(state, {"sign": "", "words": "", "more": ""})}


def feed(situation: Situation, scenario: Scenario) -> list[Post]:
    """Return what people say, newest first."""
    return [{"who": voice.who, "what": voice.segment, "kind": voice.kind, "t": show(voice.at),
             "text": voice.text, "likes": f"{voice.likes:,} like this" if voice.likes else ""}
            for voice in situation.feed]


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
        if channel.state in ("building", "not built"):
            state["more"] = channel.build
        last = "" if channel.last_at is None else f"{show(channel.last_at)} {channel.last_text}"
        rows.append({"name": capital(channel.name), "reach": channel.reach, "state": state,
                     "last": last, "promises": [
                         _on_channel(p, situation, scenario) for p in situation.promises
                         if channel.name in p.channels and p.state in ("open", "broken")][-3:]})
    return rows


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
    helps = "" if member.tension == "calm" else (
        "A talk, a plan on one page, somebody else for the inbox, or a rest bring it down.")
    return {"tension": member.tension, "fatigue": member.fatigue,
            "doing": capital(", ".join(member.doing)), "effect": tension_effect(member.tension),
            "helps": helps}


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


# The log, and what is said aloud

def log(situation: Situation, scenario: Scenario) -> list[tuple[str, str]]:
    """Return (time, words) of what was seen to happen, newest first, at most LINES."""
    told = ((event, told_as(event, situation)) for event in reversed(situation.events))
    return [(show(event.at), words) for event, words in told if words][:LINES]


_TOLD = {
    "alarm": "The monitors raise an alarm.",
    "restoration seen": "The monitors show it working again.",
    "answered": "{name}: answered by {by}.",
    "ignored": "{name}: nobody answered in time.",
    "finding": "Found: {text}",
    "fix begun": "{by} begins a fix: {about}.",
    "fix worked": "The fix worked: {about}.",
    "fix failed": "The fix did not help: {about}.",
    "fix undone": "The fix is undone: {about}.",
    "promise broken": "A promise is broken: {promise}.",
    "promise kept": "A promise is kept: {promise}.",
    "promise revised": "A promised time is replaced.",
    "unsent": "Not sent on {name}: {why}.",
    "taken back": "Your message is taken back.",
    "contradicted": "What you said is contradicted: {what}.",
    "borne out": "What you said turns out true: {what}.",
    "told": "{name} told you how it is going; thinks of {about} first.",
    "room open": "The team has one incident channel.",
    "talked": "You have talked it through.",
    "plan written": "The plan is written.",
    "rested": "{name} has handed over.",
    "campaign paused": "The campaign is paused.",
    "campaign restarted": "The campaign runs again.",
    "support asked": "Support told you what people ask most.",
    "briefed": "The executives are briefed.",
    "call": "{sender} calls and wants to know more.",
    "spoke up": "{name} speaks to the public unasked.",
    "channel stands": "{name} works now.",
    "arrived": "{name} is here.",
    "post-mortem": "The post-mortem is published.",
    "cause repaired": "The cause is repaired for good.",
    "compensation offered": "Compensation is offered.",
    "roadmap promised": "A change on the roadmap is promised.",
}


def told_as(event: Event, situation: Situation) -> str:
    """Return what *event* means in a sentence; empty for what needs none."""
    if event.kind == "inject":
        return f"{capital(str(event.data['sender']))}: {event.data['text']}"
    if event.kind == "published":
        return f"Published on {', '.join(event.data['channels'])}: {event.data['text']}"
    if event.kind == "decided":
        return _decided(str(event.data["action"]), str(event.data["target"]), situation)
    if event.kind not in _TOLD:
        return ""
    data = {key: called(str(value), situation) if key in ("by", "name") else str(value)
            for key, value in event.data.items()}
    for key in ("promise",):
        if key in data:
            data[key] = data[key].replace("_", " ")
    return capital(_TOLD[event.kind].format(**data))


def _decided(action: str, target: str, situation: Situation) -> str:
    """Return what you decided, in the words of its button."""
    aim = ACTIONS[action].target
    words = target
    if aim == "person":
        words = called(target, situation)
    elif aim == "inject":
        words = next((i.sender for i in situation.inbox if i.name == target), target)
    elif aim == "decision":
        return "You: take a message back."
    elif aim in ("cause", "preparation"):
        words = next((offer.words.partition(": ")[2] for offer in situation.offers
                      if (offer.action, offer.target) == (action, target)), target)
    text = ACTIONS[action].words.format(target=words).rstrip(".")
    return f"You: {text[:1].lower()}{text[1:]}."


def announcement(events: Iterable[Event], situation: Situation, scenario: Scenario,
                 before: float) -> str:
    """Return what the live region says after *events*, in whole sentences; empty for nothing.

    *before*: the minute at which it last had the chance to speak.
    """
    seen = list(events)
    asking = [e for e in seen if e.kind == "inject" and e.data.get("due") is not None]
    said: list[str] = []
    if len(asking) > 1:
        first = min(float(e.data["due"]) for e in asking)
        said.append(f"{len(asking)} messages; the first due {wait(first - situation.at)}.")
    elif asking:
        due = moment(float(asking[0].data["due"]), scenario)
        said.append(f"{capital(str(asking[0].data['sender']))} asks for an answer by {due}.")
    aloud = ("alarm", "restoration seen", "finding", "fix failed", "fix worked", "promise broken",
             "published", "taken back", "unsent", "channel stands")
    said += [told_as(e, situation) for e in seen if e.kind in aloud]
    due_next = situation.next_promise
    if due_next is not None:
        left, was = due_next.due - situation.at, due_next.due - before
        if any(left <= edge < was for edge in (SOON, 1.0)):
            said.append(f"Your promise on {', '.join(due_next.channels)} falls due {wait(left)}.")
    return " ".join(said[:3])


def on_their_way(situation: Situation,
                 decisions: Sequence[Decision]) -> list[tuple[str, str, str, bool]]:
    """Return (decision id, step, words, taken back) of each message that has not left yet."""
    own = {decision.id: decision for decision in decisions}
    back = {decision.target for decision in decisions if decision.action == "withdraw"}
    steps = {"drafting": "being written", "reading": "with the second reader",
             "approving": "waiting for approval"}
    rows = []
    for name, step in situation.leaving:
        message = own[name].message if name in own else None
        words = "taken back, it will not leave" if name in back else steps.get(step, step)
        rows.append((name, words, message.full_text if message else "", name in back))
    return rows


def minutes_words(minutes: float) -> str:
    """Return a length of work in words: ``3 min``, ``about 2 h``; empty for none."""
    if minutes < 1.0:
        return ""
    return f"{round(minutes)} min" if minutes < 90.0 else f"about {minutes / 60:.2g} h"
