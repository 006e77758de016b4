"""The outage itself: beliefs about its cause, what a rushed fix costs, repair and relapse."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from simkit.model.parameters import PARAMETERS, Array, Parameters
from simkit.model.responder import slip_probability, time_factor

PRIOR_REST = next(p.default for p in PARAMETERS if p.name == "prior_rest")
"""Prior probability of a cause that nobody has named."""


def prior_log_odds(likely: Iterable[float]) -> Array:
    """Return the log-odds of causes before any evidence; *likely* are their relative weights."""
    weights = np.array(list(likely), dtype=np.float64)
    return np.asarray(np.log(weights / weights.sum()))


def beliefs(log_odds: ArrayLike, rest: float = PRIOR_REST) -> Array:
    """Return the probabilities (n,) of n named causes from their *log_odds* (n,).

    They add up to less than 1: the remainder belongs to a cause that nobody has named, whose
    probability is *rest* while the log-odds are those of ``prior_log_odds``. Evidence for a cause
    adds to its log-odds, evidence against it takes away, so when all look wrong the rest grows.
    """
    return np.array(shares(np.asarray(log_odds, dtype=np.float64).tolist(), rest))


def shares(odds: Sequence[float], rest: float = PRIOR_REST) -> list[float]:
    """Return ``beliefs`` as plain numbers: for a handful of causes much faster than arrays."""
    unnamed = math.log(rest / (1.0 - rest)) if rest > 0.0 else -math.inf
    top = max(*odds, unnamed)
    weights = [math.exp(odd - top) for odd in odds]
    total = sum(weights) + math.exp(unnamed - top)
    return [weight / total for weight in weights]


def shown_confidence(probability: float, stress: float, overconfidence: float) -> float:
    """Return the confidence that people state: the *probability*, raised under *stress*."""
    return min(1.0, probability + overconfidence * stress * (1.0 - probability))


def postmortem_quality(minutes_after_restoration: float, fatigue: float, parameters: Parameters,
                       row: int = 0) -> float:
    """Return Q = (1 - e^(-x / tau)) (1 - .5 fatigue): how far a post-mortem finds the cause.

    With the probability 1 - Q it names a wrong one.
    """
    learned = -math.expm1(-max(0.0, minutes_after_restoration) / parameters.value("tau_pm", row))
    return learned * (1.0 - parameters.value("pm_fatigue", row) * fatigue)


def relapse_hazard(probability: float, within: float, repaired: float, parameters: Parameters,
                   row: int = 0) -> float:
    """Return the hazard per minute of a relapse that has *probability* in *within* minutes.

    It holds for an unrepaired cause; one *repaired* to 1 keeps a tenth of it.
    """
    left = 1.0 - (1.0 - parameters.value("relapse_left", row)) * repaired
    return -math.log1p(-min(probability, 1.0 - 1e-12)) / within * left


def reach_growth(minutes: float, parameters: Parameters, row: int = 0,
                 announced: bool = False) -> float:
    """Return the share of its reach that a channel has *minutes* after it was opened.

    It grows twice as fast when *announced* on another channel.
    """
    pace = parameters.value("announced", row) if announced else 1.0
    return 1.0 - math.exp2(-max(0.0, minutes) * pace / parameters.value("h_reach", row))


def expected_minutes_to_restore(think: float, parameters: Parameters, row: int = 0,
                                stress: float = 0.0, fatigue: float = 0.0) -> float:
    """Return the expected minutes until the service works when one investigates *think* minutes
    (of effective work) before the first fix, and then tries one fix after the other.

    A failed fix costs its work and the harm it may do, and teaches ``L_fail`` minutes of evidence
    (negative: people fixate and know less than before); ``t_again`` more minutes of investigation
    go before the next.
    """
    value = parameters.value
    slower = time_factor(stress, fatigue, 1.0, parameters, row)
    right = 1.0 - slip_probability(stress, parameters, row)
    attempt = value("t_fix", row) * slower
    failed = value("p_w", row) * value("t_w", row) + value("t_again", row) * slower
    learned = value("L_fail", row) + value("t_again", row)
    evidence, minutes, unsolved = think, think * slower, 1.0
    for _ in range(400):
        works = right * diagnosed(evidence, parameters, row)
        minutes += unsolved * (attempt + (1.0 - works) * failed)
        unsolved *= 1.0 - works
        evidence = max(0.0, evidence + learned)
        if unsolved < 1e-12:
            break
    return minutes


def diagnosed(evidence: float, parameters: Parameters, row: int = 0) -> float:
    """Return the probability that the hypothesis is right after *evidence* effective minutes."""
    chance = parameters.value("p_0d", row)
    return chance - (1.0 - chance) * math.expm1(-evidence / parameters.value("tau_D", row))
