"""A fixed outage and a list of posts, played on the users alone: no engine, no chance.

What the engine does with promises is done here in its plainest form, so that the model can be
tested by itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from simkit.model.audience import Audience, Segments
from simkit.model.exposure import Exposures, Said, coefficients, hazard
from simkit.model.parameters import Parameters

SEGMENTS = Segments(weight=np.array([0.5, 0.35, 0.15]), use=np.array([0.3, 0.6, 0.95]),
                    criticality=np.array([0.3, 0.5, 0.9]))
"""Casual, daily and critical users."""

CHANNELS = {"status page": (0.12, 20.0, 0.0), "social": (0.35, 80.0, 1.0),
            "press": (0.45, 60.0, 10.0), "push": (0.65, 15.0, 1.0)}
"""Reach, half-life and delay of each channel."""


@dataclass(frozen=True)
class Post:
    """A message at a time."""

    at: float
    tells: tuple[str, ...] = ("acknowledgement",)
    next_in: float = 0.0
    """Minutes to a promised next update; 0 for none."""
    eta: float | None = None
    """Minutes since onset at which the service is said to work."""
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
    """How bad, how long, and how it is told."""

    hours: float = 6.0
    ramp: float = 20.0
    severity: float = 1.0
    horizon: float = 24.0
    attribution: float = 0.6
    responsibility: float = 1.0
    repaired: float = 0.0

    def severity_at(self, minute: float) -> float:
        """Return the share of use that fails."""
        if minute >= self.hours * 60.0:
            return 0.0
        return self.severity * min(1.0, minute / self.ramp)


@dataclass
class Course:
    """What became of the users, each (rows,)."""

    trust: np.ndarray
    lowest: np.ndarray
    rumour_peak: np.ndarray
    churn: np.ndarray
    frustration_peak: np.ndarray
    trust_at: dict[float, np.ndarray] = field(default_factory=dict)
    """Trust at whole hours."""


def play(posts: Sequence[Post], outage: Outage = Outage(),
         parameters: Parameters | None = None, dt: float = 1.0) -> Course:
    """Play *posts* into *outage*, in steps of *dt* minutes."""
    return _Vignette(posts, outage, parameters or Parameters.defaults(), dt).run()


class _Vignette:
    def __init__(self, posts: Sequence[Post], outage: Outage, parameters: Parameters,
                 dt: float) -> None:
        self.posts = sorted(posts, key=lambda post: post.at)
        self.outage, self.p, self.dt = outage, parameters, dt
        self.audience = Audience(SEGMENTS, parameters, outage.attribution, outage.responsibility)
        self.audience.repaired[:] = outage.repaired
        self.exposures = Exposures(parameters.rows, 3, base_dt=dt, window=round(720 / dt))
        self.due: list[tuple[float, str, Post]] = []
        self.used: dict[str, int] = {}

    def run(self) -> Course:
        rows, audience, outage = self.p.rows, self.audience, self.outage
        course = Course(audience.population("trust"), audience.population("trust"),
                        np.zeros(rows), np.zeros(rows), np.zeros(rows))
        waiting = list(self.posts)
        for tick in range(round(outage.horizon * 60.0 / self.dt)):
            at = tick * self.dt
            if at % 60.0 == 0.0:
                course.trust_at[at / 60.0] = audience.population("trust")
            if at == outage.hours * 60.0:
                audience.restored(range(rows))
            while waiting and waiting[0].at < at + self.dt:
                self.publish(waiting.pop(0), tick)
            self.settle(at, tick)
            audience.advance(outage.severity_at(at), self.exposures.take(tick, 1), self.dt)
            np.minimum(course.lowest, audience.population("trust"), out=course.lowest)
            np.maximum(course.rumour_peak, audience.rumour, out=course.rumour_peak)
            np.maximum(course.frustration_peak, audience.population("frustration"),
                       out=course.frustration_peak)
        course.trust = audience.population("trust")
        course.churn = audience.population("churn")
        course.trust_at[outage.horizon] = course.trust
        return course

    def publish(self, post: Post, tick: int) -> None:
        tells = post.tells + ("eta",) * (post.eta is not None) + ("next_update",) * bool(
            post.next_in)
        earlier = {tell: self.count(tell) for tell in tells}
        said = Said(
            earlier, next_update_in=post.next_in, calm=post.calm, empathy=post.empathy,
            index=self.count("message"), accepts=post.accepts, denies=post.denies,
            accepted=self.count("accepts") if post.accepts else 0,
            apology=self.count("apology") if post.apologises else None,
            minimises=post.minimises, corrects=post.corrects, postmortem=post.postmortem)
        reach, half_life, delay = zip(*(CHANNELS[name] for name in post.channels), strict=True)
        for row in range(self.p.rows):
            self.exposures.publish(
                row, tick, coefficients(said, self.p, row, self.outage.responsibility),
                np.repeat(np.array(reach)[:, None], 3, axis=1), half_life, delay,
                late=post.at - tick * self.dt)
        if post.eta is not None:
            for due in [due for due in self.due if due[1] == "eta"]:
                self.due.remove(due)
                self.broken("eta", tick, 1.0 if due[0] - post.at < 5.0 else None)
            self.due.append((post.eta, "eta", post))
        if post.next_in:
            self.due.append((post.at + post.next_in, "next", post))

    def count(self, what: str) -> int:
        self.used[what] = self.used.get(what, -1) + 1
        return self.used[what]

    def settle(self, at: float, tick: int) -> None:
        for due in [due for due in self.due if at >= due[0] + 3.0 * (due[1] == "next")]:
            self.due.remove(due)
            when, kind, post = due
            kept = (self.outage.severity_at(when) == 0.0 if kind == "eta" else
                    any(post.at < other.at <= when + 3.0 for other in self.posts))
            if kept:
                self.kept(kind, tick, (when - post.at) / 60.0)
            else:
                self.broken(kind, tick, 1.0)

    def kept(self, kind: str, tick: int, hours: float) -> None:
        held = self.held(kind)
        for row in range(self.p.rows):
            gain = hazard(self.p.value("g_kept", row)) * hours / math.sqrt(self.p.value("rho", row))
            self.exposures.impulse(row, tick, "lift_I", gain * held[row])
            if kind == "eta" or not any(due[1] == "next" for due in self.due):
                self.exposures.impulse(row, tick, f"drop_{kind}", 1.0)

    def broken(self, kind: str, tick: int, share: float | None) -> None:
        held = self.held(kind)
        for row in range(self.p.rows):
            value = lambda name, row=row: self.p.value(name, row)  # noqa: E731
            strike = lambda column, amount, row=row: self.exposures.impulse(  # noqa: E731
                row, tick, column, amount * held[row])
            part = value("revised") if share is None else share
            loss = hazard(value(f"l_{kind}")) * math.sqrt(value("rho")) * part
            strike("loss_I", loss)
            if kind == "eta":
                strike("loss_A", loss * value("A_eta"))
                strike("add_F", hazard(value("F_eta")) * part)
            if share is not None:
                strike("add_U", hazard(value(f"U_{kind}")))
                self.exposures.impulse(row, tick, f"drop_{kind}", 1.0)
                if kind == "eta":
                    strike("miss", 1.0)

    def held(self, kind: str) -> np.ndarray:
        return self.audience.state("eta" if kind == "eta" else "next_update").copy()


def by_the_book(first: float = 5.0, every: float = 30.0, hours: float = 6.0,
                **changes: object) -> list[Post]:
    """Return a good plan: early word, kept updates, workaround, cause, owned apology, all-clear
    and post-mortem."""
    end = hours * 60.0
    posts = [Post(first, ("acknowledgement", "impact"), next_in=every, empathy=1.0)]
    at = first + every
    while at < end:
        n = len(posts)
        tells = ("acknowledgement", "impact") + ("workaround",) * (n == 1) + ("cause",) * (n == 3)
        posts.append(Post(at, tells, next_in=min(every, end - at), empathy=1.0,
                          apologises=n == 3, accepts=n == 3))
        at += every
    posts.append(Post(end, ("all_clear",), apologises=True, accepts=True, empathy=1.0))
    posts.append(Post(end + 720.0, ("cause",), postmortem=1.0, accepts=True))
    from dataclasses import replace
    return [replace(post, **changes) for post in posts] if changes else posts


def silence(hours: float = 6.0) -> list[Post]:
    """Return the all-clear alone."""
    return [Post(hours * 60.0, ("all_clear",))]
