from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from simkit import ensemble, sizes
from simkit.analysis import outages, paces, patterns, reality, replays, tables, verdicts, vignette
from simkit.analysis.outages import BLAME, OUTAGES, VERDICTS, Outage, named
from simkit.analysis.reality_words import NAME
from simkit.analysis.replays import AFTER, FILE, Replay
from simkit.ensemble import Sample, better, cases, run
from simkit.events import Decision
from simkit.message import read
from simkit.model.parameters import Parameters
from simkit.policy import historical
from simkit.scenario.reader import check, load

SAID = {
    "sony-psn-2011": """
        acknowledges minimises
        acknowledges eta
        acknowledges impact cause
        acknowledges cause
        acknowledges
        acknowledges impact cause eta workaround
        acknowledges cause
        acknowledges impact apology eta
        acknowledges apology eta
        acknowledges all_clear""",
    "blackberry-2011": """
        acknowledges apology minimises
        acknowledges all_clear
        acknowledges impact cause apology
        acknowledges impact
        acknowledges
        acknowledges impact apology responsibility
        acknowledges impact
        acknowledges apology all_clear
        workaround""",
    "gitlab-2017": """
        acknowledges impact
        acknowledges impact cause responsibility
        acknowledges impact
        acknowledges impact
        acknowledges impact
        acknowledges impact
        acknowledges impact
        acknowledges impact
        acknowledges impact
        acknowledges impact
        acknowledges all_clear
        acknowledges impact cause apology responsibility postmortem""",
    "aws-s3-2017": """
        acknowledges impact
        acknowledges impact
        acknowledges impact
        acknowledges
        acknowledges impact
        acknowledges impact
        all_clear""",
    "github-2018": """
        acknowledges
        acknowledges impact
        acknowledges impact cause
        acknowledges eta
        acknowledges impact cause apology
        acknowledges impact
        all_clear""",
    "o2-2018": """
        acknowledges impact cause apology workaround blames
        acknowledges impact cause blames
        acknowledges apology
        acknowledges impact cause eta apology responsibility
        acknowledges impact eta apology
        acknowledges apology all_clear""",
    "google-cloud-2019": """
        acknowledges impact
        acknowledges impact
        acknowledges cause all_clear
        apology postmortem""",
    "cloudflare-2019": """
        acknowledges impact
        acknowledges cause denies
        acknowledges impact cause apology responsibility denies all_clear""",
    "robinhood-2020": """
        acknowledges
        acknowledges impact minimises
        acknowledges all_clear
        acknowledges impact cause apology""",
    "facebook-2021": """
        acknowledges apology minimises
        acknowledges apology minimises
        acknowledges
        acknowledges impact cause apology
        acknowledges apology
        acknowledges apology empathy
        acknowledges impact cause apology denies""",
    "roblox-2021": """
        acknowledges
        acknowledges apology
        acknowledges apology denies
        acknowledges
        acknowledges
        acknowledges impact
        acknowledges all_clear
        acknowledges cause apology denies postmortem""",
    "atlassian-2022": """
        acknowledges
        acknowledges impact cause eta apology denies
        acknowledges impact
        acknowledges impact eta
        acknowledges impact
        acknowledges impact
        acknowledges impact all_clear postmortem""",
    "whatsapp-2022": """
        acknowledges minimises
        acknowledges apology all_clear""",
    "optus-2023": """
        acknowledges impact apology
        acknowledges impact apology
        acknowledges
        acknowledges impact apology denies
        acknowledges impact eta apology workaround
        acknowledges apology denies
        acknowledges apology all_clear
        acknowledges cause""",
    "crowdstrike-2024": """
        acknowledges impact
        acknowledges impact cause workaround
        acknowledges impact cause denies
        acknowledges impact cause apology denies
        apology denies
        acknowledges impact cause apology postmortem
        acknowledges impact cause postmortem
        acknowledges impact apology
        acknowledges impact""",
    "aws-2025": """
        acknowledges impact next_update
        acknowledges impact next_update
        acknowledges impact next_update
        acknowledges impact cause workaround next_update
        acknowledges impact workaround next_update
        acknowledges impact
        acknowledges
        acknowledges impact cause workaround next_update all_clear
        acknowledges impact next_update
        acknowledges impact workaround next_update
        acknowledges
        acknowledges impact next_update
        acknowledges impact next_update
        acknowledges impact next_update
        acknowledges impact
        acknowledges impact cause
        acknowledges cause
        acknowledges next_update
        acknowledges impact cause next_update
        acknowledges next_update
        acknowledges next_update
        acknowledges next_update
        acknowledges next_update
        acknowledges
        acknowledges
        acknowledges impact cause all_clear""",
}
"""What the reports say that each post said, in the kit's terms and as far as the model cares."""

