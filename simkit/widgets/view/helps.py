"""What would help you now: up to three acts that calm or relieve, each with its price."""

from __future__ import annotations

from typing import TypedDict

from simkit.situation import Offer, Situation
from simkit.widgets.view.inbox import still_open
from simkit.widgets.view.words import TENSIONS, TIREDNESS, called, minutes_words

SHOWN = 3
"""Acts that are offered at once."""


class Help(TypedDict):
    """Something that helps whoever decides."""

    action: str
    target: str
    words: str
    price: str


def helps(situation: Situation) -> list[Help]:
    """Return what helps most now, at most SHOWN; nothing where nothing presses."""
    you = next(member for member in situation.team if member.you)
    tense, tired = TENSIONS.index(you.tension), TIREDNESS.index(you.fatigue)
    waiting = len(still_open(situation))
    done = {str(e.data["action"]): e.at for e in situation.events if e.kind == "decided"}
    wanted: list[tuple[float, str, str, str]] = []
    if "delegate" not in done and (waiting >= 2 or tense >= 1):
        other = _other(situation)
        wanted.append((waiting + tense, "delegate", other, "somebody else answers from now on"))
    if tense >= 1 and situation.at - done.get("talk", -60.0) >= 60.0:
        wanted.append((2.0 * tense, "talk", "", "brings tension down at once"))
    if tense >= 1 and situation.at - done.get("plan", -60.0) >= 60.0:
        wanted.append((1.5 * tense, "plan", "", "calms for the next hour"))
    if tired >= 2 or tense >= 3:
        wanted.append((2.5 * tired, "rest", you.role, "a rested person takes your seat"))
    offers = {(offer.action, offer.target): offer for offer in situation.offers if offer.possible}
    return [_help(offers[action, target], gain, situation)
            for _, action, target, gain in sorted(wanted, key=lambda row: -row[0])
            if (action, target) in offers][:SHOWN]


def _other(situation: Situation) -> str:
    """Return the role that could take the inbox: somebody free, of those who can judge words."""
    first = ("communications", "support", "legal", "marketing", "executive")
    there = [m for duty in first for m in situation.team
             if m.duty == duty and not m.you and not m.where.startswith("not")]
    return next((m.role for m in there if not m.doing), there[0].role if there else "")


def _help(offer: Offer, gain: str, situation: Situation) -> Help:
    words = {"talk": "Talk it through with someone", "plan": "Write the plan on one page",
             "rest": "Hand over and rest",
             "delegate": f"Give the inbox to {called(offer.target, situation)}"}[offer.action]
    price = " · ".join(filter(None, (minutes_words(offer.minutes), gain)))
    return {"action": offer.action, "target": offer.target, "words": words, "price": price}
