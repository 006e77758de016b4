"""What kept, missed and contradicted words do, at the defaults and over the whole ranges."""

from __future__ import annotations

import pytest

from simkit.model import consequences
from simkit.model.exposure import STRUCK
from simkit.model.parameters import Parameters

DEFAULTS = Parameters.defaults()
DRAWS = Parameters.draw(3, 40)

ALL = (lambda p, row: consequences.missed("eta", p, row),
       lambda p, row: consequences.missed("next_update", p, row),
       consequences.revised,
       lambda p, row: consequences.kept(1.0, p, row),
       lambda p, row: consequences.contradicted("all-clear", p, row),
       lambda p, row: consequences.contradicted("denial", p, row),
       lambda p, row: consequences.uncovered(0.7, p, row),
       consequences.corrected)


@pytest.mark.parametrize("strikes", ALL)
def test_every_consequence_fills_columns_that_events_can_fill_and_none_is_negative(strikes) -> None:
    for row in range(DRAWS.rows):
        found = strikes(DRAWS, row)
        assert set(found) <= set(STRUCK)
        assert all(amount >= 0.0 for amount in found.values())


def test_missing_a_time_for_the_fix_costs_more_than_missing_an_update() -> None:
    eta = consequences.missed("eta", DEFAULTS)
    update = consequences.missed("next_update", DEFAULTS)
    assert eta["loss_I"] > update["loss_I"] and eta["add_U"] > update["add_U"]
    assert "loss_A" in eta and "loss_A" not in update


def test_putting_off_in_time_costs_a_share_of_missing_and_leaves_nobody_waiting() -> None:
    missed, revised = consequences.missed("eta", DEFAULTS), consequences.revised(DEFAULTS)
    share = DEFAULTS.value("revised")
    assert revised["loss_I"] == pytest.approx(share * missed["loss_I"])
    assert "miss" not in revised and "drop_eta" not in revised


def test_many_small_promises_earn_no_more_than_one_long_one() -> None:
    small = sum(consequences.kept(0.1, DEFAULTS)["lift_I"] for _ in range(10))
    assert small == pytest.approx(consequences.kept(1.0, DEFAULTS)["lift_I"], rel=0.02)


def test_one_kept_promise_never_gives_more_than_half_of_what_is_missing() -> None:
    assert (consequences.kept(1e6, DEFAULTS)["lift_I"]
            == consequences.kept(1e9, DEFAULTS)["lift_I"])


def test_a_denial_that_comes_out_costs_as_much_as_there_was_to_own() -> None:
    innocent, half, guilty = (consequences.uncovered(share, DEFAULTS) for share in (0.0, 0.5, 1.0))
    assert innocent["loss_I"] == 0.0 < innocent["lift_I"]
    assert guilty["lift_I"] == 0.0
    assert half["loss_I"] == pytest.approx(guilty["loss_I"] / 2.0)
