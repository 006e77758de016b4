"""Published messages become linear inputs, so that the audience knows of sums alone.

What a message does to a segment in a step is a coefficient fixed at its publication, times the new
exposure in that step, times factors common to all messages that only the audience knows. So what
all messages do can be added up beforehand, and the new exposure is looked up in a table.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simkit.errors import UnknownName
from simkit.model.parameters import Array, Parameters, Rows

HEARD = ("info", "soothe", "gain_A", "gain_B", "gain_I", "ack", "correction", "denial", "apology")
"""Inputs that must be believed: the audience multiplies them by the credibility of the sender."""

SEEN = ("fatigue", "told", "notice", "panic", "minimise")
"""Inputs that work on whoever is newly exposed, believed or not."""

HELD = ("workaround", "eta", "next_update", "denied", "postmortem", "owned", "unexplained")
"""Inputs that make a state of the audience the share of people who saw such a message."""

STRUCK = ("add_H", "miss", "drop_eta", "drop_next", "drop_denied", "add_F", "add_U",
          "loss_A", "loss_B", "loss_I", "lift_A", "lift_B", "lift_I")
"""Inputs that an event adds in one tick: hazards, except those of SHARES."""

SHARES = ("miss", "drop_next", "drop_eta", "drop_denied")
"""Inputs of STRUCK that are given as shares of the segment."""

INPUTS = HEARD + SEEN + HELD + STRUCK
"""Names of the columns of every input array, in order."""

MESSAGES = len(HEARD + SEEN + HELD)
"""Number of leading columns that messages fill; events fill the rest."""

ELEMENTS = {"acknowledgement": "k_ack", "impact": "k_imp", "cause": "k_cause", "eta": "k_eta",
            "next_update": "k_next", "workaround": "k_wa", "all_clear": "k_clear"}
"""What a message can tell, and the constant that says how much uncertainty it removes."""

_STRIKES = {name: j for j, name in enumerate(STRUCK)}
_NOTHING = dict.fromkeys(INPUTS, 0.0)
_MET_ONCE = len(HEARD + SEEN)
_BY_HAZARD = (np.arange(MESSAGES) >= _MET_ONCE).astype(np.int64)
_SURE = 1.0 - 1e-12
_NOBODY = 1e-9
_FOLLOWED = 6.0


def hazard(share: float) -> float:
    """Return l(k) = -ln(1 - k): the hazard that takes away *share* of what is there."""
    return -math.log1p(-min(share, _SURE))


@dataclass(frozen=True)
class Said:
    """A published message in the model's terms."""

    elements: Mapping[str, int] = field(default_factory=dict)
    """Which of ELEMENTS it tells, each with the number of its earlier uses."""
    next_update_in: float = 30.0
    """Minutes until the promised next update, when ``next_update`` is told."""
    calm: float = 0.8
    """Calm of its form, in [0, 1]."""
    empathy: float = 0.0
    """In [0, 1]."""
    index: int = 0
    """Number of earlier messages of this sender."""
    apology: int | None = None
    """Number of earlier apologies; None when it does not apologise."""
    accepts: bool = False
    """Whether it owns the responsibility."""
    accepted: int = 0
    """Number of earlier messages that owned it."""
    denies: bool = False
    minimises: bool = False
    corrects: bool = False
    """Whether it answers the rumour."""
    postmortem: float = 0.0
    """Quality of the post-mortem it gives, in [0, 1]."""


