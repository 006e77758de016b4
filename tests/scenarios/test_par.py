"""Every shipped scenario with a best known play: it can be read, and says how it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from simkit import par
from simkit.scenario import load

HOME = Path(__file__).resolve().parents[2] / "scenarios"
STORED = sorted(path.name.removesuffix(".par.json") for path in HOME.glob("*.par.json"))


@pytest.mark.parametrize("name", STORED)
def test_the_stored_play_belongs_to_its_scenario_and_beats_the_book_or_says_that_it_ties(
        name: str) -> None:
    stem, _, variant = name.partition(".")
    best = par.stored(load(stem, variant=variant))
    assert best is not None, "the scenario has changed: search again with simkit par"
    assert best.against_book.verdict == "better" or "ties with it" in best.words
    assert best.against_book.runs == par.search.__kwdefaults__["reported"]


def test_there_is_one() -> None:
    assert STORED
