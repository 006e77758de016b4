from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.cli.terminal import bar, harmless, progress, say

Printed = pytest.CaptureFixture[str]


@given(st.text())
def test_no_text_can_steer_the_terminal(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert not set(shown) & {chr(code) for code in [*range(10), *range(11, 32), 127, 155, 0x202E]}


def test_plain_words_in_any_script_stay_as_they_are() -> None:
    for words in ("Tomás ruft an – “ja”", "пауза", "休止", "नमस्\u200dते", "👍"):
        assert harmless(words) == words


def test_long_lines_are_wrapped_and_hang(capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    say("  " + "word " * 30, hang=2)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 2 and all(len(line) <= 60 for line in lines)
    assert lines[0].startswith("  word") and lines[1].startswith("    word")


def test_an_address_is_not_broken(capsys: Printed) -> None:
    say("See " + "https://example.org/" + "x" * 120)
    assert "x" * 120 in capsys.readouterr().out


def test_progress_is_for_eyes_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert progress("judging") is None
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    show = progress("judging")
    assert show is not None
    show(3, 10)
    assert "judging: 3 of 10 runs" in screen.getvalue()
    show(10, 10)
    assert screen.getvalue().endswith("\r")


def test_long_work_shows_a_bar_with_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    now = iter([100.0, 220.0, 340.0])
    monkeypatch.setattr("simkit.cli.terminal.monotonic", lambda: next(now))
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    show = bar("samples")
    show(100, 500)  # these were done before: they tell nothing about the pace
    show(200, 500)
    show(500, 500)
    first, second, third = (line.rstrip() for line in screen.getvalue().split("\r")[1:])
    assert first.endswith("]  20 %, 100 of 500 samples")
    assert second.endswith("]  40 %, 200 of 500 samples, about 6 min left")
    assert third == f"[{'#' * 24}] 100 %, 500 of 500 samples"


def test_in_a_file_long_work_is_a_line_for_every_tenth(capsys: Printed) -> None:
    show = bar("samples")
    for done in range(101):
        show(done, 100)
    out, err = capsys.readouterr()
    assert not out and len(err.splitlines()) == 11 and "\r" not in err
    assert err.splitlines()[-1] == "100 %, 100 of 100 samples"
