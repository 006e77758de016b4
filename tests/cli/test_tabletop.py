from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simkit.cli.tabletop import COMMANDS, Tabletop
from simkit.log import read_log
from simkit.runs import free_log
from simkit.scenario import load
from simkit.session import Session

Play = Callable[..., Tabletop]
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def played(here: Path) -> Iterator[Play]:
    """Return a table at the small scenario at which some lines were obeyed."""
    tables: list[Tabletop] = []

    def play(*lines: str, interactive: bool = False) -> Tabletop:
        table = Tabletop(Session(load("small"), 7, log=here / "run.jsonl"),
                         interactive=interactive)
        tables.append(table)
        for line in lines:
            table.obey(line)
        return table

    yield play
    for table in tables:
        table.session.close()


def test_time_moves_only_by_go_and_next(played: Play) -> None:
    table = played("look", "inbox", "team", "board", "channels", "feed", "actions",
                   "actions all", "save", "help", "help go", "hold", "review writer", "")
    assert table.session.now == 0.0
    for typed, now in (("go", 1.0), ("go 5m", 6.0), ("go 09:10", 10.0), ("go T+0:12", 12.0)):
        table.obey(typed)
        assert table.session.now == now


def test_next_stops_at_what_wants_a_look(played: Play, capsys: Printed) -> None:
    table = played("next")
    assert "The monitors raise the alarm" in capsys.readouterr().out
    table.obey("next")
    assert "What do we tell people?" in capsys.readouterr().out
    assert 10.0 <= table.session.now <= 11.0


def test_next_stops_five_minutes_before_a_promise_falls_due(played: Play) -> None:
    table = played("go 5m", "post status It is down for everyone. Next update in 20 minutes.",
                   "go 12m", "answer boss Soon.")
    due = table.session.situation.next_promise
    assert due is not None
    for _ in range(9):
        if table.session.now >= due.due - 5.0:
            break
        table.obey("next")
    assert due.due - 5.0 <= table.session.now < due.due - 4.0


def test_next_ends_where_the_scenario_ends(played: Play, here: Path, capsys: Printed) -> None:
    table = played("go 5d", "next", "go")
    assert table.session.over
    assert "ends here" in capsys.readouterr().out


def test_a_post_is_read_before_it_leaves(played: Play, capsys: Printed) -> None:
    table = played("go 5m", "post social OH NO!!! Checkout is down. Next update 09:30.")
    shown = " ".join(capsys.readouterr().out.split())
    assert "It says: it is down (“is down”)" in shown
    assert "It does not say: " in shown and "what you do" in shown
    assert "Shouting: “!!!”." in shown
    assert "It promises the time of the next word: 09:30 (in 25 min)." in shown
    assert "for social; read by nobody" in shown
    table.obey("go 20m")
    assert [p.due for p in table.session.situation.promises] == [30.0]


@pytest.mark.parametrize(("reply", "posts"), [("y", 1), ("yes", 1), ("n", 0), ("", 0)])
def test_whoever_types_is_asked_before_a_post_leaves(
        played: Play, monkeypatch: pytest.MonkeyPatch, reply: str, posts: int) -> None:
    asked: list[str] = []
    monkeypatch.setattr("builtins.input", lambda prompt: asked.append(prompt) or reply)
    table = played("go 5m", "post social Checkout is down.", interactive=True)
    assert asked == ["Send it? y/n > "]
    assert len(table.session.record.decisions) == posts


def test_a_dead_channel_is_pointed_out_before_a_post(played: Play,
                                                     capsys: Printed) -> None:
    played("go 5m", "post banner, social Checkout is down.")
    assert "On shop banner nothing leaves now: it is dead" in capsys.readouterr().out


def test_drafts_are_read_by_whom_the_player_names(played: Play) -> None:
    table = played("review writer", "post social Checkout is down.", "review off",
                   "post social Still down.")
    assert [d.message.reviewer for d in table.session.record.decisions if d.message] == [
        "writer", ""]


@pytest.mark.parametrize(("typed", "action", "target", "sure"), [
    ("do fix disk 70%", "fix", "disk", 0.7), ("fix rel 40%", "fix", "release", 0.4),
    ("open", "open_room", "", None), ("do open_room", "open_room", "", None),
    ("ask support", "ask_support", "", None), ("ask support lead", "ask", "support lead", None),
    ("ask database", "ask", "database engineer", None), ("build mail", "build", "mail", None),
    ("delegate writer", "delegate", "writer", None), ("brief", "brief", "", None),
])
def test_actions_are_said_in_words(typed: str, action: str, target: str, sure: float | None,
                                   played: Play) -> None:
    decisions = played("go 5m", typed).session.record.decisions
    assert [(d.action, d.target, d.confidence) for d in decisions] == [(action, target, sure)]


