"""The door to the console where there is no code: go on with an open run, or begin a new one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from simkit.clock import DAY, show
from simkit.errors import PlayedElsewhere, Refused, SimkitError
from simkit.runs import RUNS, Run, find
from simkit.session import Session, resume
from simkit.widgets import panels
from simkit.widgets.boxes import box, button
from simkit.widgets.clock import Clock, Worker
from simkit.widgets.console import Console
from simkit.widgets.style import style

ROWS = 5
"""Open runs that are offered, the latest first."""

ELSEWHERE = ("This run is open elsewhere. Close it there, or take it over: then it can only be "
             "looked at there.")
"""What is said before a run is taken from somebody."""


def open_runs(scenario: str, variant: str = "", folder: Path = RUNS) -> list[Run]:
    """Return the runs of *scenario* in *folder* that have begun, less those seen to the end of the
    day; the latest first."""
    named = f"{scenario}, {variant}" if variant else scenario
    return [run for run in find(folder) if run.scenario == named and run.at < DAY
            and (run.at > 0.0 or run.decisions > 0)][:ROWS]


class Entrance:
    """What stands on the page before the console, and then the console itself.

    ``Entrance(begin, runs)`` as the last line of a cell shows it. *begin* returns a new session;
    *runs* are offered to go on with; where there is none the console comes at once. *taken_up*
    returns the session in which a run goes on.
    """

    def __init__(self, begin: Callable[[], Session], runs: list[Run],
                 mode: str | None = None,
                 taken_up: Callable[[Session], Session] = lambda session: session) -> None:
        self._begin = begin
        self._taken_up = taken_up
        self._mode = mode
        self.console: Console | None = None
        self._worker = Worker(Clock(1.0), lambda: None, self._after)
        self._said = widgets.HTML()
        self.box = box("sk-whole")
        if runs:
            self.box.children = [self._offer(runs)]
        else:
            self._enter(begin)

    def __repr__(self) -> str:
        return f"<Entrance to {self.console!r}>" if self.console else "<Entrance>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {**self.box._repr_mimebundle_(), "text/plain": repr(self)}

    def _offer(self, runs: list[Run]) -> widgets.Box:
        """Return the choice between *runs* and a new one."""
        new = button("Begin a new run", "sk-enter", lambda: self._ask(self._begin))
        new.button_style = "primary"
        new.layout.margin = "10px 0 0"
        choice = box("sk-panel sk-offers sk-entrance",
                     widgets.HTML(panels.head("Where do you want to go on?", "EXERCISE")),
                     self._said, *map(self._row, runs), new)
        return box("sk sk-narrow", style(), choice)

    def _row(self, run: Run) -> widgets.Box:
        go_on = button("Go on", "sk-enter", lambda: self._ask(enter), f"Go on at {show(run.at)}")
        decisions = f"{run.decisions} decision{'s' * (run.decisions != 1)}"
        state = "" if run.state == "open" else f", {run.state}"
        words = widgets.HTML(f"<b>{show(run.at)}</b> {decisions}{state} <span class='soft'>"
                             f"{escape(run.path.name)}</span>")

        def enter() -> Session:
            """Go on with the run; when it is played elsewhere, a second press takes it over."""
            try:
                return self._taken_up(
                    resume(run.path, take_over=go_on.description != "Go on"))
            except PlayedElsewhere:
                go_on.description = "Take over"
                raise Refused(ELSEWHERE) from None

        return box("sk-offer", go_on, words)

    def _ask(self, begin: Callable[[], Session]) -> None:
        self._worker.ask(partial(self._enter, begin))

    def _enter(self, begin: Callable[[], Session]) -> None:
        """Put the console of the session that *begin* returns in the place of the choice."""
        if self.console is None:
            session = begin()
            fresh = session.now == 0.0 and not session.world.decisions
            # A run that has begun is played as its record says: an exam stays one.
            self.console = Console(session, mode=self._mode if fresh else None)
            self.box.children = [self.console.box]

    def _after(self, trouble: BaseException | None) -> None:
        """Say what could not be done; another choice may do."""
        if trouble is not None:
            known = isinstance(trouble, SimkitError)
            self._said.value = panels.notice(str(trouble) if known else
                                             f"This did not work ({type(trouble).__name__}). "
                                             "Another one may.")
