import numpy as np
import pytest

from simkit.analysis import calibration, matching, tables, vignette
from simkit.analysis.calibration import REFERENCE, STEPS, calibrate, comparison, fit, reference
from simkit.analysis.targets import SD, TARGETS, apology, r_of, responsibility
from simkit.analysis.trial import EVERYBODY, Outage, Word, good, play, silence
from simkit.errors import SimkitError
from simkit.model import parameters
from simkit.model.parameters import PARAMETERS, Parameters

DEFAULTS = Parameters.defaults()


@pytest.fixture(scope="module")
def kept():
    return tables.read("calibration")


def test_the_committed_table_is_about_this_model():
    assert tables.current("calibration"), f"run {calibration.COMMAND}"


def test_the_table_says_what_the_model_does_at_the_defaults(kept):
    now = {line["name"]: line for line in comparison(reference(), DEFAULTS)}
    assert list(now) == [line["name"] for line in kept["targets"]] == list(TARGETS)
    for line in kept["targets"]:
        for when in ("before", "after"):
            assert now[line["name"]][when] == pytest.approx(line[when], rel=1e-4, abs=1e-6)


def test_the_defaults_are_what_the_steps_found(kept):
    assert set(kept["values"]) == set(REFERENCE)
    for name, value in kept["values"].items():
        assert DEFAULTS.value(name) == value, name


def test_responsibility_and_apology_lie_where_they_must():
    assert -0.68 <= float(responsibility(DEFAULTS)[0]) <= -0.40
    assert 0.35 <= float(apology(DEFAULTS)[0]) <= 0.53


def test_what_is_out_of_reach_is_said_to_be(kept):
    def r(row, varies):
        return [value for name, value in row.items()
                if name.startswith("r, ") and ("varies" in name) == varies]
    wanted = TARGETS["responsibility"].wanted
    assert min(value for row in kept["reach"] for value in r(row, False)) > wanted
    # and where it is not, that is said, too
    assert min(value for row in kept["reach"] for value in r(row, True)) < wanted
    assert "not a wall" in calibration.NOTES[0]


def test_the_open_choices_give_what_they_are_named_for(kept):
    forks = {fork["fork"]: fork for fork in kept["forks"]}
    assert forks["an apology in the all-clear"]["d of one in the all-clear"] == pytest.approx(
        0.44, abs=0.01)
    assert forks["people of different minds"]["r, people of different minds"] == pytest.approx(
        -0.54, abs=0.01)
    assert forks["a crisis of 12 h"]["r of responsibility, 12 h"] == pytest.approx(-0.41, abs=0.01)
    assert forks["a crisis of 12 h"]["d of an apology at 3 h"] == pytest.approx(0.44, abs=0.01)


def test_the_notes_say_the_numbers_of_the_table(kept):
    calibrated, cleared = (next(fork for fork in kept["forks"] if fork["fork"] == name)
                           for name in ("as calibrated", "an apology in the all-clear"))
    told = calibration.NOTES[0] + calibration.NOTES[1]
    assert f"gives {calibrated['r, people of different minds']:.2f}".replace("-0", "-") in told
    for name in ("d of an apology at 3 h", "d of one in the all-clear"):
        assert f"{calibrated[name]:.2f}"[1:] in told
    assert (f"{cleared['good plan less silence, points']:.0f} points against silence instead of "
            f"{calibrated['good plan less silence, points']:.0f}") in told


def test_an_early_word_is_worth_something_whichever_of_the_open_choices_is_made(kept):
    worth = {fork["fork"]: fork["first word at 5 less at 15 min, points"]
             for fork in kept["forks"]}
    assert set(worth) == {name for name, _, _ in calibration.FORKS}
    assert all(points > 0.0 for points in worth.values())
    found = calibration.forks()
    assert [fork["first word at 5 less at 15 min, points"] for fork in found] == pytest.approx(
        [fork["first word at 5 less at 15 min, points"] for fork in kept["forks"]], abs=1e-4)


def test_a_step_finds_the_value_that_it_aims_at():
    step = next(step for step in STEPS if step.targets == ("correction",))
    found = fit(step, DEFAULTS)
    reached = TARGETS["correction"].measure(DEFAULTS.replace(**found))
    assert reached == pytest.approx(step.aim[0], abs=0.01)


@pytest.mark.long
def test_the_steps_find_the_same_values_again(kept):
    assert calibrate()[0] == pytest.approx(kept["values"])


def test_a_d_becomes_an_r_of_two_equal_groups():
    rng = np.random.default_rng(1)
    group = np.repeat([0.0, 1.0], 200_000)
    trust = rng.normal(0.5, SD, group.size) + 0.44 * SD * group
    assert np.corrcoef(group, trust)[0, 1] == pytest.approx(float(r_of(0.44)), abs=0.005)


# Accepted rows


def test_four_hundred_rows_lie_in_their_ranges_and_differ():
    rows = Parameters.accepted(matching.ROWS)
    for parameter in PARAMETERS:
        values = getattr(rows, parameter.name)
        assert (values >= parameter.low * (1 - 1e-12) - 1e-12).all() or parameter.low < 0.0
        assert (values <= parameter.high * (1 + 1e-12)).all(), parameter.name
    assert len(set(rows.lamA[:, 0].tolist())) == matching.ROWS


def test_accepted_rows_meet_the_targets():
    rows = Parameters.accepted(8, start=100)
    for target in TARGETS.values():
        assert (target.implausible(target.measure(rows)) <= 3.0).all(), target.name


def test_after_the_last_accepted_row_comes_the_first_again():
    again = Parameters.accepted(3, start=matching.ROWS - 1)
    assert again.phi[:, 0].tolist() == [
        Parameters.accepted(1, start=row).value("phi") for row in (matching.ROWS - 1, 0, 1)]


def test_rows_of_other_definitions_are_refused(monkeypatch):
    parameters._accepted.cache_clear()
    monkeypatch.setattr(parameters, "PARAMETERS", PARAMETERS[1:])
    with pytest.raises(SimkitError, match="belong to other defaults"):
        Parameters.accepted(1)
    parameters._accepted.cache_clear()


# The users alone


@pytest.mark.parametrize(("said", "posts", "within"), [
    (silence(), vignette.silence(), 3e-4), (good(), vignette.by_the_book(), 3e-3)])
def test_the_users_alone_end_as_in_the_engine(said, posts, within):
    alone = play(said, Outage(), DEFAULTS, dt=1.0).population("trust")
    engine = vignette.ends({"it": vignette.Play(vignette.outage(), vignette.plan(posts))}, DEFAULTS)
    assert alone == pytest.approx(engine["it"].trust, abs=within)


def test_a_row_among_many_is_the_row_alone():
    rows = Parameters.draw(3, 5)
    together = play(good(2.0), Outage(2.0), rows, until=240.0).population("trust")
    alone = play(good(2.0), Outage(2.0), rows.row(3), until=240.0).population("trust")
    assert together[3] == pytest.approx(alone[0], abs=1e-12)


def test_a_missed_time_costs_trust_among_the_users_alone():
    told = Word(10.0, eta=60.0, channels=EVERYBODY)
    plain = Word(10.0, channels=EVERYBODY)
    missed, none = (play([word], Outage(), DEFAULTS, until=120.0).population("trust")
                    for word in (told, plain))
    assert missed < none
