"""Practice, part three: how long the team was kept on a cause that the evidence had left.

Only what was reported counts: nobody can be held against a finding that they had not heard of.
"""

from __future__ import annotations

import math
from itertools import pairwise

from simkit.clock import show
from simkit.record import Record
from simkit.scoring.metric import Metric

AGAINST = math.log(3.0)
"""Log-odds by which another cause must look better before staying is clinging [judgement]."""
WORST = 60.0
"""Minutes of clinging from which no points are left [judgement]."""


def flexibility(record: Record) -> Metric:
    """Return the minutes in which a directed cause stood clearly below another, up to the fix
    that worked; nothing to measure when the engineers were never directed."""
    course = _course(record)
    if not any(target for _, target, _ in course):
        return Metric("minutes of clinging", None, "min", None,
                      words="the engineers were left to their own judgement")
    clung = [(since, until - since, finding)
             for (since, target, finding), (until, _, _) in pairwise(course)
             if target and until > since and _beaten(record, target, since)]
    minutes = sum(length for _, length, _ in clung)
    return Metric("minutes of clinging", minutes, "min", 100.0 * max(0.0, 1.0 - minutes / WORST),
                  "turn when another cause looks three times as likely",
                  tuple(dict.fromkeys(finding for _, _, finding in clung if finding)),
                  f"{minutes:.0f} minutes on a cause that another one clearly beat, from "
                  f"{show(clung[0][0])}" if clung else "the team followed the evidence")


def _course(record: Record) -> list[tuple[float, str, str]]:
    """Return (at, directed cause, last finding) from each change on, to the end of the search."""
    course, target, finding = [], "", ""
    for event in record.events:
        if event.kind == "decided" and event.data["action"] in ("investigate", "fix"):
            target = event.data["target"]
        elif event.kind == "finding":
            finding = event.id
        elif event.kind not in ("fix worked", "restored"):
            continue
        course.append((event.at, target, finding))
        if event.kind in ("fix worked", "restored"):
            return course
    return [*course, (record.until, target, finding)]


def _beaten(record: Record, target: str, at: float) -> bool:
    """Whether another cause looked better than *target* by AGAINST, on what was reported by
    *at*."""
    odds = {cause.id: math.log(cause.likely) for cause in record.scenario.incident.causes}
    strength = {cause.id: cause.strength for cause in record.scenario.incident.causes}
    for event in record.of("finding"):
        if event.at <= at:
            about = event.data["about"]
            odds[about] += strength[about] * (1.0 if event.data["speaks"] == "for" else -1.0)
    return max(odds.values()) - odds[target] > AGAINST
