"""A run in a terminal from its first line to its last: begun or gone on with, and put away."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from simkit.cli import views
from simkit.cli.places import free_log
from simkit.cli.tabletop import Tabletop, prepared
from simkit.cli.terminal import complain, say
from simkit.scenario import load
from simkit.session import Session, resume


def begin(scenario: str, seed: int | None, variant: str, log: Path | None,
          prepare: Sequence[str]) -> int:
    """Play *scenario* from its briefing; return the exit status."""
    loaded = load(scenario, variant=variant)
    trial = Session(loaded, seed, prepare=prepare)  # draws the seed, refuses what cannot be
    session = Session(loaded, trial.seed, log=log or free_log(trial), prepare=prepare)
    for line in views.briefing(session.scenario, prepared(session)):
        say(line, hang=2 if line.startswith(" ") else 0)
    return play(session)


def go_on(log: Path) -> int:
    """Go on with the run in *log*; return the exit status."""
    session = resume(log)
    say(f"EXERCISE. {session.scenario.title}. The run goes on.")
    return play(session)


def play(session: Session) -> int:
    """Let the person at the terminal, or stdin, play *session*; return the exit status."""
    table = Tabletop(session, interactive=sys.stdin.isatty())
    say(f"Seed {session.seed}. Written to {session.log_path}.")
    try:
        table.play()
    finally:
        table.session.close()
        complain(f"This run is in {table.session.log_path}; to go on: "
                 f"simkit play --resume {table.session.log_path}")
    return 0
