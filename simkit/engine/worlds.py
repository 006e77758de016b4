"""Many outages in step: one numpy call per tick advances the audiences and crews of all.

A trainee's session is the case of one world. Counterfactuals, seeds, policies and parameter draws
are rows; a row's result does not depend on the rows beside it, to the bit.

In one instant: decisions first, then SimPy events in order, then the audience advances over
[t, t + dt).
"""

from __future__ import annotations

import gc
import heapq
import itertools
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from simkit.course import Trajectory
from simkit.engine.crowd import Crowd
from simkit.engine.watch import Watch
from simkit.engine.world import World
from simkit.errors import Refused, SimkitError, UnknownName
from simkit.events import Anchor, Decision, Event
from simkit.model.parameters import Parameters, Rows
from simkit.record import Header, Record
from simkit.scenario.parts import Scenario

COARSE = 15
"""Ticks taken at once in the aftermath."""
SETTLED = 120.0
"""Minutes after restoration from which the aftermath is coarse."""


WORTH_PARTING = 16
"""Worlds below which a tick costs little less for having fewer of them."""


class Player(Protocol):
    """Whoever decides in a world: a policy."""

    def decide(self, world: World, at: float) -> Sequence[Decision]:
        """Return the decisions for now."""

    def wake_at(self) -> float:
        """Return when to be asked next at the latest; events ask earlier."""


@dataclass(frozen=True)
class Case:
    """One row: a scenario, its luck, who decides, and the parameters of its people."""

    scenario: Scenario
    seed: int
    decisions: tuple[Decision, ...] = ()
    """Replayed at their times, or after the events they are anchored to."""
    player: Player | None = None
    parameters: Parameters | None = None
    """One row; None for the defaults."""
    anchored: bool = True
    """Whether decisions follow their anchors; False replays them at their times."""


@dataclass
class _Script:
    """Decisions of one row that wait for their time or for their anchor."""

    timed: list[tuple[float, int, Decision]] = field(default_factory=list)
    waiting: dict[tuple[str, str], list[Decision]] = field(default_factory=dict)
    refused: list[tuple[Decision, str]] = field(default_factory=list)
    next: float = math.inf
    """Time of the next planned decision; inf if none."""

    def on_event(self, event: Event) -> None:
        """Give the decisions that answer *event* their time."""
        for decision in self.waiting.pop((event.kind, str(event.data.get("name", ""))), ()):
            assert decision.anchor is not None
            self.add(decision, event.at + decision.anchor.offset)

    def add(self, decision: Decision, at: float) -> None:
        """Plan *decision* for *at*."""
        heapq.heappush(self.timed, (at, next(_order), decision))
        self.next = self.timed[0][0]

    def take(self) -> Decision:
        """Return the next planned decision, which is planned no more."""
        decision = heapq.heappop(self.timed)[2]
        self.next = self.timed[0][0] if self.timed else math.inf
        return decision


_order = itertools.count()


