"""How soon and how often companies speak, and how soon and how often the kit's policies do.

Published figures and real status pages on one side, the sixteen outages and the policies of the
kit on the other, in the same units.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from simkit.analysis.outages import OUTAGES
from simkit.ensemble import cases, run
from simkit.policy import POLICIES
from simkit.record import Record
from simkit.scenario.parts import Scenario
from simkit.scenario.reader import load

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""What a Pace tells."""


@dataclass(frozen=True)
class Pace:
    """Minutes to a first word, or of silence, over some outages."""

    whose: str
    what: str
    """``first word`` or ``longest silence``, or ``between updates``."""
    n: int
    never: int
    """How many of the n never spoke while it lasted; they are not in the quantiles."""
    quantiles: tuple[float | None, ...]
    """Minutes at QUANTILES; None where a report does not give it."""
    source: str


PUBLISHED = (
    Pace("status pages of 14 products", "first word", 25, 0, (None, None, 16.0, None, None),
         "Metrist, October 2022 to March 2023: mean 29, from 2 to 121 min; most outages were never "
         "posted, and are not among the 25"),
    Pace("GitHub's status page", "between updates", 1538, 0, (1.0, 5.0, 18.0, 35.0, 67.1),
         "own reckoning: 389 incidents of 2022 to 2024, maintenance left out, posts of one minute "
         "as one; history parsed by M. Suppa (github-statuses, MIT)"),
    Pace("GitHub's status page", "longest silence", 385, 0, (8.0, 19.0, 33.0, 49.0, 148.4),
         "the same, from the first post to the last of each incident"),
    Pace("GitHub's status page, an hour or more", "longest silence", 188, 0,
         (28.4, 38.0, 48.0, 73.0, 190.0), "the same"),
)
"""What others found, or what can be reckoned from a public history. That history has no onset, so
it has no first word; of its 2133 updates 1.3 % name the time of the next, 1.8 % a time of
restoration and 0.1 % apologise, as the kit reads them."""

NORMS = ("first word within 5 min and an update every 20 to 30 min (PagerDuty, Statuspage)",
         "StatusGator grades the first word: A within 15 min, F after 4 h")
"""What is asked for."""

GRADES = (15.0, 240.0)
"""Minutes up to which StatusGator gives an A, and from which an F."""


def reckoned(whose: str, what: str, minutes: Sequence[float | None], source: str) -> Pace:
    """Return the pace of *minutes*, one per outage, None where there was no word."""
    known = [each for each in minutes if each is not None]
    found: list[float | None] = (np.quantile(known, QUANTILES).tolist() if known
                                 else [None] * len(QUANTILES))
    return Pace(whose, what, len(minutes), len(minutes) - len(known), tuple(found), source)


def real() -> list[Pace]:
    """Return how soon and how often the companies of the sixteen outages spoke."""
    spoke = [each.first_word for each in OUTAGES if each.first_word is not None]
    quiet = [each.silence for each in OUTAGES if each.silence is not None]
    bounds = sum(each.first_word_is == "at most" for each in OUTAGES)
    limits = sum(each.silence_is == "at most" for each in OUTAGES)
    return [reckoned("the outages replayed here", "first word", spoke,
                     f"known of {len(spoke)} of {len(OUTAGES)}; {bounds} are upper bounds"),
            reckoned("the outages replayed here", "longest silence", quiet,
                     f"known of {len(quiet)} of {len(OUTAGES)}; {limits} are upper bounds; counted "
                     "from onset")]


def grades() -> dict[str, int]:
    """Return how many of the sixteen earn an A and an F from StatusGator for the first word."""
    known = [each.first_word for each in OUTAGES if each.first_word is not None]
    return {"A": sum(each < GRADES[0] for each in known),
            "between": sum(GRADES[0] <= each <= GRADES[1] for each in known),
            "F": sum(each > GRADES[1] for each in known),
            "unknown": len(OUTAGES) - len(known)}


def kit(runs: int, progress: Callable[[str], None] = lambda _: None,
        name: str = "whatsapp-2021") -> list[Pace]:
    """Return how soon and how often the policies of the kit speak in the scenario *name*, over
    *runs* seeds, and what was really said on that day."""
    base, real_day = load(name), load(name, "as_it_happened")
    playing: list[tuple[str, Scenario, int]] = [
        *((policy, base, runs) for policy in POLICIES), ("historical", real_day, 1)]
    found = []
    for policy, made, seeds in playing:
        records = run(cases(made, policy, seeds, drawn=False))
        spoken = [spoke(record) for record in records]
        where = f"{name}, {seeds} seed{'s' if seeds > 1 else ''}"
        found += [reckoned(policy, "first word", [first for first, _ in spoken], where),
                  reckoned(policy, "longest silence", [quiet for _, quiet in spoken], where)]
        progress(f"{policy}: {seeds} runs")
    return found


def spoke(record: Record) -> tuple[float | None, float]:
    """Return the minutes to the first word while the service was down (None without one), and the
    longest silence until it was back, both from onset."""
    end = record.restored_at or record.until
    at = [event.at for event in record.of("published")
          if event.at < end and event.data["by"] != "executive"]
    moments = [0.0, *at, end]
    return (at[0] if at else None), max(later - earlier for earlier, later in pairwise(moments))
