"""The days after, as the screen lists them."""

from __future__ import annotations

import pytest

from simkit.session import Session
from simkit.widgets.view.after import after


@pytest.fixture
def back(session: Session) -> Session:
    """The small outage, once the monitors show it working again."""
    while not session.situation.restored_seen:
        session.run(until=session.now + 5.0)
    return session


def states(session: Session) -> dict[str, str]:
    days = after(session.situation, session.scenario)
    assert days is not None
    return {step["words"]: step["state"]["words"] for step in days["steps"]}


def test_while_it_is_down_there_are_no_days_after(session: Session) -> None:
    session.run(until="20m")
    assert after(session.situation, session.scenario) is None


def test_each_step_goes_from_open_to_under_way_to_done(back: Session) -> None:
    assert set(states(back).values()) == {"open"}
    back.act("regroup")
    assert states(back)["Regroup with the team"] == "under way"
    back.run(until=back.now + 90.0)
    assert states(back)["Regroup with the team"] == "done"
    assert states(back)["Repair the cause for good"] == "open"


def test_saying_that_it_is_over_counts_when_the_words_say_so(back: Session) -> None:
    back.post("We are still looking into it.", "social")
    back.run(until=back.now + 30.0)
    assert states(back)["Say that it is over"] == "open"
    back.post("Everything works again for everyone.", "social")
    back.run(until=back.now + 30.0)
    assert states(back)["Say that it is over"] == "done"


def test_a_campaign_is_started_again_only_where_it_was_paused(back: Session) -> None:
    assert "Start the campaign again" not in states(back)
    back.act("pause_campaign")
    back.run(until=back.now + 90.0)
    assert states(back)["Start the campaign again"] == "open"
