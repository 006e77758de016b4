"""What happened, in sentences: the log, what is said aloud, and messages on their way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from simkit.actions import ACTIONS
from simkit.clock import show
from simkit.events import Decision, Event
from simkit.feed import SAID
from simkit.scenario.parts import Scenario
from simkit.situation import Situation
from simkit.widgets.view.words import SOON, called, capital, moment, wait

LINES = 14
"""Lines of the log on the screen."""


def log(situation: Situation, scenario: Scenario) -> list[tuple[str, str]]:
    """Return (time, words) of what was seen to happen, newest first, at most LINES."""
    told = ((event, told_as(event, situation)) for event in reversed(situation.events))
    return [(show(event.at), words) for event, words in told if words][:LINES]


_TOLD = {
    "alarm": "The monitors raise an alarm.",
    "whisper": "The facilitator whispers to {name}: {text}",
    "restoration seen": "The monitors show it working again.",
    "answered": "{sender}: answered by {by}.",
    "ignored": "{sender}: nobody answered in time.",
    "finding": "Found: {text}",
    "fix begun": "{by} begins the fix: {fix}.",
    "fix worked": "The fix worked: {fix}.",
    "fix failed": "The fix did not help: {fix}.",
    "fix undone": "The fix is undone: {fix}.",
    "fix refused": "The engineers will not try this before they know more: {fix}.",
    "promise broken": "A promise is broken: {promise}.",
    "promise kept": "A promise is kept: {promise}.",
    "promise revised": "A promised time is replaced: {promise}.",
    "unsent": "Not sent on {name}: {why}.",
    "taken back": "Your message is taken back.",
    "contradicted": "People find out that it is not so: “{what}”.",
    "borne out": "People find out that it is so: “{what}”.",
    "told": "{name} says how it goes: “{cause}” looks likeliest, {sure} in 100.",
    "room open": "The team has one incident channel.",
    "talked": "You have talked it through.",
    "plan written": "The plan is written.",
    "rested": "{name} has handed over.",
    "campaign paused": "The campaign is paused.",
    "campaign restarted": "The campaign runs again.",
    "support asked": "Support says what people can do meanwhile: {workaround}",
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

_PROMISED = {"next_update": "the next update", "eta": "the service back"}

_UNSENT = {"dead": "it is dead with the service", "building": "it is still being built",
           "not built": "it was never built"}


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
    return capital(_TOLD[event.kind].format_map(_filled(event, situation)))


def _filled(event: Event, situation: Situation) -> dict[str, str]:
    """Return the words that a sentence about *event* may ask for; nothing goes by its id."""
    data = {key: called(str(value), situation) if key in ("by", "name") else str(value)
            for key, value in event.data.items()}
    name = str(event.data.get("name", ""))
    line = next((line for line in situation.board if line.id == event.data.get("about")), None)
    if line is not None:
        data |= {"cause": line.text, "fix": line.fix.rstrip(".")}
    if "promise" in data:
        data["promise"] = _promised(name, data["promise"], situation)
    if event.kind == "support asked":
        data["workaround"] = data.get("workaround") or "nothing that they know of."
    if event.kind == "told":
        data["sure"] = f"{100 * float(event.data['sure']):.0f}"
    data.setdefault("sender", next((i.sender for i in situation.inbox if i.name == name), name))
    return {**data, "what": SAID.get(data.get("what", ""), data.get("what", "")),
            "why": _UNSENT.get(data.get("why", ""), data.get("why", ""))}


def _promised(name: str, kind: str, situation: Situation) -> str:
    """Return what was promised, by when and where."""
    what = _PROMISED.get(kind, kind)
    promise = next((p for p in situation.promises if p.name == name), None)
    if promise is None:
        return what
    return f"{what} by {show(promise.due)}, on {', '.join(promise.channels)}"


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
    aloud = ("alarm", "restoration seen", "finding", "fix failed", "fix worked", "fix refused",
             "promise broken", "published", "taken back", "unsent", "channel stands")
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
