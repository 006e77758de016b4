"""A study of sensitivity in words, tables and the figures of its picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simkit.analysis.indices import OTHERS, Interval
from simkit.model.parameters import PARAMETERS

Panel = tuple[str, float, list[tuple[str, Interval, Interval, str]], str]
"""One result as ``simkit.svg.tornado`` takes it."""
Study = Mapping[str, Any]
"""What ``simkit.analysis.sensitivity.study`` returns."""

MOST = 8
"""Constants that are shown per contrast in a picture."""
FIGURES = "share of its variance"
"""Head of the column of shares."""

_SIGNED = 0.5
"""Mean effect above which it has a sign, of the mean size of the effect."""
_SEEN = 0.01
"""Share of the variance below which a picture leaves a constant out."""


def _meanings() -> Iterator[tuple[str, str]]:
    """Yield every constant with what it means, without pointing to its neighbour."""
    said = ""
    for parameter in PARAMETERS:
        meaning = parameter.meaning
        if meaning.startswith("same, for "):
            meaning = meaning.replace("same, for ", "share of uncertainty removed by ", 1)
        elif meaning.startswith("the same, "):
            meaning = meaning.replace("the same", said, 1)
        said = meaning
        yield parameter.name, meaning


MEANING = dict(_meanings()) | {"luck": "the seed", OTHERS: "all constants without a row, together"}
"""What stands behind each name in a study."""


def panels(found: Study, most: int = MOST) -> list[Panel]:
    """Return what the picture of a study shows: per contrast its words, its mean, *most* constants
    of at least 1 % of its variance with what it is when they are low and high, and its size."""
    drawn = []
    for result in found["results"]:
        rows = [(f"{share['name']}: {MEANING[share['name']]}", _ends(share["at_low"]),
                 _ends(share["at_high"]), percent(share["total"]))
                for share in result["sobol"]
                if share["at_low"] and share["at_high"] and share["total"][1] >= _SEEN]
        words = sized(result["size"])
        rest = [share for share in result["sobol"] if share["name"] == OTHERS]
        if rest:
            words += f"; {OTHERS} together {percent(rest[0]['total'])} of its variance"
        drawn.append((_capital(result["words"]), float(result["size"]["mean"]), rows[:most], words))
    return drawn


def lines(found: Study) -> Iterator[str]:
    """Yield the study as lines for a terminal, at most 100 characters each."""
    for result in found["results"]:
        yield f"{_capital(result['words'])}:"
        yield f"  {sized(result['size'])}."
        yield (f"  {'constant':18}{FIGURES:>22}{'without the others':>20}"
               f"{'effect, points':>22}{'low':>8}{'high':>8}")
        effects = {effect["name"]: effect for effect in result["morris"]}
        for share in result["sobol"]:
            name = share["name"]
            effect = moved(effects[name]) if name in effects else ""
            low, high = (f"{share[end][1]:.1f}" if share[end] else "" for end in ("at_low",
                                                                                   "at_high"))
            yield (f"  {name:18}{percent(share['total']):>22}{percent(share['alone']):>20}"
                   f"{effect:>22}{low:>8}{high:>8}")
        yield ""


def meanings(found: Study) -> Iterator[str]:
    """Yield what the constants are that have a share of their own."""
    return (f"{name}: {MEANING[name]}" for name in found["kept"])


def markdown(found: Study) -> str:
    """Return the study as one Markdown table per contrast."""
    return "\n\n".join(f"**{_capital(result['words'])}**: {sized(result['size'])}.\n\n"
                       f"{_rows(result)}" for result in found["results"])


def _rows(result: Mapping[str, Any]) -> str:
    head = ("constant", "meaning", "effect over its range (Morris), points", "\u03c3/\u03bc*",
            "share of the variance (Sobol, total)", "without the others", "contrast when low",
            "when high")
    found = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    effects = {effect["name"]: effect for effect in result["morris"]}
    for share in result["sobol"]:
        name, effect = share["name"], effects.get(share["name"])
        cells = [name if effect is None else f"`{name}`", MEANING[name]]
        cells += ["", ""] if effect is None else [moved(effect), interacting(effect)]
        cells += [percent(share["total"]), percent(share["alone"])]
        cells += [f"{share[end][1]:.1f}" if share[end] else "" for end in ("at_low", "at_high")]
        found.append(f"| {' | '.join(cells)} |")
    return "\n".join(found)


def sized(size: Mapping[str, float]) -> str:
    """Return how large a contrast is, in words."""
    return (f"{size['middle']:+.1f} points of trust at 24 h ({size['low']:+.1f} to "
            f"{size['high']:+.1f} in 9 of 10 draws), above zero in {100 * size['positive']:.0f} "
            "of 100")


def percent(interval: Sequence[float]) -> str:
    """Return a share with its interval, such as ``38 % (30 to 47)``."""
    low, middle, high = (f"{100 * max(part, 0.0):.0f}" for part in interval)
    return f"{middle} % ({low} to {high})"


def moved(effect: Mapping[str, Any]) -> str:
    """Return a Morris effect: its size with its interval, and its sign where it has one."""
    low, size, high = effect["mu_star"]
    none = abs(effect["mu"]) < _SIGNED * size
    sign = "\u00b1" if none else "+" if effect["mu"] > 0 else "\u2212"
    return f"{sign}{size:.2f} ({low:.2f} to {high:.2f})" if size else "none"


def interacting(effect: Mapping[str, Any]) -> str:
    """Return sigma / mu*: 1 and more where an effect depends much on the other constants."""
    size = effect["mu_star"][1]
    return f"{effect['sigma'] / size:.1f}" if size > 0.0 else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _ends(interval: Sequence[float]) -> Interval:
    low, middle, high = interval
    return float(low), float(middle), float(high)
