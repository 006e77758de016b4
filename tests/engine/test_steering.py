"""What the facilitator does to a world: let come, keep back, write; and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from simkit.actions import ACTIONS, FACILITATOR, STEERING
from simkit.engine.steering import COSTS, DETAILS, RATINGS
from simkit.errors import Refused, UnknownName
from simkit.facilitator import Facilitator
from simkit.scenario import parts
from simkit.scenario.triggers import trigger
from simkit.session import Session
from simkit.streams import fixed


def outage() -> parts.Scenario:
    """An outage with two timed injects, one on a condition and one that comes again."""
    person, inject = parts.Person, parts.Inject
    return parts.Scenario(
        id="steered", title="Steered", service=parts.Service("Chatter", 1_000_000), horizon=600.0,
        segments=(parts.Segment("all", 1.0, 0.5, 0.5),),
        channels=(parts.Channel("social", 0.4, 60.0),),
        team=(person("speaker", "communications"), person("engineer", "engineering")),
        incident=parts.Incident((parts.Cause("disk", "the disk", "new disk",
                                             evidence=fixed(200.0)),), "disk"),
        objectives=(parts.Objective("calm", "Stay calm."),),
        injects=(
            inject("early", "the press", "Is it an attack?", at=10.0,
                   expects=parts.Expectation(5.0)),
            inject("late", "a ministry", "A statement, please.", at=30.0, unless="early"),
            inject("silence", "the chief", "Why is it so quiet?",
                   when=trigger({"silence": "longer than 12m"})),
            inject("again", "support", "The queue grows.", again=15.0,
                   when=trigger({"elapsed": "longer than 40m"}))))


@pytest.fixture
def session() -> Session:
    return Session(outage(), seed=1)


@pytest.fixture
def hand(session: Session) -> Facilitator:
    return Facilitator(session)


def came(session: Session) -> list[tuple[str, float]]:
    """Return the injects that came, with their times."""
    return [(str(event.data["name"]), event.at) for event in session.record.of("inject")]


def test_every_act_of_the_facilitator_is_checked_and_none_has_the_name_of_a_trainees_action(
        session: Session) -> None:
    steering = session.world.steering
    assert set(steering._checks) == set(STEERING)
    assert set(DETAILS) < set(STEERING) and not set(STEERING) & set(ACTIONS)


def test_an_inject_that_is_fired_comes_now_and_not_again_at_its_time(
        session: Session, hand: Facilitator) -> None:
    session.run(until=4.0)
    events = hand.fire("early")
    assert [(event.kind, event.cause) for event in events] == [("steered", "d1"), ("inject", "d1")]
    session.run(until=25.0)
    assert came(session)[0] == ("early", 4.0)
    assert [name for name, _ in came(session)].count("early") == 1


def test_an_inject_that_is_left_out_never_comes_by_itself_and_can_be_fired_after_all(
        session: Session, hand: Facilitator) -> None:
    hand.skip("early")
    hand.skip("silence")
    session.run(until=29.0)
    assert came(session) == []
    hand.fire("silence")
    session.run(until=35.0)
    assert came(session) == [("silence", 29.0), ("late", 30.0)]


def test_a_delayed_inject_comes_later_because_of_the_delay_and_delays_add_up(
        session: Session, hand: Facilitator) -> None:
    hand.delay("early", "3m")
    hand.delay("early", 4)
    session.run(until=40.0)
    event = session.record.first("inject")
    assert event is not None and (event.data["name"], event.at, event.cause) == ("silence", 13.0,
                                                                                 "")
    late = next(e for e in session.record.of("inject") if e.data["name"] == "early")
    assert (late.at, late.cause) == (17.0, "d2")


def test_a_delayed_condition_that_is_met_meanwhile_comes_when_the_delay_is_over(
        session: Session, hand: Facilitator) -> None:
    hand.delay("silence", "20m")
    session.run(until=40.0)
    assert ("silence", 20.0) in came(session)
    assert [name for name, _ in came(session)].count("silence") == 1


def test_a_delayed_condition_that_is_met_after_the_delay_comes_by_itself(
        session: Session, hand: Facilitator) -> None:
    hand.delay("silence", "5m")
    session.run(until=40.0)
    event = next(e for e in session.record.of("inject") if e.data["name"] == "silence")
    assert (event.at, event.cause) == (13.0, "")


def test_what_may_come_again_can_be_fired_twice_and_delayed_between_its_comings(
        session: Session, hand: Facilitator) -> None:
    hand.fire("again")
    hand.fire("again")
    session.run(until=42.0)
    hand.delay("again", "30m")
    session.run(until=80.0)
    assert [(name, at) for name, at in came(session) if name.startswith("again")] == [
        ("again", 0.0), ("again 2", 0.0), ("again 3", 41.0), ("again 4", 72.0)]


def test_a_needless_inject_comes_when_the_facilitator_wants_it(session: Session,
                                                               hand: Facilitator) -> None:
    session.run(until=10.5)
    session.answer("early", "No sign of one. We keep looking.")
    session.run(until=20.0)
    hand.fire("late")
    assert ("late", 20.0) in came(session)


def test_a_written_inject_waits_for_its_answer_and_costs_what_it_says_when_ignored(
        session: Session, hand: Facilitator) -> None:
    other = session.branch()
    hand.write("Paper tonight, yes or no?", "A hospital group", within="5m", cost="goodwill")
    Facilitator(other).write("Paper tonight, yes or no?", "A hospital group", within="5m")
    for each in (session, other):
        each.run(until=9.0)
    item = session.world.inbox.item("a-hospital-group")
    assert item is not None and item.state == "ignored" and item.due == 5.0
    assert session.record.final_trust < other.record.final_trust


def test_two_written_injects_of_one_sender_have_two_names(session: Session,
                                                          hand: Facilitator) -> None:
    for _ in range(2):
        hand.write("Well?", "The press!")
    hand.write("?", "早")
    assert [name for name, _ in came(session)] == ["the-press", "the-press-2", "somebody"]


def test_a_whisper_is_seen_and_everything_else_is_not(session: Session, hand: Facilitator) -> None:
    hand.whisper("speaker", "Ask who reads it.")
    hand.note("Good: they asked first.", "plus")
    hand.mark("calm", "S")
    hand.seat("engineer", "Blue")
    hand.stop_clock()
    hand.start_clock()
    hand.hot_wash()
    assert [(event.kind, event.data["name"]) for event in session.events] == [
        ("whisper", "speaker")]
    assert len(session.record.events) == 8 + len([e for e in session.record.events
                                                  if e.kind not in ("steered", "whisper")])


def test_whispers_notes_marks_chairs_and_the_clock_move_nothing(session: Session,
                                                                hand: Facilitator) -> None:
    other = session.branch()
    hand.whisper("speaker", "Ask who reads it.")
    hand.note("Good.")
    hand.mark("calm", "U")
    hand.stop_clock()
    for each in (session, other):
        each.run(until=60.0)
    assert (session.record.course.mean("trust") == other.record.course.mean("trust")).all()
    kinds = ("inject", "ignored", "finding", "alarm")
    assert [(e.at, e.kind) for e in session.record.of(*kinds)] == [
        (e.at, e.kind) for e in other.record.of(*kinds)]


def test_a_chair_says_by_whom_a_decision_was_taken_until_it_is_given_back(
        session: Session, hand: Facilitator) -> None:
    hand.seat("speaker", "Blue")
    session.post("We see it.", "social")
    hand.seat("speaker", "")
    session.post("We still see it.", "social")
    posts = [decision for decision in session.record.decisions if decision.action == "post"]
    assert [decision.detail("by") for decision in posts] == ["Blue", ""]
    assert next(session.record.of("decided")).data["by"] == "Blue"
    assert session.seats == {}


REFUSED: list[tuple[str, Callable[[Facilitator], object], type[Exception], str]] = [
    ("fired twice", lambda hand: (hand.fire("early"), hand.fire("early")), Refused,
     "'early' came at T+0:00 already; to press again, write an inject of your own"),
    ("unknown inject", lambda hand: hand.fire("erly"), UnknownName, "did you mean 'early'?"),
    ("skipped twice", lambda hand: (hand.skip("late"), hand.skip("late")), Refused,
     "'late' is left out already; to let it come after all, fire it"),
    ("delayed though skipped", lambda hand: (hand.skip("late"), hand.delay("late")), Refused,
     "to let it come after all, fire it"),
    ("delayed by nothing", lambda hand: hand.delay("late", 0), Refused, "not a number of minutes"),
    ("delayed too far", lambda hand: hand.delay("late", "10h"), Refused, "leave 'late' out"),
    ("no words", lambda hand: hand.write(" ", "press"), Refused, "an inject needs words"),
    ("no sender", lambda hand: hand.write("Well?", ""), Refused, "say from whom"),
    ("a cost of its own", lambda hand: hand.write("Well?", "press", within=5, cost="gold"),
     UnknownName, "'gold' is not a cost"),
    ("a cost without an answer", lambda hand: hand.write("Well?", "press", cost="calls"), Refused,
     "say within how many minutes"),
    ("nobody's role", lambda hand: hand.whisper("king", "Psst."), UnknownName, "not a role"),
    ("an empty whisper", lambda hand: hand.whisper("speaker", ""), Refused, "needs words"),
    ("an empty note", lambda hand: hand.note(""), Refused, "a note needs words"),
    ("a strange sign", lambda hand: hand.note("Well.", "minus"), UnknownName, "plus"),
    ("a strange rating", lambda hand: hand.mark("calm", "A"), UnknownName, "not a rating"),
    ("a strange objective", lambda hand: hand.mark("calmness", "P"), UnknownName,
     "did you mean 'calm'?"),
    ("an empty chair given back", lambda hand: hand.seat("speaker", ""), Refused,
     "played by the kit already"),
    ("a long pseudonym", lambda hand: hand.seat("speaker", "B" * 41), Refused, "40 characters"),
    ("a long text", lambda hand: hand.note("x" * 601), Refused, "600 fit"),
    ("a trainee's action", lambda hand: hand.session.do("hold", actor=FACILITATOR), Refused,
     "for the trainees"),
    ("the facilitator's action", lambda hand: hand.session.act("stop_clock"), Refused,
     "for the facilitator"),
    ("a detail too many", lambda hand: hand.session.do(
        "note", actor=FACILITATOR, details={"text": "x", "kind": "y"}), UnknownName, "detail"),
    ("a trainee's detail", lambda hand: hand.session.do("hold", details={"text": "x"}), Refused,
     "only 'by'"),
]


@pytest.mark.parametrize(("act", "kind", "words"), [case[1:] for case in REFUSED],
                         ids=[case[0] for case in REFUSED])
def test_what_cannot_be_done_is_refused_with_what_to_do_and_changes_nothing(
        session: Session, hand: Facilitator, act: Callable[[Facilitator], object],
        kind: type[Exception], words: str) -> None:
    with pytest.raises(kind) as refusal:
        act(hand)
    assert words in str(refusal.value)
    steered = list(session.record.of("steered"))
    assert len(steered) == len(session.record.decisions) <= 1


def test_nothing_can_come_in_after_the_end_but_notes_and_marks_can_be_made(
        session: Session, hand: Facilitator) -> None:
    session.run(until=600.0)
    with pytest.raises(Refused, match="the run is over"):
        hand.write("Well?", "press")
    hand.note("They were tired by then.", "delta")
    hand.mark("calm", "M")
    assert session.world.steering.marks == {"calm": "M"}


def test_costs_are_within_what_scenarios_use_and_ratings_are_the_four_letters() -> None:
    assert not COSTS["nothing"]
    for effect in COSTS.values():
        shares = replace(effect, interrupts=0.0)
        assert all(0.0 <= value <= 0.15 for value in vars(shares).values())
    assert "".join(RATINGS) == "PSMU"
