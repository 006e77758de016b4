"""A small outage through the real engine, in which only the words differ.

The severity is scripted, nobody repairs anything and nothing is drawn, so two plays differ by what
was said alone. A post is a real message: its text is read like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from simkit.actions import ACTIONS
from simkit.clock import DAY
from simkit.engine.worlds import Case, Worlds
from simkit.ensemble import BLOCK
from simkit.errors import SimkitError
from simkit.events import Decision
from simkit.message import Message
from simkit.model.parameters import Array, Parameters
from simkit.scenario.parts import Effect, Inject, Moment, Scenario
from simkit.scenario.reader import load

FILE = Path(__file__).with_suffix(".yaml")
"""The scenario that every vignette starts from."""

CHANNELS = ("status page", "social")
"""Where posts go when nothing else is said, and the channels that exist then."""

CALM = (0.8, 0.65, 0.5, 0.35, 0.2, 0.05)
"""What the calm of a text can be: each kind of fault of form takes .15."""

_PANIC = (("", "PLEASE READ THIS NOW!!!"), ("", "This is a catastrophe."),
          ("", "We promise."), ("speculates", "Perhaps a hacker."), ("blames", "Nobody listens."))
"""What takes calm away, one after the other, each with the content that it adds."""

_TELLS = {"acknowledgement": ("acknowledges", "We see it."),
          "impact": ("impact", "Users in every country cannot log in."),
          "workaround": ("workaround", "Meanwhile, please use text messages instead."),
          "cause": ("cause", "A change that we made caused it."),
          "all_clear": ("all_clear", "All is well again.")}
_STANCES = {"empathy": ("empathy", "We know that many of you depend on us today."),
            "apologises": ("apology", "We are sorry."),
            "accepts": ("responsibility", "We accept full responsibility."),
            "denies": ("denies", "We did nothing wrong."),
            "minimises": ("minimises", "This is no big deal."),
            "corrects": ("denies", "It was no attack.")}
_NOTHING = "A word from the team."


@dataclass(frozen=True)
class Post:
    """One message to the public, by its contents."""

    at: float
    """Minutes since onset at which it leaves."""
    tells: tuple[str, ...] = ("acknowledgement",)
    """Of ``acknowledgement``, ``impact``, ``workaround``, ``cause``, ``all_clear``."""
    next_in: float = 0.0
    """Minutes to the next update that it promises; 0 for no promise."""
    eta: float | None = None
    """Minutes since onset at which it says that the service will work."""
    calm: float = 0.8
    """One of CALM; .8 is a text without any fault of form."""
    empathy: bool = False
    apologises: bool = False
    accepts: bool = False
    """Whether it owns the responsibility."""
    denies: bool = False
    """Whether it denies any fault."""
    minimises: bool = False
    corrects: bool = False
    """Whether it answers the rumour of an attack."""
    postmortem: bool = False
    """Whether it is the post-mortem; then nothing else counts but ``at``, and it takes the writer
    the four hours before. It goes to every channel, names the cause and owns it."""
    channels: tuple[str, ...] = CHANNELS

    def __post_init__(self) -> None:
        if "impact" in self.tells and "acknowledgement" not in self.tells:
            raise ValueError("whoever tells what does not work acknowledges that it does not")
        if self.calm not in CALM:
            raise ValueError(f"the calm of a text is one of {CALM}; got {self.calm}")

    @property
    def contents(self) -> frozenset[str]:
        """What the reading of the message must find, no more and no less."""
        return frozenset(content for content, _ in self._parts() if content)

    @property
    def message(self) -> Message:
        """The words."""
        return Message(text=" ".join(words for _, words in self._parts()) or _NOTHING,
                       channels=self.channels)

    @property
    def decision(self) -> Decision:
        """The decision that sends it."""
        if self.postmortem:
            return Decision(self.at - ACTIONS["postmortem"].takes, "policy", "postmortem")
        return Decision(self.at, "policy", "post", message=self.message)

    def _parts(self) -> list[tuple[str, str]]:
        parts = [_TELLS[name] for name in self.tells]
        parts += [part for name, part in _STANCES.items() if getattr(self, name)]
        if self.eta is not None:
            parts.append(("eta", f"It should work in {self.eta - self.at:g} minutes."))
        parts += _PANIC[:CALM.index(self.calm)]
        if self.next_in:
            parts.append(("next_update", f"Next update in {self.next_in:g} minutes."))
        return parts


@dataclass(frozen=True)
class Play:
    """An outage and what is said in it."""

    scenario: Scenario
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Ends:
    """What became of the users, per parameter row; means over the population."""

    trust: Array
    """At the end, (rows,) in [0, 1]; so are the following."""
    lowest: Array
    """Lowest trust on the way."""
    churn: Array
    """Share that left for good, at the end."""
    rumour_peak: Array
    """Largest share that spread a rumour at once."""
    frustration_peak: Array
    frustration: Array
    """At the end."""
    at: Array
    """Minutes since onset of the samples, (T,)."""
    hourly: Mapping[str, Array]
    """Samples of ``trust`` and whatever else was asked for, (rows, T) each."""


def outage(hours: float = 6.0, severity: float = 1.0, ramp: float = 20.0,
           attribution: float = 0.6, responsibility: float = 1.0, horizon: float = 2.0 * DAY,
           reach: Mapping[str, float] | None = None,
           happens: Mapping[float, Effect] | None = None) -> Scenario:
    """Return an outage of *hours* that grows to *severity* within *ramp* minutes.

    *reach* gives the reach of every channel there is, by its name in the file; without it there
    are CHANNELS as in the file. *happens* are effects on the users by minute: a rumour, the press.
    The service works from minute 60 *hours* on: say so a minute later.
    """
    base = _base()
    rising = [Moment(minute, "severity", value=severity * min(1.0, minute / ramp))
              for minute in map(float, range(1, int(np.ceil(ramp)) + 1))] if ramp else [
                  Moment(0.0, "severity", value=severity)]
    reaches = {channel.name: channel.reach for channel in base.channels
               if channel.name in CHANNELS} if reach is None else dict(reach)
    return replace(
        base, horizon=horizon, variant=f"{hours:g} hours",
        channels=tuple(replace(channel, reach=reaches[channel.name])
                       for channel in base.channels if channel.name in reaches),
        incident=replace(base.incident, severity=severity, ramp=ramp, attribution=attribution,
                         responsibility=responsibility),
        injects=tuple(Inject(f"event {n}", "the world", "It happens.", at=at, to="engineer",
                             effect=effect)
                      for n, (at, effect) in enumerate(sorted((happens or {}).items()))),
        script=(*(moment for moment in rising if moment.at < 60.0 * hours),
                Moment(60.0 * hours, "severity", value=0.0)))


@cache
def _base() -> Scenario:
    base = load(FILE)
    return replace(base, team=tuple(replace(person, drafting=0.0) for person in base.team))


def by_the_book(first: float = 5.0, every: float = 30.0, hours: float = 6.0,
                **changes: Any) -> list[Post]:
    """Return a good plan: an early word, kept updates, a workaround, the cause, an owned apology,
    the all-clear and a post-mortem after twelve hours; each post with *changes*."""
    end = hours * 60.0
    posts: list[Post] = []
    at = first
    while at < end:
        tells = ("acknowledgement", "impact", {1: "workaround", 3: "cause"}.get(len(posts), ""))
        posts.append(Post(at, tuple(filter(None, tells)), next_in=min(every, end - at),
                          empathy=True, apologises=len(posts) == 3, accepts=len(posts) == 3))
        at += every
    posts.append(Post(end + 1.0, ("all_clear",), empathy=True, apologises=True, accepts=True))
    posts.append(Post(end + 720.0, postmortem=True))
    return [replace(post, **changes) for post in posts]


def silence(hours: float = 6.0) -> list[Post]:
    """Return the all-clear alone."""
    return [Post(hours * 60.0 + 1.0, ("all_clear",))]


def plan(posts: Iterable[Post]) -> tuple[Decision, ...]:
    """Return the decisions that send *posts*, in their order in time."""
    return tuple(sorted((post.decision for post in posts), key=lambda decision: decision.at))


def cases(play: Play, parameters: Parameters) -> list[Case]:
    """Return one case of *play* per row of *parameters*; all luck is still."""
    return [Case(play.scenario, 0, play.decisions, parameters=parameters.row(row))
            for row in range(parameters.rows)]


def ends(plays: Mapping[str, Play], parameters: Parameters, until: float = DAY, *,
         also: Sequence[str] = (), every: float = 60.0,
         progress: Callable[[int, int], None] | None = None) -> dict[str, Ends]:
    """Run every play under every row of *parameters* to *until* (minutes since onset).

    *also* names further states of ``simkit.model.audience.STATES`` to be sampled *every* so many
    minutes (a multiple of 15). Raises SimkitError when a decision of a play is refused.
    """
    groups: dict[float, list[Case]] = {}
    for play in plays.values():  # worlds of one attribution can run side by side
        groups.setdefault(play.scenario.incident.attribution, []).extend(cases(play, parameters))
    total, done = len(plays) * parameters.rows, 0
    found: dict[float, list[Ends]] = {}
    for attribution, made in groups.items():
        for start in range(0, len(made), BLOCK):
            block = _Watched(made[start:start + BLOCK], ("trust", *also), until, every)
            found.setdefault(attribution, []).append(block.run())
            done += len(made[start:start + BLOCK])
            if progress is not None:
                progress(done, total)
    joined = {attribution: _join(parts) for attribution, parts in found.items()}
    taken = dict.fromkeys(groups, 0)
    result = {}
    for name, play in plays.items():
        key = play.scenario.incident.attribution
        result[name] = _rows(joined[key], taken[key], parameters.rows)
        taken[key] += parameters.rows
    return result


class _Watched:
    """Worlds that are looked at after every tick."""

    def __init__(self, made: Sequence[Case], states: Sequence[str], until: float,
                 every: float) -> None:
        self.worlds = Worlds(made, keep=False)
        self.states, self.until, self.every = states, until, every
        self.at = np.arange(0.0, until + 1e-6, every)
        self.hourly = {state: np.full((len(made), len(self.at)), np.nan) for state in states}
        audience = self.worlds.crowd.audience
        self.lowest = audience.population("trust")
        self.rumour, self.frustration = np.zeros((2, len(made)))

    def run(self) -> Ends:
        """Advance to the end and return what was seen."""
        worlds, audience = self.worlds, self.worlds.crowd.audience
        self._look()
        while worlds.tick(round(self.until / worlds.crowd.base_dt)):
            self._look()
        for row in range(len(worlds)):
            if worlds.refused(row):
                decision, why = worlds.refused(row)[0]
                raise SimkitError(f"{decision!r} was refused: {why}")
        return Ends(audience.population("trust"), self.lowest, audience.population("churn"),
                    self.rumour, self.frustration, audience.population("frustration"),
                    self.at, self.hourly)

    def _look(self) -> None:
        audience, at = self.worlds.crowd.audience, self.worlds.crowd.at
        np.minimum(self.lowest, audience.population("trust"), out=self.lowest)
        np.maximum(self.rumour, audience.rumour, out=self.rumour)
        np.maximum(self.frustration, audience.population("frustration"), out=self.frustration)
        sampled = np.flatnonzero((at % self.every == 0.0) & (at <= self.until))
        if sampled.size:
            column = np.rint(at[sampled] / self.every).astype(int)
            for state in self.states:
                self.hourly[state][sampled, column] = audience.population(state)[sampled]


_FIELDS = ("trust", "lowest", "churn", "rumour_peak", "frustration_peak", "frustration")


def _join(parts: Sequence[Ends]) -> Ends:
    """Return the rows of *parts*, one after the other."""
    values: dict[str, Any] = {name: np.concatenate([getattr(part, name) for part in parts])
                              for name in _FIELDS}
    hourly = {state: np.concatenate([part.hourly[state] for part in parts])
              for state in parts[0].hourly}
    return Ends(**values, at=parts[0].at, hourly=hourly)


def _rows(whole: Ends, start: int, rows: int) -> Ends:
    """Return *rows* rows of *whole*, from *start* on."""
    here = slice(start, start + rows)
    values: dict[str, Any] = {name: getattr(whole, name)[here] for name in _FIELDS}
    hourly = {state: samples[here] for state, samples in whole.hourly.items()}
    return Ends(**values, at=whole.at, hourly=hourly)