@pytest.mark.parametrize(("typed", "said"), [
    ("loko", "did you mean 'look'"), ("posst social hi", "did you mean 'post'"),
    ("brif", "did you mean 'brief'"), ("do dance", "'dance' is not an action"),
    ("post", "say where and what"), ("post social", "needs words"),
    ("post socail hi", "social"), ("post social " + "x" * 91, "1 too many for 'social'"),
    ("answer", "nothing has come in"), ("fix", "say which: fix disk | release"),
    ("fix dsik", "did you mean 'disk'"), ("brief now", "takes no name"),
    ("fix disk 170%", "between 0 and 1"), ("undo", "no decision yet"), ("undo disk", "not applied"),
    ("branch", "say from when"), ("branch 3h", "nothing at T+3:00"),
    ("go back", "expected a duration"), ("go -5m", "does not run back"),
    ("review nobdy", "is not a role"), ("prepare drill", "time to prepare is over"),
    ("postmortem", "when the service is back"),
])
def test_what_cannot_be_done_is_explained_and_changes_nothing(
        typed: str, said: str, played: Play, here: Path, capsys: Printed) -> None:
    table = played("go 2m", typed)
    assert said.casefold() in " ".join(capsys.readouterr().out.split()).casefold()
    assert table.session.now == 2.0 and not table.session.record.decisions
    assert list(here.glob("**/*.jsonl")) == [here / "run.jsonl"]


def test_a_word_that_is_no_command_points_at_the_list_or_at_the_nearest(
        played: Play, capsys: Printed) -> None:
    table = played()
    for typed, told in (("sing", "`help` lists them"), ("anwser", "did you mean 'answer'?")):
        table.obey(typed)
        assert told in capsys.readouterr().out


def test_the_truth_is_not_shown(played: Play, capsys: Printed) -> None:
    played("go 3h", "look", "board", "team", "inbox", "actions all", "feed", "channels")
    shown = capsys.readouterr().out
    assert "The monitors show that it works again" in shown
    assert "The service is back." not in shown and "The outage begins" not in shown


def test_undo_takes_back_the_last_decision_and_no_other(played: Play) -> None:
    table = played("brief", "go 5m", "hold", "ask support", "post social It is down.")
    first = table.session
    table.obey("undo")
    kept = [(d.at, d.action) for d in table.session.record.decisions]
    assert kept == [(0.0, "brief"), (5.0, "hold"), (5.0, "ask_support")]
    assert table.session.now == 5.0 and len(first.record.decisions) == 4
    table.obey("undo")
    table.obey("undo")
    table.obey("undo")
    assert table.session.now == 0.0 and not table.session.record.decisions


def test_a_branch_keeps_what_was_before_in_a_log_of_its_own(played: Play, here: Path) -> None:
    table = played("hold", "go 10m", "brief", "go 20m", "branch 5m", "go 1m")
    assert [d.action for d in table.session.record.decisions] == ["hold"]
    table.session.close()
    path = table.session.log_path
    assert table.session.now == 6.0
    assert path == Path("runs/small-seed7-1.jsonl")
    assert [d.action for d in read_log(path).decisions] == ["hold"]
    assert len(read_log(here / "run.jsonl").decisions) == 2


def test_a_run_never_writes_over_another(played: Play) -> None:
    session = Session(load("small"), 7)
    first = free_log(session.scenario, 7)
    Session(load("small"), 7, log=first).close()
    assert (first.name, free_log(session.scenario, 7).name) == (
        "small-seed7-1.jsonl", "small-seed7-2.jsonl")


def test_every_command_is_in_the_help(played: Play, capsys: Printed) -> None:
    played("help")
    shown = capsys.readouterr().out
    assert all(re.search(rf"^{word}\b", shown, re.MULTILINE) for word in COMMANDS)


def test_the_debrief_lets_the_day_pass_and_reports(played: Play, monkeypatch: pytest.MonkeyPatch,
                                                   capsys: Printed) -> None:
    from simkit.debrief import report

    monkeypatch.setattr("simkit.debrief.report", lambda run, _, **__: report(run, runs=2))
    table = played("go 5m", "post social Checkout is down.", "debrief")
    assert table.session.now == 1440.0
    shown = capsys.readouterr().out
    assert "EXERCISE" in shown and "What did you see first?" in shown
