"""Charts as SVG text: well formed, the same every time, safe, readable and never overlapping."""

from __future__ import annotations

import base64
import math
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simkit import svg
from simkit.errors import UnknownName
from simkit.svg.words import text_width

SPACE = "{http://www.w3.org/2000/svg}"
WIDER_THAN_ARIAL = 1.16
HOSTILE = '<script>alert(1)</script> & "quotes" \'single\' ]]> \x00\x0b\ud800'
MINUTES = np.arange(0.0, 60.0)

numbers = st.floats(allow_nan=True, allow_infinity=True)
words = st.text(max_size=60)
signs = st.text(min_size=1, max_size=3)


@st.composite
def lines(draw: Callable[..., object]) -> svg.Series:
    ys = draw(st.lists(numbers, max_size=40))
    xs = draw(st.lists(st.floats(-1e4, 1e5), min_size=len(ys), max_size=len(ys)).map(sorted))
    band = draw(st.booleans())
    return svg.Series(draw(words), xs, ys, draw(st.sampled_from(["solid", "long", "dotted"])),
                      draw(st.sampled_from(svg.COLOURS)), ys if band else None,
                      ys if band else None, draw(st.booleans()), draw(st.booleans()))


marks = st.builds(svg.Mark, st.floats(-1e4, 1e5) | numbers, signs, words,
                  st.sampled_from(["act", "bad"]))
bands = st.builds(svg.Band, numbers, numbers, words)


def parse(picture: str) -> ElementTree.Element:
    """Return the root of *picture*, after the checks that hold for every picture."""
    root = ElementTree.fromstring(picture.encode())
    assert root.tag == f"{SPACE}svg"
    assert root.get("role") == "img"
    assert root.get("aria-label")
    assert root[0].tag == f"{SPACE}title"
    assert "nan" not in re.sub(r">[^<]*<|aria-label=\"[^\"]*\"", "", picture).lower()
    assert "inf" not in re.sub(r">[^<]*<|aria-label=\"[^\"]*\"", "", picture).lower()
    for element in root.iter():
        assert element.tag.removeprefix(SPACE) in {"svg", "title", "rect", "circle", "path", "text"}
        for name, value in element.attrib.items():
            assert not name.startswith("on") and "href" not in name
            assert name == "aria-label" or ("url(" not in value and "//" not in value)
    return root


def said(picture: str) -> str:
    """Return the text alternative of *picture*."""
    return parse(picture).get("aria-label") or ""


def texts(picture: str) -> list[tuple[str, float, float, float, float]]:
    """Return the words of *picture* with their left, top, right and bottom as set in Arial."""
    found = []
    for element in parse(picture).iter(f"{SPACE}text"):
        text = "".join([element.text or "", *(child.tail or "" for child in element)])
        size, bold = float(element.get("font-size", 12)), element.get("font-weight") is not None
        wide = text_width(text, size, bold=bold) / WIDER_THAN_ARIAL
        shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
        x, y = float(element.get("x", 0)) - shift * wide, float(element.get("y", 0))
        found.append((text, x, y - 0.72 * size, x + wide, y + 0.15 * size))
    return [box for box in found if box[0]]


def assert_readable(picture: str) -> None:
    """Assert that no two texts of *picture* touch and that none leaves the sheet."""
    width, height = (float(parse(picture).get(side, 0)) for side in ("width", "height"))
    boxes = texts(picture)
    for words, left, top, right, bottom in boxes:
        assert left > -1 and right < width + 1 and top > -1 and bottom < height + 1, words
    for one, other in combinations(boxes, 2):
        apart = (one[3] <= other[1] or other[3] <= one[1]
                 or one[4] <= other[2] or other[4] <= one[2])
        assert apart, f"{one[0]!r} lies on {other[0]!r}"


def chart(*series: svg.Series, **changes: object) -> str:
    given = {"width": 520, "height": 220, "title": "Trust", "y_label": "Trust, 0 to 100"}
    return svg.line_chart(series, **{**given, **changes})  # type: ignore[arg-type]


