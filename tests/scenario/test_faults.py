"""Places as people write them."""

from __future__ import annotations

import pytest

from simkit.scenario.faults import Misspelled, Place, shown


@pytest.mark.parametrize("place, text", [
    ((), ""), (("injects", 2, "at"), "injects[2].at"), ((0,), "[0]"),
    (("variants", "as it happened"), "variants['as it happened']"),
    (("incident.severity",), "['incident.severity']")])
def test_a_place_is_shown_as_people_write_it(place: Place, text: str) -> None:
    assert shown(place) == text


def test_a_long_key_is_shortened() -> None:
    assert len(shown(("a" * 1000, "b" * 1000))) < 150


def test_a_misspelling_may_have_several_faults() -> None:
    assert Misspelled("too long", "p90").faults == ((("p90",), "too long"),)
    several = Misspelled(faults=[(("a",), "one"), ((), "two")])
    assert str(several) == "one; two"
