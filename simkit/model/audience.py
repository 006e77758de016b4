"""Users during an outage: what they notice, know, feel and believe, as coupled rates.

Every state lies in [0, 1] and follows one rule, x' = a(1 - x) - bx, solved exactly over a step
for a and b as they are at its start. A message or an event is a hazard like any other: the inputs
of ``simkit.model.exposure``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from simkit.errors import UnknownName
from simkit.model.exposure import HEARD, MESSAGES
from simkit.model.parameters import Array, Parameters

_TINY = 1e-300
_LN2 = math.log(2.0)


@dataclass(frozen=True)
class Segments:
    """Groups of users; every field has shape (S,)."""

    weight: Array
    """Share of the population; the shares add up to 1."""
    use: Array
    """How intensely the group uses the service, in [0, 1]."""
    criticality: Array
    """How much depends on it, in [0, 1]."""


class State(NamedTuple):
    """The states that share the update rule, each of shape (R, S), by the letter of the paper."""

    A: Array
    """Awareness that something is wrong."""
    U: Array
    """Uncertainty."""
    F: Array
    """Frustration."""
    K: Array
    """Freshness of official information."""
    Ka: Array
    """Ever told something official."""
    H: Array
    """Attribution of responsibility to the company."""
    TA: Array
    """Trust in its ability."""
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
    C: Array
    """Left for good."""
    Om: Array
    """Apology credit."""
    Psi: Array
    """Message fatigue."""
    P: Array
    """Holds a pending promise of a next update."""
    E: Array
    """Holds a pending time of restoration."""
    B: Array
    """Knows a workaround."""
    D: Array
    """Heard a denial."""
    miss: Array
    """Was told a time of restoration that passed, and no new one."""
    pm: Array
    """Exposed to a post-mortem, weighted by its quality."""
    owned: Array
    """Exposed to an owned responsibility."""


class Input(NamedTuple):
    """The inputs of one step, in the order of ``exposure.INPUTS``, each of shape (R, S)."""

    info: Array
    soothe: Array
    gain_A: Array
    gain_B: Array
    gain_I: Array
    ack: Array
    apology: Array
    correction: Array
    denial: Array
    reach: Array
    told: Array
    panic: Array
    fatigue: Array
    minimise: Array
    next_update: Array
    eta: Array
    workaround: Array
    denied: Array
    postmortem: Array
    owned: Array
    loss_A: Array
    loss_B: Array
    loss_I: Array
    lift_A: Array
    lift_I: Array
    add_F: Array
    add_U: Array
    add_H: Array
    miss: Array
    drop_next: Array
    drop_eta: Array
    drop_denied: Array


NAMES = {"awareness": "A", "uncertainty": "U", "frustration": "F", "freshness": "K", "told": "Ka",
         "attribution": "H", "ability": "TA", "benevolence": "TB", "integrity": "TI",
         "promptness": "Q", "media": "N", "switching": "M", "churn": "C", "apology": "Om",
         "fatigue": "Psi", "next_update": "P", "eta": "E", "workaround": "B", "denied": "D",
         "missed_eta": "miss", "postmortem": "pm", "owned": "owned"}
"""Names of the states in words, and their letters."""

STATES = (*NAMES, "trust", "wait", "peak_frustration", "ignorant", "spreading", "stifled")
"""Names of everything that ``Audience.snapshot`` holds."""


class Audience:
    """The users of R worlds in S segments.

    *attribution* is how far users hold the company responsible at onset: a number, or (R,), or
    None for the parameter ``H0``. *responsibility* is its true share, kept for whoever asks.
    """

    def __init__(self, segments: Segments, parameters: Parameters,
                 attribution: ArrayLike | None = 0.6, responsibility: float = 1.0) -> None:
        self.segments = segments
        self.parameters = parameters
        self.responsibility = responsibility
        shape = (parameters.rows, len(segments.weight))
        self._k = _constants(segments, parameters)
        self._x = np.zeros((len(State._fields), *shape))
        self._a = np.zeros_like(self._x)
        self._b = np.zeros_like(self._x)
        self._in = np.zeros((len(Input._fields), *shape))
        self._now, self._up, self._down = State(*self._x), State(*self._a), State(*self._b)
        self._flux = Input(*self._in)

        now, k = self._now, self._k
        now.TA[:], now.TB[:], now.TI[:] = k.start
        now.Q[:] = 1.0
        now.H[:] = k.H0 if attribution is None else np.reshape(attribution, (-1, 1))
        self._wait = np.zeros(shape)
        self._peak_F = np.zeros(shape)
        self._X, self._Y, self._Z = np.ones(shape[0]), np.zeros(shape[0]), np.zeros(shape[0])
        self._low = np.zeros((3, *shape))
        self._mending = np.zeros((shape[0], 1))
        self.repaired: Array = np.zeros(shape[0])
        """How far the cause is repaired, (R,) in [0, 1]; set from outside."""

    # One step

    def advance(self, severity: ArrayLike, inputs: Array, dt: ArrayLike,
                annoyance: ArrayLike = 0.0, unanswered: ArrayLike = 0.0) -> None:
        """Advance all worlds by *dt* minutes, (R,) or one number.

        *severity* (R,) is the share of use that fails; *inputs* (J, R, S) as from
        ``Exposures.take``; *annoyance*, (R,) or (R, S), a hazard per minute on frustration and
        benevolence from a campaign that runs on; *unanswered* (R,) the share of calls to support
        that nobody answers.
        """
        k, x, up, down, flux = self._k, self._now, self._up, self._down, self._flux
        S, dt = _column(severity), _column(dt)
        annoyed = _column(annoyance) * dt
        failing = S * dt
        working = dt - failing

        # New exposure, less what message fatigue keeps away; some of it needs to be believed.
        kappa = k.eps_c + k.one_eps_c * x.TI
        np.multiply(inputs[:MESSAGES], 1.0 - k.xi * x.Psi, out=self._in[:MESSAGES])
        self._in[:len(HEARD)] *= kappa
        self._in[MESSAGES:] = inputs[MESSAGES:]

        mean_A, mean_U, mean_F = np.add.reduce(self._x[:3] * k.weight, axis=-1, keepdims=True)
        lived = x.A * failing
        blame = k.use * lived * x.H * self._tolerance()
        loud = 1.0 + x.N
        left_alone = lived * x.U * (1.0 + k.om_na * (1.0 - x.Ka))
        trust = self.trust

        # Awareness
        up.A[:] = k.v_use * failing + k.nu_wom * dt * mean_A * loud + k.read_A * flux.reach

        # Freshness of official information, and whether there ever was any
        up.K[:] = k.read_K * flux.info
        down.K[:] = k.age_K * failing * (1.0 - k.th_next * x.P)
        up.Ka[:] = k.read_Ka * flux.told

        # Uncertainty
        up.U[:] = k.per_tau_U * lived * (1.0 - x.K) + flux.add_U
        down.U[:] = k.k_U_res * working + k.per_tau_U * failing * x.K * x.K + flux.info

        # Frustration
        up.F[:] = (self._frustrating(lived) + k.k_con * dt * x.A * mean_F * loud
                   + k.l_f_pan * flux.panic + flux.add_F + annoyed
                   + k.unanswered_F * _column(unanswered) * dt * x.A)
        down.F[:] = k.age_F * (k.fade_0 * dt + k.one_fade_0 * working) + flux.soothe

        # Attribution
        up.H[:] = flux.add_H
        down.H[:] = flux.denial

        # Trust: ability, benevolence, integrity
        prompt = flux.ack * x.Q
        up.TA[:] = flux.gain_A + flux.lift_A
        down.TA[:] = k.lamA * blame + k.l_pan * flux.panic + flux.loss_A
        up.TB[:] = flux.gain_B + k.l_g_ack * prompt
        down.TB[:] = k.lamB_crit * left_alone + k.lamH * blame + annoyed + flux.loss_B
        up.TI[:] = (flux.gain_I + (k.l_g_ack + k.l_g_thun * (1.0 - x.N) * (1.0 - x.N)) * prompt
                    + flux.lift_I)
        down.TI[:] = (k.lamI * left_alone + k.lamH * blame + k.lamR * dt * x.A * self._Y[:, None]
                      + S * x.A * flux.minimise + flux.loss_I)
        self._mend(dt)

        # Apology credit and message fatigue
        up.Om[:] = flux.apology
        down.Om[:] = k.age_Om * (failing + k.apo_1 * working)
        up.Psi[:] = flux.fatigue
        down.Psi[:] = k.age_Psi * dt

        # Leaving, first for a while, then for good
        up.M[:] = k.mu_use * lived * (k.M_0 + k.one_M_0 * x.F)
        down.M[:] = k.age_M * working
        up.C[:] = k.chur * dt * x.M * (1.0 - trust) * (1.0 - trust) * x.A

        # Media
        up.N[:] = k.nu_N * dt * mean_F
        down.N[:] = k.age_N * dt

        # What people hold in mind, until it falls due
        self._a[_HELD] = self._in[_HELD_IN]
        up.miss[:] = flux.miss
        down.miss[:] = flux.eta
        down.P[:] = flux.drop_next
        down.E[:] = flux.drop_eta
        down.D[:] = flux.drop_denied

        # Wait as it is felt
        felt = lived * (1.0 + k.pi_U * x.U + k.wait_F * x.F)
        self._wait += felt
        down.Q[:] = felt * k.per_tau_ack

        self._spread(S[:, 0], dt[:, 0], mean_U[:, 0], mean_F[:, 0])
        self._step()
        np.maximum(self._peak_F, x.F, out=self._peak_F)

    def _tolerance(self) -> Array:
        """Return z = W^2 / (W^2 + W0^2): nothing yet within the zone of tolerance, 1 far past."""
        squared = self._wait * self._wait
        return squared / (squared + self._k.W0_squared)

    def _frustrating(self, lived: Array) -> Array:
        """Return the frustration of waiting itself."""
        k, x = self._k, self._now
        return (k.phi_use * lived * self._tolerance() * (1.0 + k.om_U * x.U)
                * (1.0 + k.chi * x.miss) * (1.0 - k.th_eta * x.E) * (1.0 - k.th_wa * x.B))

    def _mend(self, dt: Array) -> None:
        """Let trust relax upwards after restoration, as far as repair was earned."""
        if not self._mending.any():
            return
        k, x = self._k, self._now
        trust = self._x[_TRUST]
        earned = np.minimum(1.0, k.earn_0 + k.earn_pm * x.pm + k.earn_owned * x.owned
                            + k.earn_fix * self.repaired[:, None])
        target = self._low + (k.start - self._low) * earned
        pull = k.age_rep * dt * self._mending * (target > trust)
        self._a[_TRUST] += pull * target
        self._b[_TRUST] += pull * (1.0 - target)

    def _spread(self, severity: Array, dt: Array, uncertainty: Array, frustration: Array) -> None:
        """Move people from ignorant X to spreader Y to stifler Z of a rumour."""
        k, X, Y, Z = self._k, self._X, self._Y, self._Z
        importance = severity * np.add.reduce(self._now.A * k.weight_crit, axis=-1)
        corrected = np.add.reduce(self._flux.correction * k.weight, axis=-1)
        catch = (k.bR * importance * (1.0 + k.zF * frustration) * Y + k.iota) * uncertainty * dt
        stop = (k.gR * (Y + Z) + k.age_Y) * dt + corrected
        caught = -np.expm1(-catch) * X
        stopped = -np.expm1(-stop) * Y
        X -= caught
        Y += caught - stopped
        Z += stopped

    def _step(self) -> None:
        """Solve x' = a(1 - x) - bx over the step, for all states at once."""
        x, a, total = self._x, self._a, self._b
        total += a
        keep = np.exp(-total)
        total += _TINY
        a /= total
        x *= keep
        np.subtract(1.0, keep, out=keep)
        a *= keep
        x += a

    # What happens to whole worlds

    def restored(self, rows: ArrayLike) -> None:
        """Mark the service of *rows* (indices or a mask) as restored: repair starts from here."""
        at = np.asarray(rows)
        self._low[:, at] = self._x[_TRUST][:, at]
        self._mending[at] = 1.0

    def relapsed(self, rows: ArrayLike) -> None:
        """Mark the service of *rows* (indices or a mask) as failing again: repair stops."""
        self._mending[np.asarray(rows)] = 0.0

    def rumour_started(self, row: int, share: float) -> None:
        """Let *share* of the others in *row* spread a new rumour, and as many stiflers forget."""
        X, Y, Z = self._X, self._Y, self._Z
        forgot = share * Z[row]
        X[row], Z[row] = X[row] + forgot, Z[row] - forgot
        begun = share * np.array([X[row], Z[row]])
        X[row] -= begun[0]
        Z[row] -= begun[1]
        Y[row] += begun[0] + begun[1]

    def press(self, row: int, strength: float | None = None) -> None:
        """Add the share *strength* of the missing media attention in *row*."""
        share = self.parameters.value("press", row) if strength is None else strength
        N = self._now.N[row]
        N += share * (1.0 - N)

    # Views

    @property
    def trust(self) -> Array:
        """Trust (R, S) from its three components, with the credit of apologies."""
        k, x = self._k, self._now
        credit = k.g_apo * x.Om
        return np.asarray(k.w_A * x.TA + k.w_B * (x.TB + credit * (1.0 - x.TB))
                          + k.w_I * (x.TI + credit * (1.0 - x.TI)))

    def __getattr__(self, name: str) -> Array:
        """Return the state called *name* in words (one of NAMES), a live view (R, S)."""
        if name in NAMES:
            return np.asarray(getattr(self._now, NAMES[name]))
        raise AttributeError(name)

    @property
    def media(self) -> Array:
        """Media attention (R,)."""
        return self._now.N[:, 0]

    @property
    def rumour(self) -> Array:
        """Share that spreads a rumour now (R,)."""
        return self._Y

    @property
    def wait(self) -> Array:
        """Perceived wait (R, S) in minutes."""
        return self._wait

    @property
    def peak_frustration(self) -> Array:
        """Highest frustration so far (R, S)."""
        return self._peak_F

    def population(self, name: str) -> Array:
        """Return the mean of the state *name* over the population, (R,). Raises UnknownName."""
        if name == "rumour":
            return self._Y.copy()
        if name not in NAMES and name not in ("trust", "wait", "peak_frustration"):
            raise UnknownName("audience state", name, STATES)
        return np.asarray(np.add.reduce(getattr(self, name) * self._k.weight, axis=-1))

    def snapshot(self) -> dict[str, Array]:
        """Return copies of everything in STATES."""
        held = {name: np.array(getattr(self._now, letter)) for name, letter in NAMES.items()}
        return held | {"trust": self.trust, "wait": self._wait.copy(),
                       "peak_frustration": self._peak_F.copy(), "ignorant": self._X.copy(),
                       "spreading": self._Y.copy(), "stifled": self._Z.copy()}


