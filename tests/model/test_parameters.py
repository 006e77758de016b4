import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.errors import UnknownName
from simkit.model import parameters
from simkit.model.parameters import AUDIENCE, OUTAGE, PARAMETERS, RESPONDER, Parameters

BY_NAME = {parameter.name: parameter for parameter in PARAMETERS}


def test_names_are_unique_across_the_three_parts():
    assert len(BY_NAME) == len(PARAMETERS) == len(AUDIENCE) + len(RESPONDER) + len(OUTAGE)


def test_the_reference_model_of_users_has_its_seventy_constants_in_front():
    assert (AUDIENCE[0].name, AUDIENCE[69].name) == ("v_exp", "dH")
    assert not any(parameter.fixed for parameter in AUDIENCE[:70])


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
def test_every_default_lies_in_its_range_and_says_what_it_is(parameter):
    assert parameter.low <= parameter.default <= parameter.high
    assert parameter.meaning and parameter.unit in ("", "1/min", "min")
    assert parameter.strength in ("measured", "inferred", "judgement")
    if parameter.strength != "judgement":
        assert parameter.source


def test_the_weights_of_trust_add_up_to_one():
    assert sum(BY_NAME[name].default for name in ("w_A", "w_B", "w_I")) == pytest.approx(1.0)


def test_repair_can_be_earned_in_full():
    assert sum(BY_NAME[name].default
               for name in ("earn_0", "earn_pm", "earn_owned", "earn_fix")) == pytest.approx(1.0)


@given(st.integers(0, 2**40))
def test_draws_stay_in_their_ranges(seed):
    drawn = Parameters.draw(seed, 1)
    for parameter in PARAMETERS:
        assert parameter.low <= drawn.value(parameter.name) <= parameter.high * (1 + 1e-12)


def test_half_of_the_draws_lie_below_the_geometric_middle():
    half_life = BY_NAME["h_K"]
    assert half_life.at(0.5) == pytest.approx(math.sqrt(half_life.low * half_life.high))
    assert half_life.at(0.0) == half_life.low


def test_a_range_that_reaches_below_zero_is_drawn_evenly():
    taught = BY_NAME["L_fail"]
    assert taught.low < 0.0
    assert taught.at(0.5) == pytest.approx((taught.low + taught.high) / 2.0)


def test_a_draw_does_not_depend_on_how_many_are_drawn_with_it():
    many = Parameters.draw(7, 6)
    assert many.row(4).changed(0) == Parameters.draw(7, 1, start=4).changed(0)
    assert many.row(4).changed(0) != Parameters.draw(8, 1, start=4).changed(0)


def test_attributes_are_columns_of_the_values():
    drawn = Parameters.draw(3, 5)
    assert drawn.h_K.shape == (5, 1)
    assert [drawn.value("h_K", row) for row in range(5)] == drawn.h_K[:, 0].tolist()


def test_rows_can_be_taken_stacked_and_replaced():
    drawn = Parameters.draw(3, 4)
    again = Parameters.stack([drawn.row(2), drawn.take([0, 1])])
    assert again.rows == 3
    assert again.phi[:, 0].tolist() == [drawn.value("phi", row) for row in (2, 0, 1)]
    changed = drawn.replace(phi=0.5, mu=[1.0, 2.0, 3.0, 4.0])
    assert changed.phi[:, 0].tolist() == [0.5] * 4
    assert changed.value("mu", 2) == 3.0
    assert drawn.value("phi") != 0.5


def test_values_cannot_be_written_by_accident():
    with pytest.raises(ValueError):
        Parameters.defaults().phi[0, 0] = 1.0


def test_a_misspelt_constant_is_refused_with_the_nearest_one():
    with pytest.raises(UnknownName, match="did you mean 'tau_ack'"):
        Parameters.defaults().value("tau_akc")
    with pytest.raises(UnknownName):
        Parameters.defaults().replace(nonsense=1.0)
    with pytest.raises(AttributeError, match="tau_ack"):
        _ = Parameters.defaults().tau_akc


def test_only_values_that_differ_from_the_defaults_are_changes():
    assert Parameters.defaults(2).changed(1) == {}
    assert Parameters.defaults().replace(phi=0.02).changed(0) == {"phi": 0.02}


def test_the_table_lists_every_constant_with_its_part():
    table = parameters.table()
    assert [row["name"] for row in table] == list(BY_NAME)
    assert {row["part"] for row in table} == {"audience", "responder", "outage"}


def test_the_digest_notices_a_changed_definition(monkeypatch):
    before = parameters.digest()
    assert before == parameters.digest()
    monkeypatch.setattr(parameters, "PARAMETERS", PARAMETERS[1:])
    assert parameters.digest() != before
