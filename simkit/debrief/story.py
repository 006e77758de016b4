"""What happened, told from the record: the marked decisions, the timeline, the messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from simkit.clock import local, show
from simkit.counterfactual import SLOW
from simkit.debrief import words
from simkit.debrief.parts import Choice, Evidence, Line, Moment, Note, Quote
from simkit.debrief.words import Teller
from simkit.events import Decision, Event
from simkit.message import read
from simkit.record import Record
from simkit.scoring.timing import INFORMS

MARKED = 12
"""Decisions that the picture marks at most."""
CALM = 0.7
"""Calm of a message's form below which it is not calm, as in the score."""
_WEIGHT = {"fix": 5, "postmortem": 4, "repair": 4, "build": 3, "open_room": 3, "hold": 3,
           "pause_campaign": 3, "undo": 3, "delegate": 3, "plan": 2, "rest": 2, "talk": 2,
           "brief": 2, "investigate": 2, "compensate": 2, "roadmap": 2, "ask_support": 2, "post": 2,
           "answer": 1, "prepare": -9, "mode": -9}
"""How much a decision asks to be marked; what went wrong or came first asks more."""
_FEW = 3
"""Consequences of a decision that its row tells at most."""


class Story:
    """One record with the threads from decisions to what came of them."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.teller = Teller(record)
        self._by_id = {event.id: event for event in record.events}
        self._decided = {event.cause: event for event in record.of("decided")}
        self._caused: dict[str, list[Event]] = {}
        for event in record.events:
            self._caused.setdefault(event.cause, []).append(event)
        self.own = tuple(decision for decision in record.decisions
                         if not decision.steers and decision.action != "mode")
        """The decisions of whoever played."""
        self.choices = self._choices()
        self._numbers = {choice.id: choice.number for choice in self.choices}
        """Numbers of the marked decisions, by the line of the timeline that tells of them."""

    def evidence(self, ids: Iterable[str]) -> tuple[Evidence, ...]:
        """Return the events with *ids* as evidence, in the order of time, each once."""
        events = sorted((self._by_id[each] for each in dict.fromkeys(ids) if each in self._by_id),
                        key=lambda event: event.at)
        return tuple(Evidence(event.id, show(event.at), self.teller.event(event),
                              self.teller.brief(event)) for event in events)

    def thread(self, decision: Decision) -> list[Event]:
        """Return what came of *decision*, in order, as the causes in the log tell."""
        found: list[Event] = []
        waiting = [decision.id]
        while waiting:
            for event in self._caused.get(waiting.pop(), []):
                if event.kind != "decided":
                    found.append(event)
                    waiting.append(event.id)
        return sorted(found, key=lambda event: (event.at, event.number))

    def went_wrong(self, decision: Decision) -> tuple[Event, ...]:
        """Return a few events in which something went wrong after *decision*."""
        return tuple(event for event in self.thread(decision)
                     if event.kind in words.BAD and self.teller.followed(event))[:_FEW]

    # The marked decisions

    def _choices(self) -> tuple[Choice, ...]:
        """Return the decisions that matter most for the story, numbered in the order of time."""
        seen: set[str] = set()
        weighed = []
        for decision in self.record.decisions:
            if decision.id in self._decided:
                weighed.append((-self._weight(decision, seen), decision.at, decision))
        chosen = sorted(weighed, key=lambda each: each[:2])[:MARKED]
        kept = sorted((decision for weight, _, decision in chosen if weight < 0),
                      key=lambda decision: (decision.at, int(decision.id[1:])))
        return tuple(self._choice(number, decision) for number, decision in enumerate(kept, 1))

    def _weight(self, decision: Decision, seen: set[str]) -> int:
        """Return how much *decision* asks to be marked; *seen* are the actions before it."""
        came = self.thread(decision)
        first = decision.action not in seen
        seen.add(decision.action)
        over = any("all_clear" in event.data.get("says", ()) for event in came)
        return (_WEIGHT.get(decision.action, 1) + (first and decision.action != "answer")
                + 3 * (first and decision.action == "post") + 4 * over
                + 4 * any(event.kind in words.BAD for event in came))

    def _choice(self, number: int, decision: Decision) -> Choice:
        came = self.thread(decision)
        return Choice(number, decision.at, show(decision.at),
                      words.capital(self.teller.decision(decision)),
                      words.capital("; ".join(self._followed(decision, came))),
                      any(event.kind in words.BAD for event in came), self._place(decision))

    def _place(self, decision: Decision) -> str:
        """Return the id of the timeline's line that tells of *decision*."""
        decided = self._decided[decision.id]
        if self._is_told(decided, Counter()):
            return decided.id
        return next(event.id for event in self._caused[decision.id]
                    if event.kind in ("published", "answered"))

    def _followed(self, decision: Decision, came: Sequence[Event]) -> list[str]:
        """Return what came of *decision* in a few phrases, what went wrong before the rest."""
        events = list(came)
        if decision.action == "investigate":
            later = (event for event in self.record.of("finding")
                     if event.at > decision.at and event.data["about"] == decision.target)
            events += [event for event in [next(later, None)] if event]
        told = [event for event in events if self.teller.followed(event)]
        bad = [event for event in told if event.kind in words.BAD]
        kept = [event for event in told
                if event in (told[:1] + bad)[:_FEW] or len(told) <= _FEW]
        phrases = dict.fromkeys(self.teller.followed(event) for event in kept)
        return list(phrases) or ["nothing in the record answers it directly"]

    # The timeline

    def timeline(self) -> tuple[tuple[Moment, ...], str]:
        """Return what happened, minute by minute, and a sentence on what is left out."""
        left_out: Counter[str] = Counter()
        told = [event for event in self.record.events if self._is_told(event, left_out)]
        starts = self.record.scenario.service.starts
        moments = []
        for shown, events in groupby(told, key=lambda event: show(event.at)):
            group = list(events)
            clock = local(group[0].at, starts).split(" ")[0]
            moments.append(Moment(shown, clock, tuple(map(self._line, group))))
        note = words.listed(words.counted(count, f"repeated {kind}")
                            for kind, count in left_out.items())
        return tuple(moments), f"Left out: {note}." if note else ""

    def _is_told(self, event: Event, left_out: Counter[str]) -> bool:
        """Whether the timeline shows *event*; what repeats is counted instead."""
        if event.kind in words.SKIPPED or (event.kind == "steered" and (
                # what came of it says the same, with the words
                event.data["action"] in ("whisper", "write")
                # what was said in the debrief has a place of its own
                or (event.data["action"] == "note" and event.data["target"]))):
            return False
        if event.kind == "decided" and event.data["action"] in ("post", "answer"):
            left = [caused.at for caused in self._caused.get(event.cause, [])
                    if caused.kind in ("published", "answered")]
            return not left or min(left) - event.at > SLOW
        if event.kind not in ("call", "finding"):
            return True
        same = next(earlier for earlier in self.record.of(event.kind)
                    if self._subject(earlier) == self._subject(event))
        if same is not event:
            left_out[event.kind] += 1
        return same is event

    @staticmethod
    def _subject(event: Event) -> tuple[str, ...]:
        """Return what a call or a finding is about: the same subject again is a repeat."""
        names = ("sender",) if event.kind == "call" else ("about", "speaks", "text")
        return tuple(str(event.data.get(name, "")) for name in names)

    def _line(self, event: Event) -> Line:
        look = ("truth" if event.kind in words.TRUTH else "bad" if event.kind in words.BAD
                else "you" if event.kind == "decided" else "")
        return Line(event.id, self.teller.event(event), look, self._numbers.get(event.id))

    # The messages

    def notes(self) -> tuple[Note, ...]:
        """Return the published messages of the trainee with what was found in them."""
        return tuple(self._note(event) for event in self.record.of("published")
                     if event.data["by"] != "executive")

    def _note(self, event: Event) -> Note:
        data, before = event.data, self.teller.said_before(event)
        text, says = str(data["text"]), list(data["says"])
        reading = read(text)
        remarks = (str(remark).partition(": ") for remark in data["remarks"])
        calm = float(data["calm"])
        true = "" if data["true"] else ", contradicted by the state of the service"
        head = (f"{words.listed(map(str, data['channels']))}, by {self.teller.author(event)}, "
                f"met by {words.points_of(data['reach'])} in 100 of those "
                f"who noticed, within four hours{true}")
        empty = "" if INFORMS & set(says) else "; it tells nothing that people can use"
        wanted = words.WANTED_AFTER if "all_clear" in says else words.WANTED
        return Note(
            event.id, show(event.at), head, text, show(before.at) if before else "",
            tuple(Quote(words.CONTENTS.get(name, name), reading.words(name))
                  for name in says),
            tuple(words.CONTENTS[name] for name in wanted if name not in says),
            tuple(Quote(kind, said) for kind, _, said in remarks),
            f"form {calm:.2f} of 0.80{empty}", calm >= CALM)
