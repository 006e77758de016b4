"""The YAML of a scenario as pydantic models, and the way from them to ``parts.Scenario``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, ErrorDetails, core_schema

from simkit.actions import ACTIONS
from simkit.errors import did_you_mean
from simkit.message import FORM, Message
from simkit.scenario import parts, spelling
from simkit.scenario.faults import Fault, Misspelled, Place
from simkit.scenario.triggers import MEANINGS, comparisons, example, trigger
from simkit.streams import Distribution

METRICS = ("time to first word", "longest silence", "promises kept", "all-clear", "calmness",
           "minutes of clinging",
           "trust at 24 h", "minutes to restore", "campaign minutes")
"""What an objective can be measured by, in the words of the scores."""

MOST_FAULTS = 1000
"""Most faults that are worded for one file."""

DUTY_WORDS = {"communications": ("communicat", "spokes", "public relations"),
              "engineering": ("engineer", "developer", "operator", "administrator", "technician"),
              "support": ("support",),
              "marketing": ("marketing", "sales"),
              "executive": ("executive", "chief", "director", "president", "founder"),
              "legal": ("legal", "lawyer", "counsel")}
"""Words in a role that tell its duty."""

KIND_WORDS = {"status page": ("status",),
              "social": ("social", "twitter", "mastodon", "facebook", "linkedin"),
              "press": ("press", "media", "news"),
              "direct": ("push", "mail", "sms", "text message", "letter", "phone")}
"""Words in a channel's name that tell its kind."""


