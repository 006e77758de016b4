"""What is told about a scenario that is well written and still makes no sense."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from simkit.scenario import checks, schema
from simkit.scenario.faults import Fault, Place

GOOD: dict[str, Any] = {
    "format": 1, "title": "T", "service": {"name": "S", "users": 1},
    "objectives": [{"id": "word", "text": "Speak.", "measured_by": "calmness"}],
    "segments": [{"name": "shops", "share": 0.5, "use": 1, "criticality": 1},
                 {"name": "guests", "share": 0.5, "use": 1, "criticality": 1}],
    "channels": [{"name": "page", "reach": 1, "half_life": "1m"},
                 {"name": "app", "reach": 1, "half_life": "1m", "survives": False}],
    "team": [{"role": "communications"}, {"role": "engineer"}, {"role": "marketing"}],
    "incident": {"actual_cause": "fuse", "causes": [{"id": "fuse", "fix": "change it"},
                                                    {"id": "cable", "fix": "plug it in"}]},
    "injects": [{"id": "press", "from": "press", "text": "?", "at": "9m",
                 "expects": {"answer_within": "5m", "objective": "word"}}],
    "debrief": ["What did you know?"],
}


def faults(change: dict[str, Any], variant: str = "") -> list[Fault]:
    """Return the faults of GOOD with the values at dotted paths in *change*."""
    data = copy.deepcopy(GOOD)
    for path, value in change.items():
        *above, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        part: Any = data
        for step in above:
            part = part[step]
        if value is None:
            del part[last]
        else:
            part[last] = value
    model, misfits = schema.typed(data)
    assert misfits == []
    assert model is not None
    shares = checks.shares([segment.share for segment in model.segments])
    return [*checks.references(data, variant), *shares,
            *checks.sense(model.to_parts("x", variant))]


def the_fault(change: dict[str, Any], variant: str = "") -> Fault:
    found = faults(change, variant)
    assert len(found) == 1, found
    return found[0]


def when(*conditions: Any) -> dict[str, Any]:
    return {"injects.0": {"id": "press", "from": "press", "text": "?",
                          "when": conditions[0] if len(conditions) == 1 else list(conditions)}}


def script(*steps: dict[str, Any]) -> dict[str, Any]:
    return {"variants": {"v": {"script": list(steps)}}}


def playbook(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"playbooks": {"p": list(entries)}}


def test_a_good_scenario_has_no_fault() -> None:
    assert faults({}) == []


@pytest.mark.parametrize("change, place, kind", [
    ({"channels.0.audience": ["shops", "guests", "gests"]},
     ("channels", 0, "audience", 2), "segment"),
    ({"incident.actual_cause": "fuze"}, ("incident", "actual_cause"), "cause"),
    ({"incident.causes.0.who": "enginer"}, ("incident", "causes", 0, "who"), "role"),
    ({"injects.0.to": "support"}, ("injects", 0, "to"), "role"),
    ({"injects.0.unless": "radio"}, ("injects", 0, "unless"), "inject"),
    ({"injects.0.expects.objective": "words"}, ("injects", 0, "expects", "objective"),
     "objective"),
    ({"approval": {"by": "boss", "takes": "5m"}}, ("approval", "by"), "role"),
    ({"briefing": {"offers": [{"id": "runbook", "text": "t", "cause": "fuze"}]}},
     ("briefing", "offers", 0, "cause"), "cause"),
    (playbook({"at": "1m", "post": "x", "channel": "pag"}), ("playbooks", "p", 0, "channel"),
     "channel"),
    (playbook({"at": "1m", "post": "x", "channels": ["page", "apps"]}),
     ("playbooks", "p", 0, "channels", 1), "channel"),
    (playbook({"at": "1m", "post": "x", "channel": "page", "reviewer": "boss"}),
     ("playbooks", "p", 0, "reviewer"), "role"),
    (playbook({"at": "1m", "do": "fix", "target": "fuze"}), ("playbooks", "p", 0, "target"),
     "cause"),
    (playbook({"at": "1m", "do": "ask", "target": "boss"}), ("playbooks", "p", 0, "target"),
     "role"),
    (playbook({"at": "1m", "do": "build", "target": "mail"}), ("playbooks", "p", 0, "target"),
     "channel")])
def test_a_name_that_nothing_answers_to_is_told(change: dict[str, Any], place: Place,
                                                kind: str) -> None:
    fault = the_fault(change)
    assert (fault.place, fault.severity) == (place, "error")
    assert f"there is no {kind} " in fault.message


def test_names_in_a_script_are_looked_up_for_their_own_variant() -> None:
    change = script({"at": "1m", "arrives": "enginer"}, {"at": "2m", "finding": "fuze"})
    found = faults(change, "v")
    assert [fault.place for fault in found] == [("variants", "v", "script", 0, "arrives"),
                                                ("variants", "v", "script", 1, "finding")]
    assert faults(change) == []


def test_no_name_is_unknown_where_none_is_readable() -> None:
    assert checks.references({"incident": {"actual_cause": "fuse", "causes": 3}}, "") == []
    assert checks.references([{"a": 1}], "") == []
    assert checks.references(None, "") == []


@pytest.mark.parametrize("change, place, first", [
    ({"segments.1.name": "shops"}, ("segments", 1, "name"), ("segments", 0, "name")),
    ({"channels.1.name": "page"}, ("channels", 1, "name"), ("channels", 0, "name")),
    ({"team.2": {"role": "engineer"}}, ("team", 2, "role"), ("team", 1, "role")),
    ({"incident.causes.1.id": "fuse"}, ("incident", "causes", 1, "id"),
     ("incident", "causes", 0, "id"))])
def test_a_name_is_given_once(change: dict[str, Any], place: Place, first: Place) -> None:
    fault = the_fault(change)
    assert (fault.place, fault.first) == (place, first)
    assert "rename one" in fault.message


@pytest.mark.parametrize("shares, warned", [
    ([0.5, 0.5], False), ([0.333, 0.333, 0.333], False), ([0.5], True), ([0.6, 0.5], True)])
def test_shares_add_up(shares: list[float], warned: bool) -> None:
    assert [fault.severity for fault in checks.shares(shares)] == ["warning"] * warned


ERRORS: list[tuple[dict[str, Any], Place, str]] = [
    ({"channels.0.survives": False}, ("channels",), "no channel works"),
    ({"team.0.role": "support"}, ("team",), "there is no trainee"),
    ({"team.1.role": "support"}, ("incident", "causes", 0), "nobody can do this fix"),
    ({"incident.causes.0.works": 0}, ("incident", "causes", 0, "works"), "never ends"),
    ({"incident.restoration": [{"after": "0m", "severity": 0.1}]},
     ("incident", "restoration", 0, "severity"), "never comes back"),
    ({"incident.restoration": [{"after": "9m", "severity": 0.1}, {"after": "5m", "severity": 0}]},
     ("incident", "restoration", 1, "after"), "order of time"),
    ({"injects.0.at": "8d"}, ("injects", 0, "at"), "beyond the horizon of 7d"),
    ({"injects.0.unless": "press"}, ("injects", 0, "unless"), "make itself needless"),
    (when({"rumour": "above 100%"}), ("injects", 0, "when"), "the most is 100%"),
    (when({"trust": "below 0%"}), ("injects", 0, "when"), "less than 0%"),
    (when({"wrong_fixes": "fewer than 0"}), ("injects", 0, "when"), "less than 0"),
    (when({"elapsed": "longer than 7d"}), ("injects", 0, "when"), "the most is 7d"),
    (when({"elapsed": "longer than 6d", "for": "2d"}), ("injects", 0, "when"), "leaves no 2d"),
    (when({"silence": "longer than 1h", "elapsed": "shorter than 1h"}), ("injects", 0, "when"),
     "more than 1h and less than 1h"),
    (when({"severity": ["above 50%", "below 40%"]}), ("injects", 0, "when"),
     "more than 50% and less than 40%"),
    (when({"rumour": "above 100%"}, {"trust": "below 0%"}), ("injects", 0, "when"),
     "never comes"),
    (playbook({"at": "8d", "do": "hold"}), ("playbooks", "p", 0, "at"), "beyond the horizon"),
    (playbook({"at": "-1m", "do": "hold"}), ("playbooks", "p", 0, "at"), "before onset"),
    (playbook({"at": "9m", "do": "hold"}, {"at": "8m", "do": "proceed"}),
     ("playbooks", "p", 1, "at"), "order of time"),
]


@pytest.mark.parametrize("change, place, reason", ERRORS)
def test_what_nobody_can_play_is_an_error(change: dict[str, Any], place: Place,
                                          reason: str) -> None:
    fault = the_fault(change)
    assert (fault.place, fault.severity) == (place, "error")
    assert reason in fault.message


WARNINGS: list[tuple[dict[str, Any], Place, str]] = [
    ({"channels.0.audience": ["shops"]}, ("segments", 1), "reaches 'guests'"),
    ({"incident.causes.0.likely": 0}, ("incident", "causes", 0, "likely"), "no probability"),
    ({"incident.causes.1.if_wrong": {"harm": 0.1}},
     ("incident", "causes", 1, "if_wrong", "harm"), "lasts no time"),
    ({"incident.causes.0.takes": "8d"}, ("incident", "causes", 0, "takes"), "beyond the horizon"),
    ({"incident.severity": 0.5, "incident.restoration": [
        {"after": "0m", "severity": 0.6}, {"after": "1m", "severity": 0}]},
     ("incident", "restoration", 0, "severity"), "worse than the one before"),
    (when({"rumour": "above 40%"}, {"rumour": "above 100%"}), ("injects", 0, "when", 1),
     "never holds"),
    ({"objectives.0.measured_by": None, "injects.0.expects.objective": None}, ("objectives", 0),
     "nothing measures"),
    ({"briefing": {"offers": [{"id": "outside_channel", "text": "t", "channel": "page"}]}},
     ("briefing", "offers", 0, "channel"), "stands at onset already"),
    ({"briefing": {"prepared": ["runbook"]}}, ("briefing", "prepared", 0), "what the runbook"),
    ({"channels.0.limit": 5, **playbook({"at": "1m", "post": "We know.", "channel": "page"})},
     ("playbooks", "p", 0, "post"), "8 characters"),
    ({"team.2": {"role": "legal"}, "campaign": {"text": "Always on."}}, ("campaign",),
     "nobody in the team is there for marketing"),
    ({"facts": {"impct": "No cards."}}, ("facts", "impct"), "did you mean 'impact'"),
    ({"debrief": None}, ("debrief",), "no questions"),
]


@pytest.mark.parametrize("change, place, reason", WARNINGS)
def test_what_may_be_meant_is_a_warning(change: dict[str, Any], place: Place,
                                        reason: str) -> None:
    fault = the_fault(change)
    assert (fault.place, fault.severity) == (place, "warning")
    assert reason in fault.message


def test_an_objective_that_an_inject_aims_at_needs_no_measure() -> None:
    assert faults({"objectives.0.measured_by": None}) == []


def test_a_cause_that_is_drawn_must_be_repairable_whichever_it_is() -> None:
    drawn = {"incident.actual_cause": None, "incident.causes.1.works": 0}
    assert the_fault(drawn).place == ("incident", "causes", 1, "works")
    assert faults({**drawn, "incident.causes.1.likely": 0}) == []


def test_no_cause_at_all_is_told() -> None:
    fault = faults({"incident.causes.0.likely": 0, "incident.causes.1.likely": 0})[0]
    assert "no cause is likely" in fault.message


def test_severity_reaches_as_far_as_incident_harm_and_script_let_it() -> None:
    low = {"incident.severity": 0.5}
    assert "the most is 50%" in the_fault({**when({"severity": "above 60%"}), **low}).message
    harm = {"incident.causes.1.if_wrong": {"harm": 0.2, "lasts": "5m"}}
    assert faults({**when({"severity": "above 60%"}), **low, **harm}) == []


def calls(*minutes: int) -> dict[str, Any]:
    return {"injects": [{"id": f"i{n}", "from": "f", "text": "t", "at": f"{at}m",
                         "expects": {"answer_within": "10m"}} for n, at in enumerate(minutes)]}


@pytest.mark.parametrize("minutes, warned", [
    ((10, 12, 14), []), ((10, 12, 14, 19), [3]), ((10, 12, 14, 20), []),
    ((10, 11, 12, 13, 14, 40, 41, 42, 43), [3, 8]), ((43, 42, 41, 40), [0])])
def test_too_many_answers_at_once_are_told_once_a_crowd(minutes: tuple[int, ...],
                                                        warned: list[int]) -> None:
    assert [fault.place[1] for fault in faults(calls(*minutes))] == warned


def test_an_answer_can_only_spare_what_comes_later() -> None:
    change = calls(10, 20)
    change["injects"][0]["unless"] = "i1"
    assert the_fault(change).severity == "warning"
    change["injects"][0]["unless"], change["injects"][1]["unless"] = "i1", "i0"
    del change["injects"][0]["unless"]
    assert faults(change) == []


def test_a_script_must_bring_the_service_back_in_time_and_in_order() -> None:
    ends = {"at": "9m", "severity": 0}
    assert faults(script({"at": "1m", "severity": 1}, ends), "v") == []
    assert "last severity must be 0%" in the_fault(
        script({"at": "1m", "severity": 1}), "v").message
    assert "order of time" in the_fault(
        script(ends, {"at": "8m", "finding": "fuse"}), "v").message
    assert "beyond the horizon" in the_fault(
        script(ends, {"at": "8d", "finding": "fuse"}), "v").message


def test_with_a_script_of_severities_no_repair_is_needed() -> None:
    broken = {"incident.causes.0.works": 0}
    assert faults({**broken, **script({"at": "1m", "severity": 0})}, "v") == []
    assert the_fault({**broken, **script({"at": "1m", "finding": "fuse"})}, "v").severity == "error"


def test_a_variant_may_end_before_its_injects() -> None:
    change = {"horizon": "1h", "injects.0.at": "2h", **script()}
    assert the_fault(change).severity == "error"
    assert the_fault(change, "v").severity == "warning"
