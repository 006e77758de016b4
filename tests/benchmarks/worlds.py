"""What a what-if and a tick cost, in units of a bare SimPy timeout of the same process.

What-ifs are run as the debrief runs them, from setting them up to letting go of them.

    python tests/benchmarks/worlds.py [RUNS]

Each figure is the median of RUNS (5) rounds, in processor time; a round measures the timeouts right
beside it, so a machine that is busy is busy for both. Nothing here passes or fails.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Generator
from typing import Any

import simpy

from simkit.batches import trusts
from simkit.engine import Case, Worlds
from simkit.policy import play
from simkit.scenario import load
from simkit.session import Session

SIX_HOURS = 360.0


def timeout_seconds(count: int = 200_000) -> float:
    """Return the seconds that one bare timeout takes."""

    def wait(env: simpy.Environment) -> Generator[simpy.Event, Any, None]:
        while True:
            yield env.timeout(1)

    env = simpy.Environment()
    env.process(wait(env))
    begun = time.process_time()
    env.run(until=count)
    return (time.process_time() - begun) / count


def seconds(cases: list[Case]) -> float:
    """Return the seconds that *cases* take for six hours: a session, or many what-ifs."""
    begun = time.process_time()
    if len(cases) == 1:
        Worlds(cases).run(SIX_HOURS)
    else:
        trusts(cases, SIX_HOURS)
    return time.process_time() - begun


def main(rounds: int) -> None:
    """Print the figures."""
    scenario = load("whatsapp-2021")
    played = play(Session(scenario, seed=7), "by_the_book", until=SIX_HOURS).record.decisions
    rows: dict[str, tuple[float, list[float]]] = {
        "a six-hour what-if of nothing decided, in Worlds(300)": (3000.0, []),
        f"a six-hour what-if of {len(played)} decisions, in Worlds(300)": (3000.0, []),
        "a tick of a single session, nothing decided": (300.0, []),
        f"a tick of a single session, {len(played)} decisions in six hours": (300.0, []),
    }
    for _ in range(rounds):
        for number, (_, figures) in enumerate(rows.values()):
            decisions = played if number % 2 else ()
            count, shares = (300, 300.0) if number < 2 else (1, SIX_HOURS)
            cases = [Case(scenario, 1000 + seed, decisions) for seed in range(count)]
            figures.append(seconds(cases) / shares / timeout_seconds())
    for name, (wanted, figures) in rows.items():
        print(f"{name}: {statistics.median(figures):,.0f} timeouts "
              f"({min(figures):,.0f} to {max(figures):,.0f}); at most {wanted:,.0f} wanted")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
