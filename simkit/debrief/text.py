"""The report as text: plain, 88 columns wide, and as Markdown. Both from one list of blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from textwrap import wrap
from typing import Any

from simkit.debrief import judgement, words
from simkit.debrief.parts import (
    Contents,
    Evidence,
    Headline,
    Improvement,
    Moment,
    Note,
    Observation,
    Worths,
)

COLUMNS = 88
"""Width of the plain text."""
STAMP = "EXERCISE"
"""On everything that leaves the screen, so that nobody takes a simulated outage for news."""
SHOWN = 4
"""Pieces of evidence that are named in one place at most."""
_BLANK = "_" * 10
_LEAST = 5
"""Characters that a column of a table keeps at least."""


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title."""

    level: int
    words: str


@dataclass(frozen=True)
class Paragraph:
    """Words that flow."""

    words: str


@dataclass(frozen=True)
class Points:
    """A list, numbered or not."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a head; without one when all heads are empty."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Room:
    """Lines to write on."""

    lines: int


Block = Heading | Paragraph | Points | Table | Room


def summary(report: Contents) -> str:
    """Return the report in a few lines: its title and its headlines."""
    lines = wrap(f"{STAMP} · After-action report: {report.title}", COLUMNS)
    said = (report.unfinished, report.so_far, *(each.text for each in report.headlines))
    lines += [line for each in filter(None, said)
              for line in wrap(each, COLUMNS, initial_indent="  ", subsequent_indent="  ")]
    counts = ", ".join((words.counted(len(report.strengths), "strength"),
                        words.counted(len(report.areas), "area") + " for improvement",
                        words.counted(len(report.choices), "marked decision"),
                        words.counted(len(report.notes), "message")))
    return "\n".join([*lines, f"  {words.capital(counts)}.",
                      '  All of it: .text, .html, .save("report.html")'])


def seen(evidence: Sequence[Evidence]) -> str:
    """Return when the *evidence* happened: ``T+0:14, T+0:31 and 3 more``."""
    times = list(dict.fromkeys(each.at for each in evidence))
    shown = ", ".join(times[:SHOWN])
    return f"{shown} and {len(times) - SHOWN} more" if len(times) > SHOWN else shown


# What stands in it


def blocks(report: Contents) -> Iterator[Block]:
    """Yield the report piece by piece, in the order of the sections."""
    yield Heading(1, report.title)
    yield Paragraph(f"{STAMP}. After-action report and improvement plan, a draft for the "
                    "participants' review. A simulated outage; times count from its beginning "
                    f"(T+){', clock times are ' + report.zone if report.zone else ''}.")
    for remark in filter(None, (report.unfinished, report.so_far)):
        yield Paragraph(remark)
    yield Heading(2, "In short")
    yield Points(tuple(_headline(headline) for headline in report.headlines), numbered=True)
    yield Paragraph(words.READ)
    yield from _overview(report)
    yield from _trust(report)
    yield from _measures(report)
    yield from _objectives(report)
    yield from _pinned(report)
    yield from _observations(report)
    yield from _talk(report)
    yield from _annexes(report)


def _overview(report: Contents) -> Iterator[Block]:
    yield Heading(2, "1 Exercise overview")
    yield Paragraph(report.subtitle)
    yield Table(("", ""), tuple((fact.label, fact.words or 3 * _BLANK)
                                for fact in report.overview))


def _trust(report: Contents) -> Iterator[Block]:
    yield Heading(2, "2 What happened to trust")
    yield Paragraph("Trust in points of 100; the other plays had the same luck.")
    yield Table(("At", *report.plays), tuple(
        (point.when, *(f"{trust:.1f}" for trust in point.trusts)) for point in report.checkpoints))
    if report.choices:
        yield Table(("No", "At", "Decision", "What followed"), tuple(
            (f"{choice.number}{' ✕' if choice.bad else ''}", choice.shown, choice.words,
             choice.followed) for choice in report.choices))
        yield Paragraph("✕: something that came of it went wrong.")
    if report.choices_note:
        yield Paragraph(report.choices_note)
    yield Heading(3, "The story in moments")
    yield Table(("At", "What was so", "What could be known", "What was said", "What people felt"),
                tuple((f"{each.shown}, {each.title}", each.so, each.knew,
                       f"{each.said}{f' In history: {each.history}' if each.history else ''}",
                       f"{each.felt}. {each.voice}".rstrip(". ") + ".")
                      for each in report.frames))


def _measures(report: Contents) -> Iterator[Block]:
    yield Heading(2, "3 Practice: what the field asks for")
    yield Table(("Measure", "Found", "Norm", "Points", "Rests on"), tuple(
        (each.name, each.found, each.norm,
         "-" if each.points is None else f"{each.points:.0f}", seen(each.evidence) or "-")
        for each in report.practice))
    yield Paragraph("Points of 100, by the norm alone; no model is needed for them.")
    yield Heading(3, "How sure, how right")
    yield Paragraph(report.sureness.words)
    if report.sureness.loud:
        yield Points(tuple(_with(each.words, each.evidence) for each in report.sureness.loud))
    yield Heading(2, "4 Outcome: what the model says it was worth")
    yield Table(("Measure", "Found"), tuple((each.name, each.found) for each in report.outcome))
    if report.comparisons:
        yield Points(report.comparisons)
    yield Paragraph(words.OUTCOME)
    yield from _worths(report.worths)


def _worths(worths: Worths) -> Iterator[Block]:
    yield Heading(3, "What would have been worth what")
    if worths.valued:
        yield Table(("No", "Otherwise", "Trust", "9 in 10", "Better to worse", "About"), tuple(
            (str(each.number), each.words, each.figure, each.interval, each.chance,
             seen(each.evidence) or "-") for each in worths.valued))
    yield Paragraph(worths.valued_note)
    if worths.portions:
        yield Heading(3, "Where the lost trust went")
        yield Paragraph(worths.lost)
        yield Table(("Part", "This run", "Usually", "What it is"), tuple(
            (each.name, each.here, f"{each.usual}{', a tie' if each.tie else ''}", each.meaning)
            for each in worths.portions))
        yield Paragraph(worths.portions_note)
    if worths.luck:
        yield Heading(3, "Luck or skill")
        yield Points(worths.luck)
        yield Paragraph(words.LUCK)
    yield Paragraph(worths.best)


def _objectives(report: Contents) -> Iterator[Block]:
    yield Heading(2, "5 Objectives and ratings")
    if not report.ratings:
        yield Paragraph("The scenario states no objectives.")
        return
    yield Table(("Objective", "Found", "Proposed", "Decided"), tuple(
        (each.objective, each.found or "-",
         f"{each.proposed} ({each.why})" if each.proposed else f"none: {each.why}",
         each.decided or "____")
        for each in report.ratings))
    letters = "; ".join(f"{letter} {said}" for letter, said in judgement.MEANING.items())
    yield Paragraph(f"{letters}. {words.PROPOSED}")


def _pinned(report: Contents) -> Iterator[Block]:
    if report.pinned:
        yield Heading(3, "Noted by the facilitator")
        yield Points(tuple(f"{note.label}: {note.words}" for note in report.pinned))


def _observations(report: Contents) -> Iterator[Block]:
    yield Heading(2, "6 Strengths and areas for improvement")
    for name, found, none in (("Strengths", report.strengths, words.NO_STRENGTH),
                              ("Areas for improvement", report.areas, words.NO_AREA)):
        yield Heading(3, name)
        if found:
            yield Points(tuple(_observed(each, name == "Strengths") for each in found))
        else:
            yield Paragraph(none)
    if report.between:
        yield Paragraph(report.between)
    yield Heading(2, "7 Improvement plan")
    rows = (*report.plan, *(Improvement("", ""),) * 2)
    yield Table(("Issue", "Corrective action", "Owner", "Start", "Done by"), tuple(
        (each.issue or _BLANK, each.action or 2 * _BLANK, each.owner or _BLANK,
         each.start or _BLANK[:8], each.done_by or _BLANK[:8]) for each in rows))


def _talk(report: Contents) -> Iterator[Block]:
    yield Heading(2, "8 Debrief: in the participants' own words")
    yield Points(report.questions, numbered=True)
    for phase in report.phases:
        yield Heading(3, f"{phase.title}: {phase.asks}")
        yield _own(phase.said)
    for name, asks, said in (("Plus", words.PLUS, report.plus), ("Delta", words.DELTA,
                                                                 report.delta)):
        yield Heading(3, f"{name}: {asks}")
        yield _own([f"{fact.words}{f' ({fact.label})' if fact.label else ''}" for fact in said])


def _own(said: Sequence[str]) -> Block:
    """Return what people *said*, or room for it."""
    return Points(tuple(f"“{each}”" for each in said)) if said else Room(2)


def _annexes(report: Contents) -> Iterator[Block]:
    yield Heading(2, "9 Timeline")
    yield Table(("T", report.zone or "Clock", "What happened"),
                tuple(row for moment in report.timeline for row in _moment(moment)))
    yield Paragraph(f"{words.SIGNS} {report.timeline_note}".strip())
    yield Heading(2, "Annex: messages, with what was found in them")
    if not report.notes:
        yield Paragraph("No message left the desk.")
    for note in report.notes:
        yield Paragraph(f"{note.shown}, {note.head}")
        yield Points(tuple(_note(note)))
    yield Heading(2, "What this cannot tell you")
    yield Points(report.limits, numbered=True)
    yield Heading(2, "Sources")
    yield Points((*words.SOURCES, *report.sources))
    yield Paragraph(f"{STAMP}. {report.colophon}")


def _headline(headline: Headline) -> str:
    row = f"row {headline.row} of the what-ifs" if headline.row else ""
    because = "; ".join(filter(None, (seen(headline.evidence), row)))
    return f"{headline.text} [{because}]" if because else headline.text


def _with(text: str, evidence: Sequence[Evidence]) -> str:
    return f"{text} [{seen(evidence)}]" if evidence else text


def _observed(observation: Observation, good: bool) -> str:
    said = f"{observation.title}. {observation.words}"
    if good or not observation.evidence:
        return _with(said, observation.evidence)
    first = "; ".join(f"{each.at} {each.short}" for each in observation.evidence[:SHOWN])
    count = len(observation.evidence)
    return f"{said} {f'First of {count}: ' if count > SHOWN else ''}{first}"


def _moment(moment: Moment) -> Iterator[tuple[str, str, str]]:
    at, clock = moment.shown, moment.clock
    for line in moment.lines:
        number = f"({line.number}) " if line.number else ""
        yield at, clock, f"{words.LOOKS.get(line.look, '')}{number}{line.text}"
        at = clock = ""


def _note(note: Note) -> Iterator[str]:
    if note.same_as:
        yield f"The same words as at {note.same_as}."
        return
    yield f"“{note.text}”"
    yield "Found: " + ("; ".join(f"{quote.label} (“{quote.words}”)" if quote.words else quote.label
                                 for quote in note.found) or "nothing") + "."
    if note.missing:
        yield f"Missing: {words.listed(note.missing)}."
    if note.remarks:
        yield "Remarks: " + "; ".join(f"{quote.label} (“{quote.words}”)"
                                      for quote in note.remarks) + "."
    yield f"Calm: {note.calm}."


# JSON


def as_json(report: Contents) -> str:
    """Return every part of *report* by its name as JSON; the pictures are left out."""
    data = {"exercise": STAMP, "report": _without_pictures(asdict(report))}
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _without_pictures(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _without_pictures(value) for key, value in part.items()
                if not (isinstance(value, str) and value.startswith("<svg"))}
    if isinstance(part, list | tuple):
        return [_without_pictures(each) for each in part]
    return part


# Plain


def plain(report: Contents) -> str:
    """Return *report* as plain text, no line longer than COLUMNS."""
    return "\n\n".join("\n".join(_plain(block)) for block in blocks(report)) + "\n"


def _plain(block: Block) -> list[str]:
    if isinstance(block, Heading):
        lines = wrap(block.words, COLUMNS)
        rule = {1: "=", 2: "-"}.get(block.level)
        return [*lines, rule * max(map(len, lines), default=0)] if rule else lines
    if isinstance(block, Paragraph):
        return wrap(block.words, COLUMNS)
    if isinstance(block, Room):
        return ["   " + "_" * (COLUMNS - 3)] * block.lines
    if isinstance(block, Points):
        return [line for number, item in enumerate(block.items, 1)
                for line in _item(f"{number}. " if block.numbered else "- ", item)]
    return _plain_table(block)


def _item(sign: str, words_: str) -> list[str]:
    return wrap(words_, COLUMNS, initial_indent=sign, subsequent_indent=" " * len(sign))


def _plain_table(table: Table) -> list[str]:
    headed = any(table.heads)
    rows = [table.heads, *table.rows] if headed else list(table.rows)
    widths = _widths(rows)
    lines = [line for row in rows for line in _plain_row(row, widths)]
    if headed:
        rule = "  ".join("-" * width for width in widths)
        lines.insert(len(_plain_row(table.heads, widths)), rule)
    return lines


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the widths of the columns: as needed, the widest giving way until all fit."""
    widths = [max(1, *map(len, column)) for column in zip(*rows, strict=True)]
    room = COLUMNS - 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _LEAST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _plain_row(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    deep = max(map(len, cells))
    return ["  ".join((cell[depth] if depth < len(cell) else "").ljust(width)
                      for cell, width in zip(cells, widths, strict=True)).rstrip()
            for depth in range(deep)]


# Markdown


def markdown(report: Contents) -> str:
    """Return *report* as Markdown; what scenario and people wrote stays text."""
    return "\n\n".join("\n".join(_markdown(block)) for block in blocks(report)) + "\n"


_SIGNS = re.compile(r"([\\`*_{}\[\]#|~$])")


def _safe(text: str) -> str:
    """Return *text* so that Markdown shows it as it is, tags and links included."""
    return _SIGNS.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def _markdown(block: Block) -> Iterable[str]:
    if isinstance(block, Heading):
        return ["#" * block.level + " " + _safe(block.words)]
    if isinstance(block, Paragraph):
        return [_start(_safe(block.words))]
    if isinstance(block, Room):
        return ["&nbsp;"]
    if isinstance(block, Points):
        return [f"{f'{number}.' if block.numbered else '-'} {_start(_safe(item))}"
                for number, item in enumerate(block.items, 1)]
    heads = [head or " " for head in block.heads]  # a head is a must there, even an empty one
    return [_cells(map(_safe, heads)), _cells(["---"] * len(heads)),
            *(_cells(map(_safe, row)) for row in block.rows)]


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _start(text: str) -> str:
    """Return *text* so that its beginning makes no list."""
    return re.sub(r"^(\d*)([-+.)])", r"\1\\\2", text)
