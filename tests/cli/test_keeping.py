"""`simkit runs` and `simkit forget`, as a person types them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from simkit.cli import main
from simkit.scenario import load
from simkit.session import Session


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log of a run in a folder of its own, where the command runs."""
    monkeypatch.chdir(tmp_path)
    session = Session(load("whatsapp-2021"), seed=7, log=Path("runs/monday.jsonl"))
    session.run(until=10.0)
    session.close()
    return Path("runs/monday.jsonl")


def test_runs_lists_what_is_in_the_folder(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs"]) == 0
    said = capsys.readouterr().out
    assert "runs/monday.jsonl: open, T+0:" in said and "whatsapp-2021, seed 7" in said
    assert main(["runs", "nowhere"]) == 0
    assert "no runs" in capsys.readouterr().out


def test_forget_says_what_goes_and_what_stays_and_asks(
        log: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("runs/monday.drafts.json").write_text("{}")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: "no")
    assert main(["forget", str(log)]) == 1
    said = capsys.readouterr().out
    assert "runs/monday.drafts.json" in said and "cannot remove" in said
    assert "Nothing was removed" in said and log.exists()
    monkeypatch.setattr("builtins.input", lambda _: "Yes")
    assert main(["forget", str(log)]) == 0
    assert "Removed: 2 files" in capsys.readouterr().out
    assert not log.exists() and not Path("runs/monday.drafts.json").exists()


def test_forget_without_anybody_to_ask_removes_nothing_unless_told_to(
        log: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    assert main(["forget", str(log)]) == 2
    assert "--yes" in capsys.readouterr().err and log.exists()
    assert main(["forget", str(log), "--yes"]) == 0
    assert not log.exists()


def test_forget_removes_none_of_several_when_one_of_them_is_no_run(
        log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("notes.md").write_text("# mine\n")
    assert main(["forget", str(log), "notes.md", "--yes"]) == 2
    assert "not the log of a run" in capsys.readouterr().err
    assert log.exists() and Path("notes.md").exists()
