"""Copies of lessons that keep what a trainee wrote, and a Lab that asks nobody outside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from simkit import lab


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    folder = tmp_path / "notebooks"
    (folder / "pictures").mkdir(parents=True)
    write_lesson(folder / "01_first.ipynb", "print(1)")
    (folder / "pictures" / "a.svg").write_text("<svg/>")
    return folder


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "work"


def write_lesson(file: Path, source: str, count: int | None = 1, **metadata: Any) -> None:
    cell = {
        "cell_type": "code",
        "id": "abc",
        "execution_count": count,
        "metadata": metadata,
        "source": [source],
        "outputs": [{"output_type": "execute_result", "execution_count": count, "data": {}}],
    }
    file.write_text(json.dumps({"cells": [cell], "metadata": metadata, "nbformat": 4}))


def contents(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file() and ".simkit" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def test_all_lessons_are_copied_with_their_pictures(lessons: Path, work: Path) -> None:
    assert lab.refresh(lessons, work) == []
    assert contents(work) == contents(lessons)


def test_what_tools_leave_behind_is_no_lesson(lessons: Path, work: Path) -> None:
    for name in (".ipynb_checkpoints", "__pycache__"):
        (lessons / name).mkdir()
        (lessons / name / "x.ipynb").write_text("{}")
    lab.refresh(lessons, work)
    assert contents(work).keys() == {"01_first.ipynb", "pictures/a.svg"}


def test_without_lessons_there_are_no_copies(tmp_path: Path, work: Path) -> None:
    assert lab.refresh(tmp_path / "notebooks", work) == []
    assert contents(work) == {}


def test_an_unedited_copy_follows_its_lesson(lessons: Path, work: Path) -> None:
    lab.refresh(lessons, work)
    write_lesson(lessons / "01_first.ipynb", "print(2)")
    assert lab.refresh(lessons, work) == []
    assert contents(work) == contents(lessons)


def test_a_copy_that_was_only_opened_or_run_again_counts_as_unedited(
    lessons: Path, work: Path
) -> None:
    lab.refresh(lessons, work)
    write_lesson(work / "01_first.ipynb", "print(1)", count=7, language_info="3.13")
    write_lesson(lessons / "01_first.ipynb", "print(2)")
    lab.refresh(lessons, work)
    assert contents(work) == contents(lessons)


def test_an_edited_copy_stays_while_its_lesson_does(lessons: Path, work: Path) -> None:
    lab.refresh(lessons, work)
    write_lesson(work / "01_first.ipynb", "mine")
    before = contents(work)
    assert lab.refresh(lessons, work) == []
    assert contents(work) == before


@pytest.mark.parametrize("mine", ["{", "[]", '{"cells": []}', "null"])
def test_a_new_lesson_is_put_beside_an_edited_copy(lessons: Path, work: Path, mine: str) -> None:
    lab.refresh(lessons, work)
    (work / "01_first.ipynb").write_text(mine)
    write_lesson(lessons / "01_first.ipynb", "print(2)")

    assert lab.refresh(lessons, work) == [
        "01_first.ipynb has your changes; the new lesson is beside it: 01_first.new.ipynb"
    ]
    assert (work / "01_first.ipynb").read_text() == mine
    assert contents(work)["01_first.new.ipynb"] == contents(lessons)["01_first.ipynb"]
    assert lab.refresh(lessons, work) == [], "it is said once"


def test_the_new_lesson_beside_follows_too_until_it_is_edited(lessons: Path, work: Path) -> None:
    lab.refresh(lessons, work)
    write_lesson(work / "01_first.ipynb", "mine")
    for source in ("print(2)", "print(3)"):
        write_lesson(lessons / "01_first.ipynb", source)
        lab.refresh(lessons, work)
    assert contents(work)["01_first.new.ipynb"] == contents(lessons)["01_first.ipynb"]

    write_lesson(work / "01_first.new.ipynb", "mine too")
    write_lesson(lessons / "01_first.ipynb", "print(4)")
    (news,) = lab.refresh(lessons, work)
    assert news.endswith("01_first.new2.ipynb")
    assert "mine" in contents(work)["01_first.ipynb"]
    assert "mine too" in contents(work)["01_first.new.ipynb"]
    assert contents(work)["01_first.new2.ipynb"] == contents(lessons)["01_first.ipynb"]


def test_a_deleted_copy_comes_back_fresh(lessons: Path, work: Path) -> None:
    lab.refresh(lessons, work)
    (work / "01_first.ipynb").unlink()
    assert lab.refresh(lessons, work) == []
    assert contents(work) == contents(lessons)


@pytest.mark.parametrize("memory", ["", "{", "[]", "3"])
def test_a_lost_memory_loses_no_work(lessons: Path, work: Path, memory: str) -> None:
    lab.refresh(lessons, work)
    (work / ".simkit" / "copied.json").write_text(memory)
    write_lesson(work / "01_first.ipynb", "mine")
    lab.refresh(lessons, work)
    assert "mine" in contents(work)["01_first.ipynb"]


def test_lab_serves_this_machine_only_and_keeps_its_token(tmp_path: Path) -> None:
    line = lab.command(tmp_path, tmp_path / "settings")
    assert "--ip=127.0.0.1" in line
    assert not any("token" in word or "password" in word for word in line)


def test_lab_is_told_to_leave_the_outside_alone_and_to_keep_the_order_of_messages(
    tmp_path: Path,
) -> None:
    line = lab.command(tmp_path, tmp_path / "settings")
    assert f"--LabApp.app_settings_dir={tmp_path / 'settings'}" in line
    settings = json.loads((tmp_path / "settings" / "overrides.json").read_text())
    notification = settings["@jupyterlab/apputils-extension:notification"]
    assert notification == {"fetchNews": "false", "checkForUpdates": False}
    kernels = settings["@jupyterlab/apputils-extension:kernels-settings"]
    assert kernels == {"commsOverSubshells": "disabled"}


@pytest.mark.parametrize(
    ("surroundings", "screen"),
    [
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({}, False),
        ({"DISPLAY": ":0", "SIMKIT_HEADLESS": "1"}, False),
    ],
)
def test_a_browser_is_opened_only_in_front_of_somebody(
    monkeypatch: pytest.MonkeyPatch, surroundings: dict[str, str], screen: bool
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("webbrowser.get", lambda: None)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SIMKIT_HEADLESS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    assert lab.has_screen() is screen


def test_lab_opens_on_the_first_lesson(
    lessons: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(lab, "lessons_folder", lambda: lessons)
    monkeypatch.setattr("os.execv", lambda program, line: started.append(line))
    write_lesson(lessons / "02_second.ipynb", "print(2)")
    lab.open_lab(work, browser=False)
    (line,) = started
    assert "--LabApp.default_url=/lab/tree/work/01_first.ipynb" in line
    assert f"--ServerApp.root_dir={work.parent}" in line
    assert "--no-browser" in line