def path_points(element: ElementTree.Element) -> list[tuple[float, float]]:
    pairs = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", element.get("d") or "")
    return [(float(x), float(y)) for x, y in pairs]


def strokes(picture: str, colour: str) -> list[ElementTree.Element]:
    return [element for element in parse(picture).iter(f"{SPACE}path")
            if element.get("stroke") == colour and element.get("opacity") is None]


@settings(max_examples=150, deadline=None)
@given(st.lists(lines(), max_size=4), st.lists(marks, max_size=6), st.lists(bands, max_size=3),
       words, words, st.sampled_from(["paper", "live"]), st.booleans(), st.none() | numbers)
def test_any_series_marks_and_words_make_one_well_formed_picture(
        series, marks, bands, title, label, theme, key, slower) -> None:
    picture = chart(*series, marks=marks, bands=bands, title=title, y_label=label, theme=theme,
                    key=key, slower_from=slower)
    parse(picture)
    assert picture == chart(*series, marks=marks, bands=bands, title=title, y_label=label,
                            theme=theme, key=key, slower_from=slower)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(words, numbers, numbers, numbers, st.booleans()), max_size=8), words,
       st.booleans())
def test_any_rows_make_a_well_formed_interval_chart(rows, title, numbered) -> None:
    parse(svg.interval_chart(rows, title=title, numbered=numbered))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.builds(svg.Bar, words, numbers, words), max_size=8), st.none() | numbers)
def test_any_rows_make_well_formed_bars(rows, top) -> None:
    parse(svg.bars(rows, title="Who cannot send", top=top))


@given(st.lists(numbers, max_size=60))
def test_any_values_make_a_well_formed_spark(values) -> None:
    parse(svg.spark(values, title="Load"))


def test_hostile_words_are_shown_as_words_everywhere() -> None:
    series = svg.Series(HOSTILE, MINUTES, MINUTES)
    pictures = [
        chart(series, title=HOSTILE, y_label=HOSTILE, marks=[svg.Mark(5, HOSTILE, HOSTILE)],
              bands=[svg.Band(0, 9, HOSTILE)], key=True, say=lambda value: HOSTILE),
        svg.interval_chart([(HOSTILE, 0, 1, 2, False)], title=HOSTILE, figures=HOSTILE,
                           sides=(HOSTILE, HOSTILE)),
        svg.bars([(HOSTILE, 1, HOSTILE)], title=HOSTILE),
        svg.spark([1, 2], title=HOSTILE, say=lambda value: HOSTILE),
    ]
    for picture in pictures:
        assert "<script" not in picture
        assert "<script>alert(1)</script> &" in said(picture)
        assert HOSTILE.split()[0] not in svg.image(picture, HOSTILE)


def test_every_picture_says_its_last_values() -> None:
    line = svg.Series("casual", MINUTES, 69.2 - 0.1 * MINUTES)
    assert "casual 69 to 63" in said(chart(line))
    assert "First word: +2.6 (+1.7 to +3.6)" in said(
        svg.interval_chart([("First word", 1.7, 2.6, 3.6, False)]))
    assert "Europe all; Asia no word" in said(
        svg.bars([("Europe", 1, "all"), ("Asia", math.nan)], title="Who"))
    assert said(svg.spark([3, math.nan, 14, math.nan], title="Load")) == "Load: 3 to 14."


def test_a_low_point_between_the_ends_is_said() -> None:
    dip = svg.Series("you", [0, 10, 20], [69, 52, 56])
    assert "you 69 to 56, lowest 52" in said(chart(dip))


def test_marks_and_bands_are_said_with_their_times() -> None:
    words = said(chart(svg.Series("you", MINUTES, MINUTES), bands=[svg.Band(30, math.inf, "back")],
                       marks=[svg.Mark(31, "\N{BLACK UP-POINTING TRIANGLE}", "you spoke"),
                              svg.Mark(14, "1", "First word")]))
    assert "back from T+0:30" in words
    assert "Marked: 1 at T+0:14 First word; T+0:31 you spoke." in words


