"""What the facilitator did is in the report: ratings, notes, acts in the timeline."""

from __future__ import annotations

from simkit.debrief import report
from simkit.facilitator import Facilitator
from simkit.scenario.parts import Scenario
from simkit.session import Session

EVIL = "Good: <b>they</b> asked | first."


def test_a_steered_run_is_reported_with_what_was_decided_and_pinned(scenario: Scenario) -> None:
    session = Session(scenario, seed=3)
    hand = Facilitator(session)
    session.run(until=5.0)
    hand.write("Paper tonight?", "a ward", within="10m")
    hand.whisper(session.world.team.trainee.role, "Ask support.")
    hand.note(EVIL, "plus")
    hand.note("Who is free?")
    hand.seat("speaker", "Blue")
    goal = scenario.objectives[0]
    hand.mark(goal.id, "M")
    hand.stop_clock()
    session.run(until=60.0)
    made = report(session, runs=2, deep=False)

    rated = next(each for each in made.ratings if each.objective == goal.text)
    assert rated.decided == "M"
    assert [each.decided for each in made.ratings].count("") == len(made.ratings) - 1
    assert [(note.label, note.words) for note in made.plus] == [("T+0:05", EVIL)]
    assert [(note.label, note.words) for note in made.pinned] == [("T+0:05", "Who is free?")]
    assert "Noted by the facilitator" in made.text and EVIL in made.text
    assert {fact.label: fact.words for fact in made.overview}["Participants"] == "Blue (speaker)"
    assert '<span class="rate decided">M</span>' in made.html
    assert "<b>they</b>" not in made.html and "&lt;b&gt;they" in made.html

    lines = [line.text for moment in made.timeline for line in moment.lines]
    assert "The facilitator stops the clock." in lines
    assert [line for line in lines if "Paper tonight?" in line] == [
        "A ward (message): “Paper tonight?” Answer by T+0:15."]
    assert sum("Ask support." in line for line in lines) == 1


def test_a_run_that_nobody_steers_has_no_such_heading(scenario: Scenario) -> None:
    session = Session(scenario, seed=3)
    session.run(until=60.0)
    made = report(session, runs=2, deep=False)
    assert made.pinned == () and "Noted by" not in made.text and "Noted by" not in made.html
    assert not any(each.decided for each in made.ratings)
