from __future__ import annotations

from simkit.debrief.numbers import Numbers, numbers
from simkit.record import Record


def test_what_ifs_come_first_then_luck_then_parts_and_all_is_there_in_the_end(
        record: Record) -> None:
    stages: list[Numbers] = list(numbers(record, runs=1))
    assert stages[0].findings.worths and stages[0].luck is None and stages[0].split is None
    assert stages[-1].luck is not None and stages[-1].split is not None
    order = [(each.luck is not None, each.split is not None) for each in stages]
    assert order == sorted(order)


def test_the_work_is_known_from_the_beginning(record: Record) -> None:
    stages = list(numbers(record, runs=1))
    assert [each.done for each in stages] == sorted(each.done for each in stages)
    assert stages[-1].done == stages[-1].whole == stages[0].whole


def test_whoever_stops_listening_stops_the_work(record: Record) -> None:
    stream = numbers(record, runs=40)
    first = next(stream)
    stream.close()
    assert first.done < first.whole / 10
