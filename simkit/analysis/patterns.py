"""Two patterns of real outages that need no verdict: when people notice, and where they go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from simkit.analysis import vignette
from simkit.analysis.outages import named
from simkit.analysis.replays import lost_minutes, plays
from simkit.clock import DAY
from simkit.ensemble import cases, run
from simkit.model.parameters import Array, Parameters
from simkit.scenario.reader import load


@dataclass(frozen=True)
class Notice:
    """A minute by which people outside are known to have noticed."""

    outage: str
    at: float
    """Minutes since onset."""
    seen: str
    needs: float
    """Share of users who must be aware by then: a hundredth for a first report, one half for a
    flood of them; our judgement."""


NOTICES = (
    Notice("facebook-2021", 1.0, "first users notice", 0.01),
    Notice("facebook-2021", 12.0, "a network outside looks into it", 0.01),
    Notice("atlassian-2022", 8.0, "first ticket (memory)", 0.01),
    Notice("optus-2023", 32.0, "the press asks, before dawn", 0.01),
    Notice("o2-2018", 90.0, "1,662 complaints to a tracker before seven in the morning", 0.5),
    Notice("optus-2023", 115.0, "9,000 reports to a tracker before six in the morning", 0.5),
)
"""In the order of minutes; sources with the facts of each outage."""

USED = {"WhatsApp": -25, "Instagram": -28, "Telegram": 18, "Signal": 15, "Snapchat": 23}
"""Change of the time spent in an app on 4 October 2021, per cent (Sensor Tower)."""


def notices(parameters: Parameters) -> list[dict[str, Any]]:
    """Return for each of NOTICES the share of those hit who are aware by then, by draw."""
    found = []
    for notice in NOTICES:
        play = {"real": plays(named(notice.outage))["real"]}
        ends = vignette.ends(play, parameters, notice.at, also=("awareness",), every=1.0)
        aware = ends["real"].hourly["awareness"][:, -1]
        found.append({"outage": notice.outage, "at": notice.at, "seen": notice.seen,
                      "needs": notice.needs, "aware": interval(100.0 * aware),
                      "held": float((aware >= notice.needs).mean())})
    return found


def the_day(parameters: Parameters) -> dict[str, Any]:
    """Return where the users of WhatsApp went on 4 October 2021, by draw.

    ``lost`` is the share of that day's use that failed; it follows from the script and tests
    nothing. ``switching`` is the mean over the day (UTC) of the share that used an alternative as
    well, ``switching_peak`` the highest, ``still`` the share a day later.
    """
    made = plays(named("facebook-2021"))["real"]
    until_midnight = 24.0 * 60.0 - (15.0 * 60.0 + 39.0)
    ends = vignette.ends({"real": made}, parameters, until_midnight, also=("switching",),
                         every=1.0)
    share = 100.0 * ends["real"].hourly["switching"]
    later = vignette.ends({"real": made}, parameters, 2.0 * DAY, also=("switching",), every=60.0)
    still = 100.0 * later["real"].hourly["switching"][:, -1]
    return {"seen": USED, "lost": 100.0 * lost_minutes(made.scenario) / DAY,
            "switching": interval(share.sum(-1) / DAY), "switching_peak": interval(share.max(-1)),
            "still": interval(still)}


def own_scenario(draws: int) -> dict[str, list[float]]:
    """Return the points of trust lost a day after the end in the scenario of the kit, on the day
    as it happened, with the words of that day and with none, over the first *draws* draws."""
    made = load("whatsapp-2021", "as_it_happened")
    end = next(moment.at for moment in made.script
               if moment.kind == "severity" and moment.value == 0.0)
    found = {}
    for name in ("historical", "silent"):
        records = run(cases(made, name, draws), until=end + DAY)
        found[name] = interval(100.0 * np.array(
            [record.course.value("trust", 0.0) - record.course.value("trust", end + DAY)
             for record in records]))
    return found


def interval(values: Array) -> list[float]:
    """Return the 5, 50 and 95 % quantiles of *values*."""
    return [float(each) for each in np.quantile(values, (0.05, 0.5, 0.95))]