_TRUST = slice(State._fields.index("TA"), State._fields.index("TI") + 1)
_HELD = [State._fields.index(name) for name in ("P", "E", "B", "D", "pm", "owned")]
_HELD_IN = [Input._fields.index(name) for name in ("next_update", "eta", "workaround", "denied",
                                                   "postmortem", "owned")]


def _column(values: ArrayLike) -> Array:
    """Return *values* with an axis for the segments."""
    array = np.asarray(values, dtype=np.float64)
    return array if array.ndim == 2 else array.reshape(-1, 1)


def _constants(segments: Segments, p: Parameters) -> SimpleNamespace:
    """Return the parameters, and what the equations make of them once and for all.

    ``age_X`` is ln 2 over the half-life of X, ``l_k`` the hazard of the share k, ``one_k`` 1 - k.
    """
    def size(share: Array) -> Array:
        return -np.log1p(-share)

    k = SimpleNamespace(**{name: getattr(p, name) for name in (
        "eps_c", "xi", "om_na", "nu_wom", "read_A", "read_K", "read_Ka", "th_next", "k_U_res",
        "om_U", "chi", "th_eta", "th_wa", "k_con", "unanswered_F", "fade_0", "lamA", "lamH",
        "lamI", "lamR", "apo_1", "M_0", "chur", "nu_N", "pi_U", "wait_F", "earn_0", "earn_pm",
        "earn_owned", "earn_fix", "g_apo", "w_A", "w_B", "w_I", "H0")})
    k.weight, k.use = np.asarray(segments.weight, float), np.asarray(segments.use, float)
    criticality = np.asarray(segments.criticality, float)
    k.weight_crit = k.weight * criticality
    k.one_eps_c, k.one_fade_0, k.one_M_0 = 1.0 - p.eps_c, 1.0 - p.fade_0, 1.0 - p.M_0
    k.v_use, k.phi_use, k.mu_use = p.v_exp * k.use, p.phi * k.use, p.mu * k.use
    k.lamB_crit = p.lamB * (p.crit_0 + (1.0 - p.crit_0) * criticality)
    k.per_tau_U, k.per_tau_ack, k.W0_squared = 1.0 / p.tau_U, 1.0 / p.tau_ack, p.W0 * p.W0
    k.age_K, k.age_F, k.age_Om, k.age_Psi = _LN2 / p.h_K, _LN2 / p.h_F, _LN2 / p.h_apo, _LN2 / p.h_psi
    k.age_M, k.age_N, k.age_rep = _LN2 / p.h_M, _LN2 / p.h_N, _LN2 / p.h_rep
    k.l_f_pan, k.l_pan = size(p.f_pan), size(p.l_pan) * np.sqrt(p.rho)
    k.l_g_ack, k.l_g_thun = size(p.g_ack), size(p.g_thun)
    k.start = np.stack([p.start_A, p.start_B, p.start_I])
    k.age_Y = _LN2 / p.h_Y[:, 0]
    k.bR, k.gR, k.iota, k.zF = (p.bR / p.importance_0)[:, 0], p.gR[:, 0], p.iota[:, 0], p.zF[:, 0]
    return k
