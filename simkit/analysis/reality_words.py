"""The check against reality in Markdown, from its committed table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from simkit.analysis import tables
from simkit.analysis.outages import VERDICTS
from simkit.analysis.paces import NORMS

NAME = "reality"
"""Of the table."""

PACES = ("first word", "longest silence", "between updates")
"""What is told of a pace."""

SURE = 0.8
"""Share of the drawn sets below which neither order is called better."""

LIMITS = (
    "**What this does not prove.** Sixteen outages are few, and they were picked because they are "
    "famous. The verdicts were coded by us from reports that others had already summed up, and a "
    "report that blames a silence knows of the silence; severity, blame and silence go together, "
    "so an order cannot tell which of them did it. Much of the severity between 'all' and "
    "'nothing', several first minutes and most hours of posts stand in for what nobody wrote down. "
    "In outages of days the model has lost all there is to lose, and their order among themselves "
    "means nothing. A channel reaches as many people whoever speaks, which is not so. Some of the "
    "cases were known when the parameters were chosen (Facebook, Optus, Atlassian, GitLab). The "
    "verdict on a company is not trust among its users: nobody measured that. What would count is "
    "a study in which people are shown the words and asked.")
"""What to bear in mind beside the table."""


def table() -> str:
    """Return the check against reality in Markdown. Raises FileNotFoundError without a table."""
    made = tables.read(NAME)
    return "\n\n".join((_outages(made), _order(made), _otherwise(made), _afterwards(made),
                        _patterns(made), _paces(made), LIMITS)) + "\n"


def _rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---"] * len(head)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def _outages(made: Mapping[str, Any]) -> str:
    """Return every outage, the best verdict first and then by trust lost."""
    order = sorted(made["outages"].values(), key=lambda each: (
        VERDICTS.index(each["verdict"]), each["lost"]["day"][1]))
    rows = [(each["name"], each["verdict"], _hours(each["minutes"]),
             f"{each['severity_minutes'] / 60.0:.1f}",
             "?" if each["share"] is None else _share(each["share"]),
             _known(each["first_word"], each["first_word_is"]), _span(each["lost"]["day"]),
             _middle(each["silent"]), _middle(each["book"]), _way(each["handled"]))
            for each in order]
    words = (f"Trust lost, in points, from onset to a day after the end, among those who were hit: "
             f"middle of {made['runs']} parameter draws (5 to 95 %). *Silent* and *book* are the "
             "same outage with no word and with a plan by the book; *way* is how far the real "
             "words went from the one (0) to the other (100).")
    return words + "\n\n" + _rows(
        ("outage", "verdict", "lasted", "full hours lost", "share hit", "first word", "trust lost",
         "silent", "book", "way"), rows)


def _order(made: Mapping[str, Any]) -> str:
    """Return how the orders agree with the verdicts."""
    order = made["order"]
    rows = [(name, *_agreement(found)) for name, found in order["agreements"].items()]
    handling = order["handling"]
    rows.append(("way of the words (second comparison)", *_agreement(handling["agreement"])))
    low, middle, high = order["by_draw"]
    gaps = {**order["differences"], "way of the words less harm": handling["less harm"]}
    return "\n\n".join((
        "Agreement with the public verdicts (rank correlation, worse with worse):",
        _rows(("order by", "n", "Spearman (95 %)", "Kendall", "as far by chance"), rows),
        f"Within one draw the model reaches {_signed(middle)} ({_signed(low)} to "
        f"{_signed(high)}). Differences of Spearman over drawn sets of outages: "
        + "; ".join(f"{name} {_signed(gap)} ({_signed(least)} to {_signed(most)}), better in "
                    f"{wins:.0%}" for name, (gap, least, most, wins) in gaps.items()) + ".",
        f"**{_found(order['differences'])}**"))


def _found(differences: Mapping[str, Sequence[float]]) -> str:
    """Return what the differences come to, in words."""
    plain = differences["the model less harm"][3]
    words = differences["the model less the model, nobody speaks"][3]
    order = {True: "orders these outages better than", False: "orders these outages no better than",
             None: "orders these outages worse than"}[
                 None if plain <= 1.0 - SURE else plain >= SURE]
    helped = ("and what was said helps it to" if words >= SURE else
              "and what was said does not help it to: the same model in which nobody speaks does "
              "as well" if words > 1.0 - SURE else
              "and what was said misleads it: the same model in which nobody speaks does better")
    return f"The model {order} severity times duration times share does, {helped}."


def _agreement(found: Mapping[str, Any]) -> tuple[str, ...]:
    return (str(found["n"]), f"{_signed(found['rho'])} ({_signed(found['low'])} to "
            f"{_signed(found['high'])})", _signed(found["tau"]), f"{found['chance']:.3f}")


def _otherwise(made: Mapping[str, Any]) -> str:
    rows = [(name, str(found["n"]), _signed(found["model"]), _signed(found["harm"]))
            for name, found in made["order"]["otherwise"].items()]
    return "The same under other choices (Spearman):\n\n" + _rows(
        ("choice", "n", "the model", "harm"), rows)


def _patterns(made: Mapping[str, Any]) -> str:
    """Return what is known of noticing and of use, beside what the model says."""
    rows = [(f"{made['outages'][each['outage']]['name']}: {each['seen']}", f"{each['at']:.0f}",
             f"{each['needs']:.0%}", f"{_span(each['aware'])} %", f"{each['held']:.0%}")
            for each in made["notices"]]
    day, own = made["the_day"], made["own_scenario"]
    seen = ", ".join(f"{name} {change:+d} %" for name, change in day["seen"].items())
    facebook = made["outages"]["facebook-2021"]
    return "\n\n".join((
        "When people noticed, and how many are aware by then in the model:",
        _rows(("known", "minute", "needs", "aware", "draws that hold"), rows),
        f"Time spent in apps on 4 October 2021: {seen}. In the model {day['lost']:.0f} % of that "
        "day's use of WhatsApp fails (this follows from the script and tests nothing), and over "
        f"the day {_span(day['switching'])} % of its users have an alternative in use as well, at "
        f"the height {_span(day['switching_peak'])} %, a day later {_span(day['still'])} %. The "
        "gains of the others are shares of their own, smaller use, so the two can be set side by "
        "side but not subtracted.",
        "The kit's own scenario of that day loses "
        f"{_span(own['historical'])} points with the words of that day and "
        f"{_span(own['silent'])} with none; the replay in the common frame "
        f"{_span(facebook['lost']['day'])} and {_span(facebook['silent'])}. It stands in the order "
        "through the common frame, so that it differs from the others by facts alone."))


def _afterwards(made: Mapping[str, Any]) -> str:
    rows = [(name, str(found["n"]), _signed(found["rho"]), _signed(found["harm_equal"]),
             _signed(found["model"]), _signed(found["harm"]))
            for name, found in made["order"]["afterwards"].items()]
    return ("Looked at afterwards, so it suggests at most (Spearman with the verdicts, "
            "each on the outages for which it is known):\n\n" + _rows(
                ("measure", "n", "it", "it, harm held equal", "the model", "harm"), rows))


def _paces(made: Mapping[str, Any]) -> str:
    """Return how soon and how often words came."""
    by_whose: dict[str, dict[str, Any]] = {}
    for pace in made["paces"]:
        by_whose.setdefault(pace["whose"], {})[pace["what"]] = pace
    rows = [(whose, *(_pace(told.get(what)) for what in PACES),
             next(iter(told.values()))["source"]) for whose, told in by_whose.items()]
    grades = ", ".join(f"{name} {count}" for name, count in made["grades"].items())
    return ("Minutes to the first word, of the longest silence and between updates: median, with "
            "5 and 95 % quantiles where known. The kit's policies play its own scenario of "
            f"4 October 2021.\n\n{_rows(('whose', *PACES, 'from'), rows)}\n\n"
            f"Asked for: {'; '.join(NORMS)}. Its grades of the sixteen: {grades}.")


def _pace(pace: Mapping[str, Any] | None) -> str:
    if pace is None:
        return ""
    low, _, middle, _, high = pace["quantiles"]
    if middle is None:
        return "never"
    spread = "" if low is None or pace["n"] == 1 else f" ({low:.0f} to {high:.0f})"
    never = f", {pace['never']} never" if pace["never"] else ""
    return f"{middle:.0f}{spread}, n {pace['n']}{never}"


def _hours(minutes: float) -> str:
    return f"{minutes:.0f} min" if minutes < 120.0 else (
        f"{minutes / 60.0:.0f} h" if minutes < 2880.0 else f"{minutes / 1440.0:.0f} d")


def _share(share: float) -> str:
    return f"{100.0 * share:.0f} %" if share > 0.01 else f"{100.0 * share:.2g} %"


def _known(minutes: float | None, kind: str) -> str:
    if minutes is None:
        return "?"
    return {"measured": "", "about": "~", "at most": "≤ "}[kind] + f"{minutes:.0f} min"


def _span(values: Sequence[float]) -> str:
    low, middle, high = values
    return f"{middle:.1f} ({low:.1f} to {high:.1f})"


def _middle(values: Sequence[float]) -> str:
    return f"{values[1]:.1f}"


def _way(values: Sequence[float] | None) -> str:
    return "too close" if values is None else str(round(values[1]))


def _signed(value: float) -> str:
    return f"{value:+.2f}"
