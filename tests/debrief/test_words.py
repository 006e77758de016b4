from __future__ import annotations

import ast
from pathlib import Path

import pytest

import simkit
from simkit.actions import ACTIONS
from simkit.debrief import words
from simkit.debrief.words import Teller
from simkit.message import CONTENTS
from simkit.policy import play
from simkit.record import Record
from simkit.scenario.parts import Scenario
from simkit.scoring import Metric, calmness, timing
from simkit.session import Session

ENGINE = Path(simkit.__file__).parent / "engine"


def written_kinds() -> set[str]:
    """Every kind of event that the engine's sources write down, as far as it is a constant."""
    kinds: set[str] = set()
    for file in ENGINE.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                    and node.func.attr == "note" and node.args):
                first = node.args[0]
                parts = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                kinds |= {part.value for part in parts if isinstance(part, ast.Constant)}
    return kinds


def test_every_kind_of_event_that_the_engine_writes_has_a_sentence_or_is_left_out() -> None:
    written = written_kinds()
    assert len(written) > 30
    assert written - set(words.EVENTS) - set(words.SKIPPED) == set()


def test_every_action_has_words() -> None:
    assert set(words.DECISIONS) == set(ACTIONS)


def test_every_content_of_a_message_has_words() -> None:
    assert set(words.CONTENTS) == set(CONTENTS)


def test_every_metric_of_practice_has_advice(record: Record) -> None:
    without = {metric.name for metric in (*timing(record), *calmness(record))}
    assert without | {"campaign minutes"} == set(words.ADVICE)


def test_an_all_clear_is_called_what_it_was() -> None:
    advice = words.ADVICE["all-clear"]
    late = Metric("all-clear", 42.0, "min", 40.0, words="all-clear 42 min after it was seen")
    assert words.area_of(late, advice) == "The all-clear came late"
    false = Metric("all-clear", None, "min", 0.0, words="a false all-clear at T+1:00")
    assert words.area_of(false, advice) == "A false all-clear at T+1:00"


@pytest.mark.parametrize("policy", ["by_the_book", "panicked", "liar", "thrasher"])
def test_a_sentence_asks_for_nothing_that_its_event_lacks(
        policy: str, scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: object, name: str) -> str:
        raise AssertionError(f"no word for {{{name}}}")

    monkeypatch.setattr(words._Blank, "__missing__", missing)
    record = play(Session(scenario, seed=1), policy).record
    teller = Teller(record)
    told = [teller.event(event) for event in record.events if event.kind not in words.SKIPPED]
    told += [teller.followed(event) for event in record.events]
    assert len(told) > 20


def test_an_event_of_an_unknown_kind_is_told_by_its_name(record: Record) -> None:
    event = record.events[0]._replace(kind="moon landing", data={"name": "one"})
    assert Teller(record).event(event) == "Moon landing one."


def test_a_quote_is_cut_between_words() -> None:
    assert words.quoted("All of it is down, and we know.", 21) == "All of it is down…"
    assert words.quoted("Down.", 19) == "Down."


def test_words_are_listed_as_in_a_sentence() -> None:
    assert words.listed([]) == ""
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.counted(1, "area") == "1 area"
