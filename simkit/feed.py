"""The public feed: what people post, made from the simulated state, in plain voices.

A voice is drawn by address (seed, minute, place), so looking at the feed changes nothing. The
words are templates by mood; authors add lines of their own per segment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simkit.clock import local
from simkit.engine.worlds import Worlds
from simkit.events import Event
from simkit.scenario.parts import Scenario, Segment
from simkit.streams import Streams

SHOWN = 40
"""Voices that are shown at most."""

AGAIN = 20.0
"""Minutes within which nobody posts the words of somebody else."""

MOODS: dict[str, tuple[str, ...]] = {
    "quiet": (
        "Does anybody know a good bicycle shop near the station?",
        "Rain again. The dog refuses to go out.",
        "Selling two tickets for Friday, fair price.",
        "The bakery on the corner has plum cake. You did not hear it from me.",
        "Who else cannot sleep? Full moon, I suppose.",
        "Our cat has learned to open the fridge. Asking for advice."),
    "puzzled": (
        "Is {service} down or is it my phone?",
        "I have restarted everything twice. Nothing gets through on {service}.",
        "Nobody answers on {service}. Are they all angry with me?",
        "Does {service} work for you? It has been turning for minutes here.",
        "One tick. Still one tick. What does one tick mean?",
        "I blamed the train. Then I blamed the tunnel. We left the tunnel.",
        "My {service} says connecting. It has said so since I put the kettle on.",
        "Reinstalled {service}. Do not do what I did."),
    "uncertain": (
        "Still nothing. No word what happened either.",
        "If somebody at {service} knows what is wrong, this would be the time to say it.",
        "How long will this take? I have people waiting for an answer.",
        "Is my data safe? Nobody tells us anything.",
        "Everybody guesses and nobody knows. Least of all me.",
        "Do I wait or do I make other plans? A time would help. Any time.",
        "I do not need it back this minute. I need to know if it is today.",
        "My colleague says an hour, my neighbour says a day. Who says something real?"),
    "informed": (
        "They say they see it and work on it. Fine. I will look again later.",
        "At least {service} tells us when they speak next.",
        "OK, it is them, not my phone. Good to know.",
        "They told us what still works. That helped.",
        "Read what {service} wrote. Not much, but it is something, and it sounds true.",
        "They do not know the cause yet and say so. I can live with that.",
        "Putting my phone away until the time they named."),
    "angry": (
        "Hours. HOURS. And I depend on this.",
        "I am moving my family to another app today.",
        "Every order I get comes by {service}. Today I got none.",
        "Paid for nothing, heard nothing. I am done with {service}.",
        "So many engineers, and not one of them owns a megaphone.",
        "I gave up a telephone that worked for this.",
        "Somebody at {service} decided that we can wait. Nobody asked us.",
        "It is not the outage. It is being left standing there."),
    "rumour": (
        "A friend of a friend says {service} was HACKED. Change your passwords!",
        "They are selling our numbers right now, share before it is deleted",
        "I heard nobody can even enter their building. Somebody is hiding something.",
        "Source inside: this is an attack and they know it.",
        "My cousin works near them. He says it never comes back. Save your pictures!!",
        "They switched it off on PURPOSE. Think about who gains from it.",
        "Do not open {service} when it is back, it reads everything. Pass it on!"),
    "joke": (
        "Welcome, everybody who is suddenly here. Make yourselves at home.",
        "I talked to my family today. They seem to be nice people.",
        "Day one without {service}: I have learned to whistle.",
        "Wrote a letter. On paper. My hand is asking for a union.",
        "Breaking: man looks up from phone, discovers that he has a garden.",
        "The pigeons would like it known that they were never down.",
        "Our group chat now meets on the stairs. Somebody brought soup."),
    "relief": (
        "It is back! 214 messages at once.",
        "Messages go through again. Somebody fixed something, thank you.",
        "Back. Now tell us what that was.",
        "Two ticks. I have never been so fond of two ticks.",
        "It works here. Does it work where you are?",
        "And there is my mother, eleven times, asking if I am alive."),
}
"""Lines by mood; ``{service}`` is the service's name."""

NAMES = ("mara_k", "old_tom", "fisher_jo", "nana_ruth", "packet_dan", "mo_15", "teresa_m",
         "ward_clerk", "kiosk_ali", "lena.on.tour", "bus_driver_7", "dr_pai", "yusuf_writes",
         "piano_anne", "stall_42", "quiet_owl", "jun_photos", "grumpy_geo", "soup_and_code",
         "miss_ito")


