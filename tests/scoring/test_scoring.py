"""Practice and outcome: what earns points, what loses them, and which events show it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "engine"))
from conftest import SMALL  # the small outage of the engine's tests

from simkit.scoring import Metric, calmness, outcome, timing
from simkit.scoring.calmness import windows
from simkit.session import Session

Script = Callable[[Session], None]
FACTS = "Messages fail for everyone. We are looking for the cause."


def played(*steps: tuple[float, Script], until: float = 1440.0, seed: int = 1) -> Session:
    """Run the small outage, doing each step at its minute."""
    session = Session(SMALL, seed=seed)
    for at, step in steps:
        session.run(until=at)
        step(session)
    session.run(until=until)
    return session


def post(text: str, **more: str) -> Script:
    def do(session: Session) -> None:
        session.post(text, channel="social", **more)
    return do


def metric(session: Session, name: str) -> Metric:
    record = session.record
    every = (*timing(record), *calmness(record), *outcome(record))
    return next(metric for metric in every if metric.name == name)


def test_an_earlier_first_word_earns_more_points() -> None:
    points = [metric(played((at, post(FACTS))), "time to first word").points
              for at in (6.0, 25.0, 55.0)]
    assert points == sorted(points, reverse=True) and points[0] > points[-1]  # type: ignore[type-var,operator]


@pytest.mark.parametrize("text", ["We are looking into it.", "All is back to normal.", "Hm."])
def test_an_empty_or_false_word_is_no_first_word(text: str) -> None:
    assert metric(played((6.0, post(text))), "time to first word").points == 0.0


def test_a_word_that_reaches_hardly_anybody_does_not_count() -> None:
    def whisper(session: Session) -> None:
        session.act("build", "newsletter")
        while session.record.first("channel stands") is None:
            session.run(until=session.now + 1)
        session.post(FACTS, channel="newsletter")
    assert metric(played((6.0, whisper)), "time to first word").value is None


def test_the_longest_silence_is_named_with_its_start() -> None:
    spoken = metric(played((6.0, post(FACTS)), (30.0, post(FACTS)), (60.0, post(FACTS))),
                    "longest silence")
    silent = metric(played(), "longest silence")
    assert spoken.value is not None and silent.value is not None
    assert spoken.value < silent.value and "from T+" in spoken.words


def test_promises_are_counted_kept_and_broken() -> None:
    session = played((6.0, post(FACTS, next_update="20m")), (20.0, post(FACTS, next_update="20m")))
    found = metric(session, "promises kept")
    assert found.value == 0.5 and len(found.evidence) == 2


def test_an_all_clear_is_neither_early_nor_late() -> None:
    def clear(session: Session) -> None:
        session.run_to_event(kinds=("restoration seen",), limit=800.0)
        session.post("Messages work again for everyone. The incident is resolved.",
                     channel="social")
    right = played((10.0, clear))
    early = played((10.0, post("Messages work again for everyone. The incident is resolved.")))
    assert metric(right, "all-clear").points == 100.0
    assert metric(early, "all-clear").points == 0.0
    assert metric(played(), "all-clear").words == "no all-clear was given"


def test_freeze_is_no_answer_in_time() -> None:
    lost = [window.lost_by for window in windows(played().record)]
    assert "freeze" in lost
    answered = played((16.0, lambda session: session.answer("reporter", FACTS) and None))
    assert [window.lost_by for window in windows(answered.record)
            if window.why == "a message wants an answer"] == [""]


def test_rush_is_a_fix_below_the_evidence_that_was_stated() -> None:
    def fix(sure: float) -> Script:
        return lambda session: session.act("fix", "release", confidence=sure) and None  # type: ignore[func-returns-value]
    ways = {sure: [w.lost_by for w in windows(played((17.0, fix(sure))).record)]
            for sure in (0.3, 0.9)}
    assert ways[0.3].count("rush") > ways[0.9].count("rush") == 0


def test_thrash_is_a_reversal_without_new_evidence() -> None:
    def turn(session: Session) -> None:
        session.answer("reporter", FACTS)
        session.act("investigate", "cable")
        session.run(until=session.now + 5)
        session.act("investigate", "release")
    assert "thrash" in [window.lost_by for window in windows(played((16.0, turn)).record)]


def test_silence_does_not_score_as_calm() -> None:
    silent = played()
    assert metric(silent, "calm of messages").value is None
    assert metric(silent, "calmness").value == 0.0
    assert silent.record.first("finding"), "what is found presses nobody who decides nothing"


def test_loud_messages_are_named_with_their_words() -> None:
    found = metric(played((6.0, post("DISASTER!!! Messages fail for everyone!!!"))),
                   "calm of messages")
    assert found.value is not None and found.value < 0.8 and found.evidence
    assert "alarm word" in found.words or "shouting" in found.words


def test_outcomes_agree_with_the_course() -> None:
    record = played().record
    found = {metric.name: metric for metric in outcome(record)}
    trust = 100.0 * record.course.mean("trust")
    assert found["trust at 24 h"].value == pytest.approx(100.0 * record.final_trust)
    assert found["lowest trust"].value == pytest.approx(trust.min())
    assert found["minutes to restore"].value == record.restored_at
    assert 0.0 <= found["left for good"].value <= 1.0  # type: ignore[operator]


def test_every_number_of_practice_names_its_norm() -> None:
    record = played((6.0, post(FACTS))).record
    for found in (*timing(record), *calmness(record)):
        assert found.norm or found.points is None, found.name
        assert found.points is None or 0.0 <= found.points <= 100.0


def test_staying_on_a_cause_that_the_evidence_has_left_is_clinging() -> None:
    def stay(session: Session) -> None:
        session.act("investigate", "release")

    clinging = metric(played((5.0, stay), until=600.0, seed=2), "minutes of clinging")
    assert clinging.value is not None and clinging.value > 5.0
    assert clinging.points is not None and clinging.points < 100.0
    assert clinging.evidence


def test_whoever_turns_with_the_evidence_does_not_cling() -> None:
    def stay(session: Session) -> None:
        session.act("investigate", "cable")

    assert metric(played((5.0, stay), until=600.0), "minutes of clinging").value == 0.0


def test_engineers_who_were_left_alone_cannot_be_made_to_cling() -> None:
    assert metric(played(until=600.0), "minutes of clinging").value is None
