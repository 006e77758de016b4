from __future__ import annotations

from dataclasses import replace

import pytest

from simkit.debrief import Making, Report, renewed, report, stream
from simkit.facilitator import Facilitator
from simkit.record import Record
from simkit.scenario.parts import Scenario, Service
from simkit.session import Session


def test_the_same_record_gives_the_same_report(record: Record, told: Report) -> None:
    again = report(record, runs=2)
    assert again == told
    assert (again.text, again.html, again.markdown) == (told.text, told.html, told.markdown)


def test_a_session_is_reported_by_its_record(scenario: Scenario) -> None:
    session = Session(scenario, seed=3)
    session.run(until="30m")
    quick = report(session.record, runs=1, deep=False)
    assert report(session, runs=1, deep=False) == quick


def test_progress_rises_to_the_whole(record: Record) -> None:
    steps: list[tuple[int, int]] = []
    for _ in stream(record, lambda done, whole: steps.append((done, whole)), runs=1):
        pass
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert len({whole for _, whole in steps}) == 1
    assert steps[-1][0] == steps[-1][1]


def test_it_comes_in_stages_and_each_can_be_shown(record: Record) -> None:
    reports = stream(record, runs=1)
    first = next(reports)
    assert first.worths.valued and not first.worths.portions
    assert "EXERCISE" in first.html
    *_, last = reports
    assert last.worths.portions and last.worths.luck
    assert last == report(record, runs=1)


def test_between_the_stages_whoever_waits_can_do_something_else(record: Record) -> None:
    stages = list(Making(record, 1).stages(None, 1))
    shown = [each is not None for each in stages]
    assert shown[0] and shown[-1] and not all(shown)


def test_what_people_say_afterwards_comes_into_the_report_and_leaves_its_numbers(
        scenario: Scenario) -> None:
    session = Session(scenario, seed=3)
    session.run()
    before = report(session, runs=1, deep=False)
    hand = Facilitator(session)
    hand.note("Long.", phase="reactions")
    hand.note("Nobody had said who speaks.", "delta", "summary")
    hand.mark(scenario.objectives[0].id, "M")
    after = renewed(before, session.record)
    assert [phase.said for phase in after.phases] == [("Long.",), (), (), ()]
    assert [fact.words for fact in after.delta] == ["Nobody had said who speaks."]
    assert after.plan[-1].issue == "Nobody had said who speaks." and not after.plan[-1].owner
    assert after.ratings[0].decided == "M"
    assert after.worths == before.worths and after.timeline == before.timeline
    for form in (after.text, after.html, after.markdown, after.json):
        assert "Nobody had said who speaks." in form and "Long." in form
    again = report(session, runs=1, deep=False)
    assert (again.phases, again.delta, again.plan) == (after.phases, after.delta, after.plan)


def test_the_overview_names_what_the_run_can_be_made_again_from(told: Report) -> None:
    facts = {fact.label: fact.words for fact in told.overview}
    assert facts["Seed"] == "3"
    assert facts["Build"].startswith("Package simkit 0.")
    assert facts["Date of the exercise"] == ""
    assert facts["Outage"] == "Alarm at T+0:06, service back at T+1:17"
    assert facts["Role"].startswith("Speaker; speaks for Chatter.")


def test_trust_is_told_for_this_run_and_the_yardsticks(record: Record, told: Report) -> None:
    assert told.plays == ("you", "silent", "by the book")
    last = told.checkpoints[-1]
    assert last.when == "T+24:00"
    assert last.trusts[0] == pytest.approx(100.0 * record.final_trust)
    assert last.trusts[1] < last.trusts[0] < last.trusts[2]


def test_the_picture_marks_the_numbered_decisions(told: Report) -> None:
    for choice in told.choices:
        assert f"{choice.number} at {choice.shown}" in told.picture_words
    assert "EXERCISE" in told.picture
    assert "EXERCISE" in told.intervals


def test_a_run_that_has_not_ended_says_so(scenario: Scenario) -> None:
    session = Session(scenario, seed=3)
    session.run(until="40m")
    early = report(session, runs=1, deep=False)
    assert early.unfinished.startswith("This run stands at T+0:40")
    assert early.checkpoints[-1].when == "T+0:40"
    assert early.unfinished in " ".join(early.text.split())
    assert early.unfinished in early.html


def test_a_run_without_a_decision_is_reported_to_the_end_of_its_first_day(
        scenario: Scenario) -> None:
    session = Session(scenario, seed=3)
    session.run(until="2d")
    silent = report(session, runs=1, deep=False)
    assert silent.checkpoints[-1].when == "T+24:00"
    assert silent.choices == ()
    few, first, *_ = silent.headlines
    assert few.text == "You decided nothing: there is little to compare."
    assert first.text.startswith("You never spoke, so there is no word to move. By practice: no ")
    assert all(headline.evidence for headline in silent.headlines)
    assert "No decision was taken." in silent.text
    assert "No message left the desk." in silent.html


def test_a_scenario_with_nothing_but_an_outage_is_reported(scenario: Scenario) -> None:
    bare = replace(scenario, service=Service("Bare", 10), objectives=(), debrief=(), sources=(),
                   injects=(), stakeholders=())
    session = Session(bare, seed=3)
    session.run(until="3h")
    bare_report = report(session, runs=1, deep=False)
    assert bare_report.zone == ""
    assert len(bare_report.questions) == 3
    assert "The scenario states no objectives." in bare_report.html
    assert "The scenario states no objectives." in bare_report.text
