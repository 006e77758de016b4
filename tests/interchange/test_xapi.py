from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "counterfactual"))  # for smallest.py
from smallest import day, said

from simkit.interchange import statements
from simkit.interchange.xapi import VERBS
from simkit.record import Record
from simkit.scoring import practice


@pytest.fixture(scope="module")
def record() -> Record:
    return day((8.0, "post", "", said("Chatter is down,\nwe see it."), 0.6),
               (9.0, "fix", "disk", None, 0.9), (33.0, "answer", "press", said("No."), None))


@pytest.fixture(scope="module")
def found(record: Record) -> list[dict[str, Any]]:
    return [json.loads(line) for line in statements(record)]


def test_every_line_is_a_statement_with_actor_verb_and_object(
        record: Record, found: list[dict[str, Any]]) -> None:
    assert all("\n" not in line for line in statements(record))
    for statement in found:
        UUID(statement["id"])
        assert statement["verb"]["id"] in VERBS.values()
        assert set(statement["actor"]["account"]) == {"homePage", "name"}
        assert re.fullmatch(r"https?://\S+", statement["object"]["id"])
    assert len({statement["id"] for statement in found}) == len(found)


def test_it_begins_and_ends_with_the_run(record: Record, found: list[dict[str, Any]]) -> None:
    assert found[0]["verb"]["display"]["en"] == "initialized"
    last = found[-1]
    assert last["verb"]["display"]["en"] == "completed"
    assert last["result"]["score"]["scaled"] == pytest.approx(practice(record) / 100, abs=1e-6)
    assert -1.0 <= last["result"]["score"]["scaled"] <= 1.0
    assert last["result"]["duration"] == "PT1440M" and last["result"]["completion"] is True
    *_, early = statements(replace(record, until=200.0))
    assert json.loads(early)["result"]["completion"] is False


def test_a_decision_brings_its_words_its_confidence_and_its_minute(
        found: list[dict[str, Any]]) -> None:
    shared = next(s for s in found if s["verb"]["display"]["en"] == "shared")
    assert shared["result"]["response"] == "Chatter is down,\nwe see it."
    extensions = {key.rpartition("/")[2]: value
                  for key, value in shared["context"]["extensions"].items()}
    assert extensions["confidence"] == 0.6 and extensions["minute"] == 8.0
    assert extensions["exercise"] is True
    assert any(s["verb"]["display"]["en"] == "responded" for s in found)


def test_the_actor_is_a_pseudonym_the_same_for_the_same_run(record: Record) -> None:
    names = {json.loads(line)["actor"]["account"]["name"] for line in statements(record)}
    assert len(names) == 1 and names.pop().startswith("player-")
    given = {json.loads(line)["actor"]["account"]["name"]
             for line in statements(record, learner="team-a")}
    assert given == {"team-a"}
    assert list(statements(record)) == list(statements(record))


def test_timestamps_come_with_a_beginning_only(record: Record,
                                               found: list[dict[str, Any]]) -> None:
    assert all("timestamp" not in statement for statement in found)
    begun = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    timed = [json.loads(line) for line in statements(record, begun=begun)]
    assert timed[0]["timestamp"] == "2026-11-24T09:00:00+00:00"
    assert [s["timestamp"] for s in timed] == sorted(s["timestamp"] for s in timed)
