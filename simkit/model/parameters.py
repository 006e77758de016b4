"""Every constant of the model, with its unit, range and source.

A constant with ``low == high`` is fixed: part of the shape of an equation, listed so that it is
seen, and never varied. All others are drawn between their bounds when the model is asked how sure
it is of an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simkit.errors import SimkitError, UnknownName
from simkit.streams import Streams

Array = NDArray[np.float64]
Rows = NDArray[np.intp]
"""Indices of worlds."""


@dataclass(frozen=True)
class Parameter:
    """One constant of the model."""

    name: str
    """As the code calls it."""
    symbol: str
    """As the equations write it."""
    meaning: str
    unit: str
    """``1/min``, ``min``, or empty for a share or a plain number."""
    default: float
    low: float
    high: float
    source: str
    """Who found it; empty when nobody did."""
    strength: str
    """``measured``, ``inferred`` (direction from data, size ours) or ``judgement``."""

    @property
    def fixed(self) -> bool:
        """Whether it is never varied."""
        return self.low == self.high

    def at(self, u: float) -> float:
        """Return the value below which a share *u* of draws lies: log-uniform between the bounds,
        uniform when the lower bound is not positive."""
        if self.fixed:
            return self.default
        if self.low <= 0.0:
            return self.low + (self.high - self.low) * u
        return float(self.low * (self.high / self.low) ** u)


MEASURED, INFERRED, JUDGEMENT = "measured", "inferred", "judgement"


def _shape(name: str, symbol: str, meaning: str, unit: str, value: float,
           source: str = "") -> Parameter:
    """Return a constant that belongs to the shape of an equation and is never varied."""
    return Parameter(name, symbol, meaning, unit, value, value, value, source, JUDGEMENT)


AUDIENCE: tuple[Parameter, ...] = (
    # Noticing and knowing
    Parameter("v_exp", "v", "awareness from own failed use, times severity and use", "1/min",
              0.2, 0.1, 0.5, "calibrated: Facebook 2021, seen from outside within 11 min",
              INFERRED),
    Parameter("nu_wom", "ν_w", "awareness by word of mouth", "1/min",
              0.02, 0.005, 0.06, "", JUDGEMENT),
    Parameter("tau_U", "τ_U", "growth of uncertainty in an aware, uninformed user", "min",
              25, 10, 60, "Lithium survey: 72 % expect a reply to a complaint within 1 h",
              INFERRED),
    Parameter("h_K", "h_K", "half-life of the freshness of official information", "min",
              75, 30, 180, "Sargsyan et al. 2023 (post half-life 80 min); Wu & Huberman 2007 (69)",
              INFERRED),
    Parameter("k_U_res", "k_Ures", "decay of uncertainty once the service works", "1/min",
              1 / 90, 1 / 240, 1 / 30, "", JUDGEMENT),
    Parameter("k_ack", "k_ack", "share of uncertainty a first acknowledgement removes", "",
              0.42, 0.2, 0.6, "calibrated: Munichor & Rafaeli 2007, a sense of progress cuts "
              "hang-ups 69 to 36 %; out of reach", INFERRED),
    Parameter("k_imp", "k_imp", "same, for impact and scope", "",
              0.15, 0.05, 0.3, "PagerDuty: second message states the scope", JUDGEMENT),
    Parameter("k_cause", "k_cause", "same, for the cause", "",
              0.25, 0.1, 0.45, "Shaw et al. 2003: explanations, 54 samples", INFERRED),
    Parameter("k_eta", "k_eta", "same, for a time of restoration", "",
              0.3, 0.15, 0.5, "Hui & Tse 1996: helps in intermediate waits only", INFERRED),
    Parameter("k_next", "k_next", "same, for a stated time of the next update", "",
              0.2, 0.05, 0.4, "norms of PagerDuty and Atlassian only", JUDGEMENT),
    Parameter("k_wa", "k_wa", "same, for a workaround", "",
              0.15, 0.05, 0.3, "CDC CERC: promote action", JUDGEMENT),
    Parameter("k_clear", "k_clear", "same, for the all-clear", "", 0.6, 0.3, 0.85, "", JUDGEMENT),
    Parameter("th_next", "θ_next", "slower ageing of information while an update is promised", "",
              0.45, 0.15, 0.7, "norms only", JUDGEMENT),
    Parameter("nov", "ν", "novelty left per earlier use of an element", "",
              0.35, 0.1, 0.7, "Hogreve et al. 2017: too much of a good thing", INFERRED),
    Parameter("eps_c", "ε", "effect of a message left at zero integrity trust", "",
              0.25, 0.1, 0.5, "Schweitzer et al. 2006: deception blunts promises", INFERRED),
    Parameter("tau_ack", "τ_ack", "decay with the wait of an acknowledgement's credit", "min",
              29, 17, 45, "calibrated: the two surveys of Twitter and Applied Marketing Science "
              "(19 and 45 min of felt wait)", MEASURED),
    Parameter("om_na", "ω_na", "extra erosion while never acknowledged", "",
              1.0, 0.3, 2.0, "Ferrin et al. 2007: reticence is never best; Optus 2023", INFERRED),
    # Waiting and frustration
    Parameter("W0", "W0", "zone of tolerance: wait of half effect", "min",
              15, 5, 45, "Hogreve et al. 2017: a zone exists; no minutes for apps", INFERRED),
    Parameter("om_U", "ω_U", "uncertainty multiplies frustration", "",
              0.77, 0.4, 1.2, "calibrated with k_ack; Taylor 1994", INFERRED),
    Parameter("pi_U", "π_U", "stretch of the perceived wait at full uncertainty", "",
              0.25, 0.05, 0.6, "Watkins et al. 2011 (13 %); Fan et al. (2x)", MEASURED),
    Parameter("phi", "φ", "frustration at full outage and full use", "1/min",
              0.01, 0.004, 0.025, "", JUDGEMENT),
    Parameter("chi", "χ", "extra frustration after a missed time of restoration", "",
              0.52, 0.2, 0.52, "calibrated: Webb et al. 2020, hazard up to +52 % per minute past "
              "it, an upper bound", MEASURED),
    Parameter("th_eta", "θ_eta", "relief before a stated time of restoration", "",
              0.15, 0.05, 0.3, "Webb et al. 2020: relief much smaller than the penalty", INFERRED),
    Parameter("th_wa", "θ_wa", "relief from a workaround", "", 0.25, 0.1, 0.5, "", JUDGEMENT),
    Parameter("h_F", "h_F", "half-life of frustration after restoration", "min",
              90, 40, 240, "attention half-lives of 69 to 80 min", INFERRED),
    Parameter("k_emp", "k_emp", "soothing by a calm and empathic message", "",
              0.18, 0.05, 0.35, "Coombs & Holladay 2008; can backfire (DiStaso et al. 2015)",
              INFERRED),
    Parameter("f_pan", "f_pan", "frustration added by a panicked tone", "",
              0.12, 0.02, 0.3, "no direct measurement found", JUDGEMENT),
    Parameter("k_con", "κ_c", "contagion of frustration", "1/min",
              0.004, 0.0005, 0.012, "Kramer et al. 2014 (tiny); Coviello et al. 2014 (1-2 others)",
              INFERRED),
    # Erosion of trust
    Parameter("lamA", "λ_A", "erosion of ability", "1/min",
              0.0076, 0.0045, 0.013, "calibrated: Ma & Zhan 2016, responsibility r = -.54; "
              "-.41 reached", INFERRED),
    Parameter("lamH", "λ_H", "erosion of benevolence and integrity by blame", "1/min",
              0.006, 0.0036, 0.0105, "calibrated with λ_A, 4 : 5", INFERRED),
    Parameter("lamB", "λ_B", "erosion of benevolence under uncertainty", "1/min",
              0.0002, 0.0001, 0.0006, "calibrated: Ma & Zhan 2016, matched response r = .23",
              INFERRED),
    Parameter("lamI", "λ_I", "erosion of integrity under uncertainty", "1/min",
              0.0002, 0.0001, 0.0006, "calibrated: Ma & Zhan 2016, matched response r = .23",
              INFERRED),
    Parameter("lamR", "λ_R", "erosion of integrity by rumour", "1/min",
              0.002, 0.0005, 0.005, "", JUDGEMENT),
    Parameter("rho", "ρ", "ratio of losses to gains; losses times its root, gains by its root", "",
              2.0, 1.2, 4.0, "loss aversion 1.955 [1.820, 2.102], 607 estimates: a proxy",
              MEASURED),
    Parameter("h_rep", "h_rep", "half-life of repair after restoration", "min",
              4320, 1440, 14400, "Optus surveys: months; no clean rate", JUDGEMENT),
    # Gains of trust
    Parameter("g_ack", "g_ack", "gain of a timely acknowledgement (B, I)", "",
              0.16, 0.04, 0.3, "calibrated: $20 of the Twitter survey, halved; d = .09 on exposed "
              "people", INFERRED),
    Parameter("g_emp", "g_emp", "gain of empathy (B)", "",
              0.08, 0.03, 0.16, "Orsingher et al. 2010; Gelbrich & Roschk 2011", INFERRED),
    Parameter("g_cause", "g_cause", "gain of an explained cause (A, I)", "",
              0.06, 0.02, 0.12, "Shaw et al. 2003", INFERRED),
    Parameter("g_wa", "g_wa", "gain of a workaround (A, B)", "",
              0.06, 0.02, 0.12, "CDC CERC; Orsingher et al. 2010", INFERRED),
    Parameter("g_resp", "g_resp", "gain of accepting responsibility (I)", "",
              0.08, 0.03, 0.16, "Kim et al. 2004, competence cases", INFERRED),
    Parameter("g_thun", "g_thun", "extra gain of disclosure before the media (I)", "",
              0.1, 0.03, 0.2, "Arpan & Roskos-Ewoldsen 2005; not if intent shows (Lee 2016)",
              INFERRED),
    Parameter("g_kept", "g_kept", "gain per promised hour kept", "",
              0.02, 0.005, 0.05, "Schweitzer et al. 2006", INFERRED),
    Parameter("g_pm", "g_pm", "gain of a post-mortem (A, I)", "",
              0.12, 0.04, 0.25, "Bottom et al. 2002; Dirks et al. 2011", INFERRED),
    # Losses at events
    Parameter("l_eta", "l_eta", "loss on a missed time of restoration (I, part on A)", "",
              0.1, 0.04, 0.22, "direction of Webb et al. 2020", INFERRED),
    Parameter("l_next", "l_next", "loss on a missed next update (I)", "",
              0.05, 0.02, 0.12, "norms only", JUDGEMENT),
    Parameter("l_clear", "l_clear", "loss on a premature all-clear (A, I)", "",
              0.14, 0.06, 0.3, "", JUDGEMENT),
    Parameter("l_deny", "l_deny", "loss when a denial is disproved (I)", "",
              0.22, 0.1, 0.45, "Kim et al. 2004; Schweitzer et al. 2006", INFERRED),
    Parameter("l_min", "l_min", "loss for minimising a severe outage (I)", "",
              0.08, 0.03, 0.2, "", JUDGEMENT),
    Parameter("l_pan", "l_pan", "loss for a panicked tone (A)", "",
              0.04, 0.01, 0.1, "De Waele et al. 2019: a high pitch reads as nervous", INFERRED),
    # Tone, apology, fatigue
    Parameter("nov_t", "ν_t", "effect of tone left per earlier message", "",
              0.6, 0.3, 0.9, "", JUDGEMENT),
    Parameter("apo", "a_Ω", "apology credit of an exposed person", "",
              0.83, 0.65, 0.92, "calibrated: Yuan et al. 2017, d = 0.44 on exposed people",
              MEASURED),
    Parameter("h_apo", "h_Ω", "half-life of apology credit while unresolved", "min",
              180, 60, 480, "Bottom et al. 2002", JUDGEMENT),
    Parameter("g_apo", "g_Ω", "apology credit into benevolence and integrity", "",
              0.67, 0.5, 0.8, "calibrated with a_Ω, 4 : 5", MEASURED),
    Parameter("rep_apo", "rep", "effect left per earlier apology", "",
              0.5, 0.25, 0.8, "Munichor & Rafaeli 2007: repeated apologies, no gain", INFERRED),
    Parameter("psi", "ψ", "message fatigue per empty message", "",
              0.12, 0.04, 0.25, "PagerDuty; Hogreve et al. 2017", INFERRED),
    Parameter("h_psi", "h_Ψ", "half-life of message fatigue", "min", 120, 45, 300, "", JUDGEMENT),
    Parameter("xi", "ξ", "reach lost at full fatigue", "", 0.6, 0.3, 0.9, "", JUDGEMENT),
    # Rumour, media, leaving
    Parameter("bR", "β_R", "spreading of rumour at importance .45 and full uncertainty", "1/min",
              0.045, 0.02, 0.1, "form of Allport & Postman; Vosoughi et al. 2018", INFERRED),
    Parameter("gR", "γ_R", "stifling of rumour", "1/min",
              0.02, 0.005, 0.05, "Maki & Thompson; Sudbury 1985", INFERRED),
    Parameter("iota", "ι", "spontaneous rumour at full uncertainty", "1/min",
              0.0004, 0.0001, 0.0012, "", JUDGEMENT),
    Parameter("h_Y", "h_Y", "half-life of a spreader", "min",
              60, 30, 180, "Wu & Huberman 2007 (69); Sargsyan et al. 2023 (80)", MEASURED),
    Parameter("k_cor", "k_cor", "share of spreaders that a correction stops", "",
              0.14, 0.05, 0.35, "calibrated: Walter & Murphy 2018, r = .35, real world .14",
              MEASURED),
    Parameter("zF", "ζ_F", "frustration boosts rumour", "",
              0.5, 0.1, 1.0, "Pezzo & Beckstead 2006", INFERRED),
    Parameter("nu_N", "ν_N", "pick-up of public anger by the media", "1/min",
              0.03, 0.01, 0.08, "", JUDGEMENT),
    Parameter("h_N", "h_N", "half-life of media attention", "min",
              180, 70, 720, "Wu & Huberman 2007; news last longer", INFERRED),
    Parameter("mu", "μ", "trying an alternative", "1/min",
              0.0091, 0.004, 0.016, "calibrated: Sensor Tower 2021, use -25 %, Telegram +18 % "
              "that day", MEASURED),
    Parameter("h_M", "h_M", "half-life of using an alternative as well", "min",
              180, 90, 480, "calibrated with μ; press on Telegram 2021: many return quickly",
              INFERRED),
    Parameter("chur", "χ_c", "permanent leaving", "1/min",
              2.1e-5, 6e-6, 8e-5, "calibrated: Rogers 2022, 29 % intend, net gain; "
              "Ahn et al. 2006", INFERRED),
    Parameter("H0", "H0", "attribution at onset: victim .25, technical .5, human error .85", "",
              0.6, 0.25, 0.85, "Coombs 2007 (clusters); Ma & Zhan 2016", INFERRED),
    Parameter("dH", "d_H", "attribution that a believed denial removes", "",
              0.25, 0.1, 0.5, "Iwai & Carvalho 2022", INFERRED),
    # Broken promises and other events, beside the losses above
    Parameter("A_eta", "", "loss of ability beside that of integrity, missed restoration", "",
              0.6, 0.3, 1.0, "", JUDGEMENT),
    Parameter("F_eta", "", "frustration added by a missed time of restoration", "",
              0.10, 0.04, 0.2, "", JUDGEMENT),
    Parameter("U_eta", "", "uncertainty added by a missed time of restoration", "",
              0.35, 0.15, 0.6, "", JUDGEMENT),
    Parameter("revised", "", "loss left when the time is revised before it falls due", "",
              0.35, 0.15, 0.6, "direction of Webb et al. 2020", INFERRED),
    Parameter("U_next", "", "uncertainty added by a missed next update", "",
              0.25, 0.1, 0.5, "", JUDGEMENT),
    Parameter("F_clear", "", "frustration added by a premature all-clear", "",
              0.2, 0.08, 0.4, "", JUDGEMENT),
    Parameter("U_clear", "", "uncertainty added by a premature all-clear", "",
              0.5, 0.25, 0.75, "", JUDGEMENT),
    Parameter("H_deny", "", "attribution added when a denial is disproved", "",
              0.4, 0.2, 0.6, "direction of Kim et al. 2004", INFERRED),
    Parameter("F_deny", "", "frustration added when a denial is disproved", "",
              0.15, 0.05, 0.3, "", JUDGEMENT),
    Parameter("g_true", "", "gain when a denial turns out true (I)", "",
              0.05, 0.01, 0.1, "direction of Kim et al. 2004", INFERRED),
    Parameter("annoy_B", "", "hazard on benevolence from a campaign that runs on, of that on "
              "frustration", "", 0.1, 0.03, 0.3, "", JUDGEMENT),
    Parameter("unanswered_F", "", "frustration when no call to support is answered", "1/min",
              0.004, 0.001, 0.01, "", JUDGEMENT),
    # Earned repair
    Parameter("earn_0", "", "repair that comes by itself", "",
              0.35, 0.2, 0.5, "direction of Schweitzer et al. 2006", JUDGEMENT),
    Parameter("earn_pm", "", "repair earned by a post-mortem that reaches everybody", "",
              0.25, 0.15, 0.4, "direction of Bottom et al. 2002", JUDGEMENT),
    Parameter("earn_owned", "", "repair earned by owning the fault before everybody", "",
              0.15, 0.08, 0.3, "direction of Dirks et al. 2011", JUDGEMENT),
    Parameter("earn_fix", "", "repair earned by repairing the cause", "",
              0.25, 0.15, 0.4, "direction of Bottom et al. 2002", JUDGEMENT),
    # Shapes of equations, never varied
    _shape("start_A", "", "ability trust at onset", "", 0.72),
    _shape("start_B", "", "benevolence trust at onset", "", 0.65),
    _shape("start_I", "", "integrity trust at onset", "", 0.70),
    _shape("w_A", "", "weight of ability in trust", "", 0.36,
           "Colquitt et al. 2007: three unique relations, near-equal"),
    _shape("w_B", "", "weight of benevolence in trust", "", 0.32, "Colquitt et al. 2007"),
    _shape("w_I", "", "weight of integrity in trust", "", 0.32, "Colquitt et al. 2007"),
    _shape("read_A", "", "awareness hazard of new exposure to a message", "", 3.0),
    _shape("read_K", "", "freshness hazard of new exposure, per information", "", 2.0),
    _shape("read_Ka", "", "hazard of being told, of new exposure", "", 5.0),
    _shape("wait_F", "", "stretch of the perceived wait at full frustration", "", 0.15),
    _shape("crit_0", "", "erosion by uncertainty of those for whom nothing depends on it", "", 0.5),
    _shape("fade_0", "", "decay of frustration during a full outage, of that after it", "", 0.3),
    _shape("tone_0", "", "least effect of tone that repetition leaves", "", 0.1),
    _shape("I_full", "", "information at which empathy counts fully", "", 0.3,
           "Hogreve et al. 2017; DiStaso et al. 2015"),
    _shape("emp_F", "", "soothing of empathy without information", "", 0.6),
    _shape("emp_B", "", "benevolence gain of empathy without information", "", 0.35),
    _shape("I_empty", "", "information below which a message is empty", "", 0.25),
    _shape("I_max", "", "most that one message can tell", "", 0.95),
    _shape("apo_0", "", "apology credit without accepting responsibility", "", 0.6,
           "direction of Dirks et al. 2011"),
    _shape("apo_1", "", "decay of apology credit once resolved, of that before", "", 0.1),
    _shape("next_full", "", "wait to the next update at which its promise counts fully", "min",
           30.0),
    _shape("M_0", "", "share of switching that needs no frustration", "", 0.3),
    _shape("importance_0", "", "importance at which rumour spreads at its stated rate", "", 0.45),
    _shape("press", "", "missing media attention that a press inject adds", "", 0.5),
    _shape("early", "", "minutes before the due time in which a revision still counts", "min", 5.0),
    _shape("grace", "", "minutes after which a promised update counts as missed", "min", 3.0),
)
"""Constants of the users: the first 70 are the reference model's, in its order of subjects."""

