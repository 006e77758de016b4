"""The flagship scenario: it reads cleanly, keeps to the facts, and holds what an exercise needs."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from simkit.engine.worlds import Case, Worlds
from simkit.events import Decision
from simkit.message import read as read_message
from simkit.policy import historical
from simkit.scenario import parts, reader, schema

FILE = Path(__file__).resolve().parents[2] / "scenarios" / "whatsapp-2021.yaml"

PUBLIC_POSTS = (28.9, 37.3, 46.5, 253.9, 415.0)
"""Minutes of the company's public posts during the outage, from the sources of the scenario."""


@pytest.fixture(scope="module")
def scenario() -> parts.Scenario:
    return reader.load(FILE)


@pytest.fixture(scope="module")
def as_it_happened() -> parts.Scenario:
    return reader.load(FILE, "as_it_happened")


@pytest.fixture(scope="module")
def cheap_fixes() -> parts.Scenario:
    return reader.load(FILE, "cheap_fixes")


@pytest.fixture(scope="module")
def posts(scenario: parts.Scenario) -> list[parts.Entry]:
    return [entry for entry in scenario.playbooks["historical"] if entry.message]


def untrue(scenario: parts.Scenario) -> list[parts.Cause]:
    incident = scenario.incident
    return [cause for cause in incident.causes if cause.id != incident.actual_cause]


@pytest.mark.parametrize("fast", [True, False], ids=["libyaml", "python"])
def test_it_reads_without_a_problem_or_a_warning(fast: bool) -> None:
    document = reader.read(FILE.read_text(encoding="utf-8"), FILE.name, fast=fast)
    assert [str(problem) for problem in document.problems] == []
    assert set(document.scenarios) == {"", "as_it_happened", "cheap_fixes"}


def test_both_readers_give_the_same_scenarios() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert reader.read(text, FILE.name, fast=True) == reader.read(text, FILE.name, fast=False)


def test_it_names_its_schema_on_the_first_line() -> None:
    first = FILE.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../simkit/scenario/schema.json"


def test_it_starts_when_the_routes_were_withdrawn(scenario: parts.Scenario) -> None:
    assert scenario.service.starts == datetime(2021, 10, 4, 15, 39, tzinfo=UTC)
    assert scenario.service.users == 2_000_000_000


def test_the_company_speaks_at_the_real_minutes(posts: list[parts.Entry]) -> None:
    during = [entry.at for entry in posts if entry.at <= 431.0]
    assert during == pytest.approx(PUBLIC_POSTS, abs=0.06)


def test_the_longest_silence_is_the_real_one(posts: list[parts.Entry]) -> None:
    times = [entry.at for entry in posts if entry.at <= 431.0]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert max(gaps) == pytest.approx(207.4, abs=0.1)
    assert gaps.index(max(gaps)) == 2


def test_the_evening_post_comes_before_the_hour_that_is_known(posts: list[parts.Entry]) -> None:
    evening = next(entry for entry in posts if entry.message and
                   entry.message.channels == ("in-app notice",))
    assert 431.0 < evening.at < 473.0  # restored 22:50 UTC, seen before 23:32 UTC


def test_the_company_acknowledges_at_once_and_promises_no_time(posts: list[parts.Entry]) -> None:
    readings = [read_message(entry.message) for entry in posts if entry.message]
    assert readings[0].says("acknowledges")
    assert readings[0].says("apology")
    assert all(reading.promised == () for reading in readings)


def test_posts_fit_their_channels(scenario: parts.Scenario, posts: list[parts.Entry]) -> None:
    for entry in posts:
        assert entry.message
        for name in entry.message.channels:
            channel = scenario.named("channels", name)
            assert isinstance(channel, parts.Channel)
            assert len(entry.message.full_text) <= (channel.limit or 10_000), entry.at


