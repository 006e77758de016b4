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
from simkit.model.exposure import HEARD, INPUTS, SEEN
from simkit.model.parameters import Array, Parameters, Rows, slim
from simkit.model.states import KEPT, NAMES, Input, State, block, stifled

_LN2 = math.log(2.0)
_ONE, _HARDLY = np.array(1.0), np.array(-1e-200)
"""Arrays of no axes: numpy takes them at half the price of Python numbers."""
_HEARD, _SEEN = slice(len(HEARD)), slice(len(HEARD), len(HEARD + SEEN))
_FELT = block(State._fields, "A", "U")
_TRUSTS = block(State._fields, "TA", "TI")
_OVERALL = ("ignorant", "rumour", "awareness", "frustration", "uncertainty")
"""What is known of the population as a whole, before importance and those who are upset."""
_PER_MINUTE = ("nu_wom", "k_con", "lamR", "nu_N", "chur", "unanswered_F", "age_rep")
_RUMOUR_PER_MINUTE = ("gR", "iota", "age_Y")

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
        # In one array, so that one call copies all: KEPT, then what only the next step needs
        self._planes = np.zeros((len(KEPT) + 2, *self._shape))
        self._trust, *_, self._wait, self._peak_F, self._doubt, self._mending = self._planes
        self._x = self._planes[1:1 + len(State._fields)]
        self._a, self._b, self._total, self._target = np.zeros((4, *self._x.shape))
        self._in = np.zeros((len(HEARD + SEEN), *self._shape))
        self._now, self._up, self._down = State(*self._x), State(*self._a), State(*self._b)
        self._inputs: Array | None = None
        self._trusts = self._x[_TRUSTS]
        self._overall = np.zeros((len(_OVERALL) + 2, self._shape[0]))
        self._rumour, self._means = self._overall[:2], self._overall[2:]
        (self._X, self._Y, _, self._mean_F, self._mean_U, self._importance,
         self._upset) = self._overall
        self._X[...] = 1.0
        self._caught, self._stopped = self._moved = np.zeros((2, self._shape[0]))
        self._by_segment = np.zeros((self._shape[1], *self._means.shape))
        self._weighted = np.moveaxis(self._by_segment, 0, -1)
        self._some_mend = False
        self._low = np.zeros((3, *self._shape))
        self.repaired: Array = np.zeros(self._shape[0])
        """How far the cause is repaired, (R,) in [0, 1]; set from outside."""

        self._trusts[...] = self._k.start
        self._now.Q[...] = 1.0
        self._now.H[...] = (parameters.H0 if attribution is None
                            else np.reshape(np.asarray(attribution, dtype=np.float64), (-1, 1)))
        self._settle()

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
        self._listen(inputs)
        k, x, up, down, flux = self._k, self._now, self._up, self._down, self._flux
        one, add, multiply = _ONE, np.add, np.multiply  # their last argument takes the answer

        # New exposure, less what message fatigue keeps away; some of it needs to be believed
        kappa = k.eps_c + k.one_eps_c * x.TI
        seen = one - k.xi * x.Psi
        multiply(inputs[_HEARD], kappa * seen, self._in[_HEARD])
        multiply(inputs[_SEEN], seen, self._in[_SEEN])

        spreading, mean_A, mean_F = self._everybody(self._overall[1:4])
        W2 = self._wait * self._wait
        z = W2 / (W2 + k.W0_2)
        loud = one + x.N
        blame = x.A * x.H * z
        alone = x.A * x.U * (k.one_om_na - k.om_na * x.Ka)
        missed, helped = one + k.chi * x.miss, one - k.th_wa * x.B
        before_eta = one - k.th_eta * x.E

        # Awareness
        add(r.v_S_u + r.nu_wom * mean_A * loud, flux.notice, up.A)

        # Freshness of official information
        multiply(k.read_K, flux.info, up.K)
        multiply(r.age_K, one - k.th_next * x.P, down.K)

        # Uncertainty
        add(r.per_tau_U * x.A * (one - x.K), flux.add_U, up.U)
        add(r.U_res + r.per_tau_U * x.K * x.K, flux.info, down.U)

        # Frustration
        add(r.phi_S_u * x.A * z * (one + k.om_U * x.U) * missed * helped * before_eta
            + r.k_con * x.A * mean_F * loud + k.l_f_pan * flux.panic, flux.add_F, up.F)
        add(r.age_F, flux.soothe, down.F)

        # Ability, benevolence, integrity
        blame_BI = r.lamH_S_u * blame
        ack = k.l_ack * flux.ack * x.Q
        before_media = one - x.N
        add(flux.gain_A, flux.lift_A, up.TA)
        add(r.lamA_S_u * blame + k.l_pan * flux.panic, flux.loss_A, down.TA)
        add(flux.gain_B + ack, flux.lift_B, up.TB)
        add(r.lamB_S_c * alone + blame_BI, flux.loss_B, down.TB)
        add(flux.gain_I + ack * (one + k.thun * before_media * before_media), flux.lift_I, up.TI)
        add(r.lamI_S * alone + blame_BI
            + x.A * (r.lamR * spreading + r.S * flux.minimise), flux.loss_I, down.TI)

        # Attribution, apology credit, message fatigue, and what people keep in mind until it
        # falls due: here the inputs are the whole equation
        for rate, given in self._thinned:
            multiply(given, seen, rate)
        for rate, given in self._given:
            rate[...] = given

        # Leaving, first for a while, then for good
        multiply(r.mu_S_u * x.A, k.M_0 + k.one_M_0 * x.F, up.M)
        multiply(r.chur * x.M * x.A * self._doubt, self._doubt, up.C)

        # Media
        multiply(r.nu_N, mean_F, up.N)

        # The wait as it is felt, by those whose own use fails: to be told of an outage early must
        # not make it longer. The credit for an acknowledgement decays with it
        felt = r.S_dt * x.hit * (one + k.pi_U * x.U + k.wait_F * x.F)
        multiply(felt, k.per_tau_ack, down.Q)
        self._wait += felt

        self._annoy(annoyance, unanswered)
        self._mend()
        self._spread()
        self._step()
        np.maximum(self._peak_F, x.F, out=self._peak_F)
        self._settle()

    def _listen(self, inputs: Array) -> None:
        """Find the parts of *inputs*, and the rates that are nothing but inputs: those that
        message fatigue has still to thin out, and those that are given as they are.

        Whoever calls step after step gives the same array, which is taken apart once.
        """
        if inputs is self._inputs:
            return
        self._inputs = inputs
        self._flux = Input(*self._in, *inputs[len(self._in):])

        def parts(*found: tuple[Array, str, str, Array, str, str]) -> list[tuple[Array, Array]]:
            return [(rates[block(State._fields, first, last)], given[block(INPUTS, start, end)])
                    for rates, first, last, given, start, end in found]

        a, b, heard = self._a, self._b, self._in
        self._thinned = parts((a, "B", "owned", inputs, "workaround", "owned"),
                              (b, "pm", "pm", inputs, "unexplained", "unexplained"),
                              (b, "miss", "miss", inputs, "eta", "eta"))
        self._given = parts((a, "H", "miss", inputs, "add_H", "miss"),
                            (a, "Om", "Ka", heard, "apology", "told"),
                            (b, "H", "H", heard, "denial", "denial"),
                            (b, "E", "D", inputs, "drop_eta", "drop_denied"))

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
        if pace_of[1] != self._pace_of[1]:
            self._pass(dt)
        self._pace_of = pace_of
        dt, r.S = r.dt, self._full(severity)
        r.S_dt = failing = r.S * dt
        working = dt - failing
        used = failing * k.use
        r.v_S_u, r.phi_S_u, r.mu_S_u = k.v_exp * used, k.phi * used, k.mu * used
        r.lamA_S_u, r.lamH_S_u = k.lamA * used, k.lamH * used
        r.lamB_S_c, r.lamI_S = k.lamB_c * failing, k.lamI * failing
        r.per_tau_U, r.age_K = k.per_tau_U * failing, k.age_K * failing
        up.hit[...] = r.v_S_u
        r.U_res = k.k_U_res * working
        r.age_F = k.age_F * (dt - k.one_fade_0 * failing)
        np.multiply(k.age_M, working, out=down.M)
        np.multiply(k.age_Om, failing + k.apo_1 * working, out=down.Om)
        r.bR_S = k.bR * failing[:, 0]
        return r

    def _pass(self, dt: Array) -> None:
        """Work out the rates of a step that its minutes alone make."""
        k, r, down = self._k, self._r, self._down
        dt = slim(dt)
        r.dt = self._full(dt) if dt.ndim else dt
        for names, minutes in ((_PER_MINUTE, r.dt), (_RUMOUR_PER_MINUTE, dt)):
            for name in names:
                setattr(r, name, np.asarray(getattr(k, name) * minutes))
        down.N[...] = k.age_N * r.dt
        down.Psi[...] = k.age_Psi * r.dt

    def _settle(self) -> None:
        """Work out what follows from the states, once for all who ask before the next step: trust,
        and means over the population.

        Trust T = w_A T_A + w_B [T_B + g Om (1 - T_B)] + w_I [T_I + g Om (1 - T_I)], in which a
        believed apology stands in for benevolence and integrity. Its ceiling is the trust at
        onset: good recovery pleases, and its credit lasts through what comes, but it binds nobody
        more than before (de Matos et al. 2007).
        """
        k, x, doubt, weighted = self._k, self._now, self._doubt, self._weighted
        character = k.w_B * (_ONE - x.TB) + k.w_I * (_ONE - x.TI)
        np.add(k.w_A * (_ONE - x.TA), character * (_ONE - k.g_apo * x.Om), out=doubt)
        np.maximum(doubt, k.doubt_0, out=doubt)
        np.subtract(_ONE, doubt, out=self._trust)

        np.multiply(self._x[_FELT], k.weight_AFU, out=weighted[:3])
        np.multiply(x.A, k.weight_c, out=weighted[3])
        np.multiply(x.A * x.F, k.weight, out=weighted[4])
        np.add.reduce(self._by_segment, axis=0, out=self._means)  # one segment after the other

    def _annoy(self, annoyance: ArrayLike, unanswered: ArrayLike) -> None:
        """Add a campaign that runs on, and calls to support that nobody answers."""
        x, r, angrier, worse = self._now, self._r, self._up.F, self._down.TB
        if not _is_zero(annoyance):
            annoyed = self._full(annoyance) * r.S_dt
            annoyed *= x.A
            angrier += annoyed
            annoyed *= self._k.annoy_B
            worse += annoyed
        if not _is_zero(unanswered):
            unheard = self._full(unanswered) * r.unanswered_F
            unheard *= x.A
            angrier += unheard

    def _mend(self) -> None:
        """Let trust rise after restoration, as far as repair was earned.

        T' = (ln 2 / h_rep) (target - T), written in the one rule; a trust that stands above its
        target is left alone.
        """
        if not self._some_mend:
            return
        k, x, trusts = self._k, self._now, self._trusts
        earned = np.minimum(_ONE, k.earn_0 + k.earn_pm * x.pm + k.earn_owned * x.owned
                            + k.earn_fix * self._everybody(self.repaired))
        target = self._low + (k.start - self._low) * earned
        pull = self._r.age_rep * self._mending * (target > trusts)
        self._a[_TRUSTS] += pull * target
        self._b[_TRUSTS] += pull * (_ONE - target)

    def _spread(self) -> None:
        """Move people from ignorant X to spreading Y to stifled Z = 1 - X - Y of a rumour.

        It grows with importance times ambiguity, and dies of old age, of meeting somebody who
        knows it, and of being corrected.
        """
        k, r, X, Y = self._k, self._r, self._X, self._Y
        moved, caught, stopped = self._moved, self._caught, self._stopped
        passed_on = r.bR_S * self._importance * (_ONE + k.zF * self._mean_F) * Y
        np.multiply(self._mean_U, passed_on + r.iota, out=caught)
        np.add(r.gR * (_ONE - X), r.age_Y, out=stopped)
        if np.count_nonzero(self._flux.correction):
            stopped += _sum(self._flux.correction * k.weight)
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
        np.subtract(_HARDLY, total, out=total)  # from here on -(a + b), and not 0
        np.divide(a, total, out=target)
        target += x
        np.expm1(total, out=total)
        target *= total
        x += target

    def _everybody(self, values: Array) -> Array:
        """Return *values* (..., R) of worlds as those of their segments, (..., R, S)."""
        return values.repeat(self._shape[1]).reshape(*values.shape, -1)

    def _full(self, values: ArrayLike) -> Array:
        """Return *values*, a number, (R,) or (R, S), as (R, S)."""
        array = np.asarray(values, dtype=np.float64)
        return (self._everybody(array) if array.ndim == 1
                else np.broadcast_to(array, self._shape))

    # What happens to whole worlds

    def take_over(self, rows: Rows, other: Audience, others: Rows) -> None:
        """Let *rows* go on from where *others* of *other* stand; both are indices, of the same
        worlds in the same order."""
        for mine, theirs in zip(self._carried(), other._carried(), strict=True):
            mine[:, rows] = theirs[:, others]
        self._some_mend = bool(self._mending.any())

    def _carried(self) -> tuple[Array, ...]:
        """Return all that a step hands on to the next, each with the worlds on its second axis."""
        return self._planes, self._low, self._overall, self.repaired[None]

    def restored(self, rows: ArrayLike) -> None:
        """Mark the service of *rows* (indices or a mask) as restored: repair starts from here."""
        at = np.asarray(rows)
        self._low[:, at] = self._trusts[:, at]
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
        return self._trust.copy()

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
    def ignorant(self) -> Array:
        """Share that has not heard a rumour (R,)."""
        return self._X

    @property
    def rumour(self) -> Array:
        """Share that spreads a rumour now (R,)."""
        return self._Y

    @property
    def media(self) -> Array:
        """Media attention (R,)."""
        return self._now.N[:, 0]

    @property
    def upset(self) -> Array:
        """Share of the population that is aware and frustrated (R,)."""
        return self._upset

    @property
    def kept(self) -> Array:
        """Everything in KEPT (len(KEPT), R, S); a live view."""
        return self._planes[:len(KEPT)]

    def population(self, name: str) -> Array:
        """Return the mean of *name*, one of STATES, over the population (R,).

        Raises UnknownName.
        """
        if name in _OVERALL:
            mean: Array = self._overall[_OVERALL.index(name)].copy()
            return mean
        if name == "stifled":
            return stifled(self._X, self._Y)
        if name not in KEPT:
            raise UnknownName("state of the audience", name, STATES)
        return _sum(self._planes[KEPT.index(name)] * self._k.weight)

    def snapshot(self) -> dict[str, Array]:
        """Return copies of everything in STATES: (R, S), those of the rumour (R,)."""
        kept, (ignorant, rumour) = self.kept.copy(), self._rumour.copy()
        return {**dict(zip(KEPT, kept, strict=True)), "ignorant": ignorant, "rumour": rumour,
                "stifled": stifled(ignorant, rumour)}


