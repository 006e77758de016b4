"""The one command that a stranger types, on the machines that strangers have."""

from __future__ import annotations

import ast
import contextlib
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

import start

ROOT = Path(start.__file__).parent


def test_an_old_python_is_told_which_one_to_get(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18, "final", 0))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is 3\.8 "):
        runpy.run_path(start.__file__)


def test_an_old_python_can_read_the_file_that_far() -> None:
    ast.parse(Path(start.__file__).read_text(), feature_version=(3, 7))


def test_nothing_but_the_standard_library_is_needed() -> None:
    tree = ast.walk(ast.parse(Path(start.__file__).read_text()))
    needed = {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
    tree = ast.walk(ast.parse(Path(start.__file__).read_text()))
    needed |= {node.module or "" for node in tree if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in needed} <= sys.stdlib_module_names


def test_a_missing_ensurepip_names_the_package_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = start.importlib.util.find_spec
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == "ensurepip" else found(name)
    )
    package = "python{}.{}-venv".format(*sys.version_info)
    with pytest.raises(SystemExit, match=f"apt install {re.escape(package)}"):
        start.make_venv()


# What a start does to an environment, with the slow parts replaced


class House:
    """A project folder in which the making of an environment only leaves a note of itself."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[str] = []
        self.alive = False
        self.install: Callable[[], str] = lambda: ""
        self.monkeypatch = monkeypatch
        self.move_to(root)
        monkeypatch.setattr(start, "answers", lambda: self.alive)
        monkeypatch.setattr(start, "make_venv", self._make)
        monkeypatch.setattr(start, "install", self._install)

    def move_to(self, root: Path) -> None:
        if hasattr(self, "root"):
            self.root.rename(root)
        self.root = root
        root.mkdir(exist_ok=True)
        self.needs("numpy")
        self.monkeypatch.setattr(start, "ROOT", root)
        self.monkeypatch.setattr(start, "STAMP", root / ".venv" / "stamp")

    def needs(self, package: str) -> None:
        (self.root / "pyproject.toml").write_text(package)

    def _make(self) -> None:
        self.done.append("made")
        (self.root / ".venv").mkdir(exist_ok=True)
        self.alive = True

    def _install(self) -> str:
        self.done.append("installed")
        return self.install()

    def start(self) -> list[str]:
        """Prepare as a start does, and return what was done."""
        self.done.clear()
        with contextlib.suppress(KeyboardInterrupt, SystemExit):
            start.prepare()
        return self.done.copy()


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(tmp_path / "house", monkeypatch)


def test_the_second_start_finds_everything_done(house: House) -> None:
    assert house.start() == ["made", "installed"]
    assert house.start() == []


def test_changed_needs_are_installed_into_the_environment_that_is_there(house: House) -> None:
    house.start()
    house.needs("numpy and simpy")
    assert house.start() == ["installed"]
    assert house.start() == []


def test_a_moved_folder_gets_a_new_environment(house: House, tmp_path: Path) -> None:
    house.start()
    house.move_to(tmp_path / "elsewhere")
    assert house.start() == ["made", "installed"]


def test_another_python_gets_a_new_environment(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.start()
    monkeypatch.setattr(start, "VERSION", "3.99")
    assert house.start() == ["made", "installed"]


def test_an_environment_whose_python_is_gone_is_made_anew(house: House) -> None:
    house.start()
    house.alive = False
    assert house.start() == ["made", "installed"]


def test_after_an_interruption_the_environment_is_made_anew(house: House) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    house.install = interrupted
    assert house.start() == ["made", "installed"]
    house.install = lambda: ""
    assert house.start() == ["made", "installed"]
    assert house.start() == []


def test_a_failed_first_set_up_is_tried_again(house: House) -> None:
    house.install = lambda: "no network"
    house.start()
    house.install = lambda: ""
    assert house.start() == ["made", "installed"]


def test_an_update_that_fails_leaves_the_old_environment_in_use(house: House) -> None:
    house.start()
    house.needs("numpy and simpy")
    house.install = lambda: "no network"
    assert house.start() == ["installed"]
    house.needs("numpy")
    assert house.start() == []


def test_a_failed_set_up_shows_what_pip_said(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.install = lambda: "ERROR: no matching distribution"
    with pytest.raises(SystemExit, match=r"ERROR: no matching distribution\n.*start again"):
        start.prepare()


@pytest.mark.parametrize(
    ("python", "alive"),
    [
        ("#!/bin/sh\necho '{}.{}'".format(*sys.version_info), True),
        ("#!/bin/sh\necho 3.2", False),
        ("#!/bin/sh\nexit 1", False),
        (None, False),
    ],
)
def test_only_a_python_of_our_version_that_has_its_pip_counts_as_alive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, python: str | None, alive: bool
) -> None:
    file = tmp_path / "python"
    if python:
        file.write_text(python)
        file.chmod(0o755)
    monkeypatch.setattr(start, "PYTHON", str(file))
    assert start.answers() is alive


# What a start says and what it runs


@pytest.mark.parametrize(
    ("line", "news"),
    [
        ("Collecting jupyterlab>=4.2 (from simkit==0.1.0)\n", "fetching jupyterlab>=4.2"),
        ("  Downloading numpy-2.4.6.whl (12 MB)\n", "fetching numpy-2.4.6.whl (12 MB)"),
        ("Processing /a/wheel/six-1.0.whl\n", "fetching six-1.0.whl"),
        ("Installing collected packages: a, b, c\n", "installing 3 packages, the longest step"),
        ("  Preparing metadata (pyproject.toml): started\n", ""),
        ("\n", ""),
    ],
)
def test_pip_is_condensed_to_what_matters_to_somebody_who_waits(line: str, news: str) -> None:
    assert start.progress(line) == news


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that a start ran, without its own Python."""
    commands: list[list[str]] = []
    monkeypatch.setattr(start, "prepare", lambda: None)
    monkeypatch.setattr(start, "become", lambda command: commands.append(command[2:]))
    monkeypatch.setattr(
        "subprocess.call", lambda command, cwd: commands.append(command[2:]) or len(commands) == 1
    )
    return commands


