"""What lies beside a run and is no decision."""

from __future__ import annotations

from pathlib import Path

import pytest

from simkit.widgets.keeping import Keeping


def test_what_was_put_is_found_by_the_next_one(tmp_path: Path) -> None:
    Keeping(tmp_path / "run.jsonl").put(name="spät", drafts={"*": {"text": "a"}})
    Keeping(tmp_path / "run.jsonl").put(drafts={})
    again = Keeping(tmp_path / "run.jsonl")
    assert (again.get("name"), again.get("drafts"), again.get("more")) == ("spät", {}, None)
    assert [path.name for path in tmp_path.iterdir()] == ["run.desk.json"]


@pytest.mark.parametrize("content", ["", "{", "[1]", "\x00"])
def test_a_broken_file_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.desk.json").write_text(content)
    keeping = Keeping(tmp_path / "run.jsonl")
    assert keeping.get("drafts") is None
    keeping.put(name="a")
    assert Keeping(tmp_path / "run.jsonl").get("name") == "a"


def test_without_a_log_nothing_is_written() -> None:
    keeping = Keeping(None)
    keeping.put(name="a")
    assert keeping.get("name") == "a" and keeping.path is None


def test_a_disk_that_takes_nothing_is_told_and_stops_nobody(tmp_path: Path) -> None:
    keeping = Keeping(tmp_path / "run.jsonl")
    assert keeping.path is not None
    keeping.path.mkdir()  # nothing can be put in the place of a folder
    keeping.put(name="a try")
    assert keeping.get("name") == "a try"
    assert keeping.trouble.startswith("Drafts and choices cannot be kept on disk (")
    keeping.path.rmdir()
    keeping.put(name="another")
    assert keeping.trouble == "" and Keeping(tmp_path / "run.jsonl").get("name") == "another"
