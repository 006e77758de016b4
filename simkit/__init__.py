"""simkit: a flight simulator for the people who speak for a service while it is down.

    session = simkit.play("whatsapp-2021", seed=7)      # the console in a notebook
    simkit.score(session)                               # practice and outcome, with evidence
    simkit.report(session)                              # the after-action report
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

from simkit.errors import ScenarioError, SimkitError
from simkit.message import Message, read
from simkit.policy import POLICIES
from simkit.policy import play as let_play
from simkit.scenario import check, load
from simkit.session import Session, resume

if TYPE_CHECKING:
    from simkit.debrief import Report
    from simkit.ensemble import Comparison
    from simkit.interchange import Grade
    from simkit.luck import Luck
    from simkit.record import Record
    from simkit.scenario.parts import Scenario
    from simkit.scorecard import Score

__all__ = ["POLICIES", "Message", "ScenarioError", "Session", "SimkitError", "better", "check",
           "compare", "facilitate", "grade", "let_play", "load", "play", "read", "replicate",
           "report", "resume", "room", "score"]


def play(scenario: Any, seed: int | None = None, *, log: str | Path | None = None,
         variant: str = "", mode: str = "practice", prepare: Iterable[str] = ()) -> Session:
    """Show the console of a new run of *scenario* (a name, a path or a Scenario) and return the
    session behind it; every click is a decision of that session.

    *seed* None draws one. *mode* is ``practice`` or ``exam``. *log* is the file for the run;
    without it, one under ``runs/`` in the current folder.
    """
    from simkit import widgets

    return widgets.play(scenario, seed=seed, log=log, variant=variant, mode=mode, prepare=prepare)


def facilitate(run: Session | str | Path) -> Session:
    """Show the facilitator's page of *run* (a session, or the path of its log), with the truth
    beside what the trainees know, and return the session."""
    from simkit import widgets

    return widgets.facilitate(run)


def room(run: Session | str | Path) -> Session:
    """Show the room screen of *run* (a session, or the path of its log), which everybody may see,
    and return the session."""
    from simkit import widgets

    return widgets.room(run)


def score(run: Session | Record, runs: int | None = None) -> Score:
    """Judge *run*: practice by the field's norms, outcome by the model, with *runs* paired runs
    behind each interval."""
    from simkit import scorecard

    return scorecard.score(_record(run), scorecard.RUNS if runs is None else runs)


def compare(run: Session | Record, at: float | str, move: float | str | None = None, *,
            runs: int | None = None) -> Comparison:
    """Compare *run* with the same run in which the decision nearest to *at* came *move* later
    (``"-20m"``: earlier) or, without *move*, was not taken.

    *at* may also be a question in words, such as ``"first word 20 minutes earlier"``.
    """
    from simkit import counterfactual

    return counterfactual.compare(_record(run), at, move,
                                  runs=counterfactual.RUNS if runs is None else runs)


def replicate(run: Session | Record, seeds: int = 200) -> Luck:
    """Luck or skill: where *run* lies among replays of its decisions on other *seeds*, and where
    those lie among other ways of playing."""
    from simkit import luck, par

    record = _record(run)
    best = par.stored(record.scenario)
    *_, found = luck.replayed(record, seeds=seeds, best=best.policy if best else None,
                              workers=_workers())
    return found


def grade(run: Session | Record | str | Path) -> Grade:
    """Return *run* (a session, a record or the path of a log) in numbers that a test can assert
    on: ``.practice``, ``.points``, ``.values``, ``.brier``, ``.trust``."""
    from simkit import interchange

    return interchange.grade(run)


def better(a: Session | Record | str, b: Session | Record | str,
           scenario: Scenario | str | None = None, runs: int = 200) -> Comparison:
    """Compare *a* with *b*, each a run or the name of a policy: how much better it is, and
    P(A beats B), when both meet the same *runs* seeds and parameter draws.

    *scenario* may be left out where one of them is a run: it is that run's.
    """
    from simkit import ensemble

    records = [_record(run) for run in (a, b) if not isinstance(run, str)]
    if scenario is None and not records:
        raise SimkitError("two policies need a scenario to play: better(a, b, scenario)")
    stage = (load(scenario) if isinstance(scenario, str) else scenario) or records[0].scenario
    strangers = [record for record in records if record.header.digest != stage.digest]
    if strangers:
        raise SimkitError(f"{strangers[0]} is not a run of {stage.title!r} in this variant")
    names = iter(("the first run", "the second run") if len(records) == 2 else ("this run",))
    first, second = (
        ensemble.sample(stage, run, runs) if isinstance(run, str) else
        ensemble.sample(stage, _record(run).decisions, runs, name=next(names)) for run in (a, b))
    return ensemble.better(first, second)


def report(run: Session | Record, runs: int | None = None) -> Report:
    """Return the after-action report of *run*: ``.text``, ``.html``, ``.save(path)``, with *runs*
    pairs of runs behind each interval; it takes about a minute with the usual 50."""
    from simkit import debrief

    return debrief.report(_record(run), runs=debrief.WHOLE if runs is None else runs,
                          workers=_workers())


def _workers() -> int:
    """Return how many processes share long work; one in a script, which each would run again."""
    from simkit.batches import cores

    return 1 if hasattr(sys.modules["__main__"], "__file__") else cores()


def _record(run: Session | Record) -> Record:
    return run.record if isinstance(run, Session) else run
