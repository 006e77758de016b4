"""Whatever happens to a good file: an answer, the same from both readers, and inside the file."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from simkit.scenario.reader import read

HERE = Path(__file__).resolve().parent
GOOD = [(HERE / name).read_text(encoding="utf-8") for name in ("example.yaml", "everything.yaml")]
PIECES = [*":#-[]{}&*!|>'\"%@`?,\n \t~0\\", ": ", " #", "\n- ", "<<: *dear", "&a ", "*a", "*dear",
          "!!int ", "!!binary ", "\u00a0", "\ufeff", "\ud800", "\x00", "\u2028", "\x85", "é", "😀",
          "\r", "\r\n", "null", "yes", "12:30", "017", "1e999", ".nan", "-.inf", "0x1F", "---\n",
          "...\n", "%YAML 1.1\n", "? ", "|\n", ">-\n", "{a: 1}", "[1, 2]", "9" * 400, "40%", "-5m",
          "\"\\ud800\"", "\"\\UFFFFFFFF\"", "change: {a.b: }", "variants: {a: {change: {title: }}}"]


def mutated(text: str, chance: random.Random) -> str:
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        text = chance.choice((inserted, inserted, cut, replaced, swapped, doubled, moved))(
            text, chance)
    return text


def inserted(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(PIECES) + text[at:]


def cut(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 2, 5, 20, 200)):]


def replaced(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(PIECES) + text[at + chance.choice((1, 2, 5, 20)):]


def swapped(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return "\n".join(lines)


def doubled(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
    return "\n".join(lines)


def moved(text: str, chance: random.Random) -> str:
    to, start = chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)
    return text[:to] + text[start:start + 30] + text[to:]


def examine(text: str) -> bool:
    """Read *text* with both readers; return whether it is still a scenario."""
    fast, slow = read(text, "f.yaml", fast=True), read(text, "f.yaml", fast=False)
    assert fast == slow
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in fast.problems:
        assert 1 <= problem.line <= len(lines), problem
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
    return bool(fast.scenarios)


def survivors(seed: int, count: int) -> int:
    chance = random.Random(seed)
    return sum(examine(mutated(chance.choice(GOOD), chance)) for _ in range(count))


def test_mutated_files_get_an_answer_that_both_readers_share() -> None:
    survived = survivors(seed=1, count=150)
    assert 0 < survived < 150  # the mutations are neither harmless nor all deadly


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 7))
def test_many_mutated_files_get_an_answer_that_both_readers_share(seed: int) -> None:
    assert survivors(seed, count=2000) > 0
