"""The users' equations once more, one segment and one number at a time.

Written from the words of the model alone, not from the code it is compared with: slow, plain, and
on Python's floats. All rates of a step are taken from the states at its start; then each state
makes one exact step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log, log1p, sqrt

LN2 = log(2.0)


@dataclass(frozen=True)
class Said:
    """A published message, as its readers take it."""

    contents: frozenset[str]
    """``acknowledges``, ``impact``, ``cause``, ``eta``, ``next_update``, ``workaround``,
    ``all_clear``, ``apology``, ``empathy``, ``responsibility``, ``denies``, ``minimises``,
    ``postmortem``, ``corrects``."""
    calm: float = 0.8
    next_wait: float = 30.0
    """Minutes until the promised next update."""
    earlier: Mapping[str, int] = field(default_factory=dict)
    """How often each content was said before."""
    index: int = 0
    """How many messages came before."""


@dataclass(frozen=True)
class Event:
    """Something that happens to those whom a message has reached."""

    kind: str
    """``eta_missed``, ``next_missed``, ``clear_false``, ``denial_judged``, ``kept``."""
    reach: Sequence[float]
    """Exposure to the message that promised, per segment."""
    revised: bool = False
    hours: float = 0.0
    """Length of a kept promise."""


@dataclass(frozen=True)
class Step:
    """What happens in one step, beside the states."""

    dt: float
    severity: float
    messages: Sequence[tuple[Said, Sequence[float]]] = ()
    """Each message with its flux per segment: new exposure times (1 - xi Psi)."""
    events: Sequence[Event] = ()
    responsibility: float = 1.0
    restored: bool = False
    repaired: bool = False
    press: bool = False
    rumour: float = 0.0
    """Share of the stiflers to whom a new rumour comes."""
    annoyance: float = 0.0
    """Hazard per minute on frustration from a campaign that runs on."""
    unanswered: float = 0.0
    """Share of the calls to support that nobody takes."""


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

    def trust(self, s: Segment) -> float:
        """Return the trust of one segment."""
        p = self.p
        credit = s.Om * p["g_apo"]
        return (p["w_A"] * s.TA + p["w_B"] * (s.TB + credit * (1 - s.TB))
                + p["w_I"] * (s.TI + credit * (1 - s.TI)))

    def mean(self, letter: str) -> float:
        """Return the mean over all users of a state."""
        return sum(s.weight * float(getattr(s, letter)) for s in self.segments)

    def advance(self, step: Step) -> None:
        """Make one step."""
        if step.press:
            self.N += self.p["press"] * (1 - self.N)
        moved = step.rumour * self.Z
        self.X, self.Z = self.X + moved, self.Z - moved
        for event in step.events:
            for i, s in enumerate(self.segments):
                _jump(self.p, s, event, event.reach[i], step.responsibility)
        rumour = self._next_rumour(step)
        media = solved(self.N, self.p["nu_N"] * self.mean("F") * step.dt,
                       LN2 / self.p["h_N"] * step.dt)
        shared = {"A": self.mean("A"), "F": self.mean("F"), "N": self.N, "Y": self.Y}
        for i, s in enumerate(self.segments):
            self._advance_segment(i, s, step, shared)
        self.N = media
        self.X, self.Y, self.Z = rumour

    def _next_rumour(self, step: Step) -> tuple[float, float, float]:
        p = self.p
        importance = step.severity * sum(s.weight * s.criticality * s.A for s in self.segments)
        corrected = sum(s.weight * trusted(p, s) * flux[i] for said, flux in step.messages
                        if "corrects" in said.contents for i, s in enumerate(self.segments))
        U, F = self.mean("U"), self.mean("F")
        spread = p["bR"] * importance / p["importance_0"] * U * (1 + p["zF"] * F) * self.Y
        start = 1 - exp(-(spread + p["iota"] * U) * step.dt)
        stop = 1 - exp(-(p["gR"] * (self.Y + self.Z) + LN2 / p["h_Y"]) * step.dt
                       - hazard(p["k_cor"]) * corrected)
        begun, ended = start * self.X, stop * self.Y
        return self.X - begun, self.Y + begun - ended, self.Z + ended

    def _advance_segment(self, i: int, s: Segment, step: Step,
                         shared: Mapping[str, float]) -> None:
        p, dt, S, N = self.p, step.dt, step.severity, shared["N"]
        A, U, F, u = s.A, s.U, s.F, s.use
        kappa, root, T = trusted(p, s), sqrt(p["rho"]), self.trust(s)
        Q = exp(-s.W / p["tau_ack"])
        z = s.W ** 2 / (s.W ** 2 + p["W0"] ** 2)
        blame = A * S * u * s.H * z
        silence = A * S * U * (1 + p["om_na"] * (1 - s.Ka))

        # What runs on by the minute
        up = dict.fromkeys(("A", "K", "Ka", "U", "F", "TA", "TB", "TI", "Om", "Psi", "M", "C"),
                           0.0)
        down = dict(up)
        up["A"] = (S * u * p["v_exp"] + p["nu_wom"] * shared["A"] * (1 + N)) * dt
        down["K"] = S * LN2 / p["h_K"] * (1 - p["th_next"] * s.P) * dt
        up["U"] = A * S * (1 - s.K) / p["tau_U"] * dt
        down["U"] = ((1 - S) * p["k_U_res"] + S * s.K ** 2 / p["tau_U"]) * dt
        felt = (p["phi"] * S * u * z * (1 + p["om_U"] * U) * (1 + p["chi"] * s.miss)
                * (1 - p["th_eta"] * s.E) * (1 - p["th_wa"] * s.B))
        up["F"] = (A * (felt + p["k_con"] * shared["F"] * (1 + N)) + step.annoyance
                   + A * p["unanswered_F"] * step.unanswered) * dt
        down["F"] = LN2 / p["h_F"] * (p["fade_0"] + (1 - p["fade_0"]) * (1 - S)) * dt
        down["TA"] = p["lamA"] * blame * dt
        down["TB"] = (p["lamB"] * silence * (p["crit_0"] + (1 - p["crit_0"]) * s.criticality)
                      + p["lamH"] * blame + p["annoy_B"] * step.annoyance) * dt
        down["TI"] = (p["lamI"] * silence + p["lamH"] * blame
                      + p["lamR"] * shared["Y"] * A) * dt
        down["Om"] = LN2 / p["h_apo"] * (S + p["apo_1"] * (1 - S)) * dt
        down["Psi"] = LN2 / p["h_psi"] * dt
        up["M"] = p["mu"] * S * A * u * (p["M_0"] + (1 - p["M_0"]) * F) * dt
        down["M"] = (1 - S) * LN2 / p["h_M"] * dt
        up["C"] = p["chur"] * s.M * (1 - T) ** 2 * A * dt

        # What new exposure to messages adds
        believed = 1.0
        for said, flux_of in step.messages:
            flux = flux_of[i]
            informs = hazard(information(p, said))
            known = information(p, said)
            tone = p["nov_t"] ** said.index
            full = min(known / p["I_full"], 1.0)
            has = said.contents.__contains__
            panic = (1 - said.calm) ** 2 * tone * flux
            gain = kappa * flux / root
            up["A"] += p["read_A"] * flux
            up["K"] += p["read_K"] * informs * kappa * flux
            up["Ka"] += p["read_Ka"] * flux
            down["U"] += informs * kappa * flux
            up["F"] += hazard(p["f_pan"]) * panic
            down["F"] += (hazard(p["k_emp"]) * has("empathy") * said.calm * kappa
                          * max(p["tone_0"], tone)
                          * (p["emp_F"] + (1 - p["emp_F"]) * full) * flux)
            down["TA"] += hazard(p["l_pan"]) * root * panic
            up["TA"] += (hazard(p["g_cause"]) * has("cause") + hazard(p["g_wa"])
                         * has("workaround") + hazard(p["g_pm"]) * has("postmortem")) * gain
            up["TB"] += (hazard(p["g_emp"]) * has("empathy") * tone
                         * (p["emp_B"] + (1 - p["emp_B"]) * full)
                         + hazard(p["g_ack"]) * has("acknowledges") * Q
                         + hazard(p["g_wa"]) * has("workaround")) * gain
            up["TI"] += (hazard(p["g_ack"]) * has("acknowledges") * Q
                         + hazard(p["g_thun"]) * has("acknowledges") * (1 - N) ** 2 * Q
                         + hazard(p["g_resp"]) * has("responsibility") * step.responsibility
                         + hazard(p["g_cause"]) * has("cause")
                         + hazard(p["g_pm"]) * has("postmortem")) * gain
            down["TI"] += hazard(p["l_min"]) * has("minimises") * root * A * S * flux
            if has("apology"):
                up["Om"] += (hazard(p["apo"]) * p["rep_apo"] ** said.earlier.get("apology", 0)
                             * kappa * (p["apo_0"] + (1 - p["apo_0"]) * has("responsibility"))
                             * flux)
            up["Psi"] += hazard(p["psi"]) * max(0.0, 1 - known / p["I_empty"]) * flux
            if has("denies"):
                believed *= 1 - p["dH"] * kappa * flux

        # What events do to trust
        for event in step.events:
            _lose(p, s, event, event.reach[i], step.responsibility, up, down)

        # Repair after restoration
        if not step.restored:
            s.low = None
        elif s.low is None:
            s.low = (s.TA, s.TB, s.TI)
        if s.low is not None:
            earn = min(1.0, p["earn_0"] + p["earn_pm"] * s.pm + p["earn_owned"] * s.owned
                       + p["earn_fix"] * step.repaired)
            for letter, name, low in zip(("TA", "TB", "TI"), ("start_A", "start_B", "start_I"),
                                         s.low, strict=True):
                target = low + (p[name] - low) * earn
                pull = LN2 / p["h_rep"] * dt
                up[letter] += pull * target
                down[letter] += pull * (1 - target)

        s.W += A * S * (1 + p["pi_U"] * U + p["wait_F"] * F) * dt
        s.H *= believed
        for letter in up:
            setattr(s, letter, solved(getattr(s, letter), up[letter], down[letter]))
        for said, flux_of in step.messages:
            _told(s, said, flux_of[i])


def hazard(share: float) -> float:
    """Return the hazard that takes away *share* of what is left."""
    return -log1p(-share)


def solved(x: float, a: float, b: float) -> float:
    """Return *x* after a step with the summed rates *a* up and *b* down."""
    if a + b == 0.0:
        return x
    rest = a / (a + b)
    return rest + (x - rest) * exp(-(a + b))


def trusted(p: Mapping[str, float], s: Segment) -> float:
    """Return the credibility of the company."""
    return p["eps_c"] + (1 - p["eps_c"]) * s.TI


def information(p: Mapping[str, float], said: Said) -> float:
    """Return what a message tells."""
    total = 0.0
    for content, name in (("acknowledges", "k_ack"), ("impact", "k_imp"), ("cause", "k_cause"),
                          ("eta", "k_eta"), ("next_update", "k_next"), ("workaround", "k_wa"),
                          ("all_clear", "k_clear")):
        if content not in said.contents:
            continue
        share = p[name]
        if content == "next_update":
            share *= min(1.0, said.next_wait / p["next_full"])
        if content not in ("eta", "next_update"):
            share *= p["nov"] ** said.earlier.get(content, 0)
        total += share
    return min(p["I_max"], total)


def _jump(p: Mapping[str, float], s: Segment, event: Event, r: float, R: float) -> None:
    """Change at once what an event changes at once."""
    if event.kind == "eta_missed":
        left = p["revised"] if event.revised else 1.0
        s.F += p["F_eta"] * left * r * (1 - s.F)
        s.U += p["U_eta"] * left * r * (1 - s.U)
        s.E = max(0.0, s.E - r)
        if not event.revised:
            s.miss = r
    elif event.kind == "next_missed":
        s.U += p["U_next"] * r * (1 - s.U)
        s.P = max(0.0, s.P - r)
    elif event.kind == "clear_false":
        s.F += p["F_clear"] * r * (1 - s.F)
        s.U += p["U_clear"] * r * (1 - s.U)
    elif event.kind == "denial_judged":
        s.H += p["H_deny"] * s.D * R * (1 - s.H)
        s.F += p["F_deny"] * s.D * R * (1 - s.F)
    elif event.kind == "kept":
        s.P = max(0.0, s.P - r)


def _lose(p: Mapping[str, float], s: Segment, event: Event, r: float, R: float,
          up: dict[str, float], down: dict[str, float]) -> None:
    """Add the hazards of an event on trust."""
    root = sqrt(p["rho"])
    if event.kind == "eta_missed":
        lost = hazard(p["l_eta"]) * root * r * (p["revised"] if event.revised else 1.0)
        down["TI"] += lost
        down["TA"] += p["A_eta"] * lost
    elif event.kind == "next_missed":
        down["TI"] += hazard(p["l_next"]) * root * r
    elif event.kind == "clear_false":
        down["TI"] += hazard(p["l_clear"]) * root * r
        down["TA"] += hazard(p["l_clear"]) * root * r
    elif event.kind == "denial_judged":
        down["TI"] += hazard(p["l_deny"]) * root * s.D * R
        up["TI"] += hazard(p["g_true"]) / root * s.D * (1 - R)
    elif event.kind == "kept":
        up["TI"] += hazard(p["g_kept"]) * event.hours * r / root


def _told(s: Segment, said: Said, flux: float) -> None:
    """Remember what those newly reached now hold."""
    held = {"eta": "E", "workaround": "B", "next_update": "P", "denies": "D",
            "postmortem": "pm", "responsibility": "owned"}
    for content, letter in held.items():
        if content in said.contents:
            before = getattr(s, letter)
            setattr(s, letter, before + flux * (1 - before))
    if "eta" in said.contents:
        s.miss *= 1 - flux
