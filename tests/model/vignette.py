"""A fixed outage and a list of posts, played on the users alone: no engine, no chance.

Promises are settled here in the plainest way, so that the model can be tested by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from simkit.model import consequences
from simkit.model.audience import Audience, Segments
from simkit.model.consequences import missed
from simkit.model.exposure import Exposures, Said, coefficients
from simkit.model.parameters import Array, Parameters

SEGMENTS = Segments(weight=np.array([0.5, 0.35, 0.15]), use=np.array([0.3, 0.6, 0.95]),
                    criticality=np.array([0.3, 0.5, 0.9]))
"""Casual, daily and critical users."""

CHANNELS = {"status page": (0.12, 20.0, 0.0), "social": (0.35, 80.0, 1.0),
            "press": (0.45, 60.0, 10.0), "push": (0.65, 15.0, 1.0)}
"""Reach, half-life and delay of each channel."""

DROPS = {"eta": "drop_eta", "next_update": "drop_next"}
"""What ends when no promise of a kind is left."""


@dataclass(frozen=True)
class Post:
    """A message at a time, in minutes since onset."""

    at: float
    tells: tuple[str, ...] = ("acknowledgement",)
    next_in: float = 0.0
    """Minutes to the next update that it promises; 0 for no promise."""
    eta: float | None = None
    """Minute at which it says the service will work."""
    calm: float = 0.8
    empathy: float = 0.0
    apologises: bool = False
    accepts: bool = False
    denies: bool = False
    minimises: bool = False
    corrects: bool = False
    postmortem: float = 0.0
    channels: tuple[str, ...] = ("status page", "social")


@dataclass(frozen=True)
class Outage:
    """How bad and how long."""

    hours: float = 6.0
    ramp: float = 20.0
    severity: float = 1.0
    horizon: float = 24.0
    """Hours until the curtain falls."""
    attribution: float = 0.6
    responsibility: float = 1.0
    repaired: float = 0.0
    """How far the cause is repaired from the start."""

    def severity_at(self, minute: float) -> float:
        """Return the share of use that fails."""
        if minute >= self.hours * 60.0:
            return 0.0
        return self.severity * min(1.0, minute / self.ramp)


@dataclass
class Course:
    """What became of the users; means over the population, each (rows,)."""

    trust: Array
    lowest: Array
    rumour_peak: Array
    churn: Array
    frustration_peak: Array
    hourly: list[Array]
    """Trust at every whole hour."""


def by_the_book(first: float = 5.0, every: float = 30.0, hours: float = 6.0,
                **changes: object) -> list[Post]:
    """Return a good plan: an early word, kept updates, a workaround, the cause, an owned apology,
    the all-clear and a post-mortem; each post with *changes*."""
    end = hours * 60.0
    posts: list[Post] = []
    at = first
    while at < end:
        tells = ("acknowledgement", "impact", {1: "workaround", 3: "cause"}.get(len(posts), ""))
        posts.append(Post(at, tuple(filter(None, tells)), next_in=min(every, end - at),
                          empathy=1.0, apologises=len(posts) == 3, accepts=len(posts) == 3))
        at += every
    posts.append(Post(end, ("all_clear",), empathy=1.0, apologises=True, accepts=True))
    posts.append(Post(end + 720.0, ("cause",), postmortem=1.0, accepts=True))
    return [replace(post, **changes) for post in posts]  # type: ignore[arg-type]


def silence(hours: float = 6.0) -> list[Post]:
    """Return the all-clear alone."""
    return [Post(hours * 60.0, ("all_clear",))]


def play(posts: Sequence[Post], outage: Outage = Outage(),
         parameters: Parameters | None = None, dt: float = 1.0) -> Course:
    """Play *posts* into *outage*, in steps of *dt* minutes."""
    return Vignette(posts, outage, parameters or Parameters.defaults(), dt).run()


class Vignette:
    """One play."""

    def __init__(self, posts: Sequence[Post], outage: Outage, parameters: Parameters,
                 dt: float) -> None:
        self.posts = sorted(posts, key=lambda post: post.at)
        self.outage, self.p, self.dt = outage, parameters, dt
        self.audience = Audience(SEGMENTS, parameters, outage.attribution, outage.responsibility)
        self.audience.repaired[:] = outage.repaired
        self.exposures = Exposures(parameters.rows, 3, base_dt=dt, window=round(480 / dt))
        self.promises: list[tuple[str, float, Post]] = []
        self.used: Counter[str] = Counter()
        self.tick = 0

    def run(self) -> Course:
        rows, audience, outage = self.p.rows, self.audience, self.outage
        start = audience.population("trust")
        course = Course(start, start.copy(), np.zeros(rows), np.zeros(rows), np.zeros(rows), [])
        waiting = list(self.posts)
        for tick in range(round(outage.horizon * 60.0 / self.dt)):
            self.tick, at = tick, tick * self.dt
            if at % 60.0 == 0.0:
                course.hourly.append(audience.population("trust"))
            if at == outage.hours * 60.0:
                audience.restored(range(rows))
            while waiting and waiting[0].at < at + self.dt:
                self.publish(waiting.pop(0))
            self.settle(at)
            audience.advance(outage.severity_at(at), self.exposures.take(self.tick, 1), self.dt)
            np.minimum(course.lowest, audience.population("trust"), out=course.lowest)
            np.maximum(course.rumour_peak, audience.rumour, out=course.rumour_peak)
            np.maximum(course.frustration_peak, audience.population("frustration"),
                       out=course.frustration_peak)
        course.trust, course.churn = audience.population("trust"), audience.population("churn")
        return course

    def publish(self, post: Post) -> None:
        said = Said({tell: self.uses(tell) for tell in self.tells(post)},
                    next_update_in=post.next_in, calm=post.calm, empathy=post.empathy,
                    index=self.uses("message"), accepts=post.accepts, denies=post.denies,
                    accepted=self.uses("accepts") if post.accepts else 0,
                    apology=self.uses("apology") if post.apologises else None,
                    minimises=post.minimises, corrects=post.corrects, postmortem=post.postmortem)
        reach, half_life, delay = zip(*(CHANNELS[name] for name in post.channels), strict=True)
        for row in range(self.p.rows):
            self.exposures.publish(
                row, self.tick, coefficients(said, self.p, row, self.outage.responsibility),
                np.tile(np.array(reach)[:, None], 3), half_life, delay,
                )
        if post.eta is not None:
            self.revise(post)
            self.promises.append(("eta", post.eta, post))
        if post.next_in:
            self.promises.append(("next_update", post.at + post.next_in, post))

    @staticmethod
    def tells(post: Post) -> tuple[str, ...]:
        promises = {"eta": post.eta is not None, "next_update": bool(post.next_in)}
        return post.tells + tuple(name for name, made in promises.items() if made)

    def uses(self, what: str) -> int:
        """Return how often *what* was used before, and count this use."""
        self.used[what] += 1
        return self.used[what] - 1

    def revise(self, post: Post) -> None:
        for promise in [promise for promise in self.promises if promise[0] == "eta"]:
            self.promises.remove(promise)
            early = promise[1] - post.at >= 5.0
            self.strike("eta", consequences.revised if early else partial(missed, "eta"))

    def settle(self, at: float) -> None:
        for promise in list(self.promises):
            kind, due, post = promise
            grace = 3.0 if kind == "next_update" else 0.0
            if at < due + grace:
                continue
            self.promises.remove(promise)
            fulfilled = (self.outage.severity_at(due) == 0.0 if kind == "eta" else
                         any(post.at < other.at <= due + grace for other in self.posts))
            if fulfilled:
                self.strike(kind, partial(consequences.kept, (due - post.at) / 60.0))
                if all(other[0] != kind for other in self.promises):
                    self.strike(kind, partial(dropped, kind))
            else:
                self.strike(kind, partial(missed, kind))

    def strike(self, kind: str, does: Callable[[Parameters, int], consequences.Strikes]) -> None:
        """Let those who hold a promise of *kind* feel what it *does* to come back."""
        for row in range(self.p.rows):
            holders = self.audience.state(kind)[row].copy()
            for column, amount in does(self.p, row).items():
                felt = amount if column in DROPS.values() else amount * holders
                if column.startswith("add_"):
                    felt = -np.log1p(-np.minimum(felt, 1.0 - 1e-12))
                self.exposures.impulse(row, column, felt)


def dropped(kind: str, parameters: Parameters, row: int) -> consequences.Strikes:
    return {DROPS[kind]: 1.0}
