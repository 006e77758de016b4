"""The users' equations once more, one segment and one number at a time.

Written from the words of the model alone, before reading the code it is compared with: slow, plain
and on Python's floats. All rates of a step are taken from the states at its start; then each state
makes one exact step. Where the words leave something open, or the code departs from them on
purpose, a comment that begins with "Settled" says what holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log, log1p, sqrt

LN2 = log(2.0)
RATES = ("A", "hit", "K", "Ka", "U", "F", "H", "TA", "TB", "TI", "Om", "Psi", "M", "C",
         "miss", "E", "B", "P", "D", "pm", "owned")
"""The states of a segment that share the update rule."""


@dataclass(frozen=True)
class Words:
    """A published message, as its readers take it."""

    contents: frozenset[str]
    """``acknowledgement``, ``impact``, ``cause``, ``eta``, ``next_update``, ``workaround``,
    ``all_clear``; ``apology``, ``responsibility``, ``denies``, ``minimises``, ``corrects``."""
    calm: float = 0.8
    empathy: float = 0.0
    postmortem: float = 0.0
    """Quality of the post-mortem that it is."""
    next_wait: float = 30.0
    """Minutes until the promised next update."""
    earlier: Mapping[str, int] = field(default_factory=dict)
    """How often each content was said before."""
    index: int = 0
    """How many messages came before."""

    def news(self, p: Mapping[str, float], content: str) -> float:
        """Return how new *content* is: 1 at first, less each time, 0 when it is not said."""
        said = content in self.contents
        return p["nov"] ** self.earlier.get(content, 0) if said else 0.0


@dataclass(frozen=True)
class Post:
    """What a message newly reaches in a step: shares of each segment."""

    words: Words
    before: Sequence[float]
    after: Sequence[float]


@dataclass(frozen=True)
class Event:
    """Something that happens to those whom a message has reached."""

    kind: str
    """``eta_missed``, ``eta_revised``, ``next_missed``, ``next_kept``, ``next_over`` (none is
    pending any more), ``clear_false``, ``denial_false``, ``denial_true``."""
    reach: Sequence[float]
    """Exposure to the message that said so, per segment."""
    hours: float = 0.0
    """Length of a kept promise."""


@dataclass(frozen=True)
class Step:
    """What comes from outside in one step."""

    dt: float
    severity: float
    posts: Sequence[Post] = ()
    events: Sequence[Event] = ()
    responsibility: float = 1.0
    repaired: float = 0.0
    annoyance: float = 0.0
    unanswered: float = 0.0


@dataclass
class Segment:
    """One group of users."""

    weight: float
    use: float
    criticality: float
    TA: float
    TB: float
    TI: float
    H: float
    A: float = 0.0
    hit: float = 0.0
    K: float = 0.0
    Ka: float = 0.0
    U: float = 0.0
    W: float = 0.0
    F: float = 0.0
    Om: float = 0.0
    Psi: float = 0.0
    M: float = 0.0
    C: float = 0.0
    miss: float = 0.0
    E: float = 0.0
    B: float = 0.0
    P: float = 0.0
    D: float = 0.0
    pm: float = 0.0
    owned: float = 0.0
    low: tuple[float, float, float] | None = None
    """Trust at restoration (A, B, I); None while the outage lasts."""


@dataclass
class Plain:
    """All users of one world, with the constants *p* by name."""

    p: Mapping[str, float]
    segments: list[Segment]
    N: float = 0.0
    X: float = 1.0
    Y: float = 0.0
    Z: float = 0.0

    def mean(self, letter: str) -> float:
        """Return the mean over all users of a state."""
        return sum(s.weight * float(getattr(s, letter)) for s in self.segments)

    def trust(self, s: Segment) -> float:
        """Return the trust of one segment."""
        p = self.p
        credit = s.Om * p["g_apo"]
        trust = (p["w_A"] * s.TA + p["w_B"] * (s.TB + credit * (1 - s.TB))
                 + p["w_I"] * (s.TI + credit * (1 - s.TI)))
        # Settled: the ceiling is the trust at onset, for an apology and for gains alike.
        return min(trust, p["w_A"] * p["start_A"] + p["w_B"] * p["start_B"]
                   + p["w_I"] * p["start_I"])

    def restore(self) -> None:
        """Let repair start from where trust is now."""
        for s in self.segments:
            s.low = (s.TA, s.TB, s.TI)

    def relapse(self) -> None:
        """Let repair stop."""
        for s in self.segments:
            s.low = None

    def press(self, strength: float) -> None:
        """Add media attention."""
        self.N += strength * (1 - self.N)

    def new_rumour(self, share: float) -> None:
        """Start a new rumour."""
        # Settled: the words move a share of Z to X; here the inject also makes the same share of
        # all who do not spread it yet its first spreaders.
        ignorant = self.X + share * self.Z
        stifled = (1 - share) * self.Z
        self.X, self.Z = (1 - share) * ignorant, (1 - share) * stifled
        self.Y += share * (ignorant + stifled)

    def advance(self, step: Step) -> None:
        """Make one step."""
        p, dt = self.p, step.dt
        rumour = self._next_rumour(step)
        media = solved(self.N, p["nu_N"] * self.mean("F") * dt, LN2 / p["h_N"] * dt)
        mean_A, mean_F = self.mean("A"), self.mean("F")
        for i, s in enumerate(self.segments):
            up, down = dict.fromkeys(RATES, 0.0), dict.fromkeys(RATES, 0.0)
            self._by_the_minute(s, step, mean_A, mean_F, up, down)
            for post in step.posts:
                self._by_exposure(s, step, post.words, post.before[i], post.after[i], up, down)
            for event in step.events:
                self._by_event(event.kind, event.reach[i], event.hours, up, down)
            self._by_repair(s, step, up, down)
            # Settled: the words let everybody who is aware wait; here only those whose own use
            # failed do, so that a company which tells people early does not make them wait longer.
            s.W += dt * step.severity * s.hit * (1 + p["pi_U"] * s.U + p["wait_F"] * s.F)
            for letter in RATES:
                setattr(s, letter, solved(getattr(s, letter), up[letter], down[letter]))
        self.N = media
        self.X, self.Y, self.Z = rumour

    def _next_rumour(self, step: Step) -> tuple[float, float, float]:
        p = self.p
        importance = step.severity * sum(s.weight * s.criticality * s.A for s in self.segments)
        corrected = sum(s.weight * self._kappa(s) * self._flux(s, post.before[i], post.after[i])
                        for post in step.posts if "corrects" in post.words.contents
                        for i, s in enumerate(self.segments))
        U, F = self.mean("U"), self.mean("F")
        spread = p["bR"] * (importance / p["importance_0"]) * U * (1 + p["zF"] * F) * self.Y
        start = 1 - exp(-(spread + p["iota"] * U) * step.dt)
        stop = 1 - exp(-(p["gR"] * (self.Y + self.Z) + LN2 / p["h_Y"]) * step.dt
                       - hazard(p["k_cor"]) * corrected)
        begun, ended = start * self.X, stop * self.Y
        return self.X - begun, self.Y + begun - ended, self.Z + ended

    def _kappa(self, s: Segment) -> float:
        return self.p["eps_c"] + (1 - self.p["eps_c"]) * s.TI

    def _flux(self, s: Segment, before: float, after: float) -> float:
        return (after - before) * (1 - self.p["xi"] * s.Psi)

    def _by_the_minute(self, s: Segment, step: Step, mean_A: float, mean_F: float,
                       up: dict[str, float], down: dict[str, float]) -> None:
        p, dt, S, N = self.p, step.dt, step.severity, self.N
        A, U, F, u = s.A, s.U, s.F, s.use
        z = s.W ** 2 / (s.W ** 2 + p["W0"] ** 2)
        blame = A * S * u * s.H * z
        silence = A * S * U * (1 + p["om_na"] * (1 - s.Ka))
        up["A"] += (S * u * p["v_exp"] + p["nu_wom"] * mean_A * (1 + N)) * dt
        up["hit"] += S * u * p["v_exp"] * dt
        down["K"] += S * LN2 / p["h_K"] * (1 - p["th_next"] * s.P) * dt
        up["U"] += A * S * (1 - s.K) / p["tau_U"] * dt
        down["U"] += ((1 - S) * p["k_U_res"] + S * s.K ** 2 / p["tau_U"]) * dt
        strain = (p["phi"] * S * u * z * (1 + p["om_U"] * U) * (1 + p["chi"] * s.miss)
                  * (1 - p["th_eta"] * s.E) * (1 - p["th_wa"] * s.B))
        up["F"] += A * (strain + p["k_con"] * mean_F * (1 + N)) * dt
        down["F"] += LN2 / p["h_F"] * (p["fade_0"] + (1 - p["fade_0"]) * (1 - S)) * dt
        down["TA"] += p["lamA"] * blame * dt
        down["TB"] += (p["lamB"] * silence * (p["crit_0"] + (1 - p["crit_0"]) * s.criticality)
                       + p["lamH"] * blame) * dt
        down["TI"] += (p["lamI"] * silence + p["lamH"] * blame + p["lamR"] * self.Y * A) * dt
        down["Om"] += LN2 / p["h_apo"] * (S + p["apo_1"] * (1 - S)) * dt
        down["Psi"] += LN2 / p["h_psi"] * dt
        up["M"] += p["mu"] * S * A * u * (p["M_0"] + (1 - p["M_0"]) * F) * dt
        down["M"] += (1 - S) * LN2 / p["h_M"] * dt
        up["C"] += p["chur"] * s.M * (1 - self.trust(s)) ** 2 * A * dt
        # Settled: the words know no campaign and no support; both are felt by the aware, and the
        # campaign only as far as the service fails.
        up["F"] += A * (step.annoyance * S + p["unanswered_F"] * step.unanswered) * dt
        down["TB"] += p["annoy_B"] * A * step.annoyance * S * dt

    def _by_exposure(self, s: Segment, step: Step, words: Words, before: float, after: float,
                     up: dict[str, float], down: dict[str, float]) -> None:
        p, has = self.p, words.contents.__contains__
        flux, kappa, root = self._flux(s, before, after), self._kappa(s), sqrt(p["rho"])
        told = information(p, words)
        tone, full = p["nov_t"] ** words.index, min(told / p["I_full"], 1.0)
        panic = (1 - words.calm) ** 2 * tone * flux
        gain = kappa * flux / root
        prompt = exp(-s.W / p["tau_ack"])

        up["A"] += p["read_A"] * flux
        up["K"] += p["read_K"] * hazard(told) * kappa * flux
        down["U"] += hazard(told) * kappa * flux
        # Settled: a denial tells nobody that the company knows.
        up["Ka"] += p["read_Ka"] * flux * (not has("denies"))
        up["F"] += hazard(p["f_pan"]) * panic
        down["F"] += (hazard(p["k_emp"]) * words.empathy * words.calm * kappa
                      * max(p["tone_0"], tone) * (p["emp_F"] + (1 - p["emp_F"]) * full) * flux)
        # Settled: the words take d_H kappa flux off at once; the rule for shares (2.1) takes it as
        # a hazard, as everything else.
        down["H"] += hazard(p["dH"]) * has("denies") * kappa * flux

        # Settled: what is said again earns trust as it informs, by nu to the power of its uses.
        why = (hazard(p["g_cause"]) * words.news(p, "cause")
               + hazard(p["g_pm"]) * words.postmortem)
        way = hazard(p["g_wa"]) * words.news(p, "workaround")
        ack = words.news(p, "acknowledgement") * prompt
        up["TA"] += (why + way) * gain
        down["TA"] += hazard(p["l_pan"]) * root * panic
        up["TB"] += (hazard(p["g_emp"]) * words.empathy * tone
                     * (p["emp_B"] + (1 - p["emp_B"]) * full)
                     + hazard(p["g_ack"]) * ack + way) * gain
        up["TI"] += (why + hazard(p["g_ack"]) * ack + hazard(p["g_thun"]) * (1 - self.N) ** 2 * ack
                     + hazard(p["g_resp"]) * step.responsibility * words.news(p, "responsibility")
                     ) * gain
        down["TI"] += hazard(p["l_min"]) * has("minimises") * root * s.A * step.severity * flux
        if has("apology"):
            up["Om"] += (hazard(p["apo"]) * p["rep_apo"] ** words.earlier.get("apology", 0) * kappa
                         * (p["apo_0"] + (1 - p["apo_0"]) * has("responsibility")) * flux)
        up["Psi"] += hazard(p["psi"]) * max(0.0, 1 - told / p["I_empty"]) * flux

        # Settled: who holds what was said is who was reached, so that one message alone is held by
        # the share it reached: the hazard is that of being reached now, for those who were not
        # before. Fatigue takes its part of that hazard.
        reached = hazard((after - before) / (1 - before)) * (1 - p["xi"] * s.Psi)
        up["E"] += reached * has("eta")
        down["miss"] += reached * has("eta")
        up["P"] += reached * has("next_update")
        up["B"] += reached * has("workaround")
        up["D"] += reached * has("denies")
        up["owned"] += reached * has("responsibility")
        # Whoever sees a post-mortem has its quality in mind, not that of an earlier one.
        if words.postmortem:
            up["pm"] += reached * words.postmortem
            down["pm"] += reached * (1 - words.postmortem)

    def _by_event(self, kind: str, r: float, hours: float, up: dict[str, float],
                  down: dict[str, float]) -> None:
        """Add an event to the hazards; r may hold the share of responsibility."""
        p, root = self.p, sqrt(self.p["rho"])
        # Settled: x += k r (1 - x) is the hazard l(k r), solved in the step with all others.
        if kind in ("eta_missed", "eta_revised"):
            left = p["revised"] if kind == "eta_revised" else 1.0
            down["TI"] += hazard(p["l_eta"]) * root * r * left
            down["TA"] += p["A_eta"] * hazard(p["l_eta"]) * root * r * left
            up["F"] += hazard(p["F_eta"] * r * left)
        if kind == "eta_missed":
            # Settled: a time that was revised early adds no uncertainty; the words have .35 of it.
            up["U"] += hazard(p["U_eta"] * r)
            up["miss"] += hazard(r)
            down["E"] += hazard(1.0)
        if kind == "next_missed":
            down["TI"] += hazard(p["l_next"]) * root * r
            up["U"] += hazard(p["U_next"] * r)
        if kind == "next_kept":
            up["TI"] += hazard(min(p["g_kept"] * hours, 0.5)) / root * r
        if kind in ("next_missed", "next_over"):
            down["P"] += hazard(1.0)
        if kind == "clear_false":
            down["TI"] += hazard(p["l_clear"]) * root * r
            down["TA"] += hazard(p["l_clear"]) * root * r
            up["F"] += hazard(p["F_clear"] * r)
            up["U"] += hazard(p["U_clear"] * r)
        if kind == "denial_false":
            down["TI"] += hazard(p["l_deny"]) * root * r
            up["H"] += hazard(p["H_deny"] * r)
            up["F"] += hazard(p["F_deny"] * r)
        if kind == "denial_true":
            up["TI"] += hazard(p["g_true"]) / root * r

    def _by_repair(self, s: Segment, step: Step, up: dict[str, float],
                   down: dict[str, float]) -> None:
        if s.low is None:
            return
        p = self.p
        earn = min(1.0, p["earn_0"] + p["earn_pm"] * s.pm + p["earn_owned"] * s.owned
                   + p["earn_fix"] * step.repaired)
        pull = LN2 / p["h_rep"] * step.dt
        for letter, low in zip(("TA", "TB", "TI"), s.low, strict=True):
            target = low + (p[f"start_{letter[1]}"] - low) * earn
            # Settled: repair lifts only; a trust above its target is left alone.
            if target > getattr(s, letter):
                up[letter] += pull * target
                down[letter] += pull * (1 - target)


def hazard(share: float) -> float:
    """Return l(k): the hazard that takes away *share* of what is left."""
    return -log1p(-min(share, 1 - 1e-12))


def solved(x: float, a: float, b: float) -> float:
    """Return *x* after a step with the summed rates *a* up and *b* down."""
    if a + b == 0.0:
        return x
    rest = a / (a + b)
    return rest + (x - rest) * exp(-(a + b))


def information(p: Mapping[str, float], words: Words) -> float:
    """Return what a message tells."""
    total = 0.0
    for content, name in (("acknowledgement", "k_ack"), ("impact", "k_imp"), ("cause", "k_cause"),
                          ("workaround", "k_wa"), ("all_clear", "k_clear")):
        total += p[name] * words.news(p, content)
    if "eta" in words.contents:
        total += p["k_eta"]
    if "next_update" in words.contents:
        total += p["k_next"] * min(1.0, words.next_wait / p["next_full"])
    return min(p["I_max"], total)


def exposed(channels: Sequence[tuple[float, float, float]], age: float) -> float:
    """Return the share that a message of *age* minutes has reached on *channels*, each a reach, a
    half-life and a delay."""
    missed = 1.0
    for reach, half_life, delay in channels:
        missed *= 1 - reach * (1 - 2 ** (-max(0.0, age - delay) / half_life))
    return 1 - missed
