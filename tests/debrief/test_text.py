from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from simkit.debrief import Report, text
from simkit.debrief.text import COLUMNS, Paragraph, Points, Table


def test_no_line_is_longer_than_the_terminal(told: Report, hostile: Report) -> None:
    for report in (told, hostile):
        assert max(map(len, report.text.splitlines())) <= COLUMNS
        assert max(map(len, repr(report).splitlines())) <= COLUMNS


def test_nothing_in_it_can_drive_a_terminal(hostile: Report) -> None:
    for form in (hostile.text, hostile.markdown, repr(hostile)):
        assert all(each.isprintable() or each == "\n" for each in form)


def test_it_says_exercise_at_the_top_and_at_the_end(told: Report) -> None:
    assert "EXERCISE" in told.text.split("\n\n")[1]
    assert "EXERCISE" in told.text.split("\n\n")[-1]
    assert repr(told).startswith("EXERCISE")
    assert "EXERCISE" in told.markdown.split("\n\n")[1]


def test_the_headlines_stand_before_everything_else(told: Report) -> None:
    flowing = " ".join(told.text.split())
    places = [flowing.index(words) for words in (
        *(headline.text for headline in told.headlines), "1 Exercise overview",
        "2 What happened to trust", "3 Practice", "4 Outcome", "5 Objectives", "6 Strengths",
        "7 Improvement plan", "8 Debrief", "9 Timeline", "Annex", "What this cannot tell you",
        "Sources")]
    assert places == sorted(places)


def test_there_is_room_to_write(told: Report) -> None:
    talk = told.text.split("8 Debrief")[1].split("9 Timeline")[0]
    for name in ("Reactions: ", "Description: ", "Analysis: ", "Summary: ", "Plus: ", "Delta: "):
        assert "_" * 80 in talk.split(name)[1][:160]
    assert all(question in " ".join(talk.split()) for question in told.questions)
    assert "____" in told.text.split("7 Improvement plan")[1].split("8 Debrief")[0]


def test_markdown_leaves_no_tag_of_anybody(hostile: Report) -> None:
    assert "<" not in hostile.markdown
    assert "&lt;script&gt;" in hostile.markdown


def test_markdown_has_as_many_cells_in_a_row_as_heads(hostile: Report) -> None:
    for table in re.findall(r"(?:^\|.*\n)+", hostile.markdown, re.MULTILINE):
        rows = [len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()]
        assert len(set(rows)) == 1


CELLS = st.text("ab .,|<é中", max_size=120)


@settings(max_examples=60)
@given(st.integers(1, 6).flatmap(lambda columns: st.lists(
    st.tuples(*[CELLS] * columns), min_size=2, max_size=5)))
def test_a_table_of_any_words_keeps_them_and_stays_within_the_width(
        rows: list[tuple[str, ...]]) -> None:
    lines = text._plain(Table(rows[0], tuple(rows[1:])))
    assert max(map(len, lines)) <= COLUMNS
    headed = rows if any(rows[0]) else rows[1:]
    written = Counter("".join("".join(cell) for row in headed for cell in row))
    shown = Counter("".join(lines))
    for count in (written, shown):
        del count[" "], count["-"]
    assert shown == written


def test_a_paragraph_that_begins_like_a_list_stays_one_in_markdown() -> None:
    assert list(text._markdown(Paragraph("1. What?"))) == [r"1\. What?"]
    assert list(text._markdown(Points(("-0.1 points",)))) == [r"- \-0.1 points"]


def test_much_evidence_is_cut_and_counted(told: Report) -> None:
    evidence = told.headlines[-1].evidence
    assert len(evidence) == 4
    assert text.seen(evidence) == ", ".join(each.at for each in evidence)
    assert text.seen([*evidence, *told.headlines[-2].evidence]).endswith("and 1 more")
