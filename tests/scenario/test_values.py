"""YAML 1.2 core, without the traps of 1.1, the same in both readers."""

from __future__ import annotations

import pytest

from simkit.scenario import reader


def value(text: str, fast: bool) -> object:
    """Return what ``title: text`` gives, by the complaint about it or the title itself."""
    told = [problem.message for problem in reader.read(f"title: {text}\n", fast=fast).problems
            if problem.path == "title"]
    return told[0] if told else "text"


@pytest.mark.parametrize("fast", [True, False], ids=["libyaml", "python"])
@pytest.mark.parametrize("text", ["no", "yes", "on", "off", "y", "12:30", "1:2:3", "2021-10-04",
                                  "2021-10-04T15:39Z", "1_000", "0b11", "0o8", "=", "'12'",
                                  "\"true\"", "!!str 12", "+.inf.", "0x", "1e", "-x"])
def test_what_looks_like_text_is_text(text: str, fast: bool) -> None:
    assert value(text, fast) == "text"


@pytest.mark.parametrize("fast", [True, False], ids=["libyaml", "python"])
@pytest.mark.parametrize("text, meaning", [
    ("017", "17"), ("0o17", "15"), ("0x1F", "31"), ("-3", "-3"), ("+3", "3"), ("1e3", "1000.0"),
    (".5", "0.5"), ("5.", "5.0"), ("-.inf", "-inf"), (".NaN", "nan"), ("TRUE", "true"),
    ("False", "false"), ("!!int 12", "12"), ("!!float 12.5", "12.5")])
def test_numbers_and_truth_values_are_those_of_the_core_schema(text: str, meaning: str,
                                                               fast: bool) -> None:
    assert value(text, fast) == f"must be text; put it in quotes (got {meaning})"


@pytest.mark.parametrize("fast", [True, False], ids=["libyaml", "python"])
@pytest.mark.parametrize("text", ["", "~", "null", "NULL", "# only a remark"])
def test_nothing_is_told_as_nothing(text: str, fast: bool) -> None:
    assert value(text, fast) == "nothing stands here; write a value or delete the line"


@pytest.mark.parametrize("fast", [True, False], ids=["libyaml", "python"])
@pytest.mark.parametrize("text, tag", [("!!binary aGk=", "!!binary"), ("!!int x", "!!int"),
                                       ("!mine x", "!mine"), ("!!set {a}", "!!set"),
                                       ("!!python/object:os.x {}", "!!python/object:os.x")])
def test_other_tags_have_no_meaning(text: str, tag: str, fast: bool) -> None:
    told = [problem.message for problem in reader.read(f"title: {text}\n", fast=fast).problems]
    assert f"tag {tag!r} has no meaning here; delete it" in told


@pytest.mark.parametrize("fast", [True, False], ids=["libyaml", "python"])
@pytest.mark.parametrize("text, reason", [
    ("{1: x}", "put '1' in quotes"), ("{true: x}", "put 'true' in quotes"),
    ("{null: x}", "put 'null' in quotes"), ("{? : x}", "nothing stands before the colon"),
    ("{[a]: x}", "a list or mapping cannot be one"),
    ("{a: 1, a: 2}", "key written twice (first on line 1); keep one"),
    ("{<<: 3}", "<< needs a mapping"), ("{<<: [3]}", "<< needs a mapping")])
def test_keys_are_texts_and_stand_once(text: str, reason: str, fast: bool) -> None:
    told = [problem.message for problem in reader.read(f"title: {text}\n", fast=fast).problems]
    assert any(reason in message for message in told)


@pytest.mark.parametrize("fast", [True, False], ids=["libyaml", "python"])
def test_an_escaped_surrogate_is_refused_where_it_stands(fast: bool) -> None:
    told = reader.read('title: "\\ud800"\n', "f.yaml", fast=fast).problems
    assert any(problem.message.startswith("the invisible character U+D800")
               and (problem.line, problem.column) == (1, 8) for problem in told)


@pytest.mark.parametrize("fast", [True, False], ids=["libyaml", "python"])
def test_an_own_key_beats_a_merged_one_and_earlier_merges_beat_later(fast: bool) -> None:
    text = ("service: {<<: [{name: first, users: 1}, {name: second, users: 2, starts: soon}], "
            "users: x}\n")
    told = {problem.path: problem.message for problem in reader.read(text, fast=fast).problems}
    assert "(got 'x')" in told["service.users"]
    assert "(got 'soon')" in told["service.starts"]
    assert "service.name" not in told


def test_a_tag_that_the_parsers_end_differently_gives_one_answer() -> None:
    text = "service: {name: Chatter, users: !2000000000, starts: soon}\n"
    assert reader.read(text, fast=True) == reader.read(text, fast=False)
