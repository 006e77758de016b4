"""The draft on the desk: what the form holds, as a Message, and what can be said about it.

A draft is the plain dictionary that the composer sends and keeps: the fields of the short form,
``text``, ``channels``, ``reviewer``, and ``to`` (an inject, or empty for an update).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from simkit.clock import local
from simkit.events import Decision
from simkit.message import FORM, Finding, Message, Reading, read
from simkit.model.parameters import Parameters
from simkit.scenario.parts import Scenario
from simkit.situation import Situation
from simkit.widgets.claims import claims
from simkit.widgets.previews import Preview, previews
from simkit.widgets.view import capital

LONGEST = 5000
"""Characters of one field that are read; nobody types more, and a page could send anything."""

LABELS = {
    "acknowledges": "it is down", "impact": "who is hit, and how", "since": "since when",
    "cause": "the cause", "cause_unknown": "cause not known yet", "action": "what we do",
    "workaround": "what people can do", "next_update": "next update", "apology": "sorry",
    "empathy": "you see what it means to them", "responsibility": "it is ours",
    "all_clear": "it is over", "postmortem": "what we learned",
}
"""Contents in the words of the screen."""

WANTED = ("acknowledges", "impact", "since", "action", "workaround", "next_update")
"""Contents that people ask for while it is down, in that order."""

REMARKS = {
    "blames": "blames somebody; nobody is helped by it", "denies": "denies; be sure of it",
    "minimises": "makes it smaller than people feel it", "speculates": "a guess",
    "eta": "a time for the end; it will be held against you", "shouting": "reads as shouting",
    "alarm word": "raises alarm", "guess as fact": "a guess that sounds like a fact",
    "absolute promise": "nobody can promise this", "vague time": "nobody can check this",
    "stock phrase": "people have heard this before",
}
"""What is worth a look, with the reason."""

AHEAD = (15, 20, 30, 45, 60, 90, 120)
"""Minutes ahead that the form offers for the next update."""


class Found(TypedDict):
    """Something that the message says, with the words that prove it."""

    label: str
    words: str


class Findings(TypedDict):
    """What the desk says about a draft."""

    found: list[Found]
    missing: list[Found]
    """Label and what is known about it."""
    remarks: list[Found]
    text: str
    """The message as readers will see it."""
    previews: list[Preview]
    """The message as it will look on each of its channels."""
    claims: list[str]
    """What will turn out true or false; the writer says how sure they are."""
    problem: str
    """Why it cannot leave; empty when it can."""


class Place(TypedDict):
    """A channel as the form offers it."""

    name: str
    usable: bool


class Reader(TypedDict):
    """A second reader as the form offers them."""

    role: str
    words: str


def empty(to: str = "", channels: Sequence[str] = ()) -> dict[str, Any]:
    """Return a draft without words, for everybody or as an answer *to* an inject."""
    return {**dict.fromkeys(FORM, ""), "text": "", "channels": list(channels), "reviewer": "",
            "to": to, "sure": None}


def message_of(draft: Mapping[str, Any]) -> Message:
    """Return the message that *draft*, as a page sent it, stands for."""
    form = tuple((name, words) for name in FORM if (words := _words(draft.get(name))))
    names = draft.get("channels") or ()
    places = tuple(str(name) for name in names) if isinstance(names, (list, tuple)) else ()
    if draft.get("to"):
        return Message(text=_words(draft.get("text")))
    return Message(_words(draft.get("text")), form, places, str(draft.get("reviewer") or ""))


def draft_of(decision: Decision) -> dict[str, Any]:
    """Return the draft from which the update of *decision* was sent."""
    message = decision.message or Message()
    sure = None if decision.confidence is None else round(100 * decision.confidence)
    return {**empty(channels=message.channels), **dict(message.form), "text": message.text,
            "reviewer": message.reviewer, "sure": sure}


def has_words(draft: Mapping[str, Any]) -> bool:
    """Return whether *draft* says anything, to whomever."""
    return bool(message_of({**draft, "to": ""}).full_text.strip())


def _words(given: object) -> str:
    return given.strip()[:LONGEST] if isinstance(given, str) else ""


def findings(draft: Mapping[str, Any], situation: Situation, service: str = "") -> Findings:
    """Return what *draft* says, what it leaves out and what is worth a look.

    *service*: whose words they are.
    """
    message = message_of(draft)
    text = message.full_text
    if not text.strip():
        return {"found": [], "missing": [], "remarks": [], "text": "", "previews": [],
                "claims": [], "problem": ""}
    reading = read(message)
    answer = bool(draft.get("to"))
    return {
        "found": [_found(LABELS[f.content], f) for f in reading.findings if f.content in LABELS],
        "missing": [] if answer else _missing(reading, situation),
        "remarks": [_found(REMARKS[f.content], f)
                    for f in (*reading.findings, *reading.remarks) if f.content in REMARKS]
        + _against_known(reading, situation),
        "text": text, "previews": [] if answer else previews(message, situation, service),
        "claims": claims(message),
        "problem": "" if answer else problem(message, situation)}


def _found(label: str, finding: Finding) -> Found:
    return {"label": label, "words": finding.words}


def _missing(reading: Reading, situation: Situation) -> list[Found]:
    if reading.says("all_clear") or situation.restored_seen:
        wanted: tuple[str, ...] = ("all_clear", "cause", "apology", "postmortem")
    else:
        wanted = WANTED
    hints = {"workaround": f"Support says: {situation.workaround}" if situation.workaround
             else "Support may know.",
             "next_update": "People ask when to look again.",
             "all_clear": "People ask if they may believe it.",
             "cause": "Not yet, if the evidence does not carry it."}
    return [{"label": capital(LABELS[content]), "words": hints.get(content, "")}
            for content in wanted if not reading.says(content)]


def _against_known(reading: Reading, situation: Situation) -> list[Found]:
    """Return where *reading* says more than is known."""
    remarks: list[Found] = []
    if reading.says("all_clear") and not situation.restored_seen:
        remarks.append({"label": f"the monitors show: {situation.known.text}",
                        "words": reading.words("all_clear")})
    leader = max((line.shown for line in situation.board), default=0.0)
    if reading.says("cause") and leader < 0.7:
        remarks.append({"label": f"your board has nothing above {round(leader * 100)} in 100",
                        "words": reading.words("cause")})
    return remarks


def problem(message: Message, situation: Situation) -> str:
    """Return why *message* cannot leave now, in words; empty when it can."""
    if not message.full_text.strip():
        return "Three words are enough. 'We see it' counts as a first word."
    if not message.channels:
        return "Choose where it goes."
    channels = {channel.name: channel for channel in situation.channels}
    if all(name in channels and channels[name].state != "works" for name in message.channels):
        return f"It would reach nobody: {', '.join(message.channels)} does not work."
    for name in message.channels:
        limit = channels[name].limit if name in channels else None
        if limit is not None and len(message.full_text) > limit:
            return f"{len(message.full_text) - limit} characters too many for {name}."
    return ""


def places(situation: Situation) -> list[Place]:
    """Return the channels as the form offers them."""
    return [{"name": c.name, "usable": c.state == "works"} for c in situation.channels]


def idle(situation: Situation) -> str:
    """Return which channels died or are being built, in words."""
    words = {"dead": "dead with the service", "building": "being built"}
    groups = [(label, [c.name for c in situation.channels if c.state == state])
              for state, label in words.items()]
    return "; ".join(f"{capital(label)}: {', '.join(names)}" for label, names in groups if names)


def readers(situation: Situation) -> list[Reader]:
    """Return who can read a draft before it leaves."""
    first = ("communications", "legal", "support", "marketing", "executive")
    there = [m for duty in first for m in situation.team if m.duty == duty and not m.you]
    return [{"role": m.role, "words": f"{m.name}, {m.role}" if m.name else capital(m.role)}
            for m in there]


def next_times(situation: Situation, scenario: Scenario) -> list[str]:
    """Return times to offer for the next update: on the clock in steps of five minutes,
    or as waits where the scenario has no clock."""
    starts = scenario.service.starts
    if starts is None:
        return [f"{ahead}m" for ahead in AHEAD]
    offset = starts.minute % 5
    times = [5.0 * round((situation.at + offset + ahead) / 5.0) - offset for ahead in AHEAD]
    return [local(at, starts) for at in times]


def leaves_in(reader: bool, situation: Situation, scenario: Scenario) -> float:
    """Return about how many minutes a calm writer's update takes from *Send* to leaving."""
    values = Parameters.defaults(1)
    prepared = set(scenario.briefing.prepared) | {
        str(e.data["target"]) for e in situation.events
        if e.kind == "decided" and e.data["action"] == "prepare"}
    writer = next(person for person in scenario.team if person.duty == "communications")
    draft = writer.drafting * (values.value("template_drafting", 0)
                               if "templates" in prepared else 1.0)
    approval = scenario.approval if scenario.approver and "approval" not in prepared else 0.0
    return draft + approval + (values.value("review_minutes", 0) if reader else 0.0)


def answer_price(scenario: Scenario) -> str:
    """Return what an answer to one person costs its writer."""
    writer = next(person for person in scenario.team if person.duty == "communications")
    minutes = writer.drafting * Parameters.defaults(1).value("answer_share", 0)
    return f"Goes to one person only. Takes you about {max(1, round(minutes))} min."
