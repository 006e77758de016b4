"""A small outage for tests of single mechanisms, and a way to run it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from simkit.scenario.parts import (
    Cause,
    Channel,
    Expectation,
    Incident,
    Inject,
    Person,
    Scenario,
    Segment,
    Service,
    Stage,
    WrongFix,
)
from simkit.session import Session
from simkit.streams import fixed

SMALL = Scenario(
    id="small", title="A small outage", service=Service("Chatter", 1_000_000),
    segments=(Segment("casual", 0.6, 0.4, 0.3), Segment("shops", 0.4, 0.9, 0.9)),
    channels=(Channel("social", 0.35, 80.0), Channel("status page", 0.2, 20.0, survives=False),
              Channel("newsletter", 0.5, 15.0, build=fixed(20.0))),
    team=(Person("communications", "communications"), Person("engineer", "engineering"),
          Person("second engineer", "engineering"), Person("support lead", "support"),
          Person("chief", "executive")),
    incident=Incident(
        causes=(Cause("cable", "a cut cable", "splice it", likely=0.5, takes=fixed(20.0),
                      works=1.0, evidence=fixed(30.0)),
                Cause("release", "the new release", "roll back", likely=0.4, takes=fixed(10.0),
                      evidence=fixed(30.0),
                      if_wrong=WrongFix(harm=0.3, lasts=30.0, teaches=-10.0, undo=25.0))),
        actual_cause="cable", severity=0.6, restoration=(Stage(10.0, 0.2), Stage(30.0, 0.0))),
    horizon=2880.0,
    injects=(Inject("reporter", "a reporter", "Is it an attack?", at=15.0,
                    expects=Expectation(10.0)),))
"""Two causes of which the cable is the true one; everybody is there; nothing is drawn wide."""


@pytest.fixture
def small() -> Callable[..., Session]:
    """Return a function that starts a session on the small outage, with parts replaced."""

    def start(seed: int = 1, **changes: Any) -> Session:
        return Session(replace(SMALL, **changes), seed=seed)

    return start
