"""A whisper on the trainees' screen: seen for a while, read out once."""

from __future__ import annotations

from simkit.facilitator import Facilitator
from simkit.session import Session
from simkit.widgets.whispers import LASTS, Whispers


def test_a_whisper_is_shown_for_a_while_and_read_out_once(session: Session) -> None:
    said: list[str] = []
    line = Whispers(said.append)
    line.show(session.situation)
    assert line.line.layout.display == "none"
    Facilitator(session).whisper("speaker", "Ask <who> reads it.")
    for _ in range(2):
        line.show(session.situation)
    assert "Ask &lt;who&gt; reads it." in line.line.value and line.line.layout.display is None
    assert said == ["The facilitator, to speaker: “Ask <who> reads it.”"]
    session.run(until=LASTS + 1.0)
    line.show(session.situation)
    assert line.line.layout.display == "none"
