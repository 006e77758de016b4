from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simkit import ensemble
from simkit.analysis import ablation, tables
from simkit.analysis.ablation import MECHANISMS, Mechanism
from simkit.analysis.contrasts import CONTRASTS, contrasts, trusts
from simkit.engine.worlds import Case, Worlds
from simkit.events import Decision
from simkit.message import Message
from simkit.model.parameters import PARAMETERS, Parameters
from simkit.policy import BY_THE_BOOK, Player
from simkit.scenario import load
from simkit.scenario.parts import (
    Cause,
    Channel,
    Incident,
    Moment,
    Person,
    Scenario,
    Segment,
    Service,
)
from simkit.streams import fixed

SMALL = Scenario(
    id="small", title="A small outage", service=Service("Chatter", 1_000_000),
    segments=(Segment("everybody", 1.0, 0.6, 0.5),), channels=(Channel("social", 0.5, 40.0),),
    team=(Person("communications", "communications"), Person("engineer", "engineering")),
    incident=Incident(causes=(Cause("cable", "a cut cable", "splice it", likely=1.0,
                                    takes=fixed(20.0), evidence=fixed(30.0)),),
                      actual_cause="cable", attribution=0.6),
    script=(Moment(0.0, "severity", value=1.0), Moment(90.0, "severity", value=0.0)),
    horizon=150.0)
BY_NAME = {parameter.name: parameter for parameter in PARAMETERS}
SORRY = (Decision(10.0, "policy", "post", message=Message(
    "We see that Chatter is down for everybody. We are sorry. This is our fault.",
    channels=("social",))),)


def mechanism(name: str) -> Mechanism:
    return next(found for found in MECHANISMS if found.name == name)


def with_and_without(name: str, decisions: tuple[Decision, ...] = SORRY,
                     scenario: Scenario = SMALL) -> Worlds:
    """Return two worlds at 2 h: one as it is, and beside it one without the mechanism *name*."""
    defaults = Parameters.defaults(1)
    off = defaults.replace(**mechanism(name).off)
    worlds = Worlds([Case(scenario, 0, decisions, parameters=own) for own in (defaults, off)],
                    keep=True)
    worlds.run(120.0)
    return worlds


def course(worlds: Worlds, row: int, state: str) -> np.ndarray:
    return worlds.record(row).course.mean(state)


# Off is off


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda found: found.name)
def test_what_switches_a_mechanism_off_lies_outside_the_range_of_the_constant(
        mechanism: Mechanism) -> None:
    for name, value in mechanism.off.items():
        parameter = BY_NAME[name]
        assert value < parameter.low
    assert mechanism.does and mechanism.because


@pytest.mark.parametrize(("name", "state"), [("freshness", "freshness"),
                                             ("apology credit", "apology")])
def test_a_state_that_is_switched_off_stays_empty(name: str, state: str) -> None:
    worlds = with_and_without(name)
    assert course(worlds, 0, state).max() > 0.01
    assert course(worlds, 1, state).max() == 0.0


def test_without_contagion_frustration_is_ones_own() -> None:
    worlds = with_and_without("contagion")
    assert course(worlds, 1, "frustration")[-1] < course(worlds, 0, "frustration")[-1]


def test_without_its_effect_rumour_spreads_as_before() -> None:
    worlds = with_and_without("rumour to trust", ())
    rumours = [worlds.record(row).course.rumour for row in range(2)]
    assert rumours[0].max() > 0.0
    assert np.allclose(rumours[0], rumours[1], atol=1e-3)  # distrust closes ears, and is less
    assert course(worlds, 1, "integrity")[-1] > course(worlds, 0, "integrity")[-1]


def test_without_tolerance_trust_falls_from_the_first_minutes() -> None:
    worlds = with_and_without("tolerance", ())
    lost = [course(worlds, row, "ability")[0] - course(worlds, row, "ability")[5]
            for row in range(2)]
    assert np.isfinite(course(worlds, 1, "trust")).all()
    assert lost[1] > 2.0 * lost[0]


