"""Panels as HTML text."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from simkit.scenario.parts import Scenario
from simkit.session import Session
from simkit.widgets import (
    charts,
    choices,
    course_panels,
    guiding_panels,
    panels,
    preparing_panels,
    view,
)
from simkit.widgets.view import Letter, Post, readying, why

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'&amp;"


class Page(HTMLParser):
    """What a browser would make of a panel."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def letter(text: str) -> Letter:
    return {"name": "a", "sender": text, "method": text, "text": text, "t": "T+0:01",
            "state": {"sign": "due", "words": text, "more": text}, "waits": True, "new": True}


@given(st.text(min_size=1).filter(lambda text: "\r" not in text and "\0" not in text))
def test_any_text_of_a_message_shows_as_that_text(text: str) -> None:
    page = Page(panels.letter(letter(text), first=True))
    assert page.text.count(text) >= 3
    assert page.tags <= {"div", "b", "span"}
    assert page.attributes <= {"class"}


@given(st.text(min_size=1).filter(lambda text: "\r" not in text and "\0" not in text))
def test_any_text_of_a_post_shows_as_that_text(text: str) -> None:
    post: Post = {"who": text, "what": text, "kind": "user", "t": "T+0:01", "text": text,
                  "likes": ""}
    page = Page(panels.feed([post]))
    assert page.text.count(text) >= 3
    assert page.tags <= {"header", "h3", "ul", "li", "div", "b", "span"}


def test_no_text_of_a_scenario_a_team_or_a_trainee_becomes_markup(
    outage: Callable[[str], Scenario]
) -> None:
    session = Session(outage(HOSTILE), seed=3)
    session.run(until="5m")
    session.post(f"We see it {HOSTILE}", "social")
    session.act("fix", "disk", confidence=0.5)
    session.run(until="70m")
    session.post(f"{HOSTILE}", "social")
    now, scenario = session.situation, session.scenario
    pulse = charts.pulse(now, scenario, session.record.course)
    drawn = [
        *(getattr(panels, name)(getattr(view, name)(now, scenario))
          for name in ("strip", "feed", "board", "team", "channels", "you", "log")),
        *(panels.letter(row, first=True) for row in view.inbox(now, scenario)),
        panels.inbox_head(view.inbox(now, scenario), 2),
        *(panels.choosing(card) for card in choices.cards(now)),
        *(panels.leaving(step, words)
          for _, step, words, _ in view.on_their_way(now, session.record.decisions)),
        *(getattr(preparing_panels, name)(readying.briefing(now, scenario))
          for name in ("about", "budget", "ears", "side")),
        *(preparing_panels.preparation(row)
          for row in readying.briefing(now, scenario)["offers"]),
        course_panels.why(
            why.reasons({"begin": 0.0, "end": 70.0, "words": ""}, "rumour", now), True),
        panels.judged(HOSTILE), guiding_panels.hint(HOSTILE),
        guiding_panels.keys([(HOSTILE, HOSTILE)], HOSTILE),
        panels.notice(HOSTILE), panels.paused(HOSTILE, False, False),
        charts.charts(pulse, False), charts.line(pulse, False),
    ]
    assert sum("&lt;img" in html for html in drawn) >= 12
    for html in drawn:
        page = Page(html)
        assert not page.tags & {"img", "script"}
        assert not any(name.startswith("on") for name in page.attributes)


def test_panels_hold_nothing_that_can_take_the_focus(session: Session) -> None:
    session.run(until="30m")
    now, scenario = session.situation, session.scenario
    for name in ("strip", "feed", "board", "team", "channels", "you", "log"):
        page = Page(getattr(panels, name)(getattr(view, name)(now, scenario)))
        assert not page.tags & {"a", "button", "input", "select", "textarea", "details"}


def test_the_strip_says_that_it_is_an_exercise(session: Session) -> None:
    html = panels.strip(view.strip(session.situation, session.scenario))
    assert "EXERCISE" in Page(html).text


def test_a_scale_is_readable_without_colour() -> None:
    html = panels.tension("tense")
    assert Page(html).text == "tense"
    assert re.findall(r'<i class="(on|)">', html) == ["on", "on", "on", ""]


def test_a_broken_promise_tints_the_strip(session: Session) -> None:
    data = view.strip(session.situation, session.scenario)
    data["promise"] = {"sign": "bad", "words": "16:05 broken, 5 min late", "more": "1 broken"}
    assert "broken" in panels.strip(data).split("Next promise due")[0].split("cell")[-1]


def test_a_stated_share_far_from_the_evidence_is_marked() -> None:
    line: view.Hypothesis = {"text": "the disk", "shown": 30, "low": 15, "high": 45, "stated": 60,
                             "speaks_for": ("a",), "speaks_against": ("b",)}
    html = panels.board([line])
    assert "you said 60" in html and "st due" in html
    assert "st due" not in panels.board([{**line, "stated": 40}])


def test_empty_panels_say_what_is_so() -> None:
    assert "Quiet." in panels.feed([])
    assert "No idea yet." in panels.board([])
    assert "Nobody waits for you." in panels.inbox_head([], 0)
    assert "Nothing yet." in panels.log([])
