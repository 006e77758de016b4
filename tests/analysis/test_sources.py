from __future__ import annotations

import re

import pytest

from simkit.analysis.sources import KEY, bibliography, cited, sources
from simkit.analysis.stylised import FACTS


def test_every_source_says_who_what_and_where_it_was_read() -> None:
    assert len(sources()) > 70
    for key, source in sources().items():
        assert KEY.fullmatch(key), key
        assert source.cite and source.found.endswith("."), key
        assert bool(source.read) == key.startswith("E-"), key
        assert all(address.startswith(("https://", "http://")) for address in source.read), key


def test_no_two_keys_stand_for_the_same() -> None:
    assert len({source.cite for source in sources().values()}) == len(sources())


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: str(fact.number))
def test_every_fact_names_studies_that_are_in_the_bibliography(fact: object) -> None:
    told = cited(fact.source)  # type: ignore[attr-defined]
    assert told and KEY.search(told) is None


def test_keys_become_names_and_the_words_between_them_stay() -> None:
    assert cited("E-gr; against it E-dis") == (
        "Gelbrich & Roschk 2011; against it DiStaso et al. 2015")
    with pytest.raises(KeyError):
        cited("E-nobody")


def test_the_bibliography_is_in_order_and_tells_memory_from_reading() -> None:
    read, memory = bibliography().split("From memory")
    names = [line.split(" | ")[0][2:] for line in read.splitlines()[2:] if line]
    assert names == sorted(names, key=str.lower)
    assert read.count("](http") >= len(names)
    assert "](http" not in memory and len(re.findall("^- ", memory, re.M)) == sum(
        not source.read for source in sources().values())
