"""What was said and comes back: promises that fall due, claims that turn out false, slips.

What each does to people is said in ``simkit.model.consequences``; here is when.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simkit.engine.channels import Spread
from simkit.engine.ground import Ground
from simkit.engine.incident import Incident
from simkit.engine.people import Steps
from simkit.message import Message, Reading
from simkit.model import consequences
from simkit.model.parameters import Parameters


@dataclass(slots=True)
class Published:
    """A message that left, with what it takes to know whom it reached."""

    at: float
    message: Message
    reading: Reading
    spread: Spread

    def reached(self, at: float) -> np.ndarray:
        """Return the share of each segment that has met it by *at*, shape (S,)."""
        return self.spread.met(max(0.0, at - self.at))


@dataclass(slots=True)
class Promise:
    """A time that was promised in public."""

    name: str
    kind: str
    """``next_update`` or ``eta``."""
    sent: Published
    """The message that promised it."""
    due: float
    cause: str
    """Id of the event that published it."""
    state: str = "open"
    """``open``, ``kept``, ``broken`` or ``revised``."""

    @property
    def made(self) -> float:
        """When it was given."""
        return self.sent.at

    @property
    def channels(self) -> tuple[str, ...]:
        """Where it was given."""
        return self.sent.message.channels


class Commitments:
    """Everything said in one world that can come back."""

    def __init__(self, ground: Ground, incident: Incident) -> None:
        self.ground = ground
        self.incident = incident
        self.promises: list[Promise] = []
        self._open: dict[str, list[Promise]] = {"next_update": [], "eta": []}
        """Those of each kind that are open, in the order of promising."""

    def settle(self, sent: Published, reading: Reading, event: str) -> None:
        """Let *sent*, published by *event*, keep or revise earlier promises, make its own, and
        be found out where it claims what is not so."""
        if reading.findings:
            for promise in tuple(self._open["next_update"]):
                if sent.at <= promise.due + self.ground.value("grace"):
                    self._keep(promise, event)
        if any(promised.kind == "eta" for promised in reading.promised):
            for promise in tuple(self._open["eta"]):
                self._revise(promise, event)
        for promised in reading.promised:
            due = promised.due(sent.at, self.ground.scenario.service.starts)
            if due is not None and due > sent.at:
                self._promise(promised.kind, due, sent, event)
        severity, start = self._severity(), self.ground.env.process
        if reading.says("all_clear") and severity > self.ground.value("clear_tolerance"):
            start(self._contradicted(sent, "all-clear", event))
        if "problem" in reading.denied and severity > 0.1:
            start(self._contradicted(sent, "denial", event))
        elif "fault" in reading.denied:
            start(self._uncovered(sent, event))

    def take_back(self, sent: Published, event: str) -> None:
        """Let the post-mortem *sent* name a wrong cause, which is taken back later."""
        self.ground.env.process(self._taken_back(sent, event))

    def slip(self, sent: Published, event: str) -> None:
        """Let *sent* carry a wrong figure, which readers correct."""
        self.ground.note("slip", event, name=event, what="a wrong figure in an unread message")
        self._strike(consequences.corrected(*self._people), sent.reached(self.ground.now + 30.0))

    # Promises

    def _promise(self, kind: str, due: float, sent: Published, event: str) -> None:
        promise = Promise(f"promise {len(self.promises) + 1}", kind, sent, due, event)
        self.promises.append(promise)
        self._open[kind].append(promise)
        self.ground.note("promised", event, name=promise.name, promise=kind, due=round(due, 6),
                         channels=list(promise.channels))
        grace = self.ground.value("grace") if kind == "next_update" else 0.0
        self.ground.later(due + grace - self.ground.now, self._fall_due, promise)

    def _fall_due(self, promise: Promise) -> None:
        if promise.state != "open":
            return
        if promise.kind == "eta" and self._severity() <= self.ground.value("eta_tolerance"):
            self._keep(promise, promise.cause)
        else:
            self._break(promise, promise.cause)

    def _close(self, promise: Promise, state: str, cause: str) -> None:
        """Write down that *promise* is no longer open but *state*."""
        promise.state = state
        self._open[promise.kind].remove(promise)
        self.ground.note(f"promise {state}", cause, name=promise.name, promise=promise.kind)

    def _keep(self, promise: Promise, cause: str) -> None:
        self._close(promise, "kept", cause)
        hours = (promise.due - promise.made) / 60.0
        strikes = consequences.kept(hours, *self._people)
        if not self._open[promise.kind]:
            strikes["drop_eta" if promise.kind == "eta" else "drop_next"] = 1.0
        self._strike(strikes, self._holders(promise))

    def _break(self, promise: Promise, cause: str) -> None:
        self._close(promise, "broken", cause)
        self.ground.crowd.broken[self.ground.row] += 1
        self._strike(consequences.missed(promise.kind, *self._people), self._holders(promise))

    def _revise(self, promise: Promise, cause: str) -> None:
        """Replace an open time for the fix by a newer one; in time that costs less."""
        if self.ground.now > promise.due - self.ground.value("early"):
            self._break(promise, cause)
            return
        self._close(promise, "revised", cause)
        self._strike(consequences.revised(*self._people), self._holders(promise))

    def _holders(self, promise: Promise) -> np.ndarray:
        """Return the share of each segment that holds a promise of this kind, (S,).

        Whoever was ever told to expect the next update sees it come or not, and not only those
        who met the latest message that said so: a steady cadence is one promise, often renewed.
        """
        held: np.ndarray = self.ground.crowd.audience.state(promise.kind)[self.ground.row].copy()
        return held

    # Claims

    def _contradicted(self, sent: Published, claim: str, event: str) -> Steps:
        """Let people find out that an all-clear or a denial is false."""
        ground = self.ground
        yield ground.env.timeout(ground.value("contradiction_after"))
        self._strike(consequences.contradicted(claim, *self._people), sent.reached(ground.now))
        ground.note("contradicted", event, name=event, what=claim)

    def _uncovered(self, sent: Published, event: str) -> Steps:
        """Let the truth about a denied fault come out some hours after the service is back."""
        ground, responsibility = self.ground, self.incident.spec.responsibility
        while not self.incident.restored:
            yield ground.env.timeout(30.0)
        yield ground.env.timeout(ground.value("exposed_after"))
        self._strike(consequences.uncovered(responsibility, *self._people),
                     sent.reached(ground.now))
        ground.note("contradicted" if responsibility else "borne out", event, name=event,
                    what="denial of fault")

    def _taken_back(self, sent: Published, event: str) -> Steps:
        ground = self.ground
        yield ground.env.timeout(ground.value("retracted_after"))
        self._strike(consequences.corrected(*self._people), sent.reached(ground.now))
        ground.note("contradicted", event, name=event, what="post-mortem")

    @property
    def _people(self) -> tuple[Parameters, int]:
        """The constants of this world's people."""
        return self.ground.crowd.parameters, self.ground.row

    def _severity(self) -> float:
        return self.ground.crowd.severity.item(self.ground.row)

    def _strike(self, strikes: Mapping[str, float], reached: np.ndarray) -> None:
        """Let the share *reached* of each segment feel *strikes* in this tick."""
        for column, amount in strikes.items():
            everybody = column in ("drop_eta", "drop_next")
            self.ground.crowd.impulse(self.ground.row, column,
                                      amount if everybody else amount * reached)
