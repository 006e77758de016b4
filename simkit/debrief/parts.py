"""What an after-action report holds: frozen plain data.

All texts are on one line each and free of control characters; none is escaped for any format.
"""

from __future__ import annotations

from dataclasses import dataclass

SHORT = 120
"""Characters of an event's words where many stand side by side."""


@dataclass(frozen=True)
class Evidence:
    """An event that something rests on."""

    id: str
    """Of the event; the timeline's line has the same."""
    at: str
    """When, such as ``T+0:14``."""
    words: str
    """What happened, in a sentence."""
    brief: str = ""
    """The same where many stand side by side: of a message what it said before where and by whom;
    empty where the beginning of the words does."""

    @property
    def short(self) -> str:
        """What happened, briefly."""
        if self.brief:
            return self.brief
        return (self.words if len(self.words) <= SHORT
                else self.words[:SHORT - 1].rsplit(" ", 1)[0].rstrip(" ,;:.…“") + "…")


@dataclass(frozen=True)
class Headline:
    """One of the sentences that come first."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    row: int | None = None
    """Its number in the table of what-ifs; None where it is not from there."""


@dataclass(frozen=True)
class Fact:
    """One line of the overview; without words there is a line to write on."""

    label: str
    words: str


@dataclass(frozen=True)
class Choice:
    """A decision that the picture marks."""

    number: int
    at: float
    """Minutes since onset."""
    shown: str
    """When, such as ``T+0:14``."""
    words: str
    """What was decided."""
    followed: str
    """What came of it, as far as the record shows a thread from the one to the other."""
    bad: bool
    """Whether something that came of it went wrong."""
    id: str
    """Of the line of the timeline that tells of it."""


@dataclass(frozen=True)
class Checkpoint:
    """Trust at one moment, in points of 100: in this run and in the runs it is held against."""

    when: str
    trusts: tuple[float, ...]
    """In the order of ``Contents.plays``."""


@dataclass(frozen=True)
class Measure:
    """A line of practice or outcome."""

    name: str
    found: str
    norm: str = ""
    """What it is held against, with its source."""
    points: float | None = None
    """Practice points in [0, 100]; None where there are none."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Rating:
    """An objective with the rating that its practice points propose."""

    objective: str
    found: str
    proposed: str
    """``P``, ``S``, ``M``, ``U``, or empty when nothing can be proposed."""
    why: str
    """What the proposal rests on, or why there is none."""
    evidence: tuple[Evidence, ...] = ()
    decided: str = ""
    """The facilitator's rating; empty when none was given."""


@dataclass(frozen=True)
class Observation:
    """A strength or an area for improvement."""

    title: str
    words: str
    action: str
    """What to do about it; empty for a strength."""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Improvement:
    """A row of the improvement plan."""

    issue: str
    action: str
    """What to do about it; empty for people to fill in, as are the rest."""
    owner: str = ""
    start: str = ""
    done_by: str = ""


@dataclass(frozen=True)
class Phase:
    """A phase of the talk about a run."""

    title: str
    asks: str
    """The question of the phase."""
    said: tuple[str, ...]
    """What people said, in their own words."""


@dataclass(frozen=True)
class Line:
    """One sentence of the timeline."""

    id: str
    text: str
    look: str = ""
    """``you`` (decided), ``bad`` (went wrong), ``truth`` (hidden then) or empty."""
    number: int | None = None
    """Of the marked decision that it comes from."""


@dataclass(frozen=True)
class Moment:
    """Everything that happened in one minute."""

    shown: str
    clock: str
    """Local clock time in the scenario; empty when the scenario gives no start."""
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Quote:
    """Words that the message contains, and what they show."""

    label: str
    words: str


@dataclass(frozen=True)
class Note:
    """A published message with what was found in it."""

    id: str
    shown: str
    head: str
    """Where it went, who read it before, how many it reached, whether it was true."""
    text: str
    same_as: str
    """When the same words left before; empty when they are new."""
    found: tuple[Quote, ...]
    missing: tuple[str, ...]
    remarks: tuple[Quote, ...]
    calm: str
    """The calm of its form in words."""
    calm_enough: bool


