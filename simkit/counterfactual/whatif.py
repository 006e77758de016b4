"""A what-if: which decisions of a run are left out, worded or timed otherwise, or added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from simkit.engine.world import World
from simkit.events import Decision
from simkit.policy import Rule
from simkit.situation import Glance

KINDS = ("without", "earlier", "later", "calmer", "reviewed", "content", "unsaid", "channel",
         "kept", "spoken", "evidence")
"""What is otherwise: left out; at another time; in calm words; read by a second person; with a
content, or without one; on another channel; a promise kept; a silence broken; a fix after more
evidence."""


@dataclass(frozen=True)
class WhatIf:
    """One thing of a run, otherwise."""

    key: str
    """Unique in a run, such as ``d4 earlier``."""
    kind: str
    """One of KINDS."""
    at: float
    """Minutes since onset of what it is about."""
    words: str
    """The change in words, such as ``the first word of T+0:29, 20 minutes earlier``."""
    about: tuple[str, ...]
    """Ids of the events that it is about."""
    instead: Mapping[str, Decision | None] = field(default_factory=dict)
    """Decisions by id: what stands in their place, or None when they are left out."""
    by: float = 0.0
    """Minutes by which they stand later than what they replace (earlier when negative)."""
    rules: tuple[Rule, ...] = ()
    """What is done beside: rules of a policy."""
    sure: float | None = None
    """Evidence from which the fix is tried that is left out; from *at* on."""
    dropped: tuple[str, ...] = ()
    """Facts that were not known yet at the earlier time, and so were not said."""
    change: str = ""
    """What is otherwise, without what it is about, such as ``20 minutes earlier``; empty where the
    two cannot be told apart."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "instead", MappingProxyType(dict(self.instead)))

    def __reduce__(self) -> tuple[object, ...]:
        return WhatIf, (self.key, self.kind, self.at, self.words, self.about, dict(self.instead),
                        self.by, self.rules, self.sure, self.dropped, self.change)

    def __repr__(self) -> str:
        return f"<what if {self.words}>"


class AfterEvidence:
    """Whoever tries a fix only when the board carries it: once, from *since* on."""

    def __init__(self, since: float, sure: float) -> None:
        self.since = since
        self.sure = sure
        self._done = False

    def wake_at(self) -> float:
        """Return when to be asked next at the latest."""
        return float("inf") if self._done else self.since

    def decide(self, world: World, at: float) -> tuple[Decision, ...]:
        """Return the fix of the likeliest cause, when it is likely enough."""
        if self._done or at < self.since:
            return ()
        glance = Glance(world, at)
        best = max(glance.causes, key=glance.shown)
        if glance.shown(best) < self.sure:
            self.since = at + 1.0
            return ()
        self._done = True
        return (Decision(at, "policy", "fix", best, None, glance.shown(best)),)
