"""What people say in public: made from the state, by address, about what happens."""

from __future__ import annotations

from itertools import pairwise

from simkit.scenario import load
from simkit.session import Session


def session(until: str = "0m") -> Session:
    made = Session(load("whatsapp-2021"), seed=7)
    made.run(until=until)
    return made


def texts(made: Session) -> list[str]:
    return [voice.text for voice in made.situation.feed]


def test_looking_at_it_changes_nothing() -> None:
    looked, plain = session("40m"), session("40m")
    for _ in range(3):
        _ = looked.situation.feed
    for each in (looked, plain):
        each.run(until="3h")
    assert looked.record.events == plain.record.events
    assert looked.situation.feed == plain.situation.feed


def test_a_broken_promise_is_held_against_you_with_its_time() -> None:
    made = session("5m")
    made.post("We see it. Next update in 20 minutes.", channel="social")
    made.run(until="60m")
    assert any(text.startswith("They said 16:24 UTC. It is 16:") for text in texts(made))


def test_minutes_without_a_word_are_counted_and_stop_with_a_word() -> None:
    silent, spoken = session("40m"), session("10m")
    spoken.post("We see it and look into it.", channel="social")
    spoken.run(until="40m")
    line = "30 minutes, and not a word from WhatsApp."
    assert line in texts(silent) and line not in texts(spoken)


def test_the_press_says_that_it_asked() -> None:
    made = session("45m")
    asked = [v for v in made.situation.feed if v.kind == "press" and "We have asked" in v.text]
    assert asked and asked[0].who == "National Wire"


def test_newest_come_first_and_nothing_comes_from_the_future() -> None:
    made = session("75m")
    times = [voice.at for voice in made.situation.feed]
    assert times == sorted(times, reverse=True)
    assert max(times) <= made.now


def test_nobody_says_what_somebody_has_just_said() -> None:
    made = session("5m")
    seen = 0
    for minute in range(20, 240, 10):
        made.run(until=float(minute))
        users = [v for v in made.situation.feed if v.kind in ("user", "rumour", "joke")
                 and not v.text.endswith("not a word from WhatsApp.")]
        times: dict[str, list[float]] = {}
        for voice in users:
            times.setdefault(voice.text, []).append(voice.at)
        assert all(a - b >= 20.0 for at in times.values() for a, b in pairwise(at))
        seen += len(users[:9])
    assert seen > 150


def test_whoever_speaks_unasked_speaks_for_themselves() -> None:
    made = session("100m")
    spoke = {str(e.data["name"]) for e in made.situation.events if e.kind == "spoke up"}
    assert {"chief executive", "National Wire"} <= spoke
    voices = {voice.who: voice for voice in made.situation.feed}
    assert "chief executive" not in voices  # what they say goes out in the company's name
    wire = [voice for voice in made.situation.feed if voice.who == "National Wire"
            and "waited for a word" in voice.text]
    assert [voice.kind for voice in wire] == ["press"]
    assert not any("(speaks" in voice.text for voice in made.situation.feed)
