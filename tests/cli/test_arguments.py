from __future__ import annotations

import re

import pytest

from simkit import __version__
from simkit.cli import main
from simkit.cli.arguments import Misuse, understood
from simkit.errors import UnknownName

COMMANDS = ("lab", "scenarios", "play", "score", "report", "replay", "sizes",
            "sensitivity", "check", "schema")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_ends_with_examples_that_are_understood(
        command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    shown = capsys.readouterr().out
    _, _, examples = shown.partition("examples:\n")
    lines = [line.split("  ")[1] for line in examples.splitlines()]
    assert lines
    for line in lines:
        words = re.split(r"[|<]", line)[0].split()
        assert words[:2] == ["simkit", command]
        assert callable(understood(words[1:]).command)


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    shown = capsys.readouterr().out
    assert all(re.search(rf"^    {command}\b", shown, re.MULTILINE) for command in COMMANDS)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"simkit {__version__}\n"


def test_a_misspelt_command_meets_the_nearest_one() -> None:
    with pytest.raises(UnknownName, match="did you mean 'replay'"):
        understood(["repaly", "x.jsonl"])


@pytest.mark.parametrize("words", [
    ["score"], ["score", "x", "--runs", "0"], ["score", "x", "--runs", "many"],
    ["play", "x", "--seed", "seven"], ["check"], ["schema", "--nonsense"],
])
def test_what_cannot_be_understood_says_where_to_read_more(words: list[str]) -> None:
    with pytest.raises(Misuse, match=f"See: simkit {words[0]} --help|See: simkit --help"):
        understood(words)
