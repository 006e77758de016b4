from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simkit.analysis import tables
from simkit.model import parameters


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tables, "HERE", tmp_path / "tables")
    return tables.HERE


def test_a_table_comes_back_with_what_made_it(here: Path) -> None:
    tables.write("odd", "python -m odd", seed=7, runs=3, values=np.array([1.0, 1 / 3]),
                 rows=[{"name": "a", "share": np.float64(0.25), "holds": np.bool_(True)}])
    table = tables.read("odd")
    assert table["model"] == parameters.digest()
    assert (table["command"], table["seed"], table["runs"]) == ("python -m odd", 7, 3)
    assert table["values"] == [1.0, 0.333333]
    assert table["rows"] == [{"name": "a", "share": 0.25, "holds": True}]


def test_a_table_is_current_until_the_parameters_change(
        here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not tables.current("odd") and not tables.exists("odd")
    tables.write("odd", "c", seed=1, runs=1)
    assert tables.current("odd")
    monkeypatch.setattr(parameters, "digest", lambda: "another")
    assert not tables.current("odd")


def test_a_table_that_was_never_made_is_missed(here: Path) -> None:
    with pytest.raises(FileNotFoundError):
        tables.read("odd")
