from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from smallest import outage

from simkit import par
from simkit.ensemble import Comparison
from simkit.errors import RecordError
from simkit.par import Best, Search
from simkit.par.genes import by_the_book, genes, policy, told
from simkit.par.search import State
from simkit.par.store import beside, bound, kept, stored
from simkit.policy import BY_THE_BOOK, Policy, Rule
from simkit.scenario import load, scenarios

SIZES = {"searched": 2, "plays": 3, "tried": 1}
SCENARIO = outage()


def test_the_first_choice_of_everything_is_by_the_book() -> None:
    table = genes(load("whatsapp-2021"))
    book = policy(table, by_the_book(table))
    assert set(book.rules) == set(BY_THE_BOOK.rules)


@pytest.mark.parametrize("name", sorted(scenarios()))
def test_every_preparation_on_offer_fits_the_budget_and_nothing_more_would(name: str) -> None:
    scenario = load(name)
    days = {offer.id: offer.days for offer in scenario.briefing.offers}
    for choice in genes(scenario)[0].choices[1:]:
        spent = sum(days[rule.target] for rule in choice.rules)
        left = scenario.briefing.budget - spent
        assert left >= 0.0
        chosen = {rule.target for rule in choice.rules}
        assert all(days[one] > left for one in days.keys() - chosen)


def test_a_play_reads_as_a_table_of_choices() -> None:
    table = genes(SCENARIO)
    words = told(table, by_the_book(table))
    assert words["campaign"] == "8m after the alarm" and words["rest"] == "none"
    assert "campaign 8m after the alarm" in policy(table, by_the_book(table)).words


def test_the_search_never_ends_below_the_book_on_its_own_seeds() -> None:
    search = Search(SCENARIO, seed=4, **SIZES)
    *_, state = search.run(budget=6)
    book = by_the_book(search.genes)
    assert sum(state.known[state.best]) >= sum(state.known[book])
    assert state.spent >= 6 and state.generation >= 1
    for odds in state.odds:
        assert sum(odds) == pytest.approx(1.0)


def test_the_same_seed_finds_the_same_play_in_one_go_or_in_several(tmp_path: Path) -> None:
    whole = par.search(SCENARIO, seed=2, budget=9, reported=1, held=1, **SIZES)
    file = tmp_path / "search.json"
    par.search(SCENARIO, seed=2, budget=3, reported=1, held=1, state=file, **SIZES)
    told_: list[tuple[int, int]] = []
    resumed = par.search(SCENARIO, seed=2, budget=9, reported=1, held=1, state=file,
                         progress=lambda done, of: told_.append((done, of)), **SIZES)
    assert resumed == whole
    assert told_[-1] == (11 + 2 * 4, 11 + 2 * 4)
    assert {name: len(ends) for name, ends in whole.ends.items()} == {
        "silent": 2, "by_the_book": 2, "panicked": 2, "best known play": 2}


def test_another_search_does_not_go_on_with_this_one(tmp_path: Path) -> None:
    file = tmp_path / "search.json"
    par.store.keep(State([[1.0]]), {"seed": 1}, file)
    assert kept({"seed": 1}, file) == State([[1.0]])
    assert kept({"seed": 2}, file) is None
    file.write_text("{", encoding="utf-8")
    assert kept({"seed": 1}, file) is None


def best(low: float = 0.2, p: float = 0.95) -> Best:
    rules = (Rule("alarm", "post", after=5, text="We see it.", next_update="30m"),)
    pair = Comparison("the best known play", "by_the_book", low, 1.0, 2.0, 1.0, p, 200)
    return Best(Policy("best known play", "prepare nothing", rules), {"prepare": "nothing"}, pair,
                1, 99, bound(SCENARIO), {"silent": [50.0, 1.0 / 3.0]})


def test_a_play_that_only_ties_with_the_book_says_so() -> None:
    assert best().words.startswith("The best known play is worth +1.0 points")
    tie = best(p=0.6)
    assert tie.tie and "ties with it" in tie.words


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    par.save(best(), beside(SCENARIO, file))
    assert beside(SCENARIO, file).name == "small.par.json"
    assert stored(SCENARIO, file) == best()
    assert best().stale(SCENARIO) == () and best().known(SCENARIO) == best().ends


def test_another_scenario_has_another_best_play(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    par.save(best(), beside(SCENARIO, file))
    assert stored(replace(SCENARIO, digest="other"), file) is None
    assert beside(replace(SCENARIO, variant="dry"), file).name == "small.dry.par.json"
    assert stored(SCENARIO, tmp_path / "other.yaml") is None


def test_a_play_found_with_another_model_says_so(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    par.save(replace(best(), bound={**bound(SCENARIO), "model": "old"}), beside(SCENARIO, file))
    found = stored(SCENARIO, file)
    assert found is not None and found.stale(SCENARIO) == ("model",)
    assert found.known(SCENARIO) == {}, "another model ends elsewhere"


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    par.save(best(), beside(SCENARIO, file))
    data = json.loads(beside(SCENARIO, file).read_text(encoding="utf-8"))
    del data["rules"]
    beside(SCENARIO, file).write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(RecordError, match="simkit par small"):
        stored(SCENARIO, file)
