"""What the console shows, as plain data."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from simkit.scenario.parts import Scenario
from simkit.session import Session
from simkit.streams import fixed
from simkit.widgets import charts, panels, view
from simkit.widgets.view import readying

PANELS = ("strip", "inbox", "feed", "board", "team", "channels", "you", "log")


def promise_of(session: Session) -> float:
    """Post an update that promises the next one; return when that is due."""
    session.run(until="2m")
    session.post("We see it. Next update in 40 minutes.", "social")
    while not session.situation.promises:
        session.run(until=session.now + 1)
    return session.situation.promises[0].due


def test_every_panel_is_plain_data(session: Session) -> None:
    session.run(until="25m")
    for name in PANELS:
        data = getattr(view, name)(session.situation, session.scenario)
        assert json.loads(json.dumps(data)) == json.loads(json.dumps(data))


@pytest.mark.parametrize(("minutes", "words"), [
    (4.0, "in 4 min"), (0.2, "now"), (-3.0, "3 min late"), (200.0, "in about 3 h")])
def test_a_countdown_is_in_whole_minutes(minutes: float, words: str) -> None:
    assert view.wait(minutes) == words


def test_the_clock_shows_local_time_where_the_scenario_has_one(session: Session) -> None:
    assert view.moment(75.0, session.scenario) == "10:15"
    strip = view.strip(session.situation, session.scenario)
    assert (strip["t"], strip["clock"], strip["day"]) == ("T+0:00", "09:00 UTC", "Mon 6 May")


def test_before_the_alarm_nothing_is_known_and_there_is_no_board(session: Session) -> None:
    strip = view.strip(session.situation, session.scenario)
    assert strip["known"] == {"sign": "", "words": "Nothing unusual", "more": "no alarm"}
    assert view.board(session.situation, session.scenario) == []


def test_who_waits_for_an_answer_comes_first_by_how_soon(session: Session) -> None:
    session.run(until="12m")
    letters = view.inbox(session.situation, session.scenario)
    assert [letter["name"] for letter in letters] == ["press", "boss", "news"]
    assert letters[0]["state"]["words"] == "Answer by 09:16"
    assert view.strip(session.situation, session.scenario)["inbox"]["words"] == "2 waiting"


def test_what_came_just_now_is_new_for_a_while_and_until_it_is_answered(session: Session) -> None:
    def inbox() -> view.Line:
        return view.strip(session.situation, session.scenario)["inbox"]

    session.run(until="7m")
    assert inbox() == {"sign": "new", "words": "1 new", "more": "nobody waits"}
    session.run(until="12m")
    assert inbox() == {"sign": "new", "words": "2 waiting", "more": "2 new, due in 4 min"}
    assert [row["new"] for row in view.inbox(session.situation, session.scenario)] == [
        True, True, False]
    session.answer("press", "We see it.")
    assert inbox()["more"] == "1 new, due in 8 min"
    session.run(until="15m")
    assert inbox()["more"] == "due in 5 min"


def test_an_answer_too_late_is_said_to_be_missing(session: Session) -> None:
    session.run(until="18m")
    press = next(letter for letter in view.inbox(session.situation, session.scenario)
                 if letter["name"] == "press")
    assert press["state"] == {"sign": "bad", "words": "No answer by 09:16", "more": ""}
    assert press["waits"]


def test_a_promise_counts_down_then_turns_bad_until_the_next_word(session: Session) -> None:
    due = promise_of(session)
    promise = view.strip(session.situation, session.scenario)["promise"]
    assert promise["sign"] == "wip" and promise["words"].startswith("in ")
    session.run(until=round(due) - 3)
    assert view.strip(session.situation, session.scenario)["promise"]["sign"] == "due"
    session.run(until=due + 20)
    promise = view.strip(session.situation, session.scenario)["promise"]
    assert promise["sign"] == "bad" and promise["words"].endswith("broken")
    assert promise["more"].endswith(" min late · 1 broken")
    social = next(row for row in view.channels(session.situation, session.scenario)
                  if row["name"] == "Social")
    assert [line["sign"] for line in social["promises"]] == ["bad"]
    session.post("We said a time and were late. We still see it.", "social")
    session.run_to_event(("published",))
    after = view.strip(session.situation, session.scenario)["promise"]
    assert (after["words"], after["more"]) == (
        "None", "1 broken · People do not know when you speak next.")


def test_channels_that_work_come_first_and_dead_ones_last(session: Session) -> None:
    session.run(until="20m")
    rows = view.channels(session.situation, session.scenario)
    assert [row["state"]["sign"] for row in rows] == ["good", "off", "bad"]


def test_a_channel_that_is_being_built_says_about_when_it_stands(session: Session) -> None:
    session.run(until="10m")
    session.act("build", "page")
    session.run(until="12m")

    def page() -> view.Line:
        return next(row["state"] for row in view.channels(session.situation, session.scenario)
                    if row["name"] == "Page")

    assert page() == {"sign": "wip", "words": "building", "more": "about 09:40"}
    while page()["words"] == "building" and session.now < 40.0:
        session.run(until=session.now + 1.0)
    assert page()["more"] in ("any minute", "")


def test_the_board_counts_in_steps_of_five_of_a_hundred(session: Session) -> None:
    session.run(until="45m")
    lines = view.board(session.situation, session.scenario)
    assert lines and all(value % 5 == 0 for line in lines
                         for value in (line["shown"], line["low"], line["high"]))
    assert [line["shown"] for line in lines] == sorted((line["shown"] for line in lines),
                                                       reverse=True)


def test_tension_costs_more_the_higher_it_is() -> None:
    texts = [view.tension_effect(word) for word in view.TENSIONS]
    assert texts[0] == "Work takes its usual time."
    numbers = [int(text.split(" in 100")[0].split()[-1]) for text in texts[1:]]
    assert numbers == sorted(numbers) and numbers[0] < numbers[-1]


def test_a_burst_is_announced_as_one_sentence(session: Session) -> None:
    events = session.run(until="12m")
    said = view.announcement(events, session.situation, session.scenario, 0.0)
    assert said.startswith("2 messages; the first due in 4 min.")


def test_a_promise_is_announced_when_five_minutes_are_left_and_not_again(session: Session) -> None:
    due = promise_of(session)
    session.run(until=round(due) - 4)
    here = session.situation
    assert "falls due" in view.announcement((), here, session.scenario, due - 6)
    assert view.announcement((), here, session.scenario, here.at) == ""


def test_every_event_that_is_seen_has_words_or_is_told_elsewhere(session: Session) -> None:
    session.act("ask", "writer")
    session.act("fix", "net", confidence=0.6)
    session.post("We see it. Next update in 10 minutes.", "social")
    session.run(until="24h")
    silent = {event.kind for event in session.situation.events
              if not view.told_as(event, session.situation)}
    assert silent <= {"promised", "inject not needed"}


def test_decisions_are_told_in_the_words_of_their_buttons(session: Session) -> None:
    session.run(until="11m")
    for action, target in (("ask", "support"), ("fix", "net"), ("brief", ""), ("answer", "boss")):
        session.do(action, target)
    told = [words for _, words in view.log(session.situation, session.scenario)]
    assert told[:4] == [
        "You: answer: the boss plain words.", "You: brief the executives.",
        "You: try the fix: replace it plain words.", "You: ask how it is going: Sue."]


def test_an_answer_is_under_way_at_once_even_while_time_stands_still(session: Session) -> None:
    session.run(until="12m")
    session.answer("press", "We see it.")
    letters = {row["name"]: row for row in view.inbox(session.situation, session.scenario)}
    assert letters["press"]["state"]["words"] == "Your answer is on its way"
    assert not letters["press"]["waits"]
    assert view.strip(session.situation, session.scenario)["inbox"]["words"] == "1 waiting"


def test_who_was_given_the_inbox_stands_over_it(session: Session) -> None:
    session.run(until="5m")
    assert view.stand_in(session.situation) == ""
    session.act("delegate", "support")
    assert view.stand_in(session.situation) == "Sue"
    assert "Sue answers what comes in" in panels.inbox_head([], 0, view.stand_in(session.situation))


def test_what_support_knows_is_in_the_log(session: Session) -> None:
    session.run(until="5m")
    session.act("ask_support")
    session.run(until="40m")
    assert "Support says what people can do meanwhile: plain words" in [
        words for _, words in view.log(session.situation, session.scenario)]


def test_a_message_on_its_way_is_shown_in_its_words(session: Session) -> None:
    session.run(until="3m")
    session.post("We see it.", "social")
    rows = view.on_their_way(session.situation, session.record.decisions)
    assert rows == [("d1", "being written", "We see it.", False)]
    session.act("withdraw", "d1")
    rows = view.on_their_way(session.situation, session.record.decisions)
    assert rows == [("d1", "taken back, it will not leave", "We see it.", True)]


def test_practice_sees_trust_and_an_exam_does_not(session: Session) -> None:
    session.run(until="30m")
    seen = charts.pulse(session.situation, session.scenario, session.record.course)
    hidden = charts.pulse(session.situation, session.scenario, None)
    assert list(seen["trust"]) == [segment.name for segment in session.scenario.segments]
    assert hidden["trust"] == {} and hidden["rumour"] == []
    assert hidden["reports"] == seen["reports"]


def test_the_pulse_in_words_names_the_lowest_segment(session: Session) -> None:
    session.run(until="40m")
    data = charts.pulse(session.situation, session.scenario, session.record.course)
    low = min(data["trust"], key=lambda name: data["trust"][name][-1])
    assert f"({low})" in charts.line(data, exam=False)
    assert "is shown in the debrief" in charts.line(
        charts.pulse(session.situation, session.scenario, None), exam=True)


def test_charts_carry_their_last_values_for_those_who_do_not_see_them(session: Session) -> None:
    session.run(until="40m")
    drawn = charts.charts(charts.pulse(session.situation, session.scenario, session.record.course),
                          exam=False)
    assert drawn.count('role="img"') == 3
    assert drawn.count("aria-label=") == 3


def test_a_fall_of_less_than_a_point_does_not_fill_the_chart() -> None:
    assert charts._tens([[69.2, 68.4], [69.1]]) == (60.0, 70.0)
    assert charts._tens([[70.0, 70.0]]) == (70.0, 80.0)
    assert charts._tens([[69.0], [38.0]]) == (30.0, 70.0)


def test_preparations_are_chosen_within_the_budget(session: Session) -> None:
    before = readying.briefing(session.situation, session.scenario)
    assert (before["left"], [o["possible"] for o in before["offers"]]) == (1.0, [True, True])
    session.act("prepare", "drill")
    after = readying.briefing(session.situation, session.scenario)
    assert after["left"] == 0.5
    assert [(o["done"], o["possible"], o["why_not"]) for o in after["offers"]] == [
        (False, False, "needs 0.5 days more"), (True, False, "")]


def test_nobody_is_called_free_who_has_not_arrived(outage: Callable[[], Scenario]) -> None:
    scenario = outage()
    late = tuple(replace(person, arrives=fixed(30.0)) if person.role == "support" else person
                 for person in scenario.team)
    session = Session(replace(scenario, team=late), seed=3)
    session.run(until="5m")
    sue = next(row for row in view.team(session.situation, scenario) if row["name"] == "Sue")
    assert not sue["free"] and sue["where"]
    session.run(until="40m")
    sue = next(row for row in view.team(session.situation, scenario) if row["name"] == "Sue")
    assert sue["free"] and not sue["where"]


def test_the_team_says_since_when_each_does_what_they_do(session: Session) -> None:
    session.run(until="5m")
    session.act("ask_support")
    session.run(until="6m")
    you = next(member for member in session.situation.team if member.you)
    assert (you.doing, you.since) == (("asking support",), 5.0)
    session.run(until="30m")
    you = next(member for member in session.situation.team if member.you)
    assert you.doing == () and 5.0 < you.since < 30.0
