"""The log of a run on disk: JSON lines, append-only, decisions flushed before they count.

Line 1 is the header; every other line is one decision or one event. Truth is (scenario, seed,
decisions): the events are there to be read by people and to prove that a replay is the same run.
"""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from simkit.errors import PlayedElsewhere, RecordError
from simkit.events import Anchor, Decision, Event
from simkit.message import Message
from simkit.record import Header

FORMAT = 1
"""Number of the log's format."""


def _dump(line: dict[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def decision_line(decision: Decision) -> str:
    """Return *decision* as one line of the log."""
    data = asdict(decision)
    data["at"] = round(decision.at, 6)
    if decision.message is not None:
        data["message"]["form"] = dict(decision.message.form)
    data["details"] = dict(decision.details) or None
    return _dump({"decision": {key: value for key, value in data.items()
                               if value not in (None, "")}})


def event_line(event: Event) -> str:
    """Return *event* as one line of the log."""
    return _dump({"event": {"at": event.at, "kind": event.kind, "data": dict(event.data),
                            "cause": event.cause, "id": event.id}})


def header_line(header: Header) -> str:
    """Return *header* as the first line of the log."""
    return _dump({"simkit_log": FORMAT, "header": asdict(header)})


def text_of(header: Header, decisions: Iterable[Decision], events: Iterable[Event]) -> str:
    """Return the whole log of a run: each decision stands before the events it caused."""
    waiting = {decision.id: decision for decision in decisions}
    lines = [header_line(header)]
    for event in events:
        if event.kind in ("decided", "steered") and event.cause in waiting:
            lines.append(decision_line(waiting.pop(event.cause)))
        lines.append(event_line(event))
    return "\n".join(lines) + "\n"


_writing: weakref.WeakValueDictionary[Path, Log] = weakref.WeakValueDictionary()
"""The logs that this process writes, by where they lie."""


class Log:
    """A log file that is being written, by one process and one session only."""

    def __init__(self, path: Path, header: Header) -> None:
        """Begin a new log at *path*. Raises RecordError when there is one already."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._file = path.open("x", encoding="utf-8", newline="\n")
        except FileExistsError:
            raise RecordError(f"{path} holds a run already; resume it, or choose another "
                              "name") from None
        self.path = path
        _claim(path, self._file)
        _writing[path.resolve()] = self
        self._write([header_line(header)], sure=True)

    @classmethod
    def go_on(cls, path: Path, kept: int) -> Log:
        """Go on with the log at *path* after its first *kept* bytes (the rest is cut off).

        A session of this process that wrote it so far can write no more. Raises PlayedElsewhere,
        with nothing changed, while another process writes it.
        """
        log = cls.__new__(cls)
        log.path = path
        if (before := _writing.get(path.resolve())) is not None:
            before.close()
        log._file = path.open("a", encoding="utf-8", newline="\n")
        _claim(path, log._file)
        log._file.truncate(kept)
        _writing[path.resolve()] = log
        return log

    def decision(self, decision: Decision) -> None:
        """Write *decision* and return only when it is on the disk."""
        self._write([decision_line(decision)], sure=True)

    def events(self, events: Iterable[Event]) -> None:
        """Write *events*; they can be computed again, so the disk may take its time."""
        self._write([event_line(event) for event in events], sure=False)

    def close(self) -> None:
        """Close the file; the log can be gone on with later."""
        self._file.close()

    def _write(self, lines: list[str], *, sure: bool) -> None:
        if not lines:
            return
        self._check()
        self._file.write("\n".join(lines) + "\n")
        self._file.flush()
        if sure:
            os.fsync(self._file.fileno())
            self._check()  # else it may have come too late for whoever took the run over

    def _check(self) -> None:
        """Raise RecordError when the run is not this session's any more."""
        try:
            if not self._file.closed and os.path.samestat(os.fstat(self._file.fileno()),
                                                          self.path.stat()):
                return
        except FileNotFoundError:
            raise RecordError(f"{self.path} is gone: the run was removed") from None
        raise RecordError(f"{self.path} is closed, or was gone on with elsewhere; to go on "
                          f'here: simkit.resume("{self.path}")')


def _claim(path: Path, file: IO[str]) -> None:
    """Make sure that nobody else writes *file*; a process that dies lets go of it.

    Raises PlayedElsewhere, with the file closed again, when somebody does.
    """
    with suppress(ImportError):  # Windows has no such lock
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise PlayedElsewhere(f"{path} is being played elsewhere; close it there, or take it "
                                  f'over: simkit.resume("{path}", take_over=True)') from None


def take_over(path: Path) -> None:
    """Put a copy of the log at *path* in its place, which whoever writes the old one cannot reach.

    That session decides nothing more, and nothing that it acknowledged is lost. Raises RecordError
    where the system does not allow it while the file is open.
    """
    beside = path.with_name(f"{path.name}.new")
    try:
        with path.open("rb") as old, beside.open("wb") as new:
            new.write(old.read())
            beside.replace(path)
            new.write(old.read())  # what came while we copied; from here on nothing counts there
            new.flush()
            os.fsync(new.fileno())
    except OSError as why:
        raise RecordError(f"{path} cannot be taken over: {why.strerror}; close it there") from None


def is_written(path: Path) -> bool:
    """Whether a session, here or in another process, is writing the log at *path*."""
    writer = _writing.get(path.resolve())
    if writer is not None and not writer._file.closed:
        return True
    with path.open(encoding="utf-8") as file:
        try:
            _claim(path, file)
        except RecordError:
            return True
    return False


@dataclass(frozen=True)
class Written:
    """A log as it was found on disk."""

    header: Header
    decisions: tuple[Decision, ...]
    events: tuple[Event, ...]
    kept: int
    """Bytes up to the end of the last whole line."""


def read_log(path: Path) -> Written:
    """Return the log at *path*; a last line that was cut off is left out.

    Raises RecordError, naming the line, when the file is no log or is damaged before its end.
    """
    try:
        raw = path.read_bytes()
    except OSError as why:
        raise RecordError(f"cannot read {path}: {why.strerror}") from None
    whole = raw[:raw.rfind(b"\n") + 1]
    lines = whole.split(b"\n")[:-1]
    if not lines:
        raise RecordError(f"{path} holds no run: its first line is missing")
    header = _header(path, lines[0])
    decisions: list[Decision] = []
    events: list[Event] = []
    for number, line in enumerate(lines[1:], start=2):
        try:
            data = json.loads(line)
            if "decision" in data:
                decisions.append(_decision(data["decision"]))
            else:
                events.append(_event(data["event"]))
        except (ValueError, KeyError, TypeError, RecursionError) as why:
            raise RecordError(f"{path}:{number}: not a line of a run ({why}); the file was changed "
                              "or damaged") from None
    return Written(header, tuple(decisions), tuple(events), len(whole))


def _header(path: Path, line: bytes) -> Header:
    try:
        data = json.loads(line)
        number = data["simkit_log"]
        if number != FORMAT:
            raise RecordError(f"{path}:1: the log has format {number}; this simkit reads {FORMAT}")
        header = Header(**_typed(data["header"], seed=int, base_dt=_NUMBER, parameters=dict))
        _typed(header.parameters, **dict.fromkeys(header.parameters, _NUMBER))
        return header
    except (ValueError, KeyError, TypeError, RecursionError):
        raise RecordError(f"{path}:1: not the log of a simkit run") from None


def _decision(data: dict[str, Any]) -> Decision:
    _typed(data, at=_NUMBER, confidence=_NUMBER, message=dict, anchor=dict, details=dict)
    details = tuple(_typed(data.pop("details", {})).items())
    message = data.pop("message", None)
    anchor = data.pop("anchor", None)
    if message is not None:
        _typed(message, form=dict, channels=list)
        form, channels = message.get("form", {}), message.get("channels", [])
        _typed(dict(enumerate([*form.values(), *channels])))
        message = Message(text=message.get("text", ""), form=tuple(form.items()),
                          channels=tuple(channels), reviewer=message.get("reviewer", ""))
    return Decision(message=message, **data, details=details,
                    anchor=Anchor(**_typed(anchor, offset=_NUMBER)) if anchor else None)


def _event(data: dict[str, Any]) -> Event:
    _typed(data, at=_NUMBER, data=dict)
    return Event(**{key: data[key] for key in Event._fields})


_NUMBER = (int, float)


def _typed(data: Any, /, **kinds: type | tuple[type, ...]) -> Any:
    """Return *data*, a mapping of texts; values named in *kinds* are of that type instead.

    Raises TypeError when *data* is something else.
    """
    if not isinstance(data, dict):
        raise TypeError("not a mapping of names to values")
    for name, value in data.items():
        kind = kinds.get(name, str)
        if not isinstance(value, kind) or isinstance(value, bool) or value != value:
            raise TypeError(f"{name!r} cannot be {str(value)[:40]!r}")
    return data
