"""A message as it will look on each of its channels, before it leaves."""

from __future__ import annotations

from typing import TypedDict

from simkit.message import Message
from simkit.situation import ChannelView, Situation
from simkit.widgets.view import capital

LOCK_SCREEN = 110
"""Characters that a phone shows of a notice before somebody opens it."""


class Preview(TypedDict):
    """The message on one channel."""

    name: str
    size: str
    """Its length in words, and what is too much."""
    head: str
    """How the channel presents it."""
    text: str
    """What everybody sees."""
    more: str
    """What comes after a tap, or is cut off."""
    note: str
    """What happens to the rest; empty when there is none."""
    over: bool
    """Whether it is too long for the channel."""


def previews(message: Message, situation: Situation, service: str) -> list[Preview]:
    """Return *message* of *service* as each of its channels will show it."""
    channels = {channel.name: channel for channel in situation.channels}
    return [_preview(message.full_text, channels[name], situation, service)
            for name in message.channels if name in channels]


def _preview(text: str, channel: ChannelView, situation: Situation, service: str) -> Preview:
    size, limit = len(text), channel.limit
    seen, more, note = text, "", ""
    over = limit is not None and size > limit
    if limit is not None and over:
        seen, more = text[:limit], text[limit:]
        note = f"{size - limit} over: {channel.name} would cut it here"
    elif channel.kind == "direct" and size > LOCK_SCREEN:
        cut = text.rfind(" ", 0, LOCK_SCREEN) + 1 or LOCK_SCREEN
        seen, more, note = text[:cut], text[cut:], "the rest is read after a tap"
    return {"name": capital(channel.name), "size": f"{size} / {limit}" if limit else str(size),
            "head": _head(channel, situation, service), "text": seen, "more": more, "note": note,
            "over": over}


def _head(channel: ChannelView, situation: Situation, service: str) -> str:
    """Return how *channel* presents a message."""
    at = situation.clock
    return {"social": f"{service} · public post", "press": f"Statement by {service} {at}".rstrip(),
            "status page": f"{at} · Update".lstrip(" ·"),
            "direct": f"{service} · notice on the phone"}.get(channel.kind, service)