RESPONDER: tuple[Parameter, ...] = (
    Parameter("g_S", "g_S", "stress from severity", "1/min", 0.010, 0.003, 0.03, "", JUDGEMENT),
    Parameter("g_N", "g_N", "stress from the media", "1/min", 0.010, 0.003, 0.03, "", JUDGEMENT),
    Parameter("g_I", "g_I", "stress per interruption", "", 0.04, 0.01, 0.1,
              "direction of Google's SRE practice", JUDGEMENT),
    Parameter("g_W", "g_W", "stress per extra parallel task", "1/min",
              0.006, 0.002, 0.02, "", JUDGEMENT),
    Parameter("tau_G", "τ_G", "recovery from stress", "min", 45, 20, 120, "", JUDGEMENT),
    Parameter("g_calm", "g_calm", "recovery added by a calming act", "1/min",
              0.03, 0.01, 0.08, "", JUDGEMENT),
    Parameter("tau_Phi", "τ_Φ", "fatigue on duty", "min", 720, 360, 1200, "", JUDGEMENT),
    Parameter("tau_rest", "τ_R", "recovery from fatigue off duty", "min",
              360, 180, 720, "", JUDGEMENT),
    Parameter("d_G", "d_G", "slowing at full stress", "", 0.5, 0.1, 1.0,
              "Shields et al. 2016: g = -.2 to -.3, small", INFERRED),
    Parameter("d_Phi", "d_Φ", "slowing at full fatigue", "", 0.4, 0.1, 1.0,
              "direction of Shields et al. 2016", INFERRED),
    Parameter("d_W", "d_W", "slowing per extra parallel task", "", 0.25, 0.1, 1.0,
              "direction of Shields et al. 2016", INFERRED),
    Parameter("p0", "p0", "slip per action without stress", "", 0.02, 0.001, 0.1,
              "SPAR-H: 1e-3 to 1e-2, another industry", INFERRED),
    Parameter("m_G", "m", "multiplier of slips at full stress", "", 5.0, 2.0, 10.0,
              "SPAR-H, partly expert judgement", INFERRED),
    Parameter("runbook", "", "slips left with a runbook", "", 0.26, 0.15, 0.6,
              "Arriaga et al. 2013: missed steps 23 to 6 %", MEASURED),
    Parameter("o_c", "o_c", "overconfidence at full stress", "", 0.2, 0.0, 0.5,
              "direction of Google's SRE practice", JUDGEMENT),
    _shape("composure", "", "calm of an unreviewed message lost at full stress", "", 0.4),
    _shape("rested", "", "fatigue of the fresh person after a handover", "", 0.2),
    Parameter("interrupt_minutes", "", "work lost per interruption", "min", 4.0, 1.0, 8.0, "",
              JUDGEMENT),
    Parameter("channel_interrupts", "", "interruptions left with an incident channel", "",
              0.3, 0.15, 0.6, "", JUDGEMENT),
    Parameter("drill_gain", "", "gain of stress left after drills", "", 0.7, 0.5, 0.9, "",
              JUDGEMENT),
    _shape("slip_stress", "", "stress above which unreviewed messages carry slips", "", 0.6),
    _shape("talk_relief", "", "stress that a talk takes away", "", 0.2),
    _shape("talk_minutes", "", "length of a talk", "min", 10.0),
    _shape("talk_every", "", "time until a talk helps again", "min", 60.0),
    _shape("plan_minutes", "", "time to write the plan", "min", 15.0),
    _shape("plan_lasts", "", "time for which a written plan calms", "min", 60.0),
)
"""Constants of the people who respond."""

