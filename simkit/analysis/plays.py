"""What the stylised facts compare: vignettes in pairs that differ in one thing, and repairs.

In the vignettes only words differ. In the repairs engineers work, under the luck of many seeds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from simkit.analysis.vignette import Play, Post, by_the_book, outage, plan, silence
from simkit.clock import DAY
from simkit.engine.worlds import Case, Worlds
from simkit.ensemble import BLOCK
from simkit.events import Decision
from simkit.model.parameters import Array, Parameters
from simkit.scenario.parts import Effect, Scenario
from simkit.scenario.reader import load

REPAIR = Path(__file__).parent / "repair.yaml"
"""A small incident with three possible causes and one engineer."""

SEVERITIES = {"mild": 0.25, "severe": 1.0}
"""The severities at which the generated outages are repaired."""

_EVERYWHERE = ("status page", "social", "push")
_REACH = {"status page": 0.12, "social": 0.35, "push": 0.65}


def vignettes() -> dict[str, Play]:
    """Return the vignettes by name; six hours of full outage where nothing else is said."""
    made = _timing() | _times_of_restoration() | _stances() | _cadences() | _outages()
    six = outage()
    return {name: Play(six, plan(posts)) for name, posts in made.items()
            if isinstance(posts, list)} | {
                name: play for name, play in made.items() if isinstance(play, Play)}


def _timing() -> dict[str, list[Post] | Play]:
    """Silence, one word, an early or a late one; a word and none, with the press early or late."""
    def first(at: float) -> list[Post]:
        return [Post(at, ("acknowledgement", "impact")), *by_the_book(first=150.0)]

    def pressed(press: int) -> Scenario:
        return outage(happens={float(press): Effect(media=0.5)})

    return {"book": by_the_book(), "silence": silence(),
            "bare": [Post(30.0), *silence()],
            **{f"first {at}": first(at) for at in (5, 15, 45, 120)},
            **{f"{word}, press at {press}": Play(pressed(press), plan(posts))
               for word, posts in (("word at 30", first(30)), ("no word", by_the_book(first=150.0)))
               for press in (10, 90)}}


def _times_of_restoration() -> dict[str, list[Post] | Play]:
    """A time of restoration that is kept, missed, revised, or not given; broken all-clear and
    next update."""
    def given(hours: float = 6.0, **etas: float) -> list[Post]:
        return [replace(post, eta=etas.get(f"at_{post.at:g}"))
                for post in by_the_book(hours=hours)]

    def late(promised: float) -> list[Post]:
        return [replace(post, next_in=promised) if post.at == 65.0 else
                replace(post, at=105.0) if post.at == 95.0 else post for post in by_the_book()]

    def cleared() -> list[Post]:
        return [replace(post, tells=("all_clear",)) if post.at == 245.0 else post
                for post in by_the_book()]

    four = outage(4.0)  # where the same promise, to be back by 245, is kept
    return {"eta missed": given(at_65=245.0),
            "no eta, 4 hours": Play(four, plan(given(4.0))),
            "eta kept": Play(four, plan(given(4.0, at_65=245.0))),
            # both new times lie as far ahead, since a kept one earns by its length
            "eta revised in time": given(at_65=245.0, at_215=365.0),
            "eta revised too late": given(at_65=245.0, at_245=395.0),
            "next kept": late(40.0), "next missed": late(30.0), "cleared too early": cleared()}


def _stances() -> dict[str, list[Post] | Play]:
    """Tone, empathy, apology, denial, minimising."""
    def stance(**said: Any) -> list[Post]:
        return [Post(5.0, ("acknowledgement", "impact")), Post(30.0, **said), *silence(2.0)]

    def told_once(**said: Any) -> list[Post]:
        return [Post(30.0), Post(60.0, (), **said)]

    short, clean, endless = outage(2.0), outage(2.0, responsibility=0.0), outage(30.0)
    book = by_the_book()
    told = [replace(post, calm=0.5, empathy=False, apologises=False, accepts=False)
            for post in book[:-1]]
    felt = [replace(post, tells=("acknowledgement",) if n == 0 else (), next_in=0.0,
                    empathy=True, apologises=False, accepts=False)
            for n, post in enumerate(book[:-2])]
    return {"panicked": by_the_book(calm=0.05), "cold": by_the_book(empathy=False),
            "minimised": [replace(book[0], minimises=True), *book[1:]],
            "content, no feeling": told, "feeling, no content": [*felt, told[-1]],
            "apology, no fix": Play(endless, plan(told_once(apologises=True))),
            "no apology, no fix": Play(endless, plan(told_once())),
            "owned, guilty": Play(short, plan(stance(accepts=True))),
            **{f"{name}, {who}": Play(where, plan(stance(denies=name == "denied")))
               for who, where in (("guilty", short), ("innocent", clean))
               for name in ("denied", "neither")}}


def _cadences() -> dict[str, list[Post] | Play]:
    """Updates every so many minutes, all promised and kept, with the same content at the same
    minutes; and posts that say nothing."""
    def kept(every: int) -> list[Post]:
        def at(minute: float) -> Post:
            more = {125.0: ("workaround",), 245.0: ("cause",)}.get(minute, ())
            return Post(minute, ("acknowledgement", "impact", *more),
                        next_in=min(every, 360.0 - minute), empathy=True,
                        apologises=minute == 245.0, accepts=minute == 245.0)
        return [*map(at, np.arange(5.0, 360.0, every).tolist()), *by_the_book()[-2:]]

    def empty(every: float) -> list[Post]:
        return [Post(5.0), *(Post(at, ()) for at in np.arange(60.0, 360.0, every).tolist()),
                *silence()]

    return {**{f"every {every}": kept(every) for every in (120, 60, 30, 15, 5)},
            "empty hourly": empty(60.0), "empty, 12 times as many": empty(5.0)}


def _outages() -> dict[str, list[Post] | Play]:
    """Longer, worse and otherwise attributed outages, each with the same rule for words."""
    def lasting(hours: float) -> list[Post]:
        return by_the_book(hours=hours)[:-1]

    rumour = outage(happens={60.0: Effect(rumour=0.2)})
    answer = [replace(post, corrects=post.at == 95.0) for post in by_the_book()]
    seen = outage(reach=_REACH)
    return {
        **{f"{hours} hours": Play(outage(hours), plan(lasting(hours))) for hours in (1, 3, 6, 12)},
        "9 minutes": Play(outage(0.15, ramp=1.0)),
        "half as bad": Play(outage(severity=0.5), plan(lasting(6.0))),
        **{f"attribution {share}": Play(outage(attribution=share), plan(by_the_book()))
           for share in (0.25, 0.6, 0.85)},
        "rumour": Play(rumour, plan(by_the_book())),
        "rumour, answered": Play(rumour, plan(answer)),
        "status page only": Play(seen, plan(by_the_book(channels=("status page",))[:-1])),
        "status page, social, push": Play(seen, plan(by_the_book(channels=_EVERYWHERE)[:-1]))}


# Repairs


@dataclass(frozen=True)
class Repairs:
    """How outages with working engineers went, per parameter row and seed."""

    minutes: Array
    """To restoration, (rows, seeds); the scenario's horizon, or two days, where it did not come."""
    findings: Array
    """Findings in the first two hours, (rows, seeds)."""