@dataclass(frozen=True)
class Voice:
    """One public post."""

    at: float
    who: str
    segment: str
    text: str
    likes: int
    kind: str
    """``user``, ``rumour``, ``joke``, ``press`` (or an authority, a partner) or ``company``."""


def voices(worlds: Worlds, row: int, at: float, minutes: float = 90.0) -> tuple[Voice, ...]:
    """Return what was posted in the last *minutes* before *at*, newest first, at most SHOWN."""
    world = worlds.worlds[row]
    scenario, streams = world.scenario, world.ground.streams
    said = [voice for moment, severity, states
            in worlds.trajectory.recent(row, int(minutes + AGAIN))
            for voice in _minute(scenario, streams, moment, severity, states,
                                 float(worlds.crowd.restored_at[row]))]
    posts = [voice for voice in _once(said) if voice.at > at - minutes]
    posts += [_echo(scenario, event) for event in world.log
              if event.kind == "published" and event.at > at - minutes]
    posts += [_unasked(scenario, event) for event in world.log
              if event.kind == "spoke up" and event.data["by"] != "executive"
              and event.at > at - minutes]
    posts += [_press(event) for event in world.log
              if event.kind == "inject" and event.data["method"] == "news"
              and event.at > at - minutes]
    posts += [voice for voice in reactions(world.log, scenario, streams, at)
              if voice.at > at - minutes]
    return tuple(sorted(posts, key=lambda voice: -voice.at)[:SHOWN])


REACTIONS = {
    "promise broken": "They said {time}. It is {now} and there is nothing.",
    "contradicted": "“{what}”, they said. I can see with my own eyes that this is not so.",
    "channel stands": "{service} has a place now where it says what it knows: {name}.",
    "fix failed": "For a second it moved, then nothing again. Are they trying things out on us?",
}
"""What people make of what happens, by kind of event."""

SAID = {"all-clear": "It is over", "denial": "Nothing is wrong", "denial of fault":
        "It was not us", "post-mortem": "This is what happened"}
"""What was claimed, by its name in the log, as people remember it."""

SILENCES = (30, 60, 120, 180, 240)
"""Minutes without a public word at which somebody counts them."""


def reactions(log: Sequence[Event], scenario: Scenario, streams: Streams,
              at: float) -> list[Voice]:
    """Return the posts up to *at* in which people, and the press, react to something in *log*."""
    due = {str(e.data["name"]): float(e.data["due"]) for e in log if e.kind == "promised"}
    voices = [_reaction(event, due, scenario, streams) for event in log if event.kind in REACTIONS]
    press = {s.name for s in scenario.stakeholders if s.kind == "press"}
    asked = [event for event in log if event.kind == "call" and event.data["sender"] in press]
    voices += [Voice(e.at + 1.0, str(e.data["sender"]), "press", "We have asked "
                     f"{scenario.service.name} what is wrong. No word so far.", 0, "press")
               for e in asked]
    voices += _counting(log, scenario, streams, at)
    return [voice for voice in voices if voice.at <= at]


def _reaction(event: Event, due: Mapping[str, float], scenario: Scenario,
              streams: Streams) -> Voice:
    starts, name = scenario.service.starts, str(event.data.get("name", ""))
    later = event.at + 1.0 + round(3.0 * streams.uniform(f"reaction {event.id}"))
    words = REACTIONS[event.kind].format(
        service=scenario.service.name, name=name, what=SAID.get(str(event.data.get("what")), ""),
        time=local(due.get(name, event.at), starts) or "a time",
        now=local(later, starts) or "later")
    return _voice(later, words, scenario, streams, f"reaction {event.id}")


def _counting(log: Sequence[Event], scenario: Scenario, streams: Streams,
              at: float) -> list[Voice]:
    """Return the posts of those who count the minutes without a word while it is down."""
    ended = next((e.at for e in log if e.kind == "restored"), at)
    words = [0.0, *(e.at for e in log if e.kind == "published")]
    gaps = zip(words, [*words[1:], min(at, ended)], strict=True)
    return [_voice(begin + silence, f"{silence} minutes, and not a word from "
                   f"{scenario.service.name}.", scenario, streams, f"silence {begin:g} {silence}")
            for begin, end in gaps for silence in SILENCES if begin + silence <= end]