def test_without_stress_nobody_who_works_has_any() -> None:
    defaults = Parameters.defaults(1)
    off = defaults.replace(**mechanism("responder stress").off)
    worlds = Worlds([Case(SMALL, 0, player=Player(BY_THE_BOOK), parameters=own)
                     for own in (defaults, off)], keep=False)
    worlds.run(60.0)
    assert worlds.crowd.crew.stress[0].max() > 0.05
    assert worlds.crowd.crew.stress[1].max() == 0.0
    assert worlds.crowd.crew.fatigue[1].max() > 0.0


def test_without_earned_repair_owning_the_fault_brings_nothing_back() -> None:
    def returned(decisions: tuple[Decision, ...], row: int) -> float:
        trust = course(with_and_without("earned repair", decisions), row, "trust")
        return float(trust[-1] - trust.min())

    assert returned(SORRY, 0) > returned((), 0)
    assert returned(SORRY, 1) < returned(SORRY, 0)


# What is counted


def test_every_mechanism_is_compared_on_the_draws_of_all_comparisons() -> None:
    rows = ablation.ablation(SMALL, 3)
    assert [row["name"] for row in rows] == ["the whole model",
                                             *(found.name for found in MECHANISMS)]
    cases = ensemble.cases(SMALL, "silent", 3)
    drawn = Parameters.stack([case.parameters for case in cases if case.parameters])
    whole = contrasts(trusts(SMALL, drawn, [0, 1, 2]))
    for j, contrast in enumerate(CONTRASTS):
        size = rows[0]["contrasts"][contrast.name]["size"]
        assert size["middle"] == pytest.approx(float(np.median(whole[:, j])), abs=1e-12)
    off = contrasts(trusts(SMALL, drawn.replace(apo=0.0), [0, 1, 2])) - whole
    change = next(row for row in rows if row["name"] == "apology credit")["contrasts"]["speaking"]
    assert change["change"]["mean"] == pytest.approx(float(off[:, 0].mean()), abs=1e-12)
    assert change["mean_low"] <= change["change"]["mean"] <= change["mean_high"]
    assert change["smaller"] == float((off[:, 0] < 0.0).mean())


def test_a_mechanism_without_a_part_in_it_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    unused = Mechanism("unused", "", {"l_deny": 0.0}, "nobody denies anything")
    monkeypatch.setattr(ablation, "MECHANISMS", (unused,))
    for worth in ablation.ablation(SMALL, 2)[1]["contrasts"].values():
        assert worth["same"] == 1.0
        assert set(worth["change"].values()) == {0.0}


def test_the_table_is_written_with_what_made_it_and_read_as_markdown(
        monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tables, "HERE", tmp_path)
    monkeypatch.setattr(ablation, "WORKERS", 1)
    monkeypatch.setattr(ablation.sizes, "choose", lambda name: replace(SMALL, variant="scripted"))
    monkeypatch.setattr(ablation, "load", lambda name: SMALL)
    ablation.main(["2"])
    written = json.loads((tmp_path / "ablation.json").read_text(encoding="utf-8"))
    assert written["command"] == "python -m simkit.analysis.ablation 2"
    assert written["runs"] == 2 * 8 * 2 * 4
    table = ablation.table()
    assert table.count("| without ") == 2 * len(MECHANISMS)
    assert "variant `scripted`" in table and "| the whole model | +" in table


# The committed table

made = pytest.mark.skipif(not tables.exists("ablation"), reason="has not been made")


@made
def test_the_table_is_as_old_as_the_model() -> None:
    table = tables.read("ablation")
    assert tables.current("ablation"), f"the model has changed; run {table['command']}"
    for outage in table["outages"]:
        assert [row["name"] for row in outage["rows"][1:]] == [found.name for found in MECHANISMS]
        assert [row["off"] for row in outage["rows"][1:]] == [found.off for found in MECHANISMS]


@made
def test_the_model_still_gives_the_first_draws_of_the_table() -> None:
    for outage in tables.read("ablation")["outages"]:
        rows = ablation.ablation(load(outage["scenario"], outage["variant"]), ablation.PROBED)
        for then, now in zip(outage["rows"], rows, strict=True):
            for name, worth in then["contrasts"].items():
                assert now["contrasts"][name]["first"] == pytest.approx(worth["first"], rel=1e-5)
