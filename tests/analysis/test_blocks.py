from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from simkit.analysis.blocks import worked
from simkit.model.parameters import Array

SAMPLES = np.random.default_rng(1).random((11, 3))
ROOT = Path(__file__).resolve().parents[2]


class Counted:
    """The square of samples; stops, as Ctrl-C does, when asked once too often."""

    def __init__(self, most: int = 99) -> None:
        self.asked: list[int] = []
        self.most = most

    def __call__(self, samples: Array) -> Array:
        if len(self.asked) == self.most:
            raise KeyboardInterrupt
        self.asked.append(len(samples))
        return samples ** 2


def test_every_sample_is_worked_out_in_its_place_whatever_the_blocks() -> None:
    for block in (1, 4, 11, 50):
        assert np.array_equal(worked(Counted(), SAMPLES, block=block), SAMPLES ** 2)


def test_work_that_is_stopped_goes_on_from_its_last_block(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "work.jsonl"
    with pytest.raises(KeyboardInterrupt):
        worked(Counted(2), SAMPLES, file, block=3)
    rest, said = Counted(), []
    assert np.array_equal(worked(rest, SAMPLES, file, block=3, tell=said.append), SAMPLES ** 2)
    assert rest.asked == [3, 2]  # of blocks of 3, 3, 3 and 2 the first two are not done again
    assert said == [f"Going on with {file}: 2 blocks are done."]
    again = Counted()
    assert np.array_equal(worked(again, SAMPLES, file, block=3), SAMPLES ** 2)
    assert again.asked == []


def test_a_process_that_is_killed_loses_only_the_block_at_hand(tmp_path: Path) -> None:
    file = tmp_path / "work.jsonl"
    program = f"""
import os, signal, sys
import numpy as np
from simkit.analysis.blocks import worked
asked = []
def task(samples):
    asked.append(1)
    if len(asked) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return samples ** 2
worked(task, np.random.default_rng(1).random((11, 3)), __import__("pathlib").Path({str(file)!r}),
       block=3)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    rest = Counted()
    assert np.array_equal(worked(rest, SAMPLES, file, block=3), SAMPLES ** 2)
    assert rest.asked == [3, 2]


@pytest.mark.parametrize("torn", ['{"block": 2, "val', '{"block": 2, "values": [[0, 0, 0]]}'])
def test_a_line_that_was_being_written_is_no_block(tmp_path: Path, torn: str) -> None:
    file = tmp_path / "work.jsonl"
    with pytest.raises(KeyboardInterrupt):
        worked(Counted(2), SAMPLES, file, block=3)
    file.write_text(file.read_text(encoding="utf-8") + torn, encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):  # what is added next stands on a line of its own
        worked(Counted(1), SAMPLES, file, block=3)
    rest = Counted()
    assert np.array_equal(worked(rest, SAMPLES, file, block=3), SAMPLES ** 2)
    assert rest.asked == [2]


@pytest.mark.parametrize("changed", [{"key": "another model"}, {"block": 4},
                                     {"samples": SAMPLES[::-1]}])
def test_other_work_starts_anew_and_says_so(tmp_path: Path, changed: dict[str, object]) -> None:
    file, said = tmp_path / "work.jsonl", []
    before: dict[str, object] = {"key": "a model", "block": 3, "samples": SAMPLES}
    worked(Counted(), file=file, **before)
    now = before | changed
    fresh = Counted()
    worked(fresh, file=file, tell=said.append, **now)
    assert sum(fresh.asked) == 11
    assert said == [f"{file} holds other work; it starts anew."]
    kept = Counted()
    worked(kept, file=file, **now)
    assert kept.asked == []


def test_progress_counts_what_is_there_already(tmp_path: Path) -> None:
    file = tmp_path / "work.jsonl"
    with pytest.raises(KeyboardInterrupt):
        worked(Counted(2), SAMPLES, file, block=3)
    told: list[tuple[int, int]] = []
    worked(Counted(), SAMPLES, file, block=3, progress=lambda done, of: told.append((done, of)))
    assert told == [(6, 11), (9, 11), (11, 11)]


def test_numbers_come_back_from_the_file_to_the_last_bit(tmp_path: Path) -> None:
    values = np.random.default_rng(2).normal(size=(11, 3)) * 1e-7
    file = tmp_path / "work.jsonl"
    worked(lambda samples: values, SAMPLES, file, block=50)
    assert np.array_equal(worked(Counted(0), SAMPLES, file, block=50), values)


def test_two_processes_find_what_one_finds(tmp_path: Path) -> None:
    file = tmp_path / "work.jsonl"
    assert np.array_equal(worked(np.exp, SAMPLES, file, block=2, workers=2), np.exp(SAMPLES))
    assert np.array_equal(worked(Counted(0), SAMPLES, file, block=2), np.exp(SAMPLES))


def test_a_fault_in_another_process_comes_back() -> None:
    with pytest.raises(ValueError, match="dimension"):
        worked(np.linalg.inv, SAMPLES[0], block=1, workers=2)
