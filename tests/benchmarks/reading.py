"""Measure the reading of messages against labelled ones: precision and recall per content.

    python tests/benchmarks/reading.py FILE [--errors] [--only CONTENT]

FILE holds one JSON object per line with the keys

``id``      any text;
``text``    the message;
``origin``  ``real`` or ``written``; the two are shown apart;
``labels``  an object with a true or false for each content that ``simkit.message.CONTENTS``
            names, and, where known, ``next_update_minutes`` (number or null), ``denies_what``
            (list) and ``alarm_words`` (list).

``--errors`` lists every wrong finding and every miss. simkit needs no such file to run.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simkit.message import CONTENTS, read


@dataclass
class Tally:
    """Right, wrong and missed findings of one content."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def count(self, found: bool, true: bool) -> None:
        """Add one message."""
        self.right += found and true
        self.wrong += found and not true
        self.missed += true and not found

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong,
                     self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Share of the findings that are right; 1 when nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 1 when nothing is there."""
        there = self.right + self.missed
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        either = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / either if either else 1.0


def tally(rows: Iterable[dict[str, Any]]) -> dict[str, Tally]:
    """Return the tally of each content over *rows*."""
    tallies = {content: Tally() for content in CONTENTS}
    for row in rows:
        reading = read(row["text"])
        for content in CONTENTS:
            tallies[content].count(reading.says(content), row["labels"][content])
    return tallies


def table(tallies: dict[str, Tally]) -> list[str]:
    """Return lines with precision, recall and F1 per content and over all of them."""
    overall = sum(tallies.values(), Tally())
    lines = [f"{'':16}{'there':>6}{'found':>6}{'precision':>11}{'recall':>8}{'F1':>7}"]
    for name, one in (*tallies.items(), ("all (micro)", overall)):
        lines.append(f"{name:16}{one.right + one.missed:6}{one.right + one.wrong:6}"
                     f"{one.precision:11.2f}{one.recall:8.2f}{one.f1:7.3f}")
    return lines


def details(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return lines about waits promised, what is denied, and alarm."""
    waits, denied, alarm = Tally(), Tally(), Tally()
    for row in rows:
        reading, labels = read(row["text"]), row["labels"]
        wait = labels.get("next_update_minutes")
        said = {p.wait for p in reading.promised if p.kind == "next_update"}
        if wait is not None:
            waits.count(wait in said, True)
        for what in {*reading.denied, *labels.get("denies_what", ())}:
            denied.count(what in reading.denied, what in labels.get("denies_what", ()))
        kinds = {remark.content for remark in reading.remarks}
        alarm.count(bool(kinds & {"alarm word", "shouting"}), bool(labels.get("alarm_words")))
    return [f"{name:16}precision {one.precision:.2f}  recall {one.recall:.2f}"
            for name, one in (("wait promised", waits), ("what is denied", denied),
                              ("alarm or shout", alarm))]


def errors(rows: Iterable[dict[str, Any]], only: str | None) -> list[str]:
    """Return a line per wrong or missed finding, of one content if *only* names it."""
    lines = []
    for row in rows:
        reading = read(row["text"])
        for content in CONTENTS if only is None else (only,):
            if reading.says(content) != row["labels"][content]:
                evidence = row.get("evidence", {}).get(content, "")
                what = (f"wrong  {reading.words(content)!r}" if reading.says(content)
                        else f"missed {evidence!r}")
                lines.append(f"{content:14}{row['id']:9}{what}")
    return sorted(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--only", choices=CONTENTS)
    given = parser.parse_args(arguments)
    lines = given.file.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    for origin in ("real", "written", "all"):
        some = [row for row in rows if origin in ("all", row.get("origin"))]
        print(f"{origin}: {len(some)} messages", *table(tally(some)), "", sep="\n")
    print(*details(rows), sep="\n")
    if given.errors or given.only:
        print("", *errors(rows, given.only), sep="\n")


if __name__ == "__main__":
    main()
