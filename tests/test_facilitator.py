"""A steered run on disk: the facilitator's decisions survive a kill, a resume and a branch."""

from __future__ import annotations

from pathlib import Path

from simkit.facilitator import Facilitator, Pinned, marks, notes
from simkit.log import read_log, text_of
from simkit.scenario import load
from simkit.session import Session, resume


def steered(log: Path | None = None) -> Session:
    """A run of the first hour with every act of a facilitator in it."""
    session = Session(load("whatsapp-2021"), seed=7, log=log)
    hand = Facilitator(session)
    hand.seat("communications", "Blue")
    session.run(until=5.0)
    hand.fire("reporter")
    session.post("We see it. It is us, not you.", "social")
    hand.skip("doors")
    hand.delay("film", "20m")
    hand.write("Paper tonight, yes or no?", "a hospital group", within="10m", cost="goodwill")
    hand.whisper("communications", "Ask “who reads?”")
    session.run(until=20.0)
    hand.note("Good: they asked first.", "plus")
    hand.mark("first-word", "M")
    hand.mark("first-word", "S")
    hand.stop_clock()
    hand.start_clock()
    session.run(until=60.0)
    hand.hot_wash()
    return session


def test_a_steered_run_is_resumed_to_the_same_bytes(tmp_path: Path) -> None:
    session = steered(tmp_path / "run.jsonl")
    session.close()
    before = (tmp_path / "run.jsonl").read_text(encoding="utf-8")
    again = resume(tmp_path / "run.jsonl")
    again.close()
    record = again.record
    assert (tmp_path / "run.jsonl").read_text(encoding="utf-8") == before
    assert text_of(record.header, record.decisions, record.events) == before
    assert again.seats == {"communications": "Blue"}


def test_every_act_is_on_the_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    session = Session(load("whatsapp-2021"), seed=7, log=log)
    for number, act in enumerate((lambda hand: hand.fire("bank"), lambda hand: hand.note("So."),
                                  lambda hand: hand.skip("bakery")), start=1):
        act(Facilitator(session))
        assert len(read_log(log).decisions) == number


def test_a_branch_keeps_what_the_facilitator_did_before_it() -> None:
    session = steered()
    branch = session.branch(at="30m")
    branch.run(until=50.0)
    assert [e for e in branch.record.events if e.at < 30.0] == [
        e for e in session.record.events if e.at < 30.0]
    assert [d.action for d in branch.record.decisions if d.steers][-1] == "start_clock"


def test_notes_and_the_last_marks_are_read_back_from_the_record() -> None:
    record = steered().record
    assert notes(record) == (Pinned(20.0, "Good: they asked first.", "plus"),)
    assert marks(record) == {"first-word": "S"}


def test_a_run_that_nobody_steers_has_no_word_of_it_in_its_log() -> None:
    session = Session(load("whatsapp-2021"), seed=7)
    session.post("We see it.", "social")
    session.run(until=60.0)
    record = session.record
    text = text_of(record.header, record.decisions, record.events)
    assert "steered" not in text and '"details"' not in text and '"by":"Blue"' not in text
