"""The end on the screen: let the rest of the day run, then show what it was worth."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from simkit.batches import cores
from simkit.clock import DAY, show
from simkit.debrief import WHOLE, Making, Report
from simkit.session import Session
from simkit.widgets.boxes import box, button, show_if
from simkit.widgets.clock import Command
from simkit.widgets.debrief import AfterDebrief

Debrief = Callable[[Session], object]
"""Makes what is shown at the end: anything that a notebook can display, or None."""

SLICE = 30.0
"""Simulated minutes that run at once, so that the page stays alive between them."""

BREATH = 0.01
"""Seconds between two portions of runs in which the page is heard: a press of a button takes
several turns of the kernel's loop until it arrives."""

JUDGING = "What was it worth? The same day runs under other luck"
"""What is said while the debrief is made."""
STANDS = "The debrief stands below the console."
"""What is said aloud when it is there."""


class Ending:
    """Progress to the end of the day, and the debrief below the console."""

    def __init__(self, session: Callable[[], Session], debrief: Debrief | None,
                 ask: Callable[[Command], None], finish: Command,
                 below: Callable[[str], None]) -> None:
        """*session* returns the run; *ask* has something done by the one task that may write the
        widgets; *finish* ends the run before its end; *below* has the page go to the debrief, and
        says something aloud."""
        self._session = session
        self._debrief = debrief
        self._below = below
        self.asked = False
        """Whether it waits for a word: end here, or go on."""
        words = widgets.HTML("It is not over yet. The debrief lets the rest of the day run without "
                             "you.")
        self.asking = box("sk-asking", words, button("End here", "sk-end", lambda: ask(finish)),
                          button("Go on", "sk-go-on", lambda: ask(self._leave)))
        self._bar = widgets.IntProgress(min=0, max=100)
        self._words = widgets.HTML()
        self._heard = False
        # Not by the one task: that is at work on what this stops.
        self._enough = button("Enough", "sk-enough", self._stop, "Leave the numbers as they are")
        self.progress = box("sk-progress", self._words, self._bar, self._enough)
        show_if(False, self.progress)
        self.output = widgets.Output()
        self.after = AfterDebrief(ask)
        self._judged: object = None
        """The run, its minute and its decisions, whose debrief stands below."""

    def draw(self) -> None:
        """Show the question, if it was asked."""
        show_if(self.asked, self.asking)

    def _leave(self) -> None:
        self.asked = False

    def _stop(self) -> None:
        self._heard = True

    @property
    def stands(self) -> bool:
        """Whether the debrief of the run as it is stands below: a second press makes no other."""
        return self._judged == self._key

    @property
    def _key(self) -> object:
        session = self._session()
        return session, session.now, len(session.world.decisions)

    async def run(self) -> None:
        """Run to 24 hours after onset, where that lies ahead."""
        session = self._session()
        begin, end = session.now, max(session.now, min(DAY, session.scenario.horizon))
        show_if(True, self.progress)
        show_if(False, self._enough, self.after.box)
        self._below("The debrief is being made, below the console.")
        while session.now < end:
            self._tell(f"The rest of the day runs without you ({show(session.now)})",
                       session.now - begin, end - begin)
            await asyncio.sleep(0)
            session.run(until=min(end, session.now + SLICE))

    async def show(self) -> None:
        """Show the debrief below the console, as it is computed."""
        show_if(True, self.progress)
        self._tell(JUDGING, 0, 1)
        await asyncio.sleep(0)
        try:
            if self._debrief is None:
                await self._judge(self._session())
            else:
                self._put(self._debrief(self._session()))
                self._below(STANDS)
            self._judged = None if self._heard else self._key
        finally:
            show_if(False, self.progress)

    async def _judge(self, session: Session) -> None:
        """Show the after-action report, surer each time, until it is whole or enough."""
        def tell(done: int, whole: int) -> None:
            self._tell(JUDGING, done, whole)

        self._heard = False
        made: Report | None = None
        for new in Making(session.record, WHOLE).stages(tell, cores()):
            if new is not None:
                self._put(new)
                if made is None:
                    self._below(STANDS)
                made = new
                show_if(True, self._enough)
            await asyncio.sleep(BREATH)
            if self._heard:
                break
        if made is not None:
            self.after.begin(session, made)

    def _put(self, shown: object) -> None:
        self.output.outputs = ()
        if shown is not None:
            self.output.append_display_data(shown)

    def _tell(self, words: str, done: float, whole: float) -> None:
        self._words.value = f"{escape(words)}."
        self._bar.value = round(100 * done / whole) if whole else 0
