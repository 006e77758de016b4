from __future__ import annotations

import pytest
from smallest import day, outage, said

from simkit.attribution import PARTS, Played, mixed
from simkit.counterfactual.wordings import loudness
from simkit.ensemble import cases, run
from simkit.events import Decision
from simkit.message import read

SCENARIO = outage(takes=150.0)
LOUD = said("OH NO!!! Chatter is down!!! This is a nightmare!!!", "press")
OVER = said("Chatter works again for everyone. We are sorry.", "press")


@pytest.fixture(scope="module")
def mine() -> Played:
    record = day((60.0, "post", "", LOUD, None), (90.0, "fix", "disk", None, 0.9),
                 (400.0, "post", "", OVER, None), scenario=SCENARIO)
    return Played.of(record.decisions, record)


@pytest.fixture(scope="module")
def book() -> Played:
    record = run(cases(SCENARIO, "by_the_book", 1, first_seed=1, drawn=False))[0]
    return Played.of(record.decisions, record)


def posts(decisions: tuple[Decision, ...]) -> list[Decision]:
    return [d for d in decisions if d.action == "post"]


def test_all_parts_are_the_run_and_none_is_the_book(mine: Played, book: Played) -> None:
    assert mixed(mine, book, frozenset(PARTS)) == mine.decisions
    assert mixed(mine, book, frozenset()) == book.decisions


def test_repair_and_behaviour_come_from_their_side(mine: Played, book: Played) -> None:
    actions = [d.action for d in mixed(mine, book, frozenset({"repair"}))]
    assert "fix" in actions and "hold" not in actions and "open_room" in actions
    actions = [d.action for d in mixed(mine, book, frozenset({"behaviour"}))]
    assert "hold" in actions and "open_room" not in actions


def test_timing_moves_the_minutes_and_not_the_words(mine: Played, book: Played) -> None:
    found = posts(mixed(mine, book, frozenset({"timing"})))
    assert [d.at for d in found] == [d.at for d in posts(mine.decisions)]
    for decision, over in zip(found, (False, True), strict=True):
        assert decision.message is not None
        assert read(decision.message).says("all_clear") == over
        assert loudness(decision.message) == 0


def test_an_all_clear_follows_the_restoration_of_its_world(mine: Played, book: Played) -> None:
    last = posts(mixed(mine, book, frozenset({"timing"})))[-1]
    assert last.anchor is not None and last.anchor.kind == "restoration seen"


def test_content_brings_its_words_to_the_book_s_minutes(mine: Played, book: Played) -> None:
    found = posts(mixed(mine, book, frozenset({"content"})))
    assert len(found) == len(posts(book.decisions))
    assert all(d.message is not None and loudness(d.message) == 0 for d in found)
    assert {d.message.channels for d in found if d.message} == {("press",)}


def test_calm_brings_its_manner_and_nothing_else(mine: Played, book: Played) -> None:
    found = posts(mixed(mine, book, frozenset({"calm of messages"})))
    own = posts(book.decisions)
    assert [d.at for d in found] == [d.at for d in own]
    assert found[0].message is not None and loudness(found[0].message) == 2
    assert own[0].message is not None
    assert ({f.content for f in read(found[0].message).findings}
            == {f.content for f in read(own[0].message).findings})


def test_a_promise_that_the_book_keeps_is_kept_at_the_other_minutes_too(
        mine: Played, book: Played) -> None:
    decisions = mixed(mine, book, frozenset({"timing"}))
    first = decisions[0].message if decisions[0].message else posts(decisions)[0].message
    assert first is not None
    (promised,) = read(first).promised
    assert promised.wait is not None and promised.wait > 340.0


def test_whoever_says_nothing_has_no_words_to_bring(book: Played) -> None:
    silent = Played((), float("inf"), frozenset())
    for part in ("timing", "content"):
        assert posts(mixed(silent, book, frozenset({part}))) == []
    assert len(posts(mixed(silent, book, frozenset({"calm of messages"})))) == len(
        posts(book.decisions))
