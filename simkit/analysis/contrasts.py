"""What communication is worth in one outage, as contrasts between two sides of equal luck.

The sides are those of ``simkit.sizes``: a plan by the book; silence; the posts of that plan at the
same times in agitated words; and the same posts with the first one later and those that it
overtakes left out. The rows of a block differ in parameters and seed; the sides of a row in nothing
but what is said (common random numbers).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simkit.clock import DAY
from simkit.engine.worlds import Case, Worlds
from simkit.errors import UnknownName
from simkit.events import Decision
from simkit.model.parameters import PARAMETERS, Array, Parameters
from simkit.policy import BY_THE_BOOK, SILENT, Player, Policy
from simkit.scenario.parts import Scenario
from simkit.sizes import agitated, late, unlimited

FIRST, LATE = 5.0, 60.0
"""Minutes since onset at which the first word is decided on: at the alarm, which comes at minute 5
where nothing is drawn, and late."""

SIDES = ("good", "silent", "agitated", "late")
"""Ways of speaking, in the order of the columns of ``trusts``."""


@dataclass(frozen=True)
class Contrast:
    """What one side is better than another, in points of trust at 24 h."""

    name: str
    words: str
    better: str
    """A name of SIDES."""
    worse: str

    def of(self, trust: Array) -> Array:
        """Return the contrast, (rows,), from the *trust* of all sides, (rows, 4)."""
        difference: Array = (trust[:, SIDES.index(self.better)]
                             - trust[:, SIDES.index(self.worse)])
        return difference


CONTRASTS = (
    Contrast("speaking", "by the book against silence", "good", "silent"),
    Contrast("calm", "calm against agitated words, the same things said at the same times",
             "good", "agitated"),
    Contrast("timing", f"first word at {FIRST:g} against {LATE:g} minutes, later messages equal",
             "good", "late"),
)
"""The three claims of the kit."""

LUCK = "luck"
"""Name of what is no constant of the model: the seed."""

_BY_NAME = {parameter.name: parameter for parameter in PARAMETERS}
_UNSPOKEN = Policy("by the book, unspoken", "everything by the book but the updates",
                   tuple(rule for rule in BY_THE_BOOK.rules if rule.do != "post"))


def contrast(name: str) -> Contrast:
    """Return the contrast called *name*; raises UnknownName."""
    for found in CONTRASTS:
        if found.name == name:
            return found
    raise UnknownName("contrast", name, [known.name for known in CONTRASTS])


def contrasts(trust: Array) -> Array:
    """Return all contrasts (rows, 3) from the *trust* of all sides, (rows, 4)."""
    return np.stack([wanted.of(trust) for wanted in CONTRASTS], axis=1)


def lucky(scenario: Scenario) -> bool:
    """Whether the seed makes a difference: chance is still where the severity is scripted."""
    return not any(moment.kind == "severity" for moment in scenario.script)


def trusts(scenario: Scenario, parameters: Parameters, seeds: Sequence[int]) -> Array:
    """Return trust at 24 h in points, (rows, 4), of every side under every row of *parameters*.

    *seeds* has one seed per row, the same for all four sides. A row does not depend on the rows
    beside it, to the bit.
    """
    rows = [(seed, parameters.row(row)) for row, seed in enumerate(seeds)]
    first = Worlds([Case(scenario, seed, player=Player(policy), parameters=own)
                    for policy in (BY_THE_BOOK, SILENT) for seed, own in rows], keep=False)
    ended = [_ends(first, scenario)]
    spoken = [_posts(world.decisions) for world in first.worlds[:len(rows)]]
    roomy = unlimited(scenario)  # agitation takes room that some channels do not have
    again = Worlds([Case(roomy, seed, change(posts), Player(_UNSPOKEN), own, anchored=False)
                    for change in (agitated, _late)
                    for (seed, own), posts in zip(rows, spoken, strict=True)], keep=False)
    ended.append(_ends(again, scenario))
    return 100.0 * np.concatenate(ended).reshape(len(SIDES), len(rows)).T


def _late(posts: Sequence[Decision]) -> tuple[Decision, ...]:
    return late(posts, LATE - posts[0].at) if posts else ()


def _posts(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    return tuple(decision for decision in decisions if decision.action == "post")


def _ends(worlds: Worlds, scenario: Scenario) -> Array:
    """Run *worlds* to 24 h, or to the end of a shorter scenario; return their trust (R,)."""
    worlds.run(min(DAY, scenario.horizon))
    return worlds.crowd.overall(worlds.crowd.audience.trust)


@dataclass(frozen=True)
class Values:
    """The model as a function of numbers in [0, 1]: one column per name, one row per sample.

    A column is turned into a value by ``Parameter.at`` (log-uniform in its range); that of LUCK is
    a seed as it stands. What has no column keeps its default.
    """

    scenario: Scenario
    names: tuple[str, ...]

    def __call__(self, samples: Array) -> Array:
        """Return trust (rows, 4) in points for *samples* (rows, names)."""
        columns = dict(zip(self.names, samples.T, strict=True))
        seeds = [int(seed) for seed in columns.pop(LUCK, np.zeros(len(samples)))]
        parameters = Parameters.defaults(len(samples)).replace(
            **{name: [_BY_NAME[name].at(float(u)) for u in column]
               for name, column in columns.items()})
        return trusts(self.scenario, parameters, seeds)
