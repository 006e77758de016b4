"""The after-action report: one object, as plain text, Markdown, one HTML file and a notebook's
output."""

from simkit.debrief.after_action import WHOLE, Making, renewed, report, stream
from simkit.debrief.forms import Report, form_of
from simkit.debrief.frames import frames, moment
from simkit.debrief.parts import Frame

__all__ = ["WHOLE", "Frame", "Making", "Report", "form_of", "frames", "moment", "renewed", "report",
           "stream"]
