"""The changes that can be made to one decision: each as a what-if, or None where it makes no
sense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simkit.actions import ACTIONS
from simkit.clock import duration, local, show
from simkit.counterfactual import wordings
from simkit.counterfactual.known import Known
from simkit.counterfactual.threads import Gap, Given, Threads
from simkit.counterfactual.whatif import WhatIf
from simkit.events import Decision
from simkit.message import Message, read
from simkit.policy import UPDATE, Rule
from simkit.record import Record

LEAST = 1.0
"""Minutes below which a move is none."""
LEAD = 16.0
"""Minutes before a promised time at which whoever keeps it begins to write: six to draft, ten for
an approval that is not settled."""
RHYTHM = 30.0
"""Minutes between words where a silence is broken."""
SURE = 0.7
"""Likelihood on the board from which a fix is tried after more evidence."""
CONTENTS = {"impact": "who is hit", "since": "since when", "action": "what you do",
            "workaround": "what people can do", "next_update": "when you speak next",
            "eta": "a time for the repair", "cause": "the cause", "apology": "an apology",
            "responsibility": "whose fault it was", "empathy": "what it means to people",
            "all_clear": "that it is over"}
"""Contents as a person says them."""
WANTED = ("impact", "since", "action", "workaround", "next_update")
WANTED_AFTER = ("since", "cause", "apology")
"""What a message should hold while it is down, and when it says that it is over."""


class Changes:
    """What could have been otherwise in one run."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.known = Known(record)
        self.threads = Threads(record)
        posts = [d for d in self.threads.chosen if d.action == "post"]
        left = {event.id: post for post in posts if (event := self.threads.published(post))}
        first = next((event.id for event in record.of("published") if event.id in left), "")
        self.first_post = left[first] if first else posts[0] if posts else None
        """The word that left first, which need not be the one that was decided first; where none
        left, the first that was meant to."""

    def called(self, decision: Decision) -> str:
        """Return *decision* in a few words, such as ``the answer to National Wire at T+0:44``."""
        at, target = show(decision.at), self._target(decision)
        if decision is self.first_post:
            return f"the first word, decided at {at}"
        if decision.action == "post":
            over = decision.message is not None and read(decision.message).says("all_clear")
            return f"the {'all-clear' if over else 'update'} decided at {at}"
        if decision.action == "answer":
            return f"the answer to {target} at {at}"
        if decision.action == "prepare":
            return f"the preparation “{target}”"
        if decision.action == "fix":
            return f"the fix “{target}” at {at}"
        words = ACTIONS[decision.action].words.format(target=target)
        return f"“{words}” at {at}"

    def _target(self, decision: Decision) -> str:
        """Return what *decision* aims at in the words of the screen."""
        scenario, target = self.record.scenario, decision.target
        if decision.action == "answer":
            return next((str(event.data["sender"]) for event in self.record.of("inject")
                         if event.data["name"] == target), target)
        if decision.action == "prepare":
            return next((offer.text for offer in scenario.briefing.offers if offer.id == target),
                        target)
        cause = next((cause for cause in scenario.incident.causes if cause.id == target), None)
        if cause is None:
            return target
        return cause.fix if decision.action in ("fix", "undo") else cause.text

    # Left out, or at another time

    def without(self, decision: Decision) -> WhatIf:
        """Leave *decision* out; what answered it keeps its time."""
        return self._made(decision, "without", f"without {self.called(decision)}",
                          {decision.id: None})

    def at_another_time(self, decision: Decision, by: float) -> WhatIf | None:
        """Move *decision* by minutes, and what answered its promises with it.

        No earlier than the alarm, or than what it answered; earlier, it says only what was known
        then.
        """
        by = max(by, self._earliest(decision) - decision.at) if by < 0.0 else by
        if abs(by) < LEAST or ACTIONS[decision.action].phase == "briefing":
            return None
        instead: dict[str, Decision | None] = {}
        dropped: list[str] = []
        for each in (decision, *self.threads.answers(decision)):
            changed, lost = self._moved(each, by)
            if changed is None and each is decision:
                return None
            instead[each.id] = changed
            dropped += lost
        way = "earlier" if by < 0.0 else "later"
        words = f"{self.called(decision)}, {_minutes(abs(by))} {way}"
        if len(instead) > 1:
            words += ", and what kept its promises with it"
        lost_facts = tuple(dict.fromkeys(dropped))
        if lost_facts:
            names = " and ".join(CONTENTS[fact] for fact in lost_facts)
            words += f" (not saying {names}: not known then)"
        return self._made(decision, way, words, instead, by=by, dropped=lost_facts)

    def _earliest(self, decision: Decision) -> float:
        anchor = decision.anchor
        if anchor is not None and anchor.kind != "promised":
            return decision.at - anchor.offset
        return min(decision.at, self.known.alarm_at)

    def _moved(self, decision: Decision, by: float) -> tuple[Decision | None, list[str]]:
        then = moved(decision, by)
        if by > 0.0 or then.message is None:
            return then, []
        message, dropped = self.known.cut(then.message, decision.at, then.at)
        return (None if message is None else replace(then, message=message)), dropped

    # Other words

    def calmer(self, decision: Decision) -> WhatIf | None:
        """Say the same without agitation."""
        return self._worded(decision, "calmer", "in calm words", wordings.calmed)

    def reviewed(self, decision: Decision) -> WhatIf | None:
        """Let somebody read it before it leaves."""
        trainee = next((p for p in self.record.scenario.team if p.duty == "communications"), None)
        other = next((p.role for duty in ("communications", "legal", "support", "marketing")
                      for p in self.record.scenario.team if p.duty == duty and p is not trainee),
                     "")

        def change(message: Message) -> Message | None:
            return replace(message, reviewer=other) if other and not message.reviewer else None

        return self._worded(decision, "reviewed", "read by a second person first", change)

    def with_content(self, decision: Decision, content: str) -> WhatIf | None:
        """Say *content* as well, where it was known."""
        words = self._facts(decision).get(content, "")
        if content in ("workaround", "cause") and not self.known.holds(content, decision.at):
            return None
        return self._worded(decision, "content", _saying(content, "with", "also saying"),
                            lambda message: wordings.added(message, content, words), content)

    def unsaid(self, decision: Decision, content: str) -> WhatIf | None:
        """Leave *content* unsaid."""
        return self._worded(decision, "unsaid", _saying(content, "without", "without saying"),
                            lambda message: wordings.without(message, content), content)

    def on_channels(self, decision: Decision, channels: tuple[str, ...], words: str
                    ) -> WhatIf | None:
        """Send it on *channels* instead."""

        def change(message: Message) -> Message | None:
            same = set(channels) == set(message.channels)
            return None if same or not channels else replace(message, channels=channels)

        return self._worded(decision, "channel", words, change, " ".join(channels))

    def missing(self, decision: Decision) -> tuple[str, ...]:
        """Return the contents that the message of *decision* should hold and does not."""
        if decision.message is None:
            return ()
        reading = read(decision.message)
        wanted = WANTED_AFTER if reading.says("all_clear") else WANTED
        return tuple(content for content in wanted if not reading.says(content))

    def channels(self, decision: Decision) -> tuple[str, ...]:
        """Return the channels that worked when *decision* was taken and were not used, the
        widest first."""
        used = decision.message.channels if decision.message else ()
        specs = sorted(self.record.scenario.channels, key=lambda spec: -spec.reach)
        return tuple(spec.name for spec in specs
                     if spec.name not in used and self.known.works(spec.name, decision.at))

    def _facts(self, decision: Decision) -> dict[str, str]:
        scenario = self.record.scenario
        after = [other for other in self.threads.chosen
                 if other.action == "post" and other.at > decision.at]
        wait = max(10.0, after[0].at + LEAD - decision.at) if after else 0.0
        cause = self.known.cause(decision.at)
        text = next((c.text for c in scenario.incident.causes if c.id == cause), "")
        return {"impact": f"everyone who uses {scenario.service.name}",
                "since": local(0.0, scenario.service.starts),
                "action": "working on the repair",
                "workaround": scenario.workaround,
                "next_update": f"{round(wait)}m" if wait else "",
                "cause": f"The cause: {text[:1].lower()}{text[1:].rstrip('.')}." if text else ""}

    def _worded(self, decision: Decision, kind: str, words: str,
                change: Callable[[Message], Message | None], which: str = "") -> WhatIf | None:
        if decision.message is None or decision.action != "post":
            return None
        message = change(decision.message)
        if message is None:
            return None
        return self._made(decision, kind, f"{self.called(decision)}, {words}",
                          {decision.id: replace(decision, message=message)}, which=which)

    # Promises, silences, fixes

    def kept(self, promise: Given) -> WhatIf | None:
        """Keep a broken promise of a next word: the word that came too late comes in time."""
        if promise.became != "broken" or promise.kind != "next_update":
            return None
        words = f"the word promised for {show(promise.due)} in time"
        late = next((d for d in self.threads.chosen if d.action == "post"
                     and d.at > promise.decision.at), None)
        start = max(promise.decision.at + LEAST, promise.due - LEAD)
        if late is not None and late.at - start >= LEAST:
            changed, dropped = self._moved(late, start - late.at)
            if changed is not None:
                return self._made(promise.decision, "kept", words, {late.id: changed},
                                  by=start - late.at, about=promise.about,
                                  dropped=tuple(dropped), which=promise.name)
        rule = Rule(f"T+{round(start)}m", "post", text=UPDATE, while_down=True)
        return self._made(promise.decision, "kept", words, {}, about=promise.about,
                          rules=(rule,), which=promise.name)

    def spoken(self, gap: Gap) -> WhatIf:
        """Break a silence with a plain word every half hour."""
        begin, rules = gap.since + RHYTHM - LEAD / 2.0, []
        while begin < gap.until - LEAD / 2.0:
            rules.append(Rule(f"T+{round(begin)}m", "post", text=UPDATE, while_down=True))
            begin += RHYTHM
        return WhatIf(f"silence {show(gap.since)}", "spoken", gap.since,
                      f"the silence from {show(gap.since)} to {show(gap.until)}, with a plain "
                      "word every half hour", gap.about, rules=tuple(rules))

    def after_evidence(self, decision: Decision) -> WhatIf | None:
        """Try a fix only when one cause is likely enough, and then that cause's."""
        if decision.action != "fix":
            return None
        return self._made(decision, "evidence",
                          f"{self.called(decision)}, tried only once a cause was "
                          f"{100 * SURE:.0f} in 100 likely, and then that cause's fix",
                          {decision.id: None}, sure=SURE)

    def _made(self, decision: Decision, kind: str, words: str,
              instead: dict[str, Decision | None], *, by: float = 0.0,
              about: tuple[str, ...] = (),
              rules: tuple[Rule, ...] = (), sure: float | None = None,
              dropped: tuple[str, ...] = (), which: str = "") -> WhatIf:
        called = f"{self.called(decision)}, "
        change = ("without it" if kind == "without"
                  else words.removeprefix(called) if words.startswith(called) else "")
        return WhatIf(f"{decision.id} {kind} {which}".strip(), kind, decision.at, words,
                      about or self.threads.decided(decision), instead, by, rules, sure, dropped,
                      change)


def moved(decision: Decision, by: float) -> Decision:
    """Return *decision* *by* minutes later (earlier when negative), its clock times with it.

    A decision that would come before what it answered loses its anchor and keeps its time.
    """
    message, anchor = decision.message, decision.anchor
    if anchor is not None:
        offset = anchor.offset + by
        anchor = replace(anchor, offset=offset) if offset >= 0.0 else None
    return replace(decision, at=max(0.0, decision.at + by), anchor=anchor,
                   message=None if message is None else wordings.shifted(message, by))


def _saying(content: str, thing: str, clause: str) -> str:
    """Return *content* after *thing*, or after *clause* where its words are a clause."""
    words = CONTENTS[content]
    return f"{thing if words.startswith(('a ', 'an ', 'the ')) else clause} {words}"


def _minutes(length: float) -> str:
    whole = max(1, round(length))
    return f"{whole} minute{'' if whole == 1 else 's'}" if whole < 100 else duration(whole)
