"""Which constants the model's claims hang on: Morris over all, then Sobol over those that matter.

Asked of the three contrasts of ``simkit.analysis.contrasts``, in points of trust. Every constant
that has a range is varied log-uniformly in it. Morris keeps those whose mean effect is above 5 % of
the largest in any contrast, at most twelve; Sobol gives each of them its share of the variance, and
one to all others together, which go on varying: the shares are of all that the ranges leave open.

The seed is the same for both sides of a contrast. Where chance is not still it is one more input,
called ``luck``: one seed for a whole trajectory but for its own step, and drawn like a constant for
Sobol, so that its share of the variance stands beside theirs.

    python -m simkit.analysis.sensitivity      writes tables/sensitivity.json
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from simkit import sizes
from simkit.analysis import tables
from simkit.analysis.blocks import BLOCK, Progress, Task, Tell, worked
from simkit.analysis.contrasts import CONTRASTS, LUCK, SIDES, Values, contrasts, lucky
from simkit.analysis.importance import markdown
from simkit.analysis.indices import (
    LEVELS,
    RESAMPLES,
    Effect,
    crossed,
    effects,
    library,
    shares,
    trajectories,
)
from simkit.model.parameters import PARAMETERS, Array
from simkit.policy import BY_THE_BOOK
from simkit.record import build
from simkit.scenario.parts import Scenario

TRAJECTORIES = 25
"""Morris' trajectories: so many effects are seen of each constant."""
BASE = 512
"""Base sample of Sobol's method, a power of 2."""
SEED = 2021
"""Seed of both samples."""
NOTABLE = 0.05
"""Mean effect above which a constant is kept, of the largest one in the same contrast."""
PROBED = 10
"""Samples of which the outputs are kept, to check a stored study against the model."""
MOST = 12
"""Constants that are kept at most: those with the largest such part in any contrast."""
SCENARIO = "whatsapp-2021"
WORKERS = 2
FOLDER = Path("runs") / "sensitivity"
"""Where results and unfinished work lie when nobody says where."""


@dataclass(frozen=True)
class Plan:
    """How much is asked, and of what sample."""

    trajectories: int = TRAJECTORIES
    base: int = BASE
    seed: int = SEED
    block: int = BLOCK


def free(scenario: Scenario) -> tuple[str, ...]:
    """Return the names of all inputs: every constant with a range, and LUCK where there is any."""
    names = tuple(parameter.name for parameter in PARAMETERS if not parameter.fixed)
    return (*names, LUCK) if lucky(scenario) else names


def digest(scenario: Scenario) -> str:
    """Return a hash of all that decides the numbers: model, engine, scenario and what is said."""
    parts = (build(), scenario.id, scenario.variant, scenario.digest, sizes.ALARM,
             *map(repr, BY_THE_BOOK.rules))
    return blake2b("\n".join(parts).encode(), digest_size=4).hexdigest()


def folder(scenario: Scenario, plan: Plan, inside: Path, tell: Tell = lambda _: None) -> Path:
    """Return where the finished blocks of this work lie, and tell when a changed model means that
    those from before are of no use."""
    variant = f"-{scenario.variant}" if scenario.variant else ""
    name = f"{scenario.id}{variant}"
    rest = f"seed{plan.seed}-morris{plan.trajectories}-sobol{plan.base}"
    here = inside / f"{name}-{digest(scenario)}-{rest}"
    old = [other.name for other in sorted(inside.glob(f"{name}-????????-{rest}")) if other != here]
    if old and not here.exists():
        tell(f"The model or the scenario has changed since {', '.join(old)}: starting anew.")
    return here


def study(scenario: Scenario, plan: Plan = Plan(), *, inside: Path | None = None,
          workers: int = 1, progress: Progress | None = None, tell: Tell = lambda _: None
          ) -> dict[str, Any]:
    """Return which constants move the contrasts in *scenario*, and how far, ready for JSON.

    Finished blocks are kept in a folder *inside* that one, and not done again. *progress* is
    called with (samples done, samples in all), each of four runs; how many there are in all is
    known for sure when Morris is done. Raises NeedsExtra without SALib, and SimkitError for a base
    that is no power of 2.
    """
    library()
    names = free(scenario)
    here = None if inside is None else folder(scenario, plan, inside, tell)
    asked = Asked(Values(scenario, names), here, digest(scenario), plan.block, workers, progress,
                  tell)
    found = investigated(names, asked, contrasts, plan)
    for contrast, result in zip(CONTRASTS, found["results"], strict=True):
        result |= {"name": contrast.name, "words": contrast.words}
    return {"scenario": scenario.id, "variant": scenario.variant, "title": scenario.title,
            "luck": LUCK in names, "sides": len(SIDES), "settings": asdict(plan) | {
                "levels": LEVELS, "notable": NOTABLE, "most": MOST, "resamples": RESAMPLES,
                "salib": version("SALib")},
            **found}


