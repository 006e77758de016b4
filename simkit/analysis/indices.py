"""How much each input of a function is worth: Morris' screening, then Sobol's shares of variance.

The methods are SALib's (Herman & Usher 2017), which comes with the extra ``simkit[analysis]`` and
is imported when the first sample is made. Inputs are numbers in [0, 1]; whoever calls gives them
their meaning. Intervals are 5 to 95 %, from bootstrap over whole trajectories or base samples.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from simkit.errors import SimkitError
from simkit.model.parameters import Array

LEVELS = 4
"""Levels of each input in Morris' grid: 0, 1/3, 2/3 and 1; a step is 2/3."""
RESAMPLES = 1000
"""Bootstrap samples behind each interval."""
SURE = 0.9
"""Share of them between the ends of an interval."""
OTHERS = "all others"
"""Name of the inputs that have no share of their own."""
_FIFTH = 0.2

Interval = tuple[float, float, float]
"""Low end, estimate, high end."""


class NeedsExtra(SimkitError):
    """Something needs a library that a plain installation does not have."""


@dataclass(frozen=True)
class Effect:
    """What an output does when one input moves and the rest stands still, on average (Morris).

    In units of the output per full range of the input.
    """

    name: str
    mu: float
    """Mean: positive where more of the input raises the output."""
    mu_star: Interval
    """Mean size, whatever the direction."""
    sigma: float
    """Spread: as large as ``mu_star`` where the effect depends on the other inputs."""


@dataclass(frozen=True)
class Share:
    """What part of an output's variance one input explains (Sobol)."""

    name: str
    alone: Interval
    """First order: without its interactions."""
    total: Interval
    """With all its interactions."""
    at_low: Interval | None
    """Mean of the output while the input lies in the lowest fifth of its range; None for inputs
    that share a group, and where a small sample has nothing there."""
    at_high: Interval | None
    """The same for the highest fifth."""


def library() -> SimpleNamespace:
    """Return SALib's functions. Raises NeedsExtra where it is not installed."""
    try:
        from SALib.analyze import morris as effects
        from SALib.analyze import sobol as shares
        from SALib.sample import morris as trajectories
        from SALib.sample import sobol as crossed
    except ImportError as why:
        raise NeedsExtra("sensitivity analysis needs SALib, which comes with the extra "
                         f"'analysis': pip install 'simkit[analysis]' ({why})") from None
    return SimpleNamespace(trajectories=trajectories.sample, effects=effects.analyze,
                           crossed=crossed.sample, shares=shares.analyze)


def trajectories(names: Sequence[str], count: int, seed: int) -> Array:
    """Return the samples of *count* of Morris' trajectories, (count (names + 1), names).

    Raises SimkitError for a single one, which has no spread.
    """
    if count < 2:
        raise SimkitError(f"Morris' method needs at least 2 trajectories, not {count}")
    sample: Array = library().trajectories(_problem(names), count, num_levels=LEVELS, seed=seed)
    return sample


def effects(names: Sequence[str], samples: Array, output: Array, seed: int) -> list[Effect]:
    """Return the effect of every input on *output* (rows,), the largest first."""
    with _without_remarks():
        found = library().effects(_problem(names), samples, output, num_resamples=RESAMPLES,
                                  conf_level=SURE, num_levels=LEVELS, seed=seed)
    rows = zip(names, found["mu"], found["mu_star"], found["mu_star_conf"], found["sigma"],
               strict=True)
    listed = [Effect(name, float(mu), (max(0.0, float(size - half)), float(size),
                                       float(size + half)), float(sigma))
              for name, mu, size, half, sigma in rows]
    return sorted(listed, key=lambda effect: -effect.mu_star[1])


def crossed(names: Sequence[str], own: Sequence[str], base: int, seed: int) -> Array:
    """Return Saltelli's samples (base (groups + 2), names), in which all inputs vary.

    Those of *own* are a group each, all the rest together are the group OTHERS. *base* must be a
    power of 2; raises SimkitError.
    """
    if base < 2 or base & (base - 1):
        raise SimkitError(f"the base sample of Sobol's method must be a power of 2, such as "
                          f"{2 ** max(1, round(np.log2(max(base, 2))))}, not {base}")
    sample: Array = library().crossed(_problem(names, own), base, calc_second_order=False,
                                      seed=seed)
    return sample


def shares(names: Sequence[str], own: Sequence[str], samples: Array, output: Array, seed: int
           ) -> list[Share]:
    """Return the share of every group in the variance of *output* (rows,), the largest first."""
    groups = _groups(names, own)
    if np.ptp(output) == 0.0:
        nothing, level = (0.0, 0.0, 0.0), (float(output[0]),) * 3
        return [Share(name, nothing, nothing, *((level, level) if name in own else (None, None)))
                for name in groups]
    with _without_remarks():
        # SALib takes a seed of 0 for none
        found = library().shares(_problem(names, own), output, calc_second_order=False,
                                 num_resamples=RESAMPLES, conf_level=SURE, keep_resamples=True,
                                 seed=seed + 1)
    listed = []
    for j, name in enumerate(groups):
        alone, total = (_around(float(found[kind][j]), found[f"{kind}_conf_all"][:, j])
                        for kind in ("S1", "ST"))
        at_low = at_high = None
        if name in own:
            at_low, at_high = _at_ends(samples[:, names.index(name)], output, len(groups) + 2, seed)
        listed.append(Share(name, alone, total, at_low, at_high))
    return sorted(listed, key=lambda share: (share.name == OTHERS, -share.total[1]))


def _problem(names: Sequence[str], own: Sequence[str] | None = None) -> dict[str, object]:
    problem: dict[str, object] = {"num_vars": len(names), "names": list(names),
                                  "bounds": [[0.0, 1.0]] * len(names)}
    if own is not None:
        problem["groups"] = [name if name in own else OTHERS for name in names]
    return problem


def _groups(names: Sequence[str], own: Sequence[str]) -> list[str]:
    """Return the groups in SALib's order, that of their first members."""
    return list(dict.fromkeys(name if name in own else OTHERS for name in names))


def _around(estimate: float, resampled: Array) -> Interval:
    tail = (1.0 - SURE) / 2.0
    low, high = np.quantile(resampled, [tail, 1.0 - tail]).tolist()
    return low, estimate, high


def _at_ends(column: Array, output: Array, size: int, seed: int
             ) -> tuple[Interval | None, Interval | None]:
    """Return the mean of *output* where *column* is low and where it is high; None where it is not.

    The rows come in base samples of *size* each, which are resampled as a whole.
    """
    return (_mean_where(column <= _FIFTH, output, size, seed),
            _mean_where(column >= 1.0 - _FIFTH, output, size, seed))


def _mean_where(there: NDArray[np.bool_], output: Array, size: int, seed: int) -> Interval | None:
    base = len(output) // size
    sums, counts = (values.reshape(base, size).sum(axis=1) for values in (output * there, there))
    if not counts.any():
        return None
    drawn = np.random.default_rng(seed).integers(base, size=(RESAMPLES, base))
    seen = counts[drawn].sum(axis=1)
    means = sums[drawn].sum(axis=1)[seen > 0] / seen[seen > 0]
    return _around(float(sums.sum() / counts.sum()), means)


@contextmanager
def _without_remarks() -> Iterator[None]:
    """Keep SALib from warning of outputs that do not move: here that is a result."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
