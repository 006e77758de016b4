from __future__ import annotations

import base64
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from simkit.debrief import Report, report
from simkit.scenario.parts import Scenario
from simkit.session import Session

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DATA = "data:image/svg+xml;base64,"
HARMLESS = {"a", "abbr", "b", "body", "br", "div", "figcaption", "figure", "h1", "h2", "h3",
            "head", "html", "i", "img", "li", "main", "meta", "ol", "p", "span", "style", "table",
            "tbody", "td", "th", "thead", "title", "tr", "ul"}
VOID = {"br", "img", "meta"}


class Page(HTMLParser):
    """Tags, attributes, ids and visible text of a page, with its nesting checked."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"{tag} closes nothing"

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data

    def all(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


@pytest.fixture(scope="module")
def pages(told: Report, hostile: Report) -> dict[str, Page]:
    return {"told": Page(told.html), "hostile": Page(hostile.html),
            "fragment": Page(told._repr_html_()), "hostile fragment": Page(hostile._repr_html_())}


KINDS = ["told", "hostile", "fragment", "hostile fragment"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_holds_harmless_tags_only(kind: str, pages: dict[str, Page]) -> None:
    assert pages[kind].open == []
    assert {tag for tag, _ in pages[kind].tags} <= HARMLESS
    names = {name for _, attributes in pages[kind].tags for name in attributes}
    assert not any(name.startswith("on") for name in names)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_for_nothing_outside_itself(kind: str, pages: dict[str, Page],
                                                told: Report) -> None:
    assert all(src.startswith(DATA) for src in pages[kind].all("src"))
    assert all(href.startswith("#") for href in pages[kind].all("href"))
    assert "url(" not in told.html
    assert "@import" not in told.html


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_whole_has_words_and_no_script(kind: str, pages: dict[str, Page]) -> None:
    pictures = [attributes for tag, attributes in pages[kind].tags if tag == "img"]
    assert len(pictures) == (4 if "fragment" in kind else 5)
    for picture in pictures:
        assert len(picture["alt"]) > 20
        svg = ElementTree.fromstring(base64.b64decode(picture["src"].removeprefix(DATA)))
        for element in svg.iter():
            assert element.tag.rpartition("}")[2] in {"svg", "title", "rect", "path", "circle",
                                                      "text"}
            assert not any(name.startswith("on") for name in element.attrib)


@pytest.mark.parametrize("kind", ["hostile", "hostile fragment"])
def test_what_people_wrote_shows_as_text(kind: str, pages: dict[str, Page]) -> None:
    shown = pages[kind].text
    assert "<script>alert(1)</script>" in shown
    assert "<img src=x onerror=alert(2)>" in shown
    assert "{{ 7 * 7 }}" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_every_place_that_somebody_writes_reaches_the_page(pages: dict[str, Page]) -> None:
    shown = pages["hostile"].text
    for begin in ("A small outage", "A cable is cut.", "Chatter", "a reporter", "Is it an attack?",
                  "delete the logs", "social", "Words in a drawer", "A drill", "Speak early.",
                  "What did you see?", "A book", "We do not know yet.", "guaranteed!"):
        assert f"{begin}<script>" in shown


def test_every_sentence_of_the_summary_leads_to_a_line_of_the_timeline(told: Report) -> None:
    lines = {line.id for moment in told.timeline for line in moment.lines}
    for headline in told.headlines:
        assert {each.id for each in headline.evidence} & lines, headline.text


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_has_a_role_has_a_name(kind: str, pages: dict[str, Page]) -> None:
    for tag, attributes in pages[kind].tags:
        if "aria-label" in attributes and tag in {"b", "div", "i", "p", "span"}:
            assert attributes.get("role") == "img", (tag, attributes)


def busy(scenario: Scenario, count: int = 200) -> Report:
    """The report of a day with *count* decisions, each message another."""
    session = Session(scenario, seed=3)
    session.run(until="6m")
    for number in range(count // 2):
        session.post(f"Update {number}: the service is still down for everyone. We are working on "
                     "the repair, and what you wrote waits and is not lost. We are sorry.",
                     scenario.channels[0].name)
        session.act("suspect", "cable", confidence=0.5)
        session.run(until=session.now + 7.0)
    session.run()
    assert len(session.record.decisions) == count
    return report(session, runs=1)


def test_two_hundred_decisions_fit_into_a_megabyte(scenario: Scenario) -> None:
    made = busy(scenario)
    assert 100_000 < len(made.html.encode()) < 1_000_000
    assert len(made.notes) > 50


def test_every_link_has_its_place(pages: dict[str, Page]) -> None:
    links, places = pages["told"].all("href"), pages["told"].all("id")
    assert len(links) > 5
    assert len(set(places)) == len(places)
    assert {link.removeprefix("#") for link in links} <= set(places)


def test_the_word_exercise_heads_the_page_and_every_printed_one(told: Report) -> None:
    assert Page(told.html).text.strip().startswith("EXERCISE")
    assert "EXERCISE" in Page(told._repr_html_()).text
    assert re.search(r'@page\{[^}]*@bottom-left\{content:"EXERCISE"', told.html)
    assert re.search(r"\.paper>thead\{display:table-header-group\}", told.html)


def test_state_is_readable_without_colour(told: Report) -> None:
    wrong = re.findall(r'<span class="line bad"[^>]*>(.)', told.html)
    assert wrong and set(wrong) == {"✕"}
    truth = re.findall(r'<span class="line truth"[^>]*>(.)', told.html)
    assert truth and set(truth) == {"◆"}


def test_ratings_are_proposed_and_the_decision_is_left_open(told: Report) -> None:
    assert '<span class="rate">P</span>' in told.html
    assert told.html.count('aria-label="to be decided"') == len(told.ratings)


def test_without_scripts_a_browser_shows_all_of_it(told: Report, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.set_content(told.html)
    shown = " ".join(page.locator("body").inner_text().split())
    for headline in told.headlines:
        assert headline.text in shown
    boxes = [image.bounding_box() for image in page.locator("img").all()]
    assert len(boxes) == 5 and all(box and box["height"] > 40 for box in boxes)
    context.close()


def test_a_chart_is_never_cut_in_print(told: Report, hostile: Report, browser: Browser) -> None:
    paper, page_height = 680, 1000  # px between the margins of A4
    context = browser.new_context(viewport={"width": paper, "height": page_height}, offline=True)
    page = context.new_page()
    page.emulate_media(media="print")
    for each in (told, hostile):
        page.set_content(each.html)
        figures = page.evaluate(
            "[...document.querySelectorAll('figure')].map(each => "
            "[getComputedStyle(each).breakInside, each.getBoundingClientRect().height])")
        assert figures and all(rule == "avoid" and height < page_height / 2
                               for rule, height in figures)
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_browser_shows_all_of_it_within_its_width(
        width: int, hostile: Report, told: Report, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: said.append(request.url)
            if not request.url.startswith("data:") else None)
    for each in (told, hostile):
        page.set_content(each.html)
        page.wait_for_function("[...document.images].every(image => image.complete)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    assert said == []
    context.close()


def test_on_paper_nothing_is_wider_than_the_page(told: Report, hostile: Report,
                                                 browser: Browser) -> None:
    paper = 680  # px between the margins of A4
    context = browser.new_context(viewport={"width": paper, "height": 1000}, offline=True)
    page = context.new_page()
    page.emulate_media(media="print")
    for each in (told, hostile):
        page.set_content(each.html)
        wide = page.evaluate(
            "width => [...document.body.querySelectorAll('*')].filter(each =>"
            "each.getBoundingClientRect().right > width + 1).map(each => each.outerHTML)", paper)
        assert wide == []
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    context.close()
