"""The report as a page: one HTML file without script, and a fragment for a notebook's output.

Everything that a scenario or a person wrote is escaped by the template engine; the only markup let
through is our own pictures.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from simkit.debrief import judgement, text, words
from simkit.debrief.parts import Contents, Evidence
from simkit.svg import image


@cache
def _template(name: str) -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True, keep_trailing_newline=True)
    environment.filters["picture"] = lambda svg: Markup(image(svg))  # our own SVG, escaped inside
    environment.filters["some"] = lambda evidence: tuple(
        {each.at: each for each in evidence}.values())[:text.SHOWN]
    environment.filters["rest"] = _rest
    return environment.from_string(files("simkit.debrief").joinpath(name).read_text("utf-8"))


def _rest(evidence: tuple[Evidence, ...]) -> int:
    """Return how many moments of *evidence* are not among those that are shown."""
    return max(0, len({each.at for each in evidence}) - text.SHOWN)


def page(report: Contents) -> str:
    """Return *report* as one HTML file that asks for nothing outside itself."""
    linked = {line.id for moment in report.timeline for line in moment.lines}
    return _template("report.html.j2").render(
        report=report, linked=linked, stamp=text.STAMP, meaning=judgement.MEANING, words=words,
        shown=text.SHOWN)


def fragment(report: Contents) -> str:
    """Return what matters most of *report*, for a notebook's output."""
    return _template("fragment.html.j2").render(report=report, stamp=text.STAMP, words=words)
