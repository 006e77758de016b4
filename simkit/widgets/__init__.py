"""The notebook front end: a console over a session. Deletable; nothing else needs it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path

from simkit.scenario.parts import Scenario
from simkit.session import Session
from simkit.widgets.console import Console
from simkit.widgets.entrance import RUNS, Entrance, open_runs

__all__ = ["Console", "enter", "play"]


def play(name_or_session: str | Path | Scenario | Session, seed: int | None = None,
         log: str | Path | None = None, *, variant: str = "", mode: str = "practice",
         prepare: Iterable[str] = ()) -> Session:
    """Show the console of a new run, or of a session that there is already, and return the session.

    *name_or_session*: a scenario's name, path or parts, or a Session (then only *mode* counts).
    *log*: file for the run; without it, one under ``runs/`` in the current folder, so that a
    kernel that stops loses nothing: ``Console(simkit.resume(path))`` goes on.
    """
    from IPython.display import display

    if isinstance(name_or_session, Session):
        session = name_or_session
    else:
        session = _begin(name_or_session, seed, log, variant, prepare)
    display(Console(session, mode=mode))  # type: ignore[no-untyped-call]
    return session


def enter(scenario: str | Path, seed: int | None = None, *, variant: str = "",
          mode: str = "practice") -> Entrance:
    """Return the console of a new run of *scenario*, or the choice between that and open runs.

    As the last line of a cell it is the whole page of somebody who sees no code.
    """
    from simkit.scenario import load

    return Entrance(lambda: _begin(scenario, seed, None, variant, ()),
                    open_runs(load(scenario, variant=variant).id), mode)


def _begin(what: str | Path | Scenario, seed: int | None, log: str | Path | None, variant: str,
           prepare: Iterable[str]) -> Session:
    from simkit.scenario import load

    scenario = what if isinstance(what, Scenario) else load(what, variant=variant)
    if log is None:
        seed = Session(scenario, seed).seed
        log = _unused(scenario.id, seed)
    return Session(scenario, seed, log=log, prepare=prepare)


def _unused(name: str, seed: int) -> Path:
    """Return a file under RUNS that no run has written yet."""
    stem = f"{name}-{seed}"
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(path for path in (RUNS / f"{name}.jsonl" for name in names) if not path.exists())