def test_paper_has_fixed_colours_its_own_white_and_the_word_exercise() -> None:
    picture = chart(svg.Series("you", MINUTES, MINUTES))
    assert "var(" not in picture
    first = parse(picture)[1]
    assert (first.get("fill"), first.get("width"), first.get("height")) == ("#ffffff", "520", "220")
    assert "EXERCISE" in [box[0] for box in texts(picture)]


def test_the_console_sets_every_colour_by_property_with_a_fallback() -> None:
    picture = chart(svg.Series("you", MINUTES, MINUTES, colour="you"), theme="live",
                    marks=[svg.Mark(5, "1", "First word")], bands=[svg.Band(9, 20, "back")])
    paints = set(re.findall(r'(?:fill|stroke)="([^"]*)"', picture)) - {"none"}
    assert "var(--sk-act, #0b57a4)" in paints
    assert all(re.fullmatch(r"var\(--sk-[a-z0-9]+, #[0-9a-f]{6}\)", paint) for paint in paints)
    assert "EXERCISE" not in picture


def test_coordinates_have_one_decimal_at_most() -> None:
    picture = chart(svg.Series("you", MINUTES, np.sin(MINUTES)), marks=[svg.Mark(7.123, "1")])
    places = [value for element in parse(picture).iter() for name, value in element.attrib.items()
              if name in {"x", "y", "d", "cx", "cy", "r", "width", "height"}]
    assert places and not any(re.search(r"\.\d\d", value) for value in places)


def test_a_gap_breaks_the_line_and_a_lonely_point_is_a_dot() -> None:
    picture = chart(svg.Series("you", range(7), [1, 2, math.nan, 3, math.nan, 4, 5]))
    (line,) = strokes(picture, "#0b57a4")
    assert (line.get("d") or "").count("M") == 2
    assert len(list(parse(picture).iter(f"{SPACE}circle"))) == 1


@pytest.mark.parametrize("values", [[], [math.nan] * 3, [math.inf]])
def test_a_chart_without_a_value_says_so(values: list[float]) -> None:
    picture = chart(svg.Series("you", range(len(values)), values))
    assert "nothing yet" in [box[0] for box in texts(picture)]
    assert "you nothing yet" in said(picture)


@pytest.mark.parametrize("value", [0.0, 69.0, -3.0, 1e-7, 1e300, -1e300])
def test_a_constant_lies_inside_its_axis(value: float) -> None:
    picture = chart(svg.Series("you", MINUTES, [value] * 60))
    (line,) = strokes(picture, "#0b57a4")
    assert all(20 < y <= 200 for _, y in path_points(line))
    assert_readable(picture)


def test_a_thousand_points_keep_their_extremes_and_shrink() -> None:
    noise = np.random.default_rng(7).normal(size=1000)
    noise[[313, 707]] = 9.0, -9.0
    picture = svg.line_chart([svg.Series("noise", np.arange(1000.0), noise)], width=366,
                             height=100, title="Noise", y_range=(-9, 9), theme="live")
    (line,) = [element for element in parse(picture).iter(f"{SPACE}path")
               if element.get("stroke-width") == "1.75"]
    heights = [y for _, y in path_points(line)]
    frame = [y for path in strokes(picture, "var(--sk-edge, #7d8894)") for _, y in
             path_points(path)]
    assert min(heights) == 6
    assert max(heights) == min(frame)
    assert len(heights) < 750
    assert len(picture) < 14_000


