from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "counterfactual"))  # for smallest.py
from smallest import day, said

from simkit.interchange import decisions, events, safe, scores
from simkit.record import Record

EVIL = '=HYPERLINK("http://evil.test","Click")'


@pytest.fixture(scope="module")
def record() -> Record:
    return day((8.0, "post", "", said(f"{EVIL} Chatter is down, \"sorry\",\nwe see it."), 0.6),
               (9.0, "fix", "disk", None, 0.9))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_decision_and_event_is_a_row(record: Record) -> None:
    assert [row["id"] for row in rows(decisions(record))] == ["d1", "d2"]
    assert [row["id"] for row in rows(events(record))] == [event.id for event in record.events]


def test_every_row_says_that_it_is_an_exercise(record: Record) -> None:
    for table in (decisions, events, scores):
        assert {row["stamp"] for row in rows(table(record))} == {"EXERCISE"}


def test_what_people_wrote_comes_back_whole_and_is_no_formula(record: Record) -> None:
    text = rows(decisions(record))[0]["text"]
    assert text.startswith(f"'{EVIL}") and "\"sorry\",\nwe see it." in text


@pytest.mark.parametrize("text", [EVIL, "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1",
                                  "\n=1"])
def test_what_could_be_a_formula_is_marked_as_text(text: str) -> None:
    assert safe(text) == f"'{text}"


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    assert not safe(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize(("cell", "shown"), [(-1.5, "-1.5"), (None, ""), (True, "true"),
                                             (3, "3"), ("plain", "plain"), ("a\x00b", "ab")])
def test_numbers_stay_numbers(cell: str | float | None, shown: str) -> None:
    assert safe(cell) == shown


def test_scores_hold_practice_outcome_and_confidence(record: Record) -> None:
    found = rows(scores(record))
    assert {row["part"] for row in found} == {"practice", "outcome", "confidence"}
    trust = next(row for row in found if row["measure"] == "trust at 24 h")
    assert float(trust["value"]) == pytest.approx(100.0 * record.final_trust)
    assert all(set(row["events"].split()) <= {e.id for e in record.events} for row in found)
