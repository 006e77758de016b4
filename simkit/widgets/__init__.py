"""The notebook front end: a console over a session. Deletable; nothing else needs it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from simkit.runs import free_log
from simkit.scenario.parts import Scenario
from simkit.session import Session, resume
from simkit.widgets.console import Console
from simkit.widgets.entrance import Entrance, open_runs

__all__ = ["Console", "enter", "facilitate", "play", "room"]


def play(name_or_session: str | Path | Scenario | Session, seed: int | None = None,
         log: str | Path | None = None, *, variant: str = "", mode: str | None = None,
         prepare: Iterable[str] = ()) -> Session:
    """Show the console of a new run, or of a session that there is already, and return the session.

    *name_or_session*: a scenario's name, path or parts, or a Session (then only *mode* counts).
    *log*: file for the run; without it, one under ``runs/`` in the current folder, so that a
    kernel that stops loses nothing: where open runs of the scenario lie there, they are offered
    first, and the session that is returned goes on with the one that is chosen. *mode*:
    ``guided``, ``practice`` or ``exam``; without it, what the briefing or the record says.
    """
    from IPython.display import display

    if isinstance(name_or_session, Session):
        session = name_or_session
    else:
        session = _begin(name_or_session, seed, log, variant, prepare)
    offered = session is not name_or_session and log is None
    runs = [run for run in open_runs(session.scenario.id, session.scenario.variant)
            if run.at > 0.0] if offered else []
    if runs:
        display(Entrance(lambda: session, runs, mode, session.take_up))  # type: ignore[no-untyped-call]
    else:
        display(Console(session, mode=mode))  # type: ignore[no-untyped-call]
    return session


def enter(scenario: str | Path, seed: int | None = None, *, variant: str = "",
          mode: str | None = None) -> Entrance:
    """Return the console of a new run of *scenario*, or the choice between that and open runs.

    As the last line of a cell it is the whole page of somebody who sees no code.
    """
    from simkit.scenario import load

    return Entrance(lambda: _begin(scenario, seed, None, variant, ()),
                    open_runs(load(scenario, variant=variant).id, variant), mode)


def facilitate(run: Session | str | Path) -> Session:
    """Show the facilitator's page of *run*, a session or the log of one, and return the session.

    Shown in the kernel in which the trainees' console of the same session is, the two share the
    clock. Only the facilitator may see it: it shows the truth.
    """
    from IPython.display import display

    from simkit.widgets.facilitator import FacilitatorScreen

    session = _running(run)
    display(FacilitatorScreen(session))  # type: ignore[no-untyped-call]
    return session


def room(run: Session | str | Path) -> Session:
    """Show the room screen of *run*, a session or the log of one, and return the session: what a
    projector may show to everybody."""
    from IPython.display import display

    from simkit.widgets.facilitator import Projector

    session = _running(run)
    display(Projector(session))  # type: ignore[no-untyped-call]
    return session


def _running(run: Session | str | Path) -> Session:
    return run if isinstance(run, Session) else resume(run)


def _begin(what: str | Path | Scenario, seed: int | None, log: str | Path | None, variant: str,
           prepare: Iterable[str]) -> Session:
    from simkit.scenario import load

    scenario = what if isinstance(what, Scenario) else load(what, variant=variant)
    if log is None:
        seed = Session(scenario, seed).seed
        log = free_log(scenario, seed)
    return Session(scenario, seed, log=log, prepare=prepare)