def test_a_smooth_curve_needs_few_points_and_stays_within_a_tenth() -> None:
    xs = np.linspace(0, 1000, 2000)
    picture = svg.line_chart([svg.Series("", xs, 50 + 40 * np.sin(xs / 150))], width=900,
                             height=300, title="Wave", y_range=(0, 100), say=lambda value: "end")
    (line,) = strokes(picture, "#0b57a4")
    points = path_points(line)
    assert len(points) < 250
    (left, _), (right, _) = points[0], points[-1]
    bottom, top = 280.0, 6.0
    for (x0, y0), (x1, y1) in pairwise(points):
        for x in np.linspace(x0, x1, 5):
            value = 50 + 40 * math.sin((x - left) / (right - left) * 1000 / 150)
            wanted = bottom - value / 100 * (bottom - top)
            assert abs(y0 + (y1 - y0) * (x - x0) / (x1 - x0) - wanted) < 0.5


def test_lines_that_end_together_have_labels_apart_in_the_order_of_their_values() -> None:
    series = [svg.Series(f"line {i}", MINUTES, 50 + 0.01 * i * MINUTES) for i in range(8)]
    picture = chart(*series, y_range=(0, 100))
    assert_readable(picture)
    labels = [box for box in texts(picture) if "line" in box[0]]
    assert [box[0][-1] for box in sorted(labels, key=lambda box: -box[2])] == list("01234567")


def test_lines_that_cannot_all_be_named_are_counted_and_the_strong_one_is_named() -> None:
    series = [svg.Series(f"line {i}", MINUTES, MINUTES + i, strong=i == 29) for i in range(30)]
    picture = chart(*series, height=120)
    shown = [box[0] for box in texts(picture)]
    assert_readable(picture)
    assert any(words.endswith("line 29") for words in shown)
    named = sum("line" in words for words in shown)
    assert f"and {30 - named} more" in shown


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 100), st.text("abc dWM", max_size=40)), max_size=12),
       st.lists(st.tuples(st.floats(0, 59), st.integers(1, 99)), max_size=25),
       st.lists(st.tuples(st.floats(0, 50), st.text("service back", max_size=40)), max_size=3),
       st.integers(280, 1128), st.integers(100, 420), st.sampled_from(["paper", "live"]),
       st.booleans(), st.none() | st.floats(1, 58))
def test_no_text_lies_on_another_and_none_leaves_the_sheet(
        ends, decisions, stretches, width, height, theme, key, slower) -> None:
    series = [svg.Series(name, MINUTES, np.linspace(69, end, 60)) for end, name in ends]
    picture = svg.line_chart(
        series, width=width, height=height, title="Trust", theme=theme, y_label="Trust",
        marks=[svg.Mark(at, str(number), "First word") for at, number in decisions],
        bands=[svg.Band(start, start + 8, label) for start, label in stretches],
        key=key, slower_from=slower)
    assert_readable(picture)


def test_signs_keep_clear_of_each_other_and_of_the_labels() -> None:
    marks = [svg.Mark(40 + i / 10, str(i + 1), f"decision {i + 1}") for i in range(20)]
    picture = chart(svg.Series("you", MINUTES, MINUTES), marks=marks, height=300)
    rings = [element for element in parse(picture).iter(f"{SPACE}rect") if element.get("rx")]
    boxes = [tuple(float(ring.get(name, 0)) for name in ("x", "y", "width", "height"))
             for ring in rings]
    assert len(boxes) == 20
    for (x, y, w, h), (x2, y2, w2, h2) in combinations(boxes, 2):
        assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y
    label = next(box for box in texts(picture) if box[0].endswith("you"))
    assert max(x + w for x, _, w, _ in boxes) < label[1]


def test_more_signs_than_fit_are_counted_and_all_of_them_are_said() -> None:
    marks = [svg.Mark(i / 10, str(i), "note") for i in range(300)]
    picture = chart(svg.Series("you", MINUTES, MINUTES), marks=marks)
    assert any(re.fullmatch(r"\+\d+", box[0]) for box in texts(picture))
    assert said(picture).count("note") == 300


def test_an_axis_that_is_asked_for_grows_but_never_cuts_a_line() -> None:
    picture = chart(svg.Series("you", MINUTES, MINUTES * 5), y_range=(0, 100))
    (line,) = strokes(picture, "#0b57a4")
    shown = [box[0] for box in texts(picture)]
    assert "300" in shown and "0" in shown
    assert len({y for _, y in path_points(line)}) == 2


