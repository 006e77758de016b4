"""The plays that a search for the best one chooses among: a table of choices, each of which adds
rules to a policy. Playing by the book is one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from simkit.policy import ACKNOWLEDGE, CLEAR, REPLY, UPDATE, Policy, Rule
from simkit.scenario.parts import Scenario

BOOK_PREPARES = ("approval", "templates", "outside_channel")
"""What playing by the book prepares, as far as the budget goes."""
_SORRY = " We are sorry."
_OURS = " This was our fault."


@dataclass(frozen=True)
class Choice:
    """One way to settle one thing."""

    words: str
    """In a few words, such as ``30m``; unique in its gene."""
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Gene:
    """One thing to settle, and the ways to settle it; the first is by the book."""

    name: str
    choices: tuple[Choice, ...]

    def __post_init__(self) -> None:
        assert len({choice.words for choice in self.choices}) == len(self.choices), self.name


Play = tuple[int, ...]
"""The number of the choice for each gene."""


def genes(scenario: Scenario) -> tuple[Gene, ...]:
    """Return everything that a play of *scenario* settles, besides its messages' own rhythm."""
    return (
        Gene("prepare", _preparations(scenario)),
        Gene("first word", tuple(
            Choice(f"{after}m after the alarm, next in {wait}m{' (read before)' * read}", (
                Rule("alarm", "post", after=after, text=ACKNOWLEDGE, next_update=f"{wait}m",
                     reviewed=read),))
            for after, wait, read in ((0, 20, False), (0, 30, False), (0, 60, False),
                                      (5, 30, False), (10, 30, True), (20, 30, True)))),
        Gene("rhythm", tuple(
            Choice(f"{wait}m, begun {lead}m before{words}", (
                Rule("promise due", "post", after=-lead, text=text, next_update=f"{wait}m",
                     reviewed=True, while_down=True),))
            for text, words in ((UPDATE, ""), (UPDATE + _SORRY, ", with an apology"),
                                (UPDATE + _OURS + _SORRY, ", owning the fault"))
            for wait, lead in ((30, 14), (20, 14), (45, 14), (60, 14), (90, 20), (30, 24)))),
        Gene("hold", (Choice("no fix before the evidence is clear", (Rule("alarm", "hold"),)),
                      Choice("as the engineers choose"))),
        Gene("direct", (Choice("the engineers look where they think"),
                        Choice("to the likeliest cause, with every finding", (
                            Rule("alarm", "investigate", after=1, target="likeliest"),
                            Rule("finding", "investigate", target="likeliest",
                                 while_down=True))))),
        Gene("answers", (
            Choice("after 3m", (Rule("inject", "answer", after=3, text=REPLY),)),
            Choice("at once", (Rule("inject", "answer", text=REPLY),)),
            Choice("by a colleague", (Rule("alarm", "delegate", after=2, target="colleague"),)))),
        _after("room", "open_room", 6, 2, 15, None),
        _after("campaign", "pause_campaign", 8, 2, 20, None),
        _after("support", "ask_support", 10, 2, 25, None),
        _every("executives", "brief", "30m", "20m", "60m", None),
        Gene("plan", (Choice("after 1h", (Rule("T+60m", "plan"),)),
                      Choice("after 30m", (Rule("T+30m", "plan"),)), Choice("none"))),
        _every("talk", "talk", "90m", "60m", "180m", None),
        Gene("rest", (Choice("none"), Choice("every 4h", (
            Rule("every 4h", "rest", target="self", while_down=True),)))),
        Gene("build", (Choice("none"), *(
            Choice(f"{count} after {after}m",
                   (Rule("alarm", "build", after=after, target="unbuilt"),) * count)
            for count in (1, 2) for after in (5, 30)))),
        Gene("all-clear", tuple(
            Choice(f"{after}m after it is seen", (
                Rule("restoration seen", "post", after=after, text=CLEAR, reviewed=True),))
            for after in (5, 0, 15))),
        Gene("regroup", (Choice("after 2h", (Rule("restoration seen", "regroup", after=120),)),
                         Choice("none"))),
        Gene("repair", tuple(Choice(f"after {after}m", (
            Rule("restoration seen", "repair", after=after),)) for after in (180, 0, 60))),
        Gene("post-mortem", tuple(Choice(f"after {after // 60}h", (
            Rule("restoration seen", "postmortem", after=after),)) for after in (720, 240, 480))),
        Gene("make good", (
            Choice("nothing"),
            Choice("a roadmap", (Rule("restoration seen", "roadmap", after=240),)),
            Choice("compensation", (Rule("restoration seen", "compensate", after=120),)),
            Choice("both", (Rule("restoration seen", "compensate", after=120),
                            Rule("restoration seen", "roadmap", after=240))))))


def policy(table: Sequence[Gene], play: Play, name: str = "best known play") -> Policy:
    """Return *play* as a policy that a stranger can read."""
    rules = tuple(rule for gene, number in zip(table, play, strict=True)
                  for rule in gene.choices[number].rules)
    return Policy(name, "; ".join(f"{thing} {words}" for thing, words in told(table, play).items()),
                  rules)


def told(table: Sequence[Gene], play: Play) -> Mapping[str, str]:
    """Return what *play* settles and how, in words."""
    return {gene.name: gene.choices[number].words
            for gene, number in zip(table, play, strict=True)}


def by_the_book(table: Sequence[Gene]) -> Play:
    """Return the play that is by the book in everything."""
    return (0,) * len(table)


def _preparations(scenario: Scenario) -> tuple[Choice, ...]:
    """Return what the budget can buy at most, the book's choice first."""
    offers = {offer.id: offer.days for offer in scenario.briefing.offers}
    budget = scenario.briefing.budget + 1e-9
    book: list[str] = []
    for each in BOOK_PREPARES:
        if each in offers and sum(offers[one] for one in (*book, each)) <= budget:
            book.append(each)
    fitting = [some for size in range(len(offers), -1, -1) for some in combinations(offers, size)
               if sum(offers[one] for one in some) <= budget]
    full = [some for some in fitting
            if not any(set(some) < set(more) for more in fitting) and set(some) != set(book)]
    return tuple(Choice(", ".join(some) or "nothing",
                        tuple(Rule("start", "prepare", target=one) for one in some))
                 for some in (tuple(book), *full))


def _after(name: str, action: str, *minutes: int | None) -> Gene:
    return Gene(name, tuple(
        Choice("never") if after is None else
        Choice(f"{after}m after the alarm", (Rule("alarm", action, after=after),))
        for after in minutes))


def _every(name: str, action: str, *lengths: str | None) -> Gene:
    return Gene(name, tuple(
        Choice("never") if length is None else
        Choice(f"every {length}", (Rule(f"every {length}", action, while_down=True),))
        for length in lengths))
