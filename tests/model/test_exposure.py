import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.errors import UnknownName
from simkit.model.audience import Audience, Segments
from simkit.model.exposure import (
    INPUTS,
    MESSAGES,
    Exposures,
    Readers,
    Said,
    coefficients,
    exposure,
    hazard,
    information,
)
from simkit.model.parameters import Parameters
from simkit.model.states import NAMES, Input, State

DEFAULTS = Parameters.defaults()
TWO_CHANNELS = {"reach": np.array([[0.12, 0.2], [0.35, 0.3]]), "half_life": np.array([20.0, 60.0]),
                "delay": np.array([0.0, 1.0])}
PLAIN = coefficients(Said({"acknowledgement": 0, "next_update": 0}), DEFAULTS)
NOTICE = INPUTS.index("notice")


def taken_one_by_one(exposures, ticks):
    return np.stack([exposures.take(tick).copy() for tick in range(ticks)])


def test_the_audience_names_its_inputs_in_the_order_of_the_table():
    assert Input._fields == INPUTS


def test_every_state_has_one_word_for_its_letter():
    assert sorted(NAMES.values()) == sorted(State._fields)


def test_a_channel_reaches_half_of_its_reach_after_its_half_life():
    reached = exposure([[0.4]], [30.0], [5.0], np.array([0.0, 5.0, 35.0, np.inf]))
    assert reached[:, 0] == pytest.approx([0.0, 0.0, 0.2, 0.4])


def test_whom_one_channel_misses_another_may_reach():
    assert exposure([[0.5], [0.4]], [1.0, 1.0], [0.0, 0.0], np.inf) == pytest.approx([0.7])


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=4), st.floats(1.0, 500.0),
       st.floats(0.0, 30.0))
def test_exposure_grows_with_age_and_never_exceeds_everybody(reaches, half_life, delay):
    ages = np.linspace(0.0, 1000.0, 50)
    reach = np.array(reaches)[:, None]
    reached = exposure(reach, [half_life] * len(reach), [delay] * len(reach), ages)
    assert (np.diff(reached, axis=0) >= -1e-12).all()
    assert (reached >= 0.0).all() and (reached <= 1.0).all()


def test_every_minute_brings_the_new_exposure_of_the_closed_form():
    exposures = Exposures(1, 2)
    exposures.publish(0, 3, PLAIN, **TWO_CHANNELS)
    inputs = taken_one_by_one(exposures, 60)[:, NOTICE, 0]
    ages = np.clip(np.arange(61) - 3.0, 0.0, None)
    expected = np.diff(exposure(age=ages, **TWO_CHANNELS), axis=0) * PLAIN[NOTICE]
    assert inputs == pytest.approx(expected, abs=1e-14)


def test_in_the_end_a_message_has_reached_whom_its_channels_reach():
    exposures = Exposures(1, 2)
    exposures.publish(0, 0, PLAIN, **TWO_CHANNELS)
    total = taken_one_by_one(exposures, 480)[:, NOTICE, 0].sum(axis=0)
    assert total == pytest.approx(exposure(age=np.inf, **TWO_CHANNELS) * PLAIN[NOTICE])
    assert not exposures.take(480).any()


def test_messages_add_up():
    alone, other, both = Exposures(1, 2), Exposures(1, 2), Exposures(1, 2)
    for exposures in (alone, both):
        exposures.publish(0, 0, PLAIN, **TWO_CHANNELS)
    for exposures in (other, both):
        exposures.publish(0, 7, 2.0 * PLAIN, **TWO_CHANNELS)
    total = taken_one_by_one(alone, 40) + taken_one_by_one(other, 40)
    assert taken_one_by_one(both, 40) == pytest.approx(total, abs=1e-15)


def test_a_message_stays_in_its_world():
    exposures = Exposures(3, 2)
    exposures.publish(1, 0, PLAIN, **TWO_CHANNELS)
    inputs = exposures.take(0, 30)
    assert inputs[:, 1].any()
    assert not inputs[:, [0, 2]].any()


def test_messages_that_each_spread_in_a_way_of_their_own_all_arrive():
    exposures, expected = Exposures(1, 2), 0.0
    for number in range(40):  # more than the table has room for at first
        channels = TWO_CHANNELS | {"reach": np.array(TWO_CHANNELS["reach"]) / (1.0 + number)}
        exposures.publish(0, 0, PLAIN, **channels)
        expected += exposure(age=30.0, **channels) * PLAIN[NOTICE]
    assert exposures.take(0, 30)[NOTICE, 0] == pytest.approx(expected)


def test_places_in_the_table_are_used_again_after_the_window():
    exposures, fresh = Exposures(1, 2, window=50), Exposures(1, 2, window=50)
    exposures.publish(0, 0, PLAIN, **TWO_CHANNELS)
    taken_one_by_one(exposures, 50)
    exposures.publish(0, 130, PLAIN, **TWO_CHANNELS)
    fresh.publish(0, 0, PLAIN, **TWO_CHANNELS)
    later = np.stack([exposures.take(tick).copy() for tick in range(130, 180)])
    assert later.any()
    assert (later == taken_one_by_one(fresh, 50)).all()


