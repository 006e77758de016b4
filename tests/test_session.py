"""A session: decisions on disk first, time only forwards, the past to branch from."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from simkit.errors import PastTime, RecordError, Refused, UnknownName
from simkit.log import read_log, text_of
from simkit.scenario import load
from simkit.session import Session, resume
from simkit.situation import HIDDEN

SCENARIO = load("whatsapp-2021")


def busy(log: Path | None = None, until: float = 90.0) -> Session:
    session = Session(SCENARIO, seed=7, log=log, prepare=["approval"])
    session.run(until="6m")
    session.post("We see it. Next update in 20 minutes.", channel="social")
    session.run(until="10m")
    session.act("open_room")
    session.run(until=until)
    return session


def test_a_session_without_a_seed_draws_one_and_shows_it() -> None:
    session = Session(SCENARIO)
    assert f"seed {session.seed}" in repr(session)
    assert Session(SCENARIO).seed != session.seed or Session(SCENARIO).seed != session.seed


def test_commands_return_the_events_they_caused() -> None:
    session = busy()
    events = session.act("brief")
    assert [event.kind for event in events] == ["decided"]
    assert session.run(until="2h")[-1].at <= 120.0


def test_time_does_not_run_backwards() -> None:
    with pytest.raises(PastTime, match=r'session.branch\(at="5m"\)'):
        busy().run(until="5m")


def test_the_trainee_never_sees_the_truth() -> None:
    session = busy(until=900.0)
    assert {event.kind for event in session.record.events} & set(HIDDEN)
    assert not {event.kind for event in session.events} & set(HIDDEN)
    assert not {event.kind for event in session.situation.events} & set(HIDDEN)


def test_looking_changes_nothing() -> None:
    looked, blind = busy(until=30.0), busy(until=30.0)
    for _ in range(3):
        assert repr(looked.situation) == repr(looked.situation)
    looked.run(until=300.0)
    blind.run(until=300.0)
    assert looked.record.events == blind.record.events


@pytest.mark.parametrize(("action", "target", "error", "reason"), [
    ("prepare", "drill", Refused, "the time to prepare is over"),
    ("fix", "dsn", UnknownName, "did you mean 'dns'"),
    ("build", "social", Refused, "needs no building"),
    ("postmortem", "", Refused, "when the service is back"),
    ("dance", "", UnknownName, "is not a action|is not an action"),
    ("undo", "dns", Refused, "nothing to undo"),
    ("answer", "nobody", UnknownName, "nobody"),
    ("withdraw", "d99", Refused, "not on its way"),
])
def test_a_refused_decision_changes_nothing(action: str, target: str, error: type[Exception],
                                            reason: str, tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    session = busy(log)
    before = log.read_bytes(), session.record.events
    with pytest.raises(error, match=reason):
        session.act(action, target)
    assert (log.read_bytes(), session.record.events) == before


def test_an_update_needs_words_a_channel_and_room() -> None:
    session = busy()
    for text, channel, reason in (("", "social", "needs words"), ("We see it.", (), "a channel"),
                                  ("x" * 400, "social", "too many for 'social'"),
                                  ("We see it.", "socail", "did you mean 'social'")):
        with pytest.raises((Refused, UnknownName), match=reason):
            session.post(text, channel=channel)


def test_a_message_can_be_taken_back_until_it_leaves() -> None:
    session = Session(SCENARIO, seed=7)
    session.run(until="6m")
    session.post("Never mind.", channel="social")
    session.act("withdraw", "d1")
    session.run(until="60m")
    assert [e.kind for e in session.events if e.kind in ("published", "taken back")] \
        == ["taken back"]


def test_a_branch_has_its_parents_exact_prefix() -> None:
    session = busy(until=120.0)
    twin = session.branch(at="50m")
    before = twin.record.events
    assert before == session.record.events[:len(before)]
    assert before[-1].at <= twin.now == 50.0
    twin.run(until=120.0)
    assert twin.record.events == session.record.events


def test_the_log_on_disk_is_the_record(tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    session = busy(log)
    record = session.record
    assert log.read_text(encoding="utf-8") == text_of(record.header, record.decisions,
                                                      record.events)


def test_resume_goes_on_where_the_log_ends(tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    busy(log, until=60.0).close()
    again = resume(log)
    again.run(until=90.0)
    through = busy().record
    assert log.read_text(encoding="utf-8") == text_of(through.header, through.decisions,
                                                      through.events)


def test_a_line_cut_off_by_a_crash_is_dropped(tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    busy(log).close()
    whole = log.read_bytes()
    log.write_bytes(whole[:-20])
    assert len(read_log(log).events) < whole.count(b"\n")
    again = resume(log)
    again.run(until=90.0)
    again.close()
    assert log.read_bytes() == whole


ELSEWHERE = """
import sys
from simkit.errors import RecordError
from simkit.session import resume
try:
    resume(sys.argv[1])
except RecordError as why:
    print(why)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such lock")
