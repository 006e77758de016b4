"""What can be decided now, as plain data: cards with their price, preparations with a budget."""

from __future__ import annotations

from typing import TypedDict

from simkit.actions import ACTIONS, PURPOSES
from simkit.situation import Offer, Situation
from simkit.widgets.view import called, capital, minutes_words
from simkit.widgets.view.progress import Progress
from simkit.widgets.view.refused import plainly

FITS = "what fits now"
"""The filter that shows what is possible, whatever its purpose."""

FILTERS = (FITS, *(purpose for purpose in PURPOSES if purpose not in ("prepare", "say")))
"""The filters over the cards; updates and answers are written in the form, not here."""

RISKY = 0.5
"""Evidence below which a fix more likely solves another problem."""


class Pick(TypedDict):
    """One person (or nothing) that an action can aim at."""

    target: str
    words: str


class Card(TypedDict):
    """A button of *Do something else*."""

    key: str
    """Unique among the cards: the action, with its target where the card has only one."""
    action: str
    purpose: str
    title: str
    price: str
    """Time, people, and what it rests on; before it how it goes, where it was begun."""
    begun: bool
    """Whether it is under way: a second start would be another one."""
    possible: bool
    picks: list[Pick]
    """Whom it can aim at; a single one with no words needs no choice."""
    asks_confidence: bool
    risky: bool


def cards(situation: Situation) -> list[Card]:
    """Return every action but writing and preparing, in the order of the purposes.

    Actions that aim at a person are one card each, with the people as picks.
    """
    found: dict[str, Card] = {}
    progress = Progress(situation)
    for offer in situation.offers:
        if offer.purpose in ("prepare", "say") or offer.action == "suspect":
            continue  # these have places of their own: the briefing, the form, the board
        personal = ACTIONS[offer.action].target == "person"
        key = offer.action if personal else f"{offer.action} {offer.target}".strip()
        if personal and key in found:
            found[key]["possible"] = found[key]["possible"] or offer.possible
        else:
            going = progress.of(offer.action, "" if personal else offer.target)
            found[key] = _card(key, offer, personal, situation, going)
        if offer.possible or not personal:
            words = capital(called(offer.target, situation)) if personal else ""
            found[key]["picks"].append({"target": offer.target, "words": words})
    return sorted(found.values(), key=lambda card: PURPOSES.index(card["purpose"]))


def _card(key: str, offer: Offer, personal: bool, situation: Situation, going: str) -> Card:
    """Return the card of *offer*; *going* is what has become of it, in words."""
    action = ACTIONS[offer.action]
    title = action.words.removesuffix(": {target}") if personal else _title(offer)
    risky, rests = False, ""
    if offer.action == "fix":
        line = next(line for line in situation.board if line.id == offer.target)
        risky = line.shown < RISKY
        rests = f"evidence about {round(line.shown * 100)} in 100" + (
            ": more likely to solve another problem" if risky else "")
    price = " · ".join(filter(None, (
        _time(offer), capital(called(offer.who, situation)), offer.note, rests)))
    if not offer.possible and not personal:
        price = plainly(offer.why_not.replace(f"'{offer.action}' ", ""), situation)
    if offer.possible and going:
        price = f"{going} · {price}"
    return {"key": key, "action": offer.action, "purpose": offer.purpose, "title": title,
            "price": price, "begun": going.startswith("◐"), "possible": offer.possible,
            "picks": [], "risky": risky,
            "asks_confidence": action.asks_confidence}


def _title(offer: Offer) -> str:
    """Return what the button says; under *Find out* and *Repair* the purpose says the verb."""
    if offer.action in ("investigate", "fix"):
        return capital(offer.words.partition(": ")[2])
    return capital(offer.words)


def _time(offer: Offer) -> str:
    return minutes_words(offer.minutes) or (
        "goes on until it is found" if offer.action == "investigate" else "takes no time")


def shown(found: list[Card], chosen: str) -> list[Card]:
    """Return the cards under the filter *chosen*, one of FILTERS."""
    if chosen == FITS:
        return [card for card in found if card["possible"]]
    return [card for card in found if card["purpose"] == chosen]