OUTAGE: tuple[Parameter, ...] = (
    Parameter("p_0d", "p_0d", "right hypothesis by chance", "", 0.15, 0.05, 0.4, "", JUDGEMENT),
    Parameter("tau_D", "τ_D", "effective investigation until the cause is clear", "min",
              40, 10, 180, "VOID: durations are skewed", INFERRED),
    Parameter("t_fix", "t_fix", "work for a fix", "min", 12, 5, 60, "", JUDGEMENT),
    Parameter("t_w", "t_w", "extra harm of a wrong fix", "min", 25, 5, 60, "", JUDGEMENT),
    Parameter("p_w", "p_w", "chance that a wrong fix does harm", "", 0.3, 0.05, 0.6, "", JUDGEMENT),
    Parameter("L_fail", "L", "evidence from a failed fix", "min", 8, -15, 20,
              "Rudolph et al. 2009", INFERRED),
    Parameter("t_again", "", "investigation between a failed fix and the next", "min",
              15, 5, 40, "", JUDGEMENT),
    Parameter("change_minutes", "", "cost of changing the hypothesis", "min", 8, 3, 20, "",
              JUDGEMENT),
    Parameter("change_loss", "", "tacit context lost by changing the hypothesis", "",
              0.2, 0.05, 0.4, "direction of Rudolph et al. 2009", JUDGEMENT),
    _shape("thrash_window", "", "time in which changing back counts as thrash", "min", 20.0),
    _shape("cling_odds", "", "odds of a better cause at which staying is clinging", "", 3.0),
    Parameter("h_reach", "", "half-life of the growth of a new channel", "min", 45, 20, 120, "",
              JUDGEMENT),
    _shape("announced", "", "growth of a new channel announced elsewhere", "", 2.0),
    Parameter("tau_pm", "", "time a post-mortem needs to be right", "min", 720, 240, 2880, "",
              JUDGEMENT),
    Parameter("pm_fatigue", "", "quality of a post-mortem lost at full fatigue", "",
              0.5, 0.2, 0.8, "", JUDGEMENT),
    Parameter("relapse_left", "", "hazard of a relapse left once the cause is repaired", "",
              0.1, 0.03, 0.3, "", JUDGEMENT),
    _shape("prior_rest", "", "probability of a cause nobody has named", "", 0.05),
    Parameter("template_drafting", "", "drafting time left with templates", "", 0.4, 0.25, 0.7, "",
              JUDGEMENT),
    Parameter("runbook_evidence", "", "evidence that a runbook holds for its cause", "min",
              10, 4, 25, "", JUDGEMENT),
    _shape("channel_minutes", "", "time to open an incident channel under way", "min", 8.0),
    Parameter("on_call_arrival", "", "arrival times left with an on-call chain", "", 0.6, 0.4, 0.8,
              "", JUDGEMENT),
    Parameter("pause_minutes", "", "time to pause a campaign", "min", 20, 10, 60, "", JUDGEMENT),
    Parameter("contacts", "", "calls to support of an aware and frustrated user", "1/min",
              0.004, 0.001, 0.012, "", JUDGEMENT),
    Parameter("macro", "", "handling time left with a prepared answer", "", 0.5, 0.3, 0.8, "",
              JUDGEMENT),
    Parameter("support_capacity", "", "calls that support can take, per user", "1/min",
              0.0006, 0.0002, 0.002, "", JUDGEMENT),
    Parameter("question_load", "", "slowing of engineers by questions without an incident channel",
              "", 0.4, 0.15, 0.8, "", JUDGEMENT),
    Parameter("remote_rate", "", "pace of work at a distance, of that on site", "",
              0.5, 0.25, 0.9, "", JUDGEMENT),
    Parameter("finding_lag", "", "time until a finding reaches the communicator", "min",
              8, 3, 20, "", JUDGEMENT),
    Parameter("room_lag", "", "the same, with an incident channel", "min", 1, 0.5, 3, "",
              JUDGEMENT),
    Parameter("act_at", "", "belief at which engineers try a fix unasked", "", 0.75, 0.6, 0.85,
              "", JUDGEMENT),
    Parameter("hold_at", "", "the same, when asked to wait for evidence", "", 0.85, 0.8, 0.9,
              "", JUDGEMENT),
    Parameter("cause_at", "", "belief from which naming a cause is no guess", "", 0.7, 0.6, 0.8,
              "", JUDGEMENT),
    Parameter("misleading", "", "chance that a finding misleads", "", 0.1, 0.03, 0.2,
              "direction of Rudolph et al. 2009", JUDGEMENT),
    Parameter("review_minutes", "", "second reading of a draft", "min", 3, 1, 8, "", JUDGEMENT),
    Parameter("answer_share", "", "drafting time of an answer to one person, of an update", "",
              0.5, 0.3, 0.8, "", JUDGEMENT),
    Parameter("delegate_minutes", "", "time a delegate takes for an answer", "min", 5, 2, 12, "",
              JUDGEMENT),
    _shape("alarm_low", "", "earliest alarm of the monitors", "min", 2.0),
    _shape("alarm_high", "", "latest alarm of the monitors", "min", 6.0),
    _shape("seen_low", "", "earliest sight of the restoration", "min", 3.0),
    _shape("seen_high", "", "latest sight of the restoration", "min", 8.0),
    _shape("clear_tolerance", "", "severity up to which an all-clear is true", "", 0.1),
    _shape("eta_tolerance", "", "severity up to which a time for the fix is kept", "", 0.05),
    Parameter("contradiction_after", "", "time until a false all-clear is found out", "min",
              15, 5, 40, "", JUDGEMENT),
    Parameter("exposed_after", "", "time until a denied fault comes out", "min",
              360, 120, 1080, "", JUDGEMENT),
    Parameter("retracted_after", "", "time until a wrong post-mortem is taken back", "min",
              1440, 480, 4320, "", JUDGEMENT),
    Parameter("outsider_media", "", "media attention when an outsider speaks first", "",
              0.2, 0.1, 0.4, "", JUDGEMENT),
    Parameter("leak_eta", "", "chance that an executive's own post names a time", "",
              0.3, 0.1, 0.5, "", JUDGEMENT),
)
"""Constants of the incident and of those who work on it."""

