"""What the console shows, as plain data: from a Situation to words, numbers and states.

Nothing here knows HTML or widgets, so that another front end can start from the same dictionaries.
States are named by the console's signs: ``good works``, ``due soon``, ``bad dead`` and so on.
"""

from __future__ import annotations

from simkit.widgets.view.house import (
    Colleague,
    Hypothesis,
    Outlet,
    You,
    board,
    channels,
    team,
    tension_effect,
    you,
)
from simkit.widgets.view.inbox import Letter, Post, feed, inbox, stand_in
from simkit.widgets.view.strip import Strip, strip
from simkit.widgets.view.told import announcement, log, on_their_way, told_as
from simkit.widgets.view.words import (
    SOON,
    SPOKEN_KINDS,
    TENSIONS,
    TIREDNESS,
    Line,
    called,
    capital,
    day,
    minutes_words,
    moment,
    wait,
)

__all__ = [
    "SOON", "SPOKEN_KINDS", "TENSIONS", "TIREDNESS", "Colleague", "Hypothesis", "Letter", "Line",
    "Outlet", "Post", "Strip", "You", "announcement", "board", "called", "capital", "channels",
    "day", "feed", "inbox", "log", "minutes_words", "moment", "on_their_way", "stand_in",
    "strip", "team", "tension_effect", "told_as", "wait", "you"]
