"""The commands about what a run was worth: compare, replicate, par, export, grade."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from simkit.cli.terminal import as_is, bar, complain, progress, say
from simkit.errors import SimkitError

if TYPE_CHECKING:
    from simkit.record import Record
    from simkit.session import Session


def compare(options: argparse.Namespace) -> int:
    """Answer what-ifs about a run, or rank them all."""
    from simkit import counterfactual
    from simkit.batches import cores

    record = _record(options)
    say(f"EXERCISE. {record.scenario.title}. Seed {record.header.seed}.")
    if options.words:
        found = counterfactual.worth(
            record, counterfactual.asked(record, options.words), options.runs)
        say(f"{found.sentence} {found.comparison.chance}.", hang=2)
        return 0
    tell, last = progress("comparing"), None
    for last in counterfactual.explore(record, runs=options.runs, workers=cores()):
        if tell is not None:
            tell(last.done, last.whole)
    if last is None or not last.worths:
        say("Nothing was decided and nothing was left out that could have been otherwise.")
        return 0
    for number, each in enumerate(last.worths[:options.most], start=1):
        say(f"{number:3}. {each.sentence}", hang=5)
    say(f"{len(last.worths)} what-ifs, {last.ties} of them ties.")
    return 0


def replicate(options: argparse.Namespace) -> int:
    """Say how much of a run was luck."""
    from simkit import luck, par
    from simkit.batches import cores

    record = _record(options)
    best = par.stored(record.scenario)
    tell, last = progress("replaying"), None
    for last in luck.replayed(record, seeds=options.seeds, best=best.policy if best else None,
                              workers=cores()):
        if tell is not None:
            tell(last.done, last.whole)
    assert last is not None
    say(f"EXERCISE. {record.scenario.title}. Seed {record.header.seed}.")
    for sentence in last.sentences:
        say(sentence, hang=2)
    return 0


def par_of(options: argparse.Namespace) -> int:
    """Search for the best play of a scenario, or show the one that is stored."""
    from simkit import par
    from simkit.batches import cores
    from simkit.scenario import load

    scenario = load(options.scenario, variant=options.variant)
    file = Path(options.scenario) if Path(options.scenario).suffix else None
    place = par.beside(scenario, file)
    best = par.stored(scenario, file)
    if not options.show:
        state = place.with_name(f"{place.name}.search")
        best = par.search(scenario, seed=options.seed, budget=options.budget, state=state,
                          workers=cores(), progress=bar("runs"))
        par.save(best, place)
        state.unlink(missing_ok=True)
        complain(f"Written: {place}")
    if best is None:
        raise SimkitError(f"no best play of {scenario.id} is stored; to search for one: "
                          f"simkit par {options.scenario}")
    say(f"EXERCISE. {scenario.title}.")
    say(best.words, hang=2)
    for part in best.stale(scenario):
        say(f"It was found with another {part} than this; search again to be sure.", hang=2)
    for thing, how in best.choices.items():
        say(f"  {thing}: {how}", hang=4)
    return 0


def export(options: argparse.Namespace) -> int:
    """Write a run for other programs."""
    from simkit import interchange

    record = _session(options).record
    forms: dict[str, Callable[[], str]] = {
        "decisions": lambda: interchange.decisions(record),
        "events": lambda: interchange.events(record),
        "scores": lambda: interchange.scores(record),
        "xapi": lambda: "".join(f"{line}\n" for line in interchange.statements(
            record, learner=options.learner)),
    }
    text = forms[options.what]()
    if options.output is None:
        as_is(text.replace("\r\n", "\n").rstrip("\n"))
    else:
        with Path(options.output).open("w", encoding="utf-8", newline="") as out:
            out.write(text)
        say(f"Written: {options.output}")
    return 0


def grade(options: argparse.Namespace) -> int:
    """Print the grade of a run as JSON."""
    from dataclasses import asdict

    from simkit import interchange

    as_is(json.dumps(asdict(interchange.grade(_session(options).record)), indent=1))
    return 0


def _record(options: argparse.Namespace) -> Record:
    from simkit.cli.commands import whole_day

    return whole_day(options.log, options.scenario)


def _session(options: argparse.Namespace) -> Session:
    from simkit.cli.rerun import rerun

    return rerun(options.log, options.scenario)
