from __future__ import annotations

from pathlib import Path

import pytest

from simkit.errors import RecordError
from simkit.interchange import Grade, grade
from simkit.scenario import load
from simkit.scoring import practice
from simkit.session import Session


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    made = Session(load("whatsapp-2021"), seed=7,
                   log=tmp_path_factory.mktemp("runs") / "run.jsonl")
    made.run(until="6m")
    made.post("WhatsApp is down for everyone. We are working on it.", "social",
              next_update="30m")
    made.run(until="50m")
    made.close()
    return made


@pytest.fixture(scope="module")
def graded(session: Session) -> Grade:
    return grade(session)


def test_a_session_its_record_and_its_log_have_the_same_grade(session: Session,
                                                              graded: Grade) -> None:
    assert session.log_path is not None
    assert grade(session.record) == graded == grade(session.log_path)
    assert grade(str(session.log_path)) == graded


def test_grading_leaves_the_log_as_it_is(session: Session) -> None:
    assert session.log_path is not None
    before = session.log_path.read_bytes()
    grade(session.log_path)
    assert session.log_path.read_bytes() == before


def test_a_grade_can_be_asserted_on(session: Session, graded: Grade) -> None:
    assert graded.practice == practice(session.record) and 0.0 <= graded.scaled <= 1.0
    assert 0.0 <= graded.points["time to first word"] <= 100.0
    assert graded.values["trust at 24 h"] == graded.trust
    assert not graded.finished
    assert repr(graded).endswith("measures; whatsapp-2021, seed 7, not finished>")


def test_a_log_that_was_changed_gets_no_grade(session: Session, tmp_path: Path) -> None:
    assert session.log_path is not None
    changed = tmp_path / "changed.jsonl"
    text = session.log_path.read_text(encoding="utf-8")
    changed.write_text(text.replace('"kind":"published"', '"kind":"unsent"', 1), encoding="utf-8")
    with pytest.raises(RecordError, match="it was changed"):
        grade(changed)
    changed.write_text(text.replace('"seed":7', '"seed":8', 1), encoding="utf-8")
    with pytest.raises(RecordError):
        grade(changed)
