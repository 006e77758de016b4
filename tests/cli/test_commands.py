from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from simkit.scenario.reader import schema

Call = Callable[..., int]
Printed = pytest.CaptureFixture[str]


def test_check_prints_every_problem_with_its_place(simkit: Call, here: Path, capsys: Printed
                                                   ) -> None:
    (here / "broken.yaml").write_text("format: 1\ntitel: x\nhorizon: 5\n", encoding="utf-8")
    assert simkit("check", "broken.yaml", "small") == 2
    out, err = capsys.readouterr()
    assert out == "small: no problems\n"
    assert err.startswith("broken.yaml:")
    for line in err.splitlines():
        assert re.match(r"broken\.yaml:\d+:\d+: ", line)
    assert "did you mean 'title'" in err and "horizon" in err


def test_warnings_alone_do_not_fail_a_check(simkit: Call, here: Path, capsys: Printed) -> None:
    text = Path("scenarios/small.yaml").read_text(encoding="utf-8")
    Path("mild.yaml").write_text(text.replace("share: 100%", "share: 50%"), encoding="utf-8")
    assert simkit("check", "mild.yaml") == 0
    out, err = capsys.readouterr()
    assert not out and ": warning: segments: the shares add up to 50%" in err


@pytest.mark.parametrize(("file", "said"), [
    ("nowhere.yaml", "nowhere.yaml:1:1: cannot be read"), ("smal", "did you mean 'small'"),
    ("scenarios/", "scenarios:1:1: cannot be read: Is a directory"),
])
def test_a_file_that_cannot_be_read_is_a_problem_too(file: str, said: str, simkit: Call,
                                                     capsys: Printed) -> None:
    assert simkit("check", file) == 2
    assert said in capsys.readouterr().err


def test_the_schema_is_printed_and_written(simkit: Call, capsys: Printed) -> None:
    assert simkit("schema") == 0
    assert json.loads(capsys.readouterr().out) == schema()
    assert simkit("schema", "-o", "schema.json") == 0
    assert json.loads(Path("schema.json").read_text(encoding="utf-8")) == schema()


def test_scenarios_are_listed_with_title_even_when_one_is_broken(simkit: Call, capsys: Printed
                                                                 ) -> None:
    Path("scenarios/bad.yaml").write_text("titel: x\n", encoding="utf-8")
    assert simkit("scenarios") == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "small: Checkout is down." in out
    assert re.search(r"bad: cannot be played, \d+ faults; see: simkit check scenarios/bad\.yaml",
                     out)


def test_a_run_is_judged_from_its_log(simkit: Call, log: Path, capsys: Printed) -> None:
    assert simkit("score", str(log), "--runs", "2") == 0
    out, err = capsys.readouterr()
    assert out.startswith("EXERCISE. Checkout is down. Seed 7.\nPractice: ")
    assert "time to first word" in out and "2 paired runs" in " ".join(out.split())
    assert "judged as if nothing more were decided until T+24:00" in err


def test_the_report_of_a_log_is_a_page_or_text(simkit: Call, log: Path, capsys: Printed) -> None:
    assert simkit("report", str(log), "--runs", "2", "-o", "report.html") == 0
    assert capsys.readouterr().out == "Written: report.html\n"
    page = Path("report.html").read_text(encoding="utf-8")
    assert "EXERCISE" in page and "</html>" in page
    assert simkit("report", str(log), "--runs", "2") == 0
    text = capsys.readouterr().out
    assert "EXERCISE" in text and "<" not in text.splitlines()[0]


@pytest.mark.parametrize(("name", "begin"), [
    ("r.md", "# "), ("r.json", "{"), ("r.txt", "Checkout")])
def test_the_ending_of_the_file_chooses_the_form_of_the_report(
        name: str, begin: str, simkit: Call, log: Path) -> None:
    assert simkit("report", str(log), "--runs", "1", "-o", name) == 0
    assert Path(name).read_text(encoding="utf-8").startswith(begin)


def test_a_form_that_there_is_not_is_refused_before_the_work(
        simkit: Call, log: Path, capsys: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simkit.debrief.report", lambda *_, **__: pytest.fail("worked for nothing"))
    assert simkit("report", str(log), "-o", "report.pdf") == 2
    assert ".html" in capsys.readouterr().err


def test_sizes_say_what_was_compared(simkit: Call, capsys: Printed) -> None:
    assert simkit("sizes", "small", "--runs", "2") == 0
    out = " ".join(capsys.readouterr().out.split())
    for words in ("Silence, against by the book: ", "55 minutes later", "agitated words",
                  "60 minutes longer"):
        assert words in out
    assert len(re.findall(r"[+-]\d+\.\d points \([+-]\d+\.\d to [+-]\d+\.\d\)", out)) == 4


@pytest.mark.parametrize("words", [
    ("score", "nowhere.jsonl"), ("report", "nowhere.jsonl"), ("replay", "nowhere.jsonl"),
    ("play", "--resume", "nowhere.jsonl"), ("play", "nowhere.yaml"), ("play", "smoll"),
    ("play", "small", "--variant", "none"), ("play", "small", "--prepare", "templates,drill"),
    ("play", "small", "--prepare", "tempaltes"), ("play",), ("sizes", "nowhere"),
    ("play", "--seed", "1", "--resume", "x.jsonl"), ("schema", "-o", "missing/schema.json"),
    ("play", "small", "--log", "scenarios"), ("report", "scenarios/small.yaml", "-o", "x.html"),
])
def test_what_cannot_be_done_is_one_plain_message(words: tuple[str, ...], simkit: Call,
                                                  here: Path, capsys: Printed) -> None:
    before = sorted(here.rglob("*"))
    assert simkit(*words) == 2
    out, err = capsys.readouterr()
    assert not out and err.strip() and "Traceback" not in err
    assert sorted(here.rglob("*")) == before


def test_a_log_is_never_written_over(simkit: Call, log: Path, capsys: Printed) -> None:
    before = log.read_bytes()
    assert simkit("play", "small", "--log", str(log)) == 2
    assert "resume it, or choose another name" in capsys.readouterr().err
    assert log.read_bytes() == before


def test_a_run_goes_on_with_a_scenario_that_lies_elsewhere(simkit: Call, here: Path,
                                                           capsys: Printed) -> None:
    (here / "scenarios" / "small.yaml").rename(here / "mine.yaml")
    assert simkit("play", "mine.yaml", "--seed", "7", lines="go 12m\nhold\n") == 0
    hint = capsys.readouterr().err.split("simkit ")[1].split()
    assert hint == ["play", "mine.yaml", "--resume", "runs/mine-seed7-1.jsonl"]
    assert simkit(*hint, lines="look\n") == 0
    assert "T+0:12" in capsys.readouterr().out
    assert simkit("play", "--resume", "runs/mine-seed7-1.jsonl") == 2


def test_the_lab_opens_where_asked(simkit: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Path, bool]] = []

    def open_lab(work: Path, browser: bool = True) -> int:
        asked.append((work, browser))
        return 0

    monkeypatch.setattr("simkit.lab.open_lab", open_lab)
    assert simkit("lab") == 0
    assert simkit("lab", "--no-browser", "--folder", "mine") == 0
    assert asked == [(Path("work"), True), (Path("mine"), False)]
