"""The communicator's desk: drafting, second reading, approval and publishing.

A message costs its writer time before it leaves. What it says is read once; the reading goes to
the audience as coefficients and to the log for the scores.
"""

from __future__ import annotations

import math

import numpy as np

from simkit.engine.channels import Outlets
from simkit.engine.commitments import Commitments, Published
from simkit.engine.ground import Ground
from simkit.engine.incident import Incident
from simkit.engine.people import Member, Steps, Team
from simkit.events import Decision
from simkit.message import Message, Reading, read
from simkit.model import responder
from simkit.model.exposure import Readers, Said
from simkit.model.outage import postmortem_quality

ELEMENTS = {"acknowledges": "acknowledgement", "impact": "impact", "cause": "cause", "eta": "eta",
            "next_update": "next_update", "workaround": "workaround", "all_clear": "all_clear"}
"""Contents of a reading that inform, by their names in the model."""


class Desk:
    """Everything that leaves the house in words, in one world."""

    def __init__(self, ground: Ground, team: Team, incident: Incident, outlets: Outlets) -> None:
        self.ground = ground
        self.team = team
        self.incident = incident
        self.outlets = outlets
        self.published: list[Published] = []
        self.commitments = Commitments(ground, incident)
        self.withdrawn: set[str] = set()
        self.leaving: dict[str, str] = {}
        """Messages on their way, by decision id: ``drafting``, ``reading``, ``approving``."""
        self._readers = Readers(ground.value)
        self._uses: dict[str, int] = {}
        self._apologies = 0
        self._owned = 0

    def post(self, decision: Decision) -> Steps:
        """Carry *decision*'s message from the first word to its readers."""
        assert decision.message is not None
        team, key = self.team, decision.id
        minutes = team.trainee.spec.drafting
        if "templates" in self.ground.prepared:
            minutes *= self.ground.value("template_drafting")
        self.leaving[key] = "drafting"
        yield from team.work(team.trainee, minutes, "writing an update")
        reviewer = team.by_role.get(decision.message.reviewer)
        if reviewer and key not in self.withdrawn:
            self.leaving[key] = "reading"
            yield from team.work(reviewer, self.ground.value("review_minutes"), "reading a draft")
        if key not in self.withdrawn:
            self.leaving[key] = "approving"
            yield from self._approve()
        del self.leaving[key]
        if key in self.withdrawn:
            self.ground.note("taken back", key, name=key)
            return
        self.publish(decision.message, key, reviewed=reviewer is not None,
                     sender=team.trainee)

    def _approve(self) -> Steps:
        scenario = self.ground.scenario
        approver = self.team.by_role.get(scenario.approver)
        if approver and "approval" not in self.ground.prepared:
            yield from self.team.work(approver, scenario.approval, "approving a message")

    def publish(self, message: Message, cause: str, *, reviewed: bool,
                sender: Member | None) -> None:
        """Let *message* go out on those of its channels that carry anything now."""
        ground = self.ground
        live = self.outlets.working(message.channels)
        for name in message.channels:
            if name not in live:
                ground.note("unsent", cause, name=name,
                            why=self.outlets.state(self.outlets.outlet(name)))
        if not live:
            return
        reading = read(message)
        said = self._said(message, reading, reviewed, sender)
        sent = self._send(message, reading, said, live)
        event = ground.note(
            "published", cause, name=f"message {len(self.published)}", channels=live,
            text=message.full_text, says=reading.told, remarks=reading.remarked,
            calm=round(said.calm, 6), reviewed=reviewed, true=self._true(reading),
            by=sender.role if sender else "executive", reach=sent.spread.met_soon)
        ground.crowd.last_word[ground.row] = ground.now
        self.commitments.settle(sent, reading, event.id)
        self._slip(sent, reviewed, sender, event.id)

    def publish_postmortem(self, cause: str) -> None:
        """Publish what happened and what will change, on every channel that works.

        Its worth grows with time to learn and falls with fatigue; written too early it may name
        a wrong cause and be taken back a day later.
        """
        ground, trainee = self.ground, self.team.trainee
        since = ground.now - float(ground.crowd.restored_at[ground.row])
        quality = postmortem_quality(since, self.team.fatigue(trainee),
                                     ground.crowd.parameters, ground.row)
        facts = ground.scenario.facts
        text = f"What happened and what we change. {facts.get('cause', '')} {facts.get('cure', '')}"
        message = Message(text=text.strip(), channels=tuple(self.outlets.by_name))
        live = self.outlets.working(message.channels)
        if not live:
            return
        said = Said(elements={"cause": self._uses.get("cause", 0)}, index=len(self.published),
                    calm=0.8, postmortem=quality, accepts=read(message).says("responsibility"))
        sent = self._send(message, read(message), said, live)
        event = ground.note("post-mortem", cause, name="post-mortem", quality=round(quality, 6),
                            channels=live, text=message.full_text)
        if ground.streams.chance(1.0 - quality, "post-mortem wrong"):
            self.commitments.take_back(sent, event.id)

    def gain(self, column: str, share: float) -> None:
        """Let everybody who was ever reached gain *share* in *column* (compensation, roadmap)."""
        if not self.published:
            return
        ground = self.ground
        reached = np.max([sent.reached(ground.now) for sent in self.published], axis=0)
        hazard = ground.crowd.hazard(share) / math.sqrt(ground.value("rho"))
        ground.crowd.impulse(ground.row, column, hazard * reached)

    def _said(self, message: Message, reading: Reading, reviewed: bool,
              sender: Member | None) -> Said:
        """Return *reading* in the model's terms, counting earlier uses."""
        elements = {}
        for content, element in ELEMENTS.items():
            if reading.says(content) and not (content == "cause" and not self._cause_holds()):
                elements[element] = self._uses.get(element, 0)
                self._uses[element] = elements[element] + 1
        calm = reading.calm
        if sender is not None and not reviewed:
            calm = min(calm, responder.composure_cap(self.team.stress(sender)))
        now, starts = self.ground.now, self.ground.scenario.service.starts
        dues = [promised.due(now, starts) for promised in reading.promised
                if promised.kind == "next_update"]
        wait = next((due - now for due in dues if due is not None), 30.0)
        apology = self._apologies if reading.says("apology") else None
        self._apologies += reading.says("apology")
        accepted = self._owned
        self._owned += reading.says("responsibility")
        return Said(elements=elements, next_update_in=max(1.0, wait), calm=calm,
                    empathy=float(reading.says("empathy")), index=len(self.published),
                    apology=apology, accepts=reading.says("responsibility"), accepted=accepted,
                    denies="fault" in reading.denied or "problem" in reading.denied,
                    minimises=reading.says("minimises"), corrects=self._corrects(reading))

    def _cause_holds(self) -> bool:
        """Whether the evidence carries a stated cause: the likeliest is likely enough."""
        return self.incident.board.likeliest().probability >= self.ground.value("cause_at")

    def _corrects(self, reading: Reading) -> bool:
        return bool({"attack", "data_breach", "data_loss", "harm"} & set(reading.denied))

    def _true(self, reading: Reading) -> bool:
        """Whether nothing in *reading* contradicts the state of the world."""
        severity = self._severity()
        tolerance = self.ground.value("clear_tolerance")
        if severity > tolerance and (reading.says("all_clear") or "problem" in reading.denied):
            return False
        return not (reading.says("minimises") and severity > 0.5)

    def _severity(self) -> float:
        return float(self.ground.crowd.severity[self.ground.row])

    def _send(self, message: Message, reading: Reading, said: Said,
              live: list[str]) -> Published:
        ground = self.ground
        spread = self.outlets.spread(live)
        sent = Published(ground.now, message, reading, spread)
        crowd, row = ground.crowd, ground.row
        crowd.exposures.publish(
            row, math.ceil(ground.now / crowd.base_dt - 1e-6),
            self._readers.coefficients(said, self.incident.spec.responsibility),
            spread.reach, spread.half_life, spread.delay)
        self.published.append(sent)
        self.outlets.announce(live)
        return sent

    def _slip(self, sent: Published, reviewed: bool, sender: Member | None, event: str) -> None:
        """Let a tense writer's unread message carry a slip."""
        ground = self.ground
        if reviewed or sender is None or self.team.stress(sender) <= ground.value("slip_stress"):
            return
        chance = responder.slip_probability(self.team.stress(sender), ground.crowd.parameters,
                                            ground.row)
        if ground.streams.chance(chance, "message slip", len(self.published)):
            self.commitments.slip(sent, event)
