"""What the front door says is what the kit computes."""

from __future__ import annotations

import re
from pathlib import Path

from simkit.analysis import lessons
from simkit.counterfactual import Twins, what_ifs, worth
from simkit.policy import play
from simkit.scenario import load
from simkit.session import Session

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_lessons_are_those_of_the_committed_table() -> None:
    found = re.search(r"<!-- lessons: [^>]*-->\n(.*?)\n<!-- lessons end -->", README, re.DOTALL)
    assert found is not None
    assert found[1] == lessons.brief()


def test_its_sentences_about_the_real_day_come_out_again() -> None:
    lines = [line.removeprefix(">").strip() for line in README.splitlines() if line[:1] == ">"]
    quoted = " ".join(line or "|" for line in lines).split(" | ")
    record = play(Session(load("whatsapp-2021", "as_it_happened"), seed=7), "historical").record
    asked = {what.words: what for what in what_ifs(record)}
    twins = Twins(record)
    told = [worth(record, asked[part[0].lower() + part[1:].split(", everything else")[0]],
                  twins=twins).sentence for part in quoted]
    assert told == quoted


def test_every_file_it_points_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
