"""The form of a scenario: fields, defaults, and the JSON Schema for editors."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from simkit.actions import ACTIONS
from simkit.scenario import parts, reader, schema

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
COMMITTED = ROOT / "simkit" / "scenario" / "schema.json"
EVERYTHING = (HERE / "everything.yaml").read_text(encoding="utf-8")
GOOD = [HERE / "example.yaml", HERE / "everything.yaml",
        *sorted((ROOT / "scenarios").glob("*.yaml"))]

SMALLEST = {
    "format": 1, "title": "T", "service": {"name": "S", "users": 1},
    "segments": [{"name": "all", "share": 1, "use": 1, "criticality": 1}],
    "channels": [{"name": "pigeon", "reach": 1, "half_life": "1m"}],
    "team": [{"role": "communications"}, {"role": "engineer"}],
    "incident": {"causes": [{"id": "fuse", "fix": "change it"}]},
    "injects": [{"id": "i", "from": "f", "text": "t", "at": "1m"}],
    "stakeholders": [{"name": "s", "kind": "press"}],
    "campaign": {"text": "c"}, "briefing": {"offers": [{"id": "drill", "text": "d"}]},
}


def small() -> parts.Scenario:
    model, faults = schema.typed(SMALLEST)
    assert faults == []
    assert model is not None
    return model.to_parts("small")


def inside(value: Any) -> Iterator[Any]:
    """Yield every part below *value*."""
    if dataclasses.is_dataclass(value):
        yield value
        for each in dataclasses.fields(value):
            yield from inside(getattr(value, each.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from inside(item)
    elif isinstance(value, dict):
        yield from inside(tuple(value.values()))


def default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def test_a_value_left_out_is_the_default_of_its_part() -> None:
    other = {(type(part).__name__, field.name) for part in inside(small())
             for field in dataclasses.fields(part)
             if default(field) not in (dataclasses.MISSING, getattr(part, field.name))}
    assert other == {("Scenario", "injects"), ("Scenario", "stakeholders"),
                     ("Scenario", "campaign"), ("Scenario", "briefing"), ("Inject", "at"),
                     ("Briefing", "offers")}  # what SMALLEST gives


def test_every_field_of_every_part_can_be_written() -> None:
    seen: dict[str, set[str]] = {}
    unset: dict[str, set[str]] = {}
    for scenario in reader.read(EVERYTHING, "everything.yaml").scenarios.values():
        for part in inside(scenario):
            kind = type(part).__name__
            for field in dataclasses.fields(part):
                if getattr(part, field.name) != default(field):
                    seen.setdefault(kind, set()).add(field.name)
                unset.setdefault(kind, set()).add(field.name)
    missing = {kind: unset[kind] - seen.get(kind, set()) for kind in unset}
    assert {kind: names for kind, names in missing.items() if names} == {}
    known = {name for name, each in vars(parts).items()
             if dataclasses.is_dataclass(each) and each.__module__ == parts.__name__}
    assert known <= set(unset)


@pytest.mark.parametrize("role, duty", [
    ("communications", "communications"), ("Spokeswoman", "communications"),
    ("network engineer", "engineering"), ("database administrator", "engineering"),
    ("support lead", "support"), ("head of sales", "marketing"), ("chief executive", "executive"),
    ("general counsel", "legal")])
def test_the_duty_is_told_from_the_role(role: str, duty: str) -> None:
    assert schema.Person(role=role).to_parts().duty == duty


@pytest.mark.parametrize("role", ["wizard", "support engineer", "chief communications officer"])
def test_an_unclear_role_must_name_its_duty(role: str) -> None:
    _, (fault,) = schema.typed({**SMALLEST, "team": [{"role": role}]})
    assert fault.place == ("team", 0, "role")
    assert "add duty:" in fault.message
    assert schema.Person(role=role, duty="legal").to_parts().duty == "legal"


@pytest.mark.parametrize("name, kind", [
    ("status page", "status page"), ("Twitter", "social"), ("press office", "press"),
    ("e-mail", "direct"), ("pigeon", "other")])
def test_the_kind_of_a_channel_is_told_from_its_name(name: str, kind: str) -> None:
    assert schema.Channel(name=name, reach=1, half_life="1m").to_parts().kind == kind  # type: ignore[arg-type]


def entry(**written: Any) -> tuple[parts.Entry | None, list[str]]:
    data = {**SMALLEST, "playbooks": {"p": [{"at": "5m", **written}]}}
    model, faults = schema.typed(data)
    found = model.to_parts("x").playbooks["p"][0] if model else None
    return found, [fault.message for fault in faults]


def test_words_make_a_post() -> None:
    found, _ = entry(post="We know.", channels=["pigeon"], reviewer="engineer")
    assert found is not None
    assert (found.action, found.message and found.message.channels) == ("post", ("pigeon",))
    assert found.message and found.message.reviewer == "engineer"


def test_the_short_form_makes_a_post_in_its_own_order() -> None:
    found, _ = entry(form={"next_update": "in 20 minutes", "what": "Down."}, channel="pigeon")
    assert found is not None and found.message is not None
    assert found.message.form == (("what", "Down."), ("next_update", "in 20 minutes"))


@pytest.mark.parametrize("name, action", ACTIONS.items())
def test_every_action_can_stand_in_a_playbook(name: str, action: Any) -> None:
    words = {"post": "We know.", "channel": "pigeon"} if name in ("post", "answer") else {}
    target = {"target": "fuse"} if action.target else {}
    found, faults = entry(do=name, **words, **target)
    assert faults == []
    assert found is not None and found.action == name
    assert (found.message is not None) == (name in ("post", "answer"))


@pytest.mark.parametrize("written, reason", [
    ({}, "nothing is done"), ({"post": "x"}, "needs a channel"), ({"do": "post"}, "needs words"),
    ({"do": "answer", "target": "i"}, "needs words"),
    ({"do": "hold", "post": "x"}, "takes no words"), ({"do": "hold", "target": "i"}, "no target"),
    ({"do": "fix"}, "needs a target"), ({"do": "hold", "channel": "pigeon"}, "only words"),
    ({"do": "investigate", "target": "fuse", "sure": "80%"}, "asked for suspect, fix only"),
    ({"post": "x", "channel": "pigeon", "channels": ["pigeon"]}, "delete one"),
    ({"do": "investigat", "target": "fuse"}, "did you mean 'investigate'")])
def test_an_entry_is_one_decision(written: dict[str, Any], reason: str) -> None:
    _, faults = entry(**written)
    assert any(reason in fault for fault in faults)


@pytest.mark.parametrize("offer, reason", [
    ({"id": "runbook"}, "add cause:"), ({"id": "outside_channel"}, "add channel:"),
    ({"id": "drill", "cause": "fuse"}, "not for a cause")])
def test_a_preparation_is_for_what_it_can_be_for(offer: dict[str, Any], reason: str) -> None:
    _, (fault,) = schema.typed({**SMALLEST, "briefing": {"offers": [{"text": "t", **offer}]}})
    assert reason in fault.message


def test_shares_are_taken_in_proportion() -> None:
    segments = [{"name": name, "share": "20%", "use": 1, "criticality": 1} for name in "ab"]
    model, _ = schema.typed({**SMALLEST, "segments": segments})
    assert model is not None
    assert [each.share for each in model.to_parts("x").segments] == [0.5, 0.5]


def test_the_committed_schema_is_fresh() -> None:
    """Write it again with ``simkit schema > simkit/scenario/schema.json``."""
    assert COMMITTED.read_text(encoding="utf-8") == json.dumps(
        schema.json_schema(), indent=2, ensure_ascii=False) + "\n"


def properties(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for key, each in node.items():
            if key == "properties":
                yield from each.items()
            yield from properties(each)
    elif isinstance(node, list):
        for each in node:
            yield from properties(each)


def test_every_key_has_a_description_for_editors() -> None:
    values = {"median", "p90", "mean", "uniform", "triangular"}
    found = list(properties(schema.json_schema()))
    assert len(found) > 130
    assert [key for key, each in found if key not in values and not described(each)] == []


def described(node: dict[str, Any]) -> bool:
    """Return whether *node* has a description, its own or that of the part it refers to."""
    part = schema.json_schema()["$defs"].get(node.get("$ref", "").rsplit("/", 1)[-1], {})
    return bool({**part, **node}.get("description"))


def test_defaults_in_the_schema_are_written_as_authors_write_them() -> None:
    person = schema.json_schema()["$defs"]["Person"]["properties"]
    assert (person["drafting"]["default"], person["arrives"]["default"]) == ("6m", "0m")
    assert '"default": null' not in json.dumps(schema.json_schema())


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_an_editor_accepts_good_files(file: Path) -> None:
    data = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
    untyped = typed_as_core(data)
    errors = [error.message for error in
              Draft202012Validator(schema.json_schema()).iter_errors(untyped)]
    assert errors == []


def typed_as_core(value: Any) -> Any:
    """Return *value* (all texts) with the numbers and truth values that an editor would see."""
    if isinstance(value, dict):
        return {key: typed_as_core(each) for key, each in value.items()}
    if isinstance(value, list):
        return [typed_as_core(each) for each in value]
    if value in ("true", "false"):
        return value == "true"
    try:
        return int(value)
    except ValueError:
        pass
    try:
        return float(value)
    except ValueError:
        return value


@pytest.mark.parametrize("change", [
    {"horizon": 5}, {"horizon": "12:30"}, {"titel": "x"}, {"segments": []},
    {"incident": {"causes": [{"id": "fuse"}]}},
    {"team": [{"role": "r", "arrives": {"median": "5m"}}]},
    {"injects": [{"id": "i", "from": "f", "text": "t", "when": {"rumor": "above 4%"}}]}])
def test_an_editor_refuses_what_the_reader_refuses(change: dict[str, Any]) -> None:
    data = {**SMALLEST, **change}
    assert not Draft202012Validator(schema.json_schema()).is_valid(data)
    assert schema.typed(data)[0] is None


def test_the_schema_knows_its_keys_and_what_merges() -> None:
    assert "answer_within" in schema.keys_at(("injects", 0, "expects"))
    assert schema.keys_at(("facts",)) == ()
    assert schema.keys_at(("nowhere", 3)) == ()
    assert schema.merges(("channels",))
    assert schema.merges(("channels", 0))
    assert not schema.merges(("channels", 0, "build"))
    assert not schema.merges(("injects", 0, "when"))
    assert not schema.merges(("debrief",))


def test_the_reader_hands_out_the_schema() -> None:
    assert reader.schema() == schema.json_schema()