@dataclass(frozen=True)
class Valued:
    """A what-if with what it is worth."""

    number: int
    words: str
    """What would have been otherwise."""
    figure: str
    """The change in trust, such as ``+0.6``, or ``a tie``."""
    interval: str
    """Its interval, such as ``-0.1 to +1.2``."""
    chance: str
    """In how many pairs it ends better and worse, such as ``46 to 4 of 50``."""
    tie: bool
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Portion:
    """A part of the trust that was lost, in points."""

    name: str
    here: str
    """In this run; the portions add up to the loss."""
    usual: str
    """Under other luck, with its interval."""
    tie: bool
    meaning: str
    """What the part is."""


@dataclass(frozen=True)
class Stated:
    """A loud statement that turned out not to be so."""

    words: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Frame:
    """One moment of the story: what was so, known, said and felt."""

    at: float
    """Minutes since onset."""
    shown: str
    title: str
    """Why this moment, such as ``the first word``."""
    so: str
    knew: str
    said: str
    felt: str
    voice: str
    """What somebody may have said in public; empty where nobody did."""
    history: str = ""
    """What the company had said by then in history; empty where that is not known."""


@dataclass(frozen=True)
class Worths:
    """What the decisions were worth, where the trust went, and how much was luck."""

    valued: tuple[Valued, ...]
    valued_note: str
    valued_picture: str
    """The same as SVG text."""
    lost: str
    """How much trust was lost, in a sentence."""
    portions: tuple[Portion, ...]
    portions_note: str
    portions_picture: str
    luck: tuple[str, ...]
    """Luck and skill in sentences."""
    luck_picture: str
    best: str
    """What is known of the best play, in a sentence."""


@dataclass(frozen=True)
class Sureness:
    """How sure, how right."""

    words: str
    loud: tuple[Stated, ...]
    picture: str
    """SVG text; empty where nothing was stated."""


@dataclass(frozen=True, repr=False)
class Contents:
    """What the after-action report of one run holds."""

    title: str
    subtitle: str
    unfinished: str
    """A remark when the run has not reached 24 hours; else empty."""
    so_far: str
    """A remark while the numbers are not all there; else empty."""
    headlines: tuple[Headline, ...]
    overview: tuple[Fact, ...]
    picture: str
    """Trust and severity with the marked decisions, as SVG text."""
    picture_words: str
    """The same picture in words."""
    plays: tuple[str, ...]
    """Names of the runs in the picture; the first is ``you``."""
    checkpoints: tuple[Checkpoint, ...]
    choices: tuple[Choice, ...]
    choices_note: str
    practice: tuple[Measure, ...]
    outcome: tuple[Measure, ...]
    comparisons: tuple[str, ...]
    """What the outcome is worth against the yardsticks, in sentences with intervals."""
    intervals: str
    """The same as SVG text."""
    worths: Worths
    sureness: Sureness
    frames: tuple[Frame, ...]
    """The story in moments."""
    ratings: tuple[Rating, ...]
    pinned: tuple[Fact, ...]
    """What the facilitator noted at moments of the run, neither as plus nor as delta."""
    strengths: tuple[Observation, ...]
    areas: tuple[Observation, ...]
    between: str
    """What lies between a strength and an area, in a sentence; may be empty."""
    plan: tuple[Improvement, ...]
    questions: tuple[str, ...]
    phases: tuple[Phase, ...]
    plus: tuple[Fact, ...]
    """What to keep doing, in people's own words."""
    delta: tuple[Fact, ...]
    """What to do otherwise, in people's own words."""
    zone: str
    """Name of the scenario's time zone; empty when it gives no start."""
    timeline: tuple[Moment, ...]
    timeline_note: str
    notes: tuple[Note, ...]
    limits: tuple[str, ...]
    """What the report cannot tell."""
    sources: tuple[str, ...]
    colophon: str
    """What the run can be made again from."""