PARAMETERS = AUDIENCE + RESPONDER + OUTAGE
"""Every constant of the model."""

_INDEX = {parameter.name: i for i, parameter in enumerate(PARAMETERS)}


class Parameters:
    """The values of all constants for a number of worlds, one row each."""

    def __init__(self, values: Array) -> None:
        self._values = values
        values.flags.writeable = False

    @classmethod
    def defaults(cls, rows: int = 1) -> Parameters:
        """Return *rows* equal rows of default values."""
        column = np.array([[parameter.default] for parameter in PARAMETERS], dtype=np.float64)
        return cls(np.repeat(column, rows, axis=1))

    @classmethod
    def draw(cls, seed: int, rows: int, start: int = 0) -> Parameters:
        """Return the draws numbered *start* to *start* + *rows* of *seed*.

        A draw depends on the seed and its number, not on how many are drawn with it.
        """
        streams = Streams(seed)
        values = [[parameter.default] * rows if parameter.fixed else
                  [parameter.at(streams.uniform(f"parameter {parameter.name}", start + row))
                   for row in range(rows)] for parameter in PARAMETERS]
        return cls(np.array(values, dtype=np.float64).reshape(len(PARAMETERS), rows))

    @classmethod
    def accepted(cls, rows: int, start: int = 0) -> Parameters:
        """Return the accepted rows numbered *start* to *start* + *rows*, from the first again
        after the last.

        They are draws under which the model meets what was measured (see ``ACCEPTED``). Raises
        SimkitError when the constants have been defined anew since they were chosen.
        """
        seed, numbers = _accepted()
        return cls.stack(_drawn(seed, numbers[(start + row) % len(numbers)])
                         for row in range(rows))

    @classmethod
    def stack(cls, parts: Iterable[Parameters]) -> Parameters:
        """Return the rows of *parts*, one after the other."""
        return cls(np.concatenate([part._values for part in parts], axis=1))

    @property
    def rows(self) -> int:
        """Number of worlds."""
        return int(self._values.shape[1])

    def __getattr__(self, name: str) -> Array:
        """Return the values of the constant *name*, of shape (rows, 1)."""
        if name.startswith("__") or name == "_values":
            raise AttributeError(name)
        try:
            position = _INDEX[name]
        except KeyError:
            raise AttributeError(str(UnknownName("parameter", name, _INDEX))) from None
        column: Array = self._values[position, :, None]
        return column

    def value(self, name: str, row: int = 0) -> float:
        """Return the constant *name* of *row*; raises UnknownName."""
        try:
            return self._values.item(_INDEX[name], row)
        except KeyError:
            raise UnknownName("parameter", name, _INDEX) from None

    def changed(self, row: int) -> dict[str, float]:
        """Return the values of *row* that differ from the defaults, by name."""
        return {parameter.name: float(self._values[i, row])
                for i, parameter in enumerate(PARAMETERS)
                if self._values[i, row] != parameter.default}

    def row(self, i: int) -> Parameters:
        """Return row *i* alone."""
        return self.take([i])

    def take(self, indices: Sequence[int] | NDArray[np.intp]) -> Parameters:
        """Return the rows at *indices*, in that order."""
        return Parameters(self._values[:, np.asarray(indices, dtype=np.intp)])

    def replace(self, **values: ArrayLike) -> Parameters:
        """Return these rows with some constants set to a number, or to one number per row.

        Raises UnknownName.
        """
        changed = self._values.copy()
        for name, value in values.items():
            changed[_position(name)] = np.asarray(value, dtype=np.float64).reshape(-1)
        return Parameters(changed)

    def __repr__(self) -> str:
        return f"<Parameters: {len(PARAMETERS)} constants, {self.rows} rows>"


