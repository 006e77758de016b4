"""What could happen, frozen: the parts of a scenario as the engine sees them.

Written by ``simkit.scenario.reader`` from YAML, or by hand in Python. Nothing here holds run
state, and nothing here knows YAML. Times are minutes, shares lie in [0, 1].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from simkit.message import Message
from simkit.streams import Distribution, fixed

QUANTITIES = ("trust", "severity", "awareness", "uncertainty", "frustration", "rumour", "media",
              "switching", "silence", "elapsed", "since_restoration", "backlog", "broken_promises",
              "wrong_fixes", "stress")
"""What a condition may look at: population means in [0, 1] (trust to switching), minutes (silence
since the last published message or, before one, since onset; elapsed since onset;
since_restoration), unanswered share of support contacts, counts, and the trainee's stress."""

DURATIONS = ("silence", "elapsed", "since_restoration")
"""The quantities measured in minutes."""

COUNTS = ("broken_promises", "wrong_fixes")
"""The quantities that are counts."""

AT_ONCE, A_FIX, A_FINDING = fixed(0.0), fixed(12.0), fixed(40.0)
"""What arrivals, fixes and findings take where the author says nothing."""

DUTIES = ("communications", "engineering", "support", "marketing", "executive", "legal")
"""What a person can be there for. The first of the team in communications is the trainee."""

PREPARATIONS = ("templates", "approval", "runbook", "outside_channel", "incident_channel",
                "on_call", "deputies", "drill")
"""What a team can have prepared; the effect of each is the model's, see ``simkit.engine``."""


@dataclass(frozen=True)
class Service:
    """What is down, and for whom."""

    name: str
    users: int
    starts: datetime | None = None
    """Moment of onset, with a time zone (UTC unless the file says otherwise)."""


@dataclass(frozen=True)
class Segment:
    """A group of users, or of others whose trust counts (partners, regulators)."""

    name: str
    share: float
    """Share of the population; the shares of a scenario add up to 1."""
    use: float
    """How intensely it uses the service, in [0, 1]."""
    criticality: float
    """How much depends on it, in [0, 1]."""
    voices: tuple[str, ...] = ()
    """Lines this group may post in the public feed, in the author's words."""


@dataclass(frozen=True)
class Stakeholder:
    """Somebody with patience and a clock of their own, rather than use of the service."""

    name: str
    kind: str
    """``executive``, ``press``, ``regulator`` or ``partner``."""
    patience: float = 30.0
    """Minutes without a briefing (executive) or a public word (others) until they call."""
    every: float = 15.0
    """Minutes between their calls after that."""
    speaks_after: float | None = None
    """Minutes without a briefing or word until they speak publicly by themselves."""


@dataclass(frozen=True)
class Channel:
    """Where words can go."""

    name: str
    reach: float
    """Share of aware people that a message on it reaches in the end."""
    half_life: float
    delay: float = 0.0
    survives: bool = True
    """False when it lives on the product and is dead while that is down."""
    build: Distribution | None = None
    """Minutes to build it; None when it stands at onset."""
    limit: int | None = None
    """Longest message in characters."""
    audience: tuple[str, ...] = ()
    """Names of the segments that it reaches; empty for all."""
    kind: str = "other"
    """``status page``, ``social``, ``press``, ``direct`` (push, e-mail, SMS) or ``other``."""


@dataclass(frozen=True)
class Person:
    """Somebody who responds."""

    role: str
    """Unique in the team, such as ``network engineer``."""
    duty: str
    """One of DUTIES."""
    name: str = ""
    drafting: float = 6.0
    """Minutes to draft a message (communications only)."""
    on_site: bool = True
    """Whether they stand where the machines are."""
    arrives: Distribution = AT_ONCE
    """Minutes after onset until they are at work (and on site, for those who are not)."""
    capacity: int = 3
    """Tasks they work on at once; more wait."""


@dataclass(frozen=True)
class WrongFix:
    """What trying this fix costs when it is not the cause."""

    harm: float = 0.0
    """Added to severity while it lasts (severity stays at most 1)."""
    lasts: float = 0.0
    """Minutes the harm lasts."""
    teaches: float = 8.0
    """Minutes of evidence gained; negative when it misleads (fixation)."""
    undo: float = 0.0
    """Minutes of work until it is undone; the right fix cannot work before."""


