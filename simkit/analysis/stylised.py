"""The 32 stylised facts: what studies and practice say happens, each as a sentence and a check.

A fact is a number, the margin, that is positive where the fact holds. Margins of trust are shares
(.01 is one point); the sign of a difference counts from 1e-6 on, which is far above the rounding
of a run and far below what anybody could notice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from simkit.analysis.plays import Repairs
from simkit.analysis.vignette import Ends
from simkit.model.outage import expected_minutes_to_restore
from simkit.model.parameters import Array, Parameters
from simkit.model.responder import slip_probability, time_factor

VERIFICATION, INFORMATIVE = "verification", "informative"
SIGN = 1e-6
"""Difference from which on its sign counts."""


@dataclass(frozen=True)
class Results:
    """What the facts look at: one row per set of parameters."""

    parameters: Parameters
    ends: Mapping[str, Ends]
    repairs: Mapping[str, Repairs]

    def trust(self, name: str) -> Array:
        """Return trust at 24 h in the vignette *name*, (rows,)."""
        return self.ends[name].trust

    def over(self, name: str, state: str, first: float, last: float) -> Array:
        """Return the samples of *state* from minute *first* to *last*, (rows, T)."""
        ends = self.ends[name]
        chosen = (ends.at >= first) & (ends.at <= last)
        values: Array = ends.hourly[state][:, chosen]
        return values


Margin = Callable[[Results], Array]


@dataclass(frozen=True)
class Fact:
    """One stylised fact."""

    number: int
    sentence: str
    source: str
    """Keys of the studies, as in the bibliography."""
    kind: str
    """``verification`` (its sign is built into an equation) or ``informative``."""
    plays: tuple[str, ...]
    """Names of the vignettes and repairs that it compares."""
    margin: Margin
    """How far it holds, (rows,); positive where it does."""
    unit: str = "trust"
    tolerance: float = SIGN
    """The margin from which on it holds."""

    def holds(self, results: Results) -> NDArray[np.bool_]:
        """Return in which rows it holds, (rows,)."""
        return self.margin(results) > self.tolerance


def higher(*names: str) -> Margin:
    """Return the margin by which trust falls from each of *names* to the next."""
    return lambda r: _least(*(r.trust(a) - r.trust(b) for a, b in pairwise(names)))


def _least(*margins: Array) -> Array:
    return np.asarray(reduce(np.minimum, margins))


def _eta_asymmetry(r: Results) -> Array:
    return ((r.trust("book") - r.trust("eta missed"))
            - (r.trust("eta kept") - r.trust("no eta, 4 hours")))


def _apology_decays(r: Results) -> Array:
    effect = (r.over("apology, no fix", "trust", 0.0, np.inf)
              - r.over("no apology, no fix", "trust", 0.0, np.inf))
    peak = effect.max(axis=1)
    decayed: Array = np.where(peak > SIGN, 0.5 * peak - effect[:, -1], -1.0)
    return decayed


def _denial_of_the_innocent(r: Results) -> Array:
    guilty, innocent = (r.trust(f"denied, {who}") - r.trust(f"neither, {who}")
                        for who in ("guilty", "innocent"))
    return innocent - guilty


def _returns_of_cadence(r: Results) -> Array:
    rare, *inner, often = (r.trust(f"every {every}") for every in (120, 60, 30, 15, 5))
    return np.asarray(reduce(np.maximum, inner)) - np.maximum(rare, often)


def _thunder(r: Results) -> Array:
    """Return what the same word is worth more when the press comes after it.

    What the press does by itself is taken out: it comes early or late without the word, too.
    """
    late, early = (r.trust(f"word at 30, press at {press}") - r.trust(f"no word, press at {press}")
                   for press in (90, 10))
    return late - early


def _falls_faster(r: Results) -> Array:
    course = r.over("book", "trust", 0.0, 720.0)
    start, middle, end = course[:, 0], course[:, course.shape[1] // 2], course[:, -1]
    return (start - middle) - (end - middle)


def _correction(r: Results) -> Array:
    spread, answered = (r.over(name, "rumour", 105.0, 360.0).sum(axis=1)
                        for name in ("rumour", "rumour, answered"))
    return _least(1.0 - answered / spread, answered / spread - 0.1)


def _churn(r: Results) -> Array:
    silent = r.ends["silence"].churn
    return _least(silent - r.ends["book"].churn, 0.29 / 2.0 - silent)


def _rushed_fix(r: Results) -> Array:
    wait = (0.0, 5.0, 10.0, 20.0, 30.0, 40.0, 60.0, 90.0, 120.0, 180.0, 240.0, 480.0)
    learns_nothing = r.parameters.replace(L_fail=0.0)
    minutes = np.array([[expected_minutes_to_restore(think, learns_nothing, row)
                         for think in wait] for row in range(r.parameters.rows)])
    lost: Array = np.minimum(minutes[:, 0], minutes[:, -1]) - minutes.min(axis=1)
    return lost


def _stress(r: Results) -> Array:
    def of(row: int) -> float:
        p = r.parameters
        slower = time_factor(1.0, 0.0, 1.0, p, row) - time_factor(0.0, 0.0, 1.0, p, row)
        calm, tense, with_runbook = (slip_probability(stress, p, row, runbook)
                                     for stress, runbook in ((0.0, False), (1.0, False),
                                                             (1.0, True)))
        return min(slower, tense - calm, tense - with_runbook)
    return np.array([of(row) for row in range(r.parameters.rows)])


def _thrash(r: Results) -> Array:
    steady, thrash = r.repairs["steady"], r.repairs["thrash"]
    longer = thrash.minutes.mean(axis=1) / steady.minutes.mean(axis=1) - 1.0
    fewer = 1.0 - thrash.findings.mean(axis=1) / np.maximum(steady.findings.mean(axis=1), SIGN)
    return _least(longer, fewer)


def _durations(r: Results) -> Array:
    mild, severe = (r.repairs[name].minutes for name in ("mild", "severe"))
    lasted = np.concatenate([mild, severe], axis=1)
    centred = lasted - lasted.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=1))
    skewness = (centred**3).mean(axis=1) / spread**3
    correlation = (severe.mean(axis=1) - mild.mean(axis=1)) / 2.0 / spread
    return _least(skewness, 0.2 - np.abs(correlation))


def remembered(ends: Ends) -> Array:
    """Return the remembered experience, (rows,) in [0, 1]: frustration at its peak and its end."""
    return 1.0 - (ends.frustration_peak + ends.frustration) / 2.0


def _memory(r: Results) -> Array:
    six = remembered(r.ends["6 hours"])
    return (np.abs(remembered(r.ends["half as bad"]) - six)
            - np.abs(remembered(r.ends["12 hours"]) - six))


_FIRST = tuple(f"first {at}" for at in (5, 15, 45, 120))
_ETA = ("book", "eta missed", "no eta, 4 hours", "eta kept")
_EVERY = tuple(f"every {every}" for every in (120, 60, 30, 15, 5))
_HOURS = tuple(f"{hours} hours" for hours in (1, 3, 6, 12))
_BLAME = tuple(f"attribution {share}" for share in (0.25, 0.6, 0.85))
_PRESS = tuple(f"{word}, press at {press}" for word in ("word at 30", "no word")
               for press in (90, 10))
_DENIALS = tuple(f"{said}, {who}" for said in ("denied", "neither") for who in ("guilty",
                                                                            "innocent"))

FACTS = (
    Fact(1, "The earlier the first word, the more trust is left (5, 15, 45, 120 minutes)",
         "E-ams, E-vv", INFORMATIVE, _FIRST, higher(*_FIRST)),
    Fact(2, "Silence makes the rumour larger", "E-db, E-atl22", VERIFICATION, ("silence", "book"),
         lambda r: r.ends["silence"].rumour_peak - r.ends["book"].rumour_peak, "share"),
    Fact(3, "A bare acknowledgement is better than silence", "E-fer, E-yuan", VERIFICATION,
         ("bare", "silence"), higher("bare", "silence")),
    Fact(4, "No time of restoration is better than one that is missed", "E-web", INFORMATIVE,
         ("book", "eta missed"), higher("book", "eta missed")),
    Fact(5, "A time of restoration that is kept is no worse than none", "E-ht, E-schw",
         VERIFICATION, ("eta kept", "no eta, 4 hours"), higher("eta kept", "no eta, 4 hours"),
         tolerance=-SIGN),
    Fact(6, "A missed time of restoration costs more than a kept one brings", "E-web, E-la",
         INFORMATIVE, _ETA, _eta_asymmetry),
    Fact(7, "A time of restoration is better revised before it falls due than after it is missed",
         "E-web", VERIFICATION, ("eta revised in time", "eta revised too late"),
         higher("eta revised in time", "eta revised too late")),
    Fact(8, "An apology with no fix loses more than half of its effect", "E-bot, E-mr",
         INFORMATIVE, ("apology, no fix", "no apology, no fix"), _apology_decays),
    Fact(9, "Owning the fault is better than a denial that comes out", "E-kim, E-schw",
         INFORMATIVE, ("owned, guilty", "denied, guilty"),
         higher("owned, guilty", "denied, guilty")),
    Fact(10, "The same denial costs the innocent less", "E-kim", VERIFICATION, _DENIALS,
         _denial_of_the_innocent),
    Fact(11, "Twelve times as many empty posts gain less than a point", "E-hog, E-pd",
         INFORMATIVE, ("empty hourly", "empty, 12 times as many"),
         lambda r: 0.01 - (r.trust("empty, 12 times as many") - r.trust("empty hourly"))),
    Fact(12, "More updates help, then hurt, though all are kept (every 120 to every 5 minutes)",
         "E-hog", INFORMATIVE, _EVERY, _returns_of_cadence),
    Fact(13, "Calm words are better than panicked ones", "E-dw, E-cerc", VERIFICATION,
         ("book", "panicked"), higher("book", "panicked")),
    Fact(14, "Calm words with empathy are better than calm, cold ones", "E-gr; against it E-dis",
         VERIFICATION, ("book", "cold"), higher("book", "cold")),
    Fact(15, "The first word is worth more before the press than after it", "E-arp", INFORMATIVE,
         _PRESS, _thunder),
    Fact(16, "Waiting is better than an all-clear too early", "E-schw", INFORMATIVE,
         ("book", "cleared too early"), higher("book", "cleared too early")),
    Fact(17, "An update that was promised is better kept than missed", "E-schw", VERIFICATION,
         ("next kept", "next missed"), higher("next kept", "next missed")),
    Fact(18, "The longer the outage, the less trust is left (1, 3, 6, 12 hours)", "E-ors, E-hog",
         VERIFICATION, _HOURS, higher(*_HOURS)),
    Fact(19, "The more responsible users hold the company, the less trust is left", "E-mz",
         VERIFICATION, _BLAME, higher(*_BLAME)),
    Fact(20, "Trust falls faster than it recovers", "E-pp, E-yang", VERIFICATION, ("book",),
         _falls_faster),
    Fact(21, "An outage of nine minutes, without a word, costs less than three points", "E-hog",
         INFORMATIVE, ("9 minutes",),
         lambda r: 0.03 - (r.over("9 minutes", "trust", 0.0, 0.0)[:, 0]
                           - r.ends["9 minutes"].lowest)),
    Fact(22, "Good recovery never lifts trust above where it began", "E-dm", VERIFICATION,
         ("1 hours", "book"), lambda r: _least(*(
             course[:, 0] - course.max(axis=1) for course in (
                 r.over(name, "trust", 0.0, np.inf) for name in ("1 hours", "book")))),
         tolerance=-SIGN),
    Fact(23, "A correction lowers the spread of a rumour and does not erase it", "E-wm",
         VERIFICATION, ("rumour", "rumour, answered"), _correction, "share of the spread"),
    Fact(24, "A plain acknowledgement is better than one that minimises a severe outage",
         "E-cerc", VERIFICATION, ("book", "minimised"), higher("book", "minimised")),
    Fact(25, "Silence makes more people leave, and far fewer than say so", "E-rog, E-ahn",
         VERIFICATION, ("silence", "book"), _churn, "share"),
    Fact(26, "Posts on channels of more reach keep more trust", "E-opt", VERIFICATION,
         ("status page, social, push", "status page only"),
         higher("status page, social, push", "status page only")),
    Fact(27, "Content in a neutral tone is better than calm empathy without content",
         "E-mr, E-dis", INFORMATIVE, ("content, no feeling", "feeling, no content"),
         higher("content, no feeling", "feeling, no content")),
    Fact(28, "When failed fixes teach nothing, both a rushed fix and endless thought cost time",
         "E-rud", INFORMATIVE, (), _rushed_fix, "min", 0.01),
    Fact(29, "Stress lengthens tasks and adds slips; a runbook takes slips away",
         "E-shi, E-spar, E-arr", VERIFICATION, (), _stress, "share"),
    Fact(30, "Going back and forth between suspects finds less and takes longer", "E-rud",
         INFORMATIVE, ("steady", "thrash"), _thrash, "share"),
    Fact(31, "Generated outages are skewed to the right, and severity says little of their length",
         "E-void", INFORMATIVE, ("mild", "severe"), _durations, "r"),
    Fact(32, "Twice the severity changes the remembered experience more than twice the length",
         "E-pe", INFORMATIVE, ("6 hours", "12 hours", "half as bad"), _memory, "share"),
)
"""All of them, in the order of their numbers."""
