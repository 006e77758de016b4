"""What the words of a policy's table mean when it is played."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "engine"))
from conftest import SMALL  # the small outage of the engine's tests

from simkit.policy import TARGETS, Policy, Rule, play
from simkit.record import Record
from simkit.scenario import load
from simkit.session import Session


def played(*rules: Rule, until: float = 300.0, seed: int = 1) -> Record:
    """Return a run of the outage of 2021 by *rules*."""
    return play(Session(load("whatsapp-2021"), seed=seed), Policy("x", "x", rules), until).record


def targets(record: Record, action: str) -> list[str]:
    return [decision.target for decision in record.decisions if decision.action == action]


def test_a_rule_leaves_alone_what_comes_after_its_unless_was_decided() -> None:
    answer = Rule("inject", "answer", after=1, text="We see it.", unless="delegate")
    record = played(answer, Rule("T+20m", "delegate", target="colleague"))
    answered = [d for d in record.decisions if d.action == "answer"]
    came = [d.at - d.anchor.offset for d in answered if d.anchor]
    assert came and max(came) < 20.0
    assert max(d.at for d in played(answer).decisions) > 60.0


def test_own_channels_are_those_that_live_on_the_product_and_all_others_only_if_they_work() -> None:
    def channels(**more: str) -> set[str]:
        record = played(Rule("alarm", "post", text="We see it.", **more), until=30.0)
        (post,) = (d for d in record.decisions if d.action == "post")
        assert post.message is not None
        return set(post.message.channels)

    own, working = channels(channels="own"), channels()
    surviving = {c.name for c in load("whatsapp-2021").channels if c.survives and not c.build}
    assert own == {"in-app notice", "own status page", "newsroom"}
    assert working == surviving


def test_targets_that_stand_for_several_take_turns() -> None:
    record = played(Rule("every 10m", "ask", target="next engineer", while_down=True), until=60.0)
    asked = targets(record, "ask")
    assert asked == ["network engineer", "data-centre engineer", "DNS engineer",
                     "security engineer", "network engineer"]


def test_a_guess_goes_on_with_what_is_untried_and_undoes_the_same_that_failed() -> None:
    record = played(Rule("alarm", "fix", target="likeliest"),
                    Rule("fix failed", "undo", target="same"),
                    Rule("fix failed", "fix", after=1, target="untried"))
    failed = record.first("fix failed")
    assert failed is not None and failed.data["about"] == "dns"
    assert targets(record, "undo")[0] == "dns"
    tried = targets(record, "fix")
    assert tried[0] == "dns" and len(tried) > 1 and len(set(tried)) == len(tried)


def test_unbuilt_channels_are_built_one_by_one_until_none_is_left() -> None:
    rules = [Rule("alarm", "build", after=minute, target="unbuilt") for minute in range(6)]
    assert targets(played(*rules), "build") == [
        channel.name for channel in load("whatsapp-2021").channels if channel.build]


def test_the_one_who_decides_can_rest_and_give_the_inbox_to_a_colleague() -> None:
    record = played(Rule("T+30m", "rest", target="self"),
                    Rule("T+30m", "delegate", target="colleague"))
    assert targets(record, "rest") == ["communications"]
    assert targets(record, "delegate")[0] in {"writer", "support lead"}


def test_where_there_is_nobody_or_nothing_to_aim_at_the_decision_is_left_out() -> None:
    for word in TARGETS:
        action = {"unbuilt": "build"}.get(word, "investigate")
        rule = Rule("T+5m", action, target=word)
        record = play(Session(SMALL, seed=1), Policy("x", "x", (rule,)), 10.0).record
        assert all(decision.target for decision in record.decisions)
