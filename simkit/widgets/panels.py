"""Panels as HTML text: pure functions from the dictionaries of ``view`` to markup.

Every text passes ``e``: what an author, a trainee or a colleague writes shows as text. Panels are
display only; nothing in them takes the focus.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape as e

from simkit.widgets.choices import Card
from simkit.widgets.view import (
    TENSIONS,
    TIREDNESS,
    Colleague,
    Hypothesis,
    Letter,
    Line,
    Outlet,
    Post,
    Strip,
    You,
)

VOICES = 9
"""Posts on the screen at once."""


def sign(line: Line, more: str = " ") -> str:
    """Return a state as a shape, a word and a colour, with what goes with it after *more*."""
    rest = f"{more}{e(line['more'])}" if line["more"] else ""
    return f"{state(line['sign'], line['words'])}{rest}"


def head(title: str, right: str = "") -> str:
    """Return the heading of a panel."""
    return f'<div class="sk-h"><h3>{e(title)}</h3><span class="right">{e(right)}</span></div>'


def scale(kind: str, word: str, words: Sequence[str]) -> str:
    """Return four bars (tension) or dots (fatigue), filled up to *word*, with the word."""
    count = words.index(word) + 1 if word in words else 0
    marks = "".join(f'<i class="{"on" if place < count else ""}"></i>'
                    for place in range(len(words)))
    return (f'<span class="level{count} {e(kind)}"><span class="marks" aria-hidden="true">{marks}'
            f"</span>{e(word)}</span>")


def tension(word: str) -> str:
    """Return the bars of tension with their word."""
    return scale("bars", word, TENSIONS)


def fatigue(word: str) -> str:
    """Return the dots of fatigue with their word."""
    return scale("dots", word, TIREDNESS)


def strip(data: Strip) -> str:
    """Return the situation strip, without its controls."""
    tint = {"due": "warned", "bad": "broken"}.get(data["promise"]["sign"], "")
    cells = [
        ("clock", "EXERCISE", f'<span class="big">{e(data["t"])}</span>', ""),
        ("", e(data["day"]) or "Local time", e(data["clock"]) or "no clock", ""),
        ("grow wide", "What we know", *pair(data["known"])),
        (f"grow {tint}", "Next promise due", *pair(data["promise"])),
        ("", "Inbox", *pair(data["inbox"])),
        ("you", "You", tension(data["tension"]), fatigue(data["fatigue"])),
    ]
    return in_cells(cells)


def in_cells(cells: Iterable[tuple[str, str, str, str]]) -> str:
    """Return the cells of a strip; each is its kind, and as markup its key, value and the rest."""
    return "".join(f'<div class="cell {kind}"><div class="k">{key}</div><div class="v">{value}'
                   f'</div><div class="s">{more}</div></div>' for kind, key, value, more in cells)


def state(mark: str, words: str) -> str:
    """Return *words* with the sign and colour of *mark*."""
    return f'<span class="st {e(mark)}">{e(words)}</span>'


def pair(line: Line) -> tuple[str, str]:
    """Return a state, and what goes with it, as two pieces of markup."""
    return state(line["sign"], line["words"]), e(line["more"])


def letter(data: Letter, first: bool) -> str:
    """Return one message of the inbox; the *first* that waits is shown larger."""
    waits = data["state"]["sign"] == "due"
    how = "" if data["method"] == "message" else data["method"]
    mark = '<span class="st new">new</span> ' if data["new"] else ""
    return (f'<div class="letter {"open" if first and waits else ""}">'
            f'<div class="who"><b>{e(data["sender"])}</b><span class="soft small">{e(how)}</span>'
            f'<span>{e(data["t"])}</span></div>'
            f'<div class="{"said" if waits else "said soft"}">“{e(data["text"])}”</div>'
            f'<div class="small">{mark}{sign(data["state"])}</div></div>')


def inbox_head(letters: Sequence[Letter], shown: int, by: str = "") -> str:
    """Return the heading of the inbox, of which *shown* messages are on the screen; *by* is who
    answers for you."""
    waiting = sum(letter["state"]["sign"] == "due" for letter in letters)
    older = len(letters) - shown
    right = f"{len(letters)} · {waiting} open" if letters else ""
    if older > 0:
        right += f" · {older} in the log"
    empty = "" if waiting else '<p class="soft empty">Nobody waits for you.</p>'
    given = f'<p class="small soft">{e(by)} answers what comes in from now on.</p>' if by else ""
    return head("Inbox", right) + given + empty


def feed(posts: Sequence[Post], new: int = 0) -> str:
    """Return what people say; *new* posts wait until nobody reads here."""
    if not posts:
        return (head("What people say")
                + '<p class="soft empty">Quiet. Somebody sells a bicycle.</p>')
    older = f'<p class="soft small">{len(posts) - VOICES} older</p>' if len(posts) > VOICES else ""
    right = f"{new} new" if new else "newest first"
    return (head("What people say", right) + "<ul>"
            + "".join(_post(post) for post in posts[:VOICES]) + "</ul>" + older)


def _post(data: Post) -> str:
    kinds = {"rumour": ('<span class="st odd">rumour</span>', "rumour"),
             "press": ('<span class="st off">press</span>', "press"),
             "company": ('<span class="st off">company</span>', "press")}
    whose, kind = kinds.get(data["kind"], (f"<span>{e(data['what'])}</span>", ""))
    likes = f'<div class="small soft">{e(data["likes"])}</div>' if data["likes"] else ""
    return (f'<li class="{kind}"><div class="m"><b>{e(data["who"])}</b>{whose}'
            f'<span>{e(data["t"])}</span></div>{e(data["text"])}{likes}</li>')


def board(lines: Sequence[Hypothesis]) -> str:
    """Return the diagnosis board."""
    top = head("What could it be", "evidence as reported")
    if not lines:
        return top + '<p class="soft empty">No idea yet. Ask before you act.</p>'
    key = ('<p class="small soft key"><b>●</b> evidence shown, with its range&ensp; <b>◇</b> what '
           "you said. Reports come late, and tense people sound surer than they are.</p>")
    return top + "".join(_hypothesis(line) for line in lines) + key


def _hypothesis(data: Hypothesis) -> str:
    stated = "" if data["stated"] is None else f"you said {data['stated']}"
    conflict = data["stated"] is not None and abs(data["stated"] - data["shown"]) > 20
    points = "".join(f'<li class="p">{e(text)}</li>' for text in data["speaks_for"])
    points += "".join(f'<li class="c">{e(text)}</li>' for text in data["speaks_against"])
    return (f'<div class="hyp"><div class="t"><b>{e(data["text"])}</b>'
            f'<span class="{"st due" if conflict else "soft"}">{stated}</span></div>'
            f"{_range(data)}<ul>{points}</ul></div>")


def _range(data: Hypothesis) -> str:
    """Return the range of a hypothesis as a bar, its middle as a dot, what you said as a rhomb."""
    def x(share: int) -> float:
        return 4 + 1.92 * share

    words = f"{data['shown']} ({data['low']} to {data['high']})"
    said = ""
    if data["stated"] is not None:
        at = x(data["stated"])
        said = (f'<rect x="{at - 4.5:.1f}" y="5.5" width="9" height="9" class="said" '
                f'transform="rotate(45 {at:.1f} 10)"/>')
    alt = f"about {data['shown']} in 100, range {data['low']} to {data['high']}"
    if data["stated"] is not None:
        alt += f"; you said {data['stated']}"
    return (f'<svg viewBox="0 0 306 20" role="img" aria-label="{alt}">'
            f'<line x1="4" x2="196" y1="10" y2="10" class="axis"/>'
            f'<line x1="{x(data["low"]):.1f}" x2="{x(data["high"]):.1f}" y1="10" y2="10" '
            f'class="range"/><circle cx="{x(data["shown"]):.1f}" cy="10" r="5.5"/>{said}'
            f'<text x="306" y="14" text-anchor="end">{words}</text></svg>')


def judged(text: str) -> str:
    """Return the question how likely a cause is."""
    return f"<b>{e(text)}</b>: how likely, of 100?"


def team(rows: Sequence[Colleague]) -> str:
    """Return who is on it."""
    body = "".join(
        f'<tr><td><b>{e(row["name"])}</b><br><span class="soft">'
        f'{e(", ".join(filter(None, (row["role"], row["where"]))))}</span></td>'
        f'<td>{_doing(row)}</td><td class="feel">{tension(row["tension"])}<br>'
        f'{fatigue(row["fatigue"])}</td></tr>' for row in rows)
    return (head("Team", "as last heard") + '<table class="tbl"><thead><tr><th>Who and where</th>'
            "<th>On what, since</th><th>How they are</th></tr></thead>"
            f"<tbody>{body}</tbody></table>")


def _doing(row: Colleague) -> str:
    since = f'<br><span class="soft">since {e(row["since"])}</span>' if row["since"] else ""
    return ('<span class="st good">free</span>' if row["free"] else e(row["doing"])) + since


def channels(rows: Sequence[Outlet]) -> str:
    """Return where words can go; what died with the service is one line."""
    alive = [row for row in rows if row["state"]["sign"] != "bad"]
    dead = [row for row in rows if row["state"]["sign"] == "bad"]
    body = "".join(
        f'<tr><td><b>{e(row["name"])}</b> <span class="soft">{e(row["reach"])}</span>'
        f'<div class="soft line">{e(row["last"]) or "nothing said yet"}</div></td>'
        f'<td>{sign(row["state"])}{"".join(f"<br>{sign(p)}" for p in row["promises"])}</td></tr>'
        for row in alive)
    if dead:
        names = ", ".join(row["name"] for row in dead)
        owed = "".join(f"<br>{sign(p)}" for row in dead for p in row["promises"])
        body += f"<tr><td><b>{e(names)}</b></td><td>{sign(dead[0]['state'])}{owed}</td></tr>"
    return (head("Channels", "reach in an hour or so")
            + f'<table class="tbl"><tbody>{body}</tbody></table>')


def you(data: You) -> str:
    """Return how you are and what that does."""
    doing = f"{e(data['doing'])}." if data["doing"] else "Your hands are free."
    why = f"{e(data['why'])}. " if data["why"] else ""
    return (head("You") + f'<p><b>{tension(data["tension"])}</b>&ensp; {fatigue(data["fatigue"])}'
            f'&ensp; {doing}</p><p class="small soft">{why}{e(data["effect"])}</p>')


def log(lines: Iterable[tuple[str, str]]) -> str:
    """Return what happened, newest first."""
    rows = "".join(f'<tr><td class="num">{e(t)}</td><td>{e(words)}</td></tr>'
                   for t, words in lines)
    if not rows:
        return head("What happened") + '<p class="soft empty">Nothing yet.</p>'
    return (head("What happened", "newest first")
            + f'<table class="tbl"><tbody>{rows}</tbody></table>')


def leaving(step: str, words: str) -> str:
    """Return one message on its way, in its exact words."""
    return f'<span class="st wip">{e(step)}</span><div>“{e(words)}”</div>'


def heading(words: str) -> str:
    """Return the heading over a group of cards."""
    return f"<h4>{e(words)}</h4>"


def choosing(card: Card) -> str:
    """Return the line that asks before an action starts."""
    ask = ""
    if card["asks_confidence"]:
        ask = " How sure are you that this is the cause, of 100?"
    elif len(card["picks"]) > 1:
        ask = " Who?"
    risk = ('<div class="st due">The evidence is thin: a fix now may solve another problem.</div>'
            if card["risky"] else "")
    again = ('<div class="st due">It is under way already; this would start it once more.</div>'
             if card["begun"] else "")
    return f"<b>{e(card['title'])}</b>: {e(card['price'])}.{ask}{risk}{again}"


def paused(reason: str, playing: bool, over: bool, stride: float = 1.0) -> str:
    """Return why time stands still, or that *stride* minutes pass at once."""
    if over:
        return "<b>Ended.</b> Debrief shows what it was worth."
    if playing:
        return ('<span class="soft">Time passes.</span>' if stride == 1.0 else
                f'<span class="soft">Time passes, {stride:g} min at once.</span>')
    return f"<b>Paused:</b> {e(reason)}" if reason else '<span class="soft">Not begun</span>'


def notice(text: str) -> str:
    """Return a line about something that could not be done; empty for nothing."""
    return f'<span class="st due">{e(text)}</span>' if text else ""


def undrawn(name: str, why: str) -> str:
    """Return what stands in for a panel that failed."""
    return (head(name) + '<p class="st due">This panel could not be drawn. The run goes on.</p>'
            f'<p class="small soft">{e(why)}</p>')