@pytest.mark.parametrize("steps", [2, 15])
def test_many_ticks_in_one_go_are_the_sum_of_the_single_ones(steps):
    together, apart = Exposures(1, 2), Exposures(1, 2)
    for exposures in (together, apart):
        exposures.publish(0, 4, PLAIN, **TWO_CHANNELS)
    expected = taken_one_by_one(apart, steps).sum(axis=0)
    assert together.take(0, steps) == pytest.approx(expected, abs=1e-14)


def test_rows_may_stand_at_different_ticks_and_get_the_same_bits():
    rng = np.random.default_rng(1)
    ticks, steps = np.array([0, 40, 41, 13, 5]), np.array([1, 15, 1, 0, 2])
    together = Exposures(5, 2)
    messages = [(row, int(rng.integers(0, 60)), float(rng.random()))
                for row in range(5) for _ in range(3)]
    for row, tick, size in messages:
        together.publish(row, tick, size * PLAIN, **TWO_CHANNELS)
        together.impulse(row, "add_F", size)
    inputs = together.take(ticks, steps).copy()
    for row in range(5):
        alone = Exposures(1, 2)
        for other, tick, size in messages:
            if other == row:
                alone.publish(0, tick, size * PLAIN, **TWO_CHANNELS)
                alone.impulse(0, "add_F", size)
        assert (inputs[:, row] == alone.take(int(ticks[row]), int(steps[row]))[:, 0]).all()


def test_messages_that_are_over_leave_the_others_as_they_are():
    fast = TWO_CHANNELS | {"half_life": np.array([1.0, 2.0])}
    sent = [(row, 3 * number, (number + 1.0) * PLAIN, fast if number % 3 else TWO_CHANNELS)
            for number in range(20) for row in (0, 1) if number != 5 * row]

    def told(rows):
        exposures, places = Exposures(len(rows), 2), {row: i for i, row in enumerate(rows)}
        steps = []
        for tick in range(500):
            for row, start, does, channels in sent:
                if start == tick and row in rows:
                    exposures.publish(places[row], tick, does, **channels)
            steps.append(exposures.take(tick).copy())
        return np.stack(steps)

    together = told([0, 1])
    assert together[150].any() and not together[-1].any()
    for row in (0, 1):
        assert (together[:, :, row] == told([row])[:, :, 0]).all()


def test_rows_that_go_on_elsewhere_are_told_the_same_there_and_back():
    stays, leaves, part = Exposures(3, 2), Exposures(3, 2), Exposures(2, 2)
    fast = TWO_CHANNELS | {"half_life": np.array([3.0, 2.0])}
    for exposures in (stays, leaves):
        for row, tick, size in ((2, 0, 1.0), (0, 1, 2.0), (1, 1, 3.0), (2, 2, 4.0)):
            exposures.publish(row, tick, size * PLAIN, **TWO_CHANNELS)
        exposures.take(5)
        exposures.impulse(2, "add_F", 0.2)
    gone, there = np.array([0, 2]), np.array([1, 0])
    part.take_over(there, leaves, gone)
    stays.publish(2, 6, PLAIN, **fast)
    part.publish(0, 6, PLAIN, **fast)
    assert (part.take(6)[:, there] == stays.take(6)[:, gone]).all()
    leaves.take_over(gone, part, there)
    assert (leaves.take(7)[:MESSAGES, gone] == stays.take(7)[:MESSAGES, gone]).all()


def test_an_event_strikes_once_in_the_next_step():
    exposures = Exposures(2, 2)
    exposures.impulse(1, "loss_I", [0.1, 0.2])
    inputs = exposures.take(0).copy()
    assert inputs[INPUTS.index("loss_I"), 1].tolist() == [0.1, 0.2]
    assert np.count_nonzero(inputs) == 2
    assert not exposures.take(1).any()
    exposures.impulse(0, "loss_I", 0.3)
    assert exposures.take(2)[INPUTS.index("loss_I"), 0].tolist() == [0.3, 0.3]


def test_an_event_waits_for_a_row_that_does_not_step():
    exposures = Exposures(2, 1)
    exposures.impulse(0, "add_U", 0.3)
    assert not exposures.take(np.array([0, 0]), np.array([0, 1])).any()
    assert exposures.take(np.array([0, 1]), np.array([1, 1]))[INPUTS.index("add_U"), 0, 0] == 0.3


@pytest.mark.parametrize("column", ["lossI", "info"])
def test_only_columns_of_events_can_be_struck(column):
    with pytest.raises(UnknownName):
        Exposures(1, 1).impulse(0, column, 1.0)


def test_who_holds_a_promise_is_who_saw_it():
    segments = Segments(np.array([0.5, 0.5]), np.array([0.3, 0.9]), np.array([0.3, 0.9]))
    audience, exposures = Audience(segments, DEFAULTS), Exposures(1, 2)
    told = coefficients(Said({"eta": 0, "acknowledgement": 0}), DEFAULTS)
    exposures.publish(0, 0, told, **TWO_CHANNELS)
    for tick in range(40):
        audience.advance(1.0, exposures.take(tick), 1.0)
    seen = exposure(age=40.0, **TWO_CHANNELS)
    assert audience.state("eta")[0] == pytest.approx(seen, abs=1e-12)
    exposures.impulse(0, "drop_eta", 1.0)
    exposures.impulse(0, "miss", seen)
    audience.advance(1.0, exposures.take(1000), 1.0)
    assert audience.state("eta").max() < 1e-9
    assert audience.state("missed_eta")[0] == pytest.approx(seen, abs=1e-9)


