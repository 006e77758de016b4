"""What lies on the desk and is no decision: drafts, choices before the start, the name of a try.

It stands in a small file beside the run's log, so that a kernel that stops loses no word.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


class Keeping:
    """The file beside one log; without a log nothing is kept."""

    def __init__(self, log: Path | None) -> None:
        self.path = None if log is None else log.with_suffix(".desk.json")
        self._kept = self._read()
        self.trouble = ""
        """What to say while the disk does not take what is put; empty when it does."""

    def get(self, name: str) -> Any:
        """Return what is kept under *name*; None when there is nothing."""
        return self._kept.get(name)

    def put(self, **parts: Any) -> None:
        """Keep *parts*, plain data by name; whoever reads later finds all of them or none.

        A disk that takes nothing is *trouble*, and no error: the words are still on the screen.
        """
        new = {**self._kept, **parts}
        if new == self._kept:
            return
        self._kept = new
        if self.path is None:
            return
        beside = self.path.with_suffix(".new")
        try:
            beside.write_text(json.dumps(new, ensure_ascii=False), encoding="utf-8")
            os.replace(beside, self.path)
            self.trouble = ""
        except OSError as why:
            self.trouble = (f"Drafts and choices cannot be kept on disk ({why.strerror}). They "
                            "stand on this screen only.")

    def _read(self) -> dict[str, Any]:
        if self.path is None:
            return {}
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # none, or a broken one: drafts are a help, the run is in the log
        return content if isinstance(content, dict) else {}
