"""The end on the screen: let the rest of the day run, then show what it was worth."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from simkit.clock import DAY, show
from simkit.session import Session
from simkit.widgets.boxes import box, button, show_if
from simkit.widgets.clock import Command

Debrief = Callable[[Session], object]
"""Makes what is shown at the end: anything that a notebook can display, or None."""

SLICE = 30.0
"""Simulated minutes that run at once, so that the page stays alive between them."""

JUDGING = "What was it worth? The same day runs under other luck"
"""What is said while the debrief is made."""


class Ending:
    """Progress to the end of the day, and the debrief below the console."""

    def __init__(self, session: Callable[[], Session], debrief: Debrief | None,
                 ask: Callable[[Command], None], finish: Command) -> None:
        """*session* returns the run; *ask* has something done by the one task that may write the
        widgets; *finish* ends the run before its end."""
        self._session = session
        self._debrief = debrief
        self.asked = False
        """Whether it waits for a word: end here, or go on."""
        words = widgets.HTML("It is not over yet. The debrief lets the rest of the day run without "
                             "you.")
        self.asking = box("sk-asking", words, button("End here", "sk-end", lambda: ask(finish)),
                          button("Go on", "sk-go-on", lambda: ask(self._leave)))
        self._bar = widgets.IntProgress(min=0, max=100)
        self._words = widgets.HTML()
        self.progress = widgets.Box([self._words, self._bar])
        self.progress.add_class("sk-progress")
        self.progress.layout.display = "none"
        self.output = widgets.Output()

    def draw(self) -> None:
        """Show the question, if it was asked."""
        show_if(self.asked, self.asking)

    def _leave(self) -> None:
        self.asked = False

    async def run(self) -> None:
        """Run to 24 hours after onset, where that lies ahead."""
        session = self._session()
        begin, end = session.now, max(session.now, min(DAY, session.scenario.horizon))
        self.progress.layout.display = None
        while session.now < end:
            self._tell("The rest of the day runs without you", session.now - begin, end - begin)
            await asyncio.sleep(0)
            session.run(until=min(end, session.now + SLICE))

    async def show(self) -> None:
        """Show the debrief below the console."""
        self.progress.layout.display = None
        self._tell(JUDGING, 0, 1)
        await asyncio.sleep(0)
        try:
            shown = (self._debrief or self._report)(self._session())
        finally:
            self.progress.layout.display = "none"
        self.output.outputs = ()
        if shown is not None:
            self.output.append_display_data(shown)

    def _tell(self, words: str, done: float, whole: float) -> None:
        self._words.value = f"{escape(words)} ({show(self._session().now)})."
        self._bar.value = round(100 * done / whole) if whole else 0

    def _report(self, session: Session) -> object:
        """Return the after-action report, or the plain figures where there is none."""
        try:
            from simkit import debrief
        except ImportError:
            return widgets.HTML(figures(session))

        def tell(done: int, whole: int) -> None:
            self._tell(JUDGING, done, whole)

        return debrief.show(session, tell)


def figures(session: Session) -> str:
    """Return the plainest debrief there is."""
    record = session.record
    back = "not yet" if record.restored_at is None else show(record.restored_at)
    return (f"<p><b>EXERCISE.</b> {escape(session.scenario.title)}: trust at "
            f"{show(min(DAY, record.until))} is {100 * record.final_trust:.1f} of 100; "
            f"service back: {back}.</p>")
