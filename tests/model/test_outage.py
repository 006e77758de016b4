import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.model.outage import (
    beliefs,
    diagnosed,
    expected_minutes_to_restore,
    postmortem_quality,
    prior_log_odds,
    reach_growth,
    relapse_hazard,
    shown_confidence,
)
from simkit.model.parameters import Parameters

DEFAULTS = Parameters.defaults()
FIXATING = DEFAULTS.replace(L_fail=-15.0, p_w=0.5, t_w=60.0)


def test_without_evidence_people_believe_their_priors_less_what_nobody_named():
    believed = beliefs(prior_log_odds([3.0, 1.0]))
    assert believed == pytest.approx([0.75 * 0.95, 0.25 * 0.95])


def test_evidence_moves_odds_by_its_strength():
    odds = prior_log_odds([0.5, 0.5])
    before, after = beliefs(odds), beliefs(odds + np.array([np.log(3.0), 0.0]))
    assert after[0] / after[1] == pytest.approx(3.0 * before[0] / before[1])


def test_when_every_named_cause_looks_wrong_something_else_is_believed():
    assert beliefs(prior_log_odds([0.6, 0.4]) - 6.0).sum() < 0.1
    assert beliefs(prior_log_odds([0.6, 0.4]), rest=0.0).sum() == pytest.approx(1.0)


@given(st.lists(st.floats(-800.0, 800.0), min_size=1, max_size=8))
def test_beliefs_are_probabilities_however_strong_the_evidence(odds):
    believed = beliefs(odds)
    assert np.isfinite(believed).all() and (believed >= 0.0).all()
    assert believed.sum() <= 1.0 + 1e-9
    assert believed[np.argmax(odds)] == believed.max()


def test_stress_inflates_stated_confidence_but_never_past_certainty():
    assert shown_confidence(0.5, 0.0, 0.2) == 0.5
    assert shown_confidence(0.5, 1.0, 0.2) == pytest.approx(0.6)
    assert shown_confidence(1.0, 1.0, 0.5) == 1.0


def test_a_postmortem_needs_time_and_rest():
    early, later = (postmortem_quality(minutes, 0.0, DEFAULTS) for minutes in (60.0, 1440.0))
    assert postmortem_quality(0.0, 0.0, DEFAULTS) == 0.0
    assert early < 0.1 < 0.8 < later < 1.0
    assert postmortem_quality(1440.0, 1.0, DEFAULTS) == pytest.approx(0.5 * later)
    assert postmortem_quality(-5.0, 0.0, DEFAULTS) == 0.0


def test_the_hazard_of_a_relapse_adds_up_to_its_probability():
    hazard = relapse_hazard(0.4, 2880.0, 0.0, DEFAULTS)
    assert 1.0 - np.exp(-hazard * 2880.0) == pytest.approx(0.4)


def test_a_repaired_cause_keeps_a_tenth_of_it():
    bare, repaired = (relapse_hazard(0.4, 2880.0, share, DEFAULTS) for share in (0.0, 1.0))
    assert repaired == pytest.approx(0.1 * bare)
    assert relapse_hazard(0.0, 2880.0, 0.0, DEFAULTS) == 0.0


def test_a_new_channel_has_half_its_reach_after_its_half_life():
    assert reach_growth(0.0, DEFAULTS) == reach_growth(-3.0, DEFAULTS) == 0.0
    assert reach_growth(45.0, DEFAULTS) == pytest.approx(0.5)
    assert reach_growth(22.5, DEFAULTS, announced=True) == pytest.approx(0.5)


def test_investigation_makes_the_hypothesis_right_in_the_end():
    assert diagnosed(0.0, DEFAULTS) == pytest.approx(0.15)
    assert diagnosed(40.0, DEFAULTS) == pytest.approx(1.0 - 0.85 * np.exp(-1.0))
    assert diagnosed(4000.0, DEFAULTS) == pytest.approx(1.0)


@pytest.mark.parametrize(("think", "minutes"), [(0.0, 60.7), (10.0, 56.3), (40.0, 65.7),
                                                (90.0, 106.0)])
def test_with_cheap_fixes_that_teach_trying_at_once_is_nearly_best(think, minutes):
    assert expected_minutes_to_restore(think, DEFAULTS) == pytest.approx(minutes, abs=0.05)


@pytest.mark.parametrize(("think", "minutes"), [(0.0, 343.0), (40.0, 79.6), (90.0, 109.0)])
def test_with_harmful_fixes_that_fixate_thinking_first_is_far_better(think, minutes):
    assert expected_minutes_to_restore(think, FIXATING) == pytest.approx(minutes, abs=0.5)


def test_under_full_stress_the_same_plan_takes_half_as_long_again():
    assert expected_minutes_to_restore(40.0, FIXATING, stress=1.0) == pytest.approx(121.0, abs=0.5)


@given(st.integers(0, 2**40), st.floats(0.0, 240.0))
def test_restoring_takes_at_least_the_thinking_and_one_fix(seed, think):
    drawn = Parameters.draw(seed, 1)
    assert expected_minutes_to_restore(think, drawn) >= think + drawn.value("t_fix") - 1e-9
