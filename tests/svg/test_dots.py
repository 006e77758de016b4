from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from simkit.svg import luck_chart, sureness_chart

POINTS = st.floats(0.0, 100.0)


@given(POINTS, st.lists(POINTS, max_size=30),
       st.lists(st.tuples(st.text(max_size=20), POINTS), max_size=6))
def test_any_run_makes_a_picture(here: float, own: list[float],
                                 others: list[tuple[str, float]]) -> None:
    svg = ElementTree.fromstring(luck_chart(here, own, others))
    assert {each.tag.rpartition("}")[2] for each in svg.iter()} <= {
        "svg", "title", "rect", "path", "circle", "text"}


def test_the_picture_of_luck_says_in_words_what_it_shows() -> None:
    svg = luck_chart(56.4, [50.0, 52.0, 54.0], [("silent", 40.0), ("by the book", 60.0)])
    label = ElementTree.fromstring(svg).attrib["aria-label"]
    assert label == ("Luck or skill: this run ended at 56.4 points of trust; the same decisions "
                     "under other luck, 3 times, usually at 52.0. silent usually at 40.0; "
                     "by the book usually at 60.0.")
    assert "EXERCISE" in svg and "this run, 56.4" in svg


def test_a_run_at_the_right_edge_keeps_its_words_inside() -> None:
    svg = ElementTree.fromstring(luck_chart(100.0, [10.0, 100.0]))
    words = next(each for each in svg.iter() if (each.text or "").startswith("this run"))
    assert words.attrib["text-anchor"] == "end"


def test_too_sure_is_a_diamond_and_the_rest_are_discs() -> None:
    svg = sureness_chart([(0.8, 0.25, 0.1, 0.5, 8), (0.6, 0.6, 0.3, 0.8, 5)])
    assert svg.count("<circle") == 1
    label = ElementTree.fromstring(svg).attrib["aria-label"]
    assert "80 in 100 sure 8 times, 25 in 100 came true" in label


def test_nothing_stated_is_said_so() -> None:
    assert "nothing was stated" in sureness_chart([])
