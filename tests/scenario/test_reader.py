"""Files to scenarios: what is found, what is refused, and where."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import simkit.scenario as scenario_package
from simkit.errors import Problem, ScenarioError, UnknownName
from simkit.scenario import parts, reader
from simkit.streams import Distribution

HERE = Path(__file__).resolve().parent
EXAMPLE = (HERE / "example.yaml").read_text(encoding="utf-8")
EVERYTHING = (HERE / "everything.yaml").read_text(encoding="utf-8")
BOTH = pytest.mark.parametrize("fast", [True, False], ids=["libyaml", "python"])


def problems(text: str | bytes, **options: bool) -> list[Problem]:
    return list(reader.read(text, "f.yaml", **options).problems)


def scenario(text: str, variant: str = "") -> parts.Scenario:
    return reader.read(text, "f.yaml").scenarios[variant]


@BOTH
def test_the_example_of_the_documentation_loads(fast: bool) -> None:
    document = reader.read(EXAMPLE, "example.yaml", fast=fast)
    found = document.scenarios[""]
    assert [problem.severity for problem in document.problems] == ["warning"]  # its shares
    assert (found.id, found.title) == ("example", "Messages stop")
    assert found.team[1].arrives == Distribution("lognormal", (70.0, 180.0))
    assert found.incident.causes[1].if_wrong == parts.WrongFix(0.2, 40.0, -10.0, 15.0)
    assert found.injects[0].ignored == parts.Effect(rumour=0.05)
    assert found.playbooks["historical"][0].action == "post"


@BOTH
def test_a_file_with_every_key_loads_without_a_word(fast: bool) -> None:
    document = reader.read(EVERYTHING, "everything.yaml", fast=fast)
    assert document.problems == ()
    assert list(document.scenarios) == ["", "as_it_happened", "prepared"]


def test_a_variant_is_the_scenario_with_its_changes() -> None:
    base, changed = scenario(EVERYTHING), scenario(EVERYTHING, "prepared")
    assert changed.variant == "prepared"
    assert changed.briefing.prepared == ("templates", "incident_channel", "on_call")
    assert changed.incident.severity == 0.6
    assert changed.incident.causes[0].takes == Distribution("fixed", (10.0,))
    assert changed.incident.causes[0].fix == base.incident.causes[0].fix
    assert changed.team[2].arrives == Distribution("fixed", (2.0,))
    assert (base.campaign is None, changed.campaign is None) == (False, True)
    assert changed.variants == base.variants


def test_the_script_of_a_variant_comes_with_it() -> None:
    script = scenario(EVERYTHING, "as_it_happened").script
    assert scenario(EVERYTHING).script == ()
    assert script[0] == parts.Moment(0.0, "severity", "", 0.9)
    assert script[1] == parts.Moment(20.0, "arrives", "platform engineer", 0.0, "Out of breath.")
    assert script[2].value == -1.0
    assert script[3] == parts.Moment(50.0, "finding", "certificate", 1.0)


def test_a_fault_that_only_a_variant_has_names_it() -> None:
    told = problems(EXAMPLE + "variants: {dead: {change: {channels.social.survives: false}}}\n")
    assert [problem.message.split(";")[0] for problem in told if problem.severity == "error"] == [
        "in variant 'dead': no channel works while the service is down"]
    assert {problem.line for problem in told if problem.path == "channels"} == {15}


def test_a_fault_in_a_change_stands_where_the_change_is_written() -> None:
    text = EXAMPLE + "variants:\n  late:\n    change: {injects.chief.to: nobody}\n"
    fault, = (problem for problem in problems(text) if problem.severity == "error")
    assert fault.path == "variants.late.change['injects.chief.to']"
    assert text.splitlines()[fault.line - 1][fault.column - 1:] == "nobody}"


def test_a_fault_of_the_base_is_not_repeated_for_its_variants() -> None:
    told = problems(EVERYTHING.replace("objective: others", "objective: other"))
    assert [(problem.path, problem.severity) for problem in told] == [
        ("objectives[2]", "warning"), ("injects[0].expects.objective", "error")]


def test_the_changes_of_a_variant_cannot_reach_the_variants() -> None:
    told = problems(EXAMPLE + "variants: {a: {change: {variants.b.text: x, format: 2}}}\n")
    assert [problem.message.split(";")[0] for problem in told if problem.severity == "error"] == [
        "a variant cannot change this"] * 2


def test_the_digest_sees_values_and_variants_but_not_comments() -> None:
    digest = scenario(EXAMPLE).digest
    assert len(digest) == 16
    assert scenario("# new\n" + EXAMPLE.replace("use: 0.3", "use:   0.3 ")).digest == digest
    assert scenario(EXAMPLE.replace("use: 0.3", "use: 0.4")).digest != digest
    digests = {found.digest for found in reader.read(EVERYTHING).scenarios.values()}
    assert len(digests) == 3


@pytest.mark.parametrize("start, end", [("", "\n"), ("\ufeff", "\n"), ("", "\r\n"), ("", "\r")])
def test_line_ends_and_a_leading_mark_make_no_difference(start: str, end: str) -> None:
    assert reader.read(start + EVERYTHING.replace("\n", end)) == reader.read(EVERYTHING)
    assert reader.read((start + EVERYTHING.replace("\n", end)).encode()) == reader.read(EVERYTHING)


def test_an_alias_stands_for_its_value_and_a_merge_key_fills_in() -> None:
    text = EXAMPLE.replace("- id: dns\n", "- &dns\n      id: dns\n").replace(
        "injects:", "    - {<<: *dns, id: rack, likely: 5%}\ninjects:")
    causes = scenario(text).incident.causes
    assert (causes[2].id, causes[2].fix, causes[2].likely) == ("rack", causes[1].fix, 0.05)
    assert causes[2].if_wrong == causes[1].if_wrong


BOMBS = {
    "nested lists": "title: " + "[" * 50_000,
    "nested mappings": "title: " + "{a: " * 50_000,
    "nested block lists": "- " * 50_000,
    "aliases of aliases": "a: &a [" + "x, " * 9 + "x]\n" + "".join(
        f"{new}: &{new} [{', '.join(['*' + old] * 10)}]\n"
        for old, new in zip("abcdefg", "bcdefgh", strict=True)),
    "nested aliases": "a: &a0 [x]\n" + "".join(
        f"k{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 60)),
    "many values": "title: [" + "1, " * 60_000 + "1]",
    "many merges": "a: &a {" + ", ".join(f"k{n}: 1" for n in range(300)) + "}\nb: [" + ", ".join(
        ["{<<: *a}"] * 300) + "]",
    "long path": "variants: {a: {change: {" + "a." * 5000 + "b: 1}}}",
    "long number": "format: " + "9" * 100_000,
    "long name": "variants: {" + "a" * 100_000 + ": {text: 1}}",
    "huge": "title: " + "x" * 3_000_000,
}


@BOTH
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_in_few_words(bomb: str, fast: bool) -> None:
    if not fast and len(bomb) > 200_000:
        bomb = bomb[:200_000] if bomb[0] != "t" else bomb
    told = problems(bomb, fast=fast)
    assert 0 < len(told) <= 201
    assert all(len(str(problem)) < 500 for problem in told)


def test_a_flood_of_problems_is_cut_with_a_note() -> None:
    told = problems("".join(f"k{n}: 1\n" for n in range(500)))
    assert len(told) == 201
    assert "more; mend these first" in told[-1].message


def test_all_problems_come_at_once_in_the_order_of_lines() -> None:
    told = problems(EXAMPLE.replace("share: 50%", "share: lots").replace("20m, s", "20, s")
                    .replace("12m", "12:30").replace("objective: first-word", "objective: frist"))
    assert [problem.line for problem in told] == sorted(problem.line for problem in told)
    assert {problem.path for problem in told} >= {
        "segments[0].share", "channels[0].half_life", "injects[0].at",
        "injects[0].expects.objective"}


@pytest.mark.parametrize("cut, warned", [
    ("Messages stop # 3", True), ("Messages #stop", True), ("stop #3", True),
    ("Messages stop  # a remark", False), ("stop # a remark", False), ("'Messages # stop'", False),
    ("Messages#stop", False)])
def test_a_comment_that_may_be_text_is_warned_of(cut: str, warned: bool) -> None:
    told = [problem for problem in problems(EXAMPLE.replace("Messages stop", cut))
            if "the text ends at this #" in problem.message]
    assert bool(told) == warned
    assert all((problem.line, problem.severity) == (3, "warning") for problem in told)


def test_a_scenario_with_warnings_only_can_be_played(tmp_path: Path) -> None:
    file = tmp_path / "warned.yaml"
    file.write_text(EXAMPLE, encoding="utf-8")
    assert reader.check(file)[0].severity == "warning"
    assert reader.load(file).id == "warned"


def test_load_raises_with_every_error(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(EXAMPLE.replace("title", "titel"), encoding="utf-8")
    with pytest.raises(ScenarioError) as raised:
        reader.load(file)
    assert raised.value.problems == tuple(
        problem for problem in reader.check(file) if problem.severity == "error")
    assert "did you mean 'title'?" in str(raised.value)


@pytest.mark.parametrize("name", ["none.yaml", ".", "a\0b.yaml"])
def test_a_file_that_cannot_be_read_is_a_problem(name: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r":1:1: cannot be read: .*; check the path"):
        reader.load(tmp_path / name)


def test_a_bare_name_is_looked_up_here_before_the_package(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scenarios").mkdir()
    for name in ("mine.yaml", "whatsapp-2021.yml", "notes.txt"):
        (tmp_path / "scenarios" / name).write_text(EXAMPLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert reader.load("mine").id == "mine"
    assert reader.load("whatsapp-2021").title == "Messages stop"
    assert list(reader.scenarios())[:1] == ["mine"]
    assert reader.check("mine")[0].file == str(Path("scenarios", "mine.yaml"))


def test_an_unknown_name_or_variant_offers_the_nearest(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "mine.yaml").write_text(EVERYTHING, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownName, match="did you mean 'mine'"):
        reader.load("mien")
    with pytest.raises(UnknownName, match="did you mean 'prepared'"):
        reader.load("mine", "prepaired")


def test_the_packaged_scenarios_are_found_from_anywhere(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "whatsapp-2021" in reader.scenarios()
    assert reader.load("whatsapp-2021").id == "whatsapp-2021"


def test_nothing_but_reading_a_file_needs_yaml_and_pydantic(tmp_path: Path) -> None:
    code = ("import sys, simkit.scenario.parts, simkit.scenario.triggers\n"
            "from simkit.scenario import load\n"
            "print([name for name in ('yaml', 'pydantic') if name in sys.modules])\n"
            "load(sys.argv[1])\n"
            "print([name for name in ('yaml', 'pydantic') if name in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code, str(HERE / "example.yaml")],
                          capture_output=True, text=True, cwd=HERE.parents[1], check=True)
    assert done.stdout.splitlines() == ["[]", "['yaml', 'pydantic']"]


def test_the_front_of_the_package_is_the_reader(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(EVERYTHING, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert scenario_package.load(file, "prepared") == reader.load(file, "prepared")
    assert scenario_package.check(file) == reader.check(file)
    assert scenario_package.scenarios() == reader.scenarios()
