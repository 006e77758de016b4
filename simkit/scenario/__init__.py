"""What could happen: scenarios from YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simkit.scenario.reader import check, load, scenarios

__all__ = ["check", "load", "scenarios"]


def __getattr__(name: str) -> Any:
    """Load the reader (and with it yaml and pydantic) only when a file is to be read."""
    if name in __all__:
        from simkit.scenario import reader

        return getattr(reader, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
