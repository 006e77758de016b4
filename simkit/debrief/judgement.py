"""What the scores say in a report: headlines, measures, proposed ratings, strengths and areas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from simkit import scorecard
from simkit.clock import show
from simkit.debrief import words
from simkit.debrief.parts import Headline, Measure, Observation, Rating
from simkit.debrief.story import Story
from simkit.ensemble import Comparison
from simkit.facilitator import marks
from simkit.record import Record
from simkit.scorecard import Measured, Score
from simkit.scoring import Metric
from simkit.scoring.calmness import windows

RATINGS = ((80.0, "P"), (60.0, "S"), (30.0, "M"), (0.0, "U"))
"""Practice points from which a rating is proposed."""
MEANING = {"P": "performed without challenges", "S": "performed with some challenges",
           "M": "performed with major challenges", "U": "unable to be performed"}
"""What the four letters stand for."""
STRENGTH, AREA = 80.0, 50.0
"""Points from which a metric is a strength, and below which it is an area for improvement."""
_LOST = {"freeze": "because nothing was answered or decided in time",
         "rush": "because a fix or a post ran ahead of its evidence",
         "thrash": "because the plan was turned round with nothing new known"}


def first_word(story: Story, said: str, row: int | None = None) -> Headline:
    """Return what is *said* on the first word, with that word; without one, with the outage."""
    posts = {d.id for d in story.record.decisions if d.action == "post"}
    first = next((event for event in story.record.of("published") if event.cause in posts), None)
    return Headline(said, story.evidence([first.id] if first else outage(story.record)),
                    row)


def placed(story: Story, plays: Mapping[str, float], score: Score | None) -> Headline:
    """Return the sentence on where trust lies between the yardsticks: *plays* are their trusts on
    the same luck, in points by name; *score* has the rest once it is known."""
    record = story.record
    said = (place(score, record) if score else
            f"{_where(100.0 * record.final_trust, plays, record)} How it stands under other luck "
            "is not known yet.")
    return Headline(said, story.evidence(outage(record)))


def outage(record: Record) -> list[str]:
    """Return the ids of the events that frame the outage: the alarm and the restoration."""
    return [event.id for event in (record.first("alarm"), record.first("restored")) if event]


def place(score: Score, record: Record | None = None) -> str:
    """Return where trust lies between the yardsticks, with the intervals, as sentences; *record*
    may stand before the end of its day."""
    plays = {"silent": score.silent, "by the book": score.book}
    if score.best is not None:
        plays["best known play"] = score.best
    day = "" if _over(record) else ", left alone to the end of the day"
    return (f"{_where(score.trust, plays, record)} Under other luck and other constants of the "
            f"model{day}, {versus(score.against_silent, 'silence')}.")


def _over(record: Record | None) -> bool:
    return record is None or record.day_is_over


def _where(trust: float, plays: Mapping[str, float], record: Record | None) -> str:
    """Return where *trust* lies between the *plays* on the same luck, as sentences."""
    over, silent, book = _over(record), plays["silent"], plays["by the book"]
    best = plays.get("best known play")
    ends = "ends" if over else "stands"
    here = f"Trust {ends} at {trust:.1f} of 100"
    if record is not None and not over:
        here += f" at {show(record.until)}"
    high = book if best is None else best
    scale = scorecard.placed(trust, silent, high)
    if scale is None:
        depends = "This outage hardly depends" if over else "So far this outage hardly depends"
        return (f"{here}. {depends} on communication: silence {ends} at {silent:.1f}, by the book "
                f"at {book:.1f}.")
    top = "playing by the book" if best is None else "the best known play"
    beside = "" if best is None else f" (by the book at {book:.1f})"
    return (f"{here}. With the same luck silence {ends} at {silent:.1f} and {top} at "
            f"{high:.1f}{beside}. On a scale from silence, 0, to {top}, 100, this run stands at "
            f"{scale:.0f}.")


def versus(comparison: Comparison, other: str) -> str:
    """Return how the same decisions stand against *other*, with the interval."""
    return f"against {other}: {comparison.found}"


def comparisons(score: Score) -> tuple[str, ...]:
    """Return what the decisions are worth against both yardsticks, as sentences."""
    return tuple(f"{words.capital(versus(comparison, other))}, {comparison.chance}."
                 for comparison, other in ((score.against_silent, "silence"),
                                           (score.against_book, "playing by the book")))


def pressed(story: Story) -> Headline:
    """Return the sentence on the moments that pressed and how they were met."""
    found = windows(story.record)
    if not found:
        return Headline("Nothing pressed in this run, so there is no word on calmness.",
                        story.evidence(outage(story.record)))
    lost = [window for window in found if window.lost_by]
    ways = {why: sum(window.lost_by == way for window in lost) for way, why in _LOST.items()}
    told = [f"{count} {why}" for why, count in ways.items() if count]
    handled = len(found) - len(lost)
    text = (f"By practice: of {words.counted(len(found), 'moment')} that pressed, "
            f"{handled or 'none'} {'was' if handled < 2 else 'were'} met in time, on evidence and "
            "without turning round.")
    if len(told) == 1:
        which = "All" if not handled else "The other"
        several = f"{which} {told[0].replace(' ', ' got lost ', 1)}."
        alone = f"{'It' if not handled else 'The other one'} got lost {told[0].split(' ', 1)[1]}."
        text += f" {alone if len(lost) == 1 else several}"
    elif told:
        text += f" {len(lost)} got lost: {words.listed(told)}."
    return Headline(text, story.evidence(window.opened_by for window in lost or found))


def measures(story: Story, metrics: Iterable[Metric]) -> tuple[Measure, ...]:
    """Return *metrics* as lines of the report."""
    return tuple(Measure(words.capital(metric.name),
                         words.capital(metric.words or metric.shown), metric.norm,
                         metric.points, story.evidence(metric.evidence)) for metric in metrics)


def ratings(story: Story, score: Measured) -> tuple[Rating, ...]:
    """Return the scenario's objectives, each with the rating that its practice points propose and
    the one that the facilitator gave."""
    known = {metric.name: metric for metric in (*score.timing, *score.calmness, *score.outcome)}
    rated = []
    for objective in story.record.scenario.objectives:
        metric = known.get(objective.measured_by)
        if metric is None:
            rated.append(Rating(objective.text, "", "", "not measured here"))
        elif metric.points is None:
            practice = metric in (*score.timing, *score.calmness)
            why = ("nothing to judge" if practice
                   else "an outcome, luck included")
            rated.append(Rating(objective.text, words.capital(metric.words), "", why,
                                story.evidence(metric.evidence)))
        else:
            rated.append(Rating(objective.text, words.capital(metric.words), rating(metric.points),
                                f"{metric.points:.0f} points",
                                story.evidence(metric.evidence)))
    return decided(story.record, rated)


def decided(record: Record, rated: Iterable[Rating]) -> tuple[Rating, ...]:
    """Return *rated*, one for each objective of *record*, with the facilitator's ratings."""
    given = marks(record)
    return tuple(replace(each, decided=given.get(objective.id, ""))
                 for each, objective in zip(rated, record.scenario.objectives, strict=True))


