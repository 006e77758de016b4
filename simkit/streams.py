"""Addressed random draws: a draw depends on the seed and its address, never on its turn.

So a decision moves no draw that it did not cause, and two runs that differ in one decision share
all other luck (common random numbers).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from statistics import NormalDist

_STEPS = 2.0**-53
_STANDARD = NormalDist()
_Z90 = _STANDARD.inv_cdf(0.9)


class Streams:
    """All chance of one world, by address."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        """Any integer; equal seeds give equal draws."""
        self._hash = blake2b(digest_size=8, key=str(seed).encode())
        """What every draw's hash begins with: to go on from it is faster than to begin anew."""

    def __repr__(self) -> str:
        return f"Streams(seed={self.seed})"

    def uniform(self, entity: str, k: int = 0) -> float:
        """Return the *k*-th draw of *entity*, in the open interval (0, 1)."""
        addressed = self._hash.copy()
        addressed.update(f"{entity}\x1f{k}".encode())
        return ((int.from_bytes(addressed.digest(), "big") >> 11) + 0.5) * _STEPS

    def normal(self, entity: str, k: int = 0) -> float:
        """Return the *k*-th standard normal draw of *entity*."""
        return _STANDARD.inv_cdf(self.uniform(entity, k))

    def chance(self, probability: float, entity: str, k: int = 0) -> bool:
        """Return whether the *k*-th draw of *entity* falls below *probability*."""
        return self.uniform(entity, k) < probability

    def draw(self, spread: Distribution, entity: str, k: int = 0) -> float:
        """Return the *k*-th draw of *entity* from *spread*."""
        return spread.inverse(self.uniform(entity, k))


class Still(Streams):
    """Streams without chance: every draw is the median. For ``as_it_happened`` variants."""

    def uniform(self, entity: str, k: int = 0) -> float:
        """Return one half, whatever the address."""
        return 0.5


@dataclass(frozen=True)
class Distribution:
    """A spread of minutes (or of any positive number), given by its inverse."""

    kind: str
    """``fixed``, ``uniform``, ``triangular``, ``exponential`` or ``lognormal``."""
    numbers: tuple[float, ...]
    """fixed: value; uniform: low, high; triangular: low, mode, high; exponential: mean;
    lognormal: median, p90."""

    def inverse(self, u: float) -> float:
        """Return the value below which a share *u* of all draws lies."""
        n = self.numbers
        if self.kind == "fixed":
            return n[0]
        if self.kind == "uniform":
            return n[0] + (n[1] - n[0]) * u
        if self.kind == "exponential":
            return -n[0] * math.log1p(-u)
        if self.kind == "lognormal":
            return n[0] * math.exp(self._sigma * _STANDARD.inv_cdf(u))
        low, mode, high = n
        if high == low:
            return low
        if u * (high - low) < mode - low:
            return low + math.sqrt(u * (high - low) * (mode - low))
        return high - math.sqrt((1.0 - u) * (high - low) * (high - mode))

    @cached_property
    def _sigma(self) -> float:
        """Spread of the logarithms of a lognormal."""
        median, p90 = self.numbers
        return math.log(p90 / median) / _Z90

    @property
    def median(self) -> float:
        """The middle value."""
        return self.inverse(0.5)

    def scaled(self, factor: float) -> Distribution:
        """Return this spread with every value times *factor*."""
        return Distribution(self.kind, tuple(number * factor for number in self.numbers))


def fixed(value: float) -> Distribution:
    """Return the distribution that is always *value*."""
    return Distribution("fixed", (float(value),))
