"""How sure, how right: stated confidence against what turned out, in words and a picture."""

from __future__ import annotations

from simkit.clock import show
from simkit.debrief.parts import Stated, Sureness
from simkit.debrief.story import Story
from simkit.scoring.confidence import calibration
from simkit.svg import sureness_chart

WIDTH = 360.0
FEW = 3
"""Statements below which there is no picture: so few leave everything open."""


def sureness(story: Story) -> Sureness:
    """Return how sure and how right the statements of a run were."""
    found = calibration(story.record)
    loud = tuple(Stated(f"{show(each.at)}, {100.0 * each.stated:.0f} in 100 sure {each.about}",
                        story.evidence(each.evidence)) for each in found.overconfident)
    points = [(each.stated, each.true, *each.interval, each.count) for each in found.bins]
    return Sureness(found.words, loud, sureness_chart(points, width=WIDTH)
                    if len(found.statements) >= FEW else "")
