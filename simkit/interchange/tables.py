"""A run as tables: its decisions, its events and its scores as CSV.

What people wrote may begin like a formula, and spreadsheets would carry it out: such cells get an
apostrophe in front, as spreadsheets themselves write text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

from simkit.clock import local, show
from simkit.message import read
from simkit.record import Record
from simkit.scoring import Metric, calmness, outcome, timing
from simkit.scoring.confidence import calibration

STAMP = "EXERCISE"
"""In every row, so that nobody takes a simulated outage for news."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With what a cell begins that a spreadsheet may carry out, in full width too."""

Cell = str | float | int | bool | None


def safe(cell: Cell) -> str:
    """Return *cell* as a spreadsheet may open it: text that could be a formula stays text.

    Numbers stay numbers, negative ones too; None is an empty cell.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return f"{cell:.10g}"
    text = cell.replace("\x00", "")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def decisions(record: Record) -> str:
    """Return the decisions of *record* as CSV, one a row."""
    starts = record.scenario.service.starts
    rows = []
    for decision in record.decisions:
        message, anchor = decision.message, decision.anchor
        rows.append((
            STAMP, decision.id, round(decision.at, 6), show(decision.at),
            local(decision.at, starts), decision.actor, decision.action, decision.target,
            decision.confidence, message.full_text if message else None,
            " | ".join(message.channels) if message else None,
            message.reviewer if message else None,
            " ".join(f.content for f in read(message).findings) if message else None,
            f"{anchor.kind} {anchor.name}" if anchor else None))
    return _csv(("stamp", "id", "minute", "time", "clock", "actor", "action", "target",
                 "confidence", "text", "channels", "reviewer", "says", "answers"), rows)


def events(record: Record) -> str:
    """Return the events of *record* as CSV, one a row; their data as JSON."""
    starts = record.scenario.service.starts
    return _csv(("stamp", "id", "minute", "time", "clock", "kind", "cause", "name", "data"), [
        (STAMP, event.id, event.at, show(event.at), local(event.at, starts), event.kind,
         event.cause, str(event.data.get("name", "")),
         json.dumps(dict(event.data), ensure_ascii=False, sort_keys=True))
        for event in record.events])


def scores(record: Record) -> str:
    """Return what *record* is judged by as CSV: practice, confidence and outcome, one a row."""
    rows: list[Sequence[Cell]] = [
        (STAMP, part, *_metric(metric))
        for part, metrics in (("practice", (*timing(record), *calmness(record))),
                              ("outcome", outcome(record)))
        for metric in metrics]
    sure = calibration(record)
    if sure.brier is not None:
        rows.append((STAMP, "confidence", "Brier score", sure.brier, "", None,
                     "0 is perfect, 0.25 a coin", sure.words, ""))
        rows.append((STAMP, "confidence", "points for confidence", sure.points, "points", None,
                     "", "", ""))
    return _csv(("stamp", "part", "measure", "value", "unit", "points of 100", "norm", "found",
                 "events"), rows)


def _metric(metric: Metric) -> tuple[Cell, ...]:
    return (metric.name, metric.value, metric.unit, metric.points, metric.norm, metric.words,
            " ".join(metric.evidence))


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return *rows* under *heads* as RFC 4180 has it: commas, quotes doubled, CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()
