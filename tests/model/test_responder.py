import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simkit.model.parameters import Parameters
from simkit.model.responder import (
    Crew,
    composure_cap,
    fatigue_word,
    slip_probability,
    slowing,
    tension_word,
    time_factor,
)

DEFAULTS = Parameters.defaults()
QUIET = {"severity": 0.0, "media": 0.0, "exposed": [1.0, 0.0], "tasks": [[1.0, 1.0]],
         "calming": [[0.0, 0.0]], "duty": [[1.0, 1.0]]}
PRESSED = QUIET | {"severity": 1.0}


def after(minutes, **circumstances):
    """Return a crew of two after *minutes* of *circumstances*."""
    crew = Crew(DEFAULTS, 2)
    for _ in range(minutes):
        crew.advance(**(PRESSED | circumstances), dt=1.0)
    return crew


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.floats(0.1, 600.0), st.floats(0.0, 1000.0))
def test_stress_and_fatigue_stay_between_nothing_and_everything(seed, dt, loudness):
    rng = np.random.default_rng(seed)
    crew = Crew(Parameters.draw(seed, 3), 4)
    for step in range(20):
        crew.advance(rng.random(3), rng.random(3), rng.integers(0, 2, 4),
                     loudness * rng.random((3, 4)), rng.integers(0, 5, (3, 4)),
                     rng.integers(0, 2, (3, 4)), dt, gain=rng.random(3))
        crew.interrupted(1, step % 4, loudness)
        crew.relieved(2, step % 4, rng.random())
        crew.handover(0, step % 4)
        for values in crew.snapshot().values():
            assert (values >= 0.0).all() and (values <= 1.0).all()


def test_splitting_a_step_changes_nothing():
    whole, parts = Crew(DEFAULTS, 2), Crew(DEFAULTS, 2)
    whole.advance(**PRESSED, dt=30.0)
    for _ in range(60):
        parts.advance(**PRESSED, dt=0.5)
    assert parts.stress == pytest.approx(whole.stress, abs=1e-12)
    assert parts.fatigue == pytest.approx(whole.fatigue, abs=1e-12)


def test_a_step_of_no_length_changes_nothing_to_the_bit():
    crew = after(50)
    before = crew.snapshot()
    crew.advance(**PRESSED, dt=0.0)
    assert (crew.stress == before["stress"]).all() and (crew.fatigue == before["fatigue"]).all()


def test_a_world_has_the_same_bits_alone_and_among_many():
    parameters, rng = Parameters.draw(3, 50), np.random.default_rng(3)
    together, alone = Crew(parameters, 5), Crew(parameters.row(31), 5)
    for _ in range(40):
        severity, media = rng.random(50), rng.random(50)
        tasks, calming = rng.integers(0, 4, (50, 5)), rng.integers(0, 3, (50, 5))
        duty, gain = rng.integers(0, 2, (50, 5)), rng.random(50)
        dt = rng.choice([0.0, 1.0, 15.0], 50)
        together.advance(severity, media, np.ones(5), tasks, calming, duty, dt, gain)
        one = slice(31, 32)
        alone.advance(severity[one], media[one], np.ones(5), tasks[one], calming[one], duty[one],
                      dt[one], gain[one])
    assert (together.stress[31] == alone.stress[0]).all()
    assert (together.fatigue[31] == alone.fatigue[0]).all()


@pytest.mark.parametrize("worse", [{"media": 1.0}, {"tasks": [[3.0, 1.0]]}])
def test_pressure_raises_stress(worse):
    assert after(60, **worse).stress[0, 0] > after(60).stress[0, 0] + 0.05


@pytest.mark.parametrize("better", [{"calming": [[1.0, 0.0]]}, {"gain": 0.7},
                                    {"severity": 0.2}])
def test_calm_acts_drills_and_small_outages_lower_it(better):
    assert after(60, **better).stress[0, 0] < after(60).stress[0, 0] - 0.02


