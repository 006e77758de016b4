from __future__ import annotations

from pathlib import Path

import pytest

from simkit.debrief import Report
from simkit.debrief.parts import SHORT
from simkit.errors import Refused, UnknownName


def test_the_ending_of_the_name_chooses_the_form(told: Report, tmp_path: Path) -> None:
    for name, form in (("a.html", told.html), ("a.md", told.markdown), ("a.TXT", told.text)):
        assert told.save(tmp_path / name) == tmp_path / name
        assert (tmp_path / name).read_bytes() == form.encode()


def test_a_file_is_not_overwritten_unasked(told: Report, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="is there already"):
        told.save(file)
    assert file.read_text(encoding="utf-8") == "mine"
    told.save(str(file), overwrite=True)
    assert file.read_text(encoding="utf-8") == told.text


@pytest.mark.parametrize("name", ["report.pdf", "report"])
def test_a_form_that_there_is_not_is_refused_with_those_there_are(
        name: str, told: Report, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"\.html"):
        told.save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_long_words_are_shortened_for_a_list(told: Report) -> None:
    for measure in told.practice:
        for each in measure.evidence:
            assert len(each.short) <= SHORT
            assert each.brief or each.words.startswith(each.short.removesuffix("…"))
    spoken = [each for measure in told.practice for each in measure.evidence if each.brief]
    assert any(each.short.startswith("“The service is down for everyone") for each in spoken)
    assert all(each.short.endswith("on social") for each in spoken)
