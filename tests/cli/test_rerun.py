from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simkit.cli.rerun import rerun
from simkit.log import read_log
from simkit.policy import play
from simkit.scenario import load
from simkit.session import Session

Call = Callable[..., int]
Printed = pytest.CaptureFixture[str]


def test_a_log_is_the_same_run_again_and_stays_as_it_is(simkit: Call, log: Path, capsys: Printed
                                                        ) -> None:
    before = log.read_bytes()
    assert simkit("replay", str(log)) == 0
    out = capsys.readouterr().out
    assert out.startswith("EXERCISE. Checkout is down. Seed 7.")
    assert "The outage begins." in out  # afterwards, the truth is told
    assert "The same run, byte for byte: 2 decisions" in out
    assert log.read_bytes() == before


def test_a_replay_can_stop_early(simkit: Call, log: Path, capsys: Printed) -> None:
    assert simkit("replay", str(log), "--until", "11m") == 0
    out = capsys.readouterr().out
    assert "What do we tell people?" in out and "1 decisions" not in out
    assert "byte for byte: 0 decisions" in out


@settings(max_examples=8, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stops=st.lists(st.integers(1, 2879), min_size=1, max_size=6, unique=True))
def test_it_does_not_matter_where_a_run_was_stopped(stops: list[int], simkit: Call, here: Path,
                                                    capsys: Printed) -> None:
    log = here / "stops.jsonl"
    log.unlink(missing_ok=True)
    session = Session(load("small"), 3, log=log)
    for stop in sorted(stops):
        if stop > session.now:  # late in the aftermath it goes by quarters of an hour
            session.run(until=stop)
        session.act("brief")
    session.close()
    assert simkit("replay", str(log)) == 0, capsys.readouterr().out


def test_a_whole_day_by_the_book_is_the_same_again(simkit: Call, here: Path, capsys: Printed
                                                   ) -> None:
    session = Session(load("small"), 3, log=here / "day.jsonl")
    play(session, "by_the_book")
    session.close()
    assert simkit("replay", "day.jsonl") == 0, capsys.readouterr().out


@pytest.mark.parametrize(("old", "new"), [
    ('"We see that', '"They see that'), ('"kind":"alarm"', '"kind":"alert"'),
    ('{"event"', ' {"event"'),
])
def test_a_changed_log_is_told_apart(old: str, new: str, simkit: Call, log: Path, capsys: Printed
                                     ) -> None:
    log.write_text(log.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert simkit("replay", str(log)) == 1
    assert "NOT the same run: line " in capsys.readouterr().out


def test_a_log_of_another_build_is_shown_and_not_run(simkit: Call, log: Path, capsys: Printed
                                                     ) -> None:
    model = read_log(log).header.model
    log.write_text(log.read_text(encoding="utf-8").replace(model, "0" * 16), encoding="utf-8")
    assert simkit("replay", str(log)) == 1
    out, err = capsys.readouterr()
    assert "alarm" in out and "byte for byte" not in out
    assert f"model: {'0' * 16}, here {model}" in err
    assert simkit("score", str(log)) == 2


def test_a_cut_log_is_run_as_far_as_it_goes(simkit: Call, log: Path) -> None:
    text = log.read_bytes()
    log.write_bytes(text[:-20])
    assert simkit("replay", str(log)) == 0


def test_a_scenario_elsewhere_is_asked_for_and_taken(simkit: Call, log: Path, here: Path,
                                                     capsys: Printed) -> None:
    (here / "scenarios" / "small.yaml").rename(here / "small.yaml")
    assert simkit("replay", str(log)) == 2
    assert "--scenario FILE" in capsys.readouterr().err
    assert simkit("replay", str(log), "--scenario", "small.yaml") == 0


def test_a_run_made_again_stands_where_it_stood(simkit: Call, log: Path) -> None:
    session = rerun(log)
    assert [d.action for d in session.record.decisions] == ["post", "answer"]
    assert session.log_path is None
    assert len(session.record.events) >= len(read_log(log).events)