def rating(points: float) -> str:
    """Return the letter that *points* of practice propose."""
    return next(letter for least, letter in RATINGS if points >= least)


def observations(story: Story, score: Measured
                 ) -> tuple[tuple[Observation, ...], tuple[Observation, ...], str]:
    """Return the strengths, the areas for improvement, and a sentence on what lies between."""
    judged = [metric for metric in (*score.timing, *score.calmness) if metric.points is not None]
    strong = [metric for metric in judged if (metric.points or 0.0) >= STRENGTH]
    weak = [metric for metric in judged if (metric.points or 0.0) < AREA]
    rest = [f"{metric.name} ({metric.points:.0f})" for metric in judged
            if metric not in strong and metric not in weak]
    between = f"Between the two: {words.listed(rest)}." if rest else ""
    return (tuple(_observation(story, metric, good=True) for metric in strong),
            tuple(_observation(story, metric, good=False)
                  for metric in sorted(weak, key=lambda metric: metric.points or 0.0)), between)


def _observation(story: Story, metric: Metric, *, good: bool) -> Observation:
    advice = words.ADVICE.get(metric.name)
    name = words.capital(metric.name)
    title = name if advice is None else advice.strength if good else words.area_of(metric, advice)
    action = "" if good or advice is None else advice.action
    found = words.closed(words.capital(metric.words or metric.shown))
    return Observation(title, f"{found} {metric.points:.0f} of 100 points.", action,
                       story.evidence(metric.evidence))


def prepared(record: Record) -> tuple[str, str]:
    """Return what was prepared before onset, and what was on offer and was not."""
    briefing = record.scenario.briefing
    done = {*briefing.prepared,
            *(d.target for d in record.decisions if d.action == "prepare")}
    offers = {offer.id: offer.text for offer in briefing.offers}
    yes = [offers.get(each, each) for each in (*briefing.prepared, *offers) if each in done]
    no = [text for each, text in offers.items() if each not in done]
    return "; ".join(dict.fromkeys(yes)), "; ".join(no)
