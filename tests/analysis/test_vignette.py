from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from simkit.analysis.vignette import (
    CALM,
    CHANNELS,
    FILE,
    Play,
    Post,
    by_the_book,
    cases,
    ends,
    outage,
    plan,
    silence,
)
from simkit.ensemble import run
from simkit.errors import SimkitError
from simkit.message import read
from simkit.model.parameters import Parameters
from simkit.scenario.parts import Effect
from simkit.scenario.reader import check

TELLS = ("acknowledgement", "impact", "workaround", "cause", "all_clear")
STANCES = ("empathy", "apologises", "accepts", "denies", "minimises", "corrects")
ONE = Parameters.defaults(1)


def kinds() -> list[Post]:
    """Every kind of content alone, every pair, every calm of each, and whole plans."""
    single = [Post(10.0, ())]
    single += [Post(10.0, ("acknowledgement", "impact") if tell == "impact" else (tell,))
               for tell in TELLS]
    single += [Post(10.0, (), **{stance: True}) for stance in STANCES]
    single += [Post(10.0, (), next_in=wait) for wait in (5.0, 30.0, 60.0, 355.0)]
    single += [Post(10.0, (), eta=370.0), Post(10.0, (), eta=20.5)]
    pairs = [replace(a, tells=tuple(dict.fromkeys(a.tells + b.tells)),
                     next_in=max(a.next_in, b.next_in), eta=a.eta or b.eta,
                     **{stance: getattr(a, stance) or getattr(b, stance) for stance in STANCES})
             for a, b in itertools.combinations(single, 2)]
    plans = [post for post in (*by_the_book(), *silence()) if not post.postmortem]
    return [*pairs, *plans, *(replace(post, calm=calm) for post in single for calm in CALM)]


def test_the_reading_of_a_post_has_exactly_its_contents() -> None:
    for post in kinds():
        reading = read(post.message)
        assert {finding.content for finding in reading.findings} == post.contents, post
        assert reading.calm == pytest.approx(post.calm), post
        waits = {"next_update": post.next_in or None,
                 "eta": None if post.eta is None else post.eta - post.at}
        promised = {promise.kind: promise.wait for promise in reading.promised}
        assert promised == {kind: wait for kind, wait in waits.items() if wait is not None}, post
        assert reading.denied == ("attack",) * post.corrects + ("fault",) * post.denies, post


def test_a_post_that_no_text_can_be_is_refused() -> None:
    with pytest.raises(ValueError, match="calm"):
        Post(5.0, calm=0.7)
    with pytest.raises(ValueError, match="acknowledges"):
        Post(5.0, ("impact",))


def test_the_scenario_has_no_errors() -> None:
    assert all(problem.severity == "warning" for problem in check(FILE))


def test_posts_leave_when_they_are_planned_and_as_calm_as_their_words() -> None:
    posts = [*by_the_book(), Post(47.0, calm=0.2)]
    record, = run(cases(Play(outage(), plan(posts)), ONE))
    sent = {event.at: event for event in record.of("published", "post-mortem")}
    assert set(sent) == {post.at for post in posts}
    for post in posts:
        if not post.postmortem:
            assert sent[post.at].data["calm"] == pytest.approx(post.calm)
    assert len(list(record.of("promise kept"))) == 12
    assert not list(record.of("promise broken", "contradicted", "slip"))


def test_the_service_fails_as_scripted() -> None:
    record, = run(cases(Play(outage(hours=2.0, severity=0.8, ramp=20.0)), ONE))
    course = record.course
    at = dict(zip(course.at.tolist(), course.severity.tolist(), strict=True))
    # What is kept at a time was met in the minute before
    assert at[1.0] == 0.0 and at[11.0] == pytest.approx(0.4) and at[21.0] == pytest.approx(0.8)
    assert at[120.0] == pytest.approx(0.8) and at[121.0] == 0.0
    assert record.restored_at == 120.0


def test_ends_are_those_of_the_records() -> None:
    plays = {"book": Play(outage(), plan(by_the_book())),
             "silence": Play(outage(attribution=0.85), plan(silence())),
             "shock": Play(outage(happens={60.0: Effect(rumour=0.1)}), plan(silence()))}
    drawn = Parameters.draw(3, 2)
    found = ends(plays, drawn)
    for name, play in plays.items():
        for row, record in enumerate(run(cases(play, drawn))):
            course = record.course
            assert found[name].trust[row] == pytest.approx(record.final_trust, abs=1e-12)
            assert found[name].lowest[row] == pytest.approx(course.mean("trust").min(), abs=1e-12)
            assert found[name].churn[row] == pytest.approx(course.mean("churn")[-1], abs=1e-12)
            assert found[name].rumour_peak[row] == course.rumour.max()
            assert found[name].frustration_peak[row] == pytest.approx(
                course.mean("frustration").max(), abs=1e-12)
            hourly = [course.value("trust", at) for at in found[name].at]
            assert found[name].hourly["trust"][row] == pytest.approx(hourly, abs=1e-12)
    assert found["shock"].rumour_peak[0] != found["silence"].rumour_peak[0]


def test_other_states_can_be_sampled() -> None:
    found = ends({"book": Play(outage(), plan(by_the_book()))}, ONE, until=480.0,
                 also=("switching", "benevolence"), every=15.0)["book"]
    assert found.at.tolist() == np.arange(0.0, 481.0, 15.0).tolist()
    assert np.isfinite(found.hourly["switching"]).all()
    assert found.hourly["benevolence"][0, 0] == pytest.approx(ONE.value("start_B"))


def test_everybody_can_be_reached() -> None:
    near = Play(outage(reach={"social": 1.0}), plan([Post(5.0, channels=("social",))]))
    record, = run(cases(near, ONE), until=60.0)
    assert next(record.of("published")).data["reach"] > 0.85


def test_a_refused_decision_is_told() -> None:
    with pytest.raises(SimkitError, match="refused"):
        ends({"odd": Play(outage(), plan([Post(5.0, channels=("telegraph",))]))}, ONE, until=60.0)
    with pytest.raises(SimkitError, match="refused"):
        ends({"odd": Play(outage(), plan([Post(500.0, postmortem=True)]))}, ONE)


def test_the_channels_are_those_of_the_file() -> None:
    assert tuple(channel.name for channel in outage().channels) == CHANNELS
