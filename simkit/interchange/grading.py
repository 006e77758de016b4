"""A run in numbers that a test can assert on, for courses that grade by program.

    grade = simkit.grade("runs/mine.jsonl")
    assert grade.practice >= 70 and grade.points["time to first word"] >= 50

Practice needs no model and no other runs; it is the same for the same log on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from simkit.engine.worlds import Case, Worlds
from simkit.errors import RecordError
from simkit.log import read_log
from simkit.model.parameters import Parameters
from simkit.record import Record
from simkit.scenario import load
from simkit.scoring import calmness, outcome, practice, timing
from simkit.scoring.confidence import calibration
from simkit.session import Session


@dataclass(frozen=True)
class Grade:
    """What a run is worth, in plain numbers."""

    practice: float
    """Mean of the practice points, in [0, 100]; outcome has no part in it."""
    points: Mapping[str, float]
    """Practice points by the name of the measure, in [0, 100]; what was not judged is left out."""
    values: Mapping[str, float]
    """Measured values by name: minutes, shares, points of trust; what was not measured is left
    out."""
    brier: float | None
    """How far stated confidence lay from truth, in [0, 1]; None when nothing was stated."""
    trust: float
    """Trust at 24 h (or where the run stands) in points of 100; luck is in it."""
    finished: bool
    """Whether the run has reached the end of its first day."""
    scenario: str
    seed: int

    @property
    def scaled(self) -> float:
        """Practice in [0, 1], as learning platforms take it."""
        return self.practice / 100.0

    def __repr__(self) -> str:
        state = "" if self.finished else ", not finished"
        return (f"<Grade: practice {self.practice:.1f} of 100 over {len(self.points)} measures; "
                f"{self.scenario}, seed {self.seed}{state}>")


def grade(run: Session | Record | str | Path) -> Grade:
    """Return the grade of *run*: a session, a record, or the path of a log.

    The same run gives the same grade. A log is played again, and must be the run that it says:
    raises RecordError when it is damaged, changed, or from another build.
    """
    record = _record(run)
    measures = (*timing(record), *calmness(record), *outcome(record))
    return Grade(
        practice(record),
        {m.name: m.points for m in measures if m.points is not None},
        {m.name: m.value for m in measures if m.value is not None},
        calibration(record).brier, 100.0 * record.final_trust, record.day_is_over,
        record.header.scenario, record.header.seed)


def _record(run: Session | Record | str | Path) -> Record:
    if isinstance(run, Record):
        return run
    if isinstance(run, Session):
        return run.record
    return _played_again(Path(run))


def _played_again(path: Path) -> Record:
    """Return the run in the log at *path*, played again without touching the file."""
    written = read_log(path)
    header = written.header
    given = header.parameters
    case = Case(load(header.scenario, variant=header.variant), header.seed, written.decisions,
                parameters=Parameters.defaults(1).replace(**given) if given else None,
                anchored=False)
    worlds = Worlds([case])
    differences = header.differences(worlds.record(0).header)
    if differences:
        raise RecordError(f"{path} cannot be graded here, because it was made by another build or "
                          "scenario:\n  " + "\n  ".join(differences))
    last = max([event.at for event in written.events]
               + [decision.at for decision in written.decisions] + [0.0])
    worlds.run(last)
    if len(worlds.worlds[0].log) < len(written.events):
        worlds.run(last + 1.0)  # the log ends within the minute that comes next
    record = worlds.record(0)
    told, played = ([(event.kind, event.cause, event.id) for event in events]
                    for events in (written.events, record.events))
    if told != played[:len(told)] or len(record.decisions) != len(written.decisions):
        raise RecordError(f"{path} is not the run that its seed and decisions make; it was changed")
    return record
