"""The check against reality: do outages that cost more trust in the model have worse verdicts?

Sixteen real outages are replayed with the words of the companies. The order by trust lost is held
against the public verdicts (coded before, see ``simkit.analysis.outages``), and so is the order by
what a plain model knows: severity times duration times the share of users hit. Beside it stand
patterns and paces for which facts exist.

``python -m simkit.analysis.reality`` makes the table anew, in about ten minutes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from simkit.analysis import paces, patterns, tables, vignette
from simkit.analysis.outages import OUTAGES, Outage
from simkit.analysis.patterns import interval
from simkit.analysis.reality_words import NAME, table
from simkit.analysis.replays import AFTER, Replay, lost_minutes, replayed, restored_at, scenario
from simkit.analysis.verdicts import compare, handled
from simkit.ensemble import DRAWS, cases
from simkit.model.parameters import Parameters

__all__ = ["check", "main", "table"]

Progress = Callable[[str], None]
"""Called with a few words on what is being done."""


def _row(outage: Outage, results: Mapping[str, Replay]) -> dict[str, Any]:
    """Return what the table tells of *outage*."""
    made, real, way = scenario(outage), results["real"], handled(results)
    return {"name": outage.name, "verdict": outage.verdict, "because": outage.because,
            "blamed": outage.blamed, "share": outage.share, "missing": outage.missing,
            "minutes": restored_at(made), "severity_minutes": lost_minutes(made),
            "first_word": outage.first_word, "first_word_is": outage.first_word_is,
            "silence": outage.silence, "silence_is": outage.silence_is,
            "lost": {at: interval(real.lost[at]) for at in AFTER},
            "lowest": interval(real.lowest),
            "silent": interval(results["silent"].lost["day"]),
            "book": interval(results["book"].lost["day"]),
            "handled": None if np.isnan(way).any() else interval(way)}


def drawn(draws: int) -> Parameters:
    """Return the first *draws* rows that all comparisons of the kit are made with."""
    rows = [case.parameters for case in cases(vignette.outage(), (), draws)]
    return Parameters.stack(row for row in rows if row is not None)


def check(draws: int, seeds: int, progress: Progress = lambda _: None) -> dict[str, Any]:
    """Run everything on *draws* parameter draws and return the content of the table."""
    parameters = drawn(draws)
    results = {}
    for number, each in enumerate(OUTAGES, 1):
        progress(f"{number} of {len(OUTAGES)}: {each.id}")
        results[each.id] = replayed(each, parameters, progress)
    progress("patterns")
    return {"outages": {each.id: _row(each, results[each.id]) for each in OUTAGES},
            "order": compare(results),
            "notices": patterns.notices(parameters), "the_day": patterns.the_day(parameters),
            "own_scenario": patterns.own_scenario(draws),
            "paces": [vars(pace) for pace in
                      (*paces.PUBLISHED, *paces.real(), *paces.kit(seeds, progress))],
            "grades": paces.grades()}


def main(arguments: list[str] | None = None) -> None:
    """Make the table anew and show it."""
    parser = argparse.ArgumentParser(prog="python -m simkit.analysis.reality",
                                     description="Hold the model against sixteen real outages.")
    parser.add_argument("--draws", type=int, default=100, help="parameter draws (default: 100)")
    parser.add_argument("--seeds", type=int, default=20, help="runs per policy (default: 20)")
    given = parser.parse_args(arguments)

    def progress(done: str) -> None:
        print(f"\r\033[K{done}", end="", file=sys.stderr, flush=True)

    content = check(given.draws, given.seeds, progress)
    print(file=sys.stderr)
    tables.write(NAME, f"python -m simkit.analysis.reality --draws {given.draws} "
                       f"--seeds {given.seeds}", DRAWS, given.draws, **content)
    print(table())


if __name__ == "__main__":
    main()
