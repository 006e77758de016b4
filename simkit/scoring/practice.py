"""Practice in one number, for comparing many runs; a single run is shown measure by measure."""

from __future__ import annotations

from simkit.record import Record
from simkit.scoring.calmness import calmness
from simkit.scoring.timing import timing


def practice(record: Record) -> float:
    """Return the plain mean of all practice points of *record*, in [0, 100].

    Measures with nothing to judge (no promise made, nothing posted) are left out, as in the
    report; outcome has no part in it. 0 when there is nothing to judge at all.
    """
    points = [metric.points for metric in (*timing(record), *calmness(record))
              if metric.points is not None]
    return sum(points) / len(points) if points else 0.0
