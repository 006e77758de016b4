"""A message as each channel will show it."""

from __future__ import annotations

from dataclasses import replace

from simkit.message import Message
from simkit.session import Session
from simkit.widgets.previews import LOCK_SCREEN, previews


def test_each_chosen_channel_shows_it_its_own_way(session: Session) -> None:
    shown = previews(Message("We see it.", channels=("social", "page", "nowhere")),
                     session.situation, "Chatter")
    assert [(look["name"], look["head"]) for look in shown] == [
        ("Social", "Chatter · public post"), ("Page", "09:00 UTC · Update")]
    assert all(look["text"] == "We see it." and not look["more"] for look in shown)


def test_what_is_too_long_is_shown_with_the_cut(session: Session) -> None:
    (look,) = previews(Message("x" * 103, channels=("social",)), session.situation, "Chatter")
    assert (look["text"], look["more"]) == ("x" * 100, "xxx")
    assert look["over"] and look["note"] == "3 over: social would cut it here"


def test_a_notice_on_a_phone_is_read_in_two_parts(session: Session) -> None:
    now = session.situation
    now = replace(now, channels=tuple(replace(c, kind="direct", limit=None)
                                      for c in now.channels if c.name == "social"))
    text = ("word " * 40).strip()
    (look,) = previews(Message(text, channels=("social",)), now, "Chatter")
    assert look["text"] + look["more"] == text and len(look["text"]) <= LOCK_SCREEN
    assert look["note"] == "the rest is read after a tap" and not look["over"]