def test_a_log_that_one_process_writes_cannot_be_gone_on_with_by_another(tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    session = busy(log)
    before = log.read_bytes()

    def elsewhere() -> str:
        return subprocess.check_output([sys.executable, "-c", ELSEWHERE, str(log)], text=True)

    assert "is being played elsewhere" in elsewhere()
    assert log.read_bytes() == before
    session.close()
    assert elsewhere() == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let go of an open file")
def test_a_run_can_be_taken_over_and_then_its_first_session_decides_no_more(
        tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    old = busy(log)
    old.act("brief")
    new = resume(log, take_over=True)
    assert [d.action for d in new.record.decisions][-1] == "brief"
    with pytest.raises(RecordError, match="gone on with elsewhere"):
        old.act("hold")
    new.act("hold")
    new.close()
    assert resume(log).record.events == new.record.events
    assert list(tmp_path.iterdir()) == [log]


def test_a_session_whose_log_was_removed_decides_no_more(tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    session = busy(log)
    log.unlink()
    with pytest.raises(RecordError, match="the run was removed"):
        session.act("brief")


def test_a_session_whose_log_was_gone_on_with_here_decides_no_more(tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    old, new = busy(log), resume(log)
    new.act("brief")
    before = log.read_bytes()
    with pytest.raises(RecordError, match="gone on with elsewhere"):
        old.act("hold")
    assert log.read_bytes() == before
    assert [d.action for d in read_log(log).decisions][-1] == "brief"


def test_a_second_run_never_overwrites_a_log(tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    busy(log).close()
    with pytest.raises(RecordError, match="holds a run already"):
        Session(SCENARIO, seed=1, log=log)


@pytest.mark.parametrize(("damage", "reason"), [
    (lambda text: "hello\n" + text, ":1: not the log"),
    (lambda text: "", "its first line is missing"),
    (lambda text: text.replace('"simkit_log":1', '"simkit_log":9'), "reads 1"),
    (lambda text: text.replace('{"event":', '{"evnt":', 1), "not a line of a run"),
    (lambda text: text.replace('"numpy":"', '"numpy":"9'), "another build"),
    (lambda text: text.replace('"kind":"alarm"', '"kind":"alrm"', 1), "the log was changed"),
])
def test_a_damaged_or_foreign_log_says_what_is_wrong(damage: object, reason: str,
                                                     tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    busy(log).close()
    log.write_text(damage(log.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    with pytest.raises(RecordError, match=reason):
        resume(log)


KILLED = """
import sys
from simkit.scenario import load
from simkit.session import Session
session = Session(load("whatsapp-2021"), seed=3, log=sys.argv[1])
while True:
    session.run(until=session.now + 1)
    session.act("ask", "network engineer")
    print(session.record.decisions[-1].id, flush=True)
"""


def kill_and_resume(log: Path, after: int) -> None:
    """Kill a run without warning after *after* acknowledged decisions, and go on with it."""
    run = subprocess.Popen([sys.executable, "-c", KILLED, str(log)], stdout=subprocess.PIPE,
                           text=True)
    assert run.stdout is not None
    acknowledged = [run.stdout.readline().strip() for _ in range(after)]
    os.kill(run.pid, signal.SIGKILL)
    acknowledged += run.stdout.read().split()
    run.wait()
    again = resume(log)
    kept = [decision.id for decision in again.record.decisions]
    assert kept[:len(acknowledged)] == [name for name in acknowledged if name]
    again.run(until=again.now + 30)
    again.close()
    assert resume(log).record.events == again.record.events


def test_a_killed_run_loses_no_acknowledged_decision(tmp_path: Path) -> None:
    kill_and_resume(tmp_path / "run.jsonl", after=7)


@pytest.mark.long
@pytest.mark.parametrize("after", range(1, 21))
def test_however_often_it_is_killed(after: int, tmp_path: Path) -> None:
    kill_and_resume(tmp_path / "run.jsonl", after=3 * after)


def test_a_session_that_has_not_begun_can_take_up_another_run(tmp_path: Path) -> None:
    first = Session(load("whatsapp-2021"), seed=7, log=tmp_path / "first.jsonl")
    first.run(until="5m")
    first.act("brief")
    first.close()
    held = Session(load("whatsapp-2021"), seed=8, log=tmp_path / "second.jsonl")
    assert held.take_up(resume(tmp_path / "first.jsonl")) is held
    assert (held.seed, len(held.record.decisions)) == (7, 1)
    assert not (tmp_path / "second.jsonl").exists()
    held.run(until="9m")
    held.act("open_room")
    assert "open_room" in (tmp_path / "first.jsonl").read_text(encoding="utf-8")


def test_a_run_that_has_begun_takes_up_no_other(tmp_path: Path) -> None:
    begun = Session(load("whatsapp-2021"), seed=8)
    begun.run(until="1m")
    with pytest.raises(Refused, match="has begun"):
        begun.take_up(Session(load("whatsapp-2021"), seed=7))
    assert begun.seed == 8
