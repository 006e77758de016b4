from __future__ import annotations

import pytest

from simkit.analysis import probes, tables


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, dict[str, object]]]:
    return probes.now()


MOVED = ("the model has moved: make the tables anew, look at what changed, "
         "then python -m simkit.analysis.probes")


@pytest.mark.parametrize("part", ["lessons", "pieces", "reality"])
def test_the_first_runs_behind_the_tables_come_out_again(
        part: str, found: dict[str, dict[str, dict[str, object]]]) -> None:
    kept = tables.read(probes.NAME)[part]
    assert list(found[part]) == list(kept), MOVED
    for name, values in found[part].items():
        assert list(values) == list(kept[name]), MOVED
        for what, value in values.items():
            assert value == pytest.approx(kept[name][what], rel=1e-4, abs=1e-6), (
                f"{name}, {what}: {MOVED}")


def test_what_is_kept_lies_within_what_the_tables_tell(
        found: dict[str, dict[str, dict[str, object]]]) -> None:
    told = tables.read("reality")["outages"]
    for name, plays in found["reality"].items():
        low, _, high = told[name]["lost"]["day"]
        assert all(low - 5.0 < lost < high + 5.0 for lost in plays["real"])  # type: ignore[attr-defined]
