"""What each mechanism of the model is worth: the contrasts with it and without it.

A mechanism is switched off by setting its constants to the value that does nothing, which lies
outside their ranges on purpose: this asks what the equations do, not what people are like. With and
without share seeds and parameter draws, so their differences are due to the mechanism alone.

    python -m simkit.analysis.ablation [RUNS]      writes tables/ablation.json
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from simkit import ensemble, sizes
from simkit.analysis import tables
from simkit.analysis.blocks import worked
from simkit.analysis.contrasts import CONTRASTS, SIDES, contrasts, lucky, trusts
from simkit.model.parameters import Array, Parameters
from simkit.scenario import load
from simkit.scenario.parts import Scenario

RUNS = 200
"""Seeds and parameter draws behind each number."""
SCENARIO = "whatsapp-2021"
WORKERS = 2
RESAMPLES = 1000
"""Bootstrap samples behind the interval of a mean."""
PROBED = 3
"""Draws of which the contrasts are kept, to check a stored table against the model."""
NOTHING = 1e-9
"""Points within which two numbers are the same."""


@dataclass(frozen=True)
class Mechanism:
    """One part of the model that can be switched off."""

    name: str
    does: str
    off: Mapping[str, float]
    """The constants that switch it off, with the values that do."""
    because: str
    """Why these values do nothing."""


MECHANISMS = (
    Mechanism("freshness", "fresh official information keeps uncertainty from growing",
              {"read_K": 0.0}, "no message is ever taken in as fresh, so K stays 0"),
    Mechanism("contagion", "frustration spreads from user to user",
              {"k_con": 0.0}, "the rate of contagion is 0"),
    Mechanism("rumour to trust", "rumour erodes integrity",
              {"lamR": 0.0}, "rumour spreads as before, and its rate of erosion is 0"),
    Mechanism("tolerance", "short waits cost little",
              {"W0": 1e-6}, "half the effect comes after 1e-6 min, so a wait counts from its first "
              "moment; 0 itself would divide nothing by nothing"),
    Mechanism("apology credit", "a believed apology stands in for trust",
              {"apo": 0.0}, "no apology earns credit"),
    Mechanism("responder stress", "stress of those who work slows them and shows in their words",
              {"g_S": 0.0, "g_N": 0.0, "g_I": 0.0, "g_W": 0.0},
              "nothing raises stress, so it stays 0; fatigue and parallel tasks go on"),
    Mechanism("earned repair", "trust returns as far as conduct has earned it",
              {"earn_pm": 0.0, "earn_owned": 0.0, "earn_fix": 0.0},
              "only what returns by itself returns, whatever is done"),
)
"""In the order of the model's equations."""


def ablation(scenario: Scenario, runs: int = RUNS, *, workers: int = 1,
             progress: ensemble.Progress | None = None) -> list[dict[str, Any]]:
    """Return what every contrast is worth with the whole model and without each mechanism.

    Over *runs* seeds and parameter draws, those of all comparisons of the kit. *progress* is
    called with (samples done, samples in all), each of four runs. The first row is the whole
    model. ``size`` is the contrast without the mechanism, with the 5 and 95 % quantiles of the
    draws; ``change`` the same of paired differences, without minus with; ``mean_low`` to
    ``mean_high`` the interval of their mean, by bootstrap over draws; ``smaller`` and ``same`` the
    shares of draws in which the contrast is smaller without, or the same; ``first`` the contrast
    in the first draws, as it is.
    """
    cases = ensemble.cases(scenario, "silent", runs)
    drawn = Parameters.stack([case.parameters or Parameters.defaults(1) for case in cases])
    which = np.repeat(np.arange(-1.0, len(MECHANISMS)), runs)
    samples = np.stack([which, np.tile(np.arange(float(runs)), len(MECHANISMS) + 1)], axis=1)
    seeds = tuple(case.seed for case in cases)
    trust = worked(_Without(scenario, drawn, seeds), samples, workers=workers, progress=progress)
    worth = contrasts(trust).reshape(len(MECHANISMS) + 1, runs, len(CONTRASTS))
    whole = worth[0]
    rows: list[dict[str, Any]] = [{"name": "the whole model", "off": {}, "contrasts": {
        contrast.name: {"size": _spread(whole[:, j]), "first": whole[:PROBED, j].tolist()}
        for j, contrast in enumerate(CONTRASTS)}}]
    for mechanism, without in zip(MECHANISMS, worth[1:], strict=True):
        rows.append({"name": mechanism.name, "does": mechanism.does, "off": dict(mechanism.off),
                     "because": mechanism.because, "contrasts": {
                         contrast.name: {"size": _spread(without[:, j]),
                                         "first": without[:PROBED, j].tolist()}
                         | _change(without[:, j] - whole[:, j])
                         for j, contrast in enumerate(CONTRASTS)}})
    return rows


