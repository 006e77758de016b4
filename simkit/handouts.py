"""What is printed for an exercise: the run sheet, role cards and inject cards, one HTML file each.

Every page and every card says EXERCISE; nothing needs a script or another file. The run sheet holds
the truth and is the facilitator's; the cards hold nothing that players may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape as e
from pathlib import Path

from simkit.clock import duration, local, show
from simkit.scenario.parts import Effect, Inject, Person, Scenario
from simkit.scenario.triggers import words as condition

STYLE = """
@page{size:A4;margin:12mm 14mm}
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#e6e9ed;color:#17212b;overflow-wrap:anywhere;
  font:13.5px/1.42 "Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.paper{background:#fff;max-width:860px;margin:20px auto;padding:30px 44px;display:block}
.stamp{display:flex;justify-content:space-between;gap:16px;font-size:12px;color:#4d5966;
  padding-bottom:10px}
.stamp b{color:#17212b;border:1.5px solid;border-radius:3px;padding:0 6px}
h1{font-size:24px;line-height:1.2;margin:0 0 4px} p{margin:0 0 8px;orphans:2;widows:2}
h2{font-size:16px;margin:20px 0 6px;padding-top:8px;border-top:2px solid;break-after:avoid}
.soft{color:#4d5966} .small{font-size:12px}
table.rows{border-collapse:collapse;width:100%;font-size:12.5px}
table.rows thead{display:table-header-group} table.rows tr{break-inside:avoid}
table.rows th{text-align:left;border-bottom:1.5px solid;padding:3px 8px 3px 0}
table.rows td{border-bottom:1px solid #c9d0d7;padding:5px 8px 5px 0;vertical-align:top}
table.rows td:last-child{padding-right:0} .t{white-space:nowrap} .t b{font-size:13.5px}
.box{display:inline-block;width:15px;height:15px;border:1.5px solid;border-radius:3px}
.blank{display:inline-block;border-bottom:1px solid #4d5966;min-width:96px;height:17px}
.cards{display:grid;grid-template-columns:1fr 1fr;gap:10px}
.card{border:1.5px solid #17212b;border-radius:6px;padding:12px 14px;break-inside:avoid;
  display:flex;flex-direction:column;gap:6px;min-height:225px}
.card .stamp{padding:0} .card h3{font-size:17px;margin:0;line-height:1.2} .card p{margin:0}
.card .say{font-size:15px;line-height:1.4;flex:1 1 auto} .card ul{margin:0;padding-left:17px}
.card .last{margin-top:auto;border-top:1px solid #c9d0d7;padding-top:5px}
@media print{body{background:none} .paper{max-width:none;margin:0;padding:0}}
"""

DUTIES = {
    "communications": "You decide what is said, where and when, and whom to ask for help.",
    "engineering": "You find out what is wrong and bring the service back. Say what you know, how "
                   "sure you are, and what you try next.",
    "support": "People reach you first. You know what they ask most and what helps them meanwhile.",
    "marketing": "What runs in public under our name is yours: campaigns, posts that were planned.",
    "executive": "You decide what costs much, and you are asked from outside. You want to know "
                 "before you read it in the news.",
    "legal": "You see what words may cost later, and which authority must be told by when.",
}
"""What each duty is about, on the role cards."""

SECOND = ("You read drafts before they leave, and take over what is handed to you. What would "
          "somebody ask who knows nothing?")
"""What those in communications are about who do not decide."""

EFFECTS = {"rumour": "{:.0%} more pass on a rumour", "media": "press attention up by {:.0%} of the "
           "rest", "frustration": "{:.0%} more frustration", "uncertainty": "{:.0%} more "
           "uncertainty", "integrity": "{:.1%} of trust in our honesty", "benevolence":
           "{:.1%} of trust in our goodwill", "interrupts": "{:.0f} more interruptions"}
"""What ignoring an inject costs, in words."""


def run_sheet(scenario: Scenario) -> str:
    """Return the facilitator's run sheet of *scenario*: what is true, what comes when, what to
    rate and what to ask."""
    return _page("Run sheet", scenario.title, "For the facilitator only: it holds the truth.", (
        f"<p>{e(scenario.summary)}</p>" + _truth(scenario)
        + "<h2>What comes by the clock</h2>" + _timed(scenario)
        + "<h2>What comes of how things stand</h2>" + _conditional(scenario)
        + "<h2>Objectives</h2>" + _objectives(scenario)
        + "<h2>Who plays whom</h2>" + _seats(scenario)
        + "<h2>Hot wash and debrief</h2>" + _questions(scenario)))


def role_cards(scenario: Scenario) -> str:
    """Return one card per role of *scenario*, without anything that players may not know."""
    writer = next((p for p in scenario.team if p.duty == "communications"), scenario.team[0])
    cards = "".join(_role(person, person is writer, scenario) for person in scenario.team)
    return _page("Role cards", scenario.service.name, "One card each. Use pseudonyms.",
                 f'<div class="cards">{cards}</div>')


def inject_cards(scenario: Scenario) -> str:
    """Return one card per inject of *scenario*, as players get it: no notes, no cost."""
    cards = "".join(_inject(number, inject, scenario)
                    for number, inject in enumerate(_in_order(scenario), start=1))
    return _page("Inject cards", scenario.service.name,
                 "Hand each over when its time comes; keep the order.",
                 f'<div class="cards">{cards}</div>')


SHEETS: dict[str, Callable[[Scenario], str]] = {
    "run-sheet": run_sheet, "roles": role_cards, "injects": inject_cards}
"""Everything that can be printed, by the name of its file."""


def save(scenario: Scenario, folder: Path, sheets: tuple[str, ...] = tuple(SHEETS)) -> list[Path]:
    """Write *sheets* (names of SHEETS) of *scenario* into *folder* and return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name in sheets:
        file = folder / f"{scenario.id}-{name}.html"
        file.write_text(SHEETS[name](scenario), encoding="utf-8", newline="\n")
        files.append(file)
    return files


def _page(name: str, title: str, remark: str, inside: str) -> str:
    """Return a whole document; its head is repeated on every printed page.

    Cards have the service for a *title*: that of a scenario may tell how it ends.
    """
    stamp = _stamp(f"{name} · {title}")
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width">'
            f"<title>EXERCISE: {e(name.lower())}, {e(title)}</title>"
            f'<style>{STYLE}</style></head><body><div class="paper"><table style="width:100%;'
            f'table-layout:fixed;border-spacing:0"><thead><tr><td>{stamp}</td></tr></thead>'
            f"<tbody><tr><td><h1>{e(name)}: {e(title)}</h1>"
            f'<p class="soft">{e(remark)}</p>{inside}</td></tr></tbody></table></div></body>'
            "</html>\n")


def _stamp(right: str) -> str:
    return f'<div class="stamp"><b>EXERCISE</b><span>{e(right)}</span></div>'


def _when(at: float, scenario: Scenario) -> str:
    clock = local(at, scenario.service.starts)
    return f"<b>{show(at)}</b>" + (f"<br>{e(clock)}" if clock else "")


def _in_order(scenario: Scenario) -> list[Inject]:
    """Return the injects by the clock, then those on a condition."""
    return sorted(scenario.injects, key=lambda i: (i.at is None, i.at or 0.0))


# The run sheet

def _truth(scenario: Scenario) -> str:
    incident = scenario.incident
    actual = next((c for c in incident.causes if c.id == incident.actual_cause), None)
    cause = (f"{_sentence(actual.text)} The fix: {_sentence(actual.fix)}" if actual
             else "Drawn at the start of each run; the facilitator's page shows it.")
    wrong = "; ".join(c.text for c in incident.causes if c is not actual)
    back = incident.restoration[-1].after
    lines = [("What is wrong", cause), ("What it may look like", wrong),
             ("How it comes back", f"In {len(incident.restoration)} steps within "
              f"{_length(back)} of the right fix." if back else "At once with the right fix."),
             ("What people can do", scenario.workaround), *(
                 (f"Fact: {name}", text) for name, text in scenario.facts.items())]
    rows = "".join(f'<tr><td class="t">{e(name)}</td><td>{e(text)}</td></tr>'
                   for name, text in lines if text)
    return f'<h2>What is true</h2><table class="rows"><tbody>{rows}</tbody></table>'


def _timed(scenario: Scenario) -> str:
    return _injects([i for i in _in_order(scenario) if i.at is not None], "When", scenario)


def _conditional(scenario: Scenario) -> str:
    return _injects([i for i in _in_order(scenario) if i.at is None], "If", scenario)


def _injects(injects: list[Inject], first: str, scenario: Scenario) -> str:
    if not injects:
        return "<p>Nothing.</p>"
    rows = "".join(
        f'<tr><td class="{"t" if inject.at is not None else ""}">{_trigger(inject, scenario)}</td>'
        f"<td><b>{e(_capital(inject.sender))}</b>{_to(inject)}<br>“{e(inject.text)}”"
        f'<br><span class="soft">{e(inject.notes)}</span></td><td>{_wants(inject)}</td>'
        '<td class="t"><span class="box"></span> at <span class="blank" style="min-width:44px">'
        "</span></td></tr>" for inject in injects)
    return (f'<table class="rows"><thead><tr><th style="width:92px">{first}</th><th>Inject</th>'
            '<th style="width:165px">Wants, and costs if ignored</th><th style="width:86px">Done'
            f"</th></tr></thead><tbody>{rows}</tbody></table>")


def _trigger(inject: Inject, scenario: Scenario) -> str:
    if inject.at is not None:
        return _when(inject.at, scenario)
    assert inject.when is not None
    again = f"; again after {duration(inject.again)}" if inject.again is not None else ""
    return e(condition(inject.when) + again)


def _to(inject: Inject) -> str:
    return f', {e(inject.method)}{f", to {e(inject.to)}" if inject.to else ""}'


def _wants(inject: Inject) -> str:
    if inject.expects is None:
        return '<span class="soft">No answer.</span>'
    cost = "; ".join(_costs(inject.ignored))
    return (f"Answer within {_length(inject.expects.answer_within)}."
            + (f'<br><span class="soft">{e(_capital(cost))}.</span>' if cost else ""))


def _costs(effect: Effect) -> Iterator[str]:
    for name, words in EFFECTS.items():
        if value := getattr(effect, name):
            yield words.format(value)


def _objectives(scenario: Scenario) -> str:
    boxes = "".join(f'<td class="t"><span class="box"></span> {letter}</td>' for letter in "PSMU")
    rows = "".join(f"<tr><td>{e(goal.text)}</td>{boxes}</tr>" for goal in scenario.objectives)
    return (f'<table class="rows"><tbody>{rows}</tbody></table><p class="soft small">P without '
            "challenges, S some, M major challenges, U unable to be performed.</p>")


def _seats(scenario: Scenario) -> str:
    rows = "".join(
        f"<tr><td>{e(_capital(person.role))}</td><td>{e(person.name)}</td>"
        f'<td>{"" if person.on_site else "at a distance"}</td>'
        '<td><span class="blank" style="min-width:150px"></span></td></tr>'
        for person in scenario.team)
    return ('<table class="rows"><thead><tr><th>Role</th><th>In the scenario</th><th>Where</th>'
            f"<th>Pseudonym; empty: the kit</th></tr></thead><tbody>{rows}</tbody></table>")


def _questions(scenario: Scenario) -> str:
    asked = "".join(f"<li>{e(question)}</li>" for question in scenario.debrief)
    return ("<p>Hot wash, 15 minutes: reactions 3, what happened 4, why 5, what next 3.</p>"
            f"<ol>{asked}</ol>")


# The cards

def _role(person: Person, writes: bool, scenario: Scenario) -> str:
    second = person.duty == "communications" and not writes
    lines = [SECOND if second else DUTIES.get(person.duty, "")]
    if not person.on_site:
        lines.append("You are not where the machines are. You help from a distance until you "
                     "arrive.")
    if writes:
        lines.append(f"A message takes you about {_length(person.drafting)} to write.")
    if person.role == scenario.approver and scenario.approval:
        lines.append(f"Messages wait for your word: about {_length(scenario.approval)} each.")
    points = "".join(f"<li>{e(line)}</li>" for line in lines if line)
    channels = f'<p class="soft small">{e(_channels(scenario))}</p>' if writes else ""
    name = f'<p class="soft">{e(person.name)}</p>' if person.name else ""
    return (f'<section class="card">{_stamp(scenario.service.name)}<h3>{e(_capital(person.role))}'
            f"</h3>{name}<ul>{points}</ul>{channels}"
            '<p class="last small">Played by (pseudonym): <span class="blank"></span></p>'
            "</section>")


def _channels(scenario: Scenario) -> str:
    return "You can speak on: " + "; ".join(
        channel.name + (" (to be built)" if channel.build else "")
        for channel in scenario.channels) + "."


def _inject(number: int, inject: Inject, scenario: Scenario) -> str:
    due = "" if inject.expects is None else (
        f"Wants an answer within {_length(inject.expects.answer_within)}.")
    when = (show(inject.at) if inject.at is not None else "when its condition is met")
    return (f'<section class="card">{_stamp(f"{scenario.service.name} · {inject.method}")}'
            f"<h3>{e(_capital(inject.sender))}</h3>"
            f'<p class="say">“{e(inject.text)}”</p><p><b>{e(due)}</b></p>'
            f'<p class="last small soft">Card {number} · {e(when)}</p></section>')


def _length(minutes: float) -> str:
    """Return *minutes* as a card says it: ``10 min``, ``2h``."""
    return f"{minutes:g} min" if minutes < 90.0 else duration(minutes)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
