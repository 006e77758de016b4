from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.cli.orders import channels_and_text, confidence, moment, name_and_rest
from simkit.errors import DurationError, UnknownName

CHANNELS = ("in-app notice", "own status page", "outside status page", "social", "social media",
            "press line")
STARTS = datetime(2021, 10, 4, 15, 39, tzinfo=UTC)


@given(st.lists(st.sampled_from(CHANNELS), min_size=1, unique=True),
       st.sampled_from([",", ", ", " , "]), st.sampled_from([" ", ": ", "  "]),
       st.sampled_from(["We see it.", "12 of 20 fail, again", "A note: wait"]))
def test_channels_by_their_whole_names_are_told_from_the_words(
        names: list[str], between: str, after: str, text: str) -> None:
    typed = between.join(names) + after + text
    chosen, rest = channels_and_text(typed, CHANNELS, ())
    assert (chosen, rest) == (tuple(names), text)


@pytest.mark.parametrize(("typed", "chosen"), [
    ("press We see it", ("press line",)),
    ("outside, PRESS We see it", ("outside status page", "press line")),
    ("all We see it", ("social", "press line")),
    ("all, social We see it", ("social", "press line")),
    ("social media We see it", ("social media",)),
])
def test_channels_have_short_names_and_all_that_work(typed: str, chosen: tuple[str, ...]) -> None:
    assert channels_and_text(typed, CHANNELS, ("social", "press line")) == (chosen, "We see it")


def test_a_colon_ends_the_channels() -> None:
    assert channels_and_text("social: Media, wait", CHANNELS, ()) == (("social",), "Media, wait")


def test_a_short_name_that_could_mean_two_is_not_guessed() -> None:
    with pytest.raises(UnknownName, match="own status page"):
        channels_and_text("status We see it", CHANNELS, ())


def test_a_channel_called_all_is_that_channel() -> None:
    assert channels_and_text("all hello", ("all", "social"), ("social",)) == (("all",), "hello")


@pytest.mark.parametrize("given_words", ["socail hello", "statuss hello", "prss line hello"])
def test_a_misspelt_name_meets_what_is_near(given_words: str) -> None:
    with pytest.raises(UnknownName, match=r"soci|status page|press line"):
        channels_and_text(given_words, CHANNELS, ())


def test_the_longest_name_wins() -> None:
    names = ("silence", "silence 2")
    assert name_and_rest("message", "silence 2 Yes.", names) == ("silence 2", "Yes.")
    assert name_and_rest("message", "silence 20 of us", names) == ("silence", "20 of us")


@pytest.mark.parametrize(("typed", "at"), [
    ("5m", 25.0), ("90s", 21.5), ("1h", 80.0), ("16:50", 71.0), ("to 16:50 UTC", 71.0),
    ("T+1:05", 65.0), ("until T+0:30", 30.0), ("15:39", 1440.0),
])
def test_times_are_waits_clock_times_or_since_onset(typed: str, at: float) -> None:
    assert moment(typed, 20.0 if at < 1440.0 else 60.0, STARTS) == pytest.approx(at)


@pytest.mark.parametrize("typed", ["soon", "5", "-5m", "16:50:10", ""])
def test_a_time_that_is_none_is_refused_with_the_reason(typed: str) -> None:
    with pytest.raises(DurationError):
        moment(typed, 20.0, STARTS)


def test_clock_times_need_a_scenario_with_a_clock() -> None:
    with pytest.raises(DurationError, match="16h50m or 16m50s"):
        moment("16:50", 20.0, None)


@pytest.mark.parametrize(("typed", "words", "sure"), [
    ("fix dns 70%", "fix dns", 0.7), ("fix dns, 70 % sure", "fix dns", 0.7),
    ("fix dns .7", "fix dns", 0.7), ("fix dns", "fix dns", None), ("100%", "", 1.0),
    ("fix dns 250%", "fix dns", 2.5), ("ask engineer2", "ask engineer2", None),
])
def test_how_sure_somebody_is_stands_at_the_end(typed: str, words: str, sure: float | None
                                                ) -> None:
    assert confidence(typed) == (words, sure)
