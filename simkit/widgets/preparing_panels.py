"""The briefing's panels as HTML text: pure functions, every text escaped."""

from __future__ import annotations

from html import escape as e

from simkit.widgets.panels import head, sign
from simkit.widgets.view.readying import Briefing, Chosen


def about(data: Briefing) -> str:
    """Return the head of the briefing: whom you speak for, and when."""
    return (f'<h2>{e(data["title"])} <span class="soft small">EXERCISE</span></h2>'
            f'<p>{e(data["role"])}</p><p class="soft small"><b>{e(data["when"])}.</b> Nothing is '
            "wrong yet.</p>")


def budget(data: Briefing) -> str:
    """Return how much preparation is left to spend, and the author's words about it."""
    if not data["offers"]:
        return head("What did you get ready?") + '<p class="soft">There is nothing to prepare.</p>'
    left = f"{data['left']:g} of {data['budget']:g} days left"
    spent = 0.0 if not data["budget"] else 100 * (1 - data["left"] / data["budget"])
    return (head("What did you get ready?", left)
            + f'<div class="budget" aria-hidden="true"><i style="width:{spent:.0f}%"></i></div>'
            f'<p class="soft small">{e(data["text"])}</p>')


def preparation(data: Chosen) -> str:
    """Return one preparation on offer, with what it changes and what it costs."""
    length = f"{data['days']:g} {'day' if data['days'] == 1 else 'days'}"
    state = '<span class="st kept">stands</span>' if data["done"] else (
        f'<span class="soft">{e(data["why_not"])}</span>' if data["why_not"] else "")
    return (f'<div class="price">{length}</div><b>{e(data["text"])}</b>'
            f'<div class="soft small">{e(data["effect"])} {state}</div>')


def ears(data: Briefing) -> str:
    """Return where people would hear you, as things stand with what is chosen."""
    rows = "".join(f'<tr><td><b>{e(row["name"])}</b></td><td class="soft">{e(row["reach"])}</td>'
                   f'<td>{sign(row["state"], ", ")}</td></tr>' for row in data["ears"])
    return (head("Where would people hear you?", "as things stand with your choices")
            + f'<table class="tbl"><tbody>{rows}</tbody></table>')


def side(data: Briefing) -> str:
    """Return what counts, and who is there."""
    goals = "".join(f"<li>{e(goal)}</li>" for goal in data["goals"])
    people = "".join(f'<tr><td><b>{e(name)}</b></td><td class="soft">{e(role)}</td></tr>'
                     for name, role in data["team"])
    counts = f'{head("What counts")}<ul class="goals">{goals}</ul>' if goals else ""
    return (f'{counts}<div class="gap"></div>{head("Your team today", str(len(data["team"])))}'
            f'<table class="tbl"><tbody>{people}</tbody></table>')


def how() -> str:
    """Return the heading over the modes."""
    return head("How do you want to play?")
