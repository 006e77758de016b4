from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simkit.analysis import facts, tables
from simkit.analysis.plays import Repairs
from simkit.analysis.stylised import FACTS, SIGN, Fact, Results
from simkit.analysis.vignette import Ends
from simkit.model.parameters import Parameters

BY_NUMBER = {fact.number: fact for fact in FACTS}


def ended(*trust: float, **changes: float) -> Ends:
    """Return ends of as many rows as there are *trust*s."""
    rows = np.array(trust)
    values = {name: np.full(rows.shape, changes.get(name, 0.0)) for name in (
        "lowest", "churn", "rumour_peak", "frustration_peak", "frustration")}
    at = np.array([0.0, 360.0, 720.0])
    return Ends(trust=rows, at=at, hourly={"trust": np.repeat(rows[:, None], 3, 1)}, **values)


def results(repairs: dict[str, Repairs] | None = None, **ends: Ends) -> Results:
    return Results(Parameters.defaults(1), ends, repairs or {})


def test_a_fact_holds_row_by_row_and_a_tie_is_no_fact() -> None:
    seen = results(bare=ended(0.6, 0.5, 0.5), silence=ended(0.5, 0.6, 0.5))
    assert BY_NUMBER[3].holds(seen).tolist() == [True, False, False]


def test_no_worse_holds_in_a_tie_but_not_below() -> None:
    def kept(trust: float) -> Results:
        return Results(Parameters.defaults(1), {"eta kept": ended(trust),
                                                "no eta, 4 hours": ended(0.5)}, {})
    assert BY_NUMBER[5].holds(kept(0.5))[0]
    assert not BY_NUMBER[5].holds(kept(0.5 - 10 * SIGN))[0]


def test_an_order_of_four_holds_only_if_every_step_does() -> None:
    names = BY_NUMBER[1].plays
    def of(*trust: float) -> Results:
        return Results(Parameters.defaults(1), {name: ended(one) for name, one in
                                                zip(names, trust, strict=True)}, {})
    assert BY_NUMBER[1].holds(of(0.6, 0.5, 0.4, 0.3))[0]
    assert not BY_NUMBER[1].holds(of(0.5, 0.6, 0.4, 0.3))[0]
    assert BY_NUMBER[1].margin(of(0.6, 0.5, 0.45, 0.3))[0] == pytest.approx(0.05)


def test_returns_of_cadence_must_rise_and_fall() -> None:
    def of(*trust: float) -> bool:
        ends = {name: ended(one) for name, one in zip(BY_NUMBER[12].plays, trust, strict=True)}
        return bool(BY_NUMBER[12].holds(Results(Parameters.defaults(1), ends, {}))[0])
    assert of(0.5, 0.6, 0.7, 0.6, 0.5)
    assert not of(0.5, 0.6, 0.7, 0.8, 0.9)
    assert not of(0.9, 0.8, 0.7, 0.6, 0.5)


def test_an_apology_must_have_worked_before_it_can_decay() -> None:
    def of(*effect: float) -> bool:
        nothing, some = ended(0.5), ended(0.5)
        some = replace(some, hourly={"trust": 0.5 + np.array([effect])})
        ends = {"apology, no fix": some, "no apology, no fix": nothing}
        return bool(BY_NUMBER[8].holds(Results(Parameters.defaults(1), ends, {}))[0])
    assert of(0.0, 0.1, 0.02)
    assert not of(0.0, 0.1, 0.06)
    assert not of(0.0, 0.0, 0.0)


def test_durations_must_be_skewed_and_severity_must_not_tell_them() -> None:
    def of(mild: list[float], severe: list[float]) -> bool:
        made = {"mild": Repairs(np.array([mild]), np.zeros((1, 4))),
                "severe": Repairs(np.array([severe]), np.zeros((1, 4)))}
        return bool(BY_NUMBER[31].holds(Results(Parameters.defaults(1), {}, made))[0])
    skewed = [100.0, 110.0, 120.0, 600.0]
    assert of(skewed, skewed)
    assert not of([-one for one in skewed], [-one for one in skewed])
    assert not of(skewed, [one + 300.0 for one in skewed])


def test_the_minutes_that_a_rush_costs_are_those_of_the_model() -> None:
    assert 5.0 < BY_NUMBER[28].margin(results())[0] < 15.0
    sure = Results(Parameters.defaults(1).replace(p_0d=1.0), {}, {})
    assert not BY_NUMBER[28].holds(sure)[0]


def test_stress_that_changes_nothing_fails_the_fact() -> None:
    numb = Results(Parameters.defaults(1).replace(d_G=0.0), {}, {})
    assert not BY_NUMBER[29].holds(numb)[0]


def test_thrash_must_lengthen_and_find_less() -> None:
    def of(minutes: float, findings: float) -> bool:
        made = {"steady": Repairs(np.array([[100.0]]), np.array([[4.0]])),
                "thrash": Repairs(np.array([[minutes]]), np.array([[findings]]))}
        return bool(BY_NUMBER[30].holds(Results(Parameters.defaults(1), {}, made))[0])
    assert of(150.0, 2.0)
    assert not of(90.0, 2.0)
    assert not of(150.0, 4.0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A table of two facts from two draws."""
    tmp_path = tmp_path_factory.mktemp("tables")
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield make(tmp_path, monkeypatch)


def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    few: tuple[Fact, ...] = (BY_NUMBER[3], BY_NUMBER[30])
    monkeypatch.setattr(tables, "HERE", tmp_path)
    monkeypatch.setattr(facts, "FACTS", few)
    monkeypatch.setattr(facts, "SEEDS", 1)
    monkeypatch.setattr(facts, "DEFAULT_SEEDS", 1)
    seen: list[tuple[str, int, int]] = []
    facts.make(draws=2, progress=lambda *told: seen.append(told))
    assert seen[0][0] == "drawn: vignettes" and seen[0][1] == seen[0][2] == 4
    return tmp_path


def test_making_the_table_runs_what_the_facts_need(made: Path) -> None:
    table = tables.read(facts.NAME)
    assert [row["number"] for row in table["facts"]] == [3, 30]
    assert table["runs"] == 2 and "--draws 2" in table["command"]
    first = table["facts"][0]["drawn"]
    assert first["n"] == 2 and len(first["holds"]) == 2
    assert first["share"] == first["holds"].count("1") / 2
    assert first["low"] <= first["middle"] <= first["high"]


def test_the_table_in_markdown_shows_points_of_trust(made: Path) -> None:
    lines = facts.table().splitlines()
    assert lines[2].startswith("| 3 | A bare acknowledgement is better than silence |")
    assert "points" in lines[2] and "points" not in lines[3]
    assert all(line.count("|") == lines[0].count("|") for line in lines)
