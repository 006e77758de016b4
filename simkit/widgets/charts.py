"""The pulse at the foot of the console: reports, trust and rumour, as charts and as one line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape as e
from typing import TypedDict

import numpy as np

from simkit.course import Course
from simkit.scenario.parts import Scenario
from simkit.situation import Situation
from simkit.svg import Mark, Series, line_chart
from simkit.svg.series import Style
from simkit.widgets.view.hit import Hit, hit

WIDTH, HEIGHT = 330.0, 128.0
"""Size of one chart in px; the page scales it to the room there is."""

STYLES: tuple[tuple[Style, str], ...] = (
    ("solid", "series1"), ("dashed", "series2"), ("dotted", "series3"), ("dashdot", "book"),
    ("long", "soft"))
"""Style and colour of each segment's line, in the scenario's order."""

SHOWN = 240.0
"""Minutes that the charts look back at most."""


class Pulse(TypedDict):
    """What the charts are drawn from; shares in points of 100."""

    reports: tuple[tuple[float, float], ...]
    at: list[float]
    trust: dict[str, list[float]]
    """By segment; empty in an exam."""
    mean: list[float]
    """Of all people; empty in an exam."""
    others: dict[str, tuple[list[float], list[float]]]
    """(Minutes, trust of all people) of the other tries, by name."""
    rumour: list[float]
    hit: list[Hit]
    """Who is affected."""
    spoke: list[float]
    broke: list[float]


def pulse(situation: Situation, scenario: Scenario, course: Course | None,
          others: Mapping[str, Course] | None = None) -> Pulse:
    """Return what the charts show; without *course* (in an exam) no trust and no rumour.

    *others*: courses of the other tries, by name.
    """
    at: list[float] = []
    trust: dict[str, list[float]] = {}
    rumour: list[float] = []
    mean: list[float] = []
    if course is not None and len(course.at) > 1:
        seen = course.at >= situation.at - SHOWN
        at = course.at[seen].tolist()
        states = 100.0 * course.states["trust"][seen]
        trust = {segment.name: np.round(states[:, column], 2).tolist()
                 for column, segment in enumerate(scenario.segments)}
        rumour = np.round(100.0 * course.rumour[seen], 2).tolist()
        mean = np.round(100.0 * course.mean("trust")[seen], 3).tolist()
    since = situation.at - SHOWN
    return {"reports": situation.reports, "at": at, "trust": trust, "mean": mean,
            "others": {name: _mean(other, situation.at) for name, other in (others or {}).items()},
            "rumour": rumour, "hit": hit(situation, scenario),
            "spoke": [e.at for e in situation.events if e.kind == "published" and e.at >= since],
            "broke": [e.at for e in situation.events
                      if e.kind == "promise broken" and e.at >= since]}


def _mean(course: Course, now: float) -> tuple[list[float], list[float]]:
    """Return (minutes, trust of all people) of *course*, as far back as the charts look."""
    seen = course.at >= now - SHOWN
    return course.at[seen].tolist(), np.round(100.0 * course.mean("trust")[seen], 3).tolist()


def line(data: Pulse, exam: bool) -> str:
    """Return the pulse in one line of words, for windows that are low."""
    parts = []
    if data["trust"]:
        now = {name: round(values[-1]) for name, values in data["trust"].items()}
        low = min(now, key=lambda name: now[name])
        parts.append(f"<b>Trust</b> {now[low]} ({e(low)}) to {max(now.values())} "
                     "<span class='soft'>practice only</span>")
    elif exam:
        parts.append("<b>Trust</b> <span class='soft'>is shown in the debrief</span>")
    if data["rumour"]:
        parts.append(f"<b>Rumour</b> {round(data['rumour'][-1])} in 100"
                     f"{_direction(data['rumour'])}")
    if data["reports"]:
        counts = [count for _, count in data["reports"]]
        parts.append(f"<b>Reports</b> {counts[-1]:,.0f} a minute{_direction(counts)}")
    return "&ensp; ".join(parts) or "<span class='soft'>Nothing to show yet.</span>"


def _direction(values: Sequence[float]) -> str:
    """Return whether *values* rise or fall over their last ten minutes, in words."""
    if len(values) < 12:
        return ""
    then, now = float(np.mean(values[-13:-9])), float(np.mean(values[-4:]))
    size = max(abs(then), abs(now), 1e-9)
    if abs(now - then) / size < 0.1:
        return ", level"
    return ", rising" if now > then else ", falling"


def charts(data: Pulse, exam: bool, back: float | None = None) -> str:
    """Return the charts side by side; *back* is the earlier minute that is looked at."""
    marks = [Mark(at, "▲", "you spoke") for at in data["spoke"]]
    marks += [Mark(at, "✕", "a promise broke", "bad") for at in data["broke"]]
    if back is not None:
        marks.append(Mark(back, "◇", "you look here", "odd"))
    figures = []
    if data["trust"]:
        lines = [Series(name, data["at"], values, style, colour)
                 for (name, values), (style, colour)
                 in zip(data["trust"].items(), _styles(len(data["trust"])), strict=True)]
        figures.append(_figure("Trust by segment", "practice only", line_chart(
            lines, width=WIDTH, height=HEIGHT, title="Trust by segment", marks=marks,
            theme="live", y_range=_tens(data["trust"].values()), say=_whole)))
    elif exam:
        figures.append(_figure("Trust by segment", "", '<p class="soft">Trust is shown in the '
                               "debrief.</p>"))
    if data["others"]:
        lines = [Series("this try", data["at"], data["mean"])]
        lines += [Series(name, at, values, style, "soft") for (name, (at, values)), (style, _)
                  in zip(data["others"].items(), _styles(len(data["others"]) + 1)[1:], strict=True)]
        figures.append(_figure("Trust in every try", "all people · of 100", line_chart(
            lines, width=WIDTH, height=HEIGHT, title="Trust in every try", marks=marks,
            theme="live", say=_whole,
            y_range=_tens([data["mean"], *(values for _, values in data["others"].values())]))))
    if data["rumour"]:
        figures.append(_figure("Rumour", "of 100 · ▲ you spoke", line_chart(
            [Series("", data["at"], data["rumour"], "solid", "odd")], width=WIDTH, height=HEIGHT,
            title="People who pass on a rumour", y_range=(0.0, 5.0), marks=marks, theme="live",
            say=_whole)))
    if len(data["reports"]) > 1:
        at, counts = zip(*data["reports"], strict=True)
        figures.append(_figure("Reports a minute", "2 min late", line_chart(
            [Series("", at, counts)], width=WIDTH, height=HEIGHT, title="Reports a minute",
            y_range=(0.0, 100.0), marks=marks, theme="live", say=_count)))
    if data["hit"]:
        figures.append(_figure("Who is hit", "as the monitors see it", _hit(data["hit"])))
    return "".join(figures) or '<p class="soft">Nothing to show yet.</p>'


def _hit(rows: Sequence[Hit]) -> str:
    """Return how much of the use fails, as a bar with its range, and a row per group."""
    low, high = rows[0]["low"], rows[0]["high"]
    bar = (f'<p class="small"><span class="bar" aria-hidden="true"><i style="width:{low}%"></i>'
           f'<i class="range" style="width:{high - low}%"></i></span> {low} to {high} of 100 uses '
           "fail</p>")
    lines = "".join(f'<tr><td>{e(row["name"])}</td><td class="num">{e(row["people"])}</td>'
                    f'<td class="soft num">{e(row["depends"])}</td></tr>' for row in rows)
    return f'{bar}<table class="tbl hit"><tbody>{lines}</tbody></table>'


def _styles(count: int) -> list[tuple[Style, str]]:
    return [STYLES[place % len(STYLES)] for place in range(count)]


def _figure(title: str, right: str, inside: str) -> str:
    return (f"<figure><figcaption><b>{e(title)}</b><span>{e(right)}</span></figcaption>{inside}"
            "</figure>")


def _whole(value: float) -> str:
    return f"{value:.0f}"


def _tens(lines: Iterable[Sequence[float]]) -> tuple[float, float]:
    """Return the tens around *lines*: a fall of less than a point must not fill the chart."""
    values = [value for line in lines for value in line] or [0.0]
    low = 10.0 * math.floor(min(values) / 10.0)
    return low, max(low + 10.0, 10.0 * math.ceil(max(values) / 10.0))


def _count(value: float) -> str:
    return f"{value:,.0f}"
