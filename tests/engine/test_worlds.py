"""Many worlds in step: the same luck, the same numbers, whatever stands beside them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import weakref
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from simkit.course import Trajectory
from simkit.engine import Case, Worlds
from simkit.engine.worlds import no_collection
from simkit.errors import SimkitError
from simkit.events import Decision
from simkit.log import text_of
from simkit.message import Message
from simkit.model.parameters import Parameters
from simkit.policy import POLICIES, Player
from simkit.record import Record
from simkit.scenario import load
from simkit.session import Session

SCENARIO = load("whatsapp-2021")
WORDS = Message(text="We see that calls fail. Next update in 30 minutes.", channels=("social",))
DECISIONS = (
    Decision(0.0, "trainee", "prepare", "templates"),
    Decision(6.0, "trainee", "post", message=WORDS),
    Decision(9.0, "trainee", "open_room"),
    Decision(21.0, "trainee", "investigate", "dns"),
    Decision(40.0, "trainee", "fix", "dns", confidence=0.4),
    Decision(55.0, "trainee", "post", message=WORDS),
)


def fingerprint(record: Record) -> tuple[str, str]:
    """Return hashes of the log's bytes and of the trajectory's."""
    log = text_of(record.header, record.decisions, record.events).encode()
    course = b"".join([record.course.at.tobytes(), record.course.rumour.tobytes(),
                       record.course.severity.tobytes(),
                       *(record.course.states[name].tobytes()
                         for name in ("trust", "awareness", "frustration", "churn"))])
    return hashlib.sha256(log).hexdigest(), hashlib.sha256(course).hexdigest()


def played(seed: int = 7, until: float = 180.0) -> Record:
    session = Session(SCENARIO, seed=seed)
    for decision in DECISIONS:
        session.run(until=decision.at)
        session.do(decision.action, decision.target, message=decision.message,
                   confidence=decision.confidence)
    session.run(until=until)
    return session.record


def test_the_same_decisions_give_the_same_bytes_twice() -> None:
    assert fingerprint(played()) == fingerprint(played())


def test_another_process_gives_the_same_bytes() -> None:
    code = (f"import importlib.util as u; s = u.spec_from_file_location('t', {__file__!r}); "
            "m = u.module_from_spec(s); s.loader.exec_module(m); "
            "print(*m.fingerprint(m.played()))")
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert tuple(told.stdout.split()) == fingerprint(played())


def test_one_world_alone_and_among_300_others_is_the_same_to_the_bit() -> None:
    mine = Case(SCENARIO, 7, decisions=tuple(played().decisions), anchored=False)
    others = [Case(SCENARIO, seed, player=Player(POLICIES["panicked" if seed % 3 else "silent"]),
                   parameters=Parameters.draw(1, 1, start=seed)) for seed in range(299)]
    crowd = Worlds([*others[:150], mine, *others[150:]])
    crowd.run(180.0)
    alone = Worlds([mine])
    alone.run(180.0)
    expected = fingerprint(played())
    assert fingerprint(alone.record(0)) == expected
    assert fingerprint(crowd.record(150)) == expected


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.integers(2, 200), seed=st.integers(0, 10_000),
       words=st.sampled_from(["We see it.", "WE ARE DOOMED!!!", "All is back to normal."]))
def test_words_move_no_draw_and_no_repair(at: int, seed: int, words: str) -> None:
    """Talking changes neither arrivals, nor findings, nor fixes, nor the restoration."""
    post = Decision(float(at), "trainee", "post",
                    message=Message(text=words, channels=("social", "press line")))
    silent, talks = Worlds([Case(SCENARIO, seed)]), Worlds([Case(SCENARIO, seed, (post,))])
    for worlds in (silent, talks):
        worlds.run(700.0)
    kinds = ("arrived", "severity", "restored", "fix begun", "fix worked", "fix failed", "alarm")
    untold = [event[:3] for event in silent.record().of(*kinds)]
    assert untold == [event[:3] for event in talks.record().of(*kinds)]
    findings = [(event.data["name"], event.data["speaks"])
                for event in silent.record().of("finding")]
    assert findings == [(event.data["name"], event.data["speaks"])
                        for event in talks.record().of("finding")]


@settings(max_examples=6, deadline=None)
@given(first=st.integers(5, 60), second=st.integers(61, 120), seed=st.integers(0, 999))
def test_nothing_before_a_decision_changes(first: int, second: int, seed: int) -> None:
    one = Decision(float(first), "trainee", "post", message=WORDS)
    two = Decision(float(second), "trainee", "fix", "attack", confidence=0.9)
    short, long = Worlds([Case(SCENARIO, seed, (one,))]), Worlds([Case(SCENARIO, seed, (one, two))])
    for worlds in (short, long):
        worlds.run(300.0)
    before = [event for event in short.record().events if event.at < second]
    assert before == [event for event in long.record().events if event.at < second]


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_the_outage_ends_under_every_policy(policy: str) -> None:
    worlds = Worlds([Case(SCENARIO, seed, player=Player(POLICIES[policy])) for seed in range(12)])
    worlds.run(2880.0)
    assert np.isfinite(worlds.crowd.restored_at).all()


def test_rows_that_settle_early_wait_without_a_change() -> None:
    """Running in legs gives what one go gives, for rows in crisis and in aftermath alike."""
    cases = [Case(SCENARIO, seed) for seed in range(6)]
    legs, once = Worlds(cases), Worlds(cases)
    for until in (100.0, 431.0, 700.0, 705.0, 1440.0):
        legs.run(until)
    once.run(1440.0)
    assert [fingerprint(legs.record(row)) for row in range(6)] \
        == [fingerprint(once.record(row)) for row in range(6)]


def test_an_answer_follows_its_inject_into_other_luck() -> None:
    session = Session(SCENARIO, seed=7)
    seen = session.run_to_event(kinds=("finding",), limit=400.0)
    finding = seen[-1]
    session.act("investigate", str(finding.data["about"]))
    decision = session.record.decisions[-1]
    assert decision.anchor is not None and decision.anchor.kind == "finding"
    worlds = Worlds([Case(SCENARIO, 8, (decision,))])
    worlds.run(900.0)
    answered = next(event for event in worlds.record().of("finding")
                    if event.data["name"] == finding.data["name"])
    decided = worlds.record().first("decided")
    assert decided is not None
    assert answered.at <= decided.at <= answered.at + decision.anchor.offset + 1.0


def test_scenarios_of_another_shape_are_refused_side_by_side() -> None:
    other = replace(SCENARIO, team=SCENARIO.team[:-1])
    with pytest.raises(SimkitError, match="cannot run side by side"):
        Worlds([Case(SCENARIO, 1), Case(other, 1)])


def test_worlds_that_go_on_among_themselves_are_the_same_to_the_bit(
        monkeypatch: pytest.MonkeyPatch) -> None:
    """Where most have arrived the others go on alone; then all go on together."""
    made = [Case(SCENARIO, seed, player=Player(POLICIES["by_the_book" if seed % 2 else "panicked"]))
            for seed in range(18)]
    parted, together = Worlds(made), Worlds([replace(case, player=Player(case.player.policy))
                                             for case in made if isinstance(case.player, Player)])
    widths, join = [], Trajectory.join

    def noting(whole: Trajectory, rows: NDArray[np.intp], part: Trajectory) -> None:
        widths.append(len(rows))
        join(whole, rows, part)

    monkeypatch.setattr(Trajectory, "join", noting)
    for until in (1200.0, 2880.0):
        parted.run(until)
        while together.tick(round(until)):
            pass
    assert widths and max(widths) <= 9
    for row in range(len(made)):
        assert fingerprint(parted.record(row)) == fingerprint(together.record(row))
    assert parted.crowd.crew.stress.tobytes() == together.crowd.crew.stress.tobytes()


def test_worlds_wanted_for_their_ends_end_where_all_others_do() -> None:
    answered = played().decisions
    made = [Case(SCENARIO, seed, decisions, anchored=anchored) for seed in range(9)
            for decisions, anchored in ((answered, True), (answered, False), ((), True))]
    made += [Case(SCENARIO, seed, player=Player(POLICIES["by_the_book"])) for seed in range(3)]
    again = [replace(case, player=Player(case.player.policy))
             if isinstance(case.player, Player) else case for case in made]
    kept, ends = Worlds(made, keep=False), Worlds(again, ends_only=True)
    for worlds in (kept, ends):
        worlds.run(1440.0)
    assert ends.crowd.audience.kept.tobytes() == kept.crowd.audience.kept.tobytes()
    assert ends.crowd.crew.stress.tobytes() == kept.crowd.crew.stress.tobytes()
    with pytest.raises(SimkitError, match="leave out ends_only"):
        ends.record()


@pytest.mark.parametrize("until", [5.0, 57.0, 400.0])
def test_what_is_let_go_of_is_free_without_the_garbage_collector(until: float) -> None:
    at_once = (*DECISIONS, *DECISIONS[-1:] * 3)  # at 57 min some wait for others to be written
    worlds = Worlds([Case(SCENARIO, seed, at_once, anchored=False) for seed in range(8)])
    worlds.run(until)
    gone = [weakref.ref(part) for world in worlds.worlds
            for part in (world, world.team, world.ground, world.incident)]
    with no_collection():
        worlds.close()
        del worlds
        assert not any(part() for part in gone)
