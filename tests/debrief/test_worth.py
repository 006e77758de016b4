from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from simkit.attribution import OUTAGE, PARTS, Share, Split
from simkit.counterfactual import Findings, WhatIf, Worth
from simkit.debrief import Report, worth
from simkit.debrief.frames import frames
from simkit.debrief.numbers import Numbers
from simkit.debrief.story import Story
from simkit.ensemble import Comparison
from simkit.luck import Band, Luck
from simkit.message import Message
from simkit.record import Record
from simkit.scenario.parts import Entry


def found(key: str, middle: float, p: float, kind: str = "without") -> Worth:
    pair = Comparison("otherwise", "as it was", middle - 0.5, middle, middle + 0.5, middle, p, 50)
    return Worth(WhatIf(key, kind, 8.0, f"{kind} {key}", ("e1",)), pair)


def numbers(*worths: Worth) -> Numbers:
    shares = (Share(OUTAGE, 9.0, 8.0, 7.0, 9.0),
              *(Share(part, 0.5, 0.4, -0.1, 0.9) for part in PARTS))
    luck = Luck(60.0, np.array([50.0, 55.0]), {"by_the_book": np.array([66.0, 65.0])},
                Band(np.empty(0), np.empty(0), np.empty(0)))
    return Numbers(Findings(worths, 10, 10), luck=luck, split=Split(71.5, 60.0, shares, 30))


@pytest.fixture
def story(record: Record) -> Story:
    return Story(record)


def test_one_decision_does_not_fill_the_list() -> None:
    many = [found(f"d1 kind{n}", 2.0 - n / 10, 0.96) for n in range(9)]
    listed = worth.chosen([*many, *(found(f"d{n}", 0.0, 0.5) for n in range(2, 30))])
    assert sum(each.what.key.startswith("d1 ") for each in listed) == 2
    assert len(listed) == worth.LISTED


def test_the_split_is_told_with_its_sum(story: Story) -> None:
    told = worth.worths(story, numbers(found("d1", 2.0, 0.96)))
    assert told.lost == "11.5 points of trust were lost, from 71.5 to 60.0."
    assert [each.name for each in told.portions] == [OUTAGE, *PARTS]
    assert told.portions[1].tie and not told.portions[0].tie
    assert "30 other worlds" in told.portions_note


def test_a_long_run_says_how_much_was_not_asked(story: Story) -> None:
    told = worth.worths(story, replace(numbers(found("d1", 2.0, 0.96)), unasked=99))
    assert "99 others were left out" in told.valued_note
    assert "left out for" not in worth.worths(story, numbers(found("d1", 2.0, 0.96))).valued_note
    assert told.valued[0].chance == "48 to 2 of 50"


def test_without_what_ifs_nothing_is_claimed(story: Story) -> None:
    told = worth.worths(story, Numbers())
    assert told.valued == () and told.luck == () and told.portions == ()


def test_the_report_holds_all_of_it_in_every_form(told: Report) -> None:
    assert told.worths.valued and told.worths.portions and told.worths.luck
    for form in (told.text, told.html, told.markdown):
        assert "Where the lost trust went" in form and "Luck or skill" in form
        assert "How sure, how right" in form and "The story in moments" in form


def test_as_json_it_has_every_part_and_no_picture(told: Report) -> None:
    data = json.loads(told.json)
    assert data["exercise"] == "EXERCISE"
    assert data["report"]["title"] == told.title
    assert len(data["report"]["worths"]["valued"]) == len(told.worths.valued)
    assert "<svg" not in told.json


def test_the_story_has_its_moments_in_order(record: Record) -> None:
    told = frames(record)
    titles = [each.title for each in told]
    assert titles[0] == "the alarm" and titles[-1] == "where it stands after a day"
    assert "the worst moment for people" in titles
    first = next(each for each in told if each.title == "the first word")
    assert "The service is down for everyone" in first.said
    assert all(each.felt.startswith("Trust ") for each in told)


def test_an_executive_s_word_is_not_the_first_word(record: Record) -> None:
    first = record.first("published")
    assert first is not None
    theirs = first._replace(at=7.0, data={**first.data, "by": "executive"})
    told = frames(replace(record, events=(theirs, *record.events)))
    assert next(each for each in told if each.title == "the first word").at == first.at


def test_history_is_told_beside_and_only_when_it_moves(record: Record) -> None:
    said = Message(text="We see it.", channels=("social",))
    scenario = replace(record.scenario, playbooks={"historical": (Entry(8.0, "post", "", said),)})
    told = [each.history for each in frames(replace(record, scenario=scenario))]
    assert told[0] == "Nothing yet"
    assert [each for each in told if each] == ["Nothing yet", "“We see it.” (T+0:08)"]
    assert not any(each.history for each in frames(record))


def test_before_the_alarm_nothing_was_known(record: Record) -> None:
    deaf = replace(record, events=tuple(e for e in record.events if e.kind != "alarm"))
    assert all(each.knew == "Nothing unusual" for each in frames(deaf))
