"""The runs in a folder: which there are, what lies beside each, and how one is forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from simkit.errors import RecordError, Refused
from simkit.log import is_written, read_log
from simkit.scenario.parts import Scenario

RUNS = Path("runs")
"""Folder of the runs that are given no name, in the current folder."""

STAYS = (
    "reports, exports, prints and copies that were saved under another name or elsewhere",
    "notebooks that showed the run: clear their outputs, and save",
    "whatever a screen, a projector, a backup or somebody's memory has kept",
)
"""What forgetting a run cannot reach, in words."""


@dataclass(frozen=True)
class Run:
    """A run as its log tells of it."""

    path: Path
    scenario: str
    """With its variant, such as ``whatsapp-2021, as_it_happened``."""
    seed: int
    at: float
    """Minutes since onset of the last that its log tells of."""
    decisions: int
    back: bool = False
    """Whether the service was back by then."""
    trouble: str = ""
    """Why the log cannot be read; then the rest is empty."""

    @property
    def state(self) -> str:
        """``open`` (the outage is on), ``service back`` or ``damaged``; all but damaged runs can be
        gone on with."""
        if self.trouble:
            return "damaged"
        return "service back" if self.back else "open"


def free_log(scenario: Scenario, seed: int) -> Path:
    """Return a file in RUNS for a run of *scenario* with *seed* that is not there yet."""
    variant = f"-{scenario.variant}" if scenario.variant else ""
    names = (f"{scenario.id}{variant}-seed{seed}-{number}.jsonl" for number in count(1))
    return next(path for path in (RUNS / name for name in names) if not path.exists())


def find(folder: Path) -> list[Run]:
    """Return the runs in *folder*, the latest first; none when there is no such folder."""
    logs = sorted(folder.glob("*.jsonl"), key=lambda path: (-path.stat().st_mtime, path.name))
    return [_run(path) for path in logs]


def _run(path: Path) -> Run:
    try:
        written = read_log(path)
    except RecordError as why:
        return Run(path, "", 0, 0.0, 0, trouble=str(why))
    header = written.header
    at = max([event.at for event in written.events] + [d.at for d in written.decisions],
             default=0.0)
    variant = f", {header.variant}" if header.variant else ""
    signs = [event.kind for event in written.events if event.kind in ("restored", "relapse")]
    return Run(path, header.scenario + variant, header.seed, at, len(written.decisions),
               back=signs[-1:] == ["restored"])


def belongings(log: Path) -> tuple[Path, ...]:
    """Return *log* and every file that lies beside it under its name, such as its drafts.

    Raises Refused when *log* is not the log of a run.
    """
    if not log.is_file():
        raise Refused(f"{log}: there is no such file; `simkit runs` lists the runs")
    with log.open("rb") as file:
        if not file.readline(64).startswith(b'{"simkit_log"'):
            raise Refused(f"{log} is not the log of a run, so simkit does not remove it")
    named = f"{log.name.removesuffix('.jsonl')}."
    kept = log.parent / ".ipynb_checkpoints"
    beside = sorted(path for path in log.parent.iterdir() if path.name.startswith(named))
    saved = sorted(kept.glob("*")) if kept.is_dir() else []
    checkpoint = f"{named[:-1]}-checkpoint."
    saved = [path for path in saved if path.name.startswith((named, checkpoint))]
    return (log, *(path for path in (*beside, *saved) if path.is_file() and path != log))


def forget(files: Iterable[Path]) -> None:
    """Remove *files*, as ``belongings`` named them, the log last: if one cannot be removed, the
    run is still there to be forgotten again.

    Raises Refused, with nothing removed, while the run is being played.
    """
    log, *beside = files
    if is_written(log):
        raise Refused(f"{log} is being played; close it there first")
    for path in (*beside, log):
        path.unlink(missing_ok=True)