UNHEARD = {"action", "since", "cause_unknown"}
"""Contents that change nothing in the model."""

PROMISED_MINUTES = {
    "sony-psn-2011": [2880.0, 10080.0, 10080.0], "github-2018": [120.0],
    "atlassian-2022": [20160.0],
    "aws-2025": [45.0, 45.0, 34.0, 44.0, 53.0, 40.0, 52.0, 42.0, 42.0, 48.0, 30.0, 47.0, 42.0,
                 52.0, 38.0, 45.0, 42.0]}
"""Waits that the posts name."""


def spoken(outage: Outage) -> list[Decision]:
    """The posts of *outage*, without other decisions."""
    return [each for each in replays.posts(outage) if each.message is not None]


every_outage = pytest.mark.parametrize("outage", OUTAGES, ids=lambda outage: outage.id)


# The facts


def test_the_file_reads_without_an_error() -> None:
    assert [str(fault) for fault in check(FILE) if fault.severity == "error"] == []


def test_every_outage_is_coded_has_its_minutes_and_its_words_once() -> None:
    made = load(FILE)
    ids = [outage.id for outage in OUTAGES]
    assert sorted(made.variants) == sorted(made.playbooks) == sorted(ids)
    assert len(set(ids)) == len(ids) == 16
    assert set(SAID) == set(ids)


def test_the_outages_stand_in_the_order_of_their_dates() -> None:
    starts = [replays.scenario(outage).service.starts for outage in OUTAGES]
    assert all(a is not None and b is not None and a < b for a, b in pairwise(starts))


@every_outage
def test_a_coding_keeps_to_its_scales_and_names_its_evidence(outage: Outage) -> None:
    assert outage.verdict in VERDICTS and outage.blamed in BLAME
    assert outage.because and outage.reason and outage.missing and outage.sources
    assert outage.share is None or 0.0 < outage.share <= 1.0
    assert (outage.first_word is None) == (outage.first_word_is == "unknown")
    assert (outage.silence is None) == (outage.silence_is == "unknown")


@every_outage
def test_a_post_says_what_the_real_one_said_and_no_more(outage: Outage) -> None:
    readings = [read(each.message) for each in spoken(outage) if each.message]
    found = [{finding.content for finding in reading.findings} - UNHEARD for reading in readings]
    assert found == [set(line.split()) for line in SAID[outage.id].strip().splitlines()]
    assert [promised.wait for reading in readings for promised in reading.promised] == (
        PROMISED_MINUTES.get(outage.id, []))
    for reading in readings:
        assert reading.calm == pytest.approx(0.65 if reading.says("blames") else 0.8)


@every_outage
def test_the_first_post_stands_at_the_coded_minute(outage: Outage) -> None:
    coded = outages.NEUTRAL_FIRST_WORD if outage.first_word is None else outage.first_word
    assert spoken(outage)[0].at == pytest.approx(coded, abs=0.5)


@pytest.mark.parametrize("outage", [each for each in OUTAGES if each.silence_is == "measured"],
                         ids=lambda outage: outage.id)
def test_a_silence_that_was_measured_is_the_longest_of_the_replay(outage: Outage) -> None:
    end = replays.restored_at(replays.scenario(outage))
    times = [each.at for each in spoken(outage) if each.at < end]
    assert max(later - earlier for earlier, later in pairwise(times)) == pytest.approx(
        outage.silence, abs=9.0)


