"""What comes in: messages that ask for an answer, and what people say in public."""

from __future__ import annotations

from typing import TypedDict

from simkit.clock import show
from simkit.feed import Voice
from simkit.scenario.parts import Scenario
from simkit.situation import InboxItem, Situation
from simkit.widgets.view.words import Line, called, capital, moment, wait

NEW = 3.0
"""Minutes for which a message counts as new."""


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
    new: bool
    """Whether it came in within the last minutes."""


class Post(TypedDict):
    """What somebody said in public."""

    who: str
    what: str
    """Whose voice it is: a segment, the press, a company."""
    kind: str
    t: str
    text: str
    likes: str


def _answering(situation: Situation) -> set[str]:
    """Return the messages that you decided to answer; the world hears it when time passes."""
    return {str(event.data["target"]) for event in situation.events
            if event.kind == "decided" and event.data["action"] == "answer"}


def still_open(situation: Situation) -> list[InboxItem]:
    """Return the messages that still wait for you to answer."""
    begun = _answering(situation)
    return [item for item in situation.inbox if item.state == "open" and item.name not in begun]


def stand_in(situation: Situation) -> str:
    """Return who answers for you what comes in; empty while you do."""
    given = next((e for e in reversed(situation.events)
                  if e.kind == "decided" and e.data["action"] == "delegate"), None)
    return "" if given is None else called(str(given.data["target"]), situation)


def new(situation: Situation) -> list[InboxItem]:
    """Return the messages that came in within the last NEW minutes and are not answered yet."""
    begun = _answering(situation)
    return [item for item in situation.inbox if situation.at - item.at <= NEW
            and item.state in ("open", "read") and item.name not in begun]


def inbox(situation: Situation, scenario: Scenario) -> list[Letter]:
    """Return what came in: who waits first, by how soon; then the newest."""
    waiting = still_open(situation)

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
            "new": item in new(situation),
            "state": states.get(state, {"sign": "", "words": "", "more": ""})}


def feed(situation: Situation, scenario: Scenario) -> list[Post]:
    """Return what people say, newest first."""
    return [{"who": voice.who, "what": voice.segment, "kind": voice.kind, "t": show(voice.at),
             "text": voice.text, "likes": _likes(voice)}
            for voice in situation.feed]


def _likes(voice: Voice) -> str:
    """Return how many do something with a post, in words."""
    words = {"rumour": "shared {:,} times", "joke": "{:,} laugh"}
    return words.get(voice.kind, "{:,} like this").format(voice.likes) if voice.likes else ""
