from __future__ import annotations

import pickle

import pytest
from smallest import day, outage, said

from simkit.batches import Batches, trusts
from simkit.counterfactual import Findings, Twins, explore, what_ifs, worth
from simkit.counterfactual.changes import Changes
from simkit.counterfactual.worth import Step
from simkit.ensemble import cases, run
from simkit.record import Record

WORD = said("Chatter is down for everyone. We are working on it.", "social", "press")
SLOW = outage(takes=150.0)


@pytest.fixture(scope="module")
def record() -> Record:
    return day((60.0, "post", "", WORD, None), (60.0, "proceed", "", None, None),
               (100.0, "post", "", WORD, None), (100.0, "post", "", WORD, None), scenario=SLOW)


@pytest.fixture(scope="module")
def findings(record: Record) -> Findings:
    whats = [what for what in what_ifs(record) if what.kind in ("without", "earlier", "content")]
    return list(explore(record, runs=12, steps=(Step(4), Step(10)), asked=whats))[-1]


def test_trusts_are_those_of_the_records(record: Record) -> None:
    made = cases(SLOW, record.decisions, 3)
    assert trusts(made).tolist() == [100.0 * each.final_trust for each in run(made)]


def test_several_processes_find_the_same_numbers(record: Record) -> None:
    made = cases(outage(), "silent", 4)
    batches = [("a", made[:2]), ("b", made[2:])]
    with Batches(1) as alone, Batches(2) as shared:
        early = [(key, values.tolist()) for key, values in shared.each(batches)]
        late = [(key, values.tolist()) for key, values in shared.started().each(batches)]
        assert early == late == [(key, values.tolist()) for key, values in alone.each(batches)]


def test_a_what_if_can_be_sent_to_another_process(record: Record) -> None:
    for what in what_ifs(record):
        again = pickle.loads(pickle.dumps(what))
        assert again == what and dict(again.instead) == dict(what.instead)


def test_a_decision_that_changes_nothing_is_worth_nothing(findings: Findings) -> None:
    nothing = next(each for each in findings.worths if each.what.key == "d2 without")
    assert nothing.comparison.low == nothing.comparison.high == 0.0
    assert nothing.verdict == "a tie"
    assert nothing.comparison.runs == 10, "what moved nothing in ten worlds is asked no more"


def test_two_identical_decisions_are_worth_the_same(findings: Findings) -> None:
    third, fourth = (next(each.comparison for each in findings.worths
                          if each.what.key == f"{key} without") for key in ("d3", "d4"))
    assert (third.low, third.middle, third.high) == (fourth.low, fourth.middle, fourth.high)


def test_the_only_message_an_hour_earlier_helps_and_later_harms() -> None:
    record = day((100.0, "post", "", WORD, None), scenario=SLOW)
    changes, twins = Changes(record), Twins(record)
    for by, verdict in ((-150.0, "better"), (400.0, "worse")):
        what = changes.at_another_time(record.decisions[0], by)
        assert what is not None
        assert worth(record, what, 8, twins).verdict == verdict


def test_effects_come_before_ties_and_large_ones_first(findings: Findings) -> None:
    sizes = [each.size for each in findings.worths]
    assert sizes == sorted(sizes, reverse=True)
    assert all(each.comparison.tie for each in findings.worths[len(sizes) - findings.ties:])


def test_results_come_as_they_are_computed_and_whoever_has_enough_stops(record: Record) -> None:
    stream = explore(record, runs=8, steps=(Step(2), Step(4)))
    first = next(stream)
    assert first.worths and first.done < first.whole
    stream.close()


def test_the_end_does_not_depend_on_the_steps(record: Record) -> None:
    whats = what_ifs(record)[:2]
    ends = [list(explore(record, runs=4, steps=steps, asked=whats))[-1]
            for steps in ((), (Step(2),), (Step(1), Step(3, leaders=1)))]
    assert len({repr(end.worths) for end in ends}) == 1
    assert all(end.done <= end.whole for end in ends)


def test_the_world_as_it_was_is_the_run_replayed_by_its_anchors(record: Record) -> None:
    twins = Twins(record)
    twins.grow(2)
    twins.grow(3)
    assert twins.as_it_was.tolist() == trusts([life.case for life in twins.lives]).tolist()
    again = [life.otherwise(Changes(record).without(record.decisions[0])) for life in twins.lives]
    assert all(len(case.decisions) == len(record.decisions) - 1 for case in again)


def test_what_is_taken_back_is_found_under_its_new_number() -> None:
    record = day((8.0, "talk", "", None, None), (10.0, "post", "", WORD, None),
                 (11.0, "withdraw", "d2", None, None), scenario=SLOW)
    twins, changes = Twins(record), Changes(record)
    twins.grow(1)
    talk, post, _ = record.decisions
    *_, taken = twins.lives[0].otherwise(changes.without(talk)).decisions
    assert (taken.action, taken.target) == ("withdraw", "d1")
    left = twins.lives[0].otherwise(changes.without(post)).decisions
    assert [decision.action for decision in left] == ["talk"]
