"""The door to the console where there is no code: go on with an open run, or begin a new one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from heapq import nlargest
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from simkit.clock import DAY, show
from simkit.errors import SimkitError
from simkit.log import read_log
from simkit.session import Session, resume
from simkit.widgets import panels
from simkit.widgets.clock import Clock, Worker
from simkit.widgets.console import Console
from simkit.widgets.style import style

RUNS = Path("runs")
"""Folder of the runs that are given no name."""

ROWS = 5
"""Open runs that are offered, the latest first."""

LOOKED_AT = 30
"""Logs that are read at most in search of open runs."""


@dataclass(frozen=True)
class OpenRun:
    """A run that can be gone on with."""

    path: Path
    at: float
    """Minutes since onset at which it stands."""
    decisions: int


def open_runs(scenario: str, folder: Path = RUNS) -> list[OpenRun]:
    """Return the runs of *scenario* in *folder* that have begun and not ended, the latest first."""
    logs = nlargest(LOOKED_AT, folder.glob("*.jsonl"), key=lambda path: path.stat().st_mtime)
    return list(_open(scenario, logs))[:ROWS]


def _open(scenario: str, logs: list[Path]) -> Iterator[OpenRun]:
    for path in logs:
        try:
            written = read_log(path)
        except SimkitError:
            continue  # no log, or a damaged one: nothing to go on with
        run = OpenRun(path, max((event.at for event in written.events), default=0.0),
                      len(written.decisions))
        begun = run.at > 0.0 or run.decisions > 0
        if written.header.scenario == scenario and begun and run.at < DAY:
            yield run


class Entrance:
    """What stands on the page before the console, and then the console itself.

    ``Entrance(begin, runs)`` as the last line of a cell shows it. *begin* returns a new session;
    *runs* are offered to go on with, and where there is none the console comes at once.
    """

    def __init__(self, begin: Callable[[], Session], runs: list[OpenRun],
                 mode: str = "practice") -> None:
        self._begin = begin
        self._mode = mode
        self.console: Console | None = None
        self._worker = Worker(Clock(1.0), lambda: None, self._after)
        self._said = widgets.HTML()
        self.box = _box("sk-whole")
        if runs:
            self.box.children = [self._offer(runs)]
        else:
            self._enter(begin)

    def __repr__(self) -> str:
        return f"<Entrance to {self.console!r}>" if self.console else "<Entrance>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {**self.box._repr_mimebundle_(), "text/plain": repr(self)}

    def _offer(self, runs: list[OpenRun]) -> widgets.Box:
        """Return the choice between *runs* and a new one."""
        rows = [self._row(run) for run in runs]
        new = self._button("Begin a new run", "primary", self._begin)
        head = widgets.HTML(panels.head("Where do you want to go on?", "EXERCISE"))
        choice = _box("sk-panel sk-entrance", head, self._said, *rows, new)
        return _box("sk", style(), choice)

    def _row(self, run: OpenRun) -> widgets.Box:
        decisions = f"{run.decisions} decision{'s' * (run.decisions != 1)}"
        words = widgets.HTML(f"<b>{show(run.at)}</b> {decisions} <span class='soft'>"
                             f"{escape(run.path.name)}</span>")
        return _box("sk-offer", self._button("Go on", "", partial(resume, run.path)), words)

    def _button(self, words: str, look: str, begin: Callable[[], Session]) -> widgets.Button:
        button = widgets.Button(description=words, button_style=look)
        button.on_click(lambda _: self._worker.ask(partial(self._enter, begin)))
        return button

    def _enter(self, begin: Callable[[], Session]) -> None:
        """Put the console of the session that *begin* returns in the place of the choice."""
        if self.console is None:
            self.console = Console(begin(), mode=self._mode)
            self.box.children = [self.console.box]

    def _after(self, trouble: BaseException | None) -> None:
        """Say what could not be done; another choice may do."""
        if trouble is not None:
            known = isinstance(trouble, SimkitError)
            self._said.value = panels.notice(str(trouble) if known else f"This did not work: "
                                             f"{trouble!r}")


def _box(names: str, *children: widgets.Widget) -> widgets.Box:
    box = widgets.Box(children)
    for name in names.split():
        box.add_class(name)
    return box
