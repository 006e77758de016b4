"""The clock of the console and the one task that works for it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace

from simkit.scenario.parts import Scenario
from simkit.widgets.clock import SPEEDS, Clock, Worker, crisis_minutes, usual_speed


def test_minutes_are_due_on_an_absolute_schedule() -> None:
    clock = Clock(2.0)
    clock.play(100.0)
    assert clock.wait(100.0) == 0.0
    clock.ticked(100.7)
    assert clock.wait(100.7) == 102.0 - 100.7
    clock.ticked(102.9)
    assert clock.wait(103.0) == 1.0


def test_after_a_long_halt_no_minute_is_made_up_for() -> None:
    clock = Clock(1.0)
    clock.play(0.0)
    clock.ticked(60.0)
    assert clock.wait(60.0) == 0.0
    clock.ticked(60.0)
    assert clock.wait(60.0) == 1.0


def test_a_paused_clock_waits_for_nothing_and_keeps_its_reason() -> None:
    clock = Clock(1.0)
    clock.play(0.0)
    clock.pause("a message wants an answer")
    assert clock.wait(5.0) is None
    assert clock.reason == "a message wants an answer"


def test_play_while_playing_moves_no_minute() -> None:
    clock = Clock(4.0)
    clock.play(0.0)
    clock.ticked(0.0)
    clock.play(3.0)
    assert clock.wait(3.0) == 1.0


def test_the_usual_speed_fits_the_session_that_the_scenario_plans(
    outage: Callable[..., Scenario]
) -> None:
    scenario = outage()
    speeds = [usual_speed(replace(scenario, session_length=length))
              for length in (1.0, 10.0, 20.0, 90.0)]
    assert speeds == sorted(speeds)
    assert speeds[0] == SPEEDS[-1]
    assert speeds[-1] == SPEEDS[0]
    assert usual_speed(replace(scenario, session_length=20.0)) * crisis_minutes(scenario) <= 20 * 60


def test_commands_of_any_thread_are_done_in_order_on_the_thread_of_the_loop() -> None:
    done: list[tuple[int, str]] = []

    async def main() -> None:
        finished = asyncio.Event()
        worker = Worker(Clock(1.0), lambda: None, lambda trouble: None)

        def from_elsewhere() -> None:
            for number in range(5):
                worker.ask(lambda n=number: done.append((n, threading.current_thread().name)))
            worker.ask(finished.set)

        thread = threading.Thread(target=from_elsewhere)
        thread.start()
        await finished.wait()
        thread.join()

    asyncio.run(main())
    assert done == [(number, threading.current_thread().name) for number in range(5)]


def test_time_passes_until_a_command_pauses_it_and_then_the_task_ends() -> None:
    clock = Clock(0.001)
    ticks: list[int] = []

    async def main() -> None:
        paused = asyncio.Event()

        def tick() -> None:
            ticks.append(len(ticks))
            if len(ticks) == 4:
                worker.ask(lambda: clock.pause("enough"))
                worker.ask(paused.set)

        worker = Worker(clock, tick, lambda trouble: None)
        worker.ask(lambda: clock.play(worker.now))
        await paused.wait()
        seen = len(ticks)
        assert worker._task is not None
        await worker._task
        assert len(ticks) == seen

    asyncio.run(main())
    assert len(ticks) >= 4


def test_a_command_that_fails_is_told_and_the_next_one_is_done() -> None:
    troubles: list[str] = []
    worker = Worker(Clock(1.0), lambda: None,
                    lambda trouble: troubles.append(type(trouble).__name__))
    worker.ask(lambda: 1 // 0)  # type: ignore[arg-type,return-value]
    worker.ask(lambda: None)
    assert troubles == ["ZeroDivisionError", "NoneType"]


def test_a_command_may_ask_for_another_one_without_a_loop() -> None:
    done: list[str] = []
    worker = Worker(Clock(1.0), lambda: None, lambda trouble: None)

    def first() -> None:
        worker.ask(lambda: done.append("second"))
        done.append("first")

    worker.ask(first)
    assert done == ["first", "second"]


def test_a_closed_worker_does_nothing() -> None:
    done: list[int] = []
    worker = Worker(Clock(1.0), lambda: None, lambda trouble: None)
    worker.close()
    worker.ask(lambda: done.append(1))
    assert done == []