class Readers:
    """The people of one world, to whom each part of a message is worth something.

    That depends on their constants alone, so whoever sends many messages keeps them.
    """

    def __init__(self, value: Callable[[str], float]) -> None:
        """*value* tells their value of a model parameter by its name."""
        self._value = value
        self._size = cache(lambda name: hazard(value(name)))

    def information(self, said: Said) -> float:
        """Return I, the share of uncertainty that *said* removes, in [0, 1).

        Repeating an element tells less each time, except a time of restoration and a next update,
        which are new whenever they are given. Raises UnknownName for an element that is none.
        """
        value = self._value
        told = 0.0
        for element, earlier in said.elements.items():
            if element not in ELEMENTS:
                raise UnknownName("message element", element, ELEMENTS)
            share = value(ELEMENTS[element])
            if element == "next_update":
                share *= min(1.0, said.next_update_in / value("next_full"))
            elif element != "eta":
                share *= value("nov") ** earlier
            told += share
        return min(value("I_max"), told)

    def coefficients(self, said: Said, responsibility: float = 1.0) -> Array:
        """Return what *said* does per unit of new exposure, of shape (len(INPUTS),).

        *responsibility* is the company's true share of it, in [0, 1].
        """
        value, size, elements = self._value, self._size, said.elements

        def news(element: str) -> float:
            """Return how new *element* is: 1 at its first use, 0 when it is not told."""
            return value("nov") ** elements[element] if element in elements else 0.0

        told = self.information(said)
        substance = min(told / value("I_full"), 1.0)
        tone = value("nov_t") ** said.index
        loud = math.sqrt(value("rho"))
        owns = value("nov") ** said.accepted if said.accepts else 0.0
        explains = size("g_cause") * news("cause") + size("g_pm") * said.postmortem
        eases = size("g_wa") * news("workaround")

        does = {
            "notice": value("read_A"),
            "told": value("read_Ka") * (not said.denies),
            "info": hazard(told),
            "fatigue": size("psi") * max(0.0, 1.0 - told / value("I_empty")),
            "panic": (1.0 - said.calm) ** 2 * tone,
            "soothe": size("k_emp") * said.empathy * said.calm * max(value("tone_0"), tone)
            * _from(value("emp_F"), substance),
            "ack": news("acknowledgement") / loud,
            "gain_A": (explains + eases) / loud,
            "gain_B": (size("g_emp") * said.empathy * tone * _from(value("emp_B"), substance)
                       + eases) / loud,
            "gain_I": (explains + size("g_resp") * responsibility * owns) / loud,
            "correction": size("k_cor") * said.corrects,
            "minimise": size("l_min") * loud * said.minimises,
            "denial": size("dH") * said.denies,
            "denied": float(said.denies),
            "next_update": float("next_update" in elements),
            "eta": float("eta" in elements),
            "workaround": float("workaround" in elements),
            "postmortem": said.postmortem,
            "owned": float(said.accepts),
            "unexplained": 1.0 - said.postmortem if said.postmortem else 0.0,
        }
        if said.apology is not None:
            does["apology"] = (size("apo") * value("rep_apo") ** said.apology
                               * _from(value("apo_0"), float(said.accepts)))
        return np.array(list((_NOTHING | does).values()))


def information(said: Said, parameters: Parameters, row: int = 0) -> float:
    """Return what *said* tells the people of *row*; see ``Readers.information``."""
    return Readers(partial(parameters.value, row=row)).information(said)


def coefficients(said: Said, parameters: Parameters, row: int = 0,
                 responsibility: float = 1.0) -> Array:
    """Return what *said* does to the people of *row*; see ``Readers.coefficients``."""
    return Readers(partial(parameters.value, row=row)).coefficients(said, responsibility)


def _from(floor: float, share: float) -> float:
    """Return *floor* at no share, 1 at all of it."""
    return floor + (1.0 - floor) * share


def exposure(reach: ArrayLike, half_life: ArrayLike, delay: ArrayLike, age: ArrayLike) -> Array:
    """Return the share of each segment that a message of *age* minutes has reached.

    With C channels and S segments: *reach* (C, S), *half_life* and *delay* (C,) in minutes. For an
    *age* of shape (n,) the answer is (n, S), for a number it is (S,). A channel fills as
    reach x (1 - 2^-((age - delay) / half-life)); whoever it misses another may reach.
    """
    since = np.maximum(0.0, np.asarray(age, dtype=np.float64)[..., None] - np.asarray(delay))
    spread = 1.0 - np.exp2(-since / np.asarray(half_life, dtype=np.float64))
    missed: Array = np.ones((*spread.shape[:-1], np.shape(reach)[1]))
    for channel, share in enumerate(np.asarray(reach, dtype=np.float64)):
        missed *= 1.0 - share * spread[..., channel, None]
    return 1.0 - missed


