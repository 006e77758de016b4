from __future__ import annotations

import sys
from dataclasses import replace
from importlib.util import find_spec
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from simkit import sizes
from simkit.analysis import importance, indices, sensitivity, tables
from simkit.analysis.contrasts import CONTRASTS, LUCK, Values, contrasts, lucky, trusts
from simkit.analysis.sensitivity import Asked, Plan, folder, investigated, study
from simkit.cli import main
from simkit.errors import SimkitError
from simkit.model.parameters import PARAMETERS, Array, Parameters
from simkit.scenario.parts import (
    Cause,
    Channel,
    Incident,
    Moment,
    Person,
    Scenario,
    Segment,
    Service,
)
from simkit.streams import fixed
from simkit.svg import tornado

SMALL = Scenario(
    id="small", title="A small outage", service=Service("Chatter", 1_000_000),
    segments=(Segment("everybody", 1.0, 0.6, 0.5),), channels=(Channel("social", 0.5, 40.0),),
    team=(Person("communications", "communications"), Person("engineer", "engineering")),
    incident=Incident(causes=(Cause("cable", "a cut cable", "splice it", likely=1.0,
                                    takes=fixed(20.0), evidence=fixed(30.0)),),
                      actual_cause="cable", attribution=0.6),
    script=(Moment(0.0, "severity", value=1.0), Moment(90.0, "severity", value=0.0)),
    horizon=150.0)
"""An hour and a half without service, the course of which nothing changes."""
FEW = ("om_na", "l_pan", "H0", "l_deny")
"""Two constants that count, one that the scenario sets aside, and one of which nothing is said."""

ISHIGAMI = ("x1", "x2", "x3", "idle")
needs_salib = pytest.mark.skipif(not find_spec("SALib"), reason="needs simkit[analysis]")


def ishigami(samples: Array) -> Array:
    """The function of Ishigami and Homma with a = 7 and b = 0.1, and an input that does nothing;
    (rows, 2): once as it is and once with the other sign."""
    x1, x2, x3, _ = (2.0 * samples.T - 1.0) * np.pi
    value = np.sin(x1) + 7.0 * np.sin(x2) ** 2 + 0.1 * x3 ** 4 * np.sin(x1)
    return np.stack([value, -value], axis=1)


def known(a: float = 7.0, b: float = 0.1) -> dict[str, tuple[float, float]]:
    """First-order and total shares of that function, by its authors' formulas."""
    one = 0.5 * (1.0 + b * np.pi ** 4 / 5.0) ** 2
    two, both = a ** 2 / 8.0, b ** 2 * np.pi ** 8 * (1.0 / 18.0 - 1.0 / 50.0)
    whole = one + two + both
    return {"x1": (one / whole, (one + both) / whole), "x2": (two / whole, two / whole),
            "x3": (0.0, both / whole), "idle": (0.0, 0.0)}


