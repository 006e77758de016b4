"""The tree of a document, and what the changes of a variant make of it."""

from __future__ import annotations

from typing import Any

import pytest

from simkit.scenario.faults import Place
from simkit.scenario.nodes import Node, changed, deepest, plain, walk


def tree(value: Any, place: Place = ()) -> Node:
    """Return a tree of *value*, each node on a line of its own."""
    line = 1 + 10 * len(place)
    if isinstance(value, dict):
        return Node({key: tree(each, (*place, key)) for key, each in value.items()}, line, 1,
                    place, {key: (line, 1) for key in value})
    if isinstance(value, list):
        return Node([tree(each, (*place, index)) for index, each in enumerate(value)], line, 1,
                    place)
    return Node(value, line, 1, place)


BASE = {"title": "Down", "team": [{"role": "writer"}, {"role": "v1.2 engineer", "takes": "5m"}],
        "incident": {"severity": 1, "takes": {"mean": "5m"}, "facts": {"a": "b"}}}


def merges(place: Place) -> bool:
    return "takes" not in place


def made(changes: dict[str, Any]) -> Any:
    root, misplaced = changed(tree(BASE), tree(changes, ("variants", "v", "change")), merges)
    assert misplaced == []
    return plain(root)


def test_a_dotted_path_reaches_into_mappings_and_lists() -> None:
    assert made({"incident.severity": 0.5})["incident"]["severity"] == 0.5
    assert made({"team.writer.name": "Ada"})["team"][0] == {"role": "writer", "name": "Ada"}
    assert made({"team.1.takes": "9m"})["team"][1]["takes"] == "9m"


def test_a_name_may_hold_dots_itself() -> None:
    assert made({"team.v1.2 engineer.takes": "9m"})["team"][1]["takes"] == "9m"


def test_a_nested_mapping_is_merged_into_named_parts() -> None:
    assert made({"incident": {"facts": {"c": "d"}}})["incident"] == {
        **BASE["incident"], "facts": {"a": "b", "c": "d"}}  # type: ignore[dict-item]
    assert made({"team": {"writer": {"name": "Ada"}}})["team"][0]["name"] == "Ada"


def test_a_mapping_that_is_one_value_is_replaced() -> None:
    takes = {"median": "1m", "p90": "2m"}
    assert made({"incident.takes": takes})["incident"]["takes"] == takes
    assert made({"incident": {"takes": takes}})["incident"]["takes"] == takes


def test_a_list_is_replaced_and_nothing_takes_away() -> None:
    assert made({"team": [{"role": "sage"}]})["team"] == [{"role": "sage"}]
    assert "facts" not in made({"incident.facts": None})["incident"]
    assert len(made({"team.writer": None})["team"]) == 1


def test_what_is_not_there_is_made() -> None:
    assert made({"briefing.budget": 2})["briefing"] == {"budget": 2}


def test_the_base_is_left_alone() -> None:
    base = tree(BASE)
    changed(base, tree({"incident.severity": 0.5, "team.writer": None}), merges)
    assert plain(base) == BASE


@pytest.mark.parametrize("path, reason", [
    ("team.riter.name", "'riter' is not there to change; did you mean 'writer'?"),
    ("title.size", "nothing below this value"), ("variants.w", "cannot change this"),
    ("format", "cannot change this"), ("a." * 50 + "b", "that long")])
def test_a_change_that_cannot_be_made_is_told_with_its_place(path: str, reason: str) -> None:
    root, (misplaced,) = changed(tree(BASE), tree({path: 1}, ("variants", "v", "change")), merges)
    assert reason in misplaced.message
    assert misplaced.place == ("variants", "v", "change", path)
    assert plain(root) == BASE


def test_a_changed_value_keeps_its_place_in_the_file() -> None:
    root, _ = changed(tree(BASE), tree({"incident.severity": 0.5}, ("variants", "v", "change")),
                      merges)
    node, rest = deepest(root, ("incident", "severity"))
    assert (node.place, rest) == (("variants", "v", "change", "incident.severity"), ())


def test_the_deepest_node_is_the_nearest_ancestor() -> None:
    node, rest = deepest(tree(BASE), ("team", 0, "name", "first"))
    assert node.place == ("team", 0)
    assert rest == ("name", "first")
    assert deepest(tree(BASE), ("team", 9))[1] == (9,)


def test_walking_meets_every_value() -> None:
    assert len(list(walk(tree(BASE)))) == 14


def test_nothing_is_left_out_except_where_it_takes_away() -> None:
    assert plain(tree({"a": None, "b": 1})) == {"b": 1}
    assert plain(tree({"a": None}, ("variants", "v", "change"))) == {"a": None}
