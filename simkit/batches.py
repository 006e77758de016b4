"""Many runs to numbers: batch by batch, in this process or in several, until somebody stops it.

What is wanted of each run is trust a day after onset; nothing else is kept, so it is cheaper than
records. The numbers are the same whatever the size of the batches and whoever runs them.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import get_context
from types import TracebackType
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from simkit.clock import DAY
from simkit.engine.worlds import Case, Worlds, no_collection

Values = NDArray[np.float64]
Key = TypeVar("Key")

BATCH = 120
"""Worlds in one batch: a second or two of work, and few enough for the processor's cache."""


def cores() -> int:
    """Return how many processes may share long work: no more than two, nor than there are cores."""
    return min(2, os.cpu_count() or 1)


def trusts(made: Sequence[Case], until: float = DAY) -> Values:
    """Return the population's trust at *until* (minutes since onset) in points of 100, (cases,)."""
    with no_collection():
        worlds = Worlds(made, ends_only=True)
        worlds.run(until)
        crowd = worlds.crowd
        worlds.close()
        del worlds  # before the collector walks again
    found: Values = 100.0 * (crowd.audience.trust * crowd.segments.weight).sum(-1)
    return found


class Batches:
    """Somebody who runs batches; a context, so that no process outlives the work.

    With *workers* above 1 that many processes share them; a script that asks for them needs its
    ``__main__`` guard.
    """

    def __init__(self, workers: int = 1, until: float = DAY) -> None:
        self.workers = max(1, workers)
        self.until = until
        self._pool: ProcessPoolExecutor | None = None
        self._starting: list[Future[bool]] = []

    def __enter__(self) -> Batches:
        if self.workers > 1:
            self._pool = ProcessPoolExecutor(self.workers, get_context("spawn"))
            self._starting = [self._pool.submit(ready) for _ in range(self.workers)]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def started(self) -> Batches:
        """Return this once its processes are up."""
        wait(self._starting)
        return self

    def each(self, batches: Iterable[tuple[Key, Sequence[Case]]]) -> Iterator[tuple[Key, Values]]:
        """Yield the trusts of each of the *batches* with its key, in their order.

        Until the processes are up, batches run in this one: nobody waits for their start.
        """
        running: deque[tuple[Key, Future[Values]]] = deque()
        for key, made in batches:
            if self._pool is None or not all(each.done() for each in self._starting):
                yield key, trusts(made, self.until)
                continue
            running.append((key, self._pool.submit(trusts, made, self.until)))
            while len(running) > self.workers + 1:
                first, future = running.popleft()
                yield first, future.result()
        for first, future in running:
            yield first, future.result()


@contextmanager
def at_work(workers: int | Batches) -> Iterator[Batches]:
    """Enter somebody who runs batches: the one given, or that many processes for the while."""
    if isinstance(workers, Batches):
        yield workers
    else:
        with Batches(workers) as made:
            yield made


def ready() -> bool:
    """Return True: what a process is asked for, so that it starts."""
    return True
