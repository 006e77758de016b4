from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.analysis.ranks import (
    agreed,
    better,
    held_equal,
    kendall,
    ranks,
    redrawn,
    spearman,
)

VALUES = st.lists(st.integers(0, 5), min_size=3, max_size=12)


def test_equal_values_share_the_average_of_their_ranks() -> None:
    assert ranks([10, 20, 20, 5]).tolist() == [2.0, 3.5, 3.5, 1.0]


def test_the_two_measures_give_the_textbook_values_with_ties() -> None:
    assert spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]) == pytest.approx(0.820782681668)
    assert kendall([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]) == pytest.approx(-0.471404520791)


@pytest.mark.parametrize("measure", [spearman, kendall])
def test_the_same_order_agrees_fully_and_its_reverse_not_at_all(measure: object) -> None:
    assert callable(measure)
    assert measure([1, 2, 2, 4], [10, 20, 20, 30]) == pytest.approx(1.0)
    assert measure([1, 2, 2, 4], [3, 2, 2, 1]) == pytest.approx(-1.0)


@pytest.mark.parametrize("measure", [spearman, kendall])
def test_what_never_varies_has_no_order(measure: object) -> None:
    assert callable(measure)
    assert np.isnan(measure([1, 2, 3], [7, 7, 7]))


@given(VALUES)
def test_only_the_order_counts(values: list[int]) -> None:
    other = np.arange(len(values)) % 3
    stretched = np.exp(np.array(values, dtype=float))
    for measure in (spearman, kendall):
        assert measure(values, other) == pytest.approx(measure(stretched, other), nan_ok=True)


def test_held_equal_is_the_correlation_of_what_the_other_leaves_unexplained() -> None:
    a, b, other = [3, 1, 4, 1, 5, 9, 2], [2, 7, 1, 8, 2, 8, 1], [1, 4, 1, 4, 2, 1, 3]

    def unexplained(values: list[int]) -> np.ndarray:
        x, y = ranks(other), ranks(values)
        return y - np.polyval(np.polyfit(x, y, 1), x)

    left = np.corrcoef(unexplained(a), unexplained(b))[0, 1]
    assert held_equal(a, b, other) == pytest.approx(left)
    assert np.isnan(held_equal(a, b, b))


def test_shuffling_seldom_does_as_well_as_a_perfect_order() -> None:
    found = agreed(np.arange(8), np.arange(8), seed=1, draws=500)
    assert found.rho == found.high == pytest.approx(1.0)
    assert found.chance < 0.01
    assert agreed([1, 2, 3], [1, 2, 3], seed=1, draws=500).chance > 0.2


def test_all_orders_meet_the_same_drawn_sets() -> None:
    order = np.array([3.0, 1.0, 2.0, 5.0, 4.0])
    one, two = redrawn(np.arange(5.0), [order, order], seed=3, draws=50)
    assert one.tolist() == two.tolist()


def test_the_better_of_two_orders_is_found_and_a_tie_counts_half() -> None:
    seen, mixed = np.arange(12.0), np.arange(12.0)[::-1].copy()
    gap, low, _, wins = better(seen, seen, mixed, seed=5, draws=200)
    assert (gap, wins) == (pytest.approx(2.0), 1.0)
    assert low > 1.9
    assert better(seen, mixed, mixed, seed=5, draws=200) == (0.0, 0.0, 0.0, 0.5)
