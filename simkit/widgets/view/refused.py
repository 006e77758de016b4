"""A refusal as the screen says it: with people's words in the place of ids."""

from __future__ import annotations

import re

from simkit.actions import ACTIONS
from simkit.situation import Situation
from simkit.widgets.view.words import called, capital

_MESSAGE = re.compile(r"\bd\d+ is\b")
"""How the engine names a message that is on its way: by its decision."""


def plainly(refusal: str, situation: Situation) -> str:
    """Return *refusal*, which may quote what files and code call things, as a sentence."""
    words = _MESSAGE.sub("the message is", refusal)
    words = words.replace("is answering already", "is being answered already")
    names = {item.name: f"“{item.sender}”" for item in situation.inbox}
    names |= {line.id: f"“{line.text}”" for line in situation.board}
    names |= {member.role: called(member.role, situation) for member in situation.team}
    names |= {channel.name: channel.name for channel in situation.channels}
    names |= {name: f"“{action.words.partition(':')[0]}”" for name, action in ACTIONS.items()}
    for name, said in names.items():
        words = words.replace(repr(name), said)
    return capital(words)
