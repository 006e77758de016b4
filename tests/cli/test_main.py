"""The command line as a process of its own: pipes, signals, and what comes out of them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "simkit"]
# Lines are as long as COLUMNS says, where a shell exports it
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}


def run(*words: str, lines: str = "", **changes: str) -> subprocess.CompletedProcess[str]:
    """Run simkit with *words* and *lines* on stdin, in an environment with *changes*."""
    return subprocess.run([*COMMAND, *words], input=lines, capture_output=True, text=True,
                          encoding="utf-8", env=ENVIRONMENT | changes, timeout=120, check=False)


def started(*words: str) -> subprocess.Popen[str]:
    """Return simkit at work on *words*, its three streams piped."""
    return subprocess.Popen([*COMMAND, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, encoding="utf-8", env=ENVIRONMENT)


def test_a_run_can_be_scripted_and_gone_on_with(here: Path) -> None:
    script = ("# a comment\ngo 12m\nanswer boss We see it, next word at 09:30.\n"
              "post social Checkout is down for everyone. Next update 09:30.\ngo 10m\n")
    first = run("play", "small", "--seed", "7", "--prepare", "templates", lines=script)
    assert first.returncode == 0
    assert "EXERCISE. Checkout is down" in first.stdout.splitlines()[0]
    assert "T+0:12 09:12 UTC  down for nearly everyone | 1 waiting > answer boss" in first.stdout
    assert "Promised: the time of the next word, T+0:30 (09:30 UTC)." in first.stdout
    log = "runs/small-seed7-1.jsonl"
    assert log in first.stderr
    second = run("play", "--resume", log, lines="look\nquit\nlook\n")
    assert second.returncode == 0
    assert "next update due 09:30" in second.stdout
    assert second.stdout.count(" > look") == 1  # nothing is read after quit


def test_the_same_script_gives_the_same_transcript(here: Path) -> None:
    script = "go 1h\nlook\nfeed\nfix release 60%\ngo 30m\nlook\n"
    shown = [run("play", "small", "--seed", "7", "--log", f"{n}.jsonl", lines=script).stdout
             for n in (1, 2)]
    assert shown[0].replace("1.jsonl", "2.jsonl") == shown[1]
    assert Path("1.jsonl").read_bytes() == Path("2.jsonl").read_bytes()


@pytest.mark.parametrize("words", [("schema",), ("play", "small", "--seed", "1"), ("--help",)])
def test_a_reader_that_goes_away_ends_it_quietly(words: tuple[str, ...], here: Path) -> None:
    process = started(*words)
    assert process.stdin and process.stdout and process.stderr
    process.stdout.close()
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write("look\n" * 2000)
        process.stdin.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert "Traceback" not in errors and "BrokenPipe" not in errors
    # argparse, which writes the help, may keep the news to itself
    assert process.wait(60) in ((0, 141) if words == ("--help",) else (141,))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_stops_with_one_line_and_loses_no_decision(here: Path) -> None:
    process = started("play", "small", "--seed", "7", "--log", "run.jsonl")
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write("hold\n")
    process.stdin.flush()
    shown = ""
    while "Decided" not in shown:  # a program at the other end sees each answer at once
        shown = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.endswith("stopped\n") and "Traceback" not in errors
    assert '"action":"hold"' in Path("run.jsonl").read_text(encoding="utf-8")


def test_no_lines_at_all_end_the_run_at_once(here: Path) -> None:
    done = run("play", "small")
    assert done.returncode == 0 and "Seed " in done.stdout
    assert len(list(Path("runs").iterdir())) == 1


def test_a_terminal_that_knows_few_letters_is_no_obstacle(here: Path) -> None:
    done = run("play", "small", lines="go 5m\npost social “Désolé” — it is down\n",
               PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and "Traceback" not in done.stderr


def test_a_mistake_is_one_message_on_stderr(here: Path) -> None:
    done = run("repaly")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "'repaly' is not a command; did you mean 'replay'?\n"
