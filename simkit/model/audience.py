"""Users during an outage: what they notice, know, feel and believe, as coupled rates.

Every state lies in [0, 1] and follows one rule, x' = a(1 - x) - bx, solved exactly over a step
for a and b as they are at its start. A message or an event is a hazard like any other: the inputs
of ``simkit.model.exposure``. In the equations below, ``k`` holds the constants, ``r`` the rates of
this step (constants times its minutes and the severity), ``x`` the states, ``up`` and ``down``
their a and b integrated over the step, and ``flux`` the inputs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import reduce
from types import SimpleNamespace

import numpy as np
from numpy.typing import ArrayLike

from simkit.errors import UnknownName
from simkit.model.exposure import HEARD, INPUTS, MESSAGES
from simkit.model.parameters import Array, Parameters, Rows
from simkit.model.states import NAMES, Input, State, block

_LN2 = math.log(2.0)
_TINY = 1e-300
_ONE = np.array(1.0)  # numpy takes an array of no axes at half the price of a Python number
_HEARD, _SEEN, _STRUCK = slice(len(HEARD)), slice(len(HEARD), MESSAGES), slice(MESSAGES, None)
_FELT = block(State._fields, "A", "F")
_TRUST = block(State._fields, "TA", "TI")
_WAITING = block(State._fields, "miss", "E")
_PLACES = [(name, State._fields.index(letter)) for name, letter in NAMES.items()]

STATES = (*NAMES, "trust", "wait", "peak_frustration", "ignorant", "rumour", "stifled")
"""Names of everything that ``Audience.snapshot`` holds."""


@dataclass(frozen=True)
class Segments:
    """Groups of users; every field has shape (S,)."""

    weight: Array
    """Share of the population; the shares add up to 1."""
    use: Array
    """How intensely the group uses the service, in [0, 1]."""
    criticality: Array
    """How much depends on it, in [0, 1]."""


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
        self._shape = parameters.rows, len(segments.weight)
        self._k = _constants(segments, parameters)
        self._r = SimpleNamespace()
        self._pace_of = b"", b""
        self._x, self._a, self._b, self._total, self._target = np.zeros(
            (5, len(State._fields), *self._shape))
        self._in = np.zeros((len(INPUTS), *self._shape))
        self._now, self._up, self._down = State(*self._x), State(*self._a), State(*self._b)
        self._flux = Input(*self._in)
        self._given = _given(self._a, self._b, self._in)
        self._trust = self._x[_TRUST]
        self._everybody = np.zeros((3, *self._shape))
        self._weighted = np.zeros((5, *self._shape))
        self._by_segment = list(np.moveaxis(self._weighted, -1, 0))
        self._moved = np.zeros((2, self._shape[0]))
        self._memory = np.zeros((3, *self._shape))
        self._wait, self._peak_F, self._mending = self._memory
        self._some_mend = False
        self._low = np.zeros((3, *self._shape))
        self._rumour = np.zeros((2, self._shape[0]))
        self._X, self._Y = self._rumour
        self._X[...] = 1.0
        self.repaired: Array = np.zeros(self._shape[0])
        """How far the cause is repaired, (R,) in [0, 1]; set from outside."""

        self._trust[...] = self._k.start
        self._now.Q[...] = 1.0
        self._now.H[...] = (parameters.H0 if attribution is None
                            else np.reshape(np.asarray(attribution, dtype=np.float64), (-1, 1)))

    # One step

    def advance(self, severity: ArrayLike, inputs: Array, dt: ArrayLike,
                annoyance: ArrayLike = 0.0, unanswered: ArrayLike = 0.0) -> None:
        """Advance all worlds by *dt* minutes, (R,) or one number.

        *severity* (R,) is the share of use that fails; *inputs* (J, R, S) as from
        ``Exposures.take``. *annoyance*, (R,) or (R, S), is what a campaign that runs on adds to
        the frustration of aware users, a hazard per minute of full outage, and in part to their
        loss of benevolence; *unanswered* (R,) the share of calls to support that nobody answers.
        """
        r = self._pace(severity, dt)
        k, x, up, down, flux = self._k, self._now, self._up, self._down, self._flux
        one = _ONE

        # New exposure, less what message fatigue keeps away; some of it needs to be believed
        kappa = k.eps_c + k.one_eps_c * x.TI
        seen = one - k.xi * x.Psi
        np.multiply(inputs[_HEARD], kappa * seen, out=self._in[_HEARD])
        np.multiply(inputs[_SEEN], seen, out=self._in[_SEEN])
        self._in[_STRUCK] = inputs[_STRUCK]

        mean = self._means()
        self._everybody[...] = mean[:3, :, None]
        mean_A, _, mean_F = self._everybody
        W2 = self._wait * self._wait
        z = W2 / (W2 + k.W0_2)
        loud = one + x.N
        blame = x.A * x.H * z
        alone = x.A * x.U * (k.one_om_na - k.om_na * x.Ka)
        missed, helped, before_eta = one + k.while_waiting * self._x[_WAITING]

        # Awareness
        up.A[...] = r.v_S_u + r.nu_wom * mean_A * loud + flux.notice

        # Freshness of official information
        up.K[...] = k.read_K * flux.info
        down.K[...] = r.age_K * (one - k.th_next * x.P)

        # Uncertainty
        up.U[...] = r.per_tau_U * x.A * (one - x.K) + flux.add_U
        down.U[...] = r.U_res + r.per_tau_U * x.K * x.K + flux.info

        # Frustration
        up.F[...] = (r.phi_S_u * x.A * z * (one + k.om_U * x.U) * missed * helped * before_eta
                     + r.k_con * x.A * mean_F * loud + k.l_f_pan * flux.panic + flux.add_F)
        down.F[...] = r.age_F + flux.soothe

        # Ability, benevolence, integrity
        blame_BI = r.lamH_S_u * blame
        ack = k.l_ack * flux.ack * x.Q
        before_media = one - x.N
        up.TA[...] = flux.gain_A + flux.lift_A
        down.TA[...] = r.lamA_S_u * blame + k.l_pan * flux.panic + flux.loss_A
        up.TB[...] = flux.gain_B + ack + flux.lift_B
        down.TB[...] = r.lamB_S_c * alone + blame_BI + flux.loss_B
        up.TI[...] = flux.gain_I + ack * (one + k.thun * before_media * before_media) + flux.lift_I
        down.TI[...] = (r.lamI_S * alone + blame_BI + x.A * (r.lamR * self._Y[:, None]
                        + r.S * flux.minimise) + flux.loss_I)

        # Attribution, apology credit, message fatigue, and what people keep in mind until it
        # falls due: here the inputs are the whole equation
        for rate, given in self._given:
            rate[...] = given

        # Leaving, first for a while, then for good
        doubt = self._doubt()
        up.M[...] = r.mu_S_u * x.A * (k.M_0 + k.one_M_0 * x.F)
        up.C[...] = r.chur * x.M * x.A * doubt * doubt

        # Media
        up.N[...] = r.nu_N * mean_F

        # The wait as it is felt, by those whose own use fails: to be told of an outage early must
        # not make it longer. The credit for an acknowledgement decays with it
        felt = r.S_dt * x.hit * (one + k.pi_U * x.U + k.wait_F * x.F)
        down.Q[...] = felt * k.per_tau_ack
        self._wait += felt

        self._annoy(annoyance, unanswered)
        self._mend()
        self._spread(mean)
        self._step()
        np.maximum(self._peak_F, x.F, out=self._peak_F)

    def _pace(self, severity: ArrayLike, dt: ArrayLike) -> SimpleNamespace:
        """Return the rates of a step: constants times its minutes and the severity, (R, S).

        They are made anew only when one of the two changes. Those of states that nothing else
        moves go straight into their place.
        """
        severity = np.asarray(severity, dtype=np.float64)
        dt = np.asarray(dt, dtype=np.float64)
        pace_of = severity.tobytes(), dt.tobytes()
        k, r, up, down = self._k, self._r, self._up, self._down
        if pace_of == self._pace_of:
            return r
        self._pace_of = pace_of
        r.S, r.dt = S, dt = self._full(severity), self._full(dt)
        r.S_dt = failing = S * dt
        working = dt - failing
        used = failing * k.use
        r.v_S_u, r.phi_S_u, r.mu_S_u = k.v_exp * used, k.phi * used, k.mu * used
        r.lamA_S_u, r.lamH_S_u = k.lamA * used, k.lamH * used
        r.lamB_S_c, r.lamI_S = k.lamB_c * failing, k.lamI * failing
        r.per_tau_U, r.age_K = k.per_tau_U * failing, k.age_K * failing
        up.hit[...] = r.v_S_u
        r.U_res = k.k_U_res * working
        r.age_F = k.age_F * (dt - k.one_fade_0 * failing)
        r.nu_wom, r.k_con, r.lamR, r.nu_N = k.nu_wom * dt, k.k_con * dt, k.lamR * dt, k.nu_N * dt
        r.chur, r.unanswered_F, r.age_rep = k.chur * dt, k.unanswered_F * dt, k.age_rep * dt
        down.M[...] = k.age_M * working
        down.N[...] = k.age_N * dt
        down.Om[...] = k.age_Om * (failing + k.apo_1 * working)
        down.Psi[...] = k.age_Psi * dt
        r.bR_S, r.gR = k.bR * failing[:, 0], k.gR * dt[:, 0]
        r.iota, r.age_Y = k.iota * dt[:, 0], k.age_Y * dt[:, 0]
        return r

    def _means(self) -> Array:
        """Return the means over the population (5, R): A, U, F, criticality x A, correction."""
        k, weighted = self._k, self._weighted
        np.multiply(self._x[_FELT], k.weight_AUF, out=weighted[:3])
        np.multiply(self._now.A, k.weight_c, out=weighted[3])
        np.multiply(self._flux.correction, k.weight, out=weighted[4])
        return reduce(np.add, self._by_segment)

    def _doubt(self) -> Array:
        """Return 1 - T for T = w_A T_A + w_B [T_B + g Om (1 - T_B)] + w_I [T_I + g Om (1 - T_I)],
        the trust in which a believed apology stands in for benevolence and integrity.

        Its ceiling is the trust at onset: good recovery pleases, and its credit lasts through what
        comes, but it binds nobody more than before (de Matos et al. 2007).
        """
        k = self._k
        ability, benevolence, integrity = k.w * (_ONE - self._trust)
        doubt: Array = ability + (benevolence + integrity) * (_ONE - k.g_apo * self._now.Om)
        np.maximum(doubt, k.doubt_0, out=doubt)
        return doubt

    def _annoy(self, annoyance: ArrayLike, unanswered: ArrayLike) -> None:
        """Add a campaign that runs on, and calls to support that nobody answers."""
        x, up, down, r = self._now, self._up, self._down, self._r
        if not _is_zero(annoyance):
            annoyed = self._full(annoyance) * r.S_dt * x.A
            up.F[...] += annoyed
            down.TB[...] += self._k.annoy_B * annoyed
        if not _is_zero(unanswered):
            up.F[...] += r.unanswered_F * self._full(unanswered) * x.A

    def _mend(self) -> None:
        """Let trust rise after restoration, as far as repair was earned.

        T' = (ln 2 / h_rep) (target - T), written in the one rule; a trust that stands above its
        target is left alone.
        """
        if not self._some_mend:
            return
        k, x, trust = self._k, self._now, self._trust
        earned = np.minimum(1.0, k.earn_0 + k.earn_pm * x.pm + k.earn_owned * x.owned
                            + k.earn_fix * self.repaired[:, None])
        target = self._low + (k.start - self._low) * earned
        pull = self._r.age_rep * self._mending * (target > trust)
        self._a[_TRUST] += pull * target
        self._b[_TRUST] += pull * (1.0 - target)

    def _spread(self, mean: Array) -> None:
        """Move people from ignorant X to spreading Y to stifled Z = 1 - X - Y of a rumour.

        It grows with importance times ambiguity, and dies of old age, of meeting somebody who
        knows it, and of being corrected.
        """
        k, r, X, Y = self._k, self._r, self._X, self._Y
        _, U, F, importance, corrected = mean
        caught, stopped = moved = self._moved
        caught[...] = U * (r.bR_S * importance * (_ONE + k.zF * F) * Y + r.iota)
        stopped[...] = r.gR * (_ONE - X) + r.age_Y + corrected
        np.expm1(np.negative(moved, out=moved), out=moved)
        moved *= self._rumour
        self._rumour += moved
        Y -= caught

    def _step(self) -> None:
        """Solve x' = a(1 - x) - bx over the step, for all states at once.

        x <- x + (x* - x)(1 - e^-(a+b)) with x* = a / (a + b), in [0, 1] for any a, b >= 0.
        """
        x, a, total, target = self._x, self._a, self._total, self._target
        np.add(a, self._b, out=total)
        np.add(total, _TINY, out=target)
        np.divide(a, target, out=target)
        target -= x
        np.negative(total, out=total)
        np.expm1(total, out=total)
        target *= total
        x -= target

    def _full(self, values: ArrayLike) -> Array:
        """Return *values*, a number, (R,) or (R, S), as (R, S)."""
        array = np.asarray(values, dtype=np.float64)
        full = np.empty(self._shape)
        full[...] = array[:, None] if array.ndim == 1 else array
        return full

    # What happens to whole worlds

    def take_over(self, rows: Rows, other: Audience, others: Rows) -> None:
        """Let *rows* go on from where *others* of *other* stand; both are indices, of the same
        worlds in the same order."""
        for mine, theirs in zip(self._carried(), other._carried(), strict=True):
            mine[:, rows] = theirs[:, others]
        self._some_mend = bool(self._mending.any())

    def _carried(self) -> tuple[Array, ...]:
        """Return all that a step hands on to the next, each with the worlds on its second axis."""
        return self._x, self._memory, self._low, self._rumour, self.repaired[None]

    def restored(self, rows: ArrayLike) -> None:
        """Mark the service of *rows* (indices or a mask) as restored: repair starts from here."""
        at = np.asarray(rows)
        self._low[:, at] = self._trust[:, at]
        self._mending[at] = 1.0
        self._some_mend = bool(self._mending.any())

    def relapsed(self, rows: ArrayLike) -> None:
        """Mark the service of *rows* (indices or a mask) as failing again: repair stops."""
        self._mending[np.asarray(rows)] = 0.0
        self._some_mend = bool(self._mending.any())

    def rumour_started(self, row: int, share: float) -> None:
        """Let *share* of those in *row* who do not spread a rumour begin to spread a new one,
        and the same share of those who stifled the old one become ignorant of the new."""
        X, Y = float(self._X[row]), float(self._Y[row])
        forgot = share * (1.0 - share) * (1.0 - X - Y)
        self._X[row] = (1.0 - share) * X + forgot
        self._Y[row] = Y + share * (1.0 - Y)

    def press(self, row: int, strength: float | None = None) -> None:
        """Add *strength* (without it, the parameter ``press``) of the missing media attention."""
        share = self.parameters.value("press", row) if strength is None else strength
        attention = self._now.N[row]
        attention += share * (1.0 - attention)

    # Views

    @property
    def trust(self) -> Array:
        """Trust (R, S), from its components and the credit of apologies."""
        trust: Array = 1.0 - self._doubt()
        return trust

    def state(self, name: str) -> Array:
        """Return the state called *name* in words, one of NAMES: a live view (R, S).

        Raises UnknownName.
        """
        if name not in NAMES:
            raise UnknownName("state of the audience", name, NAMES)
        view: Array = getattr(self._now, NAMES[name])
        return view

    @property
    def ability(self) -> Array:
        """Trust in ability (R, S)."""
        return self._now.TA

    @property
    def benevolence(self) -> Array:
        """Trust in benevolence (R, S)."""
        return self._now.TB

    @property
    def integrity(self) -> Array:
        """Trust in integrity (R, S)."""
        return self._now.TI

    @property
    def awareness(self) -> Array:
        """Awareness (R, S)."""
        return self._now.A

    @property
    def uncertainty(self) -> Array:
        """Uncertainty (R, S)."""
        return self._now.U

    @property
    def frustration(self) -> Array:
        """Frustration (R, S)."""
        return self._now.F

    @property
    def peak_frustration(self) -> Array:
        """Highest frustration so far (R, S)."""
        return self._peak_F

    @property
    def freshness(self) -> Array:
        """Freshness of official information (R, S)."""
        return self._now.K

    @property
    def switching(self) -> Array:
        """Share that uses an alternative as well (R, S)."""
        return self._now.M

    @property
    def churn(self) -> Array:
        """Share that left for good (R, S)."""
        return self._now.C

    @property
    def wait(self) -> Array:
        """Wait as it is felt (R, S), in minutes."""
        return self._wait

    @property
    def rumour(self) -> Array:
        """Share that spreads a rumour now (R,)."""
        return self._Y

    @property
    def media(self) -> Array:
        """Media attention (R,)."""
        return self._now.N[:, 0]

    def population(self, name: str) -> Array:
        """Return the mean of *name*, one of STATES, over the population (R,).

        Raises UnknownName.
        """
        if name == "rumour":
            return self._Y.copy()
        if name == "ignorant":
            return self._X.copy()
        if name == "stifled":
            return self._stifled()
        own = ("trust", "wait", "peak_frustration")
        values: Array = getattr(self, name) if name in own else self.state(name)
        return _sum(values * self._k.weight)

    def snapshot(self) -> dict[str, Array]:
        """Return copies of everything in STATES: (R, S), those of the rumour (R,)."""
        states, (ignorant, rumour) = self._x.copy(), self._rumour.copy()
        held: dict[str, Array] = {name: states[place] for name, place in _PLACES}
        held.update(trust=self.trust, wait=self._wait.copy(),
                    peak_frustration=self._peak_F.copy(), ignorant=ignorant, rumour=rumour,
                    stifled=self._stifled())
        return held

    def _stifled(self) -> Array:
        """Return Z (R,), those who have heard the rumour and no longer spread it."""
        return np.maximum(0.0, np.subtract(1.0 - self._X, self._Y))


def _given(a: Array, b: Array, inputs: Array) -> list[tuple[Array, Array]]:
    """Return the parts of the rates *a* and *b* that are nothing but inputs, with those inputs."""
    up = (("H", "miss", "add_H", "miss"), ("B", "owned", "workaround", "owned"),
          ("Om", "Ka", "apology", "told"))
    down = (("H", "H", "denial", "denial"), ("miss", "miss", "eta", "eta"),
            ("pm", "pm", "unexplained", "unexplained"),
            ("E", "D", "drop_eta", "drop_denied"))
    return [(rates[block(State._fields, first, last)], inputs[block(INPUTS, start, end)])
            for rates, parts in ((a, up), (b, down)) for first, last, start, end in parts]


def _is_zero(values: ArrayLike) -> bool:
    return not (np.count_nonzero(values) if isinstance(values, np.ndarray) else values)


def _sum(values: Array) -> Array:
    """Return the sum over the last axis, added one by one: the same bits for any number of rows."""
    return reduce(np.add, np.moveaxis(values, -1, 0))


def _size(share: Array) -> Array:
    """Return l(k) = -ln(1 - k), the hazard that takes away a *share*."""
    size: Array = -np.log1p(-share)
    return size


def _constants(segments: Segments, p: Parameters) -> SimpleNamespace:
    """Return the parameters and what the equations make of them, once and for all, as (R, S).

    ``age_X`` is ln 2 over the half-life of X, ``l_k`` the hazard of the share k, ``one_k`` what is
    left of 1. The constants of the rumour are (R,), stacks of constants (n, R, S).
    """
    shape = p.rows, len(segments.weight)
    use, weight, criticality = (np.asarray(values, dtype=np.float64) for values in (
        segments.use, segments.weight, segments.criticality))

    def full(values: Array) -> Array:
        return np.broadcast_to(values, shape).copy()

    as_they_are = ("eps_c", "xi", "om_na", "nu_wom", "v_exp", "phi", "mu", "read_K", "th_next",
                   "k_U_res", "om_U", "k_con", "unanswered_F", "annoy_B", "lamA", "lamH", "lamI",
                   "lamR", "apo_1", "M_0", "chur", "nu_N", "pi_U", "wait_F", "earn_0", "earn_pm",
                   "earn_owned", "earn_fix", "g_apo")
    made = {name: getattr(p, name) for name in as_they_are} | {
        "use": use, "weight": weight, "weight_c": weight * criticality,
        "one_eps_c": 1.0 - p.eps_c, "one_fade_0": 1.0 - p.fade_0, "one_M_0": 1.0 - p.M_0,
        "one_om_na": 1.0 + p.om_na, "lamB_c": p.lamB * (p.crit_0 + (1.0 - p.crit_0) * criticality),
        "per_tau_U": 1.0 / p.tau_U, "per_tau_ack": 1.0 / p.tau_ack, "W0_2": p.W0 * p.W0,
        "age_K": _LN2 / p.h_K, "age_F": _LN2 / p.h_F, "age_Om": _LN2 / p.h_apo,
        "age_Psi": _LN2 / p.h_psi, "age_M": _LN2 / p.h_M, "age_N": _LN2 / p.h_N,
        "age_rep": _LN2 / p.h_rep, "l_f_pan": _size(p.f_pan),
        "l_pan": _size(p.l_pan) * np.sqrt(p.rho), "l_ack": _size(p.g_ack),
        "thun": _size(p.g_thun) / _size(p.g_ack)}
    k = SimpleNamespace(**{name: full(values) for name, values in made.items()})
    k.start = np.stack([full(p.start_A), full(p.start_B), full(p.start_I)])
    k.w = np.stack([full(p.w_A), full(p.w_B), full(p.w_I)])
    k.doubt_0 = reduce(np.add, k.w * (1.0 - k.start))
    k.weight_AUF = np.stack([k.weight, k.weight, k.weight])
    k.while_waiting = np.stack([full(p.chi), full(-p.th_wa), full(-p.th_eta)])
    k.bR, k.gR, k.iota, k.zF, k.age_Y = (values[:, 0] for values in (
        p.bR / p.importance_0, p.gR, p.iota, p.zF, _LN2 / p.h_Y))
    return k