def _voice(at: float, words: str, scenario: Scenario, streams: Streams, address: str) -> Voice:
    """Return somebody's post of *words*; who it is follows from *address*."""
    segment = scenario.segments[_pick(streams.uniform(address, 1), scenario.segments)]
    name = NAMES[int(streams.uniform(address, 2) * len(NAMES))]
    likes = int(float(f"{200 + 20000 * streams.uniform(address, 3) ** 2:.2g}"))
    return Voice(at, name, segment.name, words, likes, "user")


def _minute(scenario: Scenario, streams: Streams, at: float, severity: float,
            states: Mapping[str, np.ndarray], restored_at: float) -> list[Voice]:
    """Return the posts of the minute that begins at *at*."""
    minute, just_back = int(at), 0.0 <= at - restored_at < 30.0
    stirred = severity >= 0.05 or just_back
    posts = []
    for place in range(2):
        index = _pick(streams.uniform(f"voice {minute}", 10 * place), scenario.segments)
        segment = scenario.segments[index]
        aware, angry = float(states["awareness"][index]), float(states["frustration"][index])
        loud = 0.05 + stirred * aware * (0.35 + 0.45 * angry)
        if not streams.chance(loud, f"voice {minute}", 10 * place + 1):
            continue
        mood = _mood(streams.uniform(f"voice {minute}", 10 * place + 2), severity, aware, angry,
                     states, index, just_back)
        lines = segment.voices if segment.voices and mood in ("angry", "uncertain") and \
            streams.chance(0.6, f"voice {minute}", 10 * place + 3) else MOODS[mood]
        text = lines[_turn(streams, f"{segment.name} {mood}", minute, place, len(lines))]
        name = NAMES[_turn(streams, "names", 7 * minute, place, len(NAMES))]
        heat = streams.uniform(f"voice {minute}", 10 * place + 6) ** 3
        likes = float(f"{(1 + 40000 * heat * aware * (0.2 + angry)):.2g}")
        posts.append(Voice(at, name, segment.name, text.replace("{service}", scenario.service.name),
                           int(likes), mood if mood in ("rumour", "joke") else "user"))
    return posts


def _turn(streams: Streams, whose: str, minute: int, place: int, lines: int) -> int:
    """Return which of its *lines* a mood says now: they take turns, so that none comes again soon.
    """
    first = int(streams.uniform(f"turn {whose}") * lines)
    return (first + minute + place * (lines // 2)) % lines


def _pick(u: float, segments: tuple[Segment, ...]) -> int:
    for index, segment in enumerate(segments):
        u -= segment.share
        if u <= 0.0:
            return index
    return len(segments) - 1


def _mood(u: float, severity: float, aware: float, angry: float,
          states: Mapping[str, np.ndarray], index: int, just_back: bool) -> str:
    """Return the mood of a post, by chance *u* and by what its segment feels."""
    if aware < 0.03:
        return "quiet"
    if just_back:
        return "relief"
    if severity < 0.05:
        return "quiet"
    unsure = float(states["uncertainty"][index]) if "uncertainty" in states else 0.5
    fresh = float(states["freshness"][index]) if "freshness" in states else 0.0
    moods = {"rumour": 0.25 * unsure * aware, "joke": 0.12, "angry": angry,
             "informed": fresh, "uncertain": unsure * aware, "puzzled": 1.0 - aware + 0.1}
    total = sum(moods.values())
    for mood, weight in moods.items():
        u -= weight / total
        if u <= 0.0:
            return mood
    return "puzzled"


def _once(posts: Sequence[Voice]) -> list[Voice]:
    """Return *posts*, in the order of time, without those that say again what was just said."""
    said: dict[str, float] = {}
    kept = []
    for voice in posts:
        if voice.at - said.get(voice.text, -AGAIN) >= AGAIN:
            kept.append(voice)
        said[voice.text] = voice.at
    return kept


def _echo(scenario: Scenario, event: Event) -> Voice:
    return Voice(event.at, scenario.service.name, "the company", event.data["text"], 0, "company")


def _unasked(scenario: Scenario, event: Event) -> Voice:
    """Return what somebody says in public who has waited long enough for a word."""
    who = str(event.data["name"])
    words = (f"{who[:1].upper()}{who[1:]} has waited for a word from {scenario.service.name}. "
             "There was none, so it says what it knows: nothing works.")
    return Voice(event.at, who, str(event.data["by"]), words, 0, "press")


def _press(event: Event) -> Voice:
    return Voice(event.at, event.data["sender"], "press", event.data["text"], 0, "press")
