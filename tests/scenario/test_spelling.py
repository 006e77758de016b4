"""Single values: what is read, and what is refused with which words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.clock import duration as written
from simkit.scenario import spelling
from simkit.scenario.faults import Misspelled
from simkit.streams import Distribution, fixed

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner,
                                                                max_size=3), max_leaves=6)
READERS: list[Callable[[object], Any]] = [
    spelling.text, spelling.name, spelling.identifier, spelling.number, spelling.count,
    spelling.whether, spelling.share, spelling.attribution, spelling.signed_duration,
    spelling.duration, spelling.wait, spelling.spread, spelling.moment, spelling.choice("a", "b")]


def refusal(reader: Callable[[object], Any], value: object) -> str:
    with pytest.raises(Misspelled) as raised:
        reader(value)
    return str(raised.value)


@given(st.sampled_from(READERS), ANYTHING)
def test_a_value_is_read_or_refused_in_few_words(reader: Callable[[object], Any],
                                                 value: object) -> None:
    try:
        reader(value)
    except Misspelled as error:
        assert all(message and len(message) < 300 for _, message in error.faults)


@pytest.mark.parametrize("value, share", [
    ("35%", 0.35), (0.35, 0.35), ("0.5 %", 0.005), (0, 0.0), (1, 1.0), ("100%", 1.0)])
def test_a_share_is_a_percentage_or_a_number(value: object, share: float) -> None:
    assert spelling.share(value) == pytest.approx(share)


@pytest.mark.parametrize("value, reason", [
    (35, "did you mean 35%?"), (1.4, "must be between 0% and 100% (got 1.4)"),
    ("-5%", "between"), ("0.35", "such as 35% or 0.35"), (True, "(got true)"),
    (float("nan"), "between"), (10**400, "between"), (None, "(got nothing)"), ([], "(got a list)")])
def test_other_shares_are_refused(value: object, reason: str) -> None:
    assert reason in refusal(spelling.share, value)


def test_only_whole_percentages_get_a_guess() -> None:
    assert "did you mean" not in refusal(spelling.share, 1.4)


@pytest.mark.parametrize("value, reason", [
    (15, "a duration needs a unit, such as 15m or 15s"), (1.5, "needs a unit"),
    ("15", "needs a unit"), ("12:30", "could mean h:mm or mm:ss"), ("soon", "expected a duration"),
    (True, "(got true)"), ("400d", "shorter than a year"), ("9" * 80 + "m", "must be a duration")])
def test_a_duration_is_text_with_a_unit(value: object, reason: str) -> None:
    assert reason in refusal(spelling.duration, value)


def test_durations_differ_in_their_sign() -> None:
    assert spelling.signed_duration("-10m") == -10.0
    assert "must not be negative" in refusal(spelling.duration, "-10m")
    assert spelling.duration("0m") == 0.0
    assert "longer than nothing" in refusal(spelling.wait, "0m")


@given(st.integers(0, 300 * 86400))
def test_a_written_duration_reads_back(seconds: int) -> None:
    assert spelling.duration(written(seconds / 60)) == pytest.approx(seconds / 60)


@pytest.mark.parametrize("value, spread", [
    ("15m", fixed(15.0)),
    ({"median": "70m", "p90": "3h"}, Distribution("lognormal", (70.0, 180.0))),
    ({"p90": "3h", "median": "70m"}, Distribution("lognormal", (70.0, 180.0))),
    ({"uniform": ["5m", "20m"]}, Distribution("uniform", (5.0, 20.0))),
    ({"mean": "20m"}, Distribution("exponential", (20.0,))),
    ({"triangular": ["5m", "5m", "1h"]}, Distribution("triangular", (5.0, 5.0, 60.0)))])
def test_a_spread_is_a_duration_or_names_its_shape(value: object, spread: Distribution) -> None:
    assert spelling.spread(value) == spread


@pytest.mark.parametrize("value, place, reason", [
    ({"median": "70m"}, (), "must be one of 15m"),
    ({"median": "70m", "p90": "1h"}, ("p90",), "longer than the median"),
    ({"median": "70m", "p09": "3h"}, ("p09",), "did you mean 'p90'"),
    ({"mean": 20}, ("mean",), "needs a unit"),
    ({"uniform": ["5m"]}, ("uniform",), "a list of 2 durations"),
    ({"uniform": ["5m", "4m"]}, ("uniform", 1), "not be shorter than the one before"),
    ({"triangular": ["5m", 6, "7m"]}, ("triangular", 1), "needs a unit"),
    ({}, (), "an empty mapping")])
def test_a_fault_in_a_spread_has_its_place(value: object, place: tuple[object, ...],
                                           reason: str) -> None:
    with pytest.raises(Misspelled) as raised:
        spelling.spread(value)
    (found, message), = raised.value.faults
    assert found == place
    assert reason in message


def test_a_moment_has_a_zone_or_is_utc() -> None:
    moment = datetime(2021, 10, 4, 15, 39, tzinfo=UTC)
    assert spelling.moment("2021-10-04T15:39Z") == moment
    assert spelling.moment("2021-10-04 15:39") == moment
    east = spelling.moment("2021-10-04T17:39+02:00")
    assert east == moment
    assert east.tzinfo == timezone(timedelta(hours=2))


@pytest.mark.parametrize("value", ["2021-10-04", "yesterday", "2021-13-04T10:00Z", 2021,
                                   "0001-01-01T00:00Z"])
def test_other_moments_are_refused(value: object) -> None:
    assert "2021-10-04T15:39Z" in refusal(spelling.moment, value) or "1900" in refusal(
        spelling.moment, value)


def test_text_that_yaml_made_something_else_asks_for_quotes() -> None:
    assert "put it in quotes (got 2021)" in refusal(spelling.text, 2021)
    assert "put it in quotes (got true)" in refusal(spelling.text, True)
    assert "needs quotes" in refusal(spelling.text, {"Mind": "the gap"})
    assert "must not be empty" in refusal(spelling.text, "  ")


def test_names_are_short_lines_and_ids_hold_no_dots() -> None:
    assert spelling.name("status page") == "status page"
    assert "one line" in refusal(spelling.name, "two\nlines")
    assert spelling.identifier("first-word_2") == "first-word_2"
    assert "letters, digits, - and _" in refusal(spelling.identifier, "first.word")


def test_counts_are_whole() -> None:
    assert spelling.count(2e9) == 2_000_000_000
    assert "whole number" in refusal(spelling.count, 2.5)
    assert "without separators" in refusal(spelling.count, "2_000")


def test_attribution_has_words() -> None:
    assert [spelling.attribution(word) for word in ("victim", "technical", "human", "60%")] == [
        0.25, 0.5, 0.85, 0.6]
    assert "victim, technical or human" in refusal(spelling.attribution, "humans")


def test_a_choice_offers_the_nearest() -> None:
    assert "did you mean 'press'?" in refusal(spelling.choice("press", "regulator"), "pres")
    assert "must be one of press, regulator (got 3)" in refusal(
        spelling.choice("press", "regulator"), 3)
