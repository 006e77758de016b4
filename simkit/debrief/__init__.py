"""The after-action report: one object, as plain text, Markdown, one HTML file and a notebook's
output."""

from simkit.debrief.after_action import report, show, stream
from simkit.debrief.parts import Report

__all__ = ["Report", "report", "show", "stream"]
