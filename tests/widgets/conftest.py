"""A small outage for the console, with texts that a test can choose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from simkit.scenario import parts
from simkit.session import Session
from simkit.streams import fixed


def small_outage(words: str = "plain words") -> parts.Scenario:
    """An outage in which *words* stand wherever an author can write."""
    person, channel = parts.Person, parts.Channel
    return parts.Scenario(
        id="small", title=words, summary=words, horizon=2880.0, session_length=20.0,
        service=parts.Service(words, 1_000_000, datetime(2024, 5, 6, 9, 0, tzinfo=UTC)),
        segments=(parts.Segment("casual " + words, 0.7, 0.3, 0.3, voices=(words,)),
                  parts.Segment("critical", 0.3, 0.9, 0.9, voices=(words,))),
        channels=(channel("app " + words, 0.6, 15.0, survives=False),
                  channel("social", 0.4, 60.0, kind="social", limit=100),
                  channel("page", 0.2, 20.0, build=fixed(30.0), kind="status page")),
        team=(person("speaker", "communications", drafting=4.0),
              person("writer", "communications", name=words),
              person("engineer " + words, "engineering", name="Ada"),
              person("support", "support", name="Sue")),
        incident=parts.Incident(
            causes=(parts.Cause("disk", words, words, likely=0.6, evidence=fixed(20.0),
                                takes=fixed(30.0), findings_for=(words,),
                                findings_against=(words,)),
                    parts.Cause("net", "the network " + words, "replace it " + words, likely=0.4,
                                evidence=fixed(25.0), findings_for=(words,),
                                findings_against=(words,))),
            actual_cause="disk", severity=1.0),
        objectives=(parts.Objective("calm", words),),
        stakeholders=(parts.Stakeholder(words, "executive", patience=12.0),),
        injects=(parts.Inject("news", words, words, at=6.0, method="news"),
                 parts.Inject("boss", "the boss " + words, words, at=10.0,
                              expects=parts.Expectation(10.0)),
                 parts.Inject("press", words, words, at=11.0, expects=parts.Expectation(5.0))),
        campaign=parts.Campaign(words), workaround=words,
        briefing=parts.Briefing(words, budget=1.0, offers=(
            parts.Preparation("templates", words, 1.0), parts.Preparation("drill", words, 0.5))),
        facts={"impact": words})


@pytest.fixture
def outage() -> Callable[[str], parts.Scenario]:
    """A function that makes an outage full of the given words."""
    return small_outage


@pytest.fixture
def session() -> Session:
    """A session of the small outage, in its briefing."""
    return Session(small_outage(), seed=3)
