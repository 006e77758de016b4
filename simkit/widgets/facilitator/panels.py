"""The facilitator's page and the room screen as HTML text; every text passes ``e``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape as e

from simkit.widgets.drafting import Findings
from simkit.widgets.facilitator.goals import MEANING, Goal
from simkit.widgets.facilitator.injects import Came, Clause, Planned
from simkit.widgets.facilitator.room import Asking, Room, Said
from simkit.widgets.facilitator.told import Told
from simkit.widgets.facilitator.truth import Row
from simkit.widgets.guiding_panels import kept
from simkit.widgets.panels import head, in_cells, pair, sign, state
from simkit.widgets.view import Line, Post, Strip


def strip(data: Strip, log: str) -> str:
    """Return the line of sight: time, what was promised, who waits; *log* is where the run lies."""
    cells = [
        ("clock", "Since it began", f'<span class="big">{e(data["t"])}</span>',
         e(data["clock"] or data["day"])),
        ("", "EXERCISE", '<span class="sk-tag">Only you see this page</span>', e(log)),
        ("grow", "Their next promise", *pair(data["promise"])),
        ("", "Their inbox", *pair(data["inbox"])),
    ]
    return in_cells(cells)


def injects_head(counted: str) -> str:
    """Return the heading of what can come."""
    return head("What can come", counted)


def inject(data: Planned) -> str:
    """Return an inject that has not come, or may come again."""
    kind = "next" if data["next"] else "out" if data["skipped"] else ""
    notes = f'<div class="small soft">{e(data["notes"])}</div>' if data["notes"] else ""
    return (f'<div class="inject {kind}"><div class="t"><b>{e(data["t"])}</b><b>{e(data["title"])}'
            f'</b><span>{sign(data["state"], " · ")}</span></div><div class="x"><div class="words">'
            f'“{e(data["text"])}”</div>{_groups(data["groups"])}{notes}</div></div>')


def _groups(groups: Sequence[Sequence[Clause]]) -> str:
    if not groups:
        return ""
    words = "; or ".join(" and ".join(_clause(clause) for clause in group) for group in groups)
    return f'<div class="small">When {words}.</div>'


def _clause(clause: Clause) -> str:
    mark, words = ("kept", "holds") if clause["holds"] else ("off", "not yet")
    return (f'{e(clause["words"])} (now <b>{e(clause["now"])}</b>, '
            f'<span class="st {mark}">{words}</span>)')


def came(rows: Sequence[Came]) -> str:
    """Return what came in."""
    if not rows:
        return head("What came") + '<p class="soft empty">Nothing has come in.</p>'
    body = "".join(
        f'<li><div class="inject"><div class="t"><b>{e(row["t"])}</b><b>{e(row["title"])}</b>'
        f'<span>{sign(row["state"])}</span></div><div class="x"><div class="soft one">{_why(row)}'
        f'“{e(row["text"])}”</div></div></div></li>' for row in rows)
    return head("What came", "who waits first") + f"<ul>{body}</ul>"


def _why(row: Came) -> str:
    return f'<b>{e(row["why"])}</b> ' if row["why"] else ""


def truth(rows: Sequence[Row]) -> str:
    """Return the truth beside what they know."""
    body = "".join(
        f'<tr class="{"gap" if row["differs"] else ""}"><td>{e(row["what"])}</td>'
        f'<td class="truth">{e(row["truth"])}</td><td>{_known(row)}</td></tr>' for row in rows)
    return (head("Truth beside what they know", "differences first")
            + '<table class="tbl sk-truth"><thead><tr><th></th><th class="truth">◆ Truth</th>'
            f"<th>○ What they know</th></tr></thead><tbody>{body}</tbody></table>")


def _known(row: Row) -> str:
    mark = '<span class="st bad">differs</span> ' if row["differs"] else ""
    return f"{mark}{e(row['known'])}"


def desk(found: Findings, on_way: Sequence[tuple[str, str, str, bool]]) -> str:
    """Return what stands on their form, and the messages on their way."""
    leaving = "".join(f'<p><span class="st wip">{e(step)}</span> “{e(text)}”</p>'
                      for _, step, text, _ in on_way)
    if not found["text"]:
        empty = "" if leaving else '<p class="soft empty">Nothing is being written.</p>'
        return head("On their desk now", "live") + leaving + empty
    missing = ", ".join(each["label"] for each in found["missing"])
    remarks = "; ".join(f"“{each['words']}” {each['label']}" for each in found["remarks"])
    more = (f' <span class="st due">Missing</span> {e(missing)}.' if missing else "") + (
        f' <span class="st due">Remark</span> {e(remarks)}.' if remarks else "")
    return (head("On their desk now", "live") + leaving
            + f'<p>“{e(found["text"])}”</p><p class="small soft">{more}</p>')


def log(rows: Sequence[Told], entries: int) -> str:
    """Return the log, newest first."""
    body = "".join(f'<tr><td class="num"><b>{e(row["t"])}</b></td><td>{_who(row)}</td>'
                   f'<td>{e(row["words"])}</td></tr>' for row in rows)
    return (head("Log", f"{entries} entries · newest first")
            + f'<table class="tbl sk-told"><tbody>{body}</tbody></table>')


def _who(row: Told) -> str:
    if row["sign"]:
        return state(row["sign"], row["who"] or "gone wrong")
    return f'<span class="soft">{e(row["who"])}</span>'


def goals_head() -> str:
    """Return the heading of the objectives."""
    return head("Objectives", "you decide") + f'<p class="small soft">{e(MEANING)}</p>'


def goal(data: Goal) -> str:
    """Return an objective with its evidence."""
    rated = f' · <b>rated {e(data["rating"])}</b>' if data["rating"] else ""
    return f'{e(data["text"])}<div class="small soft">{e(data["found"])}{rated}</div>'


def chairs(roles: Mapping[str, str], path: str) -> str:
    """Return who sits where: pseudonym by role, empty for the kit; *path* is where that is kept."""
    rows = "".join(f"<tr><td>{e(role)}</td><td>{_seat(name)}</td></tr>"
                   for role, name in roles.items())
    return f'<table class="tbl"><tbody>{rows}</tbody></table>{kept(path)}'


def _seat(name: str) -> str:
    return f"<b>{e(name)}</b>" if name else '<span class="soft">the kit</span>'


# The room screen

def room(data: Room) -> str:
    """Return the whole room screen."""
    return (f'<div class="top"><div><b class="stamp">EXERCISE</b>'
            f'<div class="big">{e(data["t"])}</div></div>'
            f'{_fact(data["day"] or data["service"], e(data["clock"]) or "&nbsp;")}'
            f'{_fact("What we know", _shown(data["known"]), "grow")}'
            f'{_due(data)}</div><div class="left">{_last(data["last"])}{_asking(data)}</div>'
            f'<div><h3>What people say</h3>{_voices(data["voices"])}</div><div class="bot">'
            f'<span>{e(data["service"])}</span><span>{e(data["time"])}</span>'
            f'<span class="end">{e(data["reports"])}</span></div>')


def _fact(key: str, value: str, kind: str = "") -> str:
    return f'<div class="{kind}"><span>{e(key)}</span><div class="mid">{value}</div></div>'


def _shown(line: Line) -> str:
    return state(line["sign"], line["words"]) if line["sign"] else e(line["words"])


def _due(data: Room) -> str:
    promise = data["promise"]
    tint = "warned" if promise["sign"] == "due" else ""
    return _fact("Next word promised", _shown(promise), f"pr {tint}")


def _last(last: Said | None) -> str:
    if last is None:
        return '<h3>Last said</h3><p class="said soft">Nothing yet.</p>'
    return f'<h3>Last said, {e(last["where"])}</h3><p class="said">“{e(last["text"])}”</p>'


def _asking(data: Room) -> str:
    if not data["waiting"]:
        return "<h3>Waiting for an answer</h3><p>Nobody.</p>"
    rows = "".join(_ask(each) for each in data["waiting"])
    more = f'<p class="soft">{e(data["more"])}</p>' if data["more"] else ""
    return f"<h3>Waiting for an answer</h3>{rows}{more}"


def _ask(asking: Asking) -> str:
    by = f' <span class="st due">{e(asking["by"])}</span>' if asking["by"] else ""
    return (f'<p class="ask"><b>{e(asking["who"])}</b>{by}'
            f'<span class="two">“{e(asking["text"])}”</span></p>')


def _voices(voices: Sequence[Post]) -> str:
    if not voices:
        return '<p class="soft">Quiet.</p>'
    return f'<ul>{"".join(_voice(voice) for voice in voices)}</ul>'


def _voice(voice: Post) -> str:
    likes = f", {voice['likes']}" if voice["likes"] else ""
    under = ('<span class="st odd">rumour, unconfirmed</span>' if voice["kind"] == "rumour"
             else f"{e(voice['who'])}{e(likes)}")
    return f'<li>{e(voice["text"])}<div class="under">{under}</div></li>'
