"""Published messages become linear inputs, so that a step costs nothing per message.

What a message does to a segment in a step is a coefficient fixed at its publication, times the new
exposure in that step, times factors common to all messages that only the audience knows. So the
coefficients of all messages can be added up beforehand, tick by tick, in one table.
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

    How a message spreads depends on its channels alone, so messages on the same channels share
    one table of shares by age. What a message does is a short list of effects (column,
    coefficient); a step looks up what each message gained and adds it up per row and column, in the
    order of publication.
    """

    def __init__(self, rows: int, segments: int, base_dt: float = 1.0, window: int = 480) -> None:
        self.base_dt = base_dt
        """Minutes per base tick."""
        self.window = window
        """Base ticks for which a message is followed at most."""
        self._spreads: dict[bytes, int] = {}
        self._met = np.zeros((16, window + 2, 2, segments))
        """By spread and age: the share met, and its hazard. Rows that go on by themselves write on
        in the same array; those they left stand still meanwhile and take it over again."""
        self._curves: dict[tuple[float, float], Array] = {}
        """Share of its reach that a channel of (half-life, delay) has met, by age in base ticks."""
        self._messages = self._effects = 0
        self._row, self._spread, self._start = np.zeros((3, 16), dtype=np.int64)
        self._doing = np.zeros(64)
        self._gain = np.zeros(64, dtype=np.int64)
        """Which gain an effect goes by: of its message, the share (even) or the hazard (odd)."""
        self._place = np.zeros((64, segments), dtype=np.int64)
        self._each_segment = np.arange(segments)
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
        columns = np.flatnonzero(coefficients[:MESSAGES])
        self._add(row, tick, self._table(reach, half_life, delay), columns, coefficients[columns])

    def _add(self, row: int, tick: int, spread: int, columns: NDArray[np.intp], does: Array
             ) -> None:
        """Follow a message that does *does* in *columns*."""
        number, first = self._messages, self._effects
        self._messages, last = number + 1, first + len(columns)
        self._effects = last
        self._make_room()
        self._row[number], self._start[number], self._spread[number] = row, tick, spread
        _, rows, segments = self._taken.shape
        self._doing[first:last] = does
        self._gain[first:last] = 2 * number + (columns >= _MET_ONCE)
        self._place[first:last] = ((columns * rows + row) * segments)[:, None] + self._each_segment

    def impulse(self, row: int, column: str, values: ArrayLike) -> None:
        """Add *values* (a number or (S,)) to *column* of *row*, in the step that comes next.

        Raises UnknownName.
        """
        if column not in _STRIKES:
            raise UnknownName("column that an event can fill", column, STRUCK)
        if column in SHARES:
            values = (hazard(values) if isinstance(values, float)
                      else -np.log1p(-np.minimum(np.asarray(values, dtype=np.float64), _SURE)))
        self._struck[_STRIKES[column], row] += values
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
        self._spreads, self._met = dict(other._spreads), other._met
        self._forget(~np.isin(self._row[:self._messages], rows))
        _, their_rows, segments = other._taken.shape
        mine = np.full(their_rows, -1)
        mine[others] = rows
        for number in np.flatnonzero(mine[other._row[:other._messages]] >= 0).tolist():
            effects = other._gain[:other._effects] // 2 == number
            columns = other._place[:other._effects][effects, 0] // (their_rows * segments)
            self._add(mine.item(other._row[number]), other._start.item(number),
                      other._spread.item(number), columns,
                      other._doing[:other._effects][effects])

    def _add_up(self, ticks: int | NDArray[np.int64], steps: int | NDArray[np.int64]) -> None:
        """Add up, per row and column, what every message gains in the step."""
        row, spread, start = (part[:self._messages]
                              for part in (self._row, self._spread, self._start))
        said = self._taken[:MESSAGES]
        if isinstance(ticks, int) and isinstance(steps, int):
            age = ticks - start
            until = age + steps
        else:
            age = np.broadcast_to(ticks, said.shape[1])[row] - start
            until = age + np.broadcast_to(steps, said.shape[1])[row]
        gained = self._met[spread, self._known(until)]
        gained -= self._met[spread, self._known(age)]
        effects = slice(self._effects)
        does = gained.reshape(-1, said.shape[2]).take(self._gain[effects], axis=0)
        does *= self._doing[effects, None]
        said[...] = np.bincount(self._place[effects].ravel(), does.ravel(),
                                said.size).reshape(said.shape)
        if int(age[0]) >= self.window:
            self._forget(age < self.window)

    def _known(self, age: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the ages that the tables know; ``clip`` is slow for so few numbers."""
        known: NDArray[np.int64] = np.minimum(np.maximum(age, 0), self.window + 1)
        return known

    def _forget(self, kept: NDArray[np.bool_]) -> None:
        """Drop the messages that have reached whom they reach."""
        going_on = np.repeat(kept, 2)[self._gain[:self._effects]]
        fewer = np.cumsum(~kept)
        for part in (self._row, self._spread, self._start):
            part[:int(kept.sum())] = part[:self._messages][kept]
        gain = self._gain[:self._effects]
        gain -= 2 * fewer[gain // 2]
        left = int(going_on.sum())
        self._doing[:left] = self._doing[:self._effects][going_on]
        self._gain[:left] = gain[going_on]
        self._place[:left] = self._place[:self._effects][going_on]
        self._messages, self._effects = int(kept.sum()), left
        if not self._messages:
            self._taken[:MESSAGES] = 0.0

    def _make_room(self) -> None:
        """Have room for all messages and effects, and where that is used up, for as many again."""
        if self._messages > len(self._row):
            room = 2 * self._messages
            self._row, self._start = _longer(self._row, room), _longer(self._start, room)
            self._spread = _longer(self._spread, room)
        if self._effects > len(self._gain):
            room = 2 * self._effects
            self._doing, self._gain = _longer(self._doing, room), _longer(self._gain, room)
            self._place = _longer(self._place, room)

    def _table(self, reach: ArrayLike, half_life: ArrayLike, delay: ArrayLike) -> int:
        """Return where the tables tell how a message on such channels spreads: the share met by
        age, and after it the hazard of it for those who have not met it yet."""
        shares, halves, delays = (np.asarray(part, dtype=np.float64)
                                  for part in (reach, half_life, delay))
        key = b"|".join((shares.tobytes(), halves.tobytes(), delays.tobytes()))
        if key not in self._spreads:
            number = self._spreads[key] = len(self._spreads)
            if number == len(self._met):
                self._met = _longer(self._met, 2 * number)
            missed = np.ones((self.window + 1, shares.shape[1]))
            for share, half, late in zip(shares, halves, delays, strict=True):
                missed *= 1.0 - share * self._curve(float(half), float(late))[:, None]
            # Whoever is left is reached at once when the slowest channel was followed long enough
            last = float(np.max(delays + _FOLLOWED * halves))
            followed = min(self.window, math.ceil(last / self.base_dt))
            missed[followed:] = np.prod(1.0 - shares, axis=0)
            np.maximum(missed, _NOBODY, out=missed)
            met = self._met[number]
            np.subtract(1.0, missed, out=met[:-1, 0])
            np.negative(np.log(missed), out=met[:-1, 1])
            met[-1] = met[-2]  # afterwards nothing is gained
        return self._spreads[key]

    def _curve(self, half_life: float, delay: float) -> Array:
        """Return the share of its reach that such a channel has met by age, (window + 1,)."""
        if (half_life, delay) not in self._curves:
            since = np.maximum(0.0, np.arange(self.window + 1) * self.base_dt - delay)
            self._curves[half_life, delay] = 1.0 - np.exp2(-since / half_life)
        return self._curves[half_life, delay]


def _longer(part: NDArray[Any], length: int) -> NDArray[Any]:
    """Return *part*, zeros added to *length* along its first axis."""
    longer = np.zeros((length, *part.shape[1:]), dtype=part.dtype)
    longer[:len(part)] = part
    return longer
