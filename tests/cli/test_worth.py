from __future__ import annotations

import json
from pathlib import Path

import pytest

from simkit import counterfactual, luck, par
from simkit.cli import main
from simkit.counterfactual import Findings, WhatIf, Worth
from simkit.ensemble import Comparison
from simkit.par import Best
from simkit.par.store import bound
from simkit.policy import Policy, Rule
from simkit.scenario import load
from simkit.session import Session

PAIR = Comparison("otherwise", "as it was", 0.2, 1.0, 2.0, 1.0, 0.95, 4)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("runs") / "run.jsonl"
    session = Session(load("whatsapp-2021"), seed=7, log=path)
    session.run(until="6m")
    session.post("WhatsApp is down for everyone.", "social")
    session.run(until="30m")
    session.close()
    return str(path)


def test_a_question_in_words_is_answered(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", log, "--runs", "2", "--if", "first word 20 minutes later"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("EXERCISE.")
    assert "The first word, decided at T+0:06, 20 minutes later, everything else equal:" in said


def test_a_question_that_makes_no_sense_is_one_message(log: str,
                                                       capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", log, "--if", "sing louder"]) == 2
    assert "first word 20 minutes earlier" in capsys.readouterr().err


def test_without_a_question_all_are_ranked(log: str, capsys: pytest.CaptureFixture[str],
                                           monkeypatch: pytest.MonkeyPatch) -> None:
    worth = Worth(WhatIf("d1 without", "without", 6.0, "without the first word", ("e1",)), PAIR)
    monkeypatch.setattr(counterfactual, "explore", lambda *_, **__: iter([
        Findings((worth,), 1, 2), Findings((worth, worth), 2, 2)]))
    assert main(["compare", log]) == 0
    said = capsys.readouterr().out
    assert "1. Without the first word, everything else equal: +1.0 points" in said
    assert "2 what-ifs, 0 of them ties." in said


def test_luck_is_told_in_sentences(log: str, capsys: pytest.CaptureFixture[str],
                                   monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Found:
        sentences = ("A little lucky.", "Worse than by the book in 9 of 10.")
        done, whole = 1, 1

    monkeypatch.setattr(luck, "replayed", lambda _, seeds, **__: asked.append(seeds) or [Found])
    assert main(["replicate", log, "--seeds", "10"]) == 0
    assert asked == [10] and "A little lucky." in capsys.readouterr().out


@pytest.mark.parametrize(("what", "start"), [
    ("decisions", "stamp,id,minute"), ("events", "stamp,id,minute"), ("scores", "stamp,part"),
    ("xapi", '{"id":')])
def test_a_run_is_exported(what: str, start: str, log: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["export", what, log, "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith(start)
    assert "EXERCISE" in out.read_text(encoding="utf-8") or what == "xapi"


def test_a_grade_is_json(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", log]) == 0
    grade = json.loads(capsys.readouterr().out)
    assert 0.0 <= grade["practice"] <= 100.0 and grade["seed"] == 7


def test_the_best_play_is_searched_for_kept_and_shown(tmp_path: Path, monkeypatch: pytest.
                                                      MonkeyPatch, capsys: pytest.
                                                      CaptureFixture[str]) -> None:
    file = tmp_path / "mine.yaml"
    file.write_bytes(Path(par.beside(load("whatsapp-2021"))).with_name(
        "whatsapp-2021.yaml").read_bytes())
    scenario = load(file)
    assert main(["par", str(file), "--show"]) == 2
    assert "no best play of mine is stored" in capsys.readouterr().err
    best = Best(Policy("best known play", "", (Rule("alarm", "hold"),)), {"hold": "always"}, PAIR,
                1, 9, bound(scenario))
    monkeypatch.setattr(par, "search", lambda *_, **__: best)
    assert main(["par", str(file)]) == 0
    assert (tmp_path / "mine.par.json").is_file()
    assert main(["par", str(file), "--show"]) == 0
    said = capsys.readouterr().out
    assert said.count("The best known play is worth +1.0 points") == 2 and "hold: always" in said
