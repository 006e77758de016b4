"""The plain facts of a run: its overview, and what it can be made again from."""

from __future__ import annotations

from simkit import clock
from simkit.debrief import judgement, words
from simkit.debrief.parts import Fact
from simkit.debrief.story import Story
from simkit.record import Record


def unfinished(record: Record) -> str:
    """Return a remark when *record* has not reached the end of its first day; else nothing."""
    if record.day_is_over:
        return ""
    return (f"This run stands at {clock.show(record.until)} and has not reached the end of its "
            "first day. What follows is about the time until then; the intervals let the rest of "
            "the day pass without another decision.")


def so_far(done: int, whole: int) -> str:
    """Return a remark while *done* of *whole* runs are done; nothing once all are."""
    if done >= whole:
        return ""
    return (f"So far {done} of {whole} runs are done: the figures still move a little, and the "
            "intervals are not settled.")


def overview(story: Story, runs: int) -> tuple[Fact, ...]:
    """Return the lines of the overview; *runs* pairs stand behind each interval."""
    record = story.record
    scenario, header = record.scenario, record.header
    users = f"{scenario.service.users:,}".replace(",", " ")
    trainee = next((person.role for person in scenario.team
                    if person.duty == "communications"), "communications")
    yes, no = judgement.prepared(record)
    variant = scenario.variants.get(scenario.variant)
    facts = [
        Fact("Date of the exercise", ""),
        Fact("Participants", _seated(record)),
        Fact("Role", f"{trainee}; speaks for {scenario.service.name}. "
                     "A pseudonym is enough; the record holds no name."),
        Fact("Service", f"{scenario.service.name}, {users} users"
             + (f"; in the scenario it fails on {scenario.service.starts:%Y-%m-%d} at "
                f"{clock.local(0.0, scenario.service.starts)}" if scenario.service.starts else "")),
        Fact("Variant", variant.text or variant.name if variant else ""),
        Fact("Outage", _outage(record)),
        Fact("Prepared", yes or "nothing"),
        Fact("Not prepared", no),
        Fact("Decisions", f"{len(story.own)}; messages that left: {_posts(record)}"),
        Fact("Compared with", f"{runs} pairs of seeds and parameter draws behind each interval"),
        Fact("Seed", str(header.seed)),
        Fact("Build", f"Package simkit {header.simkit}, model {header.model}"),
    ]
    blank = ("Date of the exercise", "Participants")
    return tuple(Fact(fact.label, words.capital(fact.words)) for fact in facts
                 if fact.words or fact.label in blank)


def _seated(record: Record) -> str:
    """Return the pseudonyms of those who sat on a chair, with their roles."""
    seats = {d.target: d.detail("by").strip() for d in record.decisions
             if d.steers and d.action == "seat"}
    return "; ".join(f"{name} ({role})" for role, name in seats.items() if name)


def _posts(record: Record) -> int:
    return sum(event.data["by"] != "executive" for event in record.of("published"))


def _outage(record: Record) -> str:
    alarm = record.first("alarm")
    seen = f"alarm at {clock.show(alarm.at)}, " if alarm else ""
    if record.restored_at is None:
        return f"{seen}not over at {clock.show(record.until)}"
    again = "; it broke again later" if record.first("relapse") else ""
    return f"{seen}service back at {clock.show(record.restored_at)}{again}"


def choices_note(story: Story) -> str:
    """Return how many of the decisions are marked; nothing when all are."""
    count, marked = len(story.own), len(story.choices)
    if not count:
        return "No decision was taken. Saying nothing is a way to play, too."
    if marked == count:
        return ""
    return f"{marked} of {count} decisions are marked; the timeline has the others."


def colophon(record: Record) -> str:
    """Return what *record* can be made again from."""
    header, scenario = record.header, record.scenario
    variant = f", variant {header.variant}" if header.variant else ""
    step = clock.duration(header.base_dt)
    return (f"Record: scenario {header.scenario}{variant}, digest {header.digest}; seed "
            f"{header.seed}; step {step}; {len(record.decisions)} decisions, {len(record.events)} "
            f"events. {scenario.service.name} in this report is simulated. The same record gives "
            "the same report.")
