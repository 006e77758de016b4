"""What the front door says is what the kit computes."""

from __future__ import annotations

import re
from pathlib import Path

from simkit.analysis import lessons

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_lessons_are_those_of_the_committed_table() -> None:
    found = re.search(r"<!-- lessons: [^>]*-->\n(.*?)\n<!-- lessons end -->", README, re.DOTALL)
    assert found is not None
    assert found[1] == lessons.brief()


def test_every_file_it_points_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
