"""What rules are made of: how words, gaps and refusals are written as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A kind of phrase that shows something, looked for in one sentence at a time."""

    shows: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    """Anywhere in the sentence, this takes it back."""
    after: re.Pattern[str] | None = None
    """Right before the phrase, this takes it back, such as ``no`` or ``until``."""
    with_trouble: bool = False
    """Counts only where the sentence names a problem."""


def either(listed: str) -> str:
    """Return the pattern of one of *listed*: ``one, two words, th(?:is, at)``.

    A comma before a space parts alternatives, inside brackets too; line ends are spaces.
    """
    return "(?:" + re.sub(r",\s+", "|", " ".join(listed.split()).rstrip(",")) + ")"


def words(*alternatives: str) -> re.Pattern[str]:
    """Return a pattern of whole words in any case."""
    joined = "|".join(alternatives)
    return re.compile(rf"(?<!\w)(?=[\w~])(?:{joined})(?!\w)", re.IGNORECASE)


def rule(*shows: str, unless: str = "", after: str = "", with_trouble: bool = False) -> Rule:
    """Return the rule that is shown by any of *shows*."""
    before = re.compile(rf"(?<!\w)(?:{after})\W*$", re.IGNORECASE) if after else None
    return Rule(words(*shows), words(unless) if unless else None, before, with_trouble)


def gap(most: int, never: str = "") -> str:
    """Return the pattern of up to *most* words, none of them matching *never*."""
    barrier = rf"(?!(?:{never})\b)" if never else ""
    return rf"(?:{barrier}[\w'/&%.:@#-]+,?\s){{0,{most}}}?"


NOT = r"(?:not|never|no longer|hardly|cannot|cant|dont|doesnt|isnt|arent|wont|didnt|\w+n't)"
"""A verb is negated."""

NO = rf"(?:no|none|nobody|no one|no-one|nothing|neither|nor|without|zero|free of|any|{NOT})"
"""A thing or a verb is negated."""

NEGATED = rf"{NO}(?:\s\w[\w'-]*){{0,3}}"
"""A negation that reaches over up to three words to what follows."""

MAYBE = either(
    "maybe, may, might, could, can, possibly, probably, perhaps, suspect\\w*, think, believe,"
    " guess\\w*, whether, if, bet, assum\\w+, presumably, reckon, likely, rumou?rs?, apparently")
"""What follows is a guess."""

COUNT = (r"(?:\d[\d.,]*\s?(?:%|percent|per cent|in \d+|million|k\b|thousand)?"
         r"|one|two|three|four|five|six|seven|eight|nine|ten|half|a third|a quarter|two thirds"
         r"|hundreds|thousands|dozens|one in \w+|all|every|each)")
"""How many."""

TEAM = either(
    r"(?:[\w-]+ ){0,3}(?:teams?, engineers?, technicians?, crews?, staff, devs?, developers?,"
    r" programmers?, specialists?, experts?, operators?, people, electricians?, plumbers?,"
    r" mechanics?, admins?, administrators?, colleagues?, partners?, firefighters, volunteers,"
    r" drivers, scientists, doctors, nurses, contractors?, suppliers?, vendors?, manufacturer)"
    r", ops, police, fire brigade, on-?call, everyone here, (?:a|the|repair) (?:guy|man|woman),"
    r" support, it department, the board, management")
"""Who does something about it."""
