"""The trainee's console: everything on it is read again from the session, every click a decision.

The console keeps no state of the run. Deleted and made again it shows the same screen; only drafts,
and what was opened or filtered, live here.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import ipywidgets as widgets

from simkit.clock import DAY, show
from simkit.errors import Refused, SimkitError
from simkit.events import Event
from simkit.session import Session
from simkit.situation import Situation
from simkit.widgets import charts, choices, drafting, panels, view
from simkit.widgets.clock import SPEEDS, Clock, Command, Worker, usual_speed
from simkit.widgets.composer import Composer
from simkit.widgets.deeds import Deeds
from simkit.widgets.ending import Debrief, Ending
from simkit.widgets.letters import Letters
from simkit.widgets.preparing import Preparing
from simkit.widgets.style import style

MODES = ("practice", "exam")
"""``practice`` shows trust as it moves; ``exam`` keeps it for the debrief."""

NEXT = ("inject", "finding", "alarm", "promise broken", "restoration seen", "fix failed",
        "fix worked", "published", "channel stands", "told", "support asked")
"""Kinds of events at which *Next* stops."""

PATIENCE = 60.0
"""Minutes that *Next* looks ahead at most while it is down; twelve times as far afterwards."""

_open: weakref.WeakSet[Console] = weakref.WeakSet()


class Console:
    """A session as a trainee plays it in a notebook.

    ``Console(session)`` as the last line of a cell shows it. *mode* is one of MODES; *scale* the
    seconds that a simulated minute takes at first (default: what fits the scenario's session
    length); *debrief* makes what is shown at the end (default: the after-action report).
    """

    def __init__(self, session: Session, mode: str = "practice", scale: float | None = None,
                 debrief: Debrief | None = None) -> None:
        if mode not in MODES:
            raise Refused(f"mode must be one of {', '.join(MODES)}; got {mode!r}")
        if scale is not None and not scale > 0.0:
            raise Refused(f"scale is the seconds that a minute takes, above 0; got {scale:g}")
        _take_over(session)
        self.session = session
        self.mode = mode
        self.trouble: BaseException | None = None
        """The last error that was not a refusal; None when there was none."""
        self.clock = Clock(scale or usual_speed(session.scenario))
        self._worker = Worker(self.clock, self._tick, self._after)
        self._seen: tuple[object, Situation] | None = None
        self._charted: Situation | None = None
        self._notice = ""
        self._ending_asked = False
        self._drafts: dict[str, dict[str, Any]] = {}
        self._build(debrief)
        self._draw()
        _open.add(self)

    def __repr__(self) -> str:
        return (f"<Console of {self.session.scenario.id!r} seed {self.session.seed} at "
                f"{show(self.session.now)}, {self.mode}>")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle = dict(self.box._repr_mimebundle_())
        bundle["text/plain"] = repr(self)
        return bundle

    def close(self) -> None:
        """Take the console off the screen; the session stays as it is."""
        self._worker.close()
        self.clock.pause("closed")
        _open.discard(self)
        _close(self.box)

    # Making the widgets, once

    def _build(self, debrief: Debrief | None) -> None:
        ask = self._worker.ask
        self._panels = {name: widgets.HTML() for name in self._drawn}
        for name, panel in self._panels.items():
            panel.add_class("sk-strip" if name == "strip" else "sk-panel")
        self._letters = Letters(lambda name: ask(lambda: self._compose(name)))
        self._deeds = Deeds(self._act, ask)
        self._preparing = Preparing(
            self.session.scenario, lambda name: ask(lambda: self._act("prepare", name, None)),
            lambda: ask(self._play))
        self._ending = Ending(self.session, debrief)
        self._composer = Composer(drafting.empty(), self._heard)
        self._composer.add_class("sk-panel")
        self._leaving = [self._way() for _ in range(3)]
        self._said = widgets.HTML()
        controls, ending = self._build_controls(), self._build_ending()
        top = _box("sk-top", self._panels["strip"], controls)
        desk = _box("sk-col", self._composer, *(row for row, _, _ in self._leaving),
                    self._deeds.box)
        self._body = _box("sk-body", _box("sk-col", self._letters.box, self._panels["feed"]), desk,
                          _box("sk-col sk-know", *(self._panels[name] for name in (
                              "board", "team", "channels", "you", "log"))))
        self._pulse = _box("sk-pulse", self._build_line(), self._panels["charts"])
        console = _box("sk sk-console", style(), top, ending, self._said, self._ending.progress,
                       self._preparing.box, self._body, self._pulse)
        after = _box("sk-after", self._ending.output)
        self.box = _box("sk-whole", console, after)

    def _build_controls(self) -> widgets.Box:
        self._play_button = self._button("▶ Play", "sk-play", self._toggle)
        self._step_button = self._button("+1 min", "sk-step", self._step, "Let one minute pass")
        self._next_button = self._button("Next", "sk-next", self._next,
                                         "Let time pass until something happens")
        self._end_button = self._button("Debrief", "sk-debrief", self._ask_ending)
        speeds = sorted({*SPEEDS, self.clock.speed}, reverse=True)
        self._speed = widgets.Dropdown(
            options=[(f"1 min in {speed:g} s", speed) for speed in speeds], value=self.clock.speed)
        self._speed.add_class("sk-speed")
        self._speed.observe(lambda change: self._worker.ask(
            lambda: setattr(self.clock, "speed", change["new"])), "value")
        self._paused = widgets.HTML()
        self._paused.add_class("sk-paused")
        return _box("sk-controls", _box("sk-row", self._play_button, self._step_button,
                                        self._next_button, self._end_button),
                    _box("sk-row", self._paused, self._speed))

    def _build_ending(self) -> widgets.Box:
        words = widgets.HTML("It is not over yet. The debrief lets the rest of the day run without "
                             "you.")
        self._asking = _box("sk-asking", words,
                            self._button("End here", "sk-end", self._finish),
                            self._button("Go on", "sk-go-on", self._stay))
        return self._asking

    def _build_line(self) -> widgets.Box:
        self._line = widgets.HTML()
        self._unfold = self._button("Show charts", "sk-unfold", self._toggle_charts)
        return _box("sk-words", self._line, self._unfold)

    def _way(self) -> tuple[widgets.Box, widgets.HTML, widgets.Button]:
        """Return a row for a message on its way; its button takes the message back."""
        words, button = widgets.HTML(), widgets.Button(description="Take it back")
        row = _box("sk-panel sk-leaving", words, button)
        button.on_click(lambda _: self._worker.ask(
            partial(self._act, "withdraw", button.tooltip, None)))
        return row, words, button

    def _button(self, words: str, name: str, then: Command, tip: str = "") -> widgets.Button:
        button = widgets.Button(description=words, tooltip=tip or words)
        button.add_class(name)
        button.on_click(lambda _: self._worker.ask(then))
        return button

    # What is drawn; everything from the situation

    @property
    def _drawn(self) -> dict[str, Callable[[Situation], str]]:
        """How each panel is drawn."""
        scenario = self.session.scenario
        return {
            "strip": lambda now: panels.strip(view.strip(now, scenario)),
            "feed": lambda now: panels.feed(view.feed(now, scenario)),
            "board": lambda now: panels.board(view.board(now, scenario)),
            "team": lambda now: panels.team(view.team(now, scenario)),
            "channels": lambda now: panels.channels(view.channels(now, scenario)),
            "you": lambda now: panels.you(view.you(now, scenario)),
            "log": lambda now: panels.log(view.log(now, scenario)),
            "charts": self._charts,
        }

    def _look(self) -> Situation:
        """Return the situation, looked at once per minute and decision."""
        world = self.session.world
        key = (self.session.now, len(world.decisions), len(world.log))
        if self._seen is None or self._seen[0] != key:
            self._seen = (key, self.session.situation)
        return self._seen[1]

    def _draw(self) -> None:
        """Write what changed; a widget is only told when its value is a new one."""
        now = self._look()
        for name, draw in self._drawn.items():
            self._panels[name].value = self._try(name, draw, now)
        briefing = now.phase == "briefing" and not self.clock.playing
        self._body.layout.display = "none" if briefing else None
        self._pulse.layout.display = "none" if briefing else None
        self._preparing.box.layout.display = None if briefing else "none"
        self._preparing.show(choices.briefing(now, self.session.scenario))
        self._letters.show(view.inbox(now, self.session.scenario))
        self._deeds.show(choices.cards(now))
        self._draw_controls(now, briefing)
        self._draw_desk(now)

    def _try(self, name: str, draw: Callable[[Situation], str], now: Situation) -> str:
        """Return the panel, or what stands in for it; one bad panel must not stop the run."""
        try:
            return draw(now)
        except Exception as error:
            self.trouble = error
            return panels.undrawn(view.capital(name), type(error).__name__)

    def _charts(self, now: Situation) -> str:
        if now is self._charted:
            return str(self._panels["charts"].value)
        self._charted = now
        exam = self.mode == "exam"
        course = None if exam else self.session.record.course
        data = charts.pulse(now, self.session.scenario, course)
        self._line.value = charts.line(data, exam)
        return charts.charts(data, exam)

    def _draw_controls(self, now: Situation, briefing: bool) -> None:
        over, playing = self.session.over, self.clock.playing
        done = over or now.at >= DAY
        self._play_button.description = "❚❚ Pause" if playing else "▶ Play"
        self._play_button.button_style = "" if playing or done else "primary"
        for button in (self._play_button, self._step_button, self._next_button):
            button.disabled = over
            button.layout.display = "none" if briefing else None
        self._end_button.button_style = "primary" if done and not playing else ""
        self._end_button.layout.display = "none" if now.phase == "briefing" else None
        reason = self.clock.reason or standing(now)
        self._paused.value = panels.paused(reason, playing, over)
        self._asking.layout.display = None if self._ending_asked else "none"
        self._said.value = panels.notice(self._notice)
        self._said.layout.display = None if self._notice else "none"

    def _draw_desk(self, now: Situation) -> None:
        composer = self._composer
        draft = composer.draft
        composer.desk = _desk(draft, now, self.session)
        composer.findings = dict(drafting.findings(draft, now))
        rows = view.on_their_way(now, self.session.world.decisions)[:len(self._leaving)]
        for place, (row, words, button) in enumerate(self._leaving):
            row.layout.display = None if place < len(rows) else "none"
            if place < len(rows):
                name, step, text, back = rows[place]
                words.value = panels.leaving(step, text)
                button.tooltip = name
                button.layout.display = "none" if back else None

    # What the one task does

    def _after(self, trouble: BaseException | None) -> None:
        """Draw after every command and every minute; say what could not be done."""
        if isinstance(trouble, SimkitError):
            self._notice = str(trouble)
        elif trouble is not None:
            self.trouble = trouble
            self._notice = f"This could not be done ({type(trouble).__name__}). The run goes on."
        try:
            self._draw()
        except Exception as error:
            self.trouble = error
            self.clock.pause("the screen could not be drawn")
            self._said.value = panels.notice(f"The screen could not be drawn: {error!r}")
            self._said.layout.display = None

    def _tick(self) -> None:
        self._pass(lambda: self.session.run(until=min(float(int(self.session.now) + 1),
                                                      self.session.scenario.horizon)))

    def _pass(self, run: Callable[[], tuple[Event, ...]]) -> None:
        """Let time pass by *run*; stand still where somebody wants something, and say it aloud."""
        before = self.session.now
        events = run()
        now = self._look()
        reason = halt(events, now)
        if not reason and (self.session.over or before < DAY <= now.at):
            reason = "the day is over" if now.at >= DAY else "the run is over"
        said = view.announcement(events, now, self.session.scenario, before)
        if reason and self.clock.playing:
            said = f"Paused at {show(now.at)}: {reason}. {said}"
        if reason:
            self.clock.pause(reason)
        if said:
            self._composer.say = said

    def _play(self) -> None:
        self._notice = ""
        if not self.session.over:
            self.clock.play(self._worker.now)

    def _toggle(self) -> None:
        if self.clock.playing:
            self.clock.pause("by you")
        else:
            self._play()

    def _step(self) -> None:
        self.clock.pause("by you")
        self._tick()

    def _next(self) -> None:
        self.clock.pause("by you")
        ahead = PATIENCE * (12 if self._look().phase == "aftermath" else 1)
        self._pass(lambda: self.session.run_to_event(NEXT, limit=ahead))

    def _toggle_charts(self) -> None:
        shown = "sk-unfolded" in self._pulse._dom_classes
        (self._pulse.remove_class if shown else self._pulse.add_class)("sk-unfolded")
        self._unfold.description = "Show charts" if shown else "Hide charts"

    def _act(self, action: str, target: str, confidence: float | None) -> None:
        self._notice = ""
        events = self.session.act(action, target, confidence=confidence)
        self._composer.say = view.told_as(events[0], self._look())

    # Writing

    def _heard(self, kind: str, draft: dict[str, Any]) -> None:
        """On any thread: the form changed (its findings follow), or wants to send or go back."""
        if kind == "send":
            self._worker.ask(lambda: self._send(draft))
        elif kind == "back":
            self._worker.ask(lambda: self._compose("", draft))
        else:
            self._worker.ask(_nothing)

    def _send(self, draft: dict[str, Any]) -> None:
        self._notice = ""
        to = str(draft.get("to") or "")
        message = drafting.message_of(draft)
        try:
            if to and not message.full_text.strip():
                raise Refused("an answer needs words")
            self.session.do("answer" if to else "post", to, message=message)
        except SimkitError as why:
            self._composer.answer(view.capital(str(why)))
            return
        self._composer.answer()
        self._drafts.pop(to, None)
        kept = self._drafts.pop("", None) if to else None
        self._composer.load(kept or drafting.empty(channels=message.channels))

    def _compose(self, to: str, draft: dict[str, Any] | None = None) -> None:
        """Put the form to an answer to the inject *to*, or back to the update; words are kept."""
        current = draft or dict(self._composer.draft)
        self._drafts[str(current.get("to") or "")] = current
        self._composer.answer()
        self._composer.load({**drafting.empty(to), **self._drafts.pop(to, {})}, focus=True)

    # The end

    def _ask_ending(self) -> Any:
        now = self._look()
        if now.restored_seen or now.at >= DAY or self.session.over:
            return self._finish()
        self.clock.pause("by you")
        self._ending_asked = True
        return None

    def _stay(self) -> None:
        self._ending_asked = False

    async def _finish(self) -> None:
        self._ending_asked = False
        self.clock.pause("the debrief")
        self._draw()
        await self._ending.run()
        self._draw()
        await self._ending.show()


def halt(events: Iterable[Event], now: Situation) -> str:
    """Return why time must stand still after *events*; empty when it need not."""
    for event in events:
        if event.kind == "inject" and event.data.get("due") is not None \
                and not choices.delegated(now):
            return "a message wants an answer"
        if event.kind == "alarm":
            return "the monitors raise an alarm"
        if event.kind == "restoration seen":
            return "the monitors show it working again"
    return ""


def standing(now: Situation) -> str:
    """Return why time stands still on a console that was only just made."""
    if now.phase == "briefing":
        return ""
    return halt((event for event in now.events if event.at > now.at - 1.0), now) or "by you"


def _desk(draft: dict[str, Any], now: Situation, session: Session) -> dict[str, Any]:
    """Return what the form offers for *draft*."""
    scenario, to = session.scenario, str(draft.get("to") or "")
    item = next((item for item in now.inbox if item.name == to), None)
    minutes = drafting.leaves_in(bool(draft.get("reviewer")), now, scenario)
    by = view.moment(now.at + minutes, scenario)
    return {
        "title": "Write an update" if item is None else f"Answer {item.sender}",
        "quote": "" if item is None else f"“{item.text}”",
        "places": drafting.places(now), "idle": drafting.idle(now),
        "readers": drafting.readers(now), "times": drafting.next_times(now, scenario),
        "leaves": "Goes to one person only." if item else
        f"Sent now, it leaves at about {by} if nobody interrupts. You can take it back "
        "until then."}


def _nothing() -> None:
    """Only have the screen drawn again."""


def _box(names: str, *children: widgets.Widget) -> widgets.Box:
    box = widgets.Box(children)
    for name in names.split():
        box.add_class(name)
    return box


def _close(widget: widgets.Widget) -> None:
    for child in getattr(widget, "children", ()):
        _close(child)
    widget.close()


def _take_over(session: Session) -> None:
    """Close the console that showed *session* before, and let no other run go on unseen."""
    for other in list(_open):
        if other.session is session:
            other.close()
        elif other.clock.playing:
            other.clock.pause("another run was opened")
            other._draw()
