"""Where runs are written when nobody says where."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from simkit.session import Session

RUNS = Path("runs")
"""Folder of the runs that are given no name, in the current folder."""


def free_log(session: Session) -> Path:
    """Return a file in RUNS for a run like *session* that is not there yet."""
    scenario = session.scenario
    variant = f"-{scenario.variant}" if scenario.variant else ""
    names = (f"{scenario.id}{variant}-seed{session.seed}-{number}.jsonl" for number in count(1))
    return next(path for path in (RUNS / name for name in names) if not path.exists())
