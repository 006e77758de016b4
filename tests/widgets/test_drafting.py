"""The draft on the desk and what is said about it."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simkit.message import FORM, read
from simkit.session import Session
from simkit.widgets import drafting


def draft(**words: Any) -> dict[str, Any]:
    return {**drafting.empty(channels=["social"]), **words}


def labels(rows: list[drafting.Found]) -> list[str]:
    return [row["label"] for row in rows]


def test_the_form_becomes_a_message_with_its_filled_fields_only() -> None:
    message = drafting.message_of(draft(what="Nothing gets through", text=" Sorry. ",
                                        reviewer="writer"))
    assert message.form == (("what", "Nothing gets through"),)
    assert (message.text, message.channels, message.reviewer) == ("Sorry.", ("social",), "writer")


def test_an_answer_keeps_its_own_words_only() -> None:
    message = drafting.message_of(draft(what="left from before", text="No.", to="boss"))
    assert (message.full_text, message.channels, message.reviewer) == ("No.", (), "")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # others share the machine
@given(st.dictionaries(st.sampled_from([*FORM, "text", "channels", "reviewer", "to"]),
                       st.one_of(st.none(), st.integers(), st.text(), st.lists(st.integers()))))
def test_whatever_a_page_sends_makes_a_message(sent: dict[str, Any]) -> None:
    message = drafting.message_of(sent)
    assert isinstance(message.full_text, str)
    assert all(isinstance(name, str) for name in message.channels)


def test_findings_prove_themselves_with_words_of_the_message(session: Session) -> None:
    session.run(until="10m")
    said = drafting.findings(draft(what="Messages are failing for everyone", since="09:00 UTC",
                                   text="We hope to know more shortly."), session.situation)
    assert "it is down" in labels(said["found"]) and "since when" in labels(said["found"])
    assert all(row["words"] in said["text"] for row in said["found"] + said["remarks"])
    assert "Next update" in labels(said["missing"])
    assert any(row["words"] == "shortly" for row in said["remarks"])


def test_an_empty_draft_has_no_findings_and_no_complaint(session: Session) -> None:
    said = drafting.findings(drafting.empty(), session.situation)
    assert said["found"] == said["missing"] == said["remarks"] == []
    assert said["problem"] == ""


def test_saying_that_it_is_over_while_the_monitors_do_not_is_remarked(session: Session) -> None:
    session.run(until="10m")
    said = drafting.findings(draft(text="Everything works again."), session.situation)
    assert any("the monitors show" in row["label"] for row in said["remarks"])


def test_what_support_knows_is_offered_where_the_way_round_is_missing(session: Session) -> None:
    session.run(until="5m")
    session.act("ask_support")
    session.run(until="60m")
    said = drafting.findings(draft(text="We see that nothing works."), session.situation)
    missing = {row["label"]: row["words"] for row in said["missing"]}
    assert missing["What people can do"] == "Support says: plain words"


def test_length_is_told_in_words_and_by_number(session: Session) -> None:
    said = drafting.findings(draft(text="x" * 103), session.situation)
    assert [(look["size"], look["over"]) for look in said["previews"]] == [("103 / 100", True)]
    assert said["problem"] == "3 characters too many for social."


def test_a_message_without_a_living_channel_has_its_reason(session: Session) -> None:
    session.run(until="10m")
    dead = drafting.findings(draft(text="We see it.", channels=["app plain words"]),
                             session.situation)
    assert dead["problem"].startswith("It would reach nobody")
    assert drafting.findings(draft(text="We see it.", channels=[]),
                             session.situation)["problem"] == "Choose where it goes."


def test_times_for_the_next_update_are_promises_that_can_be_read(session: Session) -> None:
    session.run(until="13m")
    times = drafting.next_times(session.situation, session.scenario)
    assert times[0] == "09:30 UTC"
    for words in times:
        message = drafting.message_of(draft(what="We see it", next_update=words))
        promised = [p for p in read(message).promised if p.kind == "next_update"]
        assert len(promised) == 1
        due = promised[0].due(session.now, session.scenario.service.starts)
        assert due is not None and due > session.now


def test_a_second_reader_and_templates_change_when_it_leaves(session: Session) -> None:
    alone = drafting.leaves_in(False, session.situation, session.scenario)
    assert alone == 4.0
    assert drafting.leaves_in(True, session.situation, session.scenario) > alone
    session.act("prepare", "templates")
    assert drafting.leaves_in(False, session.situation, session.scenario) < alone


def test_readers_are_the_others_who_can_judge_words(session: Session) -> None:
    assert [row["role"] for row in drafting.readers(session.situation)] == ["writer", "support"]
