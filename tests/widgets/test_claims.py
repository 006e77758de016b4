"""What a message claims, and how sure its writer says to be."""

from __future__ import annotations

from typing import Any

import pytest

from simkit.message import Message
from simkit.session import Session
from simkit.widgets import Console, drafting
from simkit.widgets.claims import claims, sureness_of


@pytest.mark.parametrize(("text", "claim"), [
    ("We expect to be back by 18:00.", "a time for the end"),
    ("Everything works again.", "that it is over"),
    ("This is not an attack.", "that something is not so")])
def test_what_turns_out_true_or_false_is_a_claim(text: str, claim: str) -> None:
    assert claim in claims(Message(text))


def test_seeing_it_and_promising_a_word_claims_nothing() -> None:
    assert claims(Message("We see it and look into it. Next update in 20 minutes.")) == []


@pytest.mark.parametrize(("said", "sure"), [
    (70, 0.7), (None, None), ("70", None), (700, None), (True, None)])
def test_a_sureness_is_a_number_of_a_hundred(said: Any, sure: float | None) -> None:
    assert sureness_of({"sure": said}) == sure


def test_a_claim_leaves_only_with_its_sureness(session: Session) -> None:
    session.run(until="5m")
    console = Console(session)
    draft = {**drafting.empty(channels=["social"]), "text": "We expect to be back by 18:00."}
    console._worker.ask(lambda: console._desk.send(draft))
    assert console._desk.composer.reply["problem"] == "Say how sure you are"
    assert session.record.decisions == ()
    console._worker.ask(lambda: console._desk.send({**draft, "sure": 60}))
    assert session.record.decisions[-1].confidence == 0.6
