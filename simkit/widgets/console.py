"""The trainee's console: everything on it is read again from the session, every click a decision.

The console keeps no state of the run. Deleted and made again it shows the same screen; only drafts,
and what was opened or filtered, live here.
"""

from __future__ import annotations

import weakref
from typing import Any

import ipywidgets as widgets

from simkit.clock import DAY, show
from simkit.errors import RecordError, Refused, SimkitError
from simkit.session import Session
from simkit.situation import Situation
from simkit.widgets import choices, panels, view
from simkit.widgets.boxes import box, close, show_if
from simkit.widgets.clock import CLOCK_SHARE, Clock, Worker, usual_speed
from simkit.widgets.controls import Controls
from simkit.widgets.deeds import Deeds
from simkit.widgets.display import Display
from simkit.widgets.ending import STANDS, Debrief, Ending
from simkit.widgets.foot import Foot
from simkit.widgets.judging import Judging
from simkit.widgets.letters import Letters
from simkit.widgets.looking_back import Album, LookingBack
from simkit.widgets.modes import MODES, USUAL, Mode, chosen, recorded
from simkit.widgets.passing import Passing
from simkit.widgets.preparing import Preparing
from simkit.widgets.showing_round import ShowingRound
from simkit.widgets.style import style
from simkit.widgets.table import Driver, Glass, table_of
from simkit.widgets.tries import Tries
from simkit.widgets.view.refused import plainly
from simkit.widgets.whispers import Whispers
from simkit.widgets.writing import Desk
from simkit.widgets.yourself import Yourself

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
        self._tries = Tries(session)
        self.trouble: BaseException | None = None
        """The last error that was not a refusal; None when there was none."""
        self._scale = scale
        self._look = Glass(lambda: self.session).look
        self.clock = Clock(scale or usual_speed(session.scenario))
        self._passing = Passing(self.clock, playing, lambda: self.session, self._look, self._say)
        self._worker = Worker(self.clock, self._passing.tick, self._after)
        self._table = table_of(session)
        self._table.drive(Driver(self.clock, self._worker, self._passing.tick, self._look,
                                 lambda: self.mode, lambda: self._desk.composer.draft))
        self._album = Album()
        self._notice = ""
        self._build(debrief)
        self._take_desk()
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
    def session(self) -> Session:
        """The run as it is played now; another one after a branch."""
        return self._tries.session

    @property
    def tries(self) -> dict[str, Session]:
        """The tries of this run that are open, by name."""
        return self._tries.sessions

    @property
    def mode(self) -> str:
        """Name of the mode in which the run is played."""
        return self._passing.mode.name

    def close(self) -> None:
        """Take the console off the screen; the session stays as it is."""
        self._worker.close()
        self.clock.pause("closed")
        self._table.let_go(self.clock)
        _open.discard(self)
        close(self.box)

    def _take_desk(self) -> None:
        """Put the words on the desk that were kept of this try, and keep them from now on."""
        keeping = self._tries.current.keeping
        self._desk.take(keeping.get("drafts"), lambda drafts: keeping.put(drafts=drafts))
        self._preparing.take(keeping.get("wanted"), lambda wanted: keeping.put(wanted=wanted))

    def _play_as(self, mode: Mode) -> None:
        """Play in *mode* from now on."""
        self._passing.mode = self._controls.mode = mode
        self.clock.exam = not mode.goes_back
        if self._scale is None:
            share = CLOCK_SHARE if mode.goes_back else 1.0
            self.clock.speed = usual_speed(self.session.scenario, share)

    # Making the widgets, once

    def _build(self, debrief: Debrief | None) -> None:
        ask = self._worker.ask
        self._display = Display(self._note)
        self._desk = Desk(lambda: self.session, ask,
                          lambda name: self._act("withdraw", name, None))
        self._letters = Letters(lambda name: ask(lambda: self._desk.compose(name)))
        self._deeds = Deeds(self._act, ask)
        self._preparing = Preparing(self.session.scenario, ask, self._begin, self._choose_mode)
        self._judging = Judging(self.session.scenario, self._act, ask)
        self._you = Yourself(self._act, ask)
        self._ending = Ending(lambda: self.session, debrief, ask, self._finish, self._go_below)
        self._controls = Controls(
            self.clock, self._passing.mode, ask, toggle=self._toggle, step=self._step,
            next_event=self._next, help_=self._help)
        self._past = LookingBack(ask, look=self._look_at, again=self._try_again,
                                 switch=self._switch, rename=self._tries.rename)
        self._foot = Foot(ask, self._past, leave_past=lambda: self._look_at(None),
                          end=self._ask_ending, trouble=self._note)
        self._said = widgets.HTML()
        self._whispers = Whispers(self._say)
        shown = self._display
        top = box("sk-top", shown["strip"], self._controls.box)
        desk = box("sk-col sk-desk", shown["hint"], *self._desk.parts, shown["after"],
                   self._deeds.box)
        know = box("sk-col sk-know", self._judging.box, shown["team"], shown["channels"],
                   self._you.box, shown["log"])
        self._body = box("sk-body", box("sk-col", self._letters.box, shown["feed"]), desk, know)
        self._round = ShowingRound(self._worker.ask, {
            "top": top, "inbox": self._letters.box, "desk": self._desk.composer,
            "deeds": self._deeds.box, "know": know, "pulse": self._foot.box},
            done=self._shown_round, letters=self._switch_letters)
        console = box("sk sk-console", style(), top, self._ending.asking, self._said,
                      self._whispers.line, self._round.walk, self._round.list,
                      self._preparing.box, self._body, self._foot.box)
        self.box = box("sk-whole", console, box("sk sk-making", self._ending.progress),
                       box("sk-after", self._ending.output), self._ending.after.box)

    # What is drawn; everything from the situation

    def _draw(self) -> None:
        """Write what changed; a widget is only told when its value is a new one."""
        now = self._shown()
        self._display.show(now, self.session.scenario, hints=self._passing.mode.hints,
                           reading=self._desk.composer.reading)
        walking = self._round.walking
        briefing = now.phase == "briefing" and not self.clock.playing and not walking
        show_if(not briefing, self._body, self._foot.box)
        show_if(briefing, self._preparing.box)
        self._draw_parts(now, briefing)
        self._round.show(self.session.log_path)
        self._ending.draw()
        self._whispers.show(now)
        notice = self._notice or self._tries.current.keeping.trouble
        self._said.value = panels.notice(notice)
        show_if(bool(notice), self._said)

    def _draw_parts(self, now: Situation, briefing: bool) -> None:
        """Draw what has controls."""
        scenario = self.session.scenario
        if briefing:
            self._preparing.show(now, scenario, self._passing.mode, self.session.log_path)
        self._letters.show(view.inbox(now, scenario), view.stand_in(now))
        self._deeds.show(choices.cards(now), now.phase == "aftermath")
        self._judging.show(now, scenario)
        self._you.show(now, scenario)
        self._controls.show(self._look(), self.session.over, briefing)
        self._desk.show(now)
        (self._body.remove_class if self._past.at is None else self._body.add_class)("sk-was")
        self._foot.show(self._look(), self._tries, self._passing.mode, self.clock.playing)

    def _shown(self) -> Situation:
        """Return the situation on the screen: now, or the earlier minute that is looked at."""
        if self._past.at is None:
            return self._look()
        return self._album.at(self.session, self._past.at)

    # The briefing, and the first minute

    def _choose_mode(self, name: str) -> None:
        self._play_as(MODES[name])

    def _begin(self) -> None:
        """Decide what was chosen in the briefing, and let the day begin."""
        self._notice = ""
        for name in list(self._preparing.wanted):
            self.session.act("prepare", name)
            self._preparing.wanted.remove(name)
        if self.mode != (recorded(self.session) or USUAL):
            self.session.act("mode", self.mode)
        if self._passing.mode.hints:
            self._round.begin()
        else:
            self._play()

    def _help(self) -> None:
        if self._passing.mode.goes_back and self.clock.playing and not self._round.listed:
            self._passing.pause()
        self._round.toggle()

    def _shown_round(self) -> None:
        if self._look().phase == "briefing":
            self._play()

    def _switch_letters(self, on: bool) -> None:
        self._desk.composer.letters = on

    # What the one task does

    def _after(self, trouble: BaseException | None) -> None:
        """Draw after every command and every minute; say what could not be done."""
        if isinstance(trouble, RecordError):  # nothing more can be written, so nothing may pass
            self.clock.pause("this run goes on elsewhere")
        if isinstance(trouble, SimkitError):
            self._notice = plainly(str(trouble), self._look())
        elif trouble is not None:
            self.trouble = trouble
            self._notice = f"This could not be done ({type(trouble).__name__}). The run goes on."
        try:
            self._draw()
        except Exception as error:
            self.trouble = error
            self.clock.pause("the screen could not be drawn")
            self._said.value = panels.notice(
                f"The screen could not be drawn ({type(error).__name__}). Time stands still; what "
                "was decided is kept.")
            show_if(True, self._said)
        self._table.changed(self.session)

    def _note(self, error: BaseException) -> None:
        self.trouble = error

    def _say(self, words: str) -> None:
        self._desk.composer.say = words

    def _must_be_now(self) -> None:
        """Refuse what changes the run while an earlier minute is looked at."""
        if self._past.at is not None:
            raise Refused(f"you look at {show(self._past.at)}; go back to now, or try again from "
                          "there")

    def _play(self) -> None:
        self._notice = ""
        self._past.at = None
        self._passing.play(self._worker.now)

    def _step(self) -> None:
        self._notice = ""
        self._passing.step()

    def _next(self) -> None:
        self._notice = ""
        self._passing.next()

    def _toggle(self) -> None:
        if self.clock.playing:
            self._passing.pause()
        else:
            self._play()

    # The past

    def _look_at(self, minute: float | None) -> None:
        """Show *minute* as it was, or now; time stands meanwhile."""
        if minute is not None:
            self._passing.pause("you look back")
        self._past.at = minute

    def _try_again(self, minute: float) -> None:
        """Go on from *minute* in another try; the one before is kept."""
        name = self._tries.current.name
        self._tries.branch(minute)
        self._take_desk()
        self._past.at = None
        self._notice = f"{self._tries.current.name} begins. “{name}” is kept; Look back shows both."

    def _switch(self, name: str) -> None:
        self._passing.pause()
        try:
            self._tries.switch(name)
        except RecordError as why:  # of the other try's log; this one goes on
            raise Refused(f"{name} cannot be opened: {why}") from None
        self._notice = f"“{name}” goes on, at {show(self.session.now)}."
        self._take_desk()
        self._past.at = None

    def _act(self, action: str, target: str, confidence: float | None) -> None:
        self._notice = ""
        self._must_be_now()
        events = self.session.act(action, target, confidence=confidence)
        self._say(view.told_as(events[0], self._look()))

    # The end

    def _ask_ending(self) -> Any:
        now = self._look()
        if now.restored_seen or now.at >= DAY or self.session.over:
            return self._finish()
        self._passing.pause()
        self._ending.asked = True
        return None

    def _go_below(self, words: str) -> None:
        """Have the page go to what stands below the console, and say *words* aloud."""
        self._desk.composer.below += 1
        self._say(words)

    async def _finish(self) -> None:
        self._ending.asked = False
        if self._ending.stands:
            self._go_below(STANDS)
            return
        self._notice = ""
        self._past.at = None
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