class Exposures:
    """The messages that are out in a number of worlds, and what they do in the next step.

    What a message does is a short list of effects (column, coefficient); a step looks up what each
    message gained and adds it up per row and column, in the order of publication.
    """

    def __init__(self, rows: int, segments: int, base_dt: float = 1.0, window: int = 480) -> None:
        """Be ready for *rows* worlds, with ticks of *base_dt* minutes.

        *window* is the number of ticks for which a message is followed at most.
        """
        self._spreads = _Spreads(segments, base_dt, window)
        """Rows that go on by themselves write on in the same tables."""
        self._messages = self._effects = 0
        self._sent = np.zeros((16, 4), dtype=np.int64)
        """Of each message its row, the tick it left at, where the tables tell of its age 0, and
        the age from which it gains nothing."""
        self._gain = np.zeros(64, dtype=np.int64)
        """Which gain an effect goes by: of its message, the share (even) or the hazard (odd)."""
        self._does = np.zeros((64, segments))
        """Coefficient of an effect, the same for each segment: numpy is slow at short rows."""
        self._place = np.zeros((64, segments), dtype=np.int64)
        """Where an effect goes in the inputs, as they lie in memory."""
        self._places = np.arange(MESSAGES * rows * segments).reshape(MESSAGES, rows, segments)
        self._struck = np.zeros((len(STRUCK), rows, segments))
        self._is_struck = self._was_struck = False
        """Whether events have struck since the last step, and whether its inputs told of some."""
        self._taken = np.zeros((len(INPUTS), rows, segments))

    def publish(self, row: int, tick: int, coefficients: Array, reach: ArrayLike,
                half_life: ArrayLike, delay: ArrayLike) -> None:
        """Send a message of *row* out at the start of *tick*.

        *coefficients* (len(INPUTS),) as from ``coefficients``; *reach* (C, S), *half_life* and
        *delay* (C,) as for ``exposure``. A message is followed for six half-lives of its slowest
        channel; the little that is left then arrives at once.
        """
        columns = coefficients[:MESSAGES].nonzero()[0]
        first, last = self._spreads.find(reach, half_life, delay)
        self._add(np.array([[row, tick, first, last]]), _BY_HAZARD[columns],
                  coefficients[columns][:, None], self._places[columns, row])

    def _add(self, sent: NDArray[np.int64], gain: NDArray[np.int64], does: Array,
             place: NDArray[np.int64]) -> None:
        """Follow the messages *sent* (n, 4), with effects that count *gain* from the first."""
        message, effect = self._messages, self._effects
        self._messages, self._effects = message + len(sent), effect + len(gain)
        self._make_room()
        self._sent[message:self._messages] = sent
        new = slice(effect, self._effects)
        np.add(gain, 2 * message, out=self._gain[new])
        self._does[new] = does
        self._place[new] = place

    def impulse(self, row: int, column: str, values: ArrayLike) -> None:
        """Add *values* (a number or (S,)) to *column* of *row*, in the step that comes next.

        Raises UnknownName.
        """
        if column not in _STRIKES:
            raise UnknownName("column that an event can fill", column, STRUCK)
        if column in SHARES:
            values = (hazard(values) if isinstance(values, float)
                      else -np.log1p(-np.minimum(np.asarray(values, dtype=np.float64), _SURE)))
        struck = self._struck[_STRIKES[column], row]
        struck += values
        self._is_struck = True

    def take(self, ticks: int | NDArray[np.int64], steps: int | NDArray[np.int64] = 1) -> Array:
        """Return the inputs of *steps* base ticks from each row's tick on, and forget them.

        *ticks* and *steps* are numbers, or (R,) for rows that stand at different ticks; a row of 0
        steps gets nothing. The answer (len(INPUTS), R, S) is overwritten by the next call.
        """
        if self._messages:
            self._add_up(ticks, steps)
        if self._is_struck or self._was_struck:
            self._strike(steps)
        return self._taken

    def _strike(self, steps: int | NDArray[np.int64]) -> None:
        """Give the rows that take *steps* what struck them since they took some."""
        struck = self._taken[MESSAGES:]
        self._was_struck = self._is_struck
        if isinstance(steps, int) and steps:
            struck[...] = self._struck
            self._struck[...] = 0.0
            self._is_struck = False
        else:
            going = np.flatnonzero(np.broadcast_to(steps, struck.shape[1]))
            struck[...] = 0.0
            struck[:, going] = self._struck[:, going]
            self._struck[:, going] = 0.0
            self._is_struck = bool(np.count_nonzero(self._struck))

    def take_over(self, rows: Rows, other: Exposures, others: Rows) -> None:
        """Let *rows* go on from where *others* of *other* stand."""
        self._struck[:, rows] = other._struck[:, others]
        self._is_struck = self._is_struck or other._is_struck
        self._spreads = other._spreads
        self._keep(~np.isin(self._sent[:self._messages, 0], rows))
        _, their_rows, segments = other._taken.shape
        mine = np.full(their_rows, -1)
        mine[others] = rows
        sent = other._sent[:other._messages].copy()
        sent[:, 0] = mine[sent[:, 0]]
        chosen = sent[:, 0] >= 0
        effects, gain = other._effects_of(chosen)
        columns = other._place[effects, 0] // (their_rows * segments)
        sent = sent[chosen]
        self._add(sent, gain, other._does[effects], self._places[columns, sent[gain // 2, 0]])

    def _add_up(self, ticks: int | NDArray[np.int64], steps: int | NDArray[np.int64]) -> None:
        """Add up, per row and column, what every message gains in the step."""
        row, start, first, last = self._sent[:self._messages].T
        age = (ticks if isinstance(ticks, int) else ticks[row]) - start
        gained = self._spreads.gained(first, age, steps if isinstance(steps, int) else steps[row])
        effects, said = slice(self._effects), self._taken[:MESSAGES]
        does = gained.reshape(-1, said.shape[2]).take(self._gain[effects], axis=0)
        does *= self._does[effects]
        said[...] = np.bincount(self._place[effects].ravel(), does.ravel(),
                                said.size).reshape(said.shape)
        # To drop one is as much work as to drop many, so they wait until they are a quarter
        oldest = self._messages // 4
        if age.item(oldest) >= last.item(oldest):
            self._keep(age < last)

    def _keep(self, kept: NDArray[np.bool_]) -> None:
        """Follow no messages but *kept*."""
        effects, gain = self._effects_of(kept)
        for part, chosen in ((self._sent, kept.nonzero()[0]), (self._does, effects),
                             (self._place, effects)):
            part[:len(chosen)] = part[chosen]
        self._gain[:len(gain)] = gain
        self._messages, self._effects = int(np.count_nonzero(kept)), len(gain)
        if not self._messages:
            self._taken[:MESSAGES] = 0.0

    def _effects_of(self, chosen: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
        """Return which effects are of the messages *chosen*, and their gains among those."""
        gain = self._gain[:self._effects]
        effects = chosen[gain // 2].nonzero()[0]
        gain = gain[effects]
        return effects, gain - 2 * np.cumsum(~chosen)[gain // 2]

    def _make_room(self) -> None:
        """Have room for all messages and effects, and where that is used up, for as many again."""
        if self._messages > len(self._sent):
            self._sent = _longer(self._sent, 2 * self._messages)
        if self._effects > len(self._gain):
            room = 2 * self._effects
            self._gain, self._does = _longer(self._gain, room), _longer(self._does, room)
            self._place = _longer(self._place, room)


class _Spreads:
    """By age, whom messages have met: how one spreads depends on its channels alone, so those on
    the same channels share a table."""

    def __init__(self, segments: int, base_dt: float, window: int) -> None:
        self._base_dt = base_dt
        self._window = window
        self._ages = window + 2
        """Rows of a table: the ages from -1, of a message yet to leave, to the window."""
        self._known: dict[bytes, tuple[int, int]] = {}
        self._met, self._new = np.zeros((2, 16 * self._ages, 2 * segments))
        """Tables one below the other: by age the share of each segment that was met, and after
        them the hazards of it for those who were not; and the same of what a tick brings."""
        self._curves: dict[tuple[float, float], Array] = {}
        """Share of its reach that a channel of (half-life, delay) has met, by age in base ticks."""

    def gained(self, first: NDArray[np.int64], age: NDArray[np.int64],
               steps: int | NDArray[np.int64]) -> Array:
        """Return the share and the hazard, (n, 2 S), that messages of *age* gain in *steps* ticks.

        *first* is where their tables tell of age 0. All are (n,); *steps* may be a number.
        """
        if isinstance(steps, int) and steps == 1:
            return self._look_up(self._new, first, age)
        return (self._look_up(self._met, first, age + steps)
                - self._look_up(self._met, first, age))

    def _look_up(self, table: Array, first: NDArray[np.int64], age: NDArray[np.int64]) -> Array:
        at = np.maximum(age, -1)
        np.minimum(at, self._window, out=at)  # ``clip`` is slow for so few numbers
        at += first
        return table.take(at, axis=0)

    def find(self, reach: ArrayLike, half_life: ArrayLike, delay: ArrayLike) -> tuple[int, int]:
        """Return where the tables tell of age 0 of a message on such channels, and from which age
        on it gains nothing."""
        shares, halves, delays = (np.asarray(part, dtype=np.float64)
                                  for part in (reach, half_life, delay))
        key = b"|".join((shares.tobytes(), halves.tobytes(), delays.tobytes()))
        if key not in self._known:
            self._known[key] = self._tell(shares, halves, delays)
        return self._known[key]

    def _tell(self, shares: Array, halves: Array, delays: Array) -> tuple[int, int]:
        """Write one more table; see ``find``."""
        first = self._ages * len(self._known)
        table = slice(first, first + self._ages)
        if table.stop > len(self._met):
            self._met, self._new = (_longer(part, 2 * table.stop)
                                    for part in (self._met, self._new))
        missed = np.ones((self._window + 1, shares.shape[1]))
        for share, half, late in zip(shares, halves, delays, strict=True):
            missed *= 1.0 - share * self._curve(float(half), float(late))[:, None]
        # Whoever is left is reached at once when the slowest channel was followed long enough
        last = min(self._window,
                   math.ceil(float(np.max(delays + _FOLLOWED * halves)) / self._base_dt))
        missed[last:] = np.prod(1.0 - shares, axis=0)
        np.maximum(missed, _NOBODY, out=missed)
        met = self._met[table]
        met[1:] = np.concatenate((1.0 - missed, -np.log(missed)), axis=1)
        self._new[table][:-1] = np.diff(met, axis=0)
        return first + 1, last

    def _curve(self, half_life: float, delay: float) -> Array:
        """Return the share of its reach that such a channel has met by age, (window + 1,)."""
        if (half_life, delay) not in self._curves:
            since = np.maximum(0.0, np.arange(self._window + 1) * self._base_dt - delay)
            self._curves[half_life, delay] = 1.0 - np.exp2(-since / half_life)
        return self._curves[half_life, delay]


def _longer(part: NDArray[Any], length: int) -> NDArray[Any]:
    """Return *part*, zeros added to *length* along its first axis."""
    longer = np.zeros((length, *part.shape[1:]), dtype=part.dtype)
    longer[:len(part)] = part
    return longer