@dataclass(frozen=True)
class Cause:
    """A hypothesis about what is wrong, and the repair path that goes with it."""

    id: str
    text: str
    fix: str
    """The repair in words, such as ``announce the routes again``."""
    likely: float = 0.15
    """Probability before any evidence; over all causes they are made to add up to 1."""
    takes: Distribution = A_FIX
    """Minutes of work for the fix."""
    works: float = 0.9
    """Probability that the fix works when this is the cause (slips come on top)."""
    who: str = ""
    """Role that must do it; empty for any engineer."""
    on_site: bool = False
    """Whether somebody must stand at the machines."""
    evidence: Distribution = A_FINDING
    """Minutes of effective investigation until the next finding about it."""
    strength: float = 2.0
    """Log-odds that one finding adds (for) or takes away (against)."""
    findings_for: tuple[str, ...] = ()
    findings_against: tuple[str, ...] = ()
    if_wrong: WrongFix = WrongFix()


@dataclass(frozen=True)
class Stage:
    """One step of restoration."""

    after: float
    """Minutes after the fix worked."""
    severity: float


@dataclass(frozen=True)
class Incident:
    """What breaks, why it may have, and how it comes back."""

    causes: tuple[Cause, ...]
    actual_cause: str = ""
    """Id of the true cause; empty to draw it by ``likely``."""
    severity: float = 1.0
    """Share of use that fails at the height, in [0, 1]."""
    ramp: float = 0.0
    """Minutes from onset to the height."""
    attribution: float = 0.6
    """Prior attribution of responsibility H0: victim .25, technical .5, human error .85."""
    responsibility: float = 1.0
    """True share of responsibility, in [0, 1]."""
    restoration: tuple[Stage, ...] = (Stage(0.0, 0.0),)
    """Stages after a working fix; the last has severity 0."""
    relapse: float = 0.0
    """Probability of a relapse within ``relapse_within`` while the cause is not repaired."""
    relapse_within: float = 2880.0


@dataclass(frozen=True)
class Condition:
    """A quantity compared with a bound."""

    quantity: str
    """One of QUANTITIES."""
    above: bool
    """True: fires above the bound; False: below."""
    bound: float


@dataclass(frozen=True)
class Trigger:
    """When a conditional inject fires: any of some groups, all conditions of a group."""

    any_of: tuple[tuple[Condition, ...], ...]
    lasting: float = 0.0
    """Minutes that it must hold without a break."""


@dataclass(frozen=True)
class Effect:
    """What something does to the audience, in quantities of the model; the author's judgement."""

    rumour: float = 0.0
    """Share of the population that starts to spread a (new) rumour."""
    media: float = 0.0
    """Share of the missing media attention that is added."""
    frustration: float = 0.0
    uncertainty: float = 0.0
    integrity: float = 0.0
    """Share of integrity trust lost."""
    benevolence: float = 0.0
    """Share of benevolence trust lost."""
    interrupts: float = 0.0
    """Interruptions of people at work."""

    def __bool__(self) -> bool:
        return self._does_something

    @cached_property
    def _does_something(self) -> bool:
        """Asked whenever something happens, in every world."""
        return any((self.rumour, self.media, self.frustration, self.uncertainty, self.integrity,
                    self.benevolence, self.interrupts))


@dataclass(frozen=True)
class Expectation:
    """That an inject wants an answer."""

    answer_within: float
    """Minutes."""
    objective: str = ""


@dataclass(frozen=True)
class Inject:
    """A message that comes in during the exercise."""

    id: str
    sender: str
    """``from`` in YAML."""
    text: str
    at: float | None = None
    """Minutes since onset; exactly one of ``at`` and ``when`` is given."""
    when: Trigger | None = None
    again: float | None = None
    """Minutes after which a conditional inject may fire again; None for once."""
    to: str = ""
    """Role that it is for; empty for the trainee."""
    method: str = "message"
    """How it arrives: ``message``, ``phone``, ``e-mail``, ``in person``, ``news``."""
    expects: Expectation | None = None
    effect: Effect = Effect()
    """At once."""
    ignored: Effect = Effect()
    """When the expected answer is not there in time."""
    unless: str = ""
    """Id of an inject whose answer makes this one needless."""
    notes: str = ""
    """For the facilitator only."""


