"""The scale: silence is 0, and the best play known is 100."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simkit.debrief import judgement
from simkit.ensemble import Comparison
from simkit.scorecard import Score

PAIR = Comparison("this run", "silent", -1.0, 2.0, 5.0, 2.0, 0.9, 10)
SCORE = Score((), (), (), 60.0, 50.0, 70.0, PAIR, PAIR)


def test_until_a_best_play_is_known_the_book_is_the_top() -> None:
    assert (SCORE.top, SCORE.place) == (70.0, 50.0)
    assert "by the book (70.0, the best known so far)" in SCORE.sentence


def test_a_best_play_is_the_top_once_it_is_known() -> None:
    score = replace(SCORE, best=75.0)
    assert (score.top, score.place) == (75.0, pytest.approx(40.0))
    assert "the best known play (75.0)" in score.sentence
    assert "the best known play at 75.0 (by the book at 70.0)" in judgement.place(score)


def test_a_best_play_close_to_silence_gives_no_scale() -> None:
    assert replace(SCORE, best=51.0).place is None