def test_a_bare_start_opens_the_lessons(ran: list[list[str]]) -> None:
    start.main([])
    start.main(["--no-browser"])
    work = str(ROOT / "work")
    assert ran == [["simkit.lab", work], ["simkit.lab", work, "--no-browser"]]


def test_any_other_word_goes_to_simkit(ran: list[list[str]]) -> None:
    start.main(["play", "a name", "--seed=7"])
    start.main(["test", "something"])
    assert ran == [["simkit", "play", "a name", "--seed=7"], ["simkit", "test", "something"]]


def test_all_checks_run_and_one_failure_is_enough(ran: list[list[str]]) -> None:
    assert start.main(["test"]) == 1  # the first one failed
    assert [command[0] for command in ran] == ["ruff", "mypy", "pytest"]
    assert start.main(["test"]) == 0


def test_the_long_checks_are_the_same_and_the_slow_tests(ran: list[list[str]]) -> None:
    start.main(["test"])
    start.main(["test", "--long"])
    short, long = ran[:3], ran[3:]
    assert long == [*short[:2], [*short[2], "-m", "not pictures"]]


def test_help_needs_no_set_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(["--help"]) == 0
    assert "python3 start.py test" in capsys.readouterr().out


# The real thing, in a folder with a space and an umlaut


class Started:
    """A running start.py, alone in its process group as under a terminal of its own."""

    def __init__(self, house: Path, **surroundings: str) -> None:
        self.said = ""
        self.running = subprocess.Popen(
            [sys.executable, str(house / "start.py"), "--no-browser"],
            cwd=house.parent,
            env=os.environ | {"PYTHONUNBUFFERED": "1"} | surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            # Under `pytest &` interruptions are ignored, and a child would inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )

    def until(self, pattern: str) -> str:
        """Read what it says until a line holds *pattern*; returns the match."""
        assert self.running.stdout is not None
        for line in self.running.stdout:
            self.said += line
            if found := re.search(pattern, line):
                return found[0]
        pytest.fail(f"it ended without {pattern!r}:\n{self.said}")

    def to_the_end(self) -> int:
        """Read what it says until it ends; returns its exit status."""
        self.said += self.running.communicate()[0]
        return self.running.returncode

    def opens_lab(self) -> bool:
        """Whether Lab comes up, shows the copies in work/ and ends when told to."""
        address = self.until(r"http://127\.0\.0\.1:\d+/\S+")
        server, token = address.split("/lab")[0], address.split("?token=")[1]
        status = first_answer(f"{server}/api/contents/work?token={token}")
        self.tell(signal.SIGTERM)
        return status == 200 and self.to_the_end() == 0

    def tell(self, what: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.running.pid, what)


def first_answer(address: str, patience: float = 60.0) -> int:
    """Return the status of the first answer from *address*; Lab names it before it listens."""
    deadline = time.monotonic() + patience
    while True:
        try:
            with urlopen(address) as answer:
                return int(answer.status)
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


Begin = Callable[..., Started]


@pytest.fixture
def begin() -> Iterator[Begin]:
    """A function that starts start.py in a folder; what still runs after the test is ended."""
    all_started: list[Started] = []

    def begin(house: Path, **surroundings: str) -> Started:
        all_started.append(Started(house, **surroundings))
        return all_started[-1]

    yield begin
    for started in all_started:
        started.tell(signal.SIGKILL)
        started.running.wait()


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This tree as a stranger gets it: without anything that git leaves out."""
    left_out = shutil.ignore_patterns(".git", ".venv", "work", "runs", "__pycache__", ".*_cache")
    place = tmp_path_factory.mktemp("home") / "Über uns" / "sim kit"
    return Path(shutil.copytree(ROOT, place, ignore=left_out))


@pytest.mark.long
def test_a_start_without_network_says_so_and_leaves_no_stamp(clone: Path, begin: Begin) -> None:
    offline = begin(clone, PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_RETRIES="0")
    assert offline.to_the_end() == 1
    assert "Is the network there?" in offline.said
    assert not (clone / ".venv" / start.STAMP.name).exists()


@pytest.mark.long
def test_an_interrupted_first_start_is_made_good_by_the_next(clone: Path, begin: Begin) -> None:
    first = begin(clone)
    first.until("fetching")
    first.tell(signal.SIGINT)
    assert first.to_the_end() == 130
    assert "Start again to go on." in first.said
    assert "Traceback" not in first.said
    assert begin(clone).opens_lab()


@pytest.mark.long
def test_the_second_start_needs_no_network(clone: Path, begin: Begin) -> None:
    second = begin(clone, PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert second.opens_lab()
    assert "Setting simkit up" not in second.said


@pytest.mark.long
def test_a_start_after_the_python_was_swapped_builds_anew(clone: Path, begin: Begin) -> None:
    python = clone / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nonexistent/python3.10")
    swapped = begin(clone)
    assert swapped.opens_lab()
    assert "Setting simkit up" in swapped.said


@pytest.mark.long
def test_a_start_after_the_folder_was_moved_builds_anew(clone: Path, begin: Begin) -> None:
    moved = clone.rename(clone.with_name("moved"))
    try:
        again = begin(moved)
        assert again.opens_lab()
        simkit = subprocess.check_output(
            [moved / ".venv/bin/python", "-c", "import simkit; print(simkit.__file__)"],
            cwd="/",
            text=True,
        )
        assert Path(simkit.strip()).is_relative_to(moved)
    finally:
        moved.rename(clone)


@pytest.mark.long
def test_a_wheel_carries_the_scenarios_and_the_lessons(clone: Path, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "-q", "--no-deps", "-w", tmp_path, "."], cwd=clone, check=True)
    with ZipFile(next(tmp_path.glob("simkit-*.whl"))) as wheel:
        carried = set(wheel.namelist())
    for folder in ("scenarios", "notebooks"):
        files = {
            f"simkit/_data/{path.relative_to(ROOT).as_posix()}"
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and path.suffix in (".yaml", ".ipynb")
        }
        assert files <= carried
    assert not [name for name in carried if "checkpoints" in name or name.startswith("tests")]