def _is_zero(values: ArrayLike) -> bool:
    return not (np.count_nonzero(values) if isinstance(values, np.ndarray) else values)


def _sum(values: Array) -> Array:
    """Return the sum of (R, S) over the segments, added one by one: the same bits for any number
    of rows."""
    return reduce(np.add, values.T)


def _size(share: Array) -> Array:
    """Return l(k) = -ln(1 - k), the hazard that takes away a *share*."""
    size: Array = -np.log1p(-share)
    return size


def _constants(segments: Segments, p: Parameters) -> SimpleNamespace:
    """Return the parameters and what the equations make of them, once and for all: as (R, S), or
    without axes where they are the same for everybody, which makes for half the work.

    ``age_X`` is ln 2 over the half-life of X, ``l_k`` the hazard of the share k, ``one_k`` what is
    left of 1. The constants of the rumour are (R,) or without axes, stacks of constants (n, R, S).
    """
    shape = p.rows, len(segments.weight)
    use, weight, criticality = (np.asarray(values, dtype=np.float64) for values in (
        segments.use, segments.weight, segments.criticality))

    def full(values: Array) -> Array:
        return np.broadcast_to(values, shape).copy()

    as_they_are = ("eps_c", "xi", "om_na", "nu_wom", "v_exp", "phi", "mu", "read_K", "th_next",
                   "k_U_res", "om_U", "k_con", "chi", "th_wa", "th_eta", "unanswered_F", "annoy_B",
                   "lamA", "lamH", "lamI", "lamR", "apo_1", "M_0", "chur", "nu_N", "pi_U", "wait_F",
                   "earn_0", "earn_pm", "earn_owned", "earn_fix", "g_apo", "w_A", "w_B", "w_I")
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
    k = SimpleNamespace(**{name: full(values) if slim(values).ndim else slim(values)
                           for name, values in made.items()})
    k.start = np.stack([full(p.start_A), full(p.start_B), full(p.start_I)])
    k.doubt_0 = reduce(np.add, (full(w * (1.0 - start)) for w, start in (
        (p.w_A, p.start_A), (p.w_B, p.start_B), (p.w_I, p.start_I))))
    k.weight_AFU = np.stack([full(weight)] * 3)
    k.bR, k.gR, k.iota, k.zF, k.age_Y = (
        slim(values[:, 0]) for values in (
        p.bR / p.importance_0, p.gR, p.iota, p.zF, _LN2 / p.h_Y))
    return k
