"""The runs on this disk: listed, and forgotten."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from simkit import runs
from simkit.cli.terminal import as_is, say
from simkit.clock import show
from simkit.errors import Refused


def listed(options: argparse.Namespace) -> int:
    """List the runs of a folder."""
    folder: Path = options.folder or runs.RUNS
    found = runs.find(folder)
    for run in found:
        if run.trouble:
            say(f"{run.path}: damaged; {run.trouble}", hang=2)
            continue
        decisions = f"{run.decisions} decision{'s' * (run.decisions != 1)}"
        say(f"{run.path}: {run.state}, {show(run.at)}, {decisions}; {run.scenario}, seed "
            f"{run.seed}.", hang=2)
    if not found:
        say(f"There are no runs in {folder.resolve()}.")
    else:
        say("Go on with one: simkit play --resume LOG. Remove one: simkit forget LOG.")
    return 0


def forget(options: argparse.Namespace) -> int:
    """Remove runs, after saying what goes and what stays."""
    whole = [runs.belongings(log) for log in options.logs]
    say("This removes, for good:")
    for files in whole:
        for path in files:
            as_is(f"  {path}")
    say("simkit cannot remove:")
    for words in runs.STAYS:
        say(f"  {words}", hang=2)
    if not options.yes and not _agreed():
        say("Nothing was removed.")
        return 1
    for files in whole:
        runs.forget(files)
    count = sum(map(len, whole))
    say(f"Removed: {count} file{'s' * (count != 1)}.")
    return 0


def _agreed() -> bool:
    """Ask the person at the terminal. Raises Refused where nobody can answer."""
    if not sys.stdin.isatty():
        raise Refused("nothing was removed, as nobody is there to ask; to remove it: --yes")
    try:
        return input("Remove? Type yes: ").strip().lower() in ("y", "yes")
    except EOFError:
        return False
