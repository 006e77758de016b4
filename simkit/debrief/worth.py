"""The numbers of a debrief in words and pictures: worth of decisions, lost trust, luck."""

from __future__ import annotations

from collections.abc import Sequence

from simkit import par
from simkit.attribution import OUTAGE, Share, Split
from simkit.attribution.split import shown
from simkit.counterfactual import Worth
from simkit.debrief import words
from simkit.debrief.numbers import Numbers
from simkit.debrief.parts import Portion, Valued, Worths
from simkit.debrief.story import Story
from simkit.luck import Luck
from simkit.record import Record
from simkit.svg import Bar, Interval, bars, interval_chart, luck_chart

LISTED = 12
"""What-ifs that the report lists at most."""
WIDTH = 736.0
MEANINGS = {
    OUTAGE: "lost even when everything is done by the book",
    "repair": "which causes were looked into, which fixes were tried and when",
    "timing": "when messages came, and nothing else about them",
    "content": "what they said, where, and whether it held",
    "calm of messages": "the manner of the words, and whether somebody read them first",
    "behaviour": "preparation, answers, people, campaign, everything else",
}
"""What each part of the loss is."""
_COLOURS = {OUTAGE: "silent", "repair": "bad", "timing": "history", "content": "act",
            "behaviour": "best", "calm of messages": "tie"}


def worths(story: Story, now: Numbers) -> Worths:
    """Return what the decisions were worth, as far as it is known *now*."""
    listed = chosen(now.findings.worths)
    pair = [Interval(each.what.words, each.comparison.low, each.comparison.middle,
                     each.comparison.high, each.comparison.tie) for each in listed]
    best = par.stored(story.record.scenario)
    return Worths(
        tuple(_valued(story, number, each) for number, each in enumerate(listed, 1)),
        _valued_note(now, len(listed)),
        interval_chart(pair, width=WIDTH, numbered=True, title="What would have been worth what",
                       sides=("lower trust", "higher trust")),
        lost(story.record, now.split) if now.split else "", _portions(now.split),
        _portions_note(now.split), _portions_picture(now.split),
        now.luck.sentences if now.luck else (), _luck_picture(now.luck), _best(best, story.record))


def chosen(found: Sequence[Worth]) -> list[Worth]:
    """Return the worths that are listed: of each decision the two that matter most, and the ties
    only as far as there is room."""
    kept: list[Worth] = []
    seen: dict[str, int] = {}
    for each in found:
        about = each.what.key.split(" ")[0] if each.what.kind != "spoken" else each.what.key
        if seen.get(about, 0) < (1 if each.comparison.tie else 2):
            seen[about] = seen.get(about, 0) + 1
            kept.append(each)
    return kept[:LISTED]


def _valued(story: Story, number: int, each: Worth) -> Valued:
    pair = each.comparison
    low, middle, high = map(pair.outcome.shown, (pair.low, pair.middle, pair.high))
    interval = "no difference" if pair.equal >= 1.0 else f"{low} to {high}"
    return Valued(number, words.capital(each.what.words), "a tie" if pair.tie else middle, interval,
                  f"{pair.won} to {pair.lost} of {pair.runs}", pair.tie,
                  story.evidence(each.what.about))


def _valued_note(now: Numbers, listed: int) -> str:
    found = now.findings
    asked = len(found.worths)
    if not asked:
        return "No what-if was played: there was nothing to change, or nobody asked for it."
    still = "" if now.done >= now.whole else f" So far {now.done} of {now.whole} runs are done."
    more = (f" {now.unasked} others were left out for want of time: simkit compare, or sk.compare, "
            "answers any of them." if now.unasked else "")
    return (f"{words.counted(asked, 'what-if')} asked, {found.ties} of them ties; {listed} are "
            "listed, of each decision the two that matter most. Each is this run with one thing "
            "otherwise against the run as it was, on the same luck; rows do not add up. “Better "
            "to worse” counts the pairs in which it ends better and worse. What came with a moved "
            f"decision is named; facts not known at the earlier time are left out.{more}{still}")


def lost(record: Record, split: Split) -> str:
    """Return how much trust *record* lost, or would lose left alone to the end of its day."""
    points = f"{split.lost:.1f} points of trust"
    fall = f"from {split.start:.1f} to {split.end:.1f}"
    if record.day_is_over:
        return f"{points} were lost, {fall}."
    return f"Left alone to the end of the day, {points} would be lost, {fall}."


def _portions(split: Split | None) -> tuple[Portion, ...]:
    if split is None:
        return ()
    return tuple(_portion(share, known=split.worlds > 0) for share in split.shares)


def _portion(share: Share, *, known: bool) -> Portion:
    """Return *share* in words; its interval is *known* once other worlds are played."""
    usual = f"{shown(share.mean)} ({shown(share.low)} to {shown(share.high)})"
    return Portion(share.name, shown(share.here), usual if known else "not known yet",
                   known and share.tie, MEANINGS[share.name])


def _portions_note(split: Split | None) -> str:
    if split is None:
        return ""
    return ("A part is what is lost because it was done as in this run and not by the book, "
            "averaged over all orders in which the parts can be put together (Shapley); what is "
            "negative was won. The figures of this run add up to the loss exactly; what is shown "
            "is rounded. The other column is the mean and nine of ten of "
            f"{words.counted(split.worlds, 'other world')}.")


def _portions_picture(split: Split | None) -> str:
    if split is None:
        return ""
    rows = [Bar(words.capital(share.name), share.here, f"{shown(share.here)} points",
                _COLOURS[share.name]) for share in split.shares]
    return bars(rows, width=WIDTH, title="Where the lost trust went, in this run", theme="paper")


def _luck_picture(luck: Luck | None) -> str:
    if luck is None:
        return ""
    usual = [(name.replace("_", " "), sorted(values.tolist())[len(values) // 2])
             for name, values in luck.others.items()]
    return luck_chart(luck.here, luck.own.tolist(), usual, width=WIDTH)


def _best(best: par.Best | None, record: Record) -> str:
    if best is None:
        return ("No best play of this scenario is stored; the scale ends at playing by the book. "
                "To search for one: simkit par.")
    stale = best.stale(record.scenario)
    if stale:
        return f"{best.words} It was found with another {' and '.join(stale)} than this."
    return best.words