def screened(name: str) -> float:
    """Mean size of the effect of the input *name* over the whole of Morris' grid."""
    grid, step, j = np.linspace(0.0, 1.0, indices.LEVELS), 2.0 / 3.0, ISHIGAMI.index(name)
    starts = np.array(list(product(grid, repeat=4)))
    starts = starts[starts[:, j] < 1.0 / 3.0 + 1e-9]
    moved = starts.copy()
    moved[:, j] += step
    return float(np.abs(ishigami(moved) - ishigami(starts))[:, 0].mean() / step)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indices, "RESAMPLES", 100)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let only a few constants be varied."""
    monkeypatch.setattr(sensitivity, "free", lambda scenario: FEW)


# The methods


@needs_salib
def test_a_function_with_known_indices_gets_them() -> None:
    found = investigated(ISHIGAMI, Asked(ishigami), lambda values: values, Plan(200, 1024, seed=0))
    assert set(found["kept"]) == {"x1", "x2", "x3"}
    for result in found["results"]:
        for effect in result["morris"]:
            low, size, high = effect["mu_star"]
            assert low <= size <= high
            assert size == pytest.approx(screened(effect["name"]), rel=0.1, abs=1e-12)
        for share in result["sobol"]:
            alone, total = known()["idle" if share["name"] == indices.OTHERS else share["name"]]
            assert share["alone"][1] == pytest.approx(alone, abs=0.03)
            assert share["total"][1] == pytest.approx(total, abs=0.03)
            assert share["total"][0] <= share["total"][1] <= share["total"][2]


@needs_salib
def test_constants_without_a_share_of_their_own_share_one_and_go_on_varying(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sensitivity, "MOST", 2)
    found = investigated(ISHIGAMI, Asked(ishigami), lambda values: values, Plan(100, 512))
    assert sorted(found["kept"]) == ["x1", "x2"] and len(found["notable"]) == 3
    *_, others = found["results"][0]["sobol"]
    assert others["name"] == indices.OTHERS and others["at_low"] is None
    assert others["total"][1] == pytest.approx(known()["x3"][1], abs=0.03)


@needs_salib
def test_low_and_high_ends_are_means_where_the_input_lies_there() -> None:
    names = ("more", "less", "idle")
    samples = indices.crossed(names, names, 256, 3)
    shares = {share.name: share for share in indices.shares(
        names, names, samples, 10.0 * samples[:, 0] - samples[:, 1], 3)}
    more, less = shares["more"], shares["less"]
    assert more.at_low and more.at_high and less.at_low and less.at_high
    assert more.at_low[1] == pytest.approx(0.5, abs=0.1)
    assert more.at_high[1] == pytest.approx(8.5, abs=0.1)
    assert less.at_low[1] > less.at_high[1]
    assert more.at_low[0] < more.at_low[1] < more.at_low[2]
    assert [share.name for share in shares.values()] == ["more", "less", "idle"]


@needs_salib
def test_an_output_that_never_moves_has_no_effects_and_no_shares() -> None:
    def flat(samples: Array) -> Array:
        return np.full((len(samples), 1), 4.0)

    (result,) = investigated(ISHIGAMI, Asked(flat), lambda values: values, Plan(2, 4))["results"]
    assert {effect["mu_star"] for effect in result["morris"]} == {(0.0, 0.0, 0.0)}
    assert {share["total"] for share in result["sobol"]} == {(0.0, 0.0, 0.0)}
    assert result["size"]["middle"] == 4.0


@needs_salib
@pytest.mark.parametrize("seed", [0, 1])
def test_the_same_seed_gives_the_same_study_to_the_last_digit(seed: int) -> None:
    one, two = (investigated(ISHIGAMI, Asked(ishigami), lambda values: values, Plan(4, 16, seed))
                for _ in range(2))
    assert one == two


@needs_salib
@pytest.mark.parametrize(("plan", "words"), [
    (Plan(2, 5), "power of 2"), (Plan(2, 1), "power of 2"), (Plan(1, 4), "at least 2")])
def test_a_sample_that_makes_no_sense_is_refused_before_the_work_begins(
        plan: Plan, words: str) -> None:
    def never(_: Array) -> Array:
        raise AssertionError

    with pytest.raises(SimkitError, match=words):
        investigated(ISHIGAMI, Asked(never), lambda values: values, plan)


def test_without_salib_one_is_told_which_extra_brings_it(
        monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "SALib.analyze", None)
    with pytest.raises(indices.NeedsExtra, match=r"pip install 'simkit\[analysis\]'"):
        study(SMALL)
    monkeypatch.chdir(tmp_path)
    assert main(["sensitivity", "whatsapp-2021"]) == 2
    out, err = capsys.readouterr()
    assert not out and "simkit[analysis]" in err


# The contrasts


def test_a_row_does_not_depend_on_the_rows_beside_it() -> None:
    drawn = Parameters.draw(5, 2)
    together = trusts(SMALL, drawn, [1, 2])
    for row in range(2):
        assert np.array_equal(trusts(SMALL, drawn.row(row), [row + 1])[0], together[row])


def test_speaking_early_and_calmly_differ_from_the_plan_in_their_own_way_only() -> None:
    trust = trusts(SMALL, Parameters.defaults(1), [0])
    good, silent, agitated, late = trust[0]
    assert contrasts(trust)[0].tolist() == [good - silent, good - agitated, good - late]
    assert len({good, silent, agitated, late}) == 4
    careless = Parameters.defaults(1).replace(l_pan=0.0, f_pan=0.0, k_emp=0.0, g_emp=0.0)
    assert contrasts(trusts(SMALL, careless, [0]))[0, 1] == pytest.approx(0.0, abs=1e-9)


def test_samples_are_log_uniform_in_the_ranges_and_seeds_are_kept() -> None:
    by_name = {parameter.name: parameter for parameter in PARAMETERS}
    u = np.array([[0.25, 0.0], [0.75, 1.0]])
    values = Values(SMALL, ("om_na", "l_pan"))(u)
    drawn = Parameters.defaults(2).replace(
        om_na=[by_name["om_na"].at(0.25), by_name["om_na"].at(0.75)],
        l_pan=[by_name["l_pan"].low, by_name["l_pan"].high])
    assert np.array_equal(values, trusts(SMALL, drawn, [0, 0]))


def test_luck_is_an_input_where_chance_is_not_still() -> None:
    chancy = replace(SMALL, script=())
    assert not lucky(SMALL) and lucky(chancy)
    assert LUCK not in sensitivity.free(SMALL)
    assert sensitivity.free(chancy) == (*sensitivity.free(SMALL), LUCK)


def test_a_trajectory_keeps_its_luck_but_for_the_step_of_luck_itself() -> None:
    third = 1.0 / 3.0
    samples = np.array([[0.0, third], [third, third], [third, 1.0],   # one trajectory
                        [1.0, 0.0], [1.0, 2 * third], [0.0, 2 * third]])  # another
    seeded = sensitivity._seeded(("x", LUCK), samples, 3)
    assert seeded[:, 1].tolist() == [1.0, 1.0, 3.0, 4.0, 6.0, 6.0]
    assert np.array_equal(seeded[:, 0], samples[:, 0])


# The study of a scenario


@needs_salib
def test_a_constant_that_is_not_used_has_no_effect_at_all(few: None) -> None:
    found = study(SMALL, Plan(2, 4))
    for contrast, result in zip(CONTRASTS, found["results"], strict=True):
        assert result["name"] == contrast.name
        sizes = {effect["name"]: effect["mu_star"] for effect in result["morris"]}
        assert sizes["H0"] == sizes["l_deny"] == (0.0, 0.0, 0.0)
        others = {share["name"]: share["total"] for share in result["sobol"]}[indices.OTHERS]
        assert others == (0.0, 0.0, 0.0)
    assert set(found["kept"]) == {"om_na", "l_pan"}
    calm = {effect["name"]: effect["mu"] for effect in found["results"][1]["morris"]}
    assert calm["l_pan"] > 0.0  # the dearer a panicked tone, the more a calm one is worth


@needs_salib
def test_a_study_that_is_stopped_and_resumed_is_the_study_in_one_go(
        few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, asked = Plan(2, 2, block=4), []
    whole = study(SMALL, plan)
    work = Values.__call__

    def stopped(self: Values, samples: Array) -> Array:
        if len(asked) in (1, 4):  # once in Morris' sample, once in Sobol's
            asked.append(0)
            raise KeyboardInterrupt
        asked.append(len(samples))
        return work(self, samples)

    monkeypatch.setattr(Values, "__call__", stopped)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            study(SMALL, plan, inside=tmp_path)
    assert study(SMALL, plan, inside=tmp_path) == whole
    assert sum(asked) == whole["samples"]


@needs_salib
def test_a_changed_model_starts_anew_and_says_so(few: None, tmp_path: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    first = folder(SMALL, Plan(), tmp_path, said.append)
    first.mkdir()
    assert folder(SMALL, Plan(), tmp_path, said.append) == first and not said
    assert folder(SMALL, Plan(seed=8), tmp_path, said.append) != first and not said
    monkeypatch.setattr(sensitivity, "build", lambda: "another")
    assert folder(SMALL, Plan(), tmp_path, said.append) != first
    assert said == [f"The model or the scenario has changed since {first.name}: starting anew."]


def test_a_changed_scenario_is_other_work() -> None:
    assert sensitivity.digest(SMALL) != sensitivity.digest(replace(SMALL, digest="another"))


@needs_salib
@pytest.mark.long
def test_two_processes_study_as_one_does(few: None) -> None:
    plan = Plan(2, 2, block=4)
    assert study(SMALL, plan, workers=2) == study(SMALL, plan)


# What is shown


@needs_salib
def test_a_study_is_shown_in_lines_tables_and_a_picture(few: None) -> None:
    found = study(SMALL, Plan(2, 4))
    lines = list(importance.lines(found))
    assert all(len(line) <= 100 for line in lines)
    table = importance.markdown(found)
    picture = tornado(importance.panels(found))
    for contrast in CONTRASTS:
        words = contrast.words[:1].upper() + contrast.words[1:]
        assert f"{words}:" in lines and f"**{words}**" in table and words in picture
    assert "| `l_pan` | loss for a panicked tone (A) |" in table
    assert list(importance.meanings(found)) == [
        f"{name}: {importance.MEANING[name]}" for name in found["kept"]]


def test_no_constant_is_explained_by_pointing_to_another() -> None:
    assert importance.MEANING["k_eta"] == ("share of uncertainty removed by a time of restoration")
    assert not [name for name, meaning in importance.MEANING.items() if "same, " in meaning]


@pytest.mark.parametrize(("mu", "said"), [(2.0, "+2.00"), (-2.0, "\u22122.00"), (0.5, "±2.00")])
def test_an_effect_has_a_sign_when_it_mostly_goes_one_way(mu: float, said: str) -> None:
    effect = {"mu": mu, "mu_star": (1.0, 2.0, 3.0), "sigma": 1.0}
    assert importance.moved(effect) == f"{said} (1.00 to 3.00)"
    assert importance.interacting(effect) == "0.5"


# The command


@needs_salib
def test_the_command_writes_figures_and_a_picture_and_goes_on_where_it_stopped(
        few: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("simkit.sizes.choose", lambda name, variant: SMALL)
    command = ["sensitivity", "small", "--trajectories", "2", "--sobol", "2", "--seed", "0",
               "--out", str(tmp_path / "out"), "--workers", "1"]
    assert main(command) == 0
    out, err = capsys.readouterr()
    assert "By the book against silence:" in out and "A first look" in out
    assert " of " in err and "100 %" in err
    files = {file.suffix: file.read_text(encoding="utf-8")
             for file in (tmp_path / "out").glob("small-sensitivity.*")}
    assert files[".svg"].startswith("<svg") and '"seed": 0' in files[".json"]
    assert main(command) == 0
    again, err = capsys.readouterr()
    assert again == out and "Going on with" in err


@pytest.mark.parametrize("words", [["nowhere"], ["whatsapp-2021", "--variant", "nothing"],
                                   ["whatsapp-2021", "--sobol", "0"]])
def test_what_cannot_be_done_is_said_on_stderr(words: list[str], tmp_path: Path,
                                               monkeypatch: pytest.MonkeyPatch,
                                               capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["sensitivity", *words]) == 2
    out, err = capsys.readouterr()
    assert not out and err and "Traceback" not in err
    assert not list(tmp_path.iterdir())


# The committed table

made = pytest.mark.skipif(not tables.exists("sensitivity"), reason="has not been made")


@made
def test_the_table_is_as_old_as_the_model() -> None:
    table = tables.read("sensitivity")
    assert tables.current("sensitivity"), f"the model has changed; run {table['command']}"
    assert table["runs"] == table["samples"] * table["sides"]
    assert sensitivity.table().count("**: ") == len(CONTRASTS)


@made
@needs_salib
def test_the_model_still_gives_the_first_samples_of_the_table() -> None:
    table = tables.read("sensitivity")
    plan = Plan(table["settings"]["trajectories"], table["settings"]["base"], table["seed"])
    scenario = sizes.choose(table["scenario"], table["variant"])
    then = np.array([result["probe"] for result in table["results"]]).T
    assert sensitivity.probe(scenario, plan) == pytest.approx(then, rel=1e-5)
