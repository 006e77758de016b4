"""Words that come back: promises kept, revised or missed, and claims that turn out false.

Each function returns what happens to somebody who holds it, by column of
``exposure.STRUCK``: hazards for what is lost or lifted, shares of what is missing for what is
added (``add_F``, ``add_U``, ``add_H``), shares of people for the rest. A segment feels it as far
as it holds the promise, or was reached by the claim; only what is dropped (``drop_eta``,
``drop_next``) is dropped for all.
"""

from __future__ import annotations

import math

from simkit.model.exposure import hazard
from simkit.model.parameters import Parameters

Strikes = dict[str, float]
"""Column of an input array -> how much, per person who holds the promise or read the claim."""

MOST_KEPT = 0.5
"""What a single kept promise can give at most, as a share of the integrity that is missing."""


def _loss(share: str, parameters: Parameters, row: int) -> float:
    """Return the hazard of a loss of *share*: losses weigh the root of rho more than they are."""
    return hazard(parameters.value(share, row)) * math.sqrt(parameters.value("rho", row))


def missed(kind: str, parameters: Parameters, row: int = 0) -> Strikes:
    """Return what a missed promise of *kind* does, ``eta`` or ``next_update``."""
    value = parameters.value
    if kind == "next_update":
        return {"loss_I": _loss("l_next", parameters, row), "add_U": value("U_next", row),
                "drop_next": 1.0}
    loss = _loss("l_eta", parameters, row)
    return {"loss_I": loss, "loss_A": value("A_eta", row) * loss, "add_F": value("F_eta", row),
            "add_U": value("U_eta", row), "drop_eta": 1.0, "miss": 1.0}


def revised(parameters: Parameters, row: int = 0) -> Strikes:
    """Return what it does to put off a time for the fix in good time: a share of missing it."""
    share = parameters.value("revised", row)
    strikes = missed("eta", parameters, row)
    return {column: share * strikes[column] for column in ("loss_I", "loss_A", "add_F")}


def kept(hours: float, parameters: Parameters, row: int = 0) -> Strikes:
    """Return what it does to keep a promise that was given *hours* before it fell due.

    The gain grows with the hours, so that many small promises earn no more than one.
    """
    share = min(parameters.value("g_kept", row) * hours, MOST_KEPT)
    return {"lift_I": hazard(share) / math.sqrt(parameters.value("rho", row))}


def contradicted(claim: str, parameters: Parameters, row: int = 0) -> Strikes:
    """Return what it does when a *claim* is seen to be false: ``all-clear`` or ``denial``."""
    value = parameters.value
    if claim == "denial":
        return {"loss_I": _loss("l_deny", parameters, row), "add_H": value("H_deny", row),
                "add_F": value("F_deny", row)}
    loss = _loss("l_clear", parameters, row)
    return {"loss_I": loss, "loss_A": loss, "add_F": value("F_clear", row),
            "add_U": value("U_clear", row)}


def uncovered(responsibility: float, parameters: Parameters, row: int = 0) -> Strikes:
    """Return what it does to have denied the fault, once the truth about it is out.

    A share *responsibility* in [0, 1] of the fault was theirs: so far the denial was false, for
    the rest it was true and earns a little.
    """
    strikes = {column: responsibility * amount
               for column, amount in contradicted("denial", parameters, row).items()}
    earned = hazard(parameters.value("g_true", row)) / math.sqrt(parameters.value("rho", row))
    return strikes | {"lift_I": (1.0 - responsibility) * earned}


def corrected(parameters: Parameters, row: int = 0) -> Strikes:
    """Return what it does to have to take something back: a slip, or a wrong post-mortem."""
    return {"loss_I": _loss("l_next", parameters, row)}
