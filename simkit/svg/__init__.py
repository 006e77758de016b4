"""Charts as SVG text, for the live console and for the debrief; standard library only."""

from __future__ import annotations

from simkit.svg.dots import luck_chart, sureness_chart
from simkit.svg.lines import line_chart, spark, two_panel
from simkit.svg.rows import Bar, Interval, bars, interval_chart
from simkit.svg.series import Band, Mark, Panel, Series
from simkit.svg.sheet import COLOURS, image
from simkit.svg.tornado import Result, Swing, tornado
from simkit.svg.trust import trust_picture

__all__ = [
    "COLOURS",
    "Band",
    "Bar",
    "Interval",
    "Mark",
    "Panel",
    "Result",
    "Series",
    "Swing",
    "bars",
    "image",
    "interval_chart",
    "line_chart",
    "luck_chart",
    "spark",
    "sureness_chart",
    "tornado",
    "trust_picture",
    "two_panel",
]
