"""The people who respond: stress and fatigue of each, and what these do to their work.

Both follow the rule of the users' states, x' = a(1 - x) - bx. Stress slows work, makes slips and
leaks into messages; it never touches trust directly.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from simkit.model.parameters import RESPONDER, Array, Parameters, Rows, slim

_NOTHING, _ONE, _HARDLY = np.array(0.0), np.array(1.0), np.array(-1e-200)
_COMPOSURE = next(p.default for p in RESPONDER if p.name == "composure")

TENSIONS = ((0.25, "calm"), (0.5, "alert"), (0.75, "tense"), (math.inf, "strained"))
"""Upper bounds of stress and the words shown for it."""

TIREDNESS = ((0.15, "rested"), (0.4, "working"), (0.65, "tired"), (math.inf, "spent"))
"""Upper bounds of fatigue and the words shown for it."""


class Crew:
    """The P people of each of R worlds; the arrays within have the worlds last, (P, R)."""

    def __init__(self, parameters: Parameters, people: int) -> None:
        self.parameters = parameters
        self._x = np.zeros((2, people, parameters.rows))
        self.stress, self.fatigue = self._x.swapaxes(1, 2)
        """Stress G and fatigue Phi (R, P), in [0, 1]; live views."""
        self._a, self._b, self._total, self._target = np.zeros((4, *self._x.shape))
        p = parameters
        self._g_S, self._g_N, self._g_W, self._g_calm = (
            slim(values[:, 0]) for values in (p.g_S, p.g_N, p.g_W, p.g_calm))
        self._per_tau_G, self._per_tau_Phi, self._per_tau_rest = (
            slim(1.0 / values[:, 0]) for values in (p.tau_G, p.tau_Phi, p.tau_rest))
        self._per_interruption: list[float] = p.g_I[:, 0].tolist()

    def advance(self, severity: ArrayLike, media: ArrayLike, exposed: ArrayLike, tasks: ArrayLike,
                calming: ArrayLike, duty: ArrayLike, dt: ArrayLike, gain: ArrayLike = 1.0) -> None:
        """Advance everybody by *dt* minutes, (R,) or one number.

        *severity* and *media* (R,) press; *exposed* (P,) or (R, P) says who feels the media;
        *tasks* (R, P) are in work at once; *calming* (R, P) acts are in force; *duty* (R, P) is 1
        for whoever is at work (only they feel anything); *gain* (R,) scales what adds stress.
        """
        dt, on = np.asarray(dt, dtype=np.float64), np.asarray(duty, dtype=np.float64).T
        (stress, fatigue), (calms, rests) = self._a, self._b
        total, target = self._total, self._target
        pressure = target[0]  # not yet needed for anything else
        np.subtract(np.asarray(tasks).T, _ONE, out=stress)
        np.maximum(stress, _NOTHING, out=stress)
        stress *= self._g_W
        np.multiply(np.multiply(self._g_N, media), np.array(exposed, ndmin=2).T, out=pressure)
        pressure += np.multiply(self._g_S, severity)
        stress += pressure
        on_dt = on * dt
        stress *= gain
        stress *= on_dt
        np.multiply(self._g_calm, np.asarray(calming).T, out=calms)
        calms += self._per_tau_G
        calms *= dt
        np.multiply(self._per_tau_Phi, on_dt, out=fatigue)
        np.subtract(dt, on_dt, out=rests)
        rests *= self._per_tau_rest

        np.add(self._a, self._b, out=total)
        np.subtract(_HARDLY, total, out=total)  # from here on -(a + b), and not 0
        np.divide(self._a, total, out=target)
        target += self._x
        target *= np.expm1(total, out=total)
        self._x += target

    def interrupted(self, row: int, person: int, count: float = 1.0, gain: float = 1.0) -> None:
        """Interrupt *person* of *row* *count* times."""
        calm = 1.0 - self.stress.item(row, person)
        self.stress[row, person] = 1.0 - calm * math.exp(
            -gain * self._per_interruption[row] * count)

    def relieved(self, row: int, person: int, by: float | None = None) -> None:
        """Take *by* off the stress of *person* of *row* at once; without it, what a talk takes."""
        relief = self.parameters.value("talk_relief", row) if by is None else by
        self.stress[row, person] = max(0.0, self.stress[row, person] - relief)

    def handover(self, row: int, person: int) -> None:
        """Let a rested deputy take the seat of *person* of *row*."""
        rested = self.parameters.value("rested", row)
        self.fatigue[row, person] = min(rested, self.fatigue[row, person])

    def take_over(self, rows: Rows, other: Crew, others: Rows) -> None:
        """Let *rows* go on from where *others* of *other* stand."""
        self._x[:, :, rows] = other._x[:, :, others]

    def snapshot(self) -> dict[str, Array]:
        """Return copies of ``stress`` and ``fatigue``."""
        return {"stress": self.stress.copy(), "fatigue": self.fatigue.copy()}


def time_factor(stress: float, fatigue: float, tasks: float, parameters: Parameters,
                row: int = 0) -> float:
    """Return by how much work takes longer: 1 for a calm, rested person with one task."""
    value = parameters.value
    return slowing(stress, fatigue, tasks, value("d_G", row), value("d_Phi", row),
                   value("d_W", row))


def slowing(stress: float, fatigue: float, tasks: float, d_G: float, d_Phi: float,
            d_W: float) -> float:
    """Return ``time_factor`` for constants already looked up: 1 + d_G G^2 + d_Phi Phi + d_W n."""
    return 1.0 + d_G * stress * stress + d_Phi * fatigue + d_W * max(0.0, tasks - 1.0)


def slip_probability(stress: float, parameters: Parameters, row: int = 0,
                     runbook: bool = False) -> float:
    """Return the probability of a slip in one action, p = 1 - (1 - p0)^(m^G)."""
    exponent = math.pow(parameters.value("m_G", row), stress)
    slip = 1.0 - math.pow(1.0 - parameters.value("p0", row), exponent)
    return slip * parameters.value("runbook", row) if runbook else slip


def composure_cap(stress: float, parameters: Parameters | None = None, row: int = 0) -> float:
    """Return the most calm that a message sent unreviewed can have, 1 - .4 G."""
    lost = _COMPOSURE if parameters is None else parameters.value("composure", row)
    return 1.0 - lost * stress


def tension_word(stress: float) -> str:
    """Return the word for *stress*."""
    return next(word for bound, word in TENSIONS if stress < bound)


def fatigue_word(fatigue: float) -> str:
    """Return the word for *fatigue*."""
    return next(word for bound, word in TIREDNESS if fatigue < bound)