# The frame


@every_outage
def test_outages_differ_by_facts_alone(outage: Outage) -> None:
    made, frame = replays.scenario(outage), load(vignette.FILE)
    assert made.segments == frame.segments
    assert made.channels == frame.channels
    assert made.team == vignette.outage().team
    assert (made.injects, made.stakeholders, made.campaign) == ((), (), None)
    assert made.incident.attribution == BLAME[outage.blamed]
    assert made.incident.responsibility == outage.responsibility


def test_lost_minutes_are_severity_times_duration() -> None:
    made = replays.scenario(named("aws-s3-2017"))
    assert replays.restored_at(made) == 257.0
    assert replays.lost_minutes(made) == pytest.approx(169.0 + 0.6 * 52.0 + 0.3 * 36.0)


def test_an_early_first_word_moves_no_other() -> None:
    said = replays.posts(named("o2-2018"))
    first, *rest = replays.early(said)
    assert first.at == outages.NEUTRAL_FIRST_WORD
    assert (first.message, tuple(rest)) == (said[0].message, said[1:])


def test_alike_changes_channels_and_nothing_else() -> None:
    said = replays.posts(named("optus-2023"))
    for before, after in zip(said, replays.alike(said), strict=True):
        assert before.message and after.message
        assert after.message.channels == vignette.CHANNELS
        assert (before.at, before.message.text) == (after.at, after.message.text)


def test_a_replay_tells_what_was_lost_after_the_end() -> None:
    found = replays.replayed(named("cloudflare-2019"), Parameters.defaults(1))
    assert set(found) == {"real", "silent", "book", "alike"}
    for replay in found.values():
        assert set(replay.lost) == set(AFTER)
        assert all(lost.shape == (1,) for lost in replay.lost.values())
        assert replay.lowest[0] >= replay.lost["end"][0] - 1e-9
        assert all(lost[0] >= -1e-9 for lost in replay.lost.values())
    assert found["silent"].lost["day"][0] > 0.0


@pytest.mark.long
@every_outage
def test_every_decision_of_a_replay_is_carried_out(outage: Outage) -> None:
    play = replays.plays(outage)["real"]
    last = 60.0 * np.ceil((play.decisions[-1].at + 300.0) / 60.0)
    ended = vignette.ends({"real": play}, Parameters.defaults(1), last)  # raises when one is not
    assert 0.0 < ended["real"].trust[0] < 1.0


def test_words_in_the_silence_of_4_october_2021_bring_little_and_the_book_brings_much() -> None:
    """What the model card says of that day."""
    day, said = sizes.choose("whatsapp-2021"), historical(sizes.choose("whatsapp-2021"))
    posts = [each for each in said if each.action == "post"]
    before, after = max(pairwise(posts), key=lambda pair: pair[1].at - pair[0].at)
    assert after.at - before.at > 200.0
    between = [replace(before, at=at) for at in np.arange(before.at + 30.0, after.at, 30.0)]
    filled = tuple(sorted((*said, *between), key=lambda each: each.at))
    real, often = (Sample.of("", run([replace(case, decisions=decisions, anchored=False)
                                      for case in cases(day, said, 6)]))
                   for decisions in (said, filled))
    assert 0.0 < better(often, real).middle < 0.5
    assert 7.0 < better(ensemble.sample(day, "by_the_book", 6), real).middle < 14.0


# The comparison


def made_up(lost: Mapping[str, float], silent: float = 60.0, book: float = 10.0
            ) -> dict[str, dict[str, Replay]]:
    """Replays of all outages that lost what is given, in two draws."""
    def replay(points: float) -> Replay:
        row = np.array([points, points])
        return Replay(dict.fromkeys(AFTER, row), row, {})
    return {outage.id: {"real": replay(lost[outage.id]), "silent": replay(silent + 1e-6 * number),
                        "book": replay(book), "alike": replay(lost[outage.id])}
            for number, outage in enumerate(OUTAGES)}


