"""Which runs there are, and that forgetting one removes what is its own and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simkit import runs
from simkit.errors import Refused
from simkit.scenario import load
from simkit.session import Session


def a_run(log: Path, until: float = 5.0) -> Path:
    """Write a short run to *log* and close it."""
    session = Session(load("whatsapp-2021"), seed=7, log=log)
    session.post("We see it.", "social")
    session.run(until=until)
    session.close()
    return log


def test_runs_are_listed_with_where_they_stand_the_latest_first(tmp_path: Path) -> None:
    first, second = a_run(tmp_path / "b.jsonl", 30.0), a_run(tmp_path / "a.jsonl", 1500.0)
    (tmp_path / "c.jsonl").write_text("{}\n")
    for age, path in enumerate((tmp_path / "c.jsonl", second, first)):
        os.utime(path, (1000.0 - age, 1000.0 - age))
    found = runs.find(tmp_path)
    assert [(run.path.name, run.state, run.decisions) for run in found] == [
        ("c.jsonl", "damaged", 0), ("a.jsonl", "service back", 1), ("b.jsonl", "open", 1)]
    assert 4.0 < found[2].at <= 30.0 and found[1].scenario == "whatsapp-2021"


def test_a_folder_that_is_not_there_has_no_runs(tmp_path: Path) -> None:
    assert runs.find(tmp_path / "nowhere") == []


def test_forgetting_removes_the_log_and_what_lies_beside_it_under_its_name(
        tmp_path: Path) -> None:
    log = a_run(tmp_path / "monday.jsonl")
    other = a_run(tmp_path / "monday-2.jsonl")
    kept = tmp_path / ".ipynb_checkpoints"
    kept.mkdir()
    own = [tmp_path / "monday.drafts.json", tmp_path / "monday.html",
           kept / "monday-checkpoint.jsonl"]
    strange = [tmp_path / "mondays.html", kept / "monday-2-checkpoint.jsonl"]
    for path in (*own, *strange):
        path.write_text("x")
    assert runs.belongings(log) == (log, *own)
    runs.forget(runs.belongings(log))
    assert not any(path.exists() for path in (log, *own))
    assert all(path.exists() for path in (other, *strange))


def test_a_folder_beside_the_log_and_what_a_link_points_to_stay(tmp_path: Path) -> None:
    log = a_run(tmp_path / "monday.jsonl")
    (tmp_path / "monday.d").mkdir()
    elsewhere = tmp_path / "notes.txt"
    elsewhere.write_text("mine")
    (tmp_path / "monday.link").symlink_to(elsewhere)
    runs.forget(runs.belongings(log))
    assert elsewhere.read_text() == "mine" and (tmp_path / "monday.d").is_dir()


def test_a_file_that_is_no_run_is_not_removed(tmp_path: Path) -> None:
    for content in ("# Read me\n", '{"a": 1}\n', ""):
        (tmp_path / "file.jsonl").write_text(content)
        with pytest.raises(Refused, match="not the log of a run"):
            runs.belongings(tmp_path / "file.jsonl")
    with pytest.raises(Refused, match="no such file"):
        runs.belongings(tmp_path / "nothing.jsonl")


def test_a_damaged_run_can_be_forgotten(tmp_path: Path) -> None:
    log = a_run(tmp_path / "monday.jsonl")
    log.write_text(log.read_text() + "{broken}\n")
    assert runs.find(tmp_path)[0].state == "damaged"
    runs.forget(runs.belongings(log))
    assert not log.exists()


def test_a_run_that_is_being_played_is_not_removed(tmp_path: Path) -> None:
    session = Session(load("whatsapp-2021"), seed=7, log=tmp_path / "monday.jsonl")
    files = runs.belongings(tmp_path / "monday.jsonl")
    with pytest.raises(Refused, match="being played"):
        runs.forget(files)
    assert files[0].exists()
    session.close()
    runs.forget(files)
    assert not files[0].exists()
