"""The truth beside what the trainees know, the differences first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from simkit.clock import show
from simkit.engine.people import Member
from simkit.engine.world import World
from simkit.model import responder
from simkit.scenario.parts import Cause
from simkit.situation import HypothesisView, Situation, severity_words
from simkit.widgets.view import capital, minutes_words, moment, tension_effect

SURE = 0.7
"""Evidence shown from which a cause counts as known."""


RECENT = 60.0
"""Minutes for which a slip is worth a word."""


class Row(TypedDict):
    """One thing: how it is, and how the trainees have it."""

    what: str
    truth: str
    known: str
    differs: bool


def rows(world: World, now: Situation, mode: str) -> list[Row]:
    """Return what is true in *world* beside what *now* shows, the differences first.

    *mode*: how the trainees play; in an exam they do not see trust.
    """
    found = [*_cause(world, now), _service(world, now), *_back(world, now), *_false(world, now),
             *_slips(world), *_fixes(world), *_way(world), *_workaround(world, now),
             _people(world, mode), _composure(world)]
    return sorted(found, key=lambda row: not row["differs"])


def _row(what: str, truth: str, known: str, differs: bool = False) -> Row:
    return {"what": what, "truth": truth, "known": known, "differs": differs}


def _cause(world: World, now: Situation) -> Iterator[Row]:
    causes = {cause.id: cause for cause in world.scenario.incident.causes}
    actual = causes[world.incident.actual]
    board = sorted(now.board, key=lambda line: -line.shown)
    leader = board[0]
    known = "; ".join(f"{line.text} {_range(line)}" for line in board[:3])
    yield _row("Cause", f"{_sentence(actual.text)} The fix: {_sentence(actual.fix)}",
               known if now.known.since is not None else "Nothing yet: no alarm.",
               leader.id != actual.id or leader.shown < SURE)
    for line in board:
        if line.stated is not None and line.id != actual.id and line.stated >= 0.5:
            yield _row("They said", f"It is not this. {_wrong(causes[line.id])}",
                       f"{round(line.stated * 100)} in 100 sure: {line.text}", True)


def _range(line: HypothesisView) -> str:
    low, middle, high = (round(100 * share) for share in (line.low, line.shown, line.high))
    return f"{middle} ({low} to {high})"


def _wrong(cause: Cause) -> str:
    wrong = cause.if_wrong
    costs = [f"{round(100 * wrong.harm)} in 100 more fails for {minutes_words(wrong.lasts)}"
             ] if wrong.harm else []
    costs += [f"{minutes_words(wrong.undo)} to undo it"] if wrong.undo else []
    return f"Its fix would cost: {'; '.join(costs)}." if costs else "Its fix would cost time only."


def _service(world: World, now: Situation) -> Row:
    fails = float(world.ground.crowd.severity[world.ground.row])
    seen = now.known.low - 0.01 <= fails <= now.known.high + 0.01
    words = "All works" if fails == 0.0 else capital(severity_words(fails))
    return _row("The service", f"{words}: {round(100 * fails)} in 100 attempts fail.",
                f"{capital(now.known.text)} ({round(100 * now.known.low)} to "
                f"{round(100 * now.known.high)}).", not seen)


def _back(world: World, now: Situation) -> Iterator[Row]:
    """Tell when it is back, as far as that is settled, beside what was promised of it."""
    incident, scenario = world.incident, world.scenario
    promised = [p for p in now.promises if p.kind == "eta" and p.state == "open"]
    said = "; ".join(f"promised by {moment(p.due, scenario)}" for p in promised)
    if incident.restored:
        seen = now.restored_seen
        yield _row("Back", "The service is back.",
                   "Seen." if seen else "The monitors do not show it yet.", not seen)
        return
    back = _settled(world)
    truth = (f"The right fix works; back at about {moment(back, scenario)} ({show(back)})."
             if back is not None else "Not settled: the right fix has not been made.")
    late = any(back is None or p.due < back for p in promised)
    yield _row("Back", truth, capital(said) or "Nothing promised.", bool(promised) and late)


def _settled(world: World) -> float | None:
    """Return when the service is back, in minutes since onset; None while that is open."""
    if world.ground.scripted:
        return next((moment.at for moment in sorted(world.scenario.script, key=lambda m: m.at)
                     if moment.kind == "severity" and moment.value == 0.0
                     and moment.at > world.ground.now), None)
    worked = next((e for e in reversed(world.log) if e.kind == "fix worked"), None)
    if worked is None or not world.incident.repairing:
        return None
    return float(worked.at + world.scenario.incident.restoration[-1].after)


def _false(world: World, now: Situation) -> Iterator[Row]:
    """Tell of what was published against the truth and nobody has found out."""
    found_out = {e.cause for e in now.events if e.kind == "contradicted"}
    for event in now.events:
        if event.kind == "published" and not event.data["true"] and event.id not in found_out:
            yield _row("Published", "This is not so.",
                       f"{show(event.at)}, {', '.join(event.data['channels'])}: "
                       f"“{_short(str(event.data['text']))}”", True)


def _slips(world: World) -> Iterator[Row]:
    slip = next((event for event in reversed(world.log) if event.kind == "slip"), None)
    if slip is not None and world.ground.now - slip.at <= RECENT:
        yield _row("A slip", f"{capital(str(slip.data['what']))}, {show(slip.at)}.",
                   "Nobody has told them.", True)


def _fixes(world: World) -> Iterator[Row]:
    """Tell of fixes that stand in the way, and of those that are being tried for nothing."""
    for line in world.incident.board.lines.values():
        if line.blocked:
            yield _row("A wrong fix",
                       f"Stands in the way until it is undone: {_sentence(line.spec.fix)}",
                       "Seen not to help; undoing it can be chosen.", True)
    for member in world.team.engineers:
        for name, line in world.incident.board.lines.items():
            if f"fixing {name}" in member.doing and name != world.incident.actual:
                yield _row("Being fixed", f"For nothing. {_wrong(line.spec)}",
                           f"{capital(_person(member))} is at it: {_sentence(line.spec.fix)}", True)


def _way(world: World) -> Iterator[Row]:
    on_call = world.ground.value("on_call_arrival") if "on_call" in world.ground.prepared else 1.0
    away = {_person(m): m.arrives_at * on_call for m in world.team.members if not m.arrived}
    if away:
        arrive = [f"{who} at {moment(at, world.scenario)} ({show(at)})"
                  for who, at in sorted(away.items(), key=lambda pair: pair[1])]
        yield _row("On the way", f"{capital('; '.join(arrive))}.",
                   f"Not there yet: {', '.join(away)}.")


def _person(member: Member) -> str:
    return member.spec.name or f"the {member.role}"


def _workaround(world: World, now: Situation) -> Iterator[Row]:
    if world.scenario.workaround:
        yield _row("Meanwhile", world.scenario.workaround,
                   "Known." if now.workaround else "Nobody has asked support.",
                   not now.workaround and now.known.since is not None)


def _people(world: World, mode: str) -> Row:
    crowd, row = world.ground.crowd, world.ground.row
    shares = zip(world.scenario.segments, crowd.audience.trust[row], strict=True)
    trust = ", ".join(f"{segment.name} {round(100 * float(share))}" for segment, share in shares)
    rumour = round(100 * float(crowd.audience.rumour[row]))
    media = round(100 * float(crowd.audience.media[row]))
    return _row("People", f"Trust {trust}. {rumour} in 100 pass on a rumour; press {media} "
                "of 100.", "Hidden in an exam." if mode == "exam" else "Trust is shown to them.")


def _composure(world: World) -> Row:
    member = max(world.team.members, key=world.team.stress)
    stress = world.team.stress(member)
    word = responder.tension_word(stress)
    you = world.team.trainee
    own = responder.tension_word(world.team.stress(you))
    return _row("Composure", f"Most tense: {member.role}, {word} ({round(100 * stress)} of 100). "
                f"{tension_effect(word)}", f"They see words: {you.role} {own}.")


def _sentence(text: str) -> str:
    """Return *text* ending like a sentence."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _short(text: str, longest: int = 140) -> str:
    return text if len(text) <= longest else text[:longest - 1].rsplit(" ", 1)[0] + "…"
