"""How far two orders of the same few things agree, and how sure one can be of it.

Orders with ties: Spearman's rho is the correlation of average ranks, Kendall's tau the tau-b.
Intervals come from drawing the things anew (bootstrap), chances from shuffling one of the orders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from simkit.model.parameters import Array

SHUFFLES = 5_000
"""Shuffled orders behind a chance, and drawn sets behind an interval."""

def ranks(values: ArrayLike) -> Array:
    """Return the ranks of *values* (..., n) along the last axis, from 1; equal values share the
    average of theirs."""
    x = np.asarray(values, dtype=np.float64)
    below = (x[..., None, :] < x[..., :, None]).sum(-1)
    with_it = (x[..., None, :] <= x[..., :, None]).sum(-1)
    return np.asarray((below + with_it + 1.0) / 2.0, dtype=np.float64)


def spearman(a: ArrayLike, b: ArrayLike) -> float:
    """Return Spearman's rho of *a* and *b* (n,), in [-1, 1]; nan when one of them never varies."""
    return float(_correlation(ranks(a), ranks(b)))


def kendall(a: ArrayLike, b: ArrayLike) -> float:
    """Return Kendall's tau-b of *a* and *b* (n,), in [-1, 1]; nan when one of them never varies."""
    x, y = (np.asarray(values, dtype=np.float64) for values in (a, b))
    upper = np.triu_indices(len(x), 1)
    dx, dy = (np.sign(each[:, None] - each[None, :])[upper] for each in (x, y))
    pairs = np.sqrt((dx * dx).sum() * (dy * dy).sum())
    return float((dx * dy).sum() / pairs) if pairs > 0.0 else float("nan")


def held_equal(a: ArrayLike, b: ArrayLike, other: ArrayLike) -> float:
    """Return Spearman's rho of *a* and *b* (n,) with *other* held equal: the partial correlation
    of their ranks, in [-1, 1]; nan when *other* fixes one of them."""
    ab, ao, bo = spearman(a, b), spearman(a, other), spearman(b, other)
    left = (1.0 - ao * ao) * (1.0 - bo * bo)
    return float((ab - ao * bo) / np.sqrt(left)) if left > 1e-12 else float("nan")


def _correlation(x: Array, y: Array) -> Array:
    """Return the correlation of *x* and *y* (..., n) along the last axis; nan without variation."""
    x, y = (each - each.mean(-1, keepdims=True) for each in (x, y))
    spread = np.sqrt((x * x).sum(-1) * (y * y).sum(-1))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(spread > 0.0, (x * y).sum(-1) / spread, np.nan))


@dataclass(frozen=True)
class Agreed:
    """How far an order agrees with what was observed."""

    rho: float
    """Spearman's."""
    low: float
    """2.5 % quantile of rho over drawn sets of the same things."""
    high: float
    """97.5 % quantile."""
    tau: float
    """Kendall's tau-b."""
    chance: float
    """Share of shuffled orders whose rho is as far from 0 (two-sided)."""
    n: int


def agreed(seen: ArrayLike, said: ArrayLike, seed: int, draws: int = SHUFFLES) -> Agreed:
    """Return how far the order *said* agrees with the order *seen*, both (n,)."""
    x, y = (np.asarray(values, dtype=np.float64) for values in (seen, said))
    rho = spearman(x, y)
    rx, ry = ranks(x), ranks(y)
    dice = np.random.default_rng(seed)
    shuffled = _correlation(rx, dice.permuted(np.tile(ry, (draws, 1)), axis=1))
    chance = float((np.abs(shuffled) >= abs(rho) - 1e-12).mean())
    drawn = redrawn(x, [y], seed, draws)[0]
    low, high = np.quantile(drawn, [0.025, 0.975]).tolist()
    return Agreed(rho, low, high, kendall(x, y), chance, len(x))


def redrawn(seen: Array, orders: Sequence[Array], seed: int, draws: int = SHUFFLES) -> Array:
    """Return Spearman's rho of every order with *seen* over sets drawn with replacement.

    Shape (orders, sets); all orders meet the same sets, and a set in which anything never varies
    is left out.
    """
    dice = np.random.default_rng(seed)
    n = len(seen)
    picks = dice.integers(0, n, size=(draws, n))
    rhos = np.array([_correlation(ranks(seen[picks]), ranks(order[picks])) for order in orders])
    return np.asarray(rhos[:, np.isfinite(rhos).all(axis=0)], dtype=np.float64)


def better(seen: Array, a: Array, b: Array, seed: int, draws: int = SHUFFLES
           ) -> tuple[float, float, float, float]:
    """Return rho of *a* less rho of *b*, its 2.5 and 97.5 % quantiles over drawn sets, and the
    share of the sets in which *a* agrees better with *seen*; equal agreement counts half."""
    of_a, of_b = redrawn(seen, [a, b], seed, draws)
    gap = of_a - of_b
    low, high = np.quantile(gap, [0.025, 0.975]).tolist()
    wins = float((gap > 0.0).mean() + 0.5 * (gap == 0.0).mean())
    return spearman(seen, a) - spearman(seen, b), low, high, wins
