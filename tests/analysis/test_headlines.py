from __future__ import annotations

from pathlib import Path

from simkit.analysis import facts, lessons, pieces, tables
from simkit.analysis.headlines import headlines
from simkit.analysis.pairs import PAIRS
from simkit.analysis.stylised import INFORMATIVE
from simkit.ensemble import RESTORED, TRUST


def test_every_line_has_a_question_an_answer_and_a_warning() -> None:
    _, rule, *lines = headlines().splitlines()
    assert len(lines) == 6 and rule == "|---|---|---|"
    for line in lines:
        question, answer, warning = line[2:-2].split(" | ")
        assert question.endswith("?") and answer and len(warning) > 40


def test_what_is_shown_stands_in_the_tables() -> None:
    whole = tables.read("ablation")["outages"][0]["rows"][0]["contrasts"]
    for name in ("speaking", "timing", "calm"):
        size = whole[name]["size"]
        assert f"{size['middle']:.1f} ({size['low']:.1f} to {size['high']:.1f}) points" in (
            headlines())
    held = sum(row["accepted"]["share"] >= facts.RELEASE
               for row in tables.read(facts.NAME)["facts"])
    assert f"{held} of 32 sentences" in headlines()


def test_every_lesson_has_a_pair_that_differs_and_every_tie_is_named() -> None:
    made = tables.read(lessons.NAME)
    differ = set()
    for row, pair in zip(made["rows"], PAIRS, strict=True):
        found = lessons.comparisons(row, made["runs"])
        if not (found[TRUST.name].tie and found[RESTORED.name].tie):
            differ.add(pair.lesson)
        else:
            assert f"{pair.a} against {pair.b}" in headlines()
    assert differ == set(range(1, 8))


def test_the_front_door_says_the_same() -> None:
    readme = " ".join((Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8").split())
    rows = tables.read(facts.NAME)["facts"]
    informative = [row for row in rows if row["kind"] == INFORMATIVE]
    failed = [row for row in informative
              if min(row["drawn"]["share"], row["accepted"]["share"]) < 1.0]
    held = sum(row["accepted"]["share"] >= facts.RELEASE for row in rows)
    assert (f"{held} of {len(rows)} sentences from the literature hold in at least 80 % of draws, "
            f"but the signs of {len(rows) - len(informative)} are built in, and of the other "
            f"{len(informative)} only {len(failed)} ever fail in one") in readme
    said = {row["name"]: row for row in tables.read(pieces.NAME)["rows"]}
    assert round(said["everything"]["silence"]["middle"]) == 15 and "Nine of the fifteen" in readme
    assert round(said["everything, no apology"]["everything"]["middle"]) == -9
