"""The pool of rows of the inbox."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from simkit.session import Session
from simkit.widgets import view
from simkit.widgets.letters import ROWS, Letters, allot

names = st.lists(st.text("abcdefgh", min_size=1, max_size=2), unique=True, max_size=ROWS)


@given(names, names)
def test_a_message_keeps_its_row_and_nothing_shows_twice(before: list[str],
                                                         wanted: list[str]) -> None:
    rows = allot([""] * ROWS, before)
    after = allot(rows, wanted)
    assert sorted(filter(None, after)) == sorted(wanted)
    assert all(new == old for old, new in zip(rows, after, strict=True) if old in wanted and old)


def test_a_button_answers_the_message_of_its_row(session: Session) -> None:
    session.run(until="12m")
    asked: list[str] = []
    letters = Letters(asked.append)
    letters.show(view.inbox(session.situation, session.scenario))
    for button in letters._buttons:
        if button.layout.display != "none":
            button.click()
    assert set(asked) >= {"press", "boss"}


def test_rows_without_a_message_are_hidden_and_none_is_ever_remade(session: Session) -> None:
    letters = Letters(lambda name: None)
    rows = list(letters.box.children)
    letters.show([])
    assert all(row.layout.display == "none" for row in letters.box.children[1:])
    session.run(until="12m")
    letters.show(view.inbox(session.situation, session.scenario))
    assert list(letters.box.children) == rows
    assert sum(row.layout.display != "none" for row in rows[1:]) == 3
