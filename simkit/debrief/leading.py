"""The sentences that come first: what somebody with five minutes should leave with.

On one's own decisions before the rest, the largest effects before the small ones; where the outcome
cannot tell and practice can, the sentence says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from simkit.actions import ACTIONS
from simkit.attribution import OUTAGE, Share, Split
from simkit.attribution.mixture import REPAIR
from simkit.attribution.split import shown
from simkit.clock import show
from simkit.counterfactual import Worth, first_word, plan
from simkit.counterfactual.threads import Threads
from simkit.debrief import judgement, words
from simkit.debrief.numbers import Numbers
from simkit.debrief.parts import Headline
from simkit.debrief.story import Story
from simkit.debrief.worth import MEANINGS, chosen, lost
from simkit.events import Decision, Event
from simkit.scoring import Metric, timing

FEW = 3
"""Decisions below which there is little to compare."""
QUOTED = 60
"""Characters of a message that a sentence quotes."""
PARTS = 0.5
"""Points from which a part of the loss is spoken of."""


def leading(story: Story, now: Numbers, runs: int) -> Iterator[Headline]:
    """Yield the sentences on what was decided in *story*, as far as it is known *now*; *runs* pairs
    are played for what is not."""
    helping = _helping(now)
    lead = [each for each in (helping, _helped(now)) if each is not None]
    yield from _few(story)
    for each in lead:
        yield told(story, now, each)
    if not lead and now.stands and now.findings.worths:
        yield _all_ties(story, now)
    if helping is None:  # where no single decision would have helped, all of a kind may
        yield from _parts(story, now.split)
    flattered = now.luck is not None and now.luck.flattered
    if flattered:  # what looks like skill and is none comes before what was merely done
        yield from luck(story, now)
    yield from _false_all_clear(story, now, lead)
    yield from _first_word(story, now, lead, runs)
    yield from _broken(story, now, lead)
    if helping is not None:
        yield from _parts(story, now.split)
    if not flattered:
        yield from luck(story, now)


def luck(story: Story, now: Numbers) -> Iterator[Headline]:
    """Yield the sentences on how much of the run was luck, once that is known."""
    if now.luck is not None:
        yield Headline(" ".join(now.luck.verdicts),
                       story.evidence(judgement.outage(story.record)))


# What each decision was worth


def _helping(now: Numbers) -> Worth | None:
    """Return what would have helped most."""
    return next((each for each in now.findings.worths if each.verdict == "better"), None)


def _helped(now: Numbers) -> Worth | None:
    """Return what helped most: what one would be worse off without."""
    return next((each for each in now.findings.of("without", "unsaid")
                 if each.verdict == "worse"), None)


def told(story: Story, now: Numbers, each: Worth) -> Headline:
    """Return what was decided, what followed, and what it would have been worth otherwise."""
    what, pair = each.what, each.comparison
    decision = _decision(story, what.key) if what.change else None
    wrong = story.went_wrong(decision) if decision else ()
    deed = _deed(story, decision, wrong) if decision else ""
    otherwise = f"{words.capital(what.change if deed else what.words)}, everything else equal"
    higher = pair.middle > 0.0
    ends = sorted((abs(pair.low), abs(pair.high)))
    interval = (f"{pair.outcome.shown(pair.low)} to {pair.outcome.shown(pair.high)}"
                if pair.low < 0.0 < pair.high else f"{ends[0]:.1f} to {ends[1]:.1f}")
    said = (f"{deed} {otherwise}: trust ends {abs(pair.middle):.1f} points "
            f"{'higher' if higher else 'lower'} ({interval}), {pair.told}")
    return Headline(f"{said}{'' if higher else ': it was worth it'}.".strip(),
                    story.evidence([*what.about, *(event.id for event in wrong)]),
                    _row(now, each))


def _decision(story: Story, key: str) -> Decision | None:
    """Return the decision that the what-if with *key* is about; None for a silence."""
    return next((each for each in story.own if each.id == key.split(" ")[0]), None)


def _deed(story: Story, decision: Decision, wrong: Sequence[Event]) -> str:
    """Return what was decided, and what went *wrong* after it, as sentences."""
    before = ACTIONS[decision.action].phase == "briefing"
    when = "Before the outage" if before else f"At {show(decision.at)}"
    said = f"{when} you decided: {_closed(story.teller.decision(decision, QUOTED))}"
    followed = dict.fromkeys(map(story.teller.followed, wrong))
    return f"{said} What followed: {'; '.join(followed)}." if followed else said


def _closed(said: str) -> str:
    """Return *said* ending like a sentence, also where it ends with a quotation."""
    return said if said.rstrip("”").endswith((".", "!", "?", "…")) else f"{said}."


def _row(now: Numbers, each: Worth) -> int | None:
    """Return the number of *each* in the table of what-ifs; None where it is not listed."""
    keys = [one.what.key for one in chosen(now.findings.worths)]
    return keys.index(each.what.key) + 1 if each.what.key in keys else None


def _few(story: Story) -> Iterator[Headline]:
    """Yield a warning where hardly anything was decided."""
    count = len(story.own)
    if count < FEW:
        said = ("You decided nothing" if not count else
                f"You decided {'once' if count == 1 else 'twice'}")
        about = [each for decision in story.own
                 for each in Threads(story.record).decided(decision)]
        yield Headline(f"{said}: there is little to compare.",
                       story.evidence(about or judgement.outage(story.record)))


def _all_ties(story: Story, now: Numbers) -> Headline:
    count = words.counted(len(now.findings.worths), "what-if")
    return Headline(f"Of {count} about this run none can be told from a tie: by the outcome no "
                    "single decision mattered. That is a finding, too. By the norms of the field "
                    "they still differ; see practice.",
                    story.evidence(judgement.outage(story.record)))


# Where practice has a word, too


def _false_all_clear(story: Story, now: Numbers, lead: Iterable[Worth]) -> Iterator[Headline]:
    """Yield the sentence on an all-clear that was none."""
    metric = _timing(story, "all-clear")
    threads = Threads(story.record)
    for decision in threads.chosen:
        event = threads.published(decision)
        if (event is None or event.id not in metric.evidence or event.data["true"]
                or any(_decision(story, each.what.key) is decision for each in lead)):
            continue
        found_out = next((each for each in story.thread(decision)
                          if each.kind == "contradicted" and each.data.get("what") == "all-clear"),
                         None)
        said = f"At {show(event.at)} you said that it was over, and it was not"
        if found_out is not None:
            said += f"; people found that out at {show(found_out.at)}"
        known = now.findings.get(f"{decision.id} without")
        evidence = [event.id, *([found_out.id] if found_out else [])]
        yield Headline(f"{said}. {_judged('Without it', known, metric)}", story.evidence(evidence),
                       _row(now, known) if known else None)
        return


def _broken(story: Story, now: Numbers, lead: Iterable[Worth]) -> Iterator[Headline]:
    """Yield the sentence on promised times that passed."""
    promises = Threads(story.record).promises
    broken = [each for each in promises if each.became == "broken"]
    if not broken:
        return
    known = next(iter(now.findings.of("kept")), None)
    if any(each is known for each in lead):
        return
    what = "for your next word or for the repair"
    said = (f"You promised a time {what}, and it passed without it." if len(promises) == 1 else
            f"You promised a time {len(promises)} times, {what}; {len(broken)} of them passed "
            "without it.")
    otherwise = words.capital(known.what.words) if known else ""
    evidence = [one for each in broken for one in each.about]
    yield Headline(f"{said} {_judged(otherwise, known, _timing(story, 'promises kept'))}",
                   story.evidence(evidence), _row(now, known) if known else None)


def _first_word(story: Story, now: Numbers, lead: Iterable[Worth], runs: int
                ) -> Iterator[Headline]:
    """Yield the sentence on the minute of the first word, unless it was told already."""
    what = plan.first_word(story.record)
    if what is not None and any(each.what.key == what.key for each in lead):
        return
    found = now.findings if now.findings.worths else None
    said = first_word(story.record, runs=runs, findings=found)
    norm = _norm(_timing(story, "time to first word"))
    if what is None:
        said += f" By practice: {norm}"
    elif ", a tie" in said:
        said += f" The outcome cannot tell; practice can: {norm}"
    known = now.findings.get(what.key) if what is not None else None
    yield judgement.first_word(story, said, _row(now, known) if known else None)


def _judged(otherwise: str, known: Worth | None, metric: Metric) -> str:
    """Return what the outcome says, where it is *known*; where it cannot tell, what practice
    says."""
    if known is None:
        return f"By practice: {_norm(metric)}"
    said = f"{otherwise}, everything else equal: {known.comparison.found}."
    if not known.comparison.tie:
        return said
    return f"{said} The outcome cannot tell; practice can: {_norm(metric)}"


def _norm(metric: Metric) -> str:
    return (f"{metric.words}. The norm is {metric.norm}: {metric.points or 0.0:.0f} of 100 points.")


def _timing(story: Story, name: str) -> Metric:
    return next(each for each in timing(story.record) if each.name == name)


# Where the lost trust went


def _parts(story: Story, split: Split | None) -> Iterator[Headline]:
    """Yield the sentence on the part of the loss that weighs most, beside the outage itself."""
    if split is None or not split.worlds:
        return
    own = [each for each in split.shares if each.name != OUTAGE and not each.tie
           and min(each.here, each.mean) >= PARTS]
    if not own:
        return
    most = max(own, key=lambda share: share.here)
    outage = split.share(OUTAGE)
    yield Headline(
        f"{lost(story.record, split)} Played by the book, {shown(outage.here)} would be lost "
        f"(usually {_usual(outage)}). What costs most beside that is {most.name}, "
        f"{MEANINGS[most.name]}: {shown(most.here)} (usually {_usual(most)}).",
        story.evidence(_of_part(story, most) or judgement.outage(story.record)))


def _usual(share: Share) -> str:
    return f"{shown(share.mean)}, {shown(share.low)} to {shown(share.high)}"


def _of_part(story: Story, share: Share) -> list[str]:
    """Return the ids of the events that show the decisions of a part."""
    threads = Threads(story.record)

    def belongs(decision: Decision) -> bool:
        if decision.action == "post":
            return share.name in ("timing", "content", "calm of messages")
        return share.name == ("repair" if decision.action in REPAIR else "behaviour")

    return [each for decision in threads.chosen if belongs(decision)
            for each in threads.decided(decision)]
