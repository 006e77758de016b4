"""What rules are made of: how words, gaps and refusals are written as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


class Phrases:
    """A pattern in any case, compiled when it is first used: compiling all takes a second."""

    def __init__(self, pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in *text*."""
        return self._compiled.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return all matches in *text*, in order."""
        return self._compiled.finditer(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match that covers *text*."""
        return self._compiled.fullmatch(text)

    def without(self, text: str) -> str:
        """Return *text* with a space in place of each match."""
        return self._compiled.sub(" ", text)


@dataclass(frozen=True)
class Rule:
    """A kind of phrase that shows something, looked for in one sentence at a time."""

    shows: Phrases
    unless: Phrases | None = None
    """Anywhere in the sentence, this takes it back."""
    after: Phrases | None = None
    """Right before the phrase, this takes it back, such as ``no`` or ``until``."""
    with_trouble: bool = False
    """Counts only where the sentence names a problem."""


def either(listed: str) -> str:
    """Return the pattern of one of *listed*: ``one, two words, th(?:is, at)``.

    A comma before a space parts alternatives, inside brackets too; line ends are spaces.
    """
    return "(?:" + re.sub(r",\s+", "|", " ".join(listed.split()).rstrip(",")) + ")"


def words(*alternatives: str) -> Phrases:
    """Return the pattern of whole words that match any of *alternatives*."""
    joined = "|".join(alternatives)
    return Phrases(rf"(?<!\w)(?=[\w~])(?:{joined})(?!\w)")


def rule(*shows: str, unless: str = "", after: str = "", with_trouble: bool = False) -> Rule:
    """Return the rule that is shown by any of *shows*."""
    before = Phrases(rf"(?<!\w)(?:{after})\W*$") if after else None
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
