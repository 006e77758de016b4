"""The outage: found, fixed, made worse, brought back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from simkit.scenario.parts import Briefing, Incident, Moment, Preparation
from simkit.session import Session

Small = Callable[..., Session]


def incident_of(session: Session, **changes: object) -> Incident:
    return replace(session.scenario.incident, **changes)  # type: ignore[arg-type]


def when(session: Session, kind: str) -> float:
    event = session.record.first(kind)
    assert event is not None, kind
    return event.at


def test_engineers_find_and_fix_it_unasked(small: Small) -> None:
    session = small()
    session.run(until="1d")
    kinds = [event.kind for event in session.record.events]
    assert kinds.index("finding") < kinds.index("fix worked") < kinds.index("restored")


def test_service_returns_in_the_stages_that_the_author_states(small: Small) -> None:
    session = small()
    session.run(until="1d")
    worked = when(session, "fix worked")
    steps = [(event.at - worked, event.data["severity"]) for event in session.record.of("severity")
             if event.at > worked]
    assert steps == [(pytest.approx(10.0), 0.2), (pytest.approx(30.0), 0.0)]


def test_the_trainee_sees_the_restoration_some_minutes_later(small: Small) -> None:
    session = small()
    session.run(until="1d")
    assert 3.0 <= when(session, "restoration seen") - when(session, "restored") <= 8.0


def test_a_wrong_fix_harms_delays_and_must_be_undone(small: Small) -> None:
    hasty, patient = small(), small()
    hasty.act("fix", "release", confidence=0.3)
    for session in (hasty, patient):
        session.run(until="2d")
    assert when(hasty, "fix failed") < when(hasty, "fix undone") < when(hasty, "fix worked")
    assert when(hasty, "restored") > when(patient, "restored") + 10.0
    worst = max(event.data["severity"] for event in hasty.record.of("severity"))
    assert worst == pytest.approx(0.9)


def test_engineers_do_not_repeat_a_fix_that_failed(small: Small) -> None:
    session = small(seed=2)  # no finding misleads
    session.act("fix", "release", confidence=0.3)
    session.run(until="50m")
    session.act("undo", "release")
    session.run(until="90m")
    if session.record.first("restored") is None:
        session.act("fix", "release", confidence=0.3)
        session.run(until="100m")
    assert len([e for e in session.record.of("fix begun") if e.data["about"] == "release"]) == 1


def test_directing_engineers_back_and_forth_costs_time(small: Small) -> None:
    steady, thrashing = small(), small()
    for session, targets in ((steady, ["cable"] * 6), (thrashing, ["release", "cable"] * 3)):
        for target in targets:
            session.act("investigate", target)
            session.run(until=session.now + 9.0)
        session.run(until="2d")
    assert when(thrashing, "restored") > when(steady, "restored")


def test_an_incident_channel_brings_findings_sooner(small: Small) -> None:
    alone, together = small(), small()
    together.act("open_room")
    for session in (alone, together):
        session.run(until="1d")
    assert when(together, "finding") < when(alone, "finding")


def test_a_runbook_is_evidence_already_gathered(small: Small) -> None:
    offer = Briefing(budget=1.0, offers=(Preparation("runbook", "A runbook", 1.0, "cable"),))
    bare, ready = small(briefing=offer), small(briefing=offer)
    ready.act("prepare", "runbook")
    for session in (bare, ready):
        session.run(until="1d")
    assert when(ready, "restored") < when(bare, "restored")


def test_it_may_break_again_and_a_repair_makes_that_rare(small: Small) -> None:
    relapsing = incident_of(small(), relapse=1.0, relapse_within=600.0)
    left = [small(seed=seed, incident=relapsing) for seed in range(8)]
    for session in left:
        session.run(until="2d")
    assert all(session.record.first("relapse") for session in left)
    assert all(list(session.record.of("restored"))[-1].at
               > list(session.record.of("relapse"))[-1].at for session in left)
    repaired = [small(seed=seed, incident=replace(relapsing, relapse_within=2400.0))
                for seed in range(12)]
    for session in repaired:
        session.run_to_event(kinds=("restoration seen",), limit=1000.0)
        session.act("repair")
        session.run(until="2d")
    in_time = [session for session in repaired
               if next(session.record.of("relapse", "cause repaired")).kind == "cause repaired"]
    assert len(in_time) >= 4
    assert sum(session.record.first("relapse") is not None for session in in_time) <= 1


def test_a_cause_that_nobody_fixed_in_advance_is_drawn_by_its_likelihood(small: Small) -> None:
    drawn = incident_of(small(), actual_cause="")
    actual = [small(seed=seed, incident=drawn).world.incident.actual for seed in range(300)]
    assert actual.count("cable") == pytest.approx(300 * 5 / 9, abs=30)


def test_a_script_is_followed_to_the_minute_whatever_is_decided(small: Small) -> None:
    script = (Moment(0.0, "severity", value=1.0), Moment(31.0, "finding", "cable", 1.0, "Cut."),
              Moment(40.0, "severity", value=0.3), Moment(55.0, "severity", value=0.0))
    session = small(script=script)
    session.run(until="2h")
    assert [(e.at, e.data["severity"]) for e in session.record.of("severity")] == [
        (0.0, 1.0), (40.0, 0.3), (55.0, 0.0)]
    assert when(session, "restored") == 55.0