def repairs() -> dict[str, Play]:
    """Return the repairs by name."""
    small = load(REPAIR)
    causes = [cause.id for cause in small.incident.causes]

    def turning(every: float) -> tuple[Decision, ...]:
        times = np.arange(0.0, small.horizon, every).tolist()
        return tuple(Decision(at, "policy", "investigate", causes[n % len(causes)])
                     for n, at in enumerate(times))

    return {"steady": Play(small, turning(60.0)), "thrash": Play(small, turning(20.0)),
            **{name: Play(_generated(severity)) for name, severity in SEVERITIES.items()}}


@cache
def _generated(severity: float) -> Scenario:
    """Return a scenario of the kit at another severity."""
    scenario = load("whatsapp-2021")
    return replace(scenario, incident=replace(scenario.incident, severity=severity))


def repaired(plays: Mapping[str, Play], parameters: Parameters, seeds: int,
             progress: Callable[[int, int], None] | None = None) -> dict[str, Repairs]:
    """Run each of *plays* under every row of *parameters* and each of *seeds* seeds.

    Plays share the seeds: the same luck. A run ends when the service is back.
    """
    total, done, found = len(plays) * parameters.rows * seeds, 0, {}
    for name, play in plays.items():
        made = [Case(play.scenario, seed, play.decisions, parameters=parameters.row(row))
                for row in range(parameters.rows) for seed in range(seeds)]
        parts = []
        for start in range(0, len(made), BLOCK):
            parts.append(_repair(made[start:start + BLOCK]))
            done += len(made[start:start + BLOCK])
            if progress is not None:
                progress(done, total)
        minutes, findings = np.concatenate(parts, axis=1).reshape(2, parameters.rows, seeds)
        found[name] = Repairs(minutes, findings)
    return found


def _repair(made: Sequence[Case]) -> Array:
    """Return minutes to restoration and early findings of *made*, (2, cases)."""
    worlds = Worlds(made, keep=False)
    last = min(made[0].scenario.horizon, 2.0 * DAY)
    while not np.isfinite(worlds.crowd.restored_at).all() and worlds.tick(round(last)):
        pass
    findings = [sum(event.kind == "finding" and event.at <= 120.0 for event in world.log)
                for world in worlds.worlds]
    minutes = np.where(np.isfinite(worlds.crowd.restored_at), worlds.crowd.restored_at, last)
    return np.stack([minutes, np.array(findings, dtype=np.float64)])