def test_large_values_are_written_in_words() -> None:
    picture = chart(svg.Series("users", MINUTES, MINUTES * 2e9 / 59))
    assert "users 0 to 2 billion" in said(picture)
    assert {"1 billion", "2 billion"} <= {box[0] for box in texts(picture)}


def test_ticks_that_would_look_alike_are_written_out() -> None:
    shown = [box[0] for box in texts(chart(svg.Series("", MINUTES, 1e6 + MINUTES * 5)))]
    figures = [words for words in shown if words.startswith("1,000,")]
    assert len(figures) > 2 and len(set(figures)) == len(figures)


def test_from_slower_on_an_hour_takes_less_room() -> None:
    marks = [svg.Mark(at, str(at), "hour") for at in (60, 120, 600, 660)]
    picture = chart(svg.Series("you", [0, 1440], [69, 56]), marks=marks, slower_from=480)
    rules = [path_points(element)[0][0] for element in parse(picture).iter(f"{SPACE}path")
             if element.get("stroke-dasharray") == "1.5 3"]
    assert rules[1] - rules[0] > 3 * (rules[3] - rules[2])
    assert "slower clock from here" in [box[0] for box in texts(picture)]


def test_two_panels_share_the_clock_and_the_rules_run_through_both() -> None:
    trust = svg.Panel([svg.Series("you", MINUTES, MINUTES)], "Trust", share=3)
    lost = svg.Panel([svg.Series("", MINUTES, MINUTES, filled=True)], "Out of service")
    picture = svg.two_panel(trust, lost, width=700, height=320, title="Both",
                            marks=[svg.Mark(30, "1", "First word")])
    (rule,) = [path_points(element) for element in parse(picture).iter(f"{SPACE}path")
               if element.get("stroke-dasharray") == "1.5 3"]
    baselines = [path_points(path)[0][1] for path in strokes(picture, "#7d8894")
                 if path_points(path)[0][1] == path_points(path)[1][1]]
    assert len(baselines) == 2
    assert rule[0][1] < min(baselines) and rule[1][1] == max(baselines)
    assert_readable(picture)


def outage() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    at = np.concatenate([np.arange(0.0, 480.0), np.arange(480.0, 1441.0, 15.0)])
    return at, 0.69 - 0.15 * (1 - np.exp(-at / 90)), np.where(at < 454, 1.0, 0.0)


def test_the_trust_picture_shows_ghosts_decisions_and_when_service_was_back() -> None:
    at, trust, severity = outage()
    picture = svg.trust_picture(
        at, trust, severity, [("silent", at, trust - 0.05), ("by_the_book", at, trust + 0.02)],
        [(14, 1, "First word"), svg.Mark(44, "2", "DNS restart", "bad")],
        band=(trust - 0.01, trust + 0.01))
    shown = [box[0] for box in texts(picture)]
    assert {"54 you", "49 silent", "56 by the book", "service back, T+7:34",
            "First word, T+0:14", "DNS restart, T+0:44", "slower clock from here"} <= set(shown)
    for words in ("you 69 to 54", "silent 64 to 49", "100 in 100 to 0 in 100",
                  "1 at T+0:14 First word"):
        assert words in said(picture)
    assert_readable(picture)


def test_the_trust_picture_of_a_run_that_is_not_over_names_no_restoration() -> None:
    at, trust, severity = outage()
    picture = svg.trust_picture(at[:200], trust[:200], severity[:200])
    assert "service back" not in picture and "slower clock" not in picture


def test_the_trust_picture_of_nothing_says_so() -> None:
    assert "nothing yet" in said(svg.trust_picture([], [], []))


def test_the_trust_picture_refuses_points_where_it_expects_shares() -> None:
    with pytest.raises(ValueError, match="divide points by 100"):
        svg.trust_picture([0, 1], [69, 68], [1, 1])


