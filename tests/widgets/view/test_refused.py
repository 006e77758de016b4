"""Refusals without ids."""

from __future__ import annotations

import pytest

from simkit.errors import Refused
from simkit.session import Session
from simkit.widgets.view.refused import plainly


@pytest.mark.parametrize(("action", "target", "said"), [
    ("withdraw", "d9", "The message is not on its way: it has left, was taken back, or never was"),
    ("undo", "net", "The fix of “the network plain words” is not applied; nothing to undo"),
    ("regroup", "", "“Regroup with the team” comes when the service is back"),
    ("answer", "boss", "“the boss plain words” is being answered already"),
    ("build", "social", "Social needs no building: works"),
])
def test_a_refusal_names_things_as_the_screen_does(session: Session, action: str, target: str,
                                                   said: str) -> None:
    session.run(until="12m")
    session.answer("boss", "We see it.")
    session.run(until="13m")
    with pytest.raises(Refused) as refused:
        session.act(action, target)
    assert plainly(str(refused.value), session.situation) == said