def test_only_those_exposed_feel_the_media():
    crew = after(60, media=1.0)
    assert crew.stress[0, 0] > crew.stress[0, 1] == after(60).stress[0, 1]


def test_who_is_not_there_feels_nothing_and_rests():
    crew = after(600)
    tired = crew.fatigue.copy()
    for _ in range(360):
        crew.advance(**(PRESSED | {"duty": [[0.0, 1.0]]}), dt=1.0)
    assert crew.fatigue[0, 0] == pytest.approx(tired[0, 0] * np.exp(-1.0))
    assert crew.fatigue[0, 1] > tired[0, 1]
    assert crew.stress[0, 0] < 0.01 < crew.stress[0, 1]


def test_panic_lasts_for_the_better_part_of_an_hour():
    crew = after(240)
    peak = crew.stress[0, 0]
    for _ in range(45):
        crew.advance(**QUIET, dt=1.0)
    assert crew.stress[0, 0] == pytest.approx(peak * np.exp(-1.0))


def test_interruptions_add_up_and_drills_soften_them():
    once, thrice, drilled = after(10), after(10), after(10)
    once.interrupted(0, 0)
    thrice.interrupted(0, 0, count=3)
    drilled.interrupted(0, 0, count=3, gain=0.7)
    assert once.stress[0, 0] < drilled.stress[0, 0] < thrice.stress[0, 0]
    assert (once.stress[0, 1] == after(10).stress[0, 1]).all()


def test_a_talk_relieves_but_never_below_calm():
    crew = after(120)
    stressed = crew.stress[0, 0]
    crew.relieved(0, 0)
    assert crew.stress[0, 0] == pytest.approx(stressed - 0.2)
    crew.relieved(0, 0, 5.0)
    assert crew.stress[0, 0] == 0.0


def test_a_handover_rests_the_tired_and_never_tires_the_rested():
    crew = after(600)
    crew.handover(0, 0)
    assert crew.fatigue[0, 0] == 0.2
    fresh = Crew(DEFAULTS, 2)
    fresh.handover(0, 0)
    assert fresh.fatigue[0, 0] == 0.0


def test_a_calm_rested_person_with_one_task_works_at_the_normal_pace():
    assert time_factor(0.0, 0.0, 1.0, DEFAULTS) == time_factor(0.0, 0.0, 0.0, DEFAULTS) == 1.0


def test_stress_fatigue_and_parallel_work_slow_people_down():
    assert time_factor(1.0, 0.0, 1.0, DEFAULTS) == pytest.approx(1.5)
    assert time_factor(0.0, 1.0, 1.0, DEFAULTS) == pytest.approx(1.4)
    assert time_factor(0.0, 0.0, 3.0, DEFAULTS) == pytest.approx(1.5)
    assert slowing(0.5, 0.5, 2.0, 0.5, 0.4, 0.25) == time_factor(0.5, 0.5, 2.0, DEFAULTS)


def test_slips_follow_the_multipliers_of_spar_h():
    assert slip_probability(0.0, DEFAULTS) == pytest.approx(0.02)
    assert slip_probability(0.43, DEFAULTS) == pytest.approx(2 * 0.02, rel=0.03)
    assert slip_probability(1.0, DEFAULTS) == pytest.approx(5 * 0.02, rel=0.05)


def test_a_runbook_leaves_a_quarter_of_the_slips():
    ratio = slip_probability(0.8, DEFAULTS, runbook=True) / slip_probability(0.8, DEFAULTS)
    assert ratio == pytest.approx(0.26)


def test_stress_caps_the_calm_of_an_unreviewed_message():
    assert composure_cap(0.0) == 1.0
    assert composure_cap(1.0) == composure_cap(1.0, DEFAULTS) == pytest.approx(0.6)


def test_words_grow_with_what_they_name():
    def words(word):
        return list(dict.fromkeys(word(x) for x in np.linspace(0.0, 1.0, 101)))

    assert words(tension_word) == ["calm", "alert", "tense", "strained"]
    assert words(fatigue_word) == ["rested", "working", "tired", "spent"]
