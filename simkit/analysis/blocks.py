"""Long work in blocks: each finished one is on disk at once, so that stopping loses little.

The numbers do not depend on the size of the blocks, on how many processes share them, or on how
often the work was stopped and taken up again.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from hashlib import blake2b
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np

from simkit.model.parameters import Array

BLOCK = 50
"""Samples that are worked on together, and that stopping may lose per process."""

Task = Callable[[Array], Array]
"""What is done: samples (rows, n) to values (rows, m), every row for itself. With more than one
process it must be picklable."""
Progress = Callable[[int, int], None]
"""Called with (samples done, samples in all)."""
Tell = Callable[[str], None]
"""Called with a sentence for the person who waits."""


def worked(task: Task, samples: Array, file: Path | None = None, *, key: str = "",
           block: int = BLOCK, workers: int = 1, progress: Progress | None = None,
           tell: Tell = lambda _: None) -> Array:
    """Return the values of all *samples*, (rows, m), worked out block by block.

    What is in *file* from before is not done again, if it comes from the same *key*, samples and
    size of blocks; else the file starts anew, and *tell* says so. With *workers* above 1 as many
    processes share the blocks; a script that asks for them needs its ``__main__`` guard.
    """
    kept = _Kept(file, _header(key, samples, block), tell)
    starts = range(0, len(samples), block)
    missing = [number for number in range(len(starts)) if number not in kept.values]
    done = sum(len(values) for values in kept.values.values())
    if progress is not None:
        progress(done, len(samples))
    parts = {number: samples[starts[number]:starts[number] + block] for number in missing}
    for number, values in (_one_by_one if workers < 2 else _shared)(task, parts, workers):
        kept.add(number, values)
        done += len(values)
        if progress is not None:
            progress(done, len(samples))
    return np.concatenate([kept.values[number] for number in range(len(starts))])


def _header(key: str, samples: Array, block: int) -> dict[str, object]:
    rows = blake2b(np.ascontiguousarray(samples).tobytes(), digest_size=8).hexdigest()
    return {"work": key, "samples": rows, "shape": list(samples.shape), "block": block}


class _Kept:
    """The finished blocks, in memory and in a file of one line each."""

    def __init__(self, file: Path | None, header: dict[str, object], tell: Tell) -> None:
        self.file = file
        self.values: dict[int, Array] = {}
        if file is None:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        whole = _whole_lines(file)
        if not whole or whole[0] != header:
            if whole:
                tell(f"{file} holds other work; it starts anew.")
            file.write_text(json.dumps(header) + "\n", encoding="utf-8")
            return
        self.values = {line["block"]: np.array(line["values"], dtype=np.float64)
                       for line in whole[1:]}
        if self.values:
            tell(f"Going on with {file}: {len(self.values)} blocks are done.")

    def add(self, number: int, values: Array) -> None:
        """Keep a finished block: it is on disk when this returns."""
        self.values[number] = values
        if self.file is None:
            return
        with self.file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"block": number, "values": values.tolist()}) + "\n")
            lines.flush()
            os.fsync(lines.fileno())


def _whole_lines(file: Path) -> list[dict[str, Any]]:
    """Return the lines of *file*, and cut off the rest of one that was being written."""
    if not file.exists():
        return []
    content, length = file.read_bytes(), 0
    whole: list[dict[str, Any]] = []
    for line in content.splitlines(keepends=True):
        try:
            found = json.loads(line)
        except ValueError:
            break
        if not line.endswith(b"\n"):
            break
        whole.append(found)
        length += len(line)
    if length < len(content):
        os.truncate(file, length)
    return whole


# Who does it


def _one_by_one(task: Task, parts: dict[int, Array], _: int) -> Iterator[tuple[int, Array]]:
    for number, samples in parts.items():
        yield number, task(samples)


def _shared(task: Task, parts: dict[int, Array], workers: int) -> Iterator[tuple[int, Array]]:
    """Yield the blocks as *workers* processes finish them; none outlives this."""
    before = set(active_children())
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (task,))
    try:
        waiting = {pool.submit(_do, samples): number for number, samples in parts.items()}
        for finished in as_completed(waiting):
            yield waiting[finished], finished.result()
        pool.shutdown()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in set(active_children()) - before:
            child.terminate()
        raise


_task: Task | None = None


def _begin(task: Task) -> None:
    """Make this process ready for *task*; it ends when the one that wants the values does."""
    global _task
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that waits
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do(samples: Array) -> Array:
    assert _task is not None
    return _task(samples)
