"""The states and the inputs of the users, by letter and by word.

Both are stacked in one array each, so that one call solves all states at once; the order keeps
together what is treated together.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simkit.model.parameters import Array


class State(NamedTuple):
    """The states that share the update rule, each of shape (R, S), by their letters."""

    C: Array
    """Left for good."""
    A: Array
    """Awareness that something is wrong."""
    F: Array
    """Frustration."""
    U: Array
    """Uncertainty."""
    K: Array
    """Freshness of official information."""
    TA: Array
    """Trust in the ability of the company."""
    TB: Array
    """Trust in its benevolence."""
    TI: Array
    """Trust in its integrity."""
    Q: Array
    """Credit left for an acknowledgement, e^(-W / tau_ack)."""
    N: Array
    """Media attention; the same for all segments."""
    M: Array
    """Use of an alternative as well."""
    hit: Array
    """Met the failure in own use: those who wait, whoever told the others."""
    H: Array
    """Attribution of responsibility to the company."""
    miss: Array
    """Was told a time of restoration that has passed, and no new one."""
    B: Array
    """Knows a workaround."""
    E: Array
    """Holds a pending time of restoration."""
    P: Array
    """Holds a pending promise of a next update."""
    D: Array
    """Heard a denial."""
    pm: Array
    """Saw a post-mortem, weighted by its quality."""
    owned: Array
    """Saw the company own its responsibility."""
    Om: Array
    """Apology credit."""
    Psi: Array
    """Message fatigue."""
    Ka: Array
    """Ever told something official."""


class Input(NamedTuple):
    """The inputs of one step, each of shape (R, S), in the order of ``exposure.INPUTS``."""

    info: Array
    soothe: Array
    gain_A: Array
    gain_B: Array
    gain_I: Array
    ack: Array
    correction: Array
    denial: Array
    apology: Array
    fatigue: Array
    told: Array
    notice: Array
    panic: Array
    minimise: Array
    workaround: Array
    eta: Array
    next_update: Array
    denied: Array
    postmortem: Array
    owned: Array
    unexplained: Array
    add_H: Array
    miss: Array
    drop_eta: Array
    drop_next: Array
    drop_denied: Array
    add_F: Array
    add_U: Array
    loss_A: Array
    loss_B: Array
    loss_I: Array
    lift_A: Array
    lift_B: Array
    lift_I: Array


def block(fields: tuple[str, ...], first: str, last: str) -> slice:
    """Return where the fields from *first* to *last* stand in an array stacked by *fields*."""
    return slice(fields.index(first), fields.index(last) + 1)


NAMES = {"awareness": "A", "affected": "hit", "uncertainty": "U", "frustration": "F",
         "freshness": "K", "told": "Ka", "attribution": "H", "ability": "TA",
         "benevolence": "TB", "integrity": "TI", "promptness": "Q", "media": "N",
         "switching": "M", "churn": "C", "apology": "Om", "fatigue": "Psi", "next_update": "P",
         "eta": "E", "workaround": "B", "denied": "D", "missed_eta": "miss", "postmortem": "pm",
         "owned": "owned"}
"""The states in words, with their letters."""

_WORDS = {letter: name for name, letter in NAMES.items()}

KEPT = ("trust", *(_WORDS[letter] for letter in State._fields), "wait", "peak_frustration")
"""What is worth keeping of a step, in the order in which an audience holds it; what is kept of
every world comes first."""


def stifled(ignorant: Array, rumour: Array) -> Array:
    """Return the share of those who have heard a rumour and no longer spread it, from those who
    have not heard it and those who spread it."""
    return np.maximum(0.0, np.subtract(1.0 - ignorant, rumour))