def test_a_hazard_removes_its_share():
    assert np.exp(-hazard(0.3)) == pytest.approx(0.7)
    assert hazard(0.0) == 0.0
    assert np.isfinite(hazard(1.0))


def test_a_message_without_content_tells_nothing_and_tires():
    empty = dict(zip(INPUTS, coefficients(Said(), DEFAULTS), strict=True))
    full = dict(zip(INPUTS, coefficients(Said({"cause": 0, "workaround": 0}), DEFAULTS),
                    strict=True))
    assert information(Said(), DEFAULTS) == 0.0
    assert empty["info"] == 0.0 < full["info"]
    assert full["fatigue"] == 0.0 < empty["fatigue"]


def test_repeating_an_element_tells_less_but_a_new_time_is_always_new():
    def told(element, earlier):
        return information(Said({element: earlier}), DEFAULTS)

    assert told("cause", 0) == pytest.approx(0.25)
    assert told("cause", 1) == pytest.approx(0.25 * 0.35)
    assert told("eta", 5) == told("eta", 0) == pytest.approx(0.3)
    assert told("next_update", 5) == told("next_update", 0)


def test_a_next_update_in_five_minutes_promises_little():
    soon = information(Said({"next_update": 0}, next_update_in=5.0), DEFAULTS)
    later = information(Said({"next_update": 0}, next_update_in=30.0), DEFAULTS)
    assert soon == pytest.approx(later / 6.0)
    assert information(Said({"next_update": 0}, next_update_in=90.0), DEFAULTS) == later


def test_no_message_can_tell_everything():
    everything = dict.fromkeys(("acknowledgement", "impact", "cause", "eta", "all_clear"), 0)
    assert information(Said(everything), DEFAULTS) == 0.95


def test_an_unknown_element_is_refused():
    with pytest.raises(UnknownName, match="did you mean 'impact'"):
        information(Said({"inpact": 0}), DEFAULTS)


@pytest.mark.parametrize(("said", "other", "column"), [
    (Said(calm=0.0), Said(calm=0.8), "panic"),
    (Said({"cause": 0}, empathy=1.0), Said({"cause": 0}), "soothe"),
    (Said({"cause": 0}, empathy=1.0), Said(empathy=1.0), "gain_B"),
    (Said({"acknowledgement": 0}), Said({"acknowledgement": 3}), "ack"),
    (Said(accepts=True), Said(), "gain_I"),
    (Said(accepts=True), Said(accepts=True, accepted=2), "gain_I"),
    (Said(apology=0), Said(apology=1), "apology"),
    (Said(apology=0, accepts=True), Said(apology=0), "apology"),
    (Said(postmortem=0.9), Said(postmortem=0.2), "gain_A"),
    (Said(corrects=True), Said(), "correction"),
    (Said(denies=True), Said(), "denial"),
    (Said(), Said(denies=True), "told"),
    (Said(minimises=True), Said(), "minimise"),
    (Said(calm=0.0, index=0), Said(calm=0.0, index=3), "panic"),
])
def test_the_first_message_does_more_of_something_than_the_second(said, other, column):
    j = INPUTS.index(column)
    assert coefficients(said, DEFAULTS)[j] > coefficients(other, DEFAULTS)[j]


def test_readers_take_a_message_as_if_it_were_their_first():
    readers = Readers(DEFAULTS.value)
    for said in (Said({"cause": 0}, accepts=True), Said(apology=2, index=5), Said(denies=True)):
        fresh = coefficients(said, DEFAULTS, responsibility=0.4)
        assert (readers.coefficients(said, 0.4) == fresh).all()
        assert readers.information(said) == information(said, DEFAULTS)


def test_owning_what_is_not_ones_own_earns_nothing():
    owned = coefficients(Said(accepts=True), DEFAULTS, responsibility=0.0)
    assert owned[INPUTS.index("gain_I")] == 0.0


def test_messages_fill_only_their_own_columns():
    everything = Said({"acknowledgement": 0, "cause": 0, "workaround": 0, "eta": 0}, empathy=1.0,
                      calm=0.5, apology=0, accepts=True, denies=True, minimises=True,
                      corrects=True, postmortem=1.0)
    column = coefficients(everything, DEFAULTS)
    assert (column >= 0.0).all()
    assert not column[MESSAGES:].any()


def test_coefficients_use_the_constants_of_their_row():
    two = Parameters.stack([DEFAULTS, DEFAULTS.replace(k_ack=0.6)])
    said = Said({"acknowledgement": 0})
    assert coefficients(said, two, 1)[0] > coefficients(said, two, 0)[0]
    assert (coefficients(said, two, 0) == coefficients(said, DEFAULTS)).all()
