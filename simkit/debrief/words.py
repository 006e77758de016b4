"""The words of the report: each kind of event, decision, content and metric as a person says it.

What the report says over and over stands here, so that it is said in one way; voice: plain, present
tense, no praise and no blame.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simkit.clock import local, show
from simkit.events import Decision, Event
from simkit.record import Record
from simkit.scoring import Metric
from simkit.situation import severity_words
from simkit.svg.words import tidy

EVENTS: dict[str, str] = {
    "onset": "The outage begins.",
    "relapse": "It breaks again.",
    "restored": "The service is back.",
    "slip": "A slip in a message that nobody read before: {what}.",
    "alarm": "The monitors raise the alarm: {severity}.",
    "restoration seen": "The monitors show that it works again.",
    "arrived": "At work: {name}.",
    "inject": "{sender} ({method}): “{text}”{due}",
    "answered": "{by} answers {sender}{late}{words}",
    "ignored": "No answer in time for {sender}.",
    "call": "{sender} calls: too long without a word.",
    "spoke up": "{name} goes public unasked.",
    "decided": "{actor}: {decision}.",
    "published": "On {channels}, by {author}: {said}{promises}",
    "unsent": "Nothing leaves on {name}: {why}.",
    "taken back": "A draft is taken back.",
    "promise kept": "Kept: {promise}, due {due}.",
    "promise broken": "Broken: {promise}, due {due}.",
    "promise revised": "Moved in time: {promise}, due {due}.",
    "contradicted": "People find out that the {what} was false.",
    "borne out": "People find out that the {what} was true.",
    "post-mortem": "The post-mortem is published on {channels}.",
    "finding": "Found, {speaks} “{cause}”: {text}",
    "fix begun": "{by} begins the fix: {fix}.",
    "fix worked": "The fix works: {fix}.",
    "fix failed": "The fix does not help: {fix}.",
    "fix undone": "The fix is undone: {fix}.",
    "fix refused": "The engineers will not try this again before they know more: {fix}.",
    "told": "{name} says how it goes: “{cause}” looks likeliest, {sure} in 100.",
    "room open": "The team has one incident channel.",
    "talked": "Talked it through.",
    "plan written": "The plan is written.",
    "rested": "Handed over, to rest: {name}.",
    "channel stands": "{name} stands and can be used.",
    "support asked": "Support tells what people ask most, and has an answer to give.",
    "briefed": "The executives are briefed.",
    "campaign paused": "The campaign is off the air.",
    "campaign restarted": "The campaign is on the air again.",
    "cause repaired": "The cause is repaired for good.",
    "compensation offered": "Compensation is offered.",
    "roadmap promised": "A change on the roadmap is promised.",
    "steered": "The facilitator {steered}",
    "whisper": "The facilitator whispers to {name}: “{text}”",
}
"""Every kind of event that the timeline shows, as a sentence; see ``Teller.event``."""

SKIPPED = ("severity", "inject not needed", "promised")
"""Kinds that the timeline leaves out: the picture shows severity, a message tells its promises."""

TRUTH = ("onset", "relapse", "restored", "slip", "steered")
"""Kinds that nobody saw when they happened."""

BAD = ("ignored", "unsent", "promise broken", "contradicted", "slip", "fix failed", "spoke up",
       "relapse")
"""Kinds that stand for something that went wrong."""

FOLLOWED: dict[str, str] = {
    "published": "left on {channels} at {at}",
    "unsent": "did not leave on {name}, {why}",
    "taken back": "taken back at {at}",
    "answered": "answered at {at}{late}",
    "promise kept": "kept a time promised before",
    "promise broken": "broke {promise} at {at}",
    "promise revised": "moved {promise} at {at}",
    "contradicted": "{what} found out to be false at {at}",
    "slip": "carried a slip",
    "post-mortem": "published at {at}",
    "fix begun": "begun at {at}",
    "fix worked": "worked at {at}",
    "fix failed": "did not help, {at}",
    "fix undone": "undone at {at}",
    "fix refused": "refused at {at}",
    "restored": "service back at {at}",
    "told": "told at {at}: “{cause}” likeliest, {sure} in 100",
    "room open": "open at {at}",
    "talked": "done at {at}",
    "plan written": "written at {at}",
    "rested": "handed over at {at}",
    "channel stands": "stands at {at}",
    "support asked": "asked at {at}",
    "briefed": "briefed at {at}",
    "campaign paused": "off the air at {at}",
    "campaign restarted": "on the air at {at}",
    "cause repaired": "repaired at {at}",
    "compensation offered": "offered at {at}",
    "roadmap promised": "promised at {at}",
    "finding": "next finding {at}: {speaks} it",
}
"""What came of a decision, by the kind of the event that shows it."""

DECISIONS: dict[str, str] = {
    "prepare": "prepare “{target}”",
    "mode": "play it as {target}",
    "post": "write an update, “{text}”",
    "answer": "answer {target}",
    "withdraw": "take a draft back",
    "ask": "ask {target} how it is going",
    "ask_support": "ask support what people ask most",
    "brief": "brief the executives",
    "investigate": "look into “{target}”",
    "suspect": "say how likely “{target}” is{sure}",
    "fix": "try the fix “{target}”{sure}",
    "undo": "undo the fix “{target}”",
    "hold": "no fix before the evidence is clear",
    "proceed": "let the engineers choose when to try a fix",
    "build": "build the channel “{target}”",
    "open_room": "open one incident channel for the team",
    "pause_campaign": "pause the campaign",
    "delegate": "give the inbox to {target}",
    "talk": "talk it through with someone",
    "plan": "write the plan on one page",
    "rest": "hand over and rest: {target}",
    "regroup": "regroup with the team",
    "postmortem": "write the post-mortem with the team",
    "repair": "repair the cause for good",
    "compensate": "offer compensation",
    "roadmap": "promise a change on the roadmap",
    "restart_campaign": "start the campaign again",
}
"""Every action of ``simkit.actions`` as something that was decided."""

STEERED: dict[str, str] = {
    "fire": "lets “{sender}” come now",
    "skip": "leaves “{sender}” out",
    "delay": "lets “{sender}” come {minutes} min later",
    "write": "writes an inject from {from}",
    "whisper": "whispers to {target}: “{text}”",
    "seat": "seats {by} as {target}",
    "note": "notes{sign}: “{text}”",
    "mark": "rates “{objective}” {rating}",
    "stop_clock": "stops the clock",
    "start_clock": "starts the clock",
    "hot_wash": "begins the hot wash, {minutes} min",
}
"""Every decision of the facilitator in words."""

ACTORS = {"trainee": "You decide", "facilitator": "The facilitator decides",
          "policy": "The policy decides"}
PROMISES = {"next_update": "the time of the next word", "eta": "the time of the repair"}
DEAD = {"dead": "it is dead with the service", "building": "it is still being built",
        "not built": "it was never built"}

CONTENTS: dict[str, str] = {
    "acknowledges": "it is down", "impact": "who or what is hit", "since": "since when",
    "cause": "the cause", "cause_unknown": "that the cause is not known",
    "action": "what you do", "workaround": "what people can do",
    "next_update": "when you speak next", "eta": "when it will be repaired",
    "apology": "an apology", "empathy": "what it means to people",
    "responsibility": "whose fault it is: yours", "blames": "somebody else is to blame",
    "denies": "a denial", "minimises": "it is played down", "speculates": "a guess",
    "all_clear": "it is over", "postmortem": "what happened and what changes",
}
"""What a reading can find, as the annex says it."""

WANTED = ("impact", "since", "action", "workaround", "next_update")
"""What a message while it is down should hold (the short form's fields)."""
WANTED_AFTER = ("since", "cause", "apology")
"""What a message that says it is over should hold."""


@dataclass(frozen=True)
class Advice:
    """How a metric is spoken of when it went well or badly, and what to do about it."""

    strength: str
    area: str
    action: str


ADVICE: dict[str, Advice] = {
    "time to first word": Advice(
        "An early first word", "The first word came late",
        "Settle who may say “we see it” without asking anybody, and keep that sentence ready."),
    "longest silence": Advice(
        "Nobody waited long for a word", "A long silence while it was down",
        "Name one person who watches the clock and speaks every 30 minutes: what is known, what "
        "is not, when you speak next."),
    "promises kept": Advice(
        "Promised times were kept", "Promised times passed without a word",
        "Promise only a time that somebody has an alarm for, and speak before it, also when "
        "there is nothing new."),
    "all-clear": Advice(
        "The all-clear was true and came soon", "The all-clear came late",
        "Before “it works again”: the monitors and three users elsewhere; then say it within "
        "15 minutes."),
    "posts that say something": Advice(
        "Every word told something", "Words that told nothing",
        "No post without at least one of: who is hit, what you do, what people can do, when you "
        "speak next."),
    "calmness": Advice(
        "Pressure was met in time and on evidence", "Pressure went unanswered or was answered "
        "in a rush",
        "Settle who answers the inbox while you write, and how sure is sure enough for a fix."),
    "calm of messages": Advice(
        "Messages calm in form", "Alarm in the messages",
        "A second reader for every message; strike exclamation marks, guesses and “guaranteed”."),
    "campaign minutes": Advice(
        "The campaign was soon off the air", "The campaign ran on while nothing worked",
        "List what is on the air and who can stop it; ask for that within the first ten minutes."),
    "minutes of clinging": Advice(
        "The team went where the evidence went", "The team was kept on a cause that the evidence "
        "had left",
        "Write down beforehand what would make you turn; when it comes, turn within ten minutes."),
}
"""By the name of the metric."""


def area_of(metric: Metric, advice: Advice) -> str:
    """Return what the area is called: an all-clear can be false or missing, and not only late."""
    if metric.name == "all-clear" and metric.value is None:
        return capital(metric.words)
    return advice.area


LIMITS = (
    "The users are a model. Directions come from studies; many sizes are judgement, and the "
    "intervals hold the model's own doubt about its numbers, not the doubt about the model.",
    "True effects of words are small: a bundle of good habits is worth a few points of trust, "
    "one sentence less than one. A tie means that you cannot tell, not that it does not matter.",
    "What ignoring somebody costs, how long people work and whom a channel reaches are the "
    "scenario author's judgement.",
    "One run is luck too: when people arrive, what is found and whether a fix works are drawn. "
    "Only the paired comparisons take that luck out.",
    "Calmness here is a count of what was done and written in pressed minutes. It is no measure "
    "of anybody's mind, and no grade of a person.",
)
"""What the report cannot tell."""

OUTCOME = (
    "The outcome comes from the model of users, with this run's luck in it. Intervals hold nine "
    "of ten runs under other luck and other values of the model's constants, always with the "
    "same decisions; a difference that helps in fewer than 80 of 100 pairs is called a tie.")
LUCK = ("Only luck differs here; the model's constants are those of this run. The comparisons with "
        "silence and the book above vary them as well, so they are less sure.")
PROPOSED = "Proposals come from practice points (80, 60, 30); people decide."
READ = (
    "Trust runs from 0 to 100 points and is counted a day after the outage began. A pair is this "
    "run beside the same run otherwise, both under the same luck; in brackets stands where nine of "
    "ten pairs lie. What helps in fewer than 80 of 100 pairs, equal ones counted half, is called a "
    "tie: you cannot tell.")
"""How the sentences that come first are to be read."""
NO_STRENGTH = "No measure reached 80 points in this run."
NO_AREA = "No measure fell below 50 points in this run."
SIGNS = ("◆ true, but nobody could see it then; ✕ went wrong; numbers are the marked decisions.")
LOOKS = {"truth": "◆ ", "bad": "✕ "}
"""Signs before a line of the timeline, by its look."""
SOURCES = (
    "Order of this report: Homeland Security Exercise and Evaluation Program (HSEEP), "
    "after-action report and improvement plan.",
    "Norms: as named in the table of practice; the pressed moments are simkit's own index.")
"""What every report rests on, before the scenario's own sources."""

FIRST = 3
"""Sentences that stand before all others, larger: what somebody with a minute reads."""
PLUS, DELTA = "what would you do again?", "what would you do otherwise?"
ALWAYS = (
    "What did you see first, and what did you take it for?",
    "What did you say or do before the evidence was there?",
    "It will happen again. What do you prepare this week, and who does it?",
)
"""Questions for a scenario that brings none."""


def points_of(share: float) -> str:
    """Return a share as points of 100."""
    return f"{100.0 * share:.0f}"


def quoted(text: str, longest: int) -> str:
    """Return the beginning of *text*, at most *longest* characters."""
    words = tidy(text)
    if len(words) <= longest:
        return words
    return words[:longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def listed(words: Iterable[str]) -> str:
    """Return *words* as a list in a sentence: ``a, b and c``."""
    all_words = list(words)
    if len(all_words) < 2:
        return "".join(all_words)
    return f"{', '.join(all_words[:-1])} and {all_words[-1]}"


def counted(number: int, what: str) -> str:
    """Return *number* with *what* in the plural where it needs it: ``1 area``, ``2 areas``."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def capital(text: str) -> str:
    """Return *text* with its first letter made large."""
    return text[:1].upper() + text[1:]


def closed(text: str) -> str:
    """Return *text* ending like a sentence."""
    return text if text.endswith((".", "!", "?", "…", "”")) else text + "."


class Teller:
    """What the events and decisions of one record are called in words."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.starts = record.scenario.service.starts
        self.decisions = {decision.id: decision for decision in record.decisions}
        self._causes = {cause.id: cause for cause in record.scenario.incident.causes}
        self._offers = {offer.id: offer.text for offer in record.scenario.briefing.offers}
        self._senders = {str(event.data["name"]): str(event.data["sender"])
                         for event in record.of("inject")}
        self._planned = {inject.id: inject.sender for inject in record.scenario.injects}
        self._objectives = {goal.id: goal.text for goal in record.scenario.objectives}
        self._due = {event.data["name"]: float(event.data["due"])
                     for event in record.of("promised")}

    def event(self, event: Event) -> str:
        """Return *event* as a sentence; of a kind without words, its kind and name."""
        pattern = EVENTS.get(event.kind)
        if pattern is None:
            return closed(capital(tidy(f"{event.kind} {event.data.get('name', '')}")))
        return capital(tidy(pattern.format_map(self._filled(event))))

    def brief(self, event: Event) -> str:
        """Return of a published *event* what it said, and where; of another nothing."""
        if event.kind != "published":
            return ""
        said = quoted(str(event.data["text"]), 70)
        return tidy(f"“{said}” on {listed(map(str, event.data['channels']))}")

    def followed(self, event: Event) -> str:
        """Return what *event* says about the decision behind it; empty when nothing."""
        pattern = FOLLOWED.get(event.kind)
        return tidy(pattern.format_map(self._filled(event))) if pattern else ""

    def decision(self, decision: Decision, longest: int = 90) -> str:
        """Return *decision* in words, its message cut after *longest* characters."""
        pattern = DECISIONS.get(decision.action, decision.action)
        text = decision.message.text or decision.message.full_text if decision.message else ""
        sure = ("" if decision.confidence is None
                else f" ({points_of(decision.confidence)} in 100 sure)")
        return tidy(pattern.format(target=self._target(decision.action, decision.target),
                                   text=quoted(text, longest), sure=sure))

    def when(self, at: float) -> str:
        """Return *at* with the local clock time, such as ``T+0:36 (16:15 UTC)``."""
        clock = local(at, self.starts)
        return f"{show(at)} ({clock})" if clock else show(at)

    def promises(self, event: Event) -> list[str]:
        """Return what the published *event* promised, with its times."""
        return [f"{PROMISES.get(e.data['promise'], e.data['promise'])}, {self.when(e.data['due'])}"
                for e in self.record.of("promised") if e.cause == event.id]

    def said_before(self, event: Event) -> Event | None:
        """Return the first published event with the words of the published *event*, if earlier."""
        first = next((e for e in self.record.of("published")
                      if e.data["text"] == event.data["text"]), event)
        return None if first is event else first

    def author(self, event: Event) -> str:
        """Return who wrote the published *event*, and whether anybody read it before."""
        if event.data["by"] == "executive":
            return "an executive, unasked"
        read = "read by a second person" if event.data["reviewed"] else "read by nobody else"
        return f"{event.data['by']}, {read}"

    def _target(self, action: str, target: str) -> str:
        cause = self._causes.get(target)
        if cause is not None and action in ("fix", "undo"):
            return cause.fix
        if cause is not None and action in ("investigate", "suspect"):
            return cause.text
        if action == "answer":
            return self._sender(target)
        return self._offers.get(target, target) if action == "prepare" else target

    def _sender(self, inject: str) -> str:
        """Return who sent the message that came in as *inject*."""
        return self._senders.get(inject, inject)

    def _filled(self, event: Event) -> Mapping[str, str]:
        """Return every word that a pattern may ask for, from the data of *event*."""
        data = {key: listed(map(str, value)) if isinstance(value, list) else str(value)
                for key, value in event.data.items()}
        data["at"] = show(event.at)
        cause = self._causes.get(str(event.data.get("about", "")))
        if cause is not None:
            data |= {"cause": cause.text, "fix": cause.fix}
        more = self._MORE.get(event.kind)
        return _Blank(data | more(self, event) if more else data)

    def _inject(self, event: Event) -> dict[str, str]:
        due = event.data["due"]
        return {"due": "" if due is None else f" Answer by {show(due)}."}

    def _answered(self, event: Event) -> dict[str, str]:
        text = str(event.data["text"])
        return {"sender": self._sender(str(event.data["name"])),
                "late": ", too late" if event.data["late"] else "",
                "words": f": “{tidy(text)}”" if text else "."}

    def _ignored(self, event: Event) -> dict[str, str]:
        return {"sender": self._sender(str(event.data["name"]))}

    def _decided(self, event: Event) -> dict[str, str]:
        decision = self.decisions.get(event.cause)
        words = self.decision(decision) if decision else str(event.data["action"])
        actor = ACTORS.get(event.data["actor"], str(event.data["actor"]))
        by = event.data.get("by")
        return {"actor": f"{actor} ({by})" if by else actor, "decision": words}

    def _steered(self, event: Event) -> dict[str, str]:
        target = str(event.data["target"])
        sign = event.data.get("sign")
        data = {**event.data, "sender": self._planned.get(target, target),
                "objective": self._objectives.get(target, target),
                "by": event.data.get("by") or "the kit", "sign": f", {sign}" if sign else ""}
        pattern = STEERED.get(str(event.data["action"]), "{action}")
        return {"steered": closed(pattern.format_map(_Blank(data)))}

    def _published(self, event: Event) -> dict[str, str]:
        promised, before = self.promises(event), self.said_before(event)
        return {"author": self.author(event),
                "said": f"the same words as at {show(before.at)}." if before
                        else f"“{event.data['text']}”",
                "promises": f" Promised: {listed(promised)}." if promised else ""}

    def _unsent(self, event: Event) -> dict[str, str]:
        return {"why": DEAD.get(event.data["why"], str(event.data["why"]))}

    def _promise(self, event: Event) -> dict[str, str]:
        due = self._due.get(event.data["name"])
        return {"promise": PROMISES.get(event.data["promise"], str(event.data["promise"])),
                "due": "at a time unknown" if due is None else self.when(due)}

    def _alarm(self, event: Event) -> dict[str, str]:
        return {"severity": severity_words(float(event.data["severity"]))}

    def _told(self, event: Event) -> dict[str, str]:
        return {"sure": points_of(float(event.data["sure"]))}

    _MORE = {"inject": _inject, "answered": _answered, "ignored": _ignored,  # noqa: RUF012
             "decided": _decided, "published": _published, "unsent": _unsent,
             "promise kept": _promise, "promise broken": _promise, "promise revised": _promise,
             "alarm": _alarm, "told": _told, "steered": _steered}


class _Blank(dict[str, str]):
    """Words by name; one that an older record lacks is left out rather than fatal."""

    def __missing__(self, name: str) -> str:
        return ""
