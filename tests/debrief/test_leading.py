"""What somebody with five minutes reads: true, plain, with the events that carry it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "counterfactual"))  # for smallest.py
from smallest import day, outage, said

from simkit.attribution import OUTAGE, PARTS, Share, Split
from simkit.counterfactual import Findings, WhatIf, Worth, plan
from simkit.debrief import leading
from simkit.debrief.numbers import Numbers
from simkit.debrief.story import Story
from simkit.ensemble import Comparison
from simkit.luck import Band, Luck
from simkit.record import Record


def found(key: str, middle: float, p: float, kind: str = "without", equal: float = 0.0) -> Worth:
    pair = Comparison("otherwise", "as it was", middle - 0.5, middle, middle + 0.5, middle, p, 50,
                      equal=equal)
    return Worth(WhatIf(key, kind, 8.0, f"{kind} {key}", ("e1",), change="without it"), pair)


def numbers(*worths: Worth, split: Split | None = None) -> Numbers:
    return Numbers(Findings(worths, 10, 10), split=split, asked=len(worths))


def lines(story: Story, now: Numbers) -> list[str]:
    return [each.text for each in leading.leading(story, now, runs=1)]


@pytest.fixture
def story(record: Record) -> Story:
    return Story(record)


@pytest.fixture(scope="module")
def rash() -> Record:
    """A run that says too early that it is over, and lets a promised time pass."""
    return day((6.0, "post", "", said("Chatter is down.", next_update="10m"), None),
               (40.0, "post", "", said("Chatter works again for everyone."), None),
               (60.0, "talk", "", None, None), scenario=outage(takes=240.0))


def test_what_would_have_helped_most_comes_first_then_what_did(story: Story) -> None:
    first, second, *_ = lines(story, numbers(
        found("d4", 2.0, 0.96), found("d7", -1.0, 0.04), found("d3", 0.1, 0.5)))
    assert first == (
        "At T+0:12 you decided: try the fix “delete the logs” (30 in 100 sure). What followed: did "
        "not help, T+0:26. Without it, everything else equal: trust ends 2.0 points higher (1.5 to "
        "2.5), better in 48 of 50 pairs.")
    assert second == (
        "At T+1:10 you decided: answer a shop. Without it, everything else equal: trust ends 1.0 "
        "points lower (0.5 to 1.5), worse in 48 of 50 pairs: it was worth it.")


def test_what_was_prepared_was_decided_before_the_outage(story: Story) -> None:
    first, *_ = lines(story, numbers(found("d1", -1.0, 0.04)))
    assert first.startswith("Before the outage you decided: prepare “Words in a drawer”. Without")


def test_an_interval_across_zero_keeps_its_signs(story: Story) -> None:
    first, *_ = lines(story, numbers(found("d4", 0.3, 0.9)))
    assert "0.3 points higher (-0.2 to +0.8)" in first


def test_where_all_are_ties_the_norms_speak_and_only_once_all_are_known(story: Story) -> None:
    now = numbers(found("d4", 0.0, 0.5))
    assert "none can be told from a tie" in lines(story, now)[0]
    assert "see practice" in lines(story, now)[0]
    early = replace(now, asked=2)
    assert not any("none can be told" in line for line in lines(story, early))


def test_every_sentence_leads_to_events_and_what_has_a_row_to_its_row(story: Story) -> None:
    told = list(leading.leading(story, numbers(found("d7", -1.0, 0.04), found("d4", 0.9, 0.9)),
                                runs=1))
    assert all(each.evidence for each in told)
    assert "The fix does not help: delete the logs." in [each.words for each in told[0].evidence]
    assert [each.row for each in told[:2]] == [2, 1]


def test_a_false_all_clear_is_told_with_who_is_speaking(rash: Record) -> None:
    clear = next(line for line in lines(Story(rash), numbers(found("d2 without", 0.0, 0.5)))
                 if "you said that it was over" in line)
    assert "and it was not" in clear
    assert "everything else equal: 0.0 points (-0.5 to +0.5), a tie" in clear
    assert "The outcome cannot tell; practice can: a false all-clear at T+0:" in clear
    assert clear.endswith("never before: 0 of 100 points.")


def test_an_all_clear_that_leads_already_is_not_told_twice(rash: Record) -> None:
    told = lines(Story(rash), numbers(found("d2", 1.0, 0.9)))
    assert sum("Chatter works again" in line or "it was over" in line for line in told) == 1


def test_a_true_all_clear_is_no_false_one(story: Story) -> None:
    assert not any("it was over" in line for line in lines(story, numbers()))


def test_broken_promises_are_counted_and_priced(rash: Record) -> None:
    told = lines(Story(rash), numbers(found("d1 kept", 0.4, 0.9, "kept")))
    assert "At T+0:06 you decided" in told[0], "what would have helped most comes first"
    assert not any("You promised" in line for line in told), "and is not told twice"
    priced = next(line for line in lines(Story(rash), numbers(found("d1 kept", 0.0, 0.5, "kept")))
                  if line.startswith("You promised"))
    assert priced.startswith("You promised a time for your next word or for the repair, and it ")
    assert "a tie" in priced and "practice can: 0 of 1 promises kept." in priced
    unknown = next(line for line in lines(Story(rash), numbers()) if line.startswith("You prom"))
    assert "By practice: 0 of 1 promises kept." in unknown


def test_the_first_word_is_not_told_twice(rash: Record) -> None:
    what = plan.first_word(rash)
    assert what is not None
    led = numbers(Worth(what, found("d1", 1.0, 0.9).comparison))
    assert not any(line.startswith("Your first word") for line in lines(Story(rash), led))
    tie = numbers(Worth(what, found("d1", 0.0, 0.5, equal=1.0).comparison))
    first = next(line for line in lines(Story(rash), tie) if line.startswith("Your first word"))
    assert "no difference at all in any of 50 pairs, a tie. The outcome cannot tell; practice" in (
        first)


def test_whoever_decided_hardly_anything_is_told_so(story: Story) -> None:
    assert not any("little to compare" in line for line in lines(story, numbers()))
    assert lines(Story(day()), numbers())[0] == (
        "You decided nothing: there is little to compare.")
    once = day((8.0, "talk", "", None, None))
    assert lines(Story(once), numbers())[0] == "You decided once: there is little to compare."


def test_the_largest_part_of_the_loss_is_told_with_both_figures(story: Story) -> None:
    shares = (Share(OUTAGE, 9.0, 8.0, 7.0, 9.5),
              *(Share(part, 0.1, 0.1, -0.2, 0.3) for part in PARTS[1:]),
              Share(PARTS[0], 2.4, 2.0, 1.0, 3.0))
    split = Split(71.5, 59.7, shares, 30)
    line = next(line for line in lines(story, numbers(split=split)) if "costs most" in line)
    assert line.startswith("11.8 points of trust were lost, from 71.5 to 59.7. Played by the book, "
                           "9.0 would be lost (usually 8.0, 7.0 to 9.5). What costs most beside ")
    assert line.endswith("tried and when: 2.4 (usually 2.0, 1.0 to 3.0).")
    assert line == lines(story, numbers(split=split))[0], "where no single decision would have"
    assert line == lines(story, numbers(found("d4", 2.0, 0.96), split=split))[-1]
    alone = replace(split, worlds=0)
    assert not any("costs most" in line for line in lines(story, numbers(split=alone)))
    ties = replace(split, shares=shares[:-1])
    assert not any("costs most" in line for line in lines(story, numbers(split=ties)))


def test_luck_says_what_was_played_again_and_from_where(story: Story) -> None:
    whole = Luck(60.0, np.array([50.0, 55.0]), {"by_the_book": np.array([66.0, 65.0])},
                 Band(np.empty(0), np.empty(0), np.empty(0)))
    (told,) = leading.luck(story, replace(numbers(), luck=whole))
    assert told.text.startswith("Lucky: this run ended at 60.0 of 100, better than 2 of 2 replays "
                                "of the same decisions")
    assert "Good luck" not in told.text and told.evidence
    flattering = replace(whole, here=70.0, own=np.array([60.0, 61.0]))
    first, *rest = lines(story, replace(numbers(), luck=flattering))
    assert "Good luck, not good play: this run ended above what playing by the book" in first
    assert not any("under other luck" in line for line in rest)
    early = replace(whole, stands=90.0, what="the same silence")
    (told,) = leading.luck(story, replace(numbers(), luck=early))
    assert told.text.startswith("Lucky: left alone from T+1:30 on, this run would end its day at "
                                "60.0 of 100, better than 2 of 2 replays of the same silence")