def test_it_is_big_enough_for_an_exercise(scenario: parts.Scenario) -> None:
    conditional = [inject for inject in scenario.injects if inject.when]
    assert len(scenario.segments) >= 4
    assert len(scenario.injects) >= 10
    assert len(conditional) >= 4
    assert len(scenario.incident.causes) >= 3
    assert 5 <= len(scenario.debrief) <= 8
    assert all(len(segment.voices) >= 4 for segment in scenario.segments)


def test_conditions_look_at_many_quantities(scenario: parts.Scenario) -> None:
    watched = {condition.quantity for inject in scenario.injects if inject.when
               for group in inject.when.any_of for condition in group}
    assert {"rumour", "silence", "frustration", "media", "backlog"} <= watched


def test_every_score_has_an_objective_and_every_objective_a_score(
        scenario: parts.Scenario) -> None:
    assert [each.measured_by for each in scenario.objectives if not each.measured_by] == []
    assert {each.measured_by for each in scenario.objectives} <= set(schema.METRICS)


def test_what_nobody_answers_costs_something(scenario: parts.Scenario) -> None:
    expecting = [inject for inject in scenario.injects if inject.expects]
    assert len(expecting) >= 10
    assert [inject.id for inject in expecting if not inject.ignored] == []


def test_every_preparation_is_offered_and_the_budget_buys_less_than_half(
        scenario: parts.Scenario) -> None:
    offers = scenario.briefing.offers
    assert {offer.id for offer in offers} == set(parts.PREPARATIONS)
    assert scenario.briefing.budget == 3.0
    assert scenario.briefing.budget < sum(offer.days for offer in offers) / 2
    assert scenario.briefing.prepared == ()


def test_the_first_in_communications_is_the_trainee_and_has_no_name(
        scenario: parts.Scenario) -> None:
    first = next(person for person in scenario.team if person.duty == "communications")
    assert (first.role, first.name) == ("communications", "")
    assert {person.duty for person in scenario.team} == set(parts.DUTIES)


def test_the_way_in_leads_through_somebody_who_is_not_there(scenario: parts.Scenario) -> None:
    true = next(cause for cause in scenario.incident.causes
                if cause.id == scenario.incident.actual_cause)
    engineer = scenario.named("team", true.who)
    assert isinstance(engineer, parts.Person)
    assert true.on_site and not engineer.on_site
    assert engineer.arrives.median >= 60.0


def test_own_channels_die_and_no_broadcast_to_businesses_stands(
        scenario: parts.Scenario) -> None:
    working = {channel.name for channel in scenario.channels
               if channel.survives and channel.build is None}
    assert working == {"social", "press line"}


def test_the_true_cause_does_not_look_likeliest_at_first(scenario: parts.Scenario) -> None:
    likeliest = max(scenario.incident.causes, key=lambda cause: cause.likely)
    assert likeliest.id == "dns"
    assert scenario.incident.actual_cause == "backbone"


def test_restoration_comes_in_stages_over_two_hours(scenario: parts.Scenario) -> None:
    stages = scenario.incident.restoration
    severities = [stage.severity for stage in stages]
    assert severities == sorted(severities, reverse=True)
    assert severities[-1] == 0.0
    assert stages[-1].after == 120.0


def test_wrong_fixes_mislead_and_are_slow_to_undo(scenario: parts.Scenario) -> None:
    for cause in untrue(scenario):
        assert cause.if_wrong.teaches < 0.0, cause.id
        assert cause.if_wrong.undo >= 30.0, cause.id
        assert cause.if_wrong.harm >= 0.2, cause.id


def test_in_cheap_fixes_a_wrong_fix_teaches_and_is_undone_at_once(
        cheap_fixes: parts.Scenario) -> None:
    for cause in untrue(cheap_fixes):
        assert cause.if_wrong.teaches > 0.0, cause.id
        assert cause.if_wrong.undo <= 5.0, cause.id


