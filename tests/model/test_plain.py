"""The users in arrays against the users in plain numbers, on anything that can happen to them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest
from plain import Event, Plain, Post, Segment, Step, Words, exposed, hazard

from simkit.model.audience import Audience, Segments
from simkit.model.exposure import ELEMENTS, Exposures, Said, coefficients
from simkit.model.parameters import AUDIENCE, Parameters
from simkit.model.states import NAMES

CLOSE = 1e-9

CHANNELS = {"status page": ((0.12, 0.2, 0.3), 20.0, 0.0), "social": ((0.35, 0.3, 0.1), 40.0, 1.0),
            "press": ((0.45, 0.4, 0.6), 60.0, 10.0), "push": ((0.65, 0.9, 0.0), 15.0, 1.0)}
"""Reach in each segment, half-life and delay."""

CLAIMS = ("apology", "responsibility", "denies", "minimises", "corrects")
EVENTS = ("eta_missed", "eta_revised", "next_missed", "next_kept", "next_over", "clear_false",
          "denial_false", "denial_true")
ELSEWHERE = ("early", "grace")
"""Constants of the users that only whoever watches over promises needs."""

LOSS = {"eta_missed": "l_eta", "eta_revised": "l_eta", "next_missed": "l_next",
        "clear_false": "l_clear", "denial_false": "l_deny"}


class World:
    """One world in plain numbers, and what was published in it."""

    def __init__(self, p: Mapping[str, float], segments: Segments) -> None:
        groups = zip(segments.weight, segments.use, segments.criticality, strict=True)
        self.users = Plain(p, [Segment(*map(float, group), p["start_A"], p["start_B"],
                                       p["start_I"], p["H0"]) for group in groups])
        self.out: list[tuple[float, Words, list[str]]] = []
        self.uses: Counter[str] = Counter()
        self.at = 0.0

    def moved(self) -> bool:
        """Whether no trust is where it began."""
        p = self.users.p
        return all(abs(getattr(s, f"T{letter}") - p[f"start_{letter}"]) > 1e-6
                   for s in self.users.segments for letter in "ABI")

    def newly_reached(self, dt: float) -> list[Post]:
        def met(age: float, names: list[str], i: int) -> float:
            routes = [(reach[i], half, delay)
                      for reach, half, delay in (CHANNELS[name] for name in names)]
            # What is left after six half-lives arrives at once
            followed = max(delay + 6.0 * half for _, half, delay in routes)
            return exposed(routes, age if age < followed else math.inf)

        return [Post(words, [met(self.at - at, names, i) for i in range(3)],
                     [met(self.at + dt - at, names, i) for i in range(3)])
                for at, words, names in self.out]


class Pair:
    """Many worlds in arrays and, one by one, in plain numbers; both get the same at random."""

    def __init__(self, seed: int, rows: int, base_dt: float = 0.25,
                 slip: Mapping[str, float] | None = None,
                 qualities: tuple[float, ...] = (1.0,)) -> None:
        self.rng = rng = np.random.default_rng(seed)
        self.base_dt, self.qualities = base_dt, qualities
        self.parameters = Parameters.draw(seed, rows)
        shares = rng.random((3, 3))
        self.segments = Segments(shares[0] / shares[0].sum(), shares[1], shares[2])
        self.audience = Audience(self.segments, self.parameters, None)
        self.exposures = Exposures(rows, 3, base_dt=base_dt, window=1700)
        self.tick = np.zeros(rows, dtype=np.int64)
        self.responsibility = rng.choice([0.0, 0.4, 1.0], rows)
        slip = slip or {}
        self.worlds = [World({one.name: self.parameters.value(one.name, row)
                              * slip.get(one.name, 1.0) for one in AUDIENCE}, self.segments)
                       for row in range(rows)]

    def step(self, steps: int | np.ndarray) -> None:
        """Make *steps* base ticks, a number or one for each world."""
        rng, rows = self.rng, len(self.worlds)
        dt = np.broadcast_to(steps, rows) * self.base_dt
        severity = rng.choice([0.0, 1.0, rng.random()], rows, p=[0.2, 0.5, 0.3])
        annoyance = rng.choice([0.0, 0.02], rows) * rng.random(rows)
        unanswered = rng.choice([0.0, 1.0], rows) * rng.random(rows)
        self.audience.repaired[:] = rng.choice([0.0, 0.3, 1.0], rows)
        for row, world in enumerate(self.worlds):
            self.turn(row, world)
            if rng.random() < 0.3:
                self.publish(row, world)
            events = [self.strike(row, world) for _ in range(rng.poisson(0.2))]
            minutes = float(dt[row])
            world.users.advance(Step(
                minutes, float(severity[row]), world.newly_reached(minutes), events,
                float(self.responsibility[row]), float(self.audience.repaired[row]),
                float(annoyance[row]), float(unanswered[row])))
            world.at += minutes
        tick = int(self.tick[0]) if isinstance(steps, int) else self.tick
        self.audience.advance(severity, self.exposures.take(tick, steps), dt, annoyance,
                              unanswered)
        self.tick += steps

    def turn(self, row: int, world: World) -> None:
        """Restore, break again, or let others speak."""
        turn, share = self.rng.random(), float(self.rng.random())
        # Repair asks whether trust stands below its target: where the two are equal, rounding
        # answers, and the answers differ by some 1e-8
        if turn < 0.1 and world.moved():
            self.audience.restored([row])
            world.users.restore()
        elif turn < 0.15:
            self.audience.relapsed([row])
            world.users.relapse()
        elif turn < 0.2:
            self.audience.rumour_started(row, share)
            world.users.new_rumour(share)
        elif turn < 0.25:
            self.audience.press(row, share)
            world.users.press(share)
        elif turn < 0.3:
            self.audience.press(row)
            world.users.press(world.users.p["press"])

    def publish(self, row: int, world: World) -> None:
        rng = self.rng
        told = [one for one in ELEMENTS if rng.random() < 0.3]
        claims = [one for one in CLAIMS if rng.random() < 0.2]
        words = Words(frozenset(told + claims), float(rng.random()), float(rng.random()),
                      float(rng.choice(self.qualities)) if rng.random() < 0.2 else 0.0,
                      float(rng.choice([5.0, 30.0, 90.0])), dict(world.uses),
                      world.uses["message"])
        earlier = world.uses
        said = Said({one: earlier[one] for one in told}, next_update_in=words.next_wait,
                    calm=words.calm, empathy=words.empathy, index=words.index,
                    apology=earlier["apology"] if "apology" in claims else None,
                    accepts="responsibility" in claims, accepted=earlier["responsibility"],
                    denies="denies" in claims, minimises="minimises" in claims,
                    corrects="corrects" in claims, postmortem=words.postmortem)
        names = [str(name) for name in rng.permutation(list(CHANNELS))[:rng.integers(1, 3)]]
        reach, half_life, delay = zip(*(CHANNELS[name] for name in sorted(names)), strict=True)
        self.exposures.publish(
            row, int(self.tick[row]),
            coefficients(said, self.parameters, row, float(self.responsibility[row])),
            np.array(reach), half_life, delay)
        world.uses.update([*told, *claims, "message"])
        world.out.append((world.at, words, sorted(names)))

    def strike(self, row: int, world: World) -> Event:
        """Let an event happen, as the engine tells the arrays of it, and return it."""
        kind, reach = str(self.rng.choice(EVENTS)), self.rng.random(3)
        hours = float(self.rng.choice([0.25, 1.0, 4.0]))

        def value(name: str) -> float:
            return self.parameters.value(name, row)

        def hit(column: str, amounts: np.ndarray | float) -> None:
            self.exposures.impulse(row, column, amounts)

        def add(letter: str, share: float) -> None:
            hit(f"add_{letter}", np.array([hazard(share * r) for r in reach]))

        root = math.sqrt(value("rho"))
        left = value("revised") if kind == "eta_revised" else 1.0
        if kind in LOSS:
            loss = hazard(value(LOSS[kind])) * root * reach * left
            hit("loss_I", loss)
            if kind.startswith("eta"):
                hit("loss_A", value("A_eta") * loss)
                add("F", value("F_eta") * left)
            if kind == "clear_false":
                hit("loss_A", loss)
                add("F", value("F_clear"))
                add("U", value("U_clear"))
        if kind == "eta_missed":
            add("U", value("U_eta"))
            hit("miss", reach)
            hit("drop_eta", 1.0)
        elif kind == "next_missed":
            add("U", value("U_next"))
            hit("drop_next", 1.0)
        elif kind == "next_kept":
            hit("lift_I", hazard(min(value("g_kept") * hours, 0.5)) / root * reach)
        elif kind == "next_over":
            hit("drop_next", 1.0)
        elif kind == "denial_false":
            add("H", value("H_deny"))
            add("F", value("F_deny"))
        elif kind == "denial_true":
            hit("lift_I", hazard(value("g_true")) / root * reach)
        return Event(kind, reach.tolist(), hours)

    def apart(self) -> dict[str, float]:
        """Return by how much the two differ, by state."""
        users, audience = [world.users for world in self.worlds], self.audience
        differ = {}
        for name, letter in NAMES.items():
            if letter == "N":
                plain = [[one.N] * 3 for one in users]
            elif letter == "Q":
                plain = [[math.exp(-s.W / one.p["tau_ack"]) for s in one.segments] for one in users]
            else:
                plain = [[getattr(s, letter) for s in one.segments] for one in users]
            differ[name] = np.abs(audience.state(name) - plain).max()
        trust = [[one.trust(s) for s in one.segments] for one in users]
        differ["trust"] = np.abs(audience.trust - trust).max()
        wait = np.array([[s.W for s in one.segments] for one in users])
        differ["wait"] = (np.abs(audience.wait - wait) / np.maximum(1.0, wait)).max()
        for name, letter in (("ignorant", "X"), ("rumour", "Y"), ("stifled", "Z")):
            plain = [getattr(one, letter) for one in users]
            differ[name] = np.abs(audience.population(name) - plain).max()
        return differ


def test_worlds_at_their_own_pace_agree_whatever_happens():
    pair, pace = Pair(seed=11, rows=200), np.random.default_rng(4)
    for _ in range(12):
        pair.step(pace.choice([1, 4, 60], 200, p=[0.3, 0.5, 0.2]))
        assert max(pair.apart().values()) < CLOSE, pair.apart()


@pytest.mark.parametrize(("base_dt", "steps", "times"),
                         [(0.25, 1, 40), (1.0, 1, 40), (1.0, 15, 60)])
def test_worlds_in_step_agree_however_long_it_takes(base_dt, steps, times):
    pair = Pair(seed=12, rows=8, base_dt=base_dt)
    for _ in range(times):
        pair.step(steps)
    assert max(pair.apart().values()) < CLOSE, pair.apart()


def test_a_post_mortem_counts_by_its_quality():
    pair = Pair(seed=13, rows=8, base_dt=1.0, qualities=(0.2, 0.6))
    for _ in range(20):
        pair.step(15)
    assert pair.apart()["postmortem"] < CLOSE


@pytest.mark.long
@pytest.mark.parametrize("name", [one.name for one in AUDIENCE if one.name not in ELSEWHERE])
def test_the_agreement_would_break_if_a_constant_were_used_otherwise(name):
    pair, pace = Pair(seed=14, rows=12, slip={name: 1.01}), np.random.default_rng(5)
    for _ in range(25):
        pair.step(pace.choice([1, 4, 60], 12, p=[0.2, 0.3, 0.5]))
    assert max(pair.apart().values()) > 100 * CLOSE
