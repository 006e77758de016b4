"""Words on their way: drafted, approved, published, promised, kept, broken, contradicted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from simkit.scenario.parts import Briefing, Preparation
from simkit.session import Session

Small = Callable[..., Session]


def kinds(session: Session, *wanted: str) -> list[str]:
    return [event.kind for event in session.record.events if event.kind in wanted]


def test_a_message_takes_its_drafting_time(small: Small) -> None:
    session = small()
    session.post("We see it.", channel="social")
    session.run(until="30m")
    published = session.record.first("published")
    assert published is not None and published.at >= 6.0


def test_templates_shorten_it_and_approval_lengthens_it(small: Small) -> None:
    prepared = Briefing(prepared=("templates",))
    agreed = Briefing(prepared=("approval",))
    sent = {}
    for name, changes in {"bare": {}, "templates": {"briefing": prepared},
                          "approved": {"approval": 10.0, "approver": "chief"},
                          "agreed": {"approval": 10.0, "approver": "chief", "briefing": agreed},
                          }.items():
        session = small(**changes)
        session.post("We see it.", channel="social")
        session.run(until="60m")
        event = session.record.first("published")
        assert event is not None
        sent[name] = event.at
    assert sent["templates"] < sent["bare"] == sent["agreed"] < sent["approved"] - 9.0


def test_a_channel_on_the_dead_product_carries_nothing(small: Small) -> None:
    session = small()
    session.post("We see it.", channel=["social", "status page"])
    session.run(until="30m")
    (published,) = session.record.of("published")
    (unsent,) = session.record.of("unsent")
    assert published.data["channels"] == ["social"]
    assert (unsent.data["name"], unsent.data["why"]) == ("status page", "dead")


def test_a_channel_must_stand_before_it_helps_and_then_grows(small: Small) -> None:
    session = small()
    session.act("build", "newsletter")
    session.run(until="90m")
    assert session.record.first("channel stands") is not None
    early = session.world.outlets.reach(session.world.outlets.outlet("newsletter"))
    session.run(until="4h")
    late = session.world.outlets.reach(session.world.outlets.outlet("newsletter"))
    assert 0.0 < early[0] < late[0] < 0.5


def test_a_new_channel_grows_faster_once_another_has_told_of_it(small: Small) -> None:
    reached = []
    for channel in ("newsletter", "social"):
        session = small()
        session.act("build", "newsletter")
        session.run(until="90m")
        session.post("We see that messages fail.", channel=channel)
        session.run(until="4h")
        outlets = session.world.outlets
        reached.append(outlets.reach(outlets.outlet("newsletter"))[0])
    assert reached[0] < reached[1]


def test_a_promise_is_kept_by_any_word_with_content_in_time(small: Small) -> None:
    session = small()
    session.post("We see it. Next update in 30 minutes.", channel="social")
    session.run(until="20m")
    session.post("Messages still fail for everyone; we know the cause.", channel="social")
    session.run(until="90m")
    assert kinds(session, "promised", "promise kept", "promise broken") == [
        "promised", "promise kept"]


def test_a_promise_is_broken_by_silence(small: Small) -> None:
    quiet, promised = small(), small()
    quiet.post("We see that messages fail.", channel="social")
    promised.post("We see that messages fail. Next update in 30 minutes.", channel="social")
    for session in (quiet, promised):
        session.run(until="1h")
    assert kinds(promised, "promise kept", "promise broken") == ["promise broken"]
    assert promised.record.course.mean("integrity")[-1] < quiet.record.course.mean("integrity")[-1]


def test_a_time_for_the_fix_is_kept_when_the_service_is_back_by_then(small: Small) -> None:
    session = small()
    session.post("We see it. It will be fixed within 20 hours.", channel="social")
    session.run(until="2d")
    assert kinds(session, "promise kept", "promise broken") == ["promise kept"]


def test_a_time_for_the_fix_revised_early_costs_less_than_one_missed(small: Small) -> None:
    missed, revised = small(), small()
    for session in (missed, revised):
        session.post("We see it. It will be fixed in 40 minutes.", channel="social")
        session.run(until="20m")
    revised.post("It takes longer. It will be fixed in 20 hours.", channel="social")
    for session in (missed, revised):
        session.run(until="70m")
    assert kinds(revised, "promise revised", "promise broken") == ["promise revised"]
    assert kinds(missed, "promise revised", "promise broken") == ["promise broken"]
    assert (missed.record.course.mean("integrity")[-1]
            < revised.record.course.mean("integrity")[-1])


def test_a_false_all_clear_is_found_out(small: Small) -> None:
    honest, false = small(), small()
    honest.post("We see that messages fail.", channel="social")
    false.post("Everything works again. The incident is resolved.", channel="social")
    for session in (honest, false):
        session.run(until="1h")
    (published,) = false.record.of("published")
    assert not published.data["true"]
    assert kinds(false, "contradicted") == ["contradicted"]
    assert false.record.course.mean("trust")[-1] < honest.record.course.mean("trust")[-1]


def test_calm_words_keep_more_trust_than_panicked_ones(small: Small) -> None:
    calm, panicked = small(), small()
    calm.post("We see that messages fail for everyone. We are looking for the cause.",
              channel="social")
    panicked.post("DISASTER!!! Messages fail for everyone!!! We are looking for the cause, maybe "
                  "we were hacked!!!", channel="social")
    for session in (calm, panicked):
        session.run(until="2h")
    (loud,) = panicked.record.of("published")
    assert loud.data["calm"] <= 0.5
    assert panicked.record.course.mean("trust")[-1] < calm.record.course.mean("trust")[-1]


def test_an_unread_message_is_no_calmer_than_its_writer(small: Small) -> None:
    session = small()
    session.run(until="10h")
    session.world.ground.crowd.crew.stress[...] = 0.9
    session.post("We see that messages fail.", channel="social")
    session.post("We see that messages fail.", channel="social", reviewer="support lead")
    session.run(until="11h")
    unread, read = session.record.of("published")
    assert unread.data["calm"] < read.data["calm"] == pytest.approx(0.8)


def test_a_post_mortem_comes_after_the_service_is_back(small: Small) -> None:
    session = small()
    session.run(until="12h")
    session.act("postmortem")
    session.run(until="1d")
    (written,) = session.record.of("post-mortem")
    assert 0.0 < written.data["quality"] <= 1.0


def test_preparations_cost_days_and_the_budget_ends(small: Small) -> None:
    offers = tuple(Preparation(name, name, 2.0) for name in ("templates", "drill"))
    session = small(briefing=Briefing(budget=3.0, offers=offers))
    session.act("prepare", "templates")
    with pytest.raises(Exception, match="takes 2 days; 1 are left"):
        session.act("prepare", "drill")


def test_ignoring_a_message_that_wants_an_answer_is_noted(small: Small) -> None:
    ignoring, answering = small(), small()
    for session in (ignoring, answering):
        session.run(until="16m")
    answering.answer("reporter", "No sign of an attack. We speak again at four.")
    for session in (ignoring, answering):
        session.run(until="40m")
    assert kinds(ignoring, "ignored", "answered") == ["ignored"]
    assert kinds(answering, "ignored", "answered") == ["answered"]


def test_a_delegate_answers_for_the_trainee(small: Small) -> None:
    session = small()
    session.act("delegate", "support lead")
    session.run(until="40m")
    (answered,) = session.record.of("answered")
    assert answered.data["by"] == "support lead"


def test_what_an_ignored_message_costs_is_the_authors_to_say(small: Small) -> None:
    from simkit.scenario.parts import Effect
    plain = small()
    costly = small(injects=tuple(replace(inject, ignored=Effect(integrity=0.2))
                                 for inject in plain.scenario.injects))
    for session in (plain, costly):
        session.run(until="40m")
    assert (costly.record.course.mean("integrity")[-1]
            < plain.record.course.mean("integrity")[-1] - 0.1)


@pytest.mark.parametrize("action", ["compensate", "roadmap", "repair", "regroup"])
def test_whatever_is_done_afterwards_costs_no_trust(small: Small, action: str) -> None:
    plain, better = small(), small()
    for session in (plain, better):
        session.run(until="5m")
        session.post("We see that messages do not go out.", channel="social")
        session.run_to_event(kinds=("restoration seen",), limit=1000.0)
        if session is better:
            session.act(action)
        session.run(until="2d")
    assert better.record.course.value("trust", 2880.0) >= plain.record.course.value("trust", 2880.0)


def test_compensation_reaches_benevolence_and_a_roadmap_integrity(small: Small) -> None:
    for action, part in (("compensate", "benevolence"), ("roadmap", "integrity")):
        plain, better = small(), small()
        for session in (plain, better):
            session.run(until="5m")
            session.post("We see that messages do not go out.", channel="social")
            session.run_to_event(kinds=("restoration seen",), limit=1000.0)
            if session is better:
                session.act(action)
            session.run(until="1d")
        assert better.record.course.value(part, 1440.0) > plain.record.course.value(part, 1440.0)
