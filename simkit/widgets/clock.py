"""Real time of the console: when the next minute is due, and the one task that does everything.

Clicks reach Python on threads of the kernel's choice and in no sure order. So a handler only
enqueues; one task on the kernel's main loop touches the session and writes the widgets.
"""

from __future__ import annotations

import asyncio
import inspect
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from simkit.errors import Refused
from simkit.scenario.parts import Scenario

SPEEDS = (8.0, 6.0, 4.0, 2.0, 1.0, 0.5, 0.25)
"""Seconds that a simulated minute can take."""

CLOCK_SHARE = 0.4
"""Share of a session in which the clock runs; in the rest people read and write."""

Command = Callable[[], Awaitable[None] | None]
"""Something to do with the session; it may take its time with ``await``."""


def crisis_minutes(scenario: Scenario) -> float:
    """Return a rough guess at how many simulated minutes the crisis of *scenario* lasts."""
    if scenario.script:
        return max(60.0, *(moment.at for moment in scenario.script))
    incident = scenario.incident
    repair = max((4 * cause.evidence.median + cause.takes.median for cause in incident.causes),
                 default=60.0)
    timed = [inject.at for inject in scenario.injects if inject.at is not None]
    return max(60.0, repair, *timed) + incident.restoration[-1].after


def usual_speed(scenario: Scenario, share: float = CLOCK_SHARE) -> float:
    """Return the slowest of SPEEDS (seconds a minute) that fits a session of this scenario.

    *share* of the session is the clock's: all of it where nothing stops it.
    """
    seconds = share * 60.0 * scenario.session_length / crisis_minutes(scenario)
    return next((speed for speed in SPEEDS if speed <= seconds), SPEEDS[-1])


class Clock:
    """Whether time passes, how fast, and when the next minute is due.

    Times are seconds of the loop's own clock. Minutes are due on an absolute schedule, so the
    work of one does not delay all that follow.
    """

    def __init__(self, speed: float) -> None:
        self.speed = speed
        """Seconds that a simulated minute takes."""
        self.playing = False
        self.reason = ""
        """Why time stands still; empty before it ever ran."""
        self.exam = False
        """Whether only the facilitator may stop it: time pressure is part of the exercise."""
        self.held = False
        """Whether the facilitator stopped it, so that only the facilitator may start it."""
        self._due = 0.0

    def asked_to_stop(self) -> None:
        """Refuse a trainee who may not stop the time now; stop nothing."""
        if self.exam and self.playing:
            raise Refused("in an exam only the facilitator stops the clock")

    def asked_to_start(self) -> None:
        """Refuse a trainee who may not let time pass now; start nothing."""
        if self.held:
            raise Refused("the facilitator has stopped the clock, and starts it again")

    def play(self, now: float) -> None:
        """Let time pass; the first minute passes at once."""
        if not self.playing:
            self.playing, self.reason, self._due = True, "", now

    def pause(self, reason: str) -> None:
        """Let time stand still, for *reason*."""
        self.playing, self.reason = False, reason

    def wait(self, now: float) -> float | None:
        """Return the seconds until the next minute; None while time stands still."""
        return max(0.0, self._due - now) if self.playing else None

    def ticked(self, now: float) -> None:
        """Put the next minute one step on; after a long halt nothing is made up for."""
        self._due = max(self._due + self.speed, now)


class Worker:
    """The one task that may touch the session and the widgets.

    Made inside a running loop it works there, whatever thread asks. Without a loop (a plain
    script) it does everything at once, and time does not pass by itself.
    """

    def __init__(self, clock: Clock, tick: Callable[[], None],
                 after: Callable[[BaseException | None], None]) -> None:
        """*tick* lets a minute pass; *after* draws what changed, told what went wrong if anything.
        """
        self._clock = clock
        self._tick = tick
        self._after = after
        self._commands: deque[Command] = deque()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._closed = self._busy = False
        try:
            self._loop: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:
            self._loop = None

    @property
    def now(self) -> float:
        """Seconds on the loop's clock; 0 without a loop."""
        return self._loop.time() if self._loop else 0.0

    def ask(self, command: Command) -> None:
        """Have *command* done soon, in the order of asking; safe from every thread."""
        if self._closed:
            return
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._enqueue, command)
            return
        self._commands.append(command)
        if not self._busy:
            asyncio.run(self._drain())

    def later(self, seconds: float, do: Callable[[], None]) -> None:
        """Have *do* called in *seconds*; without a loop at once. Only from the one task."""
        if self._loop is None:
            do()
        else:
            self._loop.call_later(seconds, do)

    def close(self) -> None:
        """Do nothing any more."""
        self._closed = True
        self._commands.clear()
        if self._task is not None:
            self._task.cancel()

    async def _drain(self) -> None:
        """Without a loop: do what was asked for, and what that asks for."""
        self._busy = True
        while self._commands:
            await self._do(self._commands.popleft())
        self._busy = False

    def _enqueue(self, command: Command) -> None:
        """On the loop: add *command*, and see to it that the one task runs."""
        if self._closed:
            return
        self._commands.append(command)
        self._wake.set()
        if self._task is None or self._task.done():
            assert self._loop is not None
            self._task = self._loop.create_task(self._work())

    async def _work(self) -> None:
        """Work until nothing is asked for and time stands still."""
        while self._commands or self._clock.playing:
            if not self._commands:
                await self._until_due()
            if self._commands:
                await self._do(self._commands.popleft())
            elif self._clock.wait(self.now) == 0.0:
                await self._do(self._tick)
                self._clock.ticked(self.now)
            await asyncio.sleep(0)

    async def _until_due(self) -> None:
        """Wait for the next minute or for a command, whichever comes first."""
        self._wake.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), self._clock.wait(self.now))

    async def _do(self, command: Command) -> None:
        trouble: BaseException | None = None
        try:
            result = command()
            if inspect.isawaitable(result):
                await result
        except Exception as error:
            trouble = error
        self._after(trouble)

