"""What is said in an outage, played on the users alone, for all rows of the parameters at once.

The vignette goes through the whole engine, one world per row. This goes through the equations of
the users only, so that thousands of rows are measured in seconds: nothing is drawn, nobody works,
promises are kept or broken as the words themselves decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise

import numpy as np

from simkit.analysis import vignette
from simkit.clock import DAY
from simkit.model import consequences
from simkit.model.audience import Audience, Segments
from simkit.model.exposure import (
    HEARD,
    INPUTS,
    MESSAGES,
    SEEN,
    SHARES,
    Said,
    coefficients,
    exposure,
)
from simkit.model.parameters import Array, Parameters

EVERYBODY = ("everybody",)
"""The channel of an experiment: every participant is told, within minutes."""

Watch = Callable[[float, Audience], None]
"""Called with the minute and the users before every step, and at the end."""

_ONCE = len(HEARD + SEEN)
_AT_ONCE = 0.5
_SURE = 1.0 - 1e-9
_FOLLOWED = 10.0
_GRACE = 3.0


@dataclass(frozen=True)
class Word:
    """One message to the public; fields as in ``vignette.Post``, but any calm will do."""

    at: float
    tells: tuple[str, ...] = ("acknowledgement",)
    next_in: float = 0.0
    eta: float | None = None
    calm: float = 0.8
    empathy: bool = False
    apologises: bool = False
    accepts: bool = False
    denies: bool = False
    minimises: bool = False
    corrects: bool = False
    postmortem: bool = False
    channels: tuple[str, ...] = vignette.CHANNELS

    @classmethod
    def of(cls, post: vignette.Post) -> Word:
        """Return *post* as a word; a post-mortem names the cause and owns it."""
        if post.postmortem:
            return cls(post.at, ("cause",), accepts=True, postmortem=True)
        return cls(**vars(post))


@dataclass(frozen=True)
class Outage:
    """How bad, how long, and to whom."""

    hours: float = 6.0
    ramp: float = 20.0
    """Minutes in which it grows to a full outage."""
    attribution: float = 0.6
    responsibility: float = 1.0
    segments: Segments | None = None
    """Without it, those of the vignette."""

    @property
    def end(self) -> float:
        """Minute at which the service works again."""
        return 60.0 * self.hours

    def severity(self, minute: float) -> float:
        """Return the share of use that fails."""
        if minute >= self.end:
            return 0.0
        return min(1.0, minute / self.ramp) if self.ramp else 1.0


def good(hours: float = 6.0, channels: tuple[str, ...] = vignette.CHANNELS) -> list[Word]:
    """Return the good plan of the vignette, on *channels*."""
    return [replace(Word.of(post), channels=channels) for post in vignette.by_the_book(hours=hours)]


def silence(hours: float = 6.0, channels: tuple[str, ...] = vignette.CHANNELS) -> list[Word]:
    """Return the all-clear alone."""
    return [Word(60.0 * hours + 1.0, ("all_clear",), channels=channels)]


@cache
def segments() -> Segments:
    """Return the users of the vignette."""
    groups = vignette.outage().segments
    return Segments(np.array([group.share for group in groups]),
                    np.array([group.use for group in groups]),
                    np.array([group.criticality for group in groups]))


@cache
def _channel(name: str) -> tuple[float, float, float]:
    """Return reach, half-life and delay of a channel of the vignette, or of EVERYBODY."""
    if (name,) == EVERYBODY:
        return 1.0, _AT_ONCE, 0.0
    channel = next(channel for channel in vignette.outage().channels if channel.name == name)
    return channel.reach, channel.half_life, channel.delay


def play(words: Sequence[Word], outage: Outage, parameters: Parameters, until: float = DAY,
         dt: float = 2.0, watch: Watch | None = None) -> Audience:
    """Return the users after *until* minutes of *outage* in which *words* are said.

    Steps last *dt* minutes while the service fails, for an hour after, and after every word;
    a quarter of an hour else.
    """
    return _Trial(words, outage, parameters).run(until, dt, watch)


class _Trial:
    """One play."""

    def __init__(self, words: Sequence[Word], outage: Outage, parameters: Parameters) -> None:
        self.words = sorted(words, key=lambda word: word.at)
        self.outage, self.p = outage, parameters
        crowd = outage.segments or segments()
        self.users = Audience(crowd, parameters, outage.attribution, outage.responsibility)
        self.out: list[tuple[float, Array, tuple[Array, Array, Array]]] = []
        self.promises: list[tuple[str, float, float]] = []
        self.used: Counter[str] = Counter()
        self.inputs = np.zeros((len(INPUTS), parameters.rows, len(crowd.weight)))

    def run(self, until: float, dt: float, watch: Watch | None) -> Audience:
        waiting, mended = list(self.words), False
        times = self._times(until, dt)
        for now, then in pairwise(times):
            if watch is not None:
                watch(now, self.users)
            if now >= self.outage.end and not mended:
                self.users.restored(range(self.p.rows))
                mended = True
            while waiting and waiting[0].at <= now:
                self._say(waiting.pop(0))
            self._settle(now)
            self._spread(now, then)
            self.users.advance(self.outage.severity(now), self.inputs, then - now)
            self.inputs[...] = 0.0
        if watch is not None:
            watch(times[-1], self.users)
        return self.users

    def _times(self, until: float, dt: float) -> list[float]:
        """Return the minutes at which steps start, and the end."""
        marks = sorted({word.at for word in self.words} | {self.outage.end, until})
        times = [0.0]
        while times[-1] < until:
            now = times[-1]
            lively = now < self.outage.end + 60.0 or any(0.0 <= now - word.at < 60.0
                                                         for word in self.words)
            following = (mark for mark in marks if mark > now)
            times.append(min(now + (dt if lively else max(dt, 15.0)), *following))
        return times

    def _say(self, word: Word) -> None:
        promised = {"eta": word.eta is not None, "next_update": bool(word.next_in)}
        tells = word.tells + tuple(name for name, made in promised.items() if made)
        said = Said({tell: self._uses(tell) for tell in tells}, next_update_in=word.next_in,
                    calm=word.calm, empathy=float(word.empathy), index=self._uses("message"),
                    apology=self._uses("apology") if word.apologises else None,
                    accepts=word.accepts, accepted=self._uses("accepts") if word.accepts else 0,
                    denies=word.denies, minimises=word.minimises, corrects=word.corrects,
                    postmortem=float(word.postmortem))
        does = np.stack([coefficients(said, self.p, row, self.outage.responsibility)
                         for row in range(self.p.rows)], axis=1)
        self.out.append((word.at, does[:MESSAGES, :, None], _spread_of(word)))
        for promise in [promise for promise in self.promises if promise[0] == "next_update"]:
            self._keep(promise)
        if word.eta is not None:
            self.promises.append(("eta", word.at, word.eta))
        if word.next_in:
            self.promises.append(("next_update", word.at, word.at + word.next_in))

    def _uses(self, what: str) -> int:
        """Return how often *what* was used before, and count this use."""
        self.used[what] += 1
        return self.used[what] - 1

    def _spread(self, now: float, then: float) -> None:
        """Add up what all words gain between two minutes."""
        for at, does, channels in self.out:
            before, after = np.minimum(
                exposure(*channels, np.array([now - at, then - at]))[:, 0], _SURE)
            self.inputs[:_ONCE] += (after - before) * does[:_ONCE]
            self.inputs[_ONCE:MESSAGES] += np.log((1.0 - before) / (1.0 - after)) * does[_ONCE:]
        self.out = [(at, does, channels) for at, does, channels in self.out
                    if then - at < _FOLLOWED * channels[1].max() + channels[2].max()]

    def _settle(self, now: float) -> None:
        """Break the promises that have fallen due, unless the service works by then."""
        for promise in list(self.promises):
            kind, _, due = promise
            if now < due + (_GRACE if kind == "next_update" else 0.0):
                continue
            if kind == "eta" and self.outage.severity(due) == 0.0:
                self._keep(promise)
                continue
            self.promises.remove(promise)
            self._strike(partial(consequences.missed, kind), self.users.state(kind))

    def _keep(self, promise: tuple[str, float, float]) -> None:
        self.promises.remove(promise)
        kind, made, due = promise
        self._strike(partial(consequences.kept, (due - made) / 60.0), self.users.state(kind))
        if all(other[0] != kind for other in self.promises):
            drop = "drop_eta" if kind == "eta" else "drop_next"
            self._strike(lambda *_: {drop: 1.0}, np.ones_like(self.users.trust))

    def _strike(self, does: Callable[[Parameters, int], consequences.Strikes],
                holders: Array) -> None:
        """Let the share *holders* (rows, S) of the users feel what comes back."""
        for row in range(self.p.rows):
            for column, amount in does(self.p, row).items():
                felt = amount if column.startswith("drop_") else amount * holders[row]
                if column in SHARES or column.startswith("add_"):
                    felt = -np.log1p(-np.minimum(felt, _SURE))
                self.inputs[INPUTS.index(column), row] += felt


def _spread_of(word: Word) -> tuple[Array, Array, Array]:
    """Return reach (C, 1), half-life and delay (C,) of the channels of *word*."""
    reach, half_life, delay = np.array([_channel(name) for name in word.channels]).T
    return reach[:, None], half_life, delay