@dataclass(frozen=True, eq=False)
class Spelled:
    """How a value is written: the function that reads it, and what an editor should allow."""

    parse: Callable[[object], object]
    json: Mapping[str, Any]

    def __get_pydantic_core_schema__(self, source: Any,
                                     handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.parse)

    def __get_pydantic_json_schema__(self, schema: CoreSchema,
                                     handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return json.loads(json.dumps(self.json))  # type: ignore[no-any-return]


def _one_of(names: tuple[str, ...]) -> Spelled:
    return Spelled(spelling.choice(*names), {"type": "string", "enum": list(names)})


_DURATION = {"type": "string", "examples": ["90s", "15m", "1h30m", "2d"],
             "pattern": r"^(?=\d)(\d+(\.\d+)?d)?(\d+(\.\d+)?h)?(\d+(\.\d+)?m)?(\d+(\.\d+)?s)?$"}
_SIGNED = {**_DURATION, "pattern": _DURATION["pattern"].replace("^", "^-?", 1)}  # type: ignore[attr-defined]
_SHARE = {"anyOf": [{"type": "string", "pattern": r"^\d+(\.\d+)?\s*%$"},
                    {"type": "number", "minimum": 0, "maximum": 1}], "examples": ["35%", 0.35]}


def _mapping(properties: Mapping[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "required": list(required),
            "additionalProperties": False}


def _durations(length: int) -> dict[str, Any]:
    return {"type": "array", "items": _DURATION, "minItems": length, "maxItems": length}


_SPREAD = {"anyOf": [
    _DURATION,
    _mapping({"median": _DURATION, "p90": _DURATION}, "median", "p90"),
    _mapping({"mean": _DURATION}, "mean"),
    _mapping({"uniform": _durations(2)}, "uniform"),
    _mapping({"triangular": _durations(3)}, "triangular")]}


def _bound(quantity: str) -> dict[str, Any]:
    more, less = comparisons(quantity)
    starts = f"{more}|{less}" + ("|above|below" if quantity in parts.COUNTS else "")
    text = {"type": "string", "pattern": f"^({starts}) ", "examples": [example(quantity)]}
    return {"description": MEANINGS[quantity], "anyOf": [text, {"type": "array", "items": text}]}


_CONDITIONS = _mapping({**{quantity: _bound(quantity) for quantity in parts.QUANTITIES},
                        "for": {**_DURATION, "description":
                                "How long it must hold without a break."}})
_TRIGGER = {"anyOf": [_CONDITIONS, {"type": "array", "items": _CONDITIONS, "minItems": 1}]}
_TEXT = {"type": "string", "minLength": 1}

Text = Annotated[str, Spelled(spelling.text, _TEXT)]
Name = Annotated[str, Spelled(spelling.name, {**_TEXT, "maxLength": 80})]
Id = Annotated[str, Spelled(spelling.identifier,
                            {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$"})]
Share = Annotated[float, Spelled(spelling.share, _SHARE)]
Attribution = Annotated[float, Spelled(spelling.attribution, {"anyOf": [
    *_SHARE["anyOf"], {"enum": list(spelling.ATTRIBUTIONS)}]})]
Number = Annotated[float, Spelled(spelling.number, {"type": "number", "minimum": 0})]
Count = Annotated[int, Spelled(spelling.count, {"type": "number", "minimum": 1})]
Whether = Annotated[bool, Spelled(spelling.whether, {"type": "boolean"})]
Duration = Annotated[float, Spelled(spelling.duration, _DURATION)]
Wait = Annotated[float, Spelled(spelling.wait, _DURATION)]
Signed = Annotated[float, Spelled(spelling.signed_duration, _SIGNED)]
Spread = Annotated[Distribution, Spelled(spelling.spread, _SPREAD)]
When = Annotated[parts.Trigger, Spelled(trigger, _TRIGGER)]
Moment = Annotated[datetime, Spelled(spelling.moment, {
    "type": "string", "examples": ["2021-10-04T15:39Z"]})]
Metric = Annotated[str, _one_of(METRICS)]
Duty = Annotated[str, _one_of(parts.DUTIES)]
PreparationId = Annotated[str, _one_of(parts.PREPARATIONS)]
ActionName = Annotated[str, _one_of(tuple(ACTIONS))]
StakeholderKind = Annotated[str, _one_of(("executive", "press", "regulator", "partner"))]
ChannelKind = Annotated[str, _one_of(("status page", "social", "press", "direct", "other"))]
Method = Annotated[str, _one_of(("message", "phone", "e-mail", "in person", "news"))]


def said(text: str, default: Any = ..., **more: Any) -> Any:
    """Return a field with a description, which editors show."""
    return Field(default, description=text, **more)


class Part(BaseModel):
    """Any mapping of a scenario file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, validate_default=True)


class Service(Part):
    """The service that fails."""

    name: Name = said("What users call it.")
    users: Count = said("How many people use it, such as 2000000000 or 2e9.")
    starts: Moment | None = said("Moment of onset with its time zone, such as 2021-10-04T15:39Z.",
                                 None)

    def to_parts(self) -> parts.Service:
        """Return the part of the scenario."""
        return parts.Service(self.name, self.users, self.starts)


class Segment(Part):
    """A group of users."""

    name: Name = said("Name of the group.")
    share: Share = said("Share of all users; the shares add up to 100%.")
    use: Share = said("How intensely the group uses the service.")
    criticality: Share = said("How much depends on the service for the group.")
    voices: list[Text] = said("Lines that members may post in the public feed.", [])

    def to_parts(self) -> parts.Segment:
        """Return the part of the scenario."""
        return parts.Segment(self.name, self.share, self.use, self.criticality,
                             tuple(self.voices))


class Stakeholder(Part):
    """Somebody with patience and a clock of their own."""

    name: Name = said("Who it is, such as chief executive.")
    kind: StakeholderKind = said("What they are: executive, press, regulator or partner.")
    patience: Wait = said("Time without a briefing (executive) or public word (others) until "
                          "they call.", "30m")
    every: Wait = said("Time between their calls after that.", "15m")
    speaks_after: Wait | None = said("Time without a briefing or word until they speak in public "
                                     "by themselves; left out, they never do.", None)

    def to_parts(self) -> parts.Stakeholder:
        """Return the part of the scenario."""
        return parts.Stakeholder(self.name, self.kind, self.patience, self.every,
                                 self.speaks_after)


class Channel(Part):
    """A way for words to reach people."""

    name: Name = said("Name of the channel.")
    reach: Share = said("Share of aware people that a message on it reaches in the end.")
    half_life: Wait = said("Time until half of those have seen a message.")
    delay: Duration = said("Time from sending until it begins to be seen.", "0m")
    survives: Whether = said("Whether it works while the service is down.", True)
    build: Spread | None = said("How long it takes to build; left out, it stands at onset.", None)
    limit: Count | None = said("Longest message in characters.", None)
    audience: list[Name] = said("Segments that it reaches; left out, all.", [])
    kind: ChannelKind | None = said("status page, social, press, direct (push, e-mail, SMS) or "
                                    "other; left out, it is told from the name.", None)

    def to_parts(self) -> parts.Channel:
        """Return the part of the scenario; the kind is told from the name when not given."""
        guesses = _told(self.name, KIND_WORDS)
        kind = self.kind or (guesses[0] if guesses else "other")
        return parts.Channel(self.name, self.reach, self.half_life, self.delay, self.survives,
                             self.build, self.limit, tuple(self.audience), kind)


class Person(Part):
    """Somebody of the team."""

    role: Name = said("What they are called, such as network engineer; unique in the team.")
    duty: Duty | None = said("What they are there for; left out, it is told from the role. The "
                             "first in communications is the trainee.", None)
    name: Text | None = said("A person's name, if they have one.", None)
    drafting: Wait = said("Time to draft a message (communications only).", "6m")
    on_site: Whether = said("Whether they stand where the machines are.", True)
    arrives: Spread = said("Time after onset until they are at work (and on site).", "0m")
    capacity: Count = said("Tasks they work on at once; more wait.", 3)

    @model_validator(mode="after")
    def _has_a_duty(self) -> Person:
        if self.duty is None and len(_told(self.role, DUTY_WORDS)) != 1:
            raise Misspelled(f"cannot tell what {self.role!r} is there for; add duty: "
                             f"{', '.join(parts.DUTIES[:-1])} or {parts.DUTIES[-1]}", "role")
        return self

    def to_parts(self) -> parts.Person:
        """Return the part of the scenario; the duty is told from the role when not given."""
        return parts.Person(self.role, self.duty or _told(self.role, DUTY_WORDS)[0],
                            self.name or "", self.drafting, self.on_site, self.arrives,
                            self.capacity)


def _told(name: str, table: Mapping[str, tuple[str, ...]]) -> list[str]:
    words = name.lower()
    return [meaning for meaning, starts in table.items() if any(s in words for s in starts)]


class WrongFix(Part):
    """What trying a fix costs when its cause is not the true one."""

    harm: Share = said("Added to severity while it lasts.", "0%")
    lasts: Duration = said("How long the harm lasts.", "0m")
    teaches: Signed = said("Evidence gained, as time of investigation; negative when it "
                           "misleads.", "8m")
    undo: Duration = said("Work until it is undone; the right fix cannot work before.", "0m")

    def to_parts(self) -> parts.WrongFix:
        """Return the part of the scenario."""
        return parts.WrongFix(self.harm, self.lasts, self.teaches, self.undo)


class Findings(Part):
    """What investigation brings to light about a cause, in the order of finding."""

    for_: list[Text] = said("Findings that speak for it.", [], alias="for")
    against: list[Text] = said("Findings that speak against it.", [])


class Cause(Part):
    """A hypothesis about what is wrong, and the repair that goes with it."""

    id: Id = said("Short name.")
    text: Text | None = said("The hypothesis in words; left out, the id.", None)
    fix: Text = said("The repair in words, such as: announce the routes again.")
    likely: Share = said("Probability before any evidence; over all causes these are made to add "
                         "up to 100%.", "15%")
    takes: Spread = said("Work for the fix.", "12m")
    works: Share = said("Probability that the fix works when this is the cause.", "90%")
    who: Name | None = said("Role that must do it; left out, any engineer.", None)
    on_site: Whether = said("Whether somebody must stand at the machines.", False)
    evidence: Spread = said("Investigation until the next finding about it.", "40m")
    strength: Number = said("Log-odds that one finding adds or takes away.", 2.0)
    findings: Findings = said("What investigation brings to light.", default_factory=Findings)
    if_wrong: WrongFix = said("What the fix costs when this is not the cause.",
                              default_factory=WrongFix)

    def to_parts(self) -> parts.Cause:
        """Return the part of the scenario."""
        return parts.Cause(self.id, self.text or self.id.replace("-", " "), self.fix, self.likely,
                           self.takes, self.works, self.who or "", self.on_site, self.evidence,
                           self.strength, tuple(self.findings.for_),
                           tuple(self.findings.against), self.if_wrong.to_parts())


class Stage(Part):
    """One step of restoration."""

    after: Duration = said("Time since the fix worked.")
    severity: Share = said("Share of use that still fails from then on.")


class Incident(Part):
    """What is wrong, and how it comes back."""

    actual_cause: Id | None = said("Id of the true cause; left out, it is drawn by likely.", None)
    severity: Share = said("Share of use that fails at the height.", "100%")
    ramp: Duration = said("Time from onset to the height.", "0m")
    attribution: Attribution = said("How much people hold the company responsible at first: a "
                                    "share, or victim (25%), technical (50%), human (85%).",
                                    "60%")
    responsibility: Share = said("How much of it is truly the company's.", "100%")
    restoration: list[Stage] | None = said("Stages after a working fix; the last has severity 0. "
                                           "Left out, all comes back at once.", None)
    relapse: Share = said("Probability of a relapse while the cause is not repaired.", "0%")
    relapse_within: Wait = said("Time within which the relapse comes.", "2d")
    causes: list[Cause] = said("What may be wrong, each with its repair.", min_length=1)

    def to_parts(self) -> parts.Incident:
        """Return the part of the scenario."""
        stages = tuple(parts.Stage(stage.after, stage.severity)
                       for stage in self.restoration or [])
        return parts.Incident(tuple(cause.to_parts() for cause in self.causes),
                              self.actual_cause or "", self.severity, self.ramp,
                              self.attribution, self.responsibility,
                              stages or (parts.Stage(0.0, 0.0),), self.relapse,
                              self.relapse_within)


class Effect(Part):
    """What something does to the audience: the author's judgement, in quantities of the model."""

    rumour: Share = said("Share of users who start to spread a rumour.", "0%")
    media: Share = said("Share of the missing media attention that is added.", "0%")
    frustration: Share = said("Share of the missing frustration that is added.", "0%")
    uncertainty: Share = said("Share of the missing uncertainty that is added.", "0%")
    integrity: Share = said("Share of integrity trust lost.", "0%")
    benevolence: Share = said("Share of benevolence trust lost.", "0%")
    interrupts: Number = said("How often people at work are interrupted.", 0.0)

    def to_parts(self) -> parts.Effect:
        """Return the part of the scenario."""
        return parts.Effect(self.rumour, self.media, self.frustration, self.uncertainty,
                            self.integrity, self.benevolence, self.interrupts)


class Expectation(Part):
    """What the sender of an inject hopes for."""

    answer_within: Wait = said("Time for an answer.")
    objective: Id | None = said("Id of the objective that it tests.", None)


class Inject(Part):
    """Something that reaches the team from outside."""

    id: Id = said("Short name.")
    sender: Name = said("Who sends it, such as press.", alias="from")
    text: Text = said("What it says.")
    at: Duration | None = said("Time since onset; give this or when.", None)
    when: When | None = said("Condition that brings it: a mapping means and, a list means or.",
                             None)
    again: Wait | None = said("Time after which a conditional inject may come again; left out, "
                              "it comes once.", None)
    to: Name | None = said("Role that it is for; left out, the trainee.", None)
    method: Method = said("How it arrives.", "message")
    expects: Expectation | None = said("The answer that it asks for.", None)
    effect: Effect = said("What it does at once.", default_factory=Effect)
    ignored: Effect = said("What happens when the expected answer is not there in time.",
                           default_factory=Effect)
    unless: Id | None = said("Id of an inject whose answer makes this one needless.", None)
    notes: Text | None = said("For the facilitator only.", None)

    @model_validator(mode="after")
    def _comes_at_some_time(self) -> Inject:
        if self.at is None and self.when is None:
            raise Misspelled("nothing says when it comes; add at: 15m or when: "
                             "{rumour: above 40%}")
        if self.at is not None and self.when is not None:
            raise Misspelled("it comes either at a time or on a condition; delete at or when",
                             "when")
        if self.again is not None and self.when is None:
            raise Misspelled("only a conditional inject can come again; delete it or use when "
                             "instead of at", "again")
        if self.expects is None and self.ignored.to_parts():
            raise Misspelled("nothing is expected that could be ignored; add expects: "
                             "{answer_within: 10m}", "ignored")
        return self

    def to_parts(self) -> parts.Inject:
        """Return the part of the scenario."""
        expects = None if self.expects is None else parts.Expectation(
            self.expects.answer_within, self.expects.objective or "")
        return parts.Inject(self.id, self.sender, self.text, self.at, self.when, self.again,
                            self.to or "", self.method, expects, self.effect.to_parts(),
                            self.ignored.to_parts(), self.unless or "", self.notes or "")


class Campaign(Part):
    """Marketing that runs on while the service is down."""

    text: Text = said("What it says, such as: Always on.")
    annoys: Share = said("Frustration hazard per minute of full outage on those it reaches.",
                         "0.3%")
    reach: Share = said("Share of users that it reaches.", "30%")

    def to_parts(self) -> parts.Campaign:
        """Return the part of the scenario."""
        return parts.Campaign(self.text, self.annoys, self.reach)


class Preparation(Part):
    """Something the team may buy before onset."""

    AIMED: ClassVar[Mapping[str, str]] = {"outside_channel": "channel", "runbook": "cause"}

    id: PreparationId = said("Which preparation.")
    text: Text = said("What it is, in words.")
    days: Number = said("Its price, out of the budget.", 1.0)
    channel: Name | None = said("The channel that outside_channel builds.", None)
    cause: Id | None = said("The cause that runbook is for.", None)

    @model_validator(mode="after")
    def _is_aimed(self) -> Preparation:
        wanted = self.AIMED.get(self.id)
        if wanted and getattr(self, wanted) is None:
            raise Misspelled(f"{self.id} is for one {wanted}; add {wanted}: and its name")
        for key in ("channel", "cause"):
            if key != wanted and getattr(self, key) is not None:
                raise Misspelled(f"{self.id} is not for a {key}; delete the line", key)
        return self

    def to_parts(self) -> parts.Preparation:
        """Return the part of the scenario."""
        return parts.Preparation(self.id, self.text, self.days, self.channel or self.cause or "")


class Briefing(Part):
    """What is said and bought before onset."""

    text: Text | None = said("What the trainee is told beforehand.", None)
    budget: Number = said("Days of preparation that can be spent.", 3.0)
    offers: list[Preparation] = said("What can be bought.", [])
    prepared: list[PreparationId] = said("What stands already.", [])

    def to_parts(self) -> parts.Briefing:
        """Return the part of the scenario."""
        return parts.Briefing(self.text or "", self.budget,
                              tuple(offer.to_parts() for offer in self.offers),
                              tuple(self.prepared))


class Objective(Part):
    """What a trainee should learn to do."""

    id: Id = said("Short name.")
    text: Text = said("The objective in a sentence.")
    measured_by: Metric | None = said("The score that measures it.", None)


class Approval(Part):
    """Who must approve a message before it leaves."""

    by: Name = said("Role that approves.")
    takes: Duration = said("How long it takes.")


class Form(Part):
    """The short form of a message."""

    what: Text | None = said("What happened.", None)
    who: Text | None = said("Who is hit.", None)
    since: Text | None = said("Since when.", None)
    doing: Text | None = said("What we do.", None)
    you_can: Text | None = said("What you can do.", None)
    next_update: Text | None = said("When the next update comes.", None)


class Entry(Part):
    """One line of a playbook: a decision at a time."""

    at: Signed = said("Time since onset; negative before it.")
    post: Text | None = said("A message in free words.", None)
    form: Form | None = said("A message by the short form.", None)
    channel: Name | None = said("The channel that the message leaves on.", None)
    channels: list[Name] | None = said("The channels that the message leaves on.", None,
                                       min_length=1)
    reviewer: Name | None = said("Role of the second reader.", None)
    do: ActionName | None = said("The action, where it is not a post.", None)
    target: Name | None = said("What the action aims at: a cause, role, channel, inject or "
                               "preparation.", None)
    sure: Share | None = said("Stated probability that a fix will work.", None)

    @model_validator(mode="after")
    def _is_one_decision(self) -> Entry:
        words = self.post is not None or self.form is not None
        action = self._action
        if not action:
            raise Misspelled("nothing is done; add post: and the words, or do: and an action")
        if words and action not in ("post", "answer"):
            raise Misspelled(f"{action} takes no words; delete them or make it two entries", "do")
        if not words and action in ("post", "answer"):
            raise Misspelled(f"{action} needs words; add post: and the words", "do")
        if self.channel is not None and self.channels is not None:
            raise Misspelled("either channel or channels; delete one", "channels")
        if action == "post" and not self._channels:
            raise Misspelled("a post needs a channel; add channel: and its name")
        if action not in ("post", "answer") and (self._channels or self.reviewer):
            raise Misspelled("only words have a channel or a reviewer; delete it",
                             "reviewer" if self.reviewer else
                             "channel" if self.channel else "channels")
        self._check_target(action)
        if self.sure is not None and not ACTIONS[action].asks_confidence:
            asked = ", ".join(name for name, kind in ACTIONS.items() if kind.asks_confidence)
            raise Misspelled(f"confidence is asked for {asked} only; delete the line", "sure")
        return self

    def _check_target(self, action: str) -> None:
        aim = ACTIONS[action].target
        if aim and self.target is None:
            raise Misspelled(f"{action} needs a target; add target: and the {aim}")
        if not aim and self.target is not None:
            raise Misspelled(f"{action} has no target; delete the line", "target")

    @property
    def _action(self) -> str:
        if self.do is not None:
            return self.do
        return "post" if self.post is not None or self.form is not None else ""

    @property
    def _channels(self) -> tuple[str, ...]:
        return tuple(self.channels or ([self.channel] if self.channel is not None else []))

    def to_parts(self) -> parts.Entry:
        """Return the part of the scenario."""
        message = None
        if self._action in ("post", "answer"):
            filled = tuple((key, getattr(self.form, key)) for key in FORM
                           if self.form and getattr(self.form, key) is not None)
            message = Message(self.post or "", filled, self._channels, self.reviewer or "")
        return parts.Entry(self.at, self._action, self.target or "", message, self.sure)


class Step(Part):
    """One step of a scripted incident: exactly one of severity, arrives and finding."""

    at: Duration = said("Time since onset.")
    severity: Share | None = said("Share of use that fails from then on.", None)
    arrives: Name | None = said("Role that arrives.", None)
    finding: Id | None = said("Cause that something is found out about.", None)
    against: Whether = said("Whether the finding speaks against the cause.", False)
    text: Text | None = said("What happens, in words.", None)

    @model_validator(mode="after")
    def _is_one_thing(self) -> Step:
        given = [key for key in ("severity", "arrives", "finding")
                 if getattr(self, key) is not None]
        if len(given) != 1:
            raise Misspelled("must say exactly one of severity, arrives and finding"
                             + (f"; delete {' or '.join(given)}" if given else ""))
        if self.against and self.finding is None:
            raise Misspelled("only a finding can speak against something; delete the line",
                             "against")
        return self

    def to_parts(self) -> parts.Moment:
        """Return the part of the scenario."""
        text = self.text or ""
        if self.severity is not None:
            return parts.Moment(self.at, "severity", "", self.severity, text)
        if self.arrives is not None:
            return parts.Moment(self.at, "arrives", self.arrives, 0.0, text)
        return parts.Moment(self.at, "finding", self.finding or "",
                            -1.0 if self.against else 1.0, text)


class Variant(Part):
    """The same scenario under other circumstances."""

    text: Text | None = said("What is different, in words.", None)
    change: dict[str, Any] = said(
        "Values that replace those of the scenario: dotted paths (items of lists by id, name or "
        "role) or nested mappings. Nothing after the colon takes a value away.", {})
    script: list[Step] = said("Severities, arrivals and findings at fixed times. With any "
                              "severity in it repairs change nothing and chance is still.", [])

    def to_parts(self, name: str) -> parts.Variant:
        """Return the part of the scenario called *name*."""
        return parts.Variant(name, self.text or "",
                             tuple(step.to_parts() for step in self.script), dict(self.change))


class Scenario(Part):
    """What could happen in one outage."""

    format: Literal[1] = said("Version of this format: 1.")
    title: Text = said("Title of the exercise.")
    service: Service = said("The service that fails.")
    summary: Text | None = said("What happens, in a sentence or two, for facilitators.", None)
    horizon: Wait = said("Time after onset until the simulation ends.", "7d")
    session_length: Wait = said("Real time that a training session should take.", "45m")
    objectives: list[Objective] = said("What trainees should learn.", [])
    segments: list[Segment] = said("Groups of users; their shares add up to 100%.", min_length=1)
    stakeholders: list[Stakeholder] = said("Executives, press, regulators and partners with "
                                           "clocks of their own.", [])
    channels: list[Channel] = said("Ways for words to reach people.", min_length=1)
    team: list[Person] = said("People at work; the first in communications is the trainee.",
                              min_length=1)
    approval: Approval | None = said("Who must approve a message before it leaves.", None)
    incident: Incident = said("What is wrong, and how it comes back.")
    injects: list[Inject] = said("What reaches the team from outside.", [])
    campaign: Campaign | None = said("Marketing that runs on while the service is down.", None)
    briefing: Briefing = said("What is said and bought before onset.", default_factory=Briefing)
    workaround: Text | None = said("What people can do meanwhile, as support knows it.", None)
    facts: dict[Name, Text] = said("What turns out to be true, for messages: impact, cause, "
                                  "cure.", {})
    playbooks: dict[Name, list[Entry]] = said("Decisions at times, by name: historical is what "
                                             "the company did.", {})
    variants: dict[Name, Variant] = said("The same scenario under other circumstances, by name.",
                                        {})
    debrief: list[Text] = said("Questions for the talk afterwards.", [])
    sources: list[Text] = said("Where the facts come from.", [])
    tags: list[Name] = said("Words to find the scenario by.", [])

    def to_parts(self, id: str, variant: str = "", digest: str = "") -> parts.Scenario:
        """Return the scenario called *id*; *variant* names the changes already made in it."""
        variants = {name: each.to_parts(name) for name, each in self.variants.items()}
        objectives = tuple(parts.Objective(each.id, each.text, each.measured_by or "")
                           for each in self.objectives)
        return parts.Scenario(
            id=id, title=self.title, service=self.service.to_parts(),
            segments=self._segments(),
            channels=tuple(each.to_parts() for each in self.channels),
            team=tuple(each.to_parts() for each in self.team),
            incident=self.incident.to_parts(), summary=self.summary or "",
            horizon=self.horizon, session_length=self.session_length,
            approval=self.approval.takes if self.approval else 0.0,
            approver=self.approval.by if self.approval else "", objectives=objectives,
            stakeholders=tuple(each.to_parts() for each in self.stakeholders),
            injects=tuple(each.to_parts() for each in self.injects),
            campaign=self.campaign.to_parts() if self.campaign else None,
            briefing=self.briefing.to_parts(), workaround=self.workaround or "",
            facts=dict(self.facts),
            playbooks={name: tuple(entry.to_parts() for entry in entries)
                       for name, entries in self.playbooks.items()},
            variants=variants, variant=variant,
            script=variants[variant].script if variant else (), debrief=tuple(self.debrief),
            sources=tuple(self.sources), tags=tuple(self.tags), digest=digest)

    def _segments(self) -> tuple[parts.Segment, ...]:
        total = sum(each.share for each in self.segments)
        shares = [each.share / total if total else 1 / len(self.segments)
                  for each in self.segments]
        return tuple(replace(each.to_parts(), share=share)
                     for each, share in zip(self.segments, shares, strict=True))


def typed(data: object) -> tuple[Scenario | None, list[Fault]]:
    """Return the model of *data* (as YAML gave it), or None and everything that is wrong."""
    try:
        return Scenario.model_validate(data), []
    except ValidationError as error:
        details = error.errors(include_url=False)[:MOST_FAULTS]
        return None, [fault for detail in details for fault in _faults(detail)]


def _faults(detail: ErrorDetails) -> list[Fault]:
    place: Place = tuple(detail["loc"])
    kind, value = detail["type"], detail.get("input")
    if place and place[-1] == "[key]":
        return [Fault(place[:-1], detail["msg"].split(", ", 1)[-1], on_key=True)]
    cause = detail.get("ctx", {}).get("error")
    if isinstance(cause, Misspelled):
        return [Fault((*place, *inner), message) for inner, message in cause.faults]
    if kind == "missing":
        said = _node(place).get("description", "")
        return [Fault(place, f"missing; add it{_hint(said)}")]
    if kind == "extra_forbidden":
        known = keys_at(place[:-1])
        return [Fault(place, f"unknown key{did_you_mean(str(place[-1])[:60], known)}", on_key=True)]
    return [Fault(place, _worded(kind, value, detail["msg"]))]


def _hint(description: str) -> str:
    return f" ({description[0].lower()}{description[1:].rstrip('.')})" if description else ""


def _worded(kind: str, value: object, message: str) -> str:
    got = spelling.got(value)
    return {"model_type": f"must be a mapping of keys and values {got}",
            "dict_type": f"must be a mapping of names and values {got}",
            "list_type": f"must be a list; start each item with '- ' {got}",
            "too_short": "must not be empty; add an item or delete the line",
            "literal_error": f"this simkit reads format 1; write format: 1 {got}",
            }.get(kind, f"{message[0].lower()}{message[1:]} {got}")


@cache
def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file, for editors."""
    raw = Scenario.model_json_schema(by_alias=True)
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "simkit scenario, format 1", **_without_null(raw)}
    schema["title"] = "simkit scenario, format 1"
    return schema


def _without_null(schema: Any) -> Any:
    """Return *schema* without null: a file leaves a key out, it never says nothing."""
    if isinstance(schema, list):
        return [_without_null(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _without_null(each) for key, each in schema.items()
            if not (key == "default" and each is None) and not (key == "title" and each != {}
                                                                and isinstance(each, str))}
    choices = kept.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        rest = [each for each in choices if each != {"type": "null"}]
        del kept["anyOf"]
        kept = {**rest[0], **kept} if len(rest) == 1 else {"anyOf": rest, **kept}
    return kept


def _node(place: Place) -> dict[str, Any]:
    """Return the JSON Schema at *place*; empty where the schema ends."""
    node = _resolved(json_schema())
    for step in place:
        below = node.get("items", {}) if isinstance(step, int) else node.get(
            "properties", {}).get(step, node.get("additionalProperties"))
        if not isinstance(below, dict):
            return {}
        node = _resolved(below)
    return node


def _resolved(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    target = json_schema()["$defs"][node["$ref"].rsplit("/", 1)[1]]
    return {**target, **{key: value for key, value in node.items() if key != "$ref"}}


def keys_at(place: Place) -> tuple[str, ...]:
    """Return the keys that the mapping at *place* may have; empty where it is free."""
    return tuple(_node(place).get("properties", ()))


def merges(place: Place) -> bool:
    """Return whether a mapping laid over *place* is merged into it, rather than replacing it."""
    node = _node(place)
    if node.get("type") == "array":
        return "properties" in _resolved(node.get("items", {}))
    return node.get("type") == "object"