def investigated(names: Sequence[str], asked: Asked, outputs: Callable[[Array], Array],
                 plan: Plan = Plan()) -> dict[str, Any]:
    """Return effects and shares of all inputs *names* on the *outputs* (rows, n) of a function,
    which are made from the values that *asked* gets for samples of the inputs."""
    luck = (LUCK,) if LUCK in names else ()
    first = trajectories(names, plan.trajectories, plan.seed)
    asked.to_come = len(first) + len(crossed(names, names[:MOST + len(luck)], plan.base, plan.seed))
    moved = outputs(asked.values("morris", _seeded(names, first, len(names) + 1)))
    probe = moved[:PROBED]
    found = [effects(names, first, column, plan.seed) for column in moved.T]
    notable = _notable(found)
    kept = notable[:MOST]
    own = (*kept, *luck)

    second = crossed(names, own, plan.base, plan.seed)
    asked.to_come = len(first) + len(second)
    moved = outputs(asked.values("sobol", _seeded(names, second)))
    size = len(second) // plan.base
    return {"inputs": len(names), "samples": asked.to_come, "notable": notable, "kept": kept,
            "results": [{"size": _size(np.concatenate([column[::size], column[size - 1::size]])),
                         "probe": first_ones.tolist(),
                         "morris": [asdict(effect) for effect in seen],
                         "sobol": [asdict(share) for share in
                                   shares(names, own, second, column, plan.seed)]}
                        for seen, column, first_ones in zip(found, moved.T, probe.T, strict=True)]}


@dataclass
class Asked:
    """Questions to one function, the answers kept in one folder and counted together."""

    task: Task
    """The function: samples (rows, inputs) to values (rows, m)."""
    folder: Path | None = None
    """Where answers are kept; None to forget them."""
    key: str = ""
    """What the answers depend on beside the samples."""
    block: int = BLOCK
    workers: int = 1
    progress: Progress | None = None
    tell: Tell = lambda _: None
    done: int = 0
    to_come: int = 0

    def values(self, name: str, samples: Array) -> Array:
        """Return the values of *samples*, kept under *name*."""
        file = None if self.folder is None else self.folder / f"{name}.jsonl"
        before = self.done

        def count(done: int, _: int) -> None:
            self.done = before + done
            if self.progress is not None:
                self.progress(self.done, self.to_come)

        return worked(self.task, samples, file, key=self.key, block=self.block,
                      workers=self.workers, progress=count, tell=self.tell)


def _seeded(names: Sequence[str], samples: Array, size: int = 0) -> Array:
    """Return *samples* with seeds in the column of LUCK.

    With *size*, the length of a trajectory, each has seeds of its own, one per level.
    """
    if LUCK not in names:
        return samples
    seeded, column = samples.copy(), names.index(LUCK)
    if size:
        own = np.arange(len(samples)) // size
        seeded[:, column] = LEVELS * own + np.rint(samples[:, column] * (LEVELS - 1))
    else:
        seeded[:, column] = np.floor(samples[:, column] * 2.0 ** 31)
    return seeded


def _notable(found: Sequence[Sequence[Effect]]) -> list[str]:
    """Return the constants worth a second look, the most worth first."""
    parts: dict[str, float] = {}
    for seen in found:
        largest = max((effect.mu_star[1] for effect in seen if effect.name != LUCK), default=0.0)
        for effect in seen:
            part = effect.mu_star[1] / largest if largest > 0.0 else 0.0
            parts[effect.name] = max(parts.get(effect.name, 0.0), part)
    parts.pop(LUCK, None)
    return [name for name, part in sorted(parts.items(), key=lambda item: -item[1])
            if part > NOTABLE]


def _size(values: Array) -> dict[str, float]:
    """Return how large a contrast is over draws of everything, in points."""
    low, middle, high = np.quantile(values, [0.05, 0.5, 0.95]).tolist()
    return {"low": low, "middle": middle, "high": high, "mean": float(values.mean()),
            "positive": float((values > 0.0).mean())}


def table() -> str:
    """Return the committed study as Markdown, one table per contrast."""
    return markdown(tables.read("sensitivity"))


def probe(scenario: Scenario, plan: Plan = Plan()) -> Array:
    """Return the contrasts (PROBED, 3) of the first samples, as the model gives them now; those
    under ``probe`` in a stored study are what it gave then."""
    names = free(scenario)
    samples = _seeded(names, trajectories(names, plan.trajectories, plan.seed), len(names) + 1)
    return contrasts(Values(scenario, names)(samples[:PROBED]))


def main(arguments: Sequence[str]) -> None:
    """Run the study as *arguments* say and write the committed table."""
    parser = argparse.ArgumentParser(prog="python -m simkit.analysis.sensitivity")
    parser.add_argument("scenario", nargs="?", default=SCENARIO)
    parser.add_argument("--trajectories", type=int, default=TRAJECTORIES)
    parser.add_argument("--sobol", type=int, default=BASE)
    options = parser.parse_args(arguments)
    plan = Plan(options.trajectories, options.sobol)

    def show(done: int, of: int) -> None:
        print(f"{done} of {of} samples", file=sys.stderr, flush=True)

    found = study(sizes.choose(options.scenario), plan, inside=FOLDER, workers=WORKERS,
                  progress=show, tell=lambda words: print(words, file=sys.stderr))
    file = tables.write("sensitivity", " ".join(["python -m simkit.analysis.sensitivity",
                                                 *arguments]),
                        plan.seed, found["samples"] * found["sides"], **found)
    print(f"Written: {file}")


if __name__ == "__main__":
    main(sys.argv[1:])
