"""A small scenario, a place of one's own, and the command line called from inside."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from simkit.cli import main

SMALL = """\
format: 1
title: Checkout is down
service: {name: Checkout, users: 1000000, starts: 2024-05-06T09:00Z}
summary: Nobody can pay.
horizon: 2d
segments:
  - {name: shoppers, share: 100%, use: 0.5, criticality: 0.5}
channels:
  - {name: status page, reach: 20%, half_life: 20m, kind: status page}
  - {name: social, reach: 30%, half_life: 60m, kind: social, limit: 90}
  - {name: shop banner, reach: 60%, half_life: 20m, kind: direct, survives: false}
  - {name: mail, reach: 50%, half_life: 40m, kind: direct, build: {median: 20m, p90: 40m}}
team:
  - {role: communications, duty: communications, name: You}
  - {role: writer, duty: communications}
  - {role: database engineer, duty: engineering}
  - {role: support lead, duty: support}
incident:
  actual_cause: disk
  ramp: 2m
  causes:
    - {id: disk, text: The disk is full, fix: make room, takes: 20m, evidence: 15m}
    - {id: release, text: The release broke it, fix: roll back, takes: 20m, evidence: 25m}
injects:
  - id: boss
    at: 10m
    from: chief executive
    text: What do we tell people?
    expects: {answer_within: 10m}
briefing:
  budget: 1
  offers:
    - {id: templates, text: First words, days: 0.5}
    - {id: drill, text: A drill, days: 1}
debrief: ["What did you see first?"]
"""

Call = Callable[..., int]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder with the small scenario in scenarios/."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "small.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


@pytest.fixture
def simkit(here: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the command line with words, and lines for stdin; returns the exit status."""

    def call(*words: str, lines: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        return main(words)

    return call


@pytest.fixture
def log(simkit: Call, capsys: pytest.CaptureFixture[str]) -> Path:
    """A short run on disk."""
    simkit("play", "small", "--seed", "7", lines="go 12m\npost social We see that Checkout is "
           "down for everyone. Next update in 20 minutes.\nanswer boss That we see it.\ngo 40m\n")
    capsys.readouterr()
    return Path("runs/small-seed7-1.jsonl")
