"""Where the numbers and sentences of the model come from: the bibliography, with keys.

``sources.json`` holds what each source found and where it was read. Most were read as abstracts or
as the beginning of a page, some as copies on other people's pages; keys that begin with ``M-`` were
not read at all and stand on memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".json")
"""Every source by its key."""

KEY = re.compile(r"\b[EM]-[a-z]+[0-9]*\b")
"""What a key looks like."""


@dataclass(frozen=True)
class Source:
    """A study, a report or a page."""

    cite: str
    """Names and year."""
    found: str
    """What it found, as far as the model cares."""
    read: tuple[str, ...]
    """Addresses at which it was read; empty when it stands on memory."""


@cache
def sources() -> Mapping[str, Source]:
    """Return all sources by key, in the order of their names."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return {key: Source(one["cite"], one["found"], tuple(one["read"])) for key, one in read.items()}


def cited(text: str) -> str:
    """Return *text* with every key replaced by names and year. Raises KeyError for a key that
    there is not."""
    return KEY.sub(lambda found: sources()[found[0]].cite, text)


def bibliography() -> str:
    """Return all sources in Markdown: those that were read, then those from memory."""
    lines = ["| source | what it found | read at |", "|---|---|---|"]
    memory = []
    for source in sources().values():
        if source.read:
            read = ", ".join(f"[{n}]({address})" for n, address in enumerate(source.read, 1))
            lines.append(f"| {source.cite} | {source.found} | {read} |")
        else:
            memory.append(f"- {source.cite}: {source.found}")
    return "\n".join([*lines, "", "From memory, to be checked before citing:", "", *memory])