def test_cheap_fixes_changes_nothing_but_the_price_of_a_wrong_fix(
        scenario: parts.Scenario, cheap_fixes: parts.Scenario) -> None:
    assert cheap_fixes.script == ()
    assert cheap_fixes.injects == scenario.injects
    assert cheap_fixes.team == scenario.team
    for base, cheap in zip(scenario.incident.causes, cheap_fixes.incident.causes, strict=True):
        assert (base.takes, base.works, base.findings_for) == (
            cheap.takes, cheap.works, cheap.findings_for)
    assert cheap_fixes.digest != scenario.digest


def test_as_it_happened_follows_the_real_minutes(as_it_happened: parts.Scenario) -> None:
    severities = {moment.at: moment.value for moment in as_it_happened.script
                  if moment.kind == "severity"}
    assert list(severities) == [0.0, 311.0, 326.0, 381.0, 415.0, 431.0]
    assert severities[0.0] == 1.0
    assert severities[431.0] == 0.0
    assert list(severities.values()) == sorted(severities.values(), reverse=True)
    names = next(moment for moment in as_it_happened.script if moment.target == "dns")
    assert (names.at, names.kind, names.value) == (11.0, "finding", 1.0)


def test_as_it_happened_words_leave_at_once_and_nobody_adds_any(
        as_it_happened: parts.Scenario) -> None:
    assert as_it_happened.approver == ""
    assert as_it_happened.team[0].drafting < 0.1
    speakers = [each for each in as_it_happened.stakeholders if each.kind == "executive"]
    assert [each.speaks_after for each in speakers] == [None]


def test_injects_come_while_the_real_outage_lasts(scenario: parts.Scenario) -> None:
    timed = [inject.at for inject in scenario.injects if inject.at is not None]
    assert timed == sorted(timed)
    assert all(0.0 < at < 431.0 for at in timed)
    close = [b - a for a, b in pairwise(timed)]
    assert min(close) >= 4.0


def restored(worlds: Worlds, row: int, otherwise: float) -> float:
    times = (event.at for event in worlds.worlds[row].log if event.kind == "restored")
    return next(times, otherwise)


def ordered(at: float, cause: str) -> Decision:
    return Decision(at, "trainee", "fix", cause, confidence=0.6)


def test_left_to_the_engineers_it_usually_lasts_four_to_eight_hours(
        scenario: parts.Scenario) -> None:
    worlds = Worlds([Case(scenario, seed) for seed in range(40)], keep=False)
    worlds.run(720.0)
    lengths = [restored(worlds, row, 720.0) for row in range(40)]
    assert 300.0 < median(lengths) < 480.0
    assert sum(240.0 <= length <= 480.0 for length in lengths) >= 24


def test_a_hasty_wrong_fix_costs_an_hour_here_and_next_to_nothing_when_fixes_are_cheap(
        scenario: parts.Scenario, cheap_fixes: parts.Scenario) -> None:
    def cost(of: parts.Scenario) -> float:
        cases = [Case(of, seed, decisions) for seed in range(12)
                 for decisions in ((), (ordered(15.0, "dns"),))]
        worlds = Worlds(cases, keep=False)
        worlds.run(1000.0)
        lengths = [restored(worlds, row, 1000.0) for row in range(24)]
        return median(hasty - left for left, hasty in zip(lengths[::2], lengths[1::2],
                                                          strict=True))

    assert cost(scenario) > 60.0
    assert abs(cost(cheap_fixes)) < 30.0


def test_as_it_happened_replays_the_day_to_the_minute(as_it_happened: parts.Scenario) -> None:
    worlds = Worlds([Case(as_it_happened, 1, historical(as_it_happened))], keep=False)
    worlds.run(500.0)
    assert restored(worlds, 0, 0.0) == 431.0
    spoken = [event.at for event in worlds.worlds[0].log if event.kind == "published"]
    assert spoken[:5] == pytest.approx(PUBLIC_POSTS, abs=1.1)  # a tick is a minute
    assert len(spoken) == 6  # the evening post, and nothing that was not said that day