class Worlds:
    """R worlds that advance together."""

    def __init__(self, cases: Sequence[Case], *, base_dt: float = 1.0,
                 keep: bool | None = None, ends_only: bool = False) -> None:
        """Set up one world per case.

        *base_dt* is the tick in minutes; *keep* whether all segment states are recorded (default:
        only for a single world). With *ends_only* nothing is written down but where the worlds
        stand: no course, and a log only for players, who read it; it is for what-ifs by the
        thousand. All scenarios must have the same segments, channels and people.
        """
        if not cases:
            raise ValueError("Worlds needs at least one case")
        self.ends_only = ends_only
        with no_collection(len(cases) > 1):
            self._set_up(cases, base_dt)
        self.trajectory = Trajectory(keep=len(cases) == 1 if keep is None else keep)
        self._keep()

    def _set_up(self, cases: Sequence[Case], base_dt: float) -> None:
        """Make the worlds, and note when each has something to do."""
        first = cases[0].scenario
        for case in cases:
            _check_shape(first, case.scenario)
        defaults = Parameters.defaults(1)
        parameters = Parameters.stack([case.parameters or defaults for case in cases])
        self.cases = tuple(cases)
        self.crowd = Crowd(first, parameters, base_dt)
        self.worlds = [World(case.scenario, case.seed, self.crowd, row,
                             logs=case.player is not None or not self.ends_only)
                       for row, case in enumerate(cases)]
        self._runs = [world.run for world in self.worlds]
        self._scripts = [self._script(world, case)
                         for world, case in zip(self.worlds, cases, strict=True)]
        self._players = [case.player for case in cases]
        self._heard = [-1] * len(cases)
        self._listens = [bool(script.waiting) or player is not None
                         for script, player in zip(self._scripts, self._players, strict=True)]
        """Whether what happens in a row can change when it decides next."""
        self._watch = Watch(first.injects, len(cases))
        self._coarse = max(1, round(COARSE / base_dt))
        self._next_event = np.array([world.next_event for world in self.worlds], dtype=float)
        self._next_decision = np.array([self._next_choice(row) for row in range(len(cases))],
                                       dtype=float)

    def __len__(self) -> int:
        return len(self.worlds)

    def run(self, until: float) -> None:
        """Advance every world to *until* (minutes since onset), rounded up to its next tick."""
        last = math.ceil(until / self.crowd.base_dt - 1e-6)
        with no_collection(len(self) > 1):
            self._run_to(last)

    def tick(self, last: int) -> bool:
        """Advance every world that stands before tick *last* by one step of its own length.

        Returns whether any world moved.
        """
        crowd = self.crowd
        steps = self._steps(last)
        if not np.count_nonzero(steps):
            return False
        start = crowd.at
        moving = steps > 0
        for row in ((self._next_decision <= start + 1e-6) & moving).nonzero()[0].tolist():
            self._decide(row)
        end = (crowd.tick + steps) * crowd.base_dt
        for row in ((self._next_event < end) & moving).nonzero()[0].tolist():
            self._next_event[row] = self._runs[row](end.item(row))
            if self._listens[row]:
                self._next_decision[row] = self._next_choice(row)
        crowd.advance(steps)
        self._fire()
        self._keep()
        return True

    def close(self) -> None:
        """Let nothing happen any more in any world; see ``World.close``."""
        for world in self.worlds:
            world.close()

    def decide(self, row: int, decision: Decision) -> tuple[Event, ...]:
        """Carry out *decision* in the world of *row*, now; see ``World.decide``."""
        world = self.worlds[row]
        world.stand_at(self.crowd.time(row))
        events = world.decide(decision)
        self._next_event[row] = world.next_event
        return events

    def refused(self, row: int) -> list[tuple[Decision, str]]:
        """Return the replayed decisions of *row* that could not be carried out, with reasons."""
        return self._scripts[row].refused

    def unplayed(self, row: int) -> list[Decision]:
        """Return the replayed decisions of *row* whose time or anchor has not come."""
        script = self._scripts[row]
        waiting = [decision for group in script.waiting.values() for decision in group]
        return [decision for _, _, decision in sorted(script.timed, key=lambda t: t[:2])] + waiting

    def record(self, row: int = 0) -> Record:
        """Return what has happened in the world of *row*. Raises SimkitError where only ends are
        kept."""
        if self.ends_only:
            raise SimkitError("of these worlds only where they end was wanted; to have their "
                              "records, leave out ends_only")
        world, case = self.worlds[row], self.cases[row]
        header = Header.of(case.scenario, case.seed, self.crowd.base_dt, self.crowd.parameters, row)
        return Record(header, tuple(world.decisions), tuple(world.log),
                      self.trajectory.row(row, self.crowd.segments.weight),
                      self.crowd.time(row), case.scenario)

    # Those that are left

    def _run_to(self, last: int) -> None:
        """Advance every world to tick *last*. When most have arrived, the others go on among
        themselves: a tick costs as much as it has rows, also those that stand."""
        while self.tick(last):
            if len(self) < WORTH_PARTING:
                continue
            going = (self.crowd.tick < last).nonzero()[0]
            if 0 < 2 * len(going) <= len(self):
                part = self._part(going)
                try:
                    part._run_to(last)
                finally:
                    self._take_back(going, part)

    def _part(self, rows: Rows) -> Worlds:
        """Return the worlds of *rows*, to go on among themselves until they are taken back."""
        part, chosen = copy(self), rows.tolist()
        part.cases = tuple(self.cases[row] for row in chosen)
        part.worlds, part._runs, part._scripts, part._players, part._heard, part._listens = (
            [every[row] for row in chosen]
            for every in (self.worlds, self._runs, self._scripts, self._players, self._heard,
                          self._listens))
        part.crowd, part._watch = self.crowd.part(rows), self._watch.part(rows)
        part._next_event, part._next_decision = self._next_event[rows], self._next_decision[rows]
        part.trajectory = Trajectory(self.trajectory.keep)
        for row, world in enumerate(part.worlds):
            world.sit(part.crowd, row)
        return part

    def _take_back(self, rows: Rows, part: Worlds) -> None:
        """Go on with the worlds of *rows* from where they stand in *part*."""
        self.crowd.take_over(rows, part.crowd, np.arange(len(rows)))
        self._watch.take_over(rows, part._watch)
        self._next_event[rows], self._next_decision[rows] = part._next_event, part._next_decision
        self.trajectory.join(rows, part.trajectory)
        for row, world, heard in zip(rows.tolist(), part.worlds, part._heard, strict=True):
            world.sit(self.crowd, row)
            self._heard[row] = heard

    # The parts of a tick

    def _keep(self) -> None:
        """Write the state of this tick into the trajectory."""
        if self.ends_only:
            return
        crowd, audience = self.crowd, self.crowd.audience
        self.trajectory.add(crowd.at, crowd.severity, audience.media, audience.ignorant,
                            audience.rumour, audience.kept)

    def _steps(self, last: int) -> NDArray[np.int64]:
        """Return the ticks each row takes now: 1, or a quarter hour when all has settled.

        They depend on the row's own state alone, never on where a run stops or on what is
        planned: a run in legs is the run in one go.
        """
        crowd = self.crowd
        going = crowd.tick < last
        settled = crowd.at - crowd.restored_at >= SETTLED
        if not np.count_nonzero(settled):
            return going.astype(np.int64)
        return np.where(settled & (crowd.tick % self._coarse == 0), self._coarse, 1) * going

    def _decide(self, row: int) -> None:
        """Carry out what is planned for *row* now, then ask its player."""
        at, world, script = self.crowd.time(row), self.worlds[row], self._scripts[row]
        world.stand_at(at)
        while script.next <= at + 1e-6:
            self._try(world, script, script.take(), at)
        player = self._players[row]
        if player is not None:
            for decision in player.decide(world, at):
                self._try(world, script, decision, at)
            self._heard[row] = len(world.log)
        self._next_event[row] = world.next_event
        self._next_decision[row] = self._next_choice(row)

    def _try(self, world: World, script: _Script, decision: Decision, at: float) -> None:
        moved = decision if decision.at == at else decision.moved(at - decision.at)
        try:
            world.decide(moved)
        except (Refused, UnknownName) as why:
            script.refused.append((decision, str(why)))

    def _next_choice(self, row: int) -> float:
        """Return when *row* needs deciding next: planned, or wanted by its player."""
        planned = self._scripts[row].next
        player = self._players[row]
        if player is None:
            return planned
        if len(self.worlds[row].log) != self._heard[row]:
            return 0.0
        return min(planned, player.wake_at())

    def _fire(self) -> None:
        """Let the injects come whose conditions have held long enough."""
        for row, inject in self._watch.ready(self.crowd):
            world = self.worlds[row]
            world.stand_at(self.crowd.time(row))
            world.inbox.met(inject)
            self._next_event[row] = world.next_event
            if self._listens[row]:
                self._next_decision[row] = self._next_choice(row)

    def _script(self, world: World, case: Case) -> _Script:
        script = _Script()
        for decision in case.decisions:
            anchor = decision.anchor if case.anchored else None
            if anchor is None:
                script.add(decision, decision.at)
            else:
                script.waiting.setdefault((anchor.kind, anchor.name), []).append(decision)
                world.ground.answers[anchor.kind] = script.on_event
        return script


@contextmanager
def no_collection(wanted: bool = True) -> Iterator[None]:
    """Keep the garbage collector from walking through all worlds again and again: what they make
    meanwhile lives as long as they do."""
    was_on = gc.isenabled()
    if wanted:
        gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def anchor_of(kind: str, name: str, at: float, event_at: float) -> Anchor:
    """Return the anchor of a decision at *at* that answers the event (*kind*, *name*)."""
    return Anchor(kind, name, round(at - event_at, 6))


def _check_shape(first: Scenario, other: Scenario) -> None:
    """Refuse to run scenarios side by side whose arrays differ in shape or meaning."""
    if first is other:
        return
    same = all([a == b for a, b in ((first.segments, other.segments),
                                    (first.incident.attribution, other.incident.attribution),
                                    (len(first.team), len(other.team)),
                                    ([i for i in first.injects if i.when],
                                     [i for i in other.injects if i.when]))])
    if not same:
        raise SimkitError(f"{first.id} and {other.id} cannot run side by side: their segments, "
                          "teams, attributions or conditional injects differ; run them one after "
                          "the other")