def test_little_noise_in_trust_does_not_fill_the_axis() -> None:
    at, _, severity = outage()
    picture = svg.trust_picture(at, 0.69 + 0.001 * np.sin(at), severity)
    (line,) = strokes(picture, "#0b57a4")
    heights = [y for _, y in path_points(line)]
    assert max(heights) - min(heights) < 15


def test_a_tie_is_hatched_and_named_and_has_no_bar() -> None:
    tie = svg.interval_chart([("First word", -0.1, 0.2, 0.6, True)])
    plain = svg.interval_chart([("First word", -0.1, 0.2, 0.6, False)])
    assert "a tie" in [box[0] for box in texts(tie)] and "First word: a tie (" in said(tie)
    assert "#8b95a0" in tie and "#8b95a0" not in plain
    assert "<circle" in plain and "<circle" not in tie
    assert 'font-weight="700"' in plain and 'font-weight="700"' not in tie


def test_a_row_without_figures_shows_none() -> None:
    picture = svg.interval_chart([("Not finished", math.nan, 1.0, 2.0, False)])
    shown = [box[0] for box in texts(picture)]
    assert "no figure yet" in shown and "+1.0" not in shown and "<circle" not in picture


def test_long_labels_of_rows_take_two_lines_and_then_an_ellipsis() -> None:
    rows = [("Promised a time for the next word " * times, 0.1, 0.5, 1.2, False)
            for times in (1, 2, 9)]
    for width in (420, 744, 1128):
        picture = svg.interval_chart(rows, width=width, numbered=True)
        assert_readable(picture)
        assert any(box[0].endswith("\N{HORIZONTAL ELLIPSIS}") for box in texts(picture))
        assert rows[2][0].strip() in said(picture)


def test_zero_is_always_on_the_axis_of_intervals() -> None:
    shown = [box[0] for box in texts(svg.interval_chart([("Late", -3.0, -2.5, -2.0, False)]))]
    assert "0" in shown


def test_a_bar_is_as_long_as_its_share_of_the_top() -> None:
    picture = svg.bars([("half", 0.5), ("all", 1.0)], title="Who", top=1.0)
    lengths = [float(rect.get("width", 0)) for rect in parse(picture).iter(f"{SPACE}rect")
               if rect.get("fill") == "var(--sk-act, #0b57a4)"]
    assert lengths[0] == pytest.approx(lengths[1] / 2, abs=0.1)


def test_bars_keep_their_words_apart() -> None:
    rows = [("A very long name of a region that nobody can pronounce", 5.0, "about half of them"),
            ("Asia", math.nan)]
    assert_readable(svg.bars(rows, title="Who", width=260))


class _Image(HTMLParser):
    found: dict[str, str | None]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "img"
        self.found = dict(attrs)


@given(words)
def test_an_image_carries_its_picture_and_its_words(alt: str) -> None:
    picture = chart(svg.Series("you", MINUTES, MINUTES))
    parser = _Image()
    parser.feed(svg.image(picture, alt))
    kind, data = (parser.found["src"] or "").split(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(data).decode() == picture
    assert parser.found["alt"]


def test_an_image_without_words_takes_those_of_its_picture() -> None:
    picture = chart(svg.Series('"you" & me', MINUTES, MINUTES))
    parser = _Image()
    parser.feed(svg.image(picture))
    assert parser.found["alt"] == said(picture)


def test_numpy_lists_and_generators_are_drawn_alike_and_kept_unchanged() -> None:
    values = np.sin(MINUTES)
    pictures = {chart(svg.Series("you", x, y)) for x, y in (
        (MINUTES, values), (list(MINUTES), values.tolist()),
        ((x for x in MINUTES), (float(y) for y in values)))}
    assert len(pictures) == 1


@pytest.mark.parametrize("make", [
    lambda: svg.Series("you", [1, 2], [1]),
    lambda: svg.Series("you", [1], [1], low=[0]),
    lambda: svg.Series("you", [1], [1], style="wavy"),
    lambda: svg.Panel([], y_range=(5, 5)),
    lambda: svg.Panel([], y_range=(0, math.inf)),
])
def test_what_cannot_be_drawn_is_refused_when_it_is_made(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError):
        make()


def test_an_unknown_colour_or_theme_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="series1"):
        svg.Series("you", [1], [1], colour="seres1")
    with pytest.raises(UnknownName, match="paper"):
        chart(theme="papr")


