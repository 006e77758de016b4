"""History matching: the draws of all constants under which the model meets every target.

Constants are drawn from their ranges, and a draw is dropped at the first target that it misses by
three standard deviations. What is left is kept as numbers of draws, a few bytes each, in the
package; ``Parameters.accepted`` draws them again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simkit.analysis.targets import TARGETS
from simkit.model.parameters import ACCEPTED, AUDIENCE, Parameters, drawing
from simkit.streams import Streams

SEED = 20220708
"""Seed of the draws."""
ROWS = 400
"""Accepted rows that are kept."""
BLOCK = 500
LIMIT = 60_000
"""Draws after which the search is given up."""
SAMPLE = 1000
"""Draws on which every target is measured, met or not."""

ORDER = ("responsibility", "apology", "correction", "missed time", "abandonment",
         "credit, airline", "credit, telco", "credit, size", "use lost", "rival's gain",
         "noticed", "tolerated", "matched response", "churn")
"""Targets in the order in which draws are held against them: the cheap and the strict first."""

WIDE = {"v_exp": (0.05, 0.5), "tau_ack": (15.0, 60.0), "g_ack": (0.02, 0.12),
        "k_ack": (0.15, 0.6), "om_U": (0.2, 1.2), "chi": (0.2, 1.0), "lamA": (0.001, 0.005),
        "lamH": (0.0005, 0.004), "lamB": (0.0002, 0.0015), "lamI": (0.0002, 0.0015),
        "apo": (0.3, 0.85), "g_apo": (0.2, 0.7), "k_cor": (0.08, 0.45), "mu": (0.0006, 0.005),
        "h_M": (240.0, 4320.0), "chur": (0.0003, 0.004)}
"""Ranges of the reference model, before calibration."""


def match(progress: Callable[[str], None]) -> dict[str, Any]:
    """Choose the accepted rows, write them to ``ACCEPTED`` and return how it went."""
    before, after = _shares(_wide), _shares(_narrow)
    progress("a thousand draws measured before and after")
    numbers: list[int] = []
    dropped = dict.fromkeys(ORDER, 0)
    drawn = 0
    for start in range(0, LIMIT, BLOCK):
        rows, kept = _narrow(start, BLOCK), np.arange(start, start + BLOCK)
        for name in ORDER:
            if not len(kept):
                break
            met = TARGETS[name].implausible(TARGETS[name].measure(rows)) <= 3.0
            dropped[name] += int((~met).sum())
            rows, kept = rows.take(np.flatnonzero(met)), kept[met]
        numbers += kept.tolist()
        drawn = start + BLOCK
        progress(f"{len(numbers)} of {ROWS} rows from {drawn} draws")
        if len(numbers) >= ROWS:
            break
    share = len(numbers) / drawn
    write(numbers[:ROWS])
    return {"drawn": drawn, "accepted": share, "kept": min(len(numbers), ROWS),
            "dropped by": dropped, "met alone, reference ranges": before,
            "met alone, ranges now": after, "quantiles": quantiles(numbers[:ROWS])}


def write(numbers: list[int]) -> None:
    """Write the accepted *numbers* of draws with what they depend on."""
    lines = ["# Draws of all constants under which the model meets the targets of its calibration.",
             "# Made by `python -m simkit.analysis.calibration`; read by `Parameters.accepted`.",
             f"drawing {drawing()}", f"seed {SEED}"]
    lines += [" ".join(map(str, numbers[i:i + 15])) for i in range(0, len(numbers), 15)]
    ACCEPTED.write_text("\n".join(lines) + "\n", encoding="utf-8")


def quantiles(numbers: list[int]) -> dict[str, list[float]]:
    """Return the 5, 50 and 95 % quantiles of every varied constant of the users, accepted."""
    rows = Parameters.stack(Parameters.draw(SEED, 1, start=number) for number in numbers)
    return {parameter.name: np.quantile(getattr(rows, parameter.name), [0.05, 0.5, 0.95]).tolist()
            for parameter in AUDIENCE if not parameter.fixed}


def _narrow(start: int, rows: int) -> Parameters:
    return Parameters.draw(SEED, rows, start=start)


def _wide(start: int, rows: int) -> Parameters:
    """Return the same draws from the ranges of the reference model."""
    streams = Streams(SEED)
    return _narrow(start, rows).replace(**{
        name: [low * (high / low) ** streams.uniform(f"parameter {name}", start + row)
               for row in range(rows)] for name, (low, high) in WIDE.items()})


def _shares(draws: Callable[[int, int], Parameters]) -> dict[str, float]:
    """Return the share of draws that meets each target, and all."""
    met = {name: np.concatenate([part[name] for part in _met(draws)]) for name in ORDER}
    shares = {name: float(values.mean()) for name, values in met.items()}
    return {**shares, "all": float(np.all(list(met.values()), axis=0).mean())}


def _met(draws: Callable[[int, int], Parameters]) -> Iterator[dict[str, NDArray[np.bool_]]]:
    for start in range(0, SAMPLE, BLOCK):
        rows = draws(start, BLOCK)
        yield {name: TARGETS[name].implausible(TARGETS[name].measure(rows)) <= 3.0
               for name in ORDER}
