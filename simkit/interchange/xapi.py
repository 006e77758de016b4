"""A run as xAPI 1.0.3 statements, one JSON object a line.

Verbs are those of ADL and cmi5 where there is one. Nobody's name or address is in them: the actor
is an account under a pseudonym made from the run. Times are those of the exercise: minutes since
onset stand in an extension, and timestamps count from when the run began, if that is given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from simkit.actions import ACTIONS
from simkit.events import Decision, Event
from simkit.record import Record
from simkit.scoring.practice import practice

HOME = "https://example.org/simkit"
"""Of accounts, activities and extensions; no address that anybody answers at."""
VERBS = {
    "initialized": "http://adlnet.gov/expapi/verbs/initialized",
    "responded": "http://adlnet.gov/expapi/verbs/responded",
    "experienced": "http://adlnet.gov/expapi/verbs/experienced",
    "attempted": "http://adlnet.gov/expapi/verbs/attempted",
    "shared": "http://adlnet.gov/expapi/verbs/shared",
    "completed": "http://adlnet.gov/expapi/verbs/completed",
}
"""Verbs by their names."""
_SIMULATION = "http://adlnet.gov/expapi/activities/simulation"
_INTERACTION = "http://adlnet.gov/expapi/activities/interaction"
_SPACE = UUID("6e1b7c1c-6d0e-5f6b-9a57-6f2b0c5c1d55")
SEEN = ("inject", "promise broken", "promise kept", "fix worked", "fix failed",
        "restoration seen", "contradicted")
"""Kinds of events that become statements of their own."""


def statements(record: Record, *, learner: str = "", begun: datetime | None = None
               ) -> Iterator[str]:
    """Yield the statements of *record*: begun, every decision, what was met, and the result.

    *learner* is the pseudonym to use; without one, it is made from the run. *begun* is when the
    run was started; without it the statements bear no timestamps.
    """
    maker = _Maker(record, learner, begun)
    yield maker.line("initialized", "run", 0.0)
    moments: list[tuple[float, int, dict[str, Any]]] = [
        (decision.at, 0, maker.decision(decision)) for decision in record.decisions]
    moments += [(event.at, 1, maker.event(event)) for event in record.events
                if event.kind in SEEN]
    for _, _, statement in sorted(moments, key=lambda moment: moment[:2]):
        yield _dump(statement)
    yield _dump(maker.result())


class _Maker:
    def __init__(self, record: Record, learner: str, begun: datetime | None) -> None:
        header = record.header
        self.record = record
        self.begun = begun
        self.run = uuid5(_SPACE, f"{header.digest} {header.variant} {header.seed} "
                                 f"{[repr(d) for d in record.decisions]}")
        name = learner or f"player-{self.run.hex[:8]}"
        self.actor = {"objectType": "Agent", "account": {"homePage": HOME, "name": name}}

    def statement(self, verb: str, what: str, at: float, *, name: str = "",
                  result: Mapping[str, Any] | None = None,
                  extensions: Mapping[str, Any] | None = None) -> dict[str, Any]:
        scenario = self.record.scenario
        made: dict[str, Any] = {
            "id": str(uuid5(self.run, f"{verb} {what} {at:.6f}")),
            "actor": self.actor,
            "verb": {"id": VERBS[verb], "display": {"en": verb}},
            "object": {"objectType": "Activity", "id": self.activity(what),
                       "definition": {"name": {"en": name or scenario.title},
                                      "type": _SIMULATION if what == "run" else _INTERACTION}},
            "context": {
                "registration": str(self.run), "platform": "simkit", "language": "en",
                "contextActivities": {"parent": [{"objectType": "Activity",
                                                  "id": self.activity("run")}]},
                "extensions": {f"{HOME}/extensions/exercise": True,
                               f"{HOME}/extensions/minute": round(at, 6),
                               f"{HOME}/extensions/seed": self.record.header.seed,
                               **{f"{HOME}/extensions/{key}": value
                                  for key, value in (extensions or {}).items()}}},
        }
        if result is not None:
            made["result"] = dict(result)
        if self.begun is not None:
            made["timestamp"] = (self.begun + timedelta(minutes=at)).isoformat()
        return made

    def line(self, verb: str, what: str, at: float) -> str:
        return _dump(self.statement(verb, what, at))

    def activity(self, what: str) -> str:
        scenario = self.record.scenario
        place = f"{HOME}/scenarios/{scenario.id}"
        if scenario.variant:
            place += f"/{scenario.variant}"
        return place if what == "run" else f"{place}/{what.replace(' ', '-')}"

    def decision(self, decision: Decision) -> dict[str, Any]:
        verb = {"post": "shared", "answer": "responded"}.get(decision.action, "attempted")
        known = ACTIONS.get(decision.action)
        name = known.words.format(target=decision.target) if known else decision.action
        more: dict[str, Any] = {"actor": decision.actor, "decision": decision.id}
        if decision.confidence is not None:
            more["confidence"] = decision.confidence
        if decision.message is not None and decision.message.channels:
            more["channels"] = list(decision.message.channels)
        result = ({"response": decision.message.full_text} if decision.message else None)
        return self.statement(verb, f"decisions/{decision.id}", decision.at, name=name,
                              result=result, extensions=more)

    def event(self, event: Event) -> dict[str, Any]:
        name = f"{event.kind}: {event.data.get('name', '')}".rstrip(": ")
        return self.statement("experienced", f"events/{event.id}", event.at, name=name,
                              extensions={"event": event.id})

    def result(self) -> dict[str, Any]:
        record = self.record
        points = practice(record)
        return self.statement(
            "completed", "run", record.until,
            result={"score": {"scaled": round(points / 100.0, 6), "raw": round(points, 4),
                              "min": 0, "max": 100},
                    "completion": record.day_is_over,
                    "duration": f"PT{round(record.until)}M"},
            extensions={"trust": round(100.0 * record.final_trust, 6)})


def _dump(statement: Mapping[str, Any]) -> str:
    return json.dumps(statement, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