# Tornado pictures

SWINGS = [("l_pan: loss for a panicked tone", (0.1, 0.2, 0.3), (1.6, 2.5, 3.4), "45 % (32 to 75)"),
          ("nov_t: effect of tone left per earlier message, whatever it was and whoever wrote it",
           (2.0, 2.2, 2.4), (0.4, 0.6, 0.8), "76 % (34 to 98)")]
RESULTS = [("Calm against agitated words", 1.2, SWINGS, "+0.8 points"),
           ("First word early against late", -0.4, [], "nothing moves it")]
ends = st.tuples(numbers, numbers, numbers)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(words, numbers, st.lists(st.tuples(words, ends, ends, words), max_size=4),
                          words), max_size=3), words, st.sampled_from(["paper", "live"]))
def test_any_results_make_a_well_formed_tornado(results, title, theme) -> None:
    picture = svg.tornado(results, title=title, unit=title, figures=title, theme=theme)
    parse(picture)
    assert picture == svg.tornado(results, title=title, unit=title, figures=title, theme=theme)


def test_a_tornado_holds_hostile_words_as_words() -> None:
    row = (HOSTILE, (0.0, 1.0, 2.0), (1.0, 2.0, 3.0), HOSTILE)
    assert "<script" not in svg.tornado([(HOSTILE, 1.0, [row], HOSTILE)], title=HOSTILE,
                                        unit=HOSTILE, figures=HOSTILE)


def test_a_tornado_says_all_its_figures_in_words() -> None:
    words = said(svg.tornado(RESULTS, title="What moves it", unit="points", figures="share"))
    assert "Calm against agitated words: mean +1.2 points (+0.8 points)" in words
    assert "l_pan: loss for a panicked tone: low +0.2 (+0.1 to +0.3), high +2.5 (+1.6 to +3.4); " \
           "share 45 % (32 to 75)" in words
    assert svg.tornado(RESULTS) == svg.tornado(
        [svg.Result(label, middle, [svg.Swing(*row) for row in rows], more)
         for label, middle, rows, more in RESULTS])


def test_low_and_high_differ_by_more_than_colour() -> None:
    rings = [(float(mark.get("cx", 0)), mark.get("fill"))
             for mark in parse(svg.tornado(RESULTS)).iter(f"{SPACE}circle")]
    (low, empty), (high, full), (low_2, _), (high_2, _) = rings
    assert empty != full and empty == "#ffffff"
    assert low < high and low_2 > high_2
    shown = [box[0] for box in texts(svg.tornado(RESULTS))]
    assert any("lowest fifth" in text for text in shown)


def test_zero_is_on_every_axis_of_a_tornado() -> None:
    rows = [("far off", (90.0, 95.0, 99.0), (100.0, 101.0, 102.0), "")]
    shown = [box[0] for box in texts(svg.tornado([("Far off", 98.0, rows, "")]))]
    assert "0" in shown and "+100" in shown


@pytest.mark.parametrize("width", [700, 1128])
def test_nothing_lies_on_anything_else_in_a_tornado(width: int) -> None:
    assert_readable(svg.tornado(RESULTS, width=width, figures="share of its variance",
                                unit="points of trust"))


def test_a_tornado_of_nothing_says_so() -> None:
    assert "Nothing yet" in said(svg.tornado([]))
    rows = [("lost", (math.nan, 1.0, 2.0), (1.0, 2.0, 3.0), "")]
    picture = svg.tornado([("Something", math.nan, rows, "")])
    assert "lost: no figure" in said(picture) and not list(parse(picture).iter(f"{SPACE}circle"))
