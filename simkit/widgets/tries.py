"""The tries of one run: the first, and those that branched off it; all are kept and named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from simkit.clock import show
from simkit.session import Session, resume
from simkit.widgets.keeping import Keeping

_BRANCH = re.compile(r"\.try(\d+)$")

LONGEST = 40
"""Characters of a try's name, at most."""


@dataclass
class Try:
    """One way in which the run went."""

    name: str
    since: float
    """Minutes since onset at which it left the try before it; 0 for the first."""
    session: Session | None
    """None for one of an earlier day that was not opened yet."""
    keeping: Keeping
    path: Path | None = None


class Tries:
    """Every try of a run; one of them is played."""

    def __init__(self, session: Session) -> None:
        self._all = self._found(session)
        self._at = next(place for place, each in enumerate(self._all) if each.session is session)

    @property
    def session(self) -> Session:
        """The run as it is played now."""
        session = self.current.session
        assert session is not None
        return session

    @property
    def current(self) -> Try:
        """The try that is played now."""
        return self._all[self._at]

    @property
    def names(self) -> list[str]:
        """Names of all tries, the first one first; no two are the same."""
        return [each.name for each in self._all]

    @property
    def sessions(self) -> dict[str, Session]:
        """The tries that are open, by name."""
        return {each.name: each.session for each in self._all if each.session is not None}

    def branch(self, at: float) -> Session:
        """Begin a new try that shares everything before *at*; the one before is kept."""
        session = self.session
        log, number = self._unused(session.log_path)
        name = self._free(f"Try {number}, from {show(at)}")
        branched = session.branch(at, log=log)
        new = Try(name, at, branched, Keeping(log), log)
        new.keeping.put(name=name, since=at)
        self._all.append(new)
        self._at = len(self._all) - 1
        return branched

    def switch(self, name: str) -> Session:
        """Play the try called *name* from now on. Raises RecordError when it cannot be opened."""
        place = self.names.index(name)
        chosen = self._all[place]
        if chosen.session is None:
            assert chosen.path is not None
            chosen.session = resume(chosen.path, self.session.scenario)
            if chosen.session.now < chosen.since:  # nothing has happened in it yet
                chosen.session.run(until=chosen.since)
        self._at = place
        return chosen.session

    def rename(self, name: str) -> None:
        """Call the try that is played *name*; an empty one changes nothing."""
        name = " ".join(name.split())[:LONGEST]
        if name and name != self.current.name:
            self.current.name = self._free(name)
            self.current.keeping.put(name=self.current.name)

    def _free(self, name: str) -> str:
        names = (name if number == 1 else f"{name} ({number})" for number in count(1))
        return next(each for each in names if each not in self.names)

    def _unused(self, log: Path | None) -> tuple[Path | None, int]:
        """Return a log for the next try, and its number."""
        if log is None:
            return None, len(self._all) + 1
        root = _BRANCH.sub("", log.stem)
        number = next(number for number in count(2)
                      if not log.with_name(f"{root}.try{number}.jsonl").exists())
        return log.with_name(f"{root}.try{number}.jsonl"), number

    def _found(self, session: Session) -> list[Try]:
        """Return *session* as a try, among those that lie beside its log."""
        own = session.log_path
        if own is None:
            return [Try("First try", 0.0, session, Keeping(None))]
        root = _BRANCH.sub("", own.stem)
        paths = {own, *(path for path in own.parent.glob("*.jsonl")
                        if _BRANCH.sub("", path.stem) == root)}
        tries: list[Try] = []
        for path in sorted(paths, key=_number):
            keeping, usual = Keeping(path), "First try" if path.stem == root else path.stem
            name, since = keeping.get("name"), keeping.get("since")
            tries.append(Try(
                name if isinstance(name, str) and name else usual,
                float(since) if isinstance(since, (int, float)) else 0.0,
                session if path == own else None, keeping, path))
        return tries


def _number(path: Path) -> int:
    found = _BRANCH.search(path.stem)
    return int(found.group(1)) if found else 1
