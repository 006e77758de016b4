"""The clock of a world and the hands of its people behave as SimPy's own do."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from simkit.engine.timeline import Hands, Timeline

Steps = Generator[simpy.Event, Any, None]
TASKS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=14)
"""Tasks by when they are asked for and how long they take: small numbers, so that many meet."""


def by_hands(tasks: list[tuple[int, int]], capacity: int) -> list[tuple[float, int, str]]:
    env, told = Timeline(), []
    hands = Hands(env, capacity)

    def work(number: int, begin: int, minutes: int) -> Steps:
        yield env.timeout(begin)
        freed = hands.take()
        if freed is not None:
            yield freed
        told.append((env.now, number, "begun"))
        yield env.timeout(minutes)
        told.append((env.now, number, "done"))
        hands.free()

    for number, task in enumerate(tasks):
        env.process(work(number, *task))
    env.run_before(math.inf)
    assert hands.asked == 0
    return told


def by_resource(tasks: list[tuple[int, int]], capacity: int) -> list[tuple[float, int, str]]:
    env, told = simpy.Environment(), []
    resource = simpy.Resource(env, capacity)

    def work(number: int, begin: int, minutes: int) -> Steps:
        yield env.timeout(begin)
        with resource.request() as slot:
            if not slot.triggered:
                yield slot
            told.append((env.now, number, "begun"))
            yield env.timeout(minutes)
            told.append((env.now, number, "done"))

    for number, task in enumerate(tasks):
        env.process(work(number, *task))
    env.run()
    return told


@given(tasks=TASKS, capacity=st.integers(1, 3))
def test_hands_serve_in_the_order_of_a_resource(tasks: list[tuple[int, int]],
                                                capacity: int) -> None:
    assert by_hands(tasks, capacity) == by_resource(tasks, capacity)


def test_what_falls_on_the_moment_itself_waits() -> None:
    env, told = Timeline(), []

    def tick() -> Steps:
        while True:
            yield env.timeout(2)
            told.append(env.now)

    env.process(tick())
    assert env.run_before(4.0) == 4.0
    assert told == [2]
    env.stand_at(3.5)
    assert env.now == 3.5
    env.stand_at(1.0)
    assert env.now == 3.5


def test_nothing_left_to_happen_is_at_infinity() -> None:
    assert Timeline().run_before(10.0) == math.inf


def test_a_fault_in_a_process_is_raised_where_time_runs() -> None:
    env = Timeline()

    def fails() -> Steps:
        yield env.timeout(1)
        raise ValueError("broken")

    env.process(fails())
    with pytest.raises(ValueError, match="broken"):
        env.run_before(2.0)


def test_whoever_waits_for_a_process_goes_on_when_it_ends() -> None:
    env, told = Timeline(), []

    def work() -> Steps:
        yield env.timeout(2)

    def wait(process: simpy.Process) -> Steps:
        yield process
        told.append(env.now)

    env.process(wait(env.process(work())))
    env.run_before(math.inf)
    assert told == [2]


def test_the_end_of_a_process_that_nobody_waits_for_is_no_event() -> None:
    env, told = Timeline(), []

    def work() -> Steps:
        yield env.timeout(2)

    def wait(process: simpy.Process) -> Steps:
        yield env.timeout(5)
        yield process
        told.append(env.now)

    process = env.process(work())
    assert env.run_before(3.0) == math.inf
    assert not process.is_alive
    env.process(wait(process))
    env.run_before(math.inf)
    assert told == [7]