@dataclass(frozen=True)
class _Without:
    """The contrasts' sides for samples of (number of the mechanism that is off or -1, draw)."""

    scenario: Scenario
    drawn: Parameters
    seeds: tuple[int, ...]

    def __call__(self, samples: Array) -> Array:
        """Return trust (rows, 4) in points."""
        rows = samples.astype(int).tolist()
        own = []
        for which, row in rows:
            parameters = self.drawn.row(row)
            off = MECHANISMS[which].off if which >= 0 else {}
            own.append(parameters.replace(**off))
        return trusts(self.scenario, Parameters.stack(own), [self.seeds[row] for _, row in rows])


def _spread(values: Array) -> dict[str, float]:
    low, middle, high = np.quantile(values, [0.05, 0.5, 0.95]).tolist()
    return {"low": low, "middle": middle, "high": high, "mean": float(values.mean())}


def _change(difference: Array) -> dict[str, Any]:
    drawn = np.random.default_rng(len(difference)).integers(
        len(difference), size=(RESAMPLES, len(difference)))
    low, high = np.quantile(difference[drawn].mean(axis=1), [0.05, 0.95]).tolist()
    return {"change": _spread(difference), "mean_low": low, "mean_high": high,
            "smaller": float((difference < -NOTHING).mean()),
            "same": float((abs(difference) <= NOTHING).mean())}


# The committed table


def table() -> str:
    """Return the committed table as Markdown: per outage, every contrast without a mechanism."""
    found = tables.read("ablation")
    return "\n\n".join(f"**{outage['title']}**{_variant(outage)}\n\n{_rows(outage['rows'])}"
                       for outage in found["outages"])


def _variant(outage: Mapping[str, Any]) -> str:
    return f", variant `{outage['variant']}`" if outage["variant"] else ", with luck"


def _rows(rows: list[dict[str, Any]]) -> str:
    names = [contrast.name for contrast in CONTRASTS]
    lines = [f"| model | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for row in rows:
        cells = [_cell(row["contrasts"][name]) for name in names]
        label = row["name"] if not row["off"] else f"without {row['name']}"
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(worth: Mapping[str, Any]) -> str:
    size = worth["size"]
    if "change" not in worth:
        return f"{size['middle']:+.1f} ({size['low']:+.1f} to {size['high']:+.1f})"
    if worth["same"] == 1.0:
        return f"{size['middle']:+.1f}; no change"
    change = worth["change"]
    return (f"{size['middle']:+.1f}; change {change['middle']:+.2f} ({change['low']:+.2f} to "
            f"{change['high']:+.2f})")


def main(arguments: Sequence[str]) -> None:
    """Run the ablation on SCENARIO, as scripted and with luck, and write the committed table."""
    runs = int(arguments[0]) if arguments else RUNS

    def show(done: int, of: int) -> None:
        print(f"{done} of {of} samples", file=sys.stderr, flush=True)

    outages = []
    for scenario in (sizes.choose(SCENARIO), load(SCENARIO)):
        rows = ablation(scenario, runs, workers=WORKERS, progress=show)
        outages.append({"scenario": scenario.id, "variant": scenario.variant,
                        "title": scenario.title, "luck": lucky(scenario), "rows": rows})
    file = tables.write(
        "ablation", " ".join(["python -m simkit.analysis.ablation", *arguments]), ensemble.DRAWS,
        len(outages) * (len(MECHANISMS) + 1) * runs * len(SIDES), draws=runs, outages=outages)
    print(f"Written: {file}")


if __name__ == "__main__":
    main(sys.argv[1:])
