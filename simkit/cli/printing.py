"""What an exercise needs on paper, written by a command."""

from __future__ import annotations

import argparse

from simkit import handouts
from simkit.cli.terminal import say
from simkit.scenario import load


def printed(options: argparse.Namespace) -> int:
    """Write the sheets that are asked for; all of them when none is named."""
    asked = {"run-sheet": options.run_sheet, "roles": options.roles, "injects": options.injects}
    chosen = tuple(name for name, wanted in asked.items() if wanted) or tuple(handouts.SHEETS)
    scenario = load(options.scenario, variant=options.variant)
    for file in handouts.save(scenario, options.output, chosen):
        truth = " It holds the truth: for the facilitator only." if "run-sheet" in file.name else ""
        say(f"Written: {file}.{truth}", hang=2)
    say("Open them in a browser and print: A4, every page and card says EXERCISE.")
    return 0
