"""Every file under tests/broken has one fault, and says so in the very same words in both readers.

After a change of wording: ``read`` each file and write ``problems``, one a line, to its .txt.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from simkit.errors import ScenarioError
from simkit.scenario import reader

FOLDER = Path(__file__).resolve().parents[1] / "broken"
FILES = sorted(FOLDER.glob("*.yaml"))


def complaints(file: Path, fast: bool) -> list[str]:
    return [str(each) for each in reader.read(file.read_bytes(), file.name, fast=fast).problems]


def expected(file: Path) -> list[str]:
    return file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("fast", [True, False], ids=["libyaml", "python"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_broken_file_says_what_is_wrong_and_what_to_do(file: Path, fast: bool) -> None:
    assert complaints(file, fast) == expected(file)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_loads_only_when_it_has_warnings_at_most(file: Path) -> None:
    errors = [line for line in expected(file) if ": warning: " not in line]
    try:
        reader.load(file)
    except ScenarioError as error:
        assert len(error.problems) == len(errors) > 0
    else:
        assert errors == []


def test_there_are_enough_broken_files_and_each_complains() -> None:
    assert len(FILES) >= 40
    assert all(expected(file) for file in FILES)
    assert {file.stem for file in FILES} == {file.stem for file in FOLDER.glob("*.txt")}
