"""The one picture of the first debrief: trust, the outage below it, and your decisions."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from simkit.clock import show
from simkit.svg.lines import two_panel
from simkit.svg.scale import numbers
from simkit.svg.series import Band, Mark, Panel, Series, Style

_GHOSTS: dict[str, tuple[str, Style]] = {
    "silent": ("silent", "dotted"),
    "by the book": ("book", "dashed"),
    "historical": ("history", "dashdot"),
    "as it happened": ("history", "dashdot"),
    "best known play": ("best", "long"),
}
_OTHERS: tuple[tuple[str, Style], ...] = (
    ("series2", "dashed"), ("series3", "dotted"), ("odd", "long"), ("good", "dashdot"))
_LEAST_SPAN = 8.0
"""Points of trust that the axis shows at least, so that noise does not look like a story."""


def trust_picture(at: Iterable[float], trust: Iterable[float], severity: Iterable[float],
                  ghosts: Iterable[tuple[str, Iterable[float], Iterable[float]]] = (),
                  decisions: Iterable[tuple[float, int | str, str] | Mark] = (), *,
                  band: tuple[Iterable[float], Iterable[float]] | None = None,
                  restored_at: float | None = None, key: bool = True, width: float = 1128,
                  height: float = 400, name: str = "you",
                  title: str = "Trust, your decisions, and how else it could have gone") -> str:
    """Return trust over severity on one clock as SVG text for paper, decisions marked.

    *at* is minutes since onset; *trust* and *severity* (both shares in [0, 1], as a trajectory
    holds them) are drawn as points of 100. *ghosts* are other plays of the same outage as (name,
    at, trust); the names of the built-in policies have styles of their own. *decisions* are
    (at, number, label) or Marks, listed below the plot unless *key* is False; the list adds to
    *height*. *band* is a (low, high) interval of trust. *restored_at* is found in *severity*
    when it is not given. Raises ValueError for trust or severity outside [0, 1].
    """
    times, lost = numbers(at), _points("severity", severity)
    low, high = (_points("band", part) for part in band) if band else (None, None)
    you = Series(name, times, _points("trust", trust), colour="you", strong=True,
                 low=low, high=high)
    lines = [*_ghost_lines(ghosts), you]
    least = _trust_range(lines)
    back = _restored(times, lost) if restored_at is None else restored_at
    last = max((x for line in lines for x in line.x if math.isfinite(x)), default=0.0)
    bands = [] if back is None else [Band(back, math.inf, f"service back, {show(back)}")]
    marks = [d if isinstance(d, Mark) else Mark(d[0], str(d[1]), d[2]) for d in decisions]
    above = Panel(lines, f"Trust, 0 to 100 (axis {least[0]:.0f} to {least[1]:.0f})"
                  + (". Band: your decisions under other chance" if band else ""),
                  least, share=4.0)
    out = Series("", times, lost, colour="silent", filled=True)
    below = Panel([out], "Out of service", (0.0, 100.0), say=lambda lost: f"{lost:.0f} in 100")
    return two_panel(above, below, width=width, height=height, title=title, marks=marks,
                     bands=bands, key=key, slower_from=_fold(times, back, last))


def _points(what: str, shares: Iterable[float]) -> tuple[float, ...]:
    values = numbers(shares)
    if any(value < -1e-9 or value > 1 + 1e-9 for value in values):
        raise ValueError(f"{what} must be a share in [0, 1]; divide points by 100")
    return tuple(100.0 * value for value in values)


def _ghost_lines(ghosts: Iterable[tuple[str, Iterable[float], Iterable[float]]]) -> list[Series]:
    lines, others = [], 0
    for name, at, trust in ghosts:
        spoken = name.replace("_", " ")
        look = _GHOSTS.get(spoken)
        if look is None:
            look = _OTHERS[others % len(_OTHERS)]
            others += 1
        lines.append(Series(spoken, numbers(at), _points("trust", trust), look[1], look[0]))
    return lines


def _trust_range(lines: Sequence[Series]) -> tuple[float, float]:
    """Return the whole points between which every line lies, with room and a least span."""
    values = [v for line in lines for v in (*line.y, *(line.low or ()), *(line.high or ()))]
    known = [value for value in values if math.isfinite(value)]
    if not known:
        return 0.0, 100.0
    low, high = math.floor(min(known) - 1), math.ceil(max(known) + 1)
    short = max(0.0, _LEAST_SPAN - (high - low)) / 2
    return max(0.0, math.floor(low - short)), min(100.0, math.ceil(high + short))


def _restored(at: Sequence[float], severity: Sequence[float]) -> float | None:
    """Return the first minute after the last one with trouble; None while it lasts."""
    trouble = [index for index, lost in enumerate(severity) if lost > 0.5]
    if not trouble or trouble[-1] + 1 >= len(at):
        return None
    return at[trouble[-1] + 1]


def _fold(at: Sequence[float], back: float | None, last: float) -> float | None:
    """Return from when on the clock may run slower: a round hour soon after restoration."""
    if back is None or not at or last - at[0] < 2.5 * (back - at[0]):
        return None
    return 60.0 * math.ceil((back + 0.05 * (back - at[0])) / 60.0)
