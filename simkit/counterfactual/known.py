"""What could be known in a run at a moment, from what was seen to happen until then."""

from __future__ import annotations

import math

from simkit.counterfactual.wordings import without
from simkit.message import Message, read
from simkit.record import Record

CARRIED = 0.6
"""Belief from which the evidence carries the name of a cause [judgement]."""

FACTS = ("cause", "workaround", "all_clear", "since", "impact")
"""Contents that somebody must know before they can be said."""

_SAME = 1e-6


class Known:
    """What the trainee of one run could know, minute by minute."""

    def __init__(self, record: Record) -> None:
        self.record = record
        alarm = record.first("alarm")
        self.alarm_at = math.inf if alarm is None else alarm.at
        """When the first alarm came, minutes since onset; inf when none did."""

    def holds(self, fact: str, at: float) -> bool:
        """Return whether *fact* (one of FACTS) could be said at *at*, minutes since onset."""
        if fact == "cause":
            return bool(self.cause(at)) or any(event.at <= at
                                               for event in self.record.of("fix worked"))
        if fact == "workaround":
            return any(event.at <= at and event.data.get("workaround")
                       for event in self.record.of("support asked"))
        if fact == "all_clear":
            return any(event.at <= at for event in self.record.of("restoration seen"))
        return at >= self.alarm_at - _SAME

    def cause(self, at: float) -> str:
        """Return the cause that the findings until *at* carry; empty while they carry none."""
        odds = {cause.id: math.log(cause.likely)
                for cause in self.record.scenario.incident.causes if cause.likely > 0.0}
        strength = {cause.id: cause.strength for cause in self.record.scenario.incident.causes}
        for event in self.record.of("finding"):
            about = str(event.data["about"])
            if event.at <= at and about in odds:
                odds[about] += strength[about] * (1.0 if event.data["speaks"] == "for" else -1.0)
        whole = sum(math.exp(value) for value in odds.values())
        best = max(odds, key=lambda cause: odds[cause], default="")
        return best if best and math.exp(odds[best]) / whole >= CARRIED else ""

    def works(self, channel: str, at: float) -> bool:
        """Return whether *channel* carried words at *at*, as far as could be seen."""
        spec = next(one for one in self.record.scenario.channels if one.name == channel)
        offers = {offer.id: offer.target for offer in self.record.scenario.briefing.offers}
        prepared = {*self.record.scenario.briefing.prepared,
                    *(d.target for d in self.record.decisions if d.action == "prepare")}
        built = any(event.at <= at and event.data["name"] == channel
                    for event in self.record.of("channel stands"))
        ready = spec.build is None or built or any(offers.get(each) == channel
                                                   for each in prepared)
        return ready and (spec.survives or self.holds("all_clear", at))

    def cut(self, message: Message, at: float, then: float) -> tuple[Message | None, list[str]]:
        """Return *message* of *at* as it could have been said at *then*, and the facts that were
        known at *at* and not yet at *then*. None when nothing would be left to say.

        What was no more than a guess at *at* could be guessed before, too.
        """
        now: Message | None = message
        dropped = []
        for fact in FACTS:
            if (now is not None and read(now).says(fact) and self.holds(fact, at)
                    and not self.holds(fact, then)):
                now = without(now, fact)
                dropped.append(fact)
        return now, dropped
