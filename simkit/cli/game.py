"""A run in a terminal from its first line to its last: begun or gone on with, and put away."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from simkit.cli import views
from simkit.cli.tabletop import Tabletop, prepared
from simkit.cli.terminal import complain, say
from simkit.log import read_log
from simkit.runs import free_log
from simkit.scenario import load
from simkit.session import Session, resume


def begin(scenario: str, seed: int | None, variant: str, log: Path | None,
          prepare: Sequence[str]) -> int:
    """Play *scenario* from its briefing; return the exit status."""
    loaded = load(scenario, variant=variant)
    trial = Session(loaded, seed, prepare=prepare)  # draws the seed, refuses what cannot be
    session = Session(loaded, trial.seed, log=log or free_log(loaded, trial.seed), prepare=prepare)
    for line in views.briefing(session.scenario, prepared(session)):
        say(line, hang=2 if line.startswith(" ") else 0)
    return play(session, f"{scenario} ")


def go_on(log: Path, scenario: str = "") -> int:
    """Go on with the run in *log*; return the exit status.

    *scenario*: where its scenario is, if the name in the log does not lead to it.
    """
    found = load(scenario, variant=read_log(log).header.variant) if scenario else None
    session = resume(log, found)
    say(f"EXERCISE. {session.scenario.title}. The run goes on.")
    return play(session, f"{scenario} " if scenario else "")


def play(session: Session, named: str = "") -> int:
    """Let the person at the terminal, or stdin, play *session*; return the exit status.

    *named* is how its scenario was named, with a blank behind it.
    """
    table = Tabletop(session, interactive=sys.stdin.isatty())
    say(f"Seed {session.seed}. Written to {session.log_path}.")
    try:
        table.play()
    finally:
        table.session.close()
        complain(f"This run is in {table.session.log_path}; to go on: "
                 f"simkit play {named}--resume {table.session.log_path}")
    return 0
