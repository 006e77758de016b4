"""Bytes to text, and problems that stay inside the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.scenario.page import LARGEST, Page, Unreadable, decoded


@pytest.mark.parametrize("content, line, column", [
    (b"caf\xe9", 1, 4), (b"a\r\nb\rc\nd\xff", 4, 2), ("a\nb\x00", 2, 2), ("\ud83d", 1, 1),
    ("a\u2028b", 1, 2), ("a\ufeff", 1, 2), ("x" * (LARGEST + 1), 1, 1)])
def test_what_is_no_text_is_refused_at_its_position(content: str | bytes, line: int,
                                                    column: int) -> None:
    with pytest.raises(Unreadable) as raised:
        decoded(content)
    assert (raised.value.line, raised.value.column) == (line, column)


def test_line_ends_become_plain_and_a_leading_mark_goes() -> None:
    assert decoded("\ufeffa\r\nb\rc\n") == "a\nb\nc\n"
    assert decoded("\ufeffé😀".encode()) == "é😀"


@given(st.text(max_size=30), st.integers(-5, 99), st.integers(-5, 99))
def test_a_problem_lies_inside_the_file(text: str, line: int, column: int) -> None:
    page = Page(text, "f.yaml")
    page.complain(line, column, (), "wrong")
    (problem,) = page.problems()
    assert 1 <= problem.line <= len(page.lines)
    assert 1 <= problem.column <= len(page.lines[problem.line - 1]) + 1


def test_the_same_problem_is_noted_once() -> None:
    page = Page("a: 1", "f.yaml")
    page.complain(1, 4, ("a",), "wrong")
    page.complain(1, 4, ("b",), "wrong")
    assert [str(problem) for problem in page.problems()] == ["f.yaml:1:4: a: wrong"]
    assert page.complained(1, 4, "wrong")
    assert not page.complained(1, 3, "wrong")


def test_many_warnings_stay_warnings() -> None:
    page = Page("\n" * 300, "f.yaml")
    for line in range(1, 301):
        page.complain(line, 1, (), "doubtful", "warning")
    assert {problem.severity for problem in page.problems()} == {"warning"}
