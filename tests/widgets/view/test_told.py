"""What happened, in sentences that need no look into the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from simkit.events import Event
from simkit.scenario.parts import Scenario
from simkit.session import Session
from simkit.widgets import panels, view
from simkit.widgets.passing import HAPPENED


@pytest.fixture
def played(outage: Callable[..., Scenario]) -> Session:
    """A session at T+1:10 in which much went wrong; every id of its scenario begins with zz."""
    plain = outage()
    causes = tuple(replace(cause, id=f"zz-{cause.id}") for cause in plain.incident.causes)
    scenario = replace(
        plain, incident=replace(plain.incident, causes=causes, actual_cause="zz-disk"),
        injects=tuple(replace(inject, id=f"zz-{inject.id}") for inject in plain.injects))
    session = Session(scenario, seed=3)
    session.run(until="5m")
    session.post("We see it. Next update in 10 minutes.", "social")
    session.act("ask", "writer")
    session.act("fix", "zz-net", confidence=0.6)
    session.run(until="12m")
    session.answer("zz-boss", "We see it.")
    session.run(until="70m")
    return session


def told(session: Session, kind: str) -> list[str]:
    now = session.situation
    return [view.told_as(event, now) for event in now.events if event.kind == kind]


def test_no_id_of_the_file_is_on_the_screen(played: Session) -> None:
    now, scenario = played.situation, played.scenario
    said = [view.told_as(event, now) for event in now.events]
    said += [getattr(panels, name)(getattr(view, name)(now, scenario))
             for name in ("strip", "feed", "board", "team", "channels", "you", "log")]
    assert said and not [words for words in said if "zz-" in words]


def test_a_promise_is_told_with_its_time_and_place(played: Session) -> None:
    broken = told(played, "promise broken")
    assert len(broken) == 1
    assert broken[0].startswith("A promise is broken: the next update by T+0:")
    assert broken[0].endswith(", on social.")


def test_a_fix_that_the_engineers_refuse_is_told_read_out_and_stops_next(played: Session) -> None:
    now = played.situation
    refused = Event(70.0, "fix refused", {"about": "zz-net", "name": "zz-net 1"}, "d4", "e99")
    words = "The engineers will not try this before they know more: replace it plain words."
    assert view.told_as(refused, now) == words
    assert words in view.announcement((refused,), now, played.scenario, 70.0)
    assert "fix refused" in HAPPENED


def test_a_fix_that_failed_is_told_by_its_words(played: Session) -> None:
    assert told(played, "fix failed") == ["The fix did not help: replace it plain words."]


def test_who_says_how_it_goes_names_a_cause_and_how_sure(played: Session) -> None:
    assert any("looks likeliest, " in words and words.endswith(" in 100.")
               for words in told(played, "told"))


def test_a_claim_that_was_false_comes_back_as_a_sentence(session: Session) -> None:
    session.run(until="5m")
    session.post("Everything works again. It is over.", "social")
    session.run(until="90m")
    assert told(session, "contradicted") == ["People find out that it is not so: “It is over”."]
