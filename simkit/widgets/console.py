"""The trainee's console: everything on it is read again from the session, every click a decision.

The console keeps no state of the run. Deleted and made again it shows the same screen; only drafts,
and what was opened or filtered, live here.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from simkit.clock import DAY, show
from simkit.errors import Refused, SimkitError
from simkit.session import Session
from simkit.situation import Situation
from simkit.widgets import charts, choices, panels, view
from simkit.widgets.boxes import box, button, close, show_if
from simkit.widgets.clock import Clock, Worker, usual_speed
from simkit.widgets.controls import Controls
from simkit.widgets.deeds import Deeds
from simkit.widgets.ending import Debrief, Ending
from simkit.widgets.letters import Letters
from simkit.widgets.modes import Mode, chosen
from simkit.widgets.passing import Passing
from simkit.widgets.preparing import Preparing
from simkit.widgets.style import style
from simkit.widgets.writing import Desk

_open: weakref.WeakSet[Console] = weakref.WeakSet()


class Console:
    """A session as a trainee plays it in a notebook.

    ``Console(session)`` as the last line of a cell shows it. *mode* is one of ``modes.MODES``
    (default: what the session's record says, else ``practice``); *scale* the seconds that a
    simulated minute takes at first (default: what fits the scenario's session length); *debrief*
    makes what is shown at the end (default: the after-action report).
    """

    def __init__(self, session: Session, mode: str | None = None, scale: float | None = None,
                 debrief: Debrief | None = None) -> None:
        if scale is not None and not scale > 0.0:
            raise Refused(f"scale is the seconds that a minute takes, above 0; got {scale:g}")
        playing = chosen(mode, session)
        _take_over(session)
        self.session = session
        self.trouble: BaseException | None = None
        """The last error that was not a refusal; None when there was none."""
        self.clock = Clock(scale or usual_speed(session.scenario))
        self._passing = Passing(self.clock, playing, lambda: self.session, self._look, self._say)
        self._worker = Worker(self.clock, self._passing.tick, self._after)
        self._seen: tuple[object, Situation] | None = None
        self._charted: Situation | None = None
        self._notice = ""
        self._ending_asked = False
        self._build(debrief)
        self._play_as(playing)
        self._draw()
        _open.add(self)

    def __repr__(self) -> str:
        return (f"<Console of {self.session.scenario.id!r} seed {self.session.seed} at "
                f"{show(self.session.now)}, {self.mode}>")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle = dict(self.box._repr_mimebundle_())
        bundle["text/plain"] = repr(self)
        return bundle

    @property
    def mode(self) -> str:
        """Name of the mode in which the run is played."""
        return self._passing.mode.name

    def close(self) -> None:
        """Take the console off the screen; the session stays as it is."""
        self._worker.close()
        self.clock.pause("closed")
        _open.discard(self)
        close(self.box)

    def _play_as(self, mode: Mode) -> None:
        """Play in *mode* from now on."""
        self._passing.mode = self._controls.mode = mode
        self.clock.exam = not mode.goes_back
        self._charted = None

    # Making the widgets, once

    def _build(self, debrief: Debrief | None) -> None:
        ask = self._worker.ask
        self._panels = {name: widgets.HTML() for name in self._drawn}
        for name, panel in self._panels.items():
            panel.add_class("sk-strip" if name == "strip" else "sk-panel")
            panel.add_class(f"sk-{name}")
        self._desk = Desk(lambda: self.session, ask,
                          lambda name: self._act("withdraw", name, None))
        self._letters = Letters(lambda name: ask(lambda: self._desk.compose(name)))
        self._deeds = Deeds(self._act, ask)
        self._preparing = Preparing(
            self.session.scenario, lambda name: ask(lambda: self._act("prepare", name, None)),
            lambda: ask(self._play))
        self._ending = Ending(self.session, debrief)
        self._controls = Controls(
            self.clock, self._passing.mode, ask, toggle=self._toggle, step=self._passing.step,
            next_event=self._passing.next, end=self._ask_ending)
        self._asking = self._build_ending()
        self._said = widgets.HTML()
        top = box("sk-top", self._panels["strip"], self._controls.box)
        desk = box("sk-col sk-desk", *self._desk.parts, self._deeds.box)
        self._body = box("sk-body", box("sk-col", self._letters.box, self._panels["feed"]), desk,
                         box("sk-col sk-know", *(self._panels[name] for name in (
                             "board", "team", "channels", "you", "log"))))
        self._pulse = box("sk-pulse", self._build_line(), self._panels["charts"])
        console = box("sk sk-console", style(), top, self._asking, self._said,
                      self._ending.progress, self._preparing.box, self._body, self._pulse)
        self.box = box("sk-whole", console, box("sk-after", self._ending.output))

    def _build_ending(self) -> widgets.Box:
        words = widgets.HTML("It is not over yet. The debrief lets the rest of the day run without "
                             "you.")
        ask = self._worker.ask
        return box("sk-asking", words, button("End here", "sk-end", lambda: ask(self._finish)),
                   button("Go on", "sk-go-on", lambda: ask(self._stay)))

    def _build_line(self) -> widgets.Box:
        self._line = widgets.HTML()
        self._unfold = button("Show charts", "sk-unfold",
                              lambda: self._worker.ask(self._toggle_charts))
        return box("sk-words", self._line, self._unfold)

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
        key = (self.session, self.session.now, len(world.decisions), len(world.log))
        if self._seen is None or self._seen[0] != key:
            self._seen = (key, self.session.situation)
        return self._seen[1]

    def _draw(self) -> None:
        """Write what changed; a widget is only told when its value is a new one."""
        now = self._look()
        for name, draw in self._drawn.items():
            self._panels[name].value = self._try(name, draw, now)
        briefing = now.phase == "briefing" and not self.clock.playing
        show_if(not briefing, self._body, self._pulse)
        show_if(briefing, self._preparing.box)
        self._preparing.show(choices.briefing(now, self.session.scenario))
        self._letters.show(view.inbox(now, self.session.scenario))
        self._deeds.show(choices.cards(now))
        self._controls.show(now, self.session.over, briefing)
        self._desk.show(now)
        show_if(self._ending_asked, self._asking)
        self._said.value = panels.notice(self._notice)
        show_if(bool(self._notice), self._said)

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
        exam = not self._passing.mode.shows_trust
        course = None if exam else self.session.record.course
        data = charts.pulse(now, self.session.scenario, course)
        self._line.value = charts.line(data, exam)
        return charts.charts(data, exam)

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
            show_if(True, self._said)

    def _say(self, words: str) -> None:
        self._desk.composer.say = words

    def _play(self) -> None:
        self._notice = ""
        self._passing.play(self._worker.now)

    def _toggle(self) -> None:
        if self.clock.playing:
            self._passing.pause()
        else:
            self._play()

    def _toggle_charts(self) -> None:
        shown = "sk-unfolded" in self._pulse._dom_classes
        (self._pulse.remove_class if shown else self._pulse.add_class)("sk-unfolded")
        self._unfold.description = "Show charts" if shown else "Hide charts"

    def _act(self, action: str, target: str, confidence: float | None) -> None:
        self._notice = ""
        events = self.session.act(action, target, confidence=confidence)
        self._say(view.told_as(events[0], self._look()))

    # The end

    def _ask_ending(self) -> Any:
        now = self._look()
        if now.restored_seen or now.at >= DAY or self.session.over:
            return self._finish()
        self._passing.pause()
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


def _take_over(session: Session) -> None:
    """Close the console that showed *session* before, and let no other run go on unseen."""
    for other in list(_open):
        if other.session is session:
            other.close()
        elif other.clock.playing:
            other.clock.pause("another run was opened")
            other._draw()
