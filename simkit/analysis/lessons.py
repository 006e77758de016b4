"""How much each of the seven lessons is worth in the model, with ties called ties.

    python -m simkit.analysis.lessons [--runs 200] [--scenario whatsapp-2021]

plays every pair of ``simkit.analysis.pairs`` on the same seeds and parameter draws and writes
``tables/lessons.json``; ``table()`` shows that file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simkit import ensemble
from simkit.analysis import tables
from simkit.analysis.pairs import DOWN, PAIRS, WEEK_TRUST, Pair
from simkit.ensemble import (
    DRAWS,
    PRACTICE,
    RESTORED,
    TRUST,
    Comparison,
    Outcome,
    Progress,
    Sample,
    better,
)
from simkit.policy import Policy
from simkit.scenario import load

NAME = "lessons"
"""Of the table."""
RUNS = 200
"""Pairs of seeds and parameter draws behind each row."""
SCENARIO = "whatsapp-2021"
OUTCOMES: dict[str, Outcome] = {outcome.name: outcome for outcome in (
    TRUST, PRACTICE, RESTORED, WEEK_TRUST, DOWN)}
"""What a table may hold, by name."""


def lessons(pairs: Sequence[Pair] = PAIRS, runs: int = RUNS, scenario: str = SCENARIO,
            progress: Progress | None = None) -> Iterator[tuple[Pair, tuple[Comparison, ...]]]:
    """Yield each of *pairs* with how A stands against B in each of its outcomes, over *runs*
    pairs of seeds and parameter draws. *progress* is called with (runs done, runs in all)."""
    played: dict[tuple[Policy, str], Sample] = {}
    for number, pair in enumerate(pairs):
        stage = load(scenario, variant=pair.variant)
        for side, policy in enumerate(pair.policies):
            if (policy, pair.variant) not in played:
                played[policy, pair.variant] = ensemble.sample(
                    stage, policy, runs, *pair.outcomes, until=pair.until)
            if progress is not None:
                progress((2 * number + side + 1) * runs, 2 * runs * len(pairs))
        a, b = (played[policy, pair.variant] for policy in pair.policies)
        yield pair, tuple(better(a, b, outcome) for outcome in pair.outcomes)


def write(runs: int = RUNS, scenario: str = SCENARIO, progress: Progress | None = None) -> None:
    """Play all pairs and write the table."""
    rows = [{"lesson": pair.lesson, "a": pair.a, "b": pair.b, "variant": pair.variant,
             "carried": pair.carried, "outcomes": {each.outcome.name: kept(each)
                                                   for each in found}}
            for pair, found in lessons(runs=runs, scenario=scenario, progress=progress)]
    tables.write(NAME, f"python -m simkit.analysis.lessons --runs {runs} --scenario {scenario}",
                 DRAWS, runs, scenario=scenario, rows=rows)


def kept(found: Comparison) -> dict[str, object]:
    """Return what a table keeps of *found*."""
    low, high = found.p_interval
    return {"low": found.low, "middle": found.middle, "high": found.high, "mean": found.mean,
            "p": found.p, "p_low": low, "p_high": high, "verdict": found.verdict}


def comparisons(row: Mapping[str, Any], runs: int) -> dict[str, Comparison]:
    """Return the comparisons of one *row* of a table of *runs* pairs, by outcome."""
    return {name: Comparison(row["a"], row["b"], each["low"], each["middle"], each["high"],
                             each["mean"], each["p"], runs, OUTCOMES[name])
            for name, each in row["outcomes"].items()}


def table() -> str:
    """Return the committed table in Markdown."""
    made = tables.read(NAME)
    lines = ["| lesson | A against B | trust at 24 h, points | minutes to restore "
             "| practice, points |", "|---|---|---|---|---|"]
    later = []
    for row in made["rows"]:
        found = comparisons(row, made["runs"])
        where = f", in the variant {row['variant']}" if row["variant"] else ""
        cells = (f"{row['lesson']}", f"{row['a']} against {row['b']}{where}",
                 *(_cell(found.pop(outcome.name)) for outcome in (TRUST, RESTORED, PRACTICE)))
        lines.append(f"| {' | '.join(cells)} |")
        later += [f"- {row['lesson']}, {row['a']} against {row['b']}, {name}: {_cell(each)}; on "
                  f"average {each.outcome.shown(each.mean)} {each.outcome.unit}."
                  for name, each in found.items()]
    return "\n".join([*lines, "", *later, "", _legend(made)])


def brief() -> str:
    """Return the committed table in Markdown, for those who want the answer: no probabilities."""
    made = tables.read(NAME)
    lines = ["| lesson | this against that | points of trust | minutes to restore |",
             "|---|---|---|---|"]
    for row in made["rows"]:
        found = comparisons(row, made["runs"])
        where = " (fixes are cheap)" if row["variant"] else ""
        cells = (f"{row['lesson']}", f"{row['a']} against {row['b']}{where}",
                 *(_answer(found[outcome.name]) for outcome in (TRUST, RESTORED)))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _answer(found: Comparison) -> str:
    low, middle, high = map(found.outcome.shown, (found.low, found.middle, found.high))
    return "a tie" if found.tie else f"{middle} ({low} to {high})"


def _cell(found: Comparison) -> str:
    if found.low == found.high == 0.0:
        return "a tie, no difference"
    low, middle, high = map(found.outcome.shown, (found.low, found.middle, found.high))
    least, most = found.p_interval
    return (f"{found.verdict}: {middle} ({low} to {high}), "
            f"P {found.p:.2f} ({least:.2f} to {most:.2f})")


def _legend(made: Mapping[str, Any]) -> str:
    return (f"A minus B in {made['scenario']}: the median of {made['runs']} pairs that share seed "
            "and parameter draw, in brackets 5 to 95 %. P: the share of pairs in which A is the "
            "better, equal ones by half, with Wilson's interval, 5 to 95 %. *A tie*: neither "
            "reaches .80, or the median difference would show as nothing. Minutes count up to "
            f"24 h where the service is not back by then. Made by `{made['command']}`.")


def main(words: Sequence[str] | None = None) -> None:
    """Make the table again, showing how far it is."""
    parser = argparse.ArgumentParser(prog="python -m simkit.analysis.lessons",
                                     description="Play the pairs of the seven lessons and write "
                                                 "their table.")
    parser.add_argument("--runs", type=int, default=RUNS,
                        help="pairs of seeds and parameter draws behind each row")
    parser.add_argument("--scenario", default=SCENARIO)
    options = parser.parse_args(words)

    def show(done: int, of: int) -> None:
        print(f"\rlessons: {done} of {of} runs", end="" if done < of else "\n", file=sys.stderr,
              flush=True)

    write(options.runs, options.scenario, show)
    print(table())


if __name__ == "__main__":
    main()
