"""The days after: what is to do once the service is back, what stands, and what is better when."""

from __future__ import annotations

from typing import TypedDict

from simkit.clock import show
from simkit.events import Event
from simkit.scenario.parts import Scenario
from simkit.situation import Situation
from simkit.widgets.view.words import Line

STEPS: tuple[tuple[str, str, str, str], ...] = (
    ("post", "Say that it is over", "published",
     "When the monitors have shown it for a while; with what happens to what waited."),
    ("regroup", "Regroup with the team", "talked",
     "First of all. Everybody tells what they saw; nobody is blamed."),
    ("rest", "Hand over and rest", "rested",
     "Before anything is written down. Tired people name wrong causes."),
    ("postmortem", "Write the post-mortem with the team", "post-mortem",
     "Better after a night and a day: at once, or tired, it may name the wrong cause."),
    ("repair", "Repair the cause for good", "cause repaired",
     "A day of an engineer's work. Without it the next one comes sooner."),
    ("compensate", "Offer compensation", "compensation offered",
     "For those who lost something by it; sooner is better than later."),
    ("roadmap", "Promise a change on the roadmap", "roadmap promised",
     "When you know what will change, and can keep it."),
    ("restart_campaign", "Start the campaign again", "campaign restarted",
     "When people have stopped asking, not before."),
)
"""Action, words, the event that shows it done, and when it is worth most."""


class Step(TypedDict):
    """One thing to do afterwards."""

    words: str
    state: Line
    when: str


class After(TypedDict):
    """The days after, as they stand."""

    since: str
    steps: list[Step]


def after(situation: Situation, scenario: Scenario) -> After | None:
    """Return what is to do now that the service is back; None while it is not."""
    back = [event.at for event in situation.events if event.kind == "restoration seen"]
    if situation.phase not in ("aftermath", "over") or not back:
        return None
    hours = (situation.at - back[-1]) / 60.0
    since = f"{hours:.0f} h" if hours < 36 else f"{hours / 24:.0f} days"
    paused = any(event.kind == "campaign paused" for event in situation.events)
    return {"since": f"{since} after it came back", "steps": [
        {"words": words, "state": _state(action, sign, back[-1], situation), "when": when}
        for action, words, sign, when in STEPS if action != "restart_campaign" or (
            scenario.campaign is not None and paused)]}


def _state(action: str, sign: str, back: float, situation: Situation) -> Line:
    """Return how far *action* is, of which an event of kind *sign* is the end."""
    decided = [event for event in situation.events if event.kind == "decided"
               and event.data["action"] == action and event.at >= back - 1e-6]
    ids = {str(event.data["name"]) for event in decided}
    done = next((event for event in situation.events
                 if event.kind == sign and event.cause in ids and _means(event, action)), None)
    if done is not None:
        return {"sign": "kept", "words": "done", "more": show(done.at)}
    if decided and action != "post":
        return {"sign": "wip", "words": "under way", "more": ""}
    return {"sign": "off", "words": "open", "more": ""}


def _means(event: Event, action: str) -> bool:
    return action != "post" or "all_clear" in event.data.get("says", ())