def slim(values: Array) -> Array:
    """Return *values* as one number, an array of no axes, when they are all the same; else as they
    are. There is half as much to read for numpy then."""
    first = np.array(values.flat[0])
    return first if (values == first).all() else values


def _position(name: str) -> int:
    try:
        return _INDEX[name]
    except KeyError:
        raise UnknownName("parameter", name, _INDEX) from None


ACCEPTED = Path(__file__).with_name("accepted.txt")
"""Numbers of the draws under which the model meets all targets of its calibration: the hash of
``drawing``, the seed, and the numbers, in lines of text."""


@cache
def _accepted() -> tuple[int, tuple[int, ...]]:
    """Return seed and numbers of the accepted draws. Raises SimkitError when they are stale."""
    lines = [line.split() for line in ACCEPTED.read_text(encoding="utf-8").splitlines()
             if line and not line.startswith("#")]
    (_, made), (_, seed), *numbers = lines
    if made != drawing():
        raise SimkitError(
            f"the accepted rows in {ACCEPTED.name} belong to other defaults or ranges of the "
            "constants; `python -m simkit.analysis.calibration` chooses them anew")
    return int(seed), tuple(int(number) for line in numbers for number in line)


@cache
def _drawn(seed: int, number: int) -> Parameters:
    return Parameters.draw(seed, 1, start=number)


def drawing() -> str:
    """Return a hash of all that draws depend on: names, defaults and bounds."""
    text = "\n".join(repr((p.name, p.default, p.low, p.high)) for p in PARAMETERS)
    return blake2b(text.encode(), digest_size=8).hexdigest()


def table() -> list[dict[str, object]]:
    """Return one row per constant, for documentation."""
    return [{"part": part, "name": p.name, "symbol": p.symbol, "meaning": p.meaning,
             "unit": p.unit, "default": p.default, "low": p.low, "high": p.high,
             "source": p.source, "strength": p.strength}
            for part, group in (("audience", AUDIENCE), ("responder", RESPONDER),
                                ("outage", OUTAGE)) for p in group]


def digest() -> str:
    """Return a hash of all definitions: equal digests, equal model constants."""
    text = "\n".join(repr(astuple(parameter)) for parameter in PARAMETERS)
    return blake2b(text.encode(), digest_size=8).hexdigest()
