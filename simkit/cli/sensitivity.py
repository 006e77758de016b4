"""``simkit sensitivity``: which constants the claims hang on, in the terminal and in two files."""

from __future__ import annotations

import argparse
import json
import os
from typing import Any

from simkit.cli.terminal import as_is, bar, complain, say

ENOUGH = 128
"""Base sample below which shares are a first look."""


def sensitivity(options: argparse.Namespace) -> int:
    """Run the study, show it, and write it with its picture; return the exit status."""
    from simkit import sizes
    from simkit.analysis import importance, tables
    from simkit.analysis import sensitivity as analysis
    from simkit.model.parameters import digest
    from simkit.record import build
    from simkit.svg import tornado

    scenario = sizes.choose(options.scenario, options.variant)
    plan = analysis.Plan(options.trajectories or analysis.TRAJECTORIES,
                         options.sobol or analysis.BASE,
                         analysis.SEED if options.seed is None else options.seed)
    out = options.out or analysis.FOLDER
    out.mkdir(parents=True, exist_ok=True)
    progress = bar("samples")
    try:
        found = analysis.study(scenario, plan, inside=out, tell=complain, progress=progress,
                               workers=options.workers or min(analysis.WORKERS, os.cpu_count()
                                                              or 1))
    except KeyboardInterrupt:
        complain("\nWhat is done is kept: the same command goes on from here.")
        raise
    _show(found)
    name = f"{scenario.id}{'-' * bool(scenario.variant)}{scenario.variant}-sensitivity"
    made_by = {"model": digest(), "build": build()}
    text = json.dumps(tables.plain(made_by | found), indent=1, ensure_ascii=False)
    picture = tornado(importance.panels(found), unit="points of trust",
                      figures=importance.FIGURES,
                      title=f"What communication is worth hangs on: {scenario.title}")
    for file, content in ((out / f"{name}.json", text + "\n"), (out / f"{name}.svg", picture)):
        file.write_text(content, encoding="utf-8")
        say(f"Written: {file}")
    return 0


def _show(found: dict[str, Any]) -> None:
    from simkit.analysis import importance

    settings = found["settings"]
    variant = f", variant {found['variant']}" if found["variant"] else ""
    say(f"EXERCISE. {found['title']}{variant}.")
    say(f"{found['inputs']} constants varied, each within its range: Morris on "
        f"{settings['trajectories']} trajectories found {len(found['notable'])} that matter; "
        f"Sobol on a base sample of {settings['base']} gave {len(found['kept'])} of them a share "
        f"of their own. {found['samples']} samples of {found['sides']} runs, seed "
        f"{settings['seed']}. In brackets 5 to 95 %, by bootstrap.")
    if settings["base"] < ENOUGH:
        say("A first look: on so small a base sample the shares mean little.")
    say()
    for line in importance.lines(found):
        as_is(line)
    say("Share: of the variance of the contrast, interactions with others included. Effect: mean "
        "change when the constant goes from one end of its range to the other. Low, high: what the "
        "contrast is in the lowest and the highest fifth of the range.")
    for meaning in importance.meanings(found):
        say(f"  {meaning}", hang=4)
