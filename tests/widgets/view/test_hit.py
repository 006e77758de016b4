"""Who is affected."""

from __future__ import annotations

import pytest

from simkit.session import Session
from simkit.widgets.view.hit import hit, people_words


def test_before_the_alarm_nobody_is_known_to_be_hit(session: Session) -> None:
    assert hit(session.situation, session.scenario) == []


def test_those_on_whom_it_weighs_most_come_first_with_the_range_of_the_monitors(
    session: Session
) -> None:
    session.run(until="10m")
    rows = hit(session.situation, session.scenario)
    assert [row["name"] for row in rows] == ["critical", "casual plain words"]
    assert (rows[0]["people"], rows[0]["depends"]) == ("300,000", "lives on it")
    assert all(0 <= row["low"] <= row["high"] <= 100 for row in rows)


@pytest.mark.parametrize(("count", "words"), [
    (1_000_000_000, "1,000 million"), (240_400, "240,000"), (12, "12")])
def test_people_are_counted_in_two_digits(count: float, words: str) -> None:
    assert people_words(count) == words
