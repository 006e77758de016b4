"""Published messages become linear inputs, so that a step costs nothing per message.

What a message does to a segment in a step is a coefficient fixed at its publication, times the new
exposure in that step, times factors common to all messages that only the audience knows. So the
coefficients of all messages can be added up beforehand, tick by tick, in one table.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simkit.errors import UnknownName
from simkit.model.parameters import Array, Parameters

HEARD = ("info", "soothe", "gain_A", "gain_B", "gain_I", "ack", "correction", "denial", "apology")
"""Inputs that must be believed: the audience multiplies them by the credibility of the sender."""

SEEN = ("fatigue", "eta", "workaround", "next_update", "denied", "told", "postmortem", "owned",
        "notice", "panic", "minimise")
"""Inputs that work on whoever is newly exposed, believed or not."""

HELD = ("eta", "workaround", "next_update", "denied", "postmortem", "owned")
"""Inputs of SEEN that become the share of people who have seen such a message."""

STRUCK = ("add_H", "miss", "drop_eta", "drop_next", "drop_denied", "add_F", "add_U",
          "loss_A", "loss_B", "loss_I", "lift_A", "lift_I")
"""Inputs that an event adds in one tick: hazards, except those of SHARES."""

SHARES = ("miss", "drop_next", "drop_eta", "drop_denied")
"""Inputs of STRUCK that are given as shares of the segment."""

INPUTS = HEARD + SEEN + STRUCK
"""Names of the columns of every input array, in order."""

MESSAGES = len(HEARD + SEEN)
"""Number of leading columns that messages fill; events fill the rest."""

ELEMENTS = {"acknowledgement": "k_ack", "impact": "k_imp", "cause": "k_cause", "eta": "k_eta",
            "next_update": "k_next", "workaround": "k_wa", "all_clear": "k_clear"}
"""What a message can tell, and the constant that says how much uncertainty it removes."""

_COLUMN = {name: j for j, name in enumerate(INPUTS)}
_SURE = 1.0 - 1e-12
_EVERYBODY = 1.0 - 1e-9


def hazard(share: float) -> float:
    """Return l(k) = -ln(1 - k): the hazard that takes away *share* of what is there."""
    return -math.log1p(-min(share, _SURE))


@dataclass(frozen=True)
class Said:
    """A published message in the model's terms."""

    elements: Mapping[str, int] = field(default_factory=dict)
    """Which of ELEMENTS it tells, each with the number of its earlier uses."""
    next_update_in: float = 30.0
    """Minutes until the promised next update, when ``next_update`` is told."""
    calm: float = 0.8
    """Calm of its form, in [0, 1]."""
    empathy: float = 0.0
    """In [0, 1]."""
    index: int = 0
    """Number of earlier messages of this sender."""
    apology: int | None = None
    """Number of earlier apologies; None when it does not apologise."""
    accepts: bool = False
    """Whether it owns the responsibility."""
    accepted: int = 0
    """Number of earlier messages that owned it."""
    denies: bool = False
    minimises: bool = False
    corrects: bool = False
    """Whether it answers the rumour."""
    postmortem: float = 0.0
    """Quality of the post-mortem it gives, in [0, 1]."""


def information(said: Said, parameters: Parameters, row: int = 0) -> float:
    """Return I, the share of uncertainty that *said* removes, in [0, 1).

    Repeating an element tells less each time, except a time of restoration and a next update,
    which are new whenever they are given. Raises UnknownName for an element that is none.
    """
    value = parameters.value
    told = 0.0
    for element, earlier in said.elements.items():
        if element not in ELEMENTS:
            raise UnknownName("message element", element, ELEMENTS)
        share = value(ELEMENTS[element], row)
        if element == "next_update":
            share *= min(1.0, said.next_update_in / value("next_full", row))
        elif element != "eta":
            share *= value("nov", row) ** earlier
        told += share
    return min(value("I_max", row), told)


def coefficients(said: Said, parameters: Parameters, row: int = 0,
                 responsibility: float = 1.0) -> Array:
    """Return what *said* does per unit of new exposure, of shape (len(INPUTS),).

    *responsibility* is the company's true share of it, in [0, 1].
    """
    value = parameters.value

    def size(name: str) -> float:
        return hazard(value(name, row))

    def news(element: str) -> float:
        """Return how new *element* is: 1 at its first use, 0 when it is not told."""
        return value("nov", row) ** said.elements[element] if element in said.elements else 0.0

    told = information(said, parameters, row)
    substance = min(told / value("I_full", row), 1.0)
    tone = value("nov_t", row) ** said.index
    loud = math.sqrt(value("rho", row))
    owns = value("nov", row) ** said.accepted if said.accepts else 0.0
    explains = size("g_cause") * news("cause") + size("g_pm") * said.postmortem

    does = {
        "notice": value("read_A", row),
        "told": 0.0 if said.denies else value("read_Ka", row),
        "info": hazard(told),
        "fatigue": size("psi") * max(0.0, 1.0 - told / value("I_empty", row)),
        "panic": (1.0 - said.calm) ** 2 * tone,
        "soothe": size("k_emp") * said.empathy * said.calm * max(value("tone_0", row), tone)
        * _from(value("emp_F", row), substance),
        "ack": news("acknowledgement") / loud,
        "gain_A": (explains + size("g_wa") * news("workaround")) / loud,
        "gain_B": (size("g_emp") * said.empathy * tone * _from(value("emp_B", row), substance)
                   + size("g_wa") * news("workaround")) / loud,
        "gain_I": (explains + size("g_resp") * responsibility * owns) / loud,
        "correction": size("k_cor") * said.corrects,
        "minimise": size("l_min") * loud * said.minimises,
        "denial": size("dH") * said.denies,
        "denied": float(said.denies),
        "next_update": float("next_update" in said.elements),
        "eta": float("eta" in said.elements),
        "workaround": float("workaround" in said.elements),
        "postmortem": said.postmortem,
        "owned": float(said.accepts),
    }
    if said.apology is not None:
        does["apology"] = (size("apo") * value("rep_apo", row) ** said.apology
                           * _from(value("apo_0", row), float(said.accepts)))
    column = np.zeros(len(INPUTS))
    for name, amount in does.items():
        column[_COLUMN[name]] = amount
    return column


