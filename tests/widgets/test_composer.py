"""The form as a widget, without a page."""

from __future__ import annotations

from typing import Any

import pytest

from simkit.widgets import drafting
from simkit.widgets.composer import Composer

Heard = list[tuple[str, dict[str, Any]]]


def form() -> tuple[Composer, Heard]:
    heard: Heard = []
    return Composer(drafting.empty(), lambda kind, draft: heard.append((kind, draft))), heard


def test_a_send_carries_the_whole_form_in_one_message() -> None:
    composer, heard = form()
    draft = {**drafting.empty(channels=["social"]), "text": "We see it.", "number": 0}
    composer._handle_custom_msg({"kind": "send", "draft": draft}, [])
    assert heard == [("send", draft)]


def test_unknown_messages_and_drafts_that_are_none_do_no_harm() -> None:
    composer, heard = form()
    for content in ({"kind": "run"}, "send", None, {"kind": "send", "draft": "x"}):
        composer._handle_custom_msg(content, [])
    assert heard == [("send", {})]


def test_a_page_that_asks_whether_it_is_heard_gets_its_answer(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    composer, heard = form()
    sent: list[object] = []
    monkeypatch.setattr(composer, "send", sent.append)
    composer._handle_custom_msg({"kind": "hear", "from": "a"}, [])
    assert sent == [{"kind": "heard", "from": "a"}] and heard == []


def test_words_replaced_by_python_are_not_brought_back_by_a_late_message() -> None:
    composer, _ = form()
    composer.load(drafting.empty("boss"))
    composer.draft = {**drafting.empty(), "text": "old words", "number": 0}
    assert composer.draft["to"] == "boss" and composer.draft["text"] == ""


def test_typing_is_heard() -> None:
    composer, heard = form()
    composer.draft = {**drafting.empty(), "text": "We", "number": 0}
    assert [(kind, draft["text"]) for kind, draft in heard] == [("draft", "We")]


def test_every_answer_is_a_new_one() -> None:
    composer, _ = form()
    composer.answer("choose a channel")
    first = composer.reply
    composer.answer("choose a channel")
    assert composer.reply != first
    assert composer.reply["problem"] == "choose a channel"


def test_the_script_writes_texts_only_as_text() -> None:
    script = str(Composer._esm)
    assert "innerHTML" not in script and "insertAdjacentHTML" not in script
    assert "http" not in script
