"""The committed results of the analyses: one JSON file each, with what made it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from simkit.model import parameters
from simkit.record import build

HERE = Path(__file__).parent / "tables"
"""Where the tables lie."""

_DIGITS = 6


def path(name: str) -> Path:
    """Return the file of the table *name*."""
    return HERE / f"{name}.json"


def exists(name: str) -> bool:
    """Return whether the table *name* has been made."""
    return path(name).is_file()


def read(name: str) -> dict[str, Any]:
    """Return the table *name*. Raises FileNotFoundError when it has never been made."""
    table: dict[str, Any] = json.loads(path(name).read_text(encoding="utf-8"))
    return table


def write(name: str, command: str, seed: int, runs: int, **content: Any) -> Path:
    """Write the table *name*, made by *command* from *runs* runs of *seed*, and return its file.

    Numbers keep six significant digits. ``model`` is the digest of the parameters that made it,
    ``build`` the hash of the sources.
    """
    table = {"model": parameters.digest(), "build": build(), "command": command, "seed": seed,
             "runs": runs, **content}
    HERE.mkdir(exist_ok=True)
    text = json.dumps(plain(table), indent=1, ensure_ascii=False)
    path(name).write_text(text + "\n", encoding="utf-8")
    return path(name)


def current(name: str) -> bool:
    """Return whether the table *name* was made with the parameters as they are defined now."""
    return exists(name) and bool(read(name)["model"] == parameters.digest())


def plain(value: Any) -> Any:
    """Return *value* as JSON has it: lists for arrays and tuples, numbers of six digits."""
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    return value
