"""What studies and practice say happens, asked of the model at its defaults and of the table."""

from __future__ import annotations

import pytest

from simkit.analysis import facts, tables
from simkit.analysis.plays import repairs, vignettes
from simkit.analysis.stylised import FACTS, INFORMATIVE, VERIFICATION, Fact, Results
from simkit.ensemble import DRAWS
from simkit.model.parameters import Parameters


@pytest.fixture(scope="module")
def at_the_defaults() -> Results:
    return facts.results(Parameters.defaults(1), seeds=24)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.number}: {fact.sentence}")
def test_at_the_defaults(fact: Fact, at_the_defaults: Results) -> None:
    margin = float(fact.margin(at_the_defaults)[0])
    assert fact.holds(at_the_defaults)[0], f"by {margin:.6f} ({fact.unit})"


def test_there_are_thirty_two_facts_each_with_its_source_and_kind() -> None:
    assert [fact.number for fact in FACTS] == list(range(1, 33))
    for fact in FACTS:
        assert fact.source.startswith("E-") and fact.kind in (VERIFICATION, INFORMATIVE)


def test_the_facts_use_every_play_and_no_other() -> None:
    assert {name for fact in FACTS for name in fact.plays} == {*vignettes(), *repairs()}


def test_the_committed_table_is_about_these_facts_and_this_model() -> None:
    table = tables.read(facts.NAME)
    assert tables.current(facts.NAME), f"run {table['command']}"
    rows = [(row["number"], row["sentence"], row["kind"]) for row in table["facts"]]
    assert rows == [(fact.number, fact.sentence, fact.kind) for fact in FACTS]


def test_the_model_still_gives_the_margins_of_the_table_at_the_defaults(
        at_the_defaults: Results) -> None:
    for fact, row in zip(FACTS, tables.read(facts.NAME)["facts"], strict=True):
        if not set(fact.plays) & {*repairs()}:  # those depend on the number of seeds
            assert fact.margin(at_the_defaults)[0] == pytest.approx(
                row["default"], rel=1e-4, abs=1e-8), row["sentence"]


def test_the_model_still_says_of_the_first_draws_what_the_table_says() -> None:
    table = tables.read(facts.NAME)
    for kind, rows in (("drawn", Parameters.draw(DRAWS, 2)), ("accepted", Parameters.accepted(2))):
        again = facts.shares(facts.results(rows, seeds=table["seeds"]))
        assert [found["holds"] for found in again] == [
            row[kind]["holds"][:2] for row in table["facts"]], f"{kind}: run {table['command']}"


def test_a_fact_that_holds_in_too_few_draws_is_named_with_the_reason() -> None:
    for kind in ("drawn", "accepted"):
        below = {row["number"] for row in tables.read(facts.NAME)["facts"]
                 if row[kind]["share"] < facts.RELEASE}
        assert below == set(facts.REASONS)
        assert len(FACTS) - len(below) >= 30


@pytest.mark.long
@pytest.mark.parametrize("kind", ["drawn", "accepted"])
def test_the_committed_shares_come_out_again(kind: str) -> None:
    table = tables.read(facts.NAME)
    if kind not in table["facts"][0]:
        pytest.skip(f"no {kind} rows in the table")
    rows = (Parameters.draw(DRAWS, table["runs"]) if kind == "drawn"
            else facts.accepted_rows(table["runs"]))
    assert rows is not None
    again = facts.shares(facts.results(rows, seeds=table["seeds"]))
    for row, new in zip(table["facts"], again, strict=True):
        assert new["share"] == pytest.approx(row[kind]["share"], abs=0.005), row["sentence"]
        assert new["middle"] == pytest.approx(row[kind]["middle"], rel=1e-3, abs=1e-5)