@dataclass(frozen=True)
class Campaign:
    """Marketing that runs on while the service is down."""

    text: str
    annoys: float = 0.003
    """Frustration hazard per minute of full outage on people it reaches."""
    reach: float = 0.3


@dataclass(frozen=True)
class Preparation:
    """Something the team may buy before onset."""

    id: str
    """One of PREPARATIONS."""
    text: str
    days: float = 1.0
    """Its price, out of the briefing's budget."""
    target: str = ""
    """Id of the channel (outside_channel) or cause (runbook) it is for."""


@dataclass(frozen=True)
class Briefing:
    """The ordinary day before onset."""

    text: str = ""
    budget: float = 3.0
    """Days of preparation that can be spent."""
    offers: tuple[Preparation, ...] = ()
    prepared: tuple[str, ...] = ()
    """Ids of what stands already."""


@dataclass(frozen=True)
class Objective:
    """What the exercise is to train."""

    id: str
    text: str
    measured_by: str = ""
    """Name of a metric of ``simkit.scoring``."""


@dataclass(frozen=True)
class Entry:
    """One line of a playbook: a decision at a time."""

    at: float
    action: str
    target: str = ""
    message: Message | None = None
    confidence: float | None = None


@dataclass(frozen=True)
class Moment:
    """One step of a scripted incident."""

    at: float
    kind: str
    """``severity``, ``arrives`` or ``finding``."""
    target: str = ""
    """Role (arrives) or cause (finding)."""
    value: float = 0.0
    """Severity (severity); +1 for, -1 against (finding)."""
    text: str = ""


@dataclass(frozen=True)
class Variant:
    """The same scenario under other circumstances."""

    name: str
    text: str = ""
    script: tuple[Moment, ...] = ()
    """Severities, arrivals and findings at fixed minutes; with any severity in it the incident
    runs by the script and repairs change nothing, and all chance is still."""
    changes: Mapping[str, object] = field(default_factory=dict)
    """Values that replace those of the scenario, by dotted path (applied before typing)."""


@dataclass(frozen=True)
class Scenario:
    """What could happen in one outage."""

    id: str
    """Name of the file without its ending."""
    title: str
    service: Service
    segments: tuple[Segment, ...]
    channels: tuple[Channel, ...]
    team: tuple[Person, ...]
    incident: Incident
    summary: str = ""
    horizon: float = 10080.0
    session_length: float = 45.0
    """Real minutes that a training session should take."""
    approval: float = 0.0
    """Minutes an executive takes to approve a message."""
    approver: str = ""
    """Role that approves; empty when nobody must."""
    objectives: tuple[Objective, ...] = ()
    stakeholders: tuple[Stakeholder, ...] = ()
    injects: tuple[Inject, ...] = ()
    campaign: Campaign | None = None
    briefing: Briefing = Briefing()
    workaround: str = ""
    """What people can do meanwhile, as support knows it; empty when nothing."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What turns out to be true, in words, for messages: ``impact``, ``cause``, ``cure``."""
    playbooks: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    variants: Mapping[str, Variant] = field(default_factory=dict)
    """By name; the values are already applied by ``Scenario.load(..., variant=)``."""
    variant: str = ""
    """Name of the variant this is; empty for the base."""
    script: tuple[Moment, ...] = ()
    """Script of the variant this is."""
    debrief: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    digest: str = ""
    """Hash of the file's content and the variant's name."""

    def __repr__(self) -> str:
        variant = f", variant {self.variant!r}" if self.variant else ""
        return (f"<Scenario {self.id!r}{variant}: {self.title}; {len(self.segments)} segments, "
                f"{len(self.channels)} channels, {len(self.team)} people, "
                f"{len(self.injects)} injects>")

    def named(self, collection: str, name: str) -> object:
        """Return the part of *collection* (such as ``channels``) called *name*.

        Raises UnknownName with the nearest name.
        """
        from simkit.errors import UnknownName

        parts = {getattr(part, "id", None) or getattr(part, "role", None) or part.name: part
                 for part in getattr(self, collection)}
        if name not in parts:
            raise UnknownName(collection.removesuffix("s"), name, parts)
        return parts[name]
