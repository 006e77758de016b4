"""The diagnosis board: what speaks for each possible cause, and how the engineers learn more.

Evidence about a cause grows with the minutes of all who look into it together; when there is
enough of it there is a finding, and those who looked ask what to do next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from simkit.engine.ground import Ground
from simkit.engine.people import STRETCH, Member, Team
from simkit.errors import UnknownName
from simkit.model.outage import prior_log_odds, shares
from simkit.scenario import parts


@dataclass(eq=False, slots=True)
class Line:
    """One line of the board: a possible cause and what was learned about it."""

    spec: parts.Cause
    looking: str
    """What somebody does who looks into it, in words."""
    log_odds: float
    needed: float
    """Minutes of undisturbed investigation from one finding to the next."""
    probability: float = 0.0
    """Of being the cause, on the evidence so far; as ``Board.likeliest`` found it."""
    evidence: float = 0.0
    """Minutes of undisturbed investigation since the last finding, as of ``counted_at``."""
    counted_at: float = 0.0
    investigators: dict[Member, float] = field(default_factory=dict)
    """Who looks into it now, and the minutes of evidence that a minute of theirs brings."""
    plans: int = 0
    """How often its next finding was planned; all but the latest plan are void."""
    findings: int = 0
    attempts: int = 0
    blocked: bool = False
    """Whether its wrong fix is applied and must be undone before the right one can work."""
    given_up: bool = False
    """Whether the engineers will not try its fix again unasked before a new finding for it."""
    reports: list[tuple[float, bool, str]] = field(default_factory=list)
    """Findings as the team reported them: when, for or against, in words."""


class Board:
    """What the engineers of one world know about the cause."""

    def __init__(self, ground: Ground, team: Team, actual: str) -> None:
        """Set up the board of *ground*'s incident, whose true cause is *actual*."""
        self.ground = ground
        self.team = team
        self.actual = actual
        """Id of the true cause."""
        causes = ground.scenario.incident.causes
        self.prior = _prior(tuple(cause.likely for cause in causes))
        """Log-odds of the lines before any evidence, in their order."""
        self.lines = {cause.id: Line(cause, f"looking into {cause.id}", odds,
                                     self._next_need(cause, 0))
                      for cause, odds in zip(causes, self.prior, strict=True)}
        self._likeliest: Line | None = None
        """The line with the highest probability; None when the evidence has changed."""
        self._looking: dict[Member, Line] = {}
        """Who looks into what now."""
        self.on_finding: Callable[[list[Member]], None] | None = None
        """Called with those who have found something and look no more; ``plan`` must follow."""
        self._changed: list[Line] = []
        """Lines that were counted at this moment, whose next finding must be planned anew."""
        self._left: dict[Member, Line] = {}
        """What each engineer looked into last."""

    def line(self, cause: str) -> Line:
        """Return the line for *cause*. Raises UnknownName."""
        try:
            return self.lines[cause]
        except KeyError:
            raise UnknownName("cause", cause, self.lines) from None

    def likeliest(self) -> Line:
        """Return the line with the highest probability; those of all lines stand then."""
        if self._likeliest is None:
            lines = list(self.lines.values())
            found = shares([line.log_odds for line in lines])
            for line, share in zip(lines, found, strict=True):
                line.probability = share
            self._likeliest = lines[found.index(max(found))]
        return self._likeliest

    def weigh(self, line: Line, log_odds: float) -> None:
        """Add *log_odds* to what speaks for *line*."""
        line.log_odds += log_odds
        self._likeliest = None

    # Investigation

    def join(self, member: Member, line: Line) -> None:
        """Let *member* look into *line* until there is a finding or somebody calls; ``plan``
        must follow."""
        before = self._left.get(member)
        if before is not line:
            member.debt += self.ground.value("change_minutes") if before else 0.0
            self._left[member] = line
        self._looking[member] = line
        member.doing.append(line.looking)
        member.since = self.ground.now
        self._count(line)
        line.investigators[member] = 1.0 / self.team.pace(member)

    def call_away(self, members: Iterable[Member]) -> list[Member]:
        """Have those of *members* who look into something stop; return them. ``plan`` must
        follow."""
        called = [member for member in members if member in self._looking]
        for member in called:
            line = self._looking.pop(member)
            member.doing.remove(line.looking)
            member.since = self.ground.now
            self._count(line)
            del line.investigators[member]
        return called

    def plan(self) -> None:
        """Plan the next findings of all lines that gained or lost somebody."""
        for line in self._changed:
            self._plan(line)
        self._changed.clear()

    def gather(self, line: Line, minutes: float) -> None:
        """Add *minutes* of evidence to *line*; negative ones mislead, by one finding at most."""
        self._count(line)
        line.evidence = max(-line.needed, line.evidence + minutes)
        self.plan()

    def forget(self, line: Line, share: float) -> None:
        """Take away *share* of the evidence gathered towards the next finding of *line*."""
        self._count(line)
        line.evidence *= 1.0 - share
        self.plan()

    def _count(self, line: Line) -> None:
        """Add what was learned since it was last counted, less what interruptions took."""
        if line in self._changed:
            return
        self._changed.append(line)
        now = self.ground.now
        passed = now - line.counted_at
        line.counted_at = now
        for member, speed in line.investigators.items():
            learned = speed * passed
            if member.debt:
                lost = min(member.debt, learned)
                member.debt -= lost
                learned -= lost
            line.evidence += learned

    def _plan(self, line: Line) -> None:
        """Plan when to see whether there is a finding."""
        line.plans += 1
        if line.investigators:
            speed, left = 0.0, line.needed - line.evidence
            for member, pace in line.investigators.items():
                speed += pace
                left += member.debt
            wait = max(0.0, left) / speed
            self.ground.later(min(wait, STRETCH), self._see, line, line.plans)

    def _see(self, line: Line, plan: int) -> None:
        """Have a finding if the evidence is there, else go on at the pace of now."""
        if plan != line.plans:
            return
        self._count(line)
        if line.evidence >= line.needed - 1e-9:
            self._find(line)
            return
        for member in line.investigators:
            line.investigators[member] = 1.0 / self.team.pace(member)
        self.plan()

    def _find(self, line: Line) -> None:
        """Learn something about *line*: for it when it is true, mostly."""
        ground, name = self.ground, line.spec.id
        misleads = ground.streams.chance(ground.value("misleading"), f"misled {name}",
                                         line.findings)
        speaks_for = (name == self.actual) != misleads
        self.weigh(line, line.spec.strength if speaks_for else -line.spec.strength)
        line.given_up = line.given_up and not speaks_for
        texts = line.spec.findings_for if speaks_for else line.spec.findings_against
        text = texts[line.findings % len(texts)] if texts else (
            f"Something speaks {'for' if speaks_for else 'against'} it.")
        line.findings += 1
        line.evidence = 0.0
        line.needed = self._next_need(line.spec, line.findings)
        if ground.hears("finding"):
            lag = ground.value("room_lag" if self.team.room_open else "finding_lag")
            ground.later(lag, self.report, line, line.findings, speaks_for, text)
        found = self.call_away(list(line.investigators))
        if self.on_finding is not None:
            self.on_finding(found)

    def report(self, line: Line, number: int, speaks_for: bool, text: str) -> None:
        """Let the trainee hear of finding *number* on *line*."""
        line.reports.append((self.ground.now, speaks_for, text))
        self.ground.note("finding", about=line.spec.id, name=f"{line.spec.id} {number}",
                         speaks="for" if speaks_for else "against", text=text)

    def _next_need(self, cause: parts.Cause, findings: int) -> float:
        return self.ground.streams.draw(cause.evidence, f"evidence {cause.id}", findings)


@lru_cache(maxsize=64)
def _prior(likely: tuple[float, ...]) -> tuple[float, ...]:
    """Return the log-odds of causes that are *likely*: the same in all worlds of a scenario."""
    return tuple(prior_log_odds(likely).tolist())
