"""The pairs of the seven lessons: what they share, what they differ in, and their table."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from simkit.actions import ACTIONS
from simkit.analysis import lessons, tables
from simkit.analysis.lessons import NAME, comparisons, table
from simkit.analysis.pairs import DOWN, PAIRS, WEEK_TRUST, Pair
from simkit.clock import DAY
from simkit.engine.world import World
from simkit.engine.worlds import Case, Worlds
from simkit.ensemble import PRACTICE, RESTORED, TRUST, cases, run
from simkit.events import Decision
from simkit.policy import BY_THE_BOOK, TARGETS, Player, Policy, Rule
from simkit.record import Record
from simkit.scenario import load
from simkit.scoring.calmness import windows

CALM = {"delegate", "talk", "plan", "rest"}
LESSON_OF = {
    1: {"prepare"},
    2: CALM | {"ask", "answer", "hold", "fix", "investigate", "post"},
    3: {"prepare outside_channel", "build", "open_room", "post"},
    4: {"investigate"},
    5: {"hold", "fix", "undo"},
    6: {"delegate", "answer", "ask_support", "pause_campaign", "brief"},
    7: {"regroup", "repair", "postmortem"},
}
"""The actions that each lesson is about; a pair may differ in no other."""


def name(pair: Pair) -> str:
    return f"{pair.lesson}: {pair.a} against {pair.b} {pair.variant}".strip()


def each(pairs: Iterable[Pair] = PAIRS) -> pytest.MarkDecorator:
    chosen = list(pairs)
    return pytest.mark.parametrize("pair", chosen, ids=[name(pair) for pair in chosen])


def belongs(rule: Rule | Decision, lesson: int) -> bool:
    action = rule.do if isinstance(rule, Rule) else rule.action
    return bool({action, f"{action} {rule.target}"} & LESSON_OF[lesson])


class Watchers:
    """Players who all see one world and whose decisions nobody carries out."""

    def __init__(self, players: dict[Policy, Player]) -> None:
        self.players = players
        self.decided: dict[Policy, list[Decision]] = {policy: [] for policy in players}

    def decide(self, world: World, at: float) -> tuple[Decision, ...]:
        for policy, player in self.players.items():
            self.decided[policy] += player.decide(world, at)
        return ()

    def wake_at(self) -> float:
        return min(player.wake_at() for player in self.players.values())


def policies() -> list[Policy]:
    return list(dict.fromkeys(policy for pair in PAIRS for policy in pair.policies))


@cache
def streams() -> dict[Policy, list[Decision]]:
    """What each policy decides when all see the same day, on which nobody does anything."""
    watchers = Watchers({policy: Player(policy) for policy in policies()})
    Worlds([Case(load("whatsapp-2021"), 1, player=watchers)], keep=False).run(DAY)
    return watchers.decided


@cache
def records() -> dict[Policy, Record]:
    """A day by each policy, all with the same luck."""
    scenario = load("whatsapp-2021")
    return dict(zip(policies(), run([cases(scenario, policy, 1)[0] for policy in policies()]),
                    strict=True))


def pair(**wanted: object) -> Pair:
    return next(pair for pair in PAIRS
                if all(getattr(pair, key) == value for key, value in wanted.items()))


def test_all_seven_lessons_have_their_pair_and_no_two_pairs_are_the_same() -> None:
    assert {pair.lesson for pair in PAIRS} == set(range(1, 8))
    assert len({(pair.policies, pair.variant) for pair in PAIRS}) == len(PAIRS)


@each()
def test_a_pair_shares_all_rules_but_those_of_its_lesson(pair: Pair) -> None:
    first, second = (policy.rules for policy in pair.policies)
    assert set(first) != set(second)
    for rule in set(first) ^ set(second):
        assert belongs(rule, pair.lesson), rule
    for rule in BY_THE_BOOK.rules:
        assert rule in pair.shared or belongs(rule, pair.lesson), rule


@each()
def test_seeing_the_same_both_decide_the_same_but_for_what_the_lesson_is_about(pair: Pair) -> None:
    a, b = (streams()[policy] for policy in pair.policies)
    rest = [[d for d in stream if not belongs(d, pair.lesson)] for stream in (a, b)]
    assert rest[0] == rest[1] and rest[0]
    assert a != b


@each(pair for pair in PAIRS if pair.lesson == 2)
def test_calm_and_panic_say_the_same_words(pair: Pair) -> None:
    said = [{(rule.on, rule.text, rule.next_update) for rule in policy.rules if rule.do == "post"}
            for policy in pair.policies]
    assert said[0] == said[1] and said[0]


@each()
def test_the_rules_of_a_pair_name_actions_and_targets_that_there_are(pair: Pair) -> None:
    for policy in pair.policies:
        for rule in policy.rules:
            assert rule.do in ACTIONS
            assert rule.target in {*TARGETS, "same", "", "approval", "templates", "runbook",
                                   "on_call", "incident_channel", "deputies", "outside_channel"}


@each()
def test_each_side_does_what_it_is_named_for(pair: Pair) -> None:
    heeded, ignored = ({(d.action, d.target if d.action == "prepare" else "")
                        for d in records()[policy].decisions} for policy in pair.policies)
    a, b = ({(rule.do, rule.target if rule.do == "prepare" else "") for rule in rules}
            for rules in (pair.heeded, pair.ignored))
    assert a - b <= heeded | {("rest", "")} and not (a - b) & ignored
    assert b - a <= ignored and not (b - a) & heeded


def test_own_channels_carry_nothing_while_the_product_is_down() -> None:
    record = records()[pair(b="own channels only").policies[1]]
    assert any(d.action == "post" and d.at < 60.0 for d in record.decisions)
    assert list(record.of("unsent"))
    published = [event.at for event in record.of("published") if event.data["by"] != "executive"]
    assert min(published) > 200.0


def test_a_delegate_answers_what_comes_after_and_the_speaker_no_longer_does() -> None:
    record = records()[pair(lesson=6).policies[0]]
    given = next(d for d in record.decisions if d.action == "delegate")
    assert not [d for d in record.decisions if d.action == "answer" and d.anchor
                and d.at - d.anchor.offset >= given.at]
    late = {event.data["by"] for event in record.of("answered") if event.at > given.at + 20.0}
    assert late == {given.target}


def test_guess_after_guess_goes_down_the_list_and_undoes_each() -> None:
    record = records()[pair(b="guess after guess").policies[1]]
    ordered = [(d.action, d.target) for d in record.decisions if d.action in ("fix", "undo")]
    assert ordered[:3] == [("fix", "dns"), ("undo", "dns"), ("fix", "backbone")]
    tried = [target for action, target in ordered if action == "fix"]
    assert len(set(tried)) == len(tried)


def test_panic_loses_more_pressed_moments_than_calm() -> None:
    found = [windows(records()[policy]) for policy in pair(b="panicked").policies]
    lost = [[window.lost_by for window in each if window.lost_by] for each in found]
    assert {"rush", "freeze"} <= set(lost[1])
    assert len(lost[0]) / len(found[0]) < len(lost[1]) / len(found[1])


def test_rows_come_in_order_and_runs_are_counted() -> None:
    told: list[tuple[int, int]] = []
    chosen = [pair(b="clinging"), pair(b="thrashing")]
    found = list(lessons.lessons(chosen, 2, progress=lambda done, of: told.append((done, of))))
    assert [one for one, _ in found] == chosen
    assert told == [(2, 8), (4, 8), (6, 8), (8, 8)]
    for one, compared in found:
        assert [c.outcome for c in compared] == [TRUST, PRACTICE, RESTORED]
        assert {(c.a, c.b, c.runs) for c in compared} == {(one.a, one.b, 2)}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tables, "HERE", tmp_path)
    return tmp_path


def test_the_table_is_written_and_read_with_its_ties_called_ties(
        here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = [pair(b="unprepared"), pair(lesson=7)]
    monkeypatch.setattr(lessons.lessons, "__defaults__",
                        (chosen, *lessons.lessons.__defaults__[1:]))  # type: ignore[index]
    lessons.main(["--runs", "2"])
    shown = capsys.readouterr()
    made = tables.read(NAME)
    assert [row["lesson"] for row in made["rows"]] == [1, 7]
    assert made["runs"] == 2 and "--runs 2" in made["command"]
    assert shown.out.strip() == table() and "of 8 runs" in shown.err
    assert "| 1 | prepared to speak against unprepared | better: +" in shown.out
    assert "| a tie, no difference |" in shown.out
    assert f"left unrepaired, {WEEK_TRUST.name}: " in shown.out and DOWN.name in shown.out


def test_a_row_tells_the_verdict_that_its_numbers_give() -> None:
    for row in tables.read(NAME)["rows"]:
        for found, kept in zip(comparisons(row, tables.read(NAME)["runs"]).values(),
                               row["outcomes"].values(), strict=True):
            assert found.verdict == kept["verdict"]
            assert found.p_interval == pytest.approx((kept["p_low"], kept["p_high"]), abs=1e-5)


def test_the_committed_table_has_a_row_for_every_pair() -> None:
    rows = tables.read(NAME)["rows"]
    assert [(row["lesson"], row["a"], row["b"], row["variant"]) for row in rows] == [
        (pair.lesson, pair.a, pair.b, pair.variant) for pair in PAIRS]
    assert [row["carried"] for row in rows] == [pair.carried for pair in PAIRS]


def test_the_committed_table_is_of_this_model() -> None:
    assert tables.current(NAME), f"the model has changed; run {tables.read(NAME)['command']}"


@pytest.mark.long
def test_the_committed_table_comes_out_again() -> None:
    made = tables.read(NAME)
    chosen = [pair(b="clinging"), pair(b="thrashing")]
    rows = {(row["a"], row["b"], row["variant"]): row for row in made["rows"]}
    for one, found in lessons.lessons(chosen, made["runs"], made["scenario"]):
        row = rows[one.a, one.b, one.variant]
        for again in found:
            kept = row["outcomes"][again.outcome.name]
            assert [again.low, again.middle, again.high, again.mean, again.p] == pytest.approx(
                [kept[part] for part in ("low", "middle", "high", "mean", "p")],
                rel=1e-4, abs=1e-4)