def _from(floor: float, share: float) -> float:
    """Return *floor* at no share, 1 at all of it."""
    return floor + (1.0 - floor) * share


def exposure(reach: ArrayLike, half_life: ArrayLike, delay: ArrayLike, age: ArrayLike) -> Array:
    """Return the share of each segment that a message of *age* minutes has reached.

    With C channels and S segments: *reach* (C, S), *half_life* and *delay* (C,) in minutes. For an
    *age* of shape (n,) the answer is (n, S), for a number it is (S,). A channel fills as
    reach x (1 - 2^-((age - delay) / half-life)); whoever it misses another may reach.
    """
    since = np.maximum(0.0, np.asarray(age, dtype=np.float64)[..., None] - np.asarray(delay))
    spread = 1.0 - np.exp2(-since / np.asarray(half_life, dtype=np.float64))
    missed: Array = np.ones((*spread.shape[:-1], np.shape(reach)[1]))
    for channel, share in enumerate(np.asarray(reach, dtype=np.float64)):
        missed *= 1.0 - share * spread[..., channel, None]
    return 1.0 - missed


class Exposures:
    """The inputs of the next ticks for a number of worlds, already added up over messages."""

    def __init__(self, rows: int, segments: int, base_dt: float = 1.0, window: int = 720) -> None:
        self.base_dt = base_dt
        """Minutes per base tick."""
        self.window = window
        """Base ticks for which a message is followed; what it would reach later is dropped."""
        self._ring = np.zeros((len(INPUTS), window, rows, segments))
        self._taken = np.zeros((len(INPUTS), rows, segments))

    def publish(self, row: int, tick: int, coefficients: Array, reach: ArrayLike,
                half_life: ArrayLike, delay: ArrayLike, late: float = 0.0) -> None:
        """Add a message of *row*, published *late* minutes after the start of *tick*.

        *coefficients* (len(INPUTS),) as from ``coefficients``; *reach* (C, S), *half_life* and
        *delay* (C,) as for ``exposure``.
        """
        ages = np.arange(self.window + 1) * self.base_dt - late
        reached = np.minimum(exposure(reach, half_life, delay, ages), _EVERYBODY)
        new = np.diff(reached, axis=0)
        share = -np.diff(np.log1p(-reached), axis=0)
        first = tick % self.window
        for j in np.flatnonzero(coefficients):
            amount = coefficients[j] * (share if INPUTS[j] in HELD else new)
            self._ring[j, first:, row] += amount[:self.window - first]
            self._ring[j, :first, row] += amount[self.window - first:]

    def impulse(self, row: int, tick: int, column: str, values: ArrayLike) -> None:
        """Add *values* (a number or (S,)) to *column* of *row* at *tick* only.

        Raises UnknownName.
        """
        if column not in _COLUMN:
            raise UnknownName("model input", column, INPUTS)
        amount = np.asarray(values, dtype=np.float64)
        if column in SHARES:
            amount = -np.log1p(-np.minimum(amount, _SURE))
        self._ring[_COLUMN[column], tick % self.window, row] += amount

    def take(self, ticks: int | NDArray[np.int64], steps: int | NDArray[np.int64] = 1) -> Array:
        """Return the inputs of *steps* base ticks from each row's tick on, and forget them.

        *ticks* and *steps* are numbers, or (R,) for rows that stand at different ticks. The answer
        (len(INPUTS), R, S) is overwritten by the next call.
        """
        taken, ring = self._taken, self._ring
        if isinstance(ticks, int) and isinstance(steps, int):
            slot = ring[:, ticks % self.window]
            taken[...] = slot
            slot[...] = 0.0
            for step in range(1, steps):
                slot = ring[:, (ticks + step) % self.window]
                taken += slot
                slot[...] = 0.0
            return taken
        rows = taken.shape[1]
        ticks, steps = np.broadcast_to(ticks, rows), np.broadcast_to(steps, rows)
        taken[...] = 0.0
        for step in range(int(steps.max())):
            going = np.flatnonzero(steps > step)
            slots = (ticks[going] + step) % self.window
            taken[:, going] += ring[:, slots, going]
            ring[:, slots, going] = 0.0
        return taken
