from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from simkit import ensemble
from simkit.engine.worlds import Worlds
from simkit.events import Decision
from simkit.message import read
from simkit.record import Record
from simkit.scenario import load
from simkit.scenario.parts import Scenario
from simkit.sizes import agitated, choose, late, longer, sizes, unlimited


@cache
def scripted() -> Scenario:
    return load("whatsapp-2021", variant="as_it_happened")


@cache
def by_the_book() -> tuple[Record, ...]:
    return tuple(ensemble.run(ensemble.cases(scripted(), "by_the_book", 2)))


def posts(record: Record) -> tuple[Decision, ...]:
    return tuple(decision for decision in record.decisions if decision.action == "post")


def test_the_scripted_variant_is_chosen_where_there_is_one() -> None:
    assert choose("whatsapp-2021").variant == "as_it_happened"
    assert choose("whatsapp-2021", "cheap_fixes").variant == "cheap_fixes"


def test_a_late_first_word_comes_55_minutes_later_and_later_ones_stay() -> None:
    for record in by_the_book():
        said = posts(record)
        changed = late(said)
        assert changed[0].at == said[0].at + 55.0
        assert changed[0].message is not None and said[0].message is not None
        assert changed[0].message.text == said[0].message.text
        assert changed[1:] == tuple(post for post in said if post.at > changed[0].at)
        assert 1 < len(changed) < len(said)
    assert late(()) == ()


def test_agitated_words_say_the_same_things_in_another_form() -> None:
    for record in by_the_book():
        for calm, loud in zip(posts(record), agitated(posts(record)), strict=True):
            assert calm.message is not None and loud.message is not None
            one, other = read(calm.message), read(loud.message)
            assert ({f.content for f in one.findings}, one.denied) == (
                {f.content for f in other.findings}, other.denied)
            assert [(p.kind, p.wait, p.clock) for p in one.promised] == [
                (p.kind, p.wait, p.clock) for p in other.promised]
            assert one.calm >= 0.65 and other.calm <= 0.35
            assert {f.content for f in other.remarks} >= {
                "shouting", "alarm word", "guess as fact", "absolute promise"}
            assert replace(loud, message=calm.message) == calm


def test_a_longer_outage_is_longer_by_an_hour_and_no_other_minute() -> None:
    for scenario in (scripted(), load("whatsapp-2021")):
        ends = []
        for each in (scenario, longer(scenario)):
            record = ensemble.run(ensemble.cases(each, "silent", 1, drawn=False))[0]
            ends.append(record.restored_at)
        assert ends[0] is not None and ends[1] == pytest.approx(ends[0] + 60.0)


def test_only_severities_after_the_height_move_in_a_script() -> None:
    old, new = scripted().script, longer(scripted()).script
    moved = {(a.kind, b.at - a.at) for a, b in zip(old, new, strict=True)}
    assert moved == {("severity", 0.0), ("severity", 60.0), ("arrives", 0.0), ("finding", 0.0)}
    assert new[0].at == 0.0


def test_the_same_words_without_the_policy_are_worth_the_same() -> None:
    from simkit.engine.worlds import Case
    from simkit.policy import Player
    from simkit.sizes import _UNSPOKEN

    cases = ensemble.cases(scripted(), "by_the_book", 2)
    again = [Case(unlimited(scripted()), case.seed, posts(record), Player(_UNSPOKEN),
                  case.parameters, anchored=False)
             for case, record in zip(cases, by_the_book(), strict=True)]
    worlds = Worlds(again, keep=False)
    worlds.run(1440.0)
    for row, record in enumerate(by_the_book()):
        assert not worlds.refused(row)
        assert worlds.record(row).final_trust == pytest.approx(record.final_trust, abs=1e-9)


def test_sizes_are_four_comparisons_in_words_and_count_their_runs() -> None:
    told: list[tuple[int, int]] = []
    found = sizes(scripted(), 2, lambda done, of: told.append((done, of)))
    assert [pair.runs for pair in found] == [2, 2, 2, 2]
    assert [pair.a.split(",")[0] for pair in found] == [
        "silence", "by the book", "by the book in agitated words", "by the book"]
    assert all(pair.low <= pair.middle <= pair.high for pair in found)
    assert found[0].high < 0.0 and found[3].high < 0.0  # silence and an hour more cost trust
    assert told[-1] == (12, 12) and told == sorted(told)
    assert sizes(scripted(), 2) == found
