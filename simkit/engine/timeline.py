"""The SimPy side of one world: its events in order of time, and the hands of its people.

SimPy as it is, less what costs time and is seen by nobody: a run of hundreds of worlds spends most
of its time here.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from heapq import heappop, heappush
from typing import Any

import simpy
from simpy.events import NORMAL, EventPriority


class Timeline(simpy.Environment):
    """SimPy's environment, which also runs up to a moment without an event for that moment."""

    def __init__(self) -> None:
        super().__init__(0.0)  # so that the time is a float from the beginning

    def timeout(self, delay: float = 0.0, value: Any = None) -> simpy.Timeout:
        """Return the event that comes in *delay* minutes: what SimPy makes of it in four calls."""
        if delay < 0.0:
            raise ValueError(f"Negative delay {delay}")
        timeout = simpy.Timeout.__new__(simpy.Timeout)
        timeout.env, timeout.callbacks, timeout._delay = self, [], delay
        timeout._value, timeout._ok = value, True
        heappush(self._queue, (self._now + delay, NORMAL, next(self._eid), timeout))
        return timeout

    def schedule(self, event: simpy.Event, priority: EventPriority = NORMAL,
                 delay: float = 0.0) -> None:
        """Have *event* come in *delay* minutes, but for the end of a process that nobody waits
        for."""
        if type(event) is simpy.Process and event._ok and not event.callbacks:
            event.callbacks = None  # type: ignore[assignment]  # as of an event that was
            return
        heappush(self._queue, (self._now + delay, priority, next(self._eid), event))

    def run_before(self, until: float) -> float:
        """Let everything before *until* happen (events at *until* itself wait).

        Returns when the next thing will happen; inf when nothing will. It is ``step`` while
        ``peek`` says so, in one loop.
        """
        queue = self._queue
        while queue and queue[0][0] < until:
            self._now, _, _, event = heappop(queue)
            callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]
            for callback in callbacks:
                callback(event)
            if not event._ok:
                raise event._value
        return queue[0][0] if queue else math.inf

    def clear(self) -> None:
        """Forget everything that would happen."""
        _part(event for _, _, _, event in self._queue)
        self._queue.clear()

    def stand_at(self, at: float) -> None:
        """Move the clock on to *at*, after everything before it has happened."""
        self.run_before(at)
        if self._now < at:
            self._now = at


class Hands:
    """How many tasks somebody can have in hand, and who waits for one to be done.

    A SimPy resource, first come first served, in which a free hand is taken without an event.
    """

    __slots__ = "busy", "capacity", "env", "waiting"

    def __init__(self, env: simpy.Environment, capacity: int) -> None:
        self.env = env
        self.capacity = capacity
        self.busy = 0
        """Tasks in hand."""
        self.waiting: deque[simpy.Event] = deque()

    @property
    def asked(self) -> int:
        """Tasks in hand and tasks that wait."""
        return self.busy + len(self.waiting)

    def take(self) -> simpy.Event | None:
        """Take a hand; None when one is free, else the event to wait for."""
        if self.busy < self.capacity and not self.waiting:
            self.busy += 1
            return None
        event = self.env.event()
        self.waiting.append(event)
        self._give()
        return event

    def free(self) -> None:
        """Let go of a hand; whoever waits longest has it after what happens at this moment."""
        self.busy -= 1
        if self.waiting:
            event = self.env.event().succeed()
            assert event.callbacks is not None
            event.callbacks.append(lambda _: self._give())

    def clear(self) -> None:
        """Forget who waits."""
        _part(self.waiting)
        self.waiting.clear()

    def _give(self) -> None:
        if self.waiting and self.busy < self.capacity:
            self.busy += 1
            self.waiting.popleft().succeed()


def _part(events: Iterable[simpy.Event]) -> None:
    """Part *events* from what waits for them: else they would hold each other in memory."""
    for event in events:
        if event.callbacks:
            event.callbacks.clear()
