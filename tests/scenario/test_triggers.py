"""Conditions: written, read, said and evaluated."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.scenario import triggers
from simkit.scenario.faults import Misspelled
from simkit.scenario.parts import COUNTS, DURATIONS, QUANTITIES, Condition, Trigger

SHARES = [name for name in QUANTITIES if name not in (*DURATIONS, *COUNTS)]


def conditions() -> st.SearchStrategy[Condition]:
    return st.one_of(
        st.builds(Condition, st.sampled_from(SHARES), st.booleans(),
                  st.integers(0, 1000).map(lambda n: n / 1000)),
        st.builds(Condition, st.sampled_from(DURATIONS), st.booleans(),
                  st.integers(0, 5000).map(float)),
        st.builds(Condition, st.sampled_from(COUNTS), st.booleans(),
                  st.integers(0, 20).map(float)))


GROUPS = st.lists(conditions(), min_size=1, max_size=4, unique_by=lambda each: each.quantity)
TRIGGERS = st.builds(
    lambda groups, lasting: Trigger(tuple(tuple(group) for group in groups), lasting),
    st.lists(GROUPS, min_size=1, max_size=3), st.integers(0, 60).map(float))


@given(TRIGGERS)
def test_a_trigger_reads_back_as_it_was_written(trigger: Trigger) -> None:
    assert triggers.trigger(triggers.spelled(trigger)) == trigger


def test_a_mapping_means_and_and_a_list_means_or() -> None:
    both = triggers.trigger({"rumour": "above 40%", "silence": "longer than 20m", "for": "5m"})
    rumour, silence = Condition("rumour", True, 0.4), Condition("silence", True, 20.0)
    assert both == Trigger(((rumour, silence),), 5.0)
    either = triggers.trigger([{"rumour": "above 0.4"}, {"silence": "longer  than 20m"}])
    assert either == Trigger(((rumour,), (silence,)))


def test_a_quantity_may_have_a_band() -> None:
    band = triggers.trigger({"severity": ["above 20%", "below 50%"]})
    assert band == Trigger(((Condition("severity", True, 0.2),
                             Condition("severity", False, 0.5)),))
    assert triggers.trigger(triggers.spelled(band)) == band


def test_counts_know_two_wordings() -> None:
    assert triggers.trigger({"wrong_fixes": "more than 2"}) == triggers.trigger(
        {"wrong_fixes": "above 2"})
    assert triggers.trigger({"wrong_fixes": "fewer than 2"}) == triggers.trigger(
        {"wrong_fixes": "below 2"})


@pytest.mark.parametrize("value, place, reason", [
    ("rumour above 40%", (), "{rumour: above 40%}"),
    ([], (), "at least one quantity"), ({}, (), "at least one quantity"),
    ([{"for": "5m"}], (0,), "at least one quantity"),
    ({"rumor": "above 40%"}, ("rumor",), "did you mean 'rumour'"),
    ({"rumour": 0.4}, ("rumour",), "such as 'above 40%' or 'below 40%'"),
    ({"rumour": "above 140%"}, ("rumour",), "between 0% and 100%"),
    ({"rumour": "above many"}, ("rumour",), "a number or a percentage"),
    ({"silence": "above 20m"}, ("silence",), "'longer than 20m'"),
    ({"silence": "longer than 20"}, ("silence",), "needs a unit"),
    ({"wrong_fixes": "more than 1.5"}, ("wrong_fixes",), "whole numbers"),
    ({"severity": ["above 20%", "50%"]}, ("severity", 1), "such as"),
    ({"severity": []}, ("severity",), "such as"),
    ({"rumour": "above 40%", "for": 5}, ("for",), "needs a unit"),
    ([{"rumour": "above 4%", "for": "5m"}, {"media": "above 4%"}], (), "the same in every item")])
def test_a_fault_has_its_place_and_a_remedy(value: object, place: tuple[object, ...],
                                            reason: str) -> None:
    with pytest.raises(Misspelled) as raised:
        triggers.trigger(value)
    (found, message), = raised.value.faults
    assert found == place
    assert reason in message


def test_all_faults_of_a_condition_come_at_once() -> None:
    with pytest.raises(Misspelled) as raised:
        triggers.trigger([{"rumor": "above 4%", "silence": "above 4%"}, 3])
    assert [place for place, _ in raised.value.faults] == [(0, "rumor"), (0, "silence"), (1,)]


def test_a_trigger_is_said_in_words() -> None:
    trigger = triggers.trigger([{"rumour": "above 40%", "silence": "longer than 20m", "for": "5m"},
                                {"broken_promises": "more than 2", "for": "5m"}])
    assert triggers.words(trigger) == (
        "rumour above 40% and silence longer than 20m, or broken promises more than 2, "
        "for 5m without a break")


def test_each_world_is_judged_by_itself() -> None:
    trigger = triggers.trigger([{"rumour": "above 40%", "silence": "longer than 20m"},
                                {"stress": "below 10%"}])
    held = triggers.evaluate(trigger, {"rumour": np.array([0.5, 0.5, 0.4, 0.0]),
                                       "silence": np.array([21.0, 20.0, 30.0, 0.0]),
                                       "stress": np.array([0.5, 0.5, 0.5, 0.0])})
    assert held.dtype == np.bool_
    assert held.tolist() == [True, False, False, True]


def test_what_is_not_a_number_fires_nothing() -> None:
    never = np.array([np.nan])
    for text in ("longer than 0m", "shorter than 1d"):
        trigger = triggers.trigger({"since_restoration": text})
        assert triggers.evaluate(trigger, {"since_restoration": never}).tolist() == [False]


def test_an_empty_trigger_is_a_mistake_in_the_code() -> None:
    with pytest.raises(ValueError, match="at least one condition"):
        triggers.evaluate(Trigger(()), {})


@given(TRIGGERS, st.integers(0, 2**32 - 1))
def test_the_answer_is_that_of_plain_logic(trigger: Trigger, seed: int) -> None:
    chance = np.random.default_rng(seed)
    values = {name: chance.choice([0.0, 0.5, 1.0, 3.0, 100.0, 4000.0], 4) for name in QUANTITIES}
    held = triggers.evaluate(trigger, values)
    for world in range(4):
        assert held[world] == any(all(
            (values[each.quantity][world] > each.bound) if each.above
            else (values[each.quantity][world] < each.bound) for each in group)
            for group in trigger.any_of)


def test_every_quantity_has_a_meaning_and_an_example_that_reads() -> None:
    assert set(triggers.MEANINGS) == set(QUANTITIES)
    for quantity in QUANTITIES:
        assert triggers.trigger({quantity: triggers.example(quantity)}).any_of[0][0].above
