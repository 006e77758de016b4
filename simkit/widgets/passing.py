"""How time passes on the screen: by the clock, a minute, to the next event; what stops it."""

from __future__ import annotations

from collections.abc import Callable

from simkit.clock import DAY, show
from simkit.events import Event
from simkit.session import Session
from simkit.situation import Situation
from simkit.widgets import view
from simkit.widgets.clock import Clock
from simkit.widgets.modes import Mode, due_now, halt

HAPPENED = {
    "inject": "a message has come in", "finding": "something was found",
    "alarm": "the monitors raise an alarm", "promise broken": "a promise is broken",
    "restoration seen": "the monitors show it working again", "fix failed": "a fix did not help",
    "fix refused": "the engineers refuse a fix", "fix worked": "a fix worked",
    "published": "your words are out", "channel stands": "a channel is built",
    "told": "you heard how it goes", "support asked": "you heard from support",
    "room open": "the team has one channel", "briefed": "the executives are briefed",
    "talked": "you have talked it through", "plan written": "the plan is written",
    "post-mortem": "the post-mortem is out", "cause repaired": "the cause is repaired",
    "compensation offered": "compensation is offered", "roadmap promised": "a change is promised",
    "campaign restarted": "the campaign runs again", "campaign paused": "the campaign is paused",
    "rested": "somebody has handed over",
}
"""Kinds of events at which *Next* stops, each as the reason why time stands still."""

NOTHING = "nothing new came"
"""Why time stands still when *Next* has looked ahead in vain."""

PATIENCE = 60.0
"""Minutes that *Next* looks ahead at most while it is down; twelve times as far afterwards."""


def stride(now: Situation) -> float:
    """Return the minutes that pass at once: one in the crisis, more when the days after begin."""
    if now.phase != "aftermath":
        return 1.0
    back = max(event.at for event in now.events if event.kind == "restoration seen")
    return 5.0 if now.at - back < 120.0 else 15.0


class Passing:
    """Lets time pass in a session, at the pace of a clock, until somebody wants something."""

    def __init__(self, clock: Clock, mode: Mode, session: Callable[[], Session],
                 look: Callable[[], Situation], say: Callable[[str], None]) -> None:
        """*session* and *look* return the run and its situation now; *say* reads out."""
        self.clock = clock
        self.mode = mode
        self._session = session
        self._look = look
        self._say = say

    def play(self, now: float) -> None:
        """Let time pass from *now* (seconds on the loop's clock), unless the facilitator holds it.

        Raises Refused when it may not.
        """
        self.clock.asked_to_start()
        if not self._session().over:
            self.clock.play(now)

    def pause(self, reason: str = "by you") -> None:
        """Let time stand still. Raises Refused in an exam, where trainees cannot."""
        self.clock.asked_to_stop()
        self.clock.pause(reason)

    def tick(self) -> None:
        """Let what passes at once pass."""
        now = self._look()
        step = stride(now)
        goal = min((now.at // step + 1.0) * step, self._session().scenario.horizon)
        self._pass(lambda: self._until(goal))

    def step(self) -> None:
        """Let a minute pass, or what passes at once, and stand."""
        self.clock.asked_to_start()
        self.pause()
        self.tick()

    def next(self) -> None:
        """Let time pass until something happens, and stand."""
        self.clock.asked_to_start()
        if not self.clock.exam:  # there, time goes on
            self.pause()
        ahead = PATIENCE * (12 if self._look().phase == "aftermath" else 1)
        self._pass(lambda: self._session().run_to_event(tuple(HAPPENED), limit=ahead), to_next=True)

    def _until(self, goal: float) -> tuple[Event, ...]:
        """Run to *goal*, or to the minute at which somebody wants something."""
        session, seen = self._session(), tuple[Event, ...]()
        while session.now < goal:
            seen += session.run(until=min(goal, session.now + 1.0))
            if any(event.kind in ("inject", "alarm", "restoration seen") for event in seen):
                break
        return seen

    def _pass(self, run: Callable[[], tuple[Event, ...]], *, to_next: bool = False) -> None:
        """Let time pass by *run*; stand still where somebody wants something, and say it aloud.

        *to_next*: whether it was to pass until something happens, so that it says what did.
        """
        session = self._session()
        before = session.now
        events = run()
        now = self._look()
        reason = halt(events, now, self.mode) or due_now(now, before, self.mode)
        if not reason and (session.over or before < DAY <= now.at):
            reason = "the run is over" if session.over else "a day has passed"
        if not reason and to_next and not self.clock.playing:
            reason = next((HAPPENED[event.kind] for event in events if event.kind in HAPPENED),
                          NOTHING)
        said = view.announcement(events, now, session.scenario, before)
        if reason and self.clock.playing:
            said = f"Paused at {show(now.at)}: {reason}. {said}"
        if reason:
            self.clock.pause(reason)
        if said:
            self._say(said)
