"""What each command does; every function returns its exit status.

What a command needs is imported when it runs, so that ``simkit --help`` answers at once.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simkit.cli.terminal import as_is, complain, progress, say
from simkit.clock import DAY, minutes, show
from simkit.errors import Problem, ScenarioError, SimkitError, UnknownName

if TYPE_CHECKING:
    from simkit.record import Record

SAME, DIFFERS, FAULTY = 0, 1, 2
"""Exit statuses: all well; a replay that is not the same run; a scenario with errors."""


def lab(options: argparse.Namespace) -> int:
    """Open JupyterLab on the first training session."""
    from simkit.lab import open_lab

    return open_lab(options.folder, browser=not options.no_browser)


def serve(options: argparse.Namespace) -> int:
    """Serve the console as a page without code."""
    from simkit.serve import serve as served

    return served(options.scenario, seed=options.seed, variant=options.variant, mode=options.mode,
                  port=options.port, browser=not options.no_browser, dark=options.dark)


def scenarios(options: argparse.Namespace) -> int:
    """List the scenarios by name."""
    from simkit.scenario import load
    from simkit.scenario import scenarios as known

    for name, path in known().items():
        try:
            scenario = load(path)
        except ScenarioError as why:
            count = len(why.problems)
            say(f"{name}: cannot be played, {count} fault{'s' * (count > 1)}; see: "
                f"simkit check {path}", hang=2)
            continue
        variants = f" Variants: {', '.join(scenario.variants)}." if scenario.variants else ""
        say(f"{name}: {scenario.title}.{variants}", hang=2)
    if not known():
        say("There are none here. A scenario is a YAML file in the folder scenarios/.")
    return SAME


def play(options: argparse.Namespace) -> int:
    """Play a run in the terminal."""
    from simkit.cli import game

    if options.resume:
        if options.variant or options.log or options.prepare or options.seed is not None:
            raise SimkitError("--resume goes on with a run as it is; leave out --seed, --variant, "
                              "--log and --prepare")
        return game.go_on(options.resume, options.scenario or "")
    if not options.scenario:
        from simkit.scenario import scenarios as known

        raise SimkitError(f"say which scenario: {', '.join(known()) or 'the path of a file'}")
    prepare = [name.strip() for name in options.prepare.split(",") if name.strip()]
    return game.begin(options.scenario, options.seed, options.variant, options.log, prepare)


def check(options: argparse.Namespace) -> int:
    """Print every problem of the files to stderr."""
    from simkit.scenario import check as problems_of

    status = SAME
    for file in options.files:
        try:
            problems = problems_of(file)
        except UnknownName as why:
            problems = (Problem(file, 1, 1, "", str(why)),)
        for problem in problems:
            complain(str(problem))
        if any(problem.severity == "error" for problem in problems):
            status = FAULTY
        elif not problems:
            say(f"{file}: no problems")
    return status


def schema(options: argparse.Namespace) -> int:
    """Print the JSON Schema, or write it to a file."""
    from simkit.scenario.reader import schema as json_schema

    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    if options.output is None:
        sys.stdout.write(text)
    else:
        options.output.write_text(text, encoding="utf-8")
        say(f"Written: {options.output}")
    return SAME


def score(options: argparse.Namespace) -> int:
    """Judge a run."""
    from simkit import scorecard

    record = whole_day(options.log, options.scenario)
    judged = scorecard.score(record, options.runs or scorecard.RUNS, progress("judging"))
    say(f"EXERCISE. {record.scenario.title}. Seed {record.header.seed}.")
    say(str(judged), hang=5)
    return SAME


def report(options: argparse.Namespace) -> int:
    """Write the after-action report of a run."""
    from simkit import debrief
    from simkit.batches import cores

    if options.output is not None:
        debrief.form_of(options.output)  # before minutes of work, not after
    record = whole_day(options.log, options.scenario)
    made = debrief.report(record, progress("comparing"), runs=options.runs or debrief.WHOLE,
                          workers=cores())
    if options.output is None:
        as_is(made.text)
    else:
        say(f"Written: {made.save(options.output, overwrite=True)}")
    return SAME


def replay(options: argparse.Namespace) -> int:
    """Run a log again, compare it, and show its events."""
    from simkit.cli.rerun import replayed

    until = None if options.until is None else minutes(options.until)
    return SAME if replayed(options.log, options.scenario, until) else DIFFERS


def sizes(options: argparse.Namespace) -> int:
    """Show what the parts of good communication are worth."""
    from simkit import sizes as worth

    scenario = worth.choose(options.scenario, options.variant)
    variant = f", variant {scenario.variant}" if scenario.variant else ""
    say(f"EXERCISE. {scenario.title}{variant}.")
    say(f"Points of trust (of 100) at 24 h: the middle of {options.runs} pairs of seeds and "
        "parameter draws, in brackets 5 to 95 %.")
    if scenario.script:
        say("In this variant the outage runs by the clock and luck is still, so pairs differ by "
            "parameter draw only.")
    for pair in worth.sizes(scenario, options.runs, progress("comparing")):
        compared = f"{pair.a}, against {pair.b}"
        say(f"{compared[:1].upper()}{compared[1:]}: {pair.interval}, {pair.verdict}, "
            f"{pair.chance}.", hang=2)
    return SAME


def sensitivity(options: argparse.Namespace) -> int:
    """Show which constants of the model the sizes hang on."""
    from simkit.cli.sensitivity import sensitivity as shown

    return shown(options)


def whole_day(log: Path, scenario: str) -> Record:
    """Return the record of the run in *log*, carried on to 24 h without another decision."""
    from simkit.cli.rerun import rerun

    session = rerun(log, scenario)
    day = min(DAY, session.scenario.horizon)
    if session.now < day:
        complain(f"{log} stops at {show(session.now)}; judged as if nothing more were decided "
                 f"until {show(day)}.")
        session.run(until=day)
    return session.record
