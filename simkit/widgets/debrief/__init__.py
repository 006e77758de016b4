"""What can be done with a debrief on the screen: move through the story, ask what would have been
otherwise, say it in one's own words, keep the page."""

from __future__ import annotations

from collections.abc import Callable

from simkit.debrief import Report
from simkit.session import Session
from simkit.widgets.boxes import box, show_if
from simkit.widgets.clock import Command
from simkit.widgets.debrief.otherwise import Otherwise
from simkit.widgets.debrief.own_words import OwnWords
from simkit.widgets.debrief.telling import Telling

__all__ = ["AfterDebrief"]


class AfterDebrief:
    """The panels below a debrief; not there before it."""

    def __init__(self, ask: Callable[[Command], None]) -> None:
        """*ask* has something done by the one task that may write the widgets."""
        self.telling = Telling(ask)
        self.words = OwnWords(ask)
        self.otherwise = Otherwise(ask, keep=self.words.keep)
        self.box = box("sk sk-afterwards", self.telling.box, self.otherwise.box, self.words.box)
        show_if(False, self.box)

    def begin(self, session: Session, made: Report) -> None:
        """Be about the run of *session*, whose debrief was *made*."""
        record = session.record
        self.telling.begin(record)
        self.otherwise.begin(record)
        self.words.begin(session, made)
        show_if(True, self.box)