def by_verdict(sign: float = 1.0) -> dict[str, float]:
    return {outage.id: 30.0 + sign * VERDICTS.index(outage.verdict) for outage in OUTAGES}


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_worse_verdicts_with_more_trust_lost_agree(sign: float) -> None:
    order = verdicts.compare(made_up(by_verdict(sign)))
    assert order["agreements"]["the model"]["rho"] == pytest.approx(sign)
    assert order["by_draw"] == pytest.approx([sign] * 3)
    assert sign * order["handling"]["agreement"]["rho"] > 0.9
    gap, _, _, wins = order["differences"]["the model less harm"]
    assert (gap > 0.0) == (wins > 0.5) == (sign > 0.0)


def test_harm_weighs_the_share_of_users_hit_and_one_half_where_it_is_unknown() -> None:
    atlassian, cloud = named("atlassian-2022"), named("google-cloud-2019")
    assert verdicts.harms([atlassian, cloud]) == pytest.approx([
        0.0035 * replays.lost_minutes(replays.scenario(atlassian)), 0.5 * 0.5 * 235.0])


def test_the_way_of_the_words_runs_from_silence_to_the_book() -> None:
    for lost, way in ((60.0, 0.0), (35.0, 50.0), (10.0, 100.0)):
        replay = made_up(dict.fromkeys(SAID, lost))["aws-2025"]
        assert verdicts.handled(replay) == pytest.approx([way, way], abs=1e-4)


def test_yardsticks_too_close_to_each_other_tell_nothing() -> None:
    replay = made_up(dict.fromkeys(SAID, 9.0), silent=9.9, book=8.0)["aws-2025"]
    assert np.isnan(verdicts.handled(replay)).all()


# Patterns and paces


def test_awareness_is_told_with_the_draws_that_hold() -> None:
    found = patterns.notices(Parameters.defaults(1))
    assert [each["seen"] for each in found] == [notice.seen for notice in patterns.NOTICES]
    for each in found:
        assert each["held"] == float(each["aware"][1] >= 100.0 * each["needs"])


def test_the_use_that_fails_on_the_day_is_that_of_the_script() -> None:
    found = patterns.the_day(Parameters.defaults(1))
    assert found["lost"] == pytest.approx(100.0 * (311 + 13.5 + 44 + 17 + 3.2) / 1440.0)
    assert 0.0 < found["switching"][1] < found["switching_peak"][1] <= 100.0


def test_a_pace_leaves_out_who_never_spoke() -> None:
    pace = paces.reckoned("they", "first word", [4.0, None, 8.0], "nowhere")
    assert (pace.n, pace.never) == (3, 1)
    assert pace.quantiles[2] == 6.0
    assert paces.reckoned("they", "first word", [None], "nowhere").quantiles[2] is None


def test_grades_count_every_outage_once() -> None:
    assert sum(paces.grades().values()) == len(OUTAGES)
    assert paces.grades()["unknown"] == sum(each.first_word is None for each in OUTAGES)


# The table


@pytest.fixture(scope="module")
def table() -> dict[str, object]:
    return tables.read(NAME)


def test_the_table_tells_every_outage_and_what_it_does_not_prove(table: dict[str, object]) -> None:
    text = reality.table()
    assert table["command"] in text or str(table["runs"]) in text
    assert all(f"| {outage.name} |" in text for outage in OUTAGES)
    assert "What this does not prove" in text
    assert re.search(r"\bnan\b", text) is None


@pytest.mark.long
def test_the_table_says_what_the_model_says(table: dict[str, object]) -> None:
    if not tables.current(NAME):
        pytest.skip("the table is older than the model")
    outage = named("cloudflare-2019")
    draws = table["runs"]
    assert isinstance(draws, int)
    found = replays.replayed(outage, reality.drawn(draws))
    told = table["outages"]
    assert isinstance(told, dict)
    assert patterns.interval(found["real"].lost["day"]) == pytest.approx(
        told[outage.id]["lost"]["day"], rel=1e-4, abs=1e-6)


def test_the_table_is_as_new_as_the_model(table: dict[str, object]) -> None:
    assert tables.current(NAME), f"the model has changed; run {table['command']}"
