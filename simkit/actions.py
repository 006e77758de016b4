"""The closed lists of what a person can decide: the trainees on their side, the facilitator on the
other, in the words of code, YAML and screen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """One kind of decision."""

    name: str
    purpose: str
    """One of PURPOSES: the heading under which the console offers it."""
    words: str
    """What the button says; ``{target}`` stands for the target's name."""
    target: str = ""
    """What the decision aims at: ``""`` (nothing), ``inject``, ``cause``, ``person``,
    ``channel``, ``preparation``, ``decision``, ``mode``."""
    takes: float = 0.0
    """Minutes of somebody's time, where neither scenario nor message states it."""
    asks_confidence: bool = False
    """Whether the world answers yes or no, so that a stated confidence can be judged."""
    phase: str = "crisis"
    """When it can be chosen: ``briefing``, ``crisis`` (until the end, too), ``aftermath``."""


PURPOSES = ("prepare", "say", "ask", "find out", "repair", "organise", "look after people",
            "afterwards")
"""Headings in the order of the console."""

MODES = ("guided", "practice", "exam")
"""Ways of playing a run. They change what the screen shows and when it waits, never the world."""

ACTIONS: dict[str, Action] = {action.name: action for action in (
    Action("prepare", "prepare", "Prepare: {target}", "preparation", phase="briefing"),
    Action("mode", "prepare", "Play it as: {target}", "mode", phase="briefing"),
    Action("post", "say", "Write an update"),
    Action("answer", "say", "Answer: {target}", "inject"),
    Action("withdraw", "say", "Take it back", "decision"),
    Action("ask", "ask", "Ask how it is going: {target}", "person", takes=4),
    Action("ask_support", "ask", "Ask support what people ask most", takes=3),
    Action("brief", "ask", "Brief the executives", takes=5),
    Action("investigate", "find out", "Look into: {target}", "cause"),
    Action("suspect", "find out", "Say how likely it is: {target}", "cause",
           asks_confidence=True),
    Action("fix", "repair", "Try the fix: {target}", "cause", asks_confidence=True),
    Action("undo", "repair", "Undo the fix: {target}", "cause"),
    Action("hold", "repair", "No fix before the evidence is clear"),
    Action("proceed", "repair", "Let the engineers choose when to try a fix"),
    Action("build", "organise", "Build a channel: {target}", "channel"),
    Action("open_room", "organise", "Open one incident channel for the team", takes=8),
    Action("pause_campaign", "organise", "Pause the campaign", takes=20),
    Action("delegate", "organise", "Give the inbox to: {target}", "person", takes=4),
    Action("talk", "look after people", "Talk it through with someone", takes=10),
    Action("plan", "look after people", "Write the plan on one page", takes=15),
    Action("rest", "look after people", "Hand over and rest: {target}", "person", takes=15),
    Action("regroup", "afterwards", "Regroup with the team", takes=30, phase="aftermath"),
    Action("postmortem", "afterwards", "Write the post-mortem with the team", takes=240,
           phase="aftermath"),
    Action("repair", "afterwards", "Repair the cause for good", takes=480, phase="aftermath"),
    Action("compensate", "afterwards", "Offer compensation", takes=60, phase="aftermath"),
    Action("roadmap", "afterwards", "Promise a change on the roadmap", takes=60,
           phase="aftermath"),
    Action("restart_campaign", "afterwards", "Start the campaign again", takes=20,
           phase="aftermath"),
)}
"""Every action by its name."""

FACILITATOR = "facilitator"
"""The actor of every decision in STEERING, and of no other."""

STEERING: dict[str, Action] = {action.name: action for action in (
    Action("fire", "injects", "Let it come now: {target}", "inject"),
    Action("skip", "injects", "Leave out: {target}", "inject"),
    Action("delay", "injects", "Let it come later: {target}", "inject"),
    Action("write", "injects", "Write an inject"),
    Action("whisper", "people", "Whisper to: {target}", "person"),
    Action("seat", "people", "Seat somebody as: {target}", "person"),
    Action("note", "judging", "Pin a note"),
    Action("mark", "judging", "Rate the objective: {target}", "objective"),
    Action("stop_clock", "clock", "Stop the clock"),
    Action("start_clock", "clock", "Start the clock"),
    Action("hot_wash", "clock", "Begin the hot wash"),
)}
"""What the facilitator can decide, by its name. None of it is on the trainees' screen."""
