"""What the model says a run was worth: trust, its lowest point, rumour, churn, memory."""

from __future__ import annotations

import numpy as np

from simkit.clock import DAY, show
from simkit.record import Record
from simkit.scoring.metric import Metric


def outcome(record: Record) -> tuple[Metric, ...]:
    """Return the outcomes of *record*; trust in points of 100, population means."""
    course = record.course
    trust = 100.0 * course.mean("trust")
    low = int(np.argmin(trust))
    restored = record.restored_at
    lost = np.trapezoid(np.maximum(0.0, trust[0] - trust), course.at) / 60.0
    frustration = course.mean("frustration")
    peak, end = float(frustration.max()), float(frustration[-1])
    rows = [
        Metric("trust at 24 h", 100.0 * record.final_trust, "points",
               words=f"trust at {show(min(DAY, record.until))} is {100 * record.final_trust:.1f} "
                     f"of 100, from {trust[0]:.1f}"),
        Metric("lowest trust", float(trust[low]), "points",
               words=f"lowest at {show(float(course.at[low]))}: {trust[low]:.1f}"),
        Metric("trust lost over time", float(lost), "points",
               words=f"{lost:.0f} point-hours of trust lost"),
        Metric("rumour at its height", float(course.rumour.max()), "share",
               words=f"{course.rumour.max():.0%} spread a rumour at its height (an index)"),
        Metric("left for good", float(course.mean("churn")[-1]), "share",
               words=f"{course.mean('churn')[-1]:.1%} left for good"),
        Metric("remembered experience", 100.0 * (1.0 - (peak + end) / 2.0), "points",
               words=f"{100 * (1 - (peak + end) / 2):.0f} of 100, from the peak and the end of "
                     "frustration"),
    ]
    if restored is not None:
        at_restoration = 100.0 * course.value("trust", restored)
        rows.insert(1, Metric("trust at restoration", at_restoration, "points",
                              words=f"{at_restoration:.1f} when the service was back at "
                                    f"{show(restored)}"))
        rows.append(Metric("minutes to restore", restored, "min",
                           words=f"service restored at {show(restored)}"))
    return tuple(rows)
