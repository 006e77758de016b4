"""Where words can go: channels that stand, are being built, or die with the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simkit.engine.ground import Ground
from simkit.engine.people import Steps, Team
from simkit.errors import UnknownName
from simkit.model.exposure import exposure
from simkit.model.outage import reach_growth
from simkit.scenario import parts

DEAD_ABOVE = 0.5
"""Severity from which a channel that lives on the product carries nothing."""


@dataclass(frozen=True)
class Spread:
    """How a message on some channels meets people; see ``simkit.model.exposure.exposure``."""

    reach: np.ndarray
    """Shape (C, S)."""
    half_life: np.ndarray
    """Shape (C,), in minutes, as is the delay."""
    delay: np.ndarray
    weight: np.ndarray
    """Share of each segment, shape (S,)."""

    def met(self, age: float) -> np.ndarray:
        """Return the share of each segment that has met it after *age* minutes, shape (S,)."""
        return exposure(self.reach, self.half_life, self.delay, age)

    @cached_property
    def met_soon(self) -> float:
        """Share of the population that has met it after four hours."""
        return round(float((self.met(240.0) * self.weight).sum()), 6)


class Outlet:
    """One channel in one world."""

    def __init__(self, spec: parts.Channel, segments: Sequence[parts.Segment]) -> None:
        self.spec = spec
        self._segments = segments
        self.stands_since: float | None = None if spec.build else -np.inf
        self.building_since: float | None = None

    @cached_property
    def reaches(self) -> np.ndarray:
        """Reach per segment when everybody knows the channel, shape (S,)."""
        meets = [float(not self.spec.audience or segment.name in self.spec.audience)
                 for segment in self._segments]
        return np.asarray(self.spec.reach * np.array(meets))


class Outlets:
    """All channels of one world."""

    def __init__(self, ground: Ground, team: Team) -> None:
        self.ground = ground
        self.team = team
        self.by_name = {spec.name: Outlet(spec, ground.scenario.segments)
                        for spec in ground.scenario.channels}
        self._unannounced = set(self.by_name)
        """Channels that no other has told people about."""

    def outlet(self, name: str) -> Outlet:
        """Return the channel called *name*. Raises UnknownName."""
        try:
            return self.by_name[name]
        except KeyError:
            raise UnknownName("channel", name, self.by_name) from None

    def working(self, names: Sequence[str]) -> list[str]:
        """Return those of *names* on which a message can leave now."""
        return [name for name in names if self.state(self.outlet(name)) == "works"]

    def state(self, outlet: Outlet) -> str:
        """Return ``works``, ``dead``, ``building`` or ``not built``."""
        if outlet.stands_since is None:
            return "not built" if outlet.building_since is None else "building"
        if outlet.spec.survives:
            return "works"
        severity = self.ground.crowd.severity.item(self.ground.row)
        return "dead" if severity > DEAD_ABOVE else "works"

    def reach(self, outlet: Outlet) -> np.ndarray:
        """Return the share of aware people that a message on it reaches now, shape (S,)."""
        if self.state(outlet) != "works" or outlet.stands_since is None:
            return np.zeros_like(outlet.reaches)
        if outlet.stands_since == -np.inf:
            return outlet.reaches
        age = self.ground.now - outlet.stands_since
        return outlet.reaches * reach_growth(age, self.ground.crowd.parameters, self.ground.row,
                                             outlet.spec.name not in self._unannounced)

    def announce(self, names: Sequence[str]) -> None:
        """Let a message on the channels called *names* tell people about all others."""
        self._unannounced.intersection_update(names)

    def spread(self, names: Sequence[str]) -> Spread:
        """Return how a message spreads that leaves now on the channels called *names*."""
        outlets = [self.outlet(name) for name in names]
        if any(outlet.stands_since != -np.inf for outlet in outlets):
            return self._spread(outlets)
        known, key = self.ground.crowd.spreads, tuple([id(outlet.spec) for outlet in outlets])
        if key not in known:
            known[key] = self._spread(outlets)
        spread: Spread = known[key]
        return spread

    def _spread(self, outlets: Sequence[Outlet]) -> Spread:
        return Spread(np.array([self.reach(outlet) for outlet in outlets]),
                      np.array([outlet.spec.half_life for outlet in outlets]),
                      np.array([outlet.spec.delay for outlet in outlets]),
                      self.ground.crowd.segments.weight)

    def stand(self, name: str) -> None:
        """Have the channel *name* ready and known before onset."""
        self.outlet(name).stands_since = -np.inf

    def build(self, name: str, cause: str) -> Steps:
        """Build the channel *name*; engineers are not taken from the repair for it."""
        outlet = self.outlet(name)
        outlet.building_since = self.ground.now
        assert outlet.spec.build is not None
        minutes = self.ground.streams.draw(outlet.spec.build, f"build {name}")
        yield from self.team.work(self.team.second_hand(), minutes, f"building {name}")
        outlet.stands_since = self.ground.now
        self.ground.note("channel stands", cause, name=name)
