from __future__ import annotations

import re
from pathlib import Path

import pytest

from simkit import sizes
from simkit.analysis import pieces, tables
from simkit.analysis.pieces import OVER, PIECES, SORRY, Piece
from simkit.ensemble import cases, run
from simkit.policy import BY_THE_BOOK, CLEAR, Policy

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_first_piece_is_the_book_itself() -> None:
    assert PIECES[0].policy.rules == BY_THE_BOOK.rules


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.name)
def test_a_piece_differs_from_the_book_in_words_alone(piece: Piece) -> None:
    def rest(policy: Policy) -> list[object]:
        return [rule for rule in policy.rules if rule.do != "post"]

    assert rest(piece.policy) == rest(BY_THE_BOOK)
    posts = [rule for rule in piece.policy.rules if rule.do == "post"]
    assert [rule.on for rule in posts] == list(piece.said)
    for rule in posts:
        sorry = piece.sorry or rule.on != OVER
        assert (rule in BY_THE_BOOK.rules) == sorry
        assert ("sorry" in rule.text) == (rule.on == OVER and piece.sorry)


def test_without_its_apology_the_all_clear_still_says_that_it_is_over() -> None:
    assert CLEAR.count(SORRY) == 1
    policy = next(piece for piece in PIECES if piece.name.endswith("alone, no apology")).policy
    (record,) = run([cases(sizes.choose("whatsapp-2021"), policy, 1)[0]])
    (said,) = [event for event in record.of("published") if event.data["by"] != "executive"]
    assert "works again" in said.data["text"] and "sorry" not in said.data["text"]


def test_a_piece_is_held_against_silence_and_against_everything(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECES", (PIECES[0], PIECES[-1]))
    told: list[tuple[int, int]] = []
    (whole, silence, same), (unspoken, _, less) = pieces.pieces(
        sizes.choose("whatsapp-2021"), 2, lambda done, of: told.append((done, of)))
    assert (whole, unspoken) == (PIECES[0], PIECES[-1]) and told == [(1, 2), (2, 2)]
    assert silence.middle > 0.0 > less.middle and same.middle == 0.0


def test_the_committed_table_is_of_these_pieces_and_this_model() -> None:
    made = tables.read(pieces.NAME)
    assert tables.current(pieces.NAME), f"run {made['command']}"
    assert [row["name"] for row in made["rows"]] == [piece.name for piece in PIECES]
    assert made["command"] in pieces.table()


@pytest.mark.long
def test_the_committed_table_comes_out_again() -> None:
    made = tables.read(pieces.NAME)
    for row, (_, silence, whole) in zip(made["rows"], pieces.pieces(
            sizes.choose(made["scenario"], made["variant"]), made["runs"]), strict=True):
        for found, again in ((row["silence"], silence), (row["everything"], whole)):
            assert [again.low, again.middle, again.high] == pytest.approx(
                [found["low"], found["middle"], found["high"]], rel=1e-4, abs=1e-4)


def test_the_front_door_shows_the_committed_table() -> None:
    found = re.search(r"<!-- pieces: [^>]*-->\n(.*?)\n<!-- pieces end -->", README, re.DOTALL)
    assert found is not None
    assert found[1] == pieces.brief()
