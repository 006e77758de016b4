"""How long the numbers of a debrief take, for a run of twenty decisions.

    python tests/benchmarks/debrief.py [PAIRS] [WORKERS]

Prints when the first sentence stands on the page, when the ranking of the what-ifs stands (its
first three are those of the end), when everything is, how many runs that took, and what a run costs
in bare SimPy timeouts of the same process. Nothing here passes or fails.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Generator
from typing import Any

import simpy

from simkit.debrief import Making
from simkit.debrief.numbers import Numbers
from simkit.message import Message
from simkit.record import Record
from simkit.scenario import load
from simkit.session import Session

SCRIPT: tuple[tuple[float, str, str, str, str], ...] = (
    (0.0, "prepare", "approval", "", ""),
    (0.0, "prepare", "templates", "", ""),
    (12.0, "ask_support", "", "", ""),
    (16.0, "post", "", "WhatsApp does not work for everyone. We are finding out why.", "30m"),
    (20.0, "answer", "reporter", "We have no sign of an attack. We keep looking.", ""),
    (26.0, "investigate", "dns", "", ""),
    (40.0, "post", "", "WhatsApp is still down. It is probably the name servers!!", "20m"),
    (44.0, "fix", "dns", "", ""),
    (75.0, "post", "", "We are late, and we are sorry. WhatsApp is still down. Use text "
     "messages.", "45m"),
    (80.0, "pause_campaign", "", "", ""),
    (90.0, "investigate", "backbone", "", ""),
    (95.0, "open_room", "", "", ""),
    (115.0, "post", "", "WhatsApp is still down. We are working on the repair.", "60m"),
    (130.0, "talk", "", "", ""),
    (150.0, "brief", "", "", ""),
    (240.0, "post", "", "WhatsApp is still down. We know how much depends on it.", "60m"),
    (290.0, "post", "", "WhatsApp is still down. We are working on the repair.", "60m"),
    (300.0, "rest", "communications", "", ""),
    (700.0, "post", "", "WhatsApp works again for everyone. We are sorry; this was our fault.",
     ""),
    (900.0, "postmortem", "", "", ""),
)
"""Twenty decisions as (minute, action, target, words, next update)."""


def played(seed: int = 7) -> Record:
    """Return the day with the decisions of SCRIPT."""
    session = Session(load("whatsapp-2021"), seed=seed)
    for at, action, target, text, next_update in SCRIPT:
        session.run(until=at)
        form = (("next_update", next_update),) if next_update else ()
        channels = ("social", "press line") if action == "post" else ()
        message = Message(text=text, form=form, channels=channels) if text else None
        session.do(action, target, message=message, confidence=0.8 if action == "fix" else None)
    session.run()
    return session.record


def timeout_seconds(count: int = 200_000) -> float:
    """Return the processor's seconds for one bare timeout."""

    def wait(env: simpy.Environment) -> Generator[simpy.Event, Any, None]:
        while True:
            yield env.timeout(1)

    env = simpy.Environment()
    env.process(wait(env))
    begun = time.process_time()  # of the processor, as the runs are counted: others do not matter
    env.run(until=count)
    return (time.process_time() - begun) / count


def leaders(now: Numbers) -> list[str]:
    """Return the three what-ifs that lead."""
    return [worth.what.key for worth in now.findings.worths[:3]]


def main(pairs: int, workers: int) -> None:
    """Print the figures."""
    record = played()
    begun, spent = time.perf_counter(), time.process_time()
    stages = []
    making = Making(record, pairs)
    for now in making.numbers(None, workers, deep=True):
        if not stages:
            made = making.report(now)
            made._repr_html_()
            print(f"first sentence after {time.perf_counter() - begun:.1f} s "
                  f"({time.process_time() - spent:.1f} s of the processor): "
                  f"{made.headlines[0].text}")
        stages.append((time.perf_counter() - begun, leaders(now), now))
    whole, last, end = stages[-1]
    standing = whole
    for when, first, _ in reversed(stages):
        if set(first) != set(last):
            break
        standing = when
    own = time.process_time() - spent
    print(f"{len(record.decisions)} decisions, {len(end.findings.worths)} what-ifs, {end.done} "
          f"runs with {workers} workers")
    print(f"ranking stands after {standing:.1f} s; everything after {whole:.1f} s")
    print(f"a run: {1000 * whole / end.done:.1f} ms on the clock"
          + (f", {own / end.done / timeout_seconds():,.0f} timeouts" if workers < 2 else ""))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50,
         int(sys.argv[2]) if len(sys.argv) > 2 else 2)
