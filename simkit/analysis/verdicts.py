"""The order of the real outages by the model and by plain measures, against the public verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simkit.analysis.outages import NEUTRAL_SHARE, OUTAGES, VERDICTS, Outage
from simkit.analysis.patterns import interval
from simkit.analysis.ranks import agreed, better, held_equal, spearman
from simkit.analysis.replays import Replay, lost_minutes, restored_at, scenario
from simkit.ensemble import DRAWS
from simkit.model.parameters import Array

YARDSTICK = 2.0
"""Points between silence and a plan by the book below which no share of the way is told."""

SHORT = 2880.0
"""Minutes up to which an outage is of the kind that the model was made for."""

Results = Mapping[str, Mapping[str, Replay]]


def compare(results: Results, seed: int = DRAWS) -> dict[str, Any]:
    """Return what *results*, the replays by outage and play, say against the verdicts."""
    outages = [each for each in OUTAGES if each.id in results]
    seen = verdicts(outages)
    orders = _orders(outages, results)
    model, harm, silent = orders["the model"], orders["harm"], orders["the model, nobody speaks"]
    by_draw = np.array([spearman(seen, row) for row in _lost(outages, results).T])
    return {
        "n": len(outages),
        "agreements": {name: vars(agreed(seen, order, seed)) for name, order in orders.items()},
        "by_draw": interval(by_draw),
        "differences": {"the model less harm": better(seen, model, harm, seed),
                        "the model less the model, nobody speaks":
                            better(seen, model, silent, seed)},
        "handling": _handling(outages, results, seed),
        "otherwise": _otherwise(outages, results),
        "afterwards": _afterwards(outages, results),
    }


def verdicts(outages: list[Outage]) -> Array:
    """Return the verdicts of *outages* as numbers, 0 the best."""
    return np.array([float(VERDICTS.index(each.verdict)) for each in outages])


def harms(outages: list[Outage]) -> Array:
    """Return what a plain model knows: minutes of full use lost, times the share of users hit."""
    return np.array([lost_minutes(scenario(each)) * _share(each) for each in outages])


def _share(outage: Outage) -> float:
    return NEUTRAL_SHARE if outage.share is None else outage.share


def _lost(outages: list[Outage], results: Results, play: str = "real", at: str = "day") -> Array:
    """Return the points of trust lost in *play*, (outages, draws); without it, as it was."""
    return np.array([results[each.id].get(play, results[each.id]["real"]).lost[at]
                     for each in outages])


def _middle(values: Array) -> Array:
    return np.asarray(np.median(values, axis=-1), dtype=np.float64)


def _orders(outages: list[Outage], results: Results) -> dict[str, Array]:
    """Return every order that is held against the verdicts; more is worse."""
    made = [scenario(each) for each in outages]
    return {"the model": _middle(_lost(outages, results)),
            "harm": harms(outages),
            "severity x duration": np.array([lost_minutes(each) for each in made]),
            "duration": np.array([restored_at(each) for each in made]),
            "the model, nobody speaks": _middle(_lost(outages, results, "silent"))}


def handled(results: Mapping[str, Replay], at: str = "day", play: str = "real") -> Array:
    """Return by draw how far the words of *play* went from silence (0) to the book (100),
    (draws,); nan where silence and the book are less than YARDSTICK apart in the middle draw."""
    real, silent, book = (results[each].lost[at] for each in (play, "silent", "book"))
    if np.median(silent - book) < YARDSTICK:
        return np.full(len(real), np.nan)
    apart = silent - book
    return np.asarray(np.where(apart > 0.0, 100.0 * (silent - real) / np.where(
        apart > 0.0, apart, 1.0), 0.0), dtype=np.float64)


def _handling(outages: list[Outage], results: Results, seed: int) -> dict[str, Any]:
    """Return how the verdicts agree with how badly the words did on the way to the book."""
    way = np.array([np.median(handled(results[each.id])) for each in outages])
    told = np.isfinite(way)
    seen = verdicts(outages)[told]
    return {"agreement": vars(agreed(seen, -way[told], seed)),
            "less harm": better(seen, -way[told], harms(outages)[told], seed)}


def _otherwise(outages: list[Outage], results: Results) -> dict[str, Any]:
    """Return rho of the model and of harm with the verdicts under other choices than ours."""
    seen, harm = verdicts(outages), harms(outages)
    model = _middle(_lost(outages, results))
    ends = np.array([restored_at(scenario(each)) for each in outages])
    share = np.array([_share(each) for each in outages])
    memory = np.array([each.sources == ("memory",) for each in outages])
    everything = np.ones(len(outages), dtype=bool)
    choices: dict[str, tuple[Array, Array, NDArray[np.bool_]]] = {
        "as planned": (seen, model, everything),
        "trust at the end of the outage": (seen, _middle(_lost(outages, results, at="end")),
                                           everything),
        "trust a week after it": (seen, _middle(_lost(outages, results, at="week")), everything),
        "lowest trust": (seen, _middle(np.array([results[each.id]["real"].lowest
                                                 for each in outages])), everything),
        "trust of all users, not of those hit": (seen, model * share, everything),
        "three verdicts: condemned as criticised": (np.minimum(seen, 2.0), model, everything),
        "without the verdict from memory": (seen, model, ~memory),
        "first words of unknown minute at 16 min": (
            seen, _middle(_lost(outages, results, "early")), everything),
        "outages of two days at most": (seen, model, ends <= SHORT)}
    return {name: {"n": int(kept.sum()), "model": spearman(judged[kept], order[kept]),
                   "harm": spearman(judged[kept], harm[kept])}
            for name, (judged, order, kept) in choices.items()}


def _afterwards(outages: list[Outage], results: Results) -> dict[str, Any]:
    """Return rho of simple measures of the words with the verdicts, beside the model and harm on
    the same outages. They were looked at after everything else, so they suggest and show nothing.
    """
    seen, harm, model = verdicts(outages), harms(outages), _middle(_lost(outages, results))
    ways = {name: [-float(np.median(handled(results[each.id], at, play))) for each in outages]
            for name, at, play in (("way of the words at the end of the outage", "end", "real"),
                                   ("way of the words on the same channels", "day", "alike"))}
    measures: dict[str, list[float | None] | list[float]] = {
        "minutes to the first word": [each.first_word for each in outages],
        "longest silence": [each.silence for each in outages], **ways}
    found = {}
    for name, values in measures.items():
        order = np.array([np.nan if value is None else value for value in values], dtype=float)
        kept = np.isfinite(order)
        found[name] = {"n": int(kept.sum()), "rho": spearman(seen[kept], order[kept]),
                       "harm_equal": held_equal(seen[kept], order[kept], harm[kept]),
                       "model": spearman(seen[kept], model[kept]),
                       "harm": spearman(seen[kept], harm[kept])}
    return found
