"""The facilitator's page: the truth beside the trainees' view, injects, objectives, the clock."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from simkit.clock import show
from simkit.session import Session
from simkit.situation import Situation
from simkit.widgets import drafting, view
from simkit.widgets import panels as console_panels
from simkit.widgets.boxes import box, button, close, press, show_if
from simkit.widgets.controls import speeds
from simkit.widgets.display import attempt
from simkit.widgets.facilitator import goals, injects, panels, told, truth
from simkit.widgets.facilitator.hand import HELD, Hand
from simkit.widgets.facilitator.slips import Slips
from simkit.widgets.facilitator.theirs import Theirs
from simkit.widgets.facilitator.timer import LENGTH, Timer
from simkit.widgets.modes import MODES, standing, to_others
from simkit.widgets.style import style
from simkit.widgets.table import table_of

SHEET = Path(__file__).with_name("facilitator.css").read_text(encoding="utf-8")

DELAY = "10m"
"""What *later* adds."""


class FacilitatorScreen:
    """A session as its facilitator sees it. ``FacilitatorScreen(session)`` as the last line of a
    cell shows it; the trainees' console of the same session may stand in another cell or tab."""

    def __init__(self, session: Session) -> None:
        self.table = table_of(session)
        self._run = session
        """An open page holds its run, also where nobody else does."""
        self.trouble: BaseException | None = None
        """The last panel that could not be drawn; None when there was none."""
        self._hand = Hand(self.table, self._say)
        self._slips = Slips(lambda: self.table.session, self._hand)
        self._unfolded = False
        self._judged: tuple[object, list[goals.Goal]] | None = None
        self._build()
        self.table.join("facilitator", self)
        self.draw()

    def __repr__(self) -> str:
        session = self.table.session
        return f"<Facilitator's page of {session.scenario.id!r} at {show(session.now)}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {**self.box._repr_mimebundle_(), "text/plain": repr(self)}

    def close(self) -> None:
        """Take the page off the screen; the run stays as it is."""
        self.table.leave(self)
        close(self.box)

    # Making the widgets, once

    def _build(self) -> None:
        self._panels = {name: widgets.HTML() for name in self._drawn}
        for name, panel in self._panels.items():
            panel.add_class("sk-strip" if name == "strip" else "sk-panel")
            panel.add_class(f"sk-lead-{name}")
        self._said = widgets.HTML()
        show_if(False, self._said)
        top = box("sk-top", self._panels["strip"], self._build_controls())
        left = box("sk-col", self._panels["came"], self._build_planned(), self._slips.write)
        middle = box("sk-col", self._panels["truth"], self._panels["desk"], self._panels["log"])
        right = box("sk-col", self._build_goals(), self._slips.whisper, self._slips.note,
                    self._build_hot_wash(), self._slips.chairs)
        self._own = box("sk-body", left, middle, right)
        self._theirs = Theirs(self._note_trouble)
        self.box = box("sk sk-console sk-lead", style(SHEET), top, self._said, self._own,
                       self._theirs.box)

    def _build_controls(self) -> widgets.Box:
        self._play = button("▶ Play", "sk-play", self._hand.play)
        self._stop = button("❚❚ Stop", "sk-stop", self._hand.stop,
                            "Stop the clock until you start it again")
        self._step = button("+1 min", "sk-step", self._hand.step, "Let one minute pass")
        speed = self._hand.driver.clock.speed
        self._speed = widgets.Dropdown(options=speeds(speed), value=speed, description="Speed")
        self._speed.add_class("sk-speed")
        self._speed.observe(lambda change: self._hand.ask(
            lambda _: setattr(self._hand.driver.clock, "speed", change["new"])), "value")
        self._paused = widgets.HTML()
        self._paused.add_class("sk-paused")
        self._look = button("Their screen", "sk-look-over",
                            lambda: self._hand.ask(self._look_over),
                            "See what the trainees have on their screen")
        return box("sk-controls", box("sk-row", self._play, self._stop, self._step, self._look),
                   box("sk-row", self._paused, self._speed))

    def _look_over(self, _: Any) -> None:
        self._theirs.opened = not self._theirs.opened

    def _build_planned(self) -> widgets.Box:
        """Return a row for every inject of the scenario: a row never changes its inject."""
        self._planned_head = widgets.HTML()
        self._rows: dict[str, tuple[widgets.Box, widgets.HTML, list[widgets.Button]]] = {}
        for inject in self.table.session.scenario.injects:
            text = widgets.HTML()
            acts = [self._act(words, tip, act) for words, tip, act in (
                ("Send now", f"Let {inject.sender} come now", partial(_fire, inject.id)),
                ("+10 min", f"Let {inject.sender} come 10 minutes later",
                 partial(_delay, inject.id)),
                ("Leave out", f"Leave {inject.sender} out", partial(_skip, inject.id)))]
            acts.append(button("Edit", "", partial(self._slips.edit, inject.id),
                               f"Write what {inject.sender} says in your words"))
            self._rows[inject.id] = (box("sk-inject", text, box("sk-acts", *acts)), text, acts)
        self._all = button("Show all", "sk-quiet", lambda: self._hand.ask(self._unfold))
        return box("sk-panel sk-planned", self._planned_head,
                   *(row for row, _, _ in self._rows.values()), self._all)

    def _unfold(self, _: Any) -> None:
        self._unfolded = not self._unfolded

    def _act(self, words: str, tip: str, act: Callable[[Any], object]) -> widgets.Button:
        return button(words, "", lambda: self._hand.ask(act), tip)

    def _build_goals(self) -> widgets.Box:
        self._goals_head = widgets.HTML(panels.goals_head())
        self._goals: dict[str, tuple[widgets.HTML, dict[str, widgets.Button]]] = {}
        rows = []
        for goal in self.table.session.scenario.objectives:
            text = widgets.HTML()
            letters = {letter: self._act(letter, f"Rate {letter}: {goal.text}",
                                         partial(_mark, goal.id, letter))
                       for letter in goals.LETTERS}
            self._goals[goal.id] = text, letters
            rows.append(box("sk-goal", text, box("sk-rating", *letters.values())))
        made = box("sk-panel sk-goals", self._goals_head, *rows)
        show_if(bool(rows), made)
        return made

    def _build_hot_wash(self) -> widgets.Box:
        self._timer = Timer()
        words = widgets.HTML(console_panels.head("Hot wash", f"{LENGTH:g} min") + (
            '<p class="small soft">Stops the clock. Reactions 3, what happened 4, why 5, what next '
            "3 minutes.</p>"))
        self._wash = button("Start the hot wash", "sk-hot-wash", self._hot_wash)
        return box("sk-panel sk-wash", words, self._timer, self._wash)

    # What is drawn

    @property
    def _drawn(self) -> dict[str, Callable[[Situation], str]]:
        """How each panel is drawn from what the trainees can know, and from the truth."""
        session = self.table.session
        world, scenario = session.world, session.scenario
        return {
            "strip": lambda now: panels.strip(view.strip(now, scenario),
                                              str(session.log_path or "")),
            "came": lambda now: panels.came(injects.came(world)),
            "truth": lambda now: panels.truth(truth.rows(world, now, self._hand.driver.mode())),
            "desk": lambda now: panels.desk(
                drafting.findings(self._hand.driver.draft(), now, scenario.service.name),
                view.on_their_way(now, world.decisions)),
            "log": lambda now: panels.log(told.log(session.record), len(world.log)),
        }

    def draw(self) -> None:
        """Write what changed; one bad panel must not stop the run."""
        self._run = self.table.session
        now = self._hand.driver.look()
        for name, panel in self._drawn.items():
            self._panels[name].value = attempt(name, partial(panel, now), self._note_trouble)
        show_if(not self._theirs.opened, self._own)
        press(self._theirs.opened, self._look)
        try:
            self._theirs.show(now, self.table.session, self._hand.driver.mode())
            self._draw_planned()
            self._draw_goals()
            self._draw_controls(now)
        except Exception as error:
            self._note_trouble(error)
            self._say(f"This page could not be drawn ({type(error).__name__}). The run goes on.")

    def _note_trouble(self, error: BaseException) -> None:
        self.trouble = error

    def _draw_planned(self) -> None:
        world = self.table.session.world
        self._planned_head.value = panels.injects_head(injects.counted(world))
        rows = {row["id"]: row for row in injects.planned(world)}
        order = list(rows)
        shown = order if self._unfolded else injects.folded(list(rows.values()))
        self._all.description = "Show fewer" if self._unfolded else f"Show all {len(order)}"
        show_if(self._unfolded or len(order) > len(shown), self._all)
        for name, (whole, text, acts) in self._rows.items():
            show_if(name in shown, whole)
            if name not in shown:
                continue
            whole.layout.order = str(order.index(name) + 1)
            text.value = panels.inject(rows[name])
            send, *others = acts
            send.button_style = "primary" if rows[name]["next"] else ""
            show_if(not rows[name]["skipped"], *others)

    def _draw_goals(self) -> None:
        session = self.table.session
        key = (session, session.now, len(session.world.decisions))
        if self._judged is None or self._judged[0] != key:
            self._judged = key, goals.goals(session.record)
        for goal in self._judged[1]:
            text, letters = self._goals[goal["id"]]
            text.value = panels.goal(goal)
            for letter, each in letters.items():
                press(letter == goal["rating"], each)

    def _draw_controls(self, now: Situation) -> None:
        clock, over = self._hand.driver.clock, self.table.session.over
        self._play.disabled = over or clock.playing
        self._play.button_style = "" if clock.playing or over else "primary"
        self._stop.disabled = over or clock.held
        self._step.disabled = over
        if clock.speed not in [value for _, value in self._speed.options]:
            self._speed.options = speeds(clock.speed)
        self._speed.value = clock.speed
        reason = to_others(clock.reason or standing(now, MODES[self._hand.driver.mode()]))
        reason = "by you" if reason == HELD else reason
        self._paused.value = console_panels.paused(reason, clock.playing, over)
        self._wash.description = "End the hot wash" if self._timer.running else "Start the hot wash"
        self._slips.show()

    def _say(self, words: str) -> None:
        self._said.value = console_panels.notice(view.capital(words))
        show_if(bool(words), self._said)

    # What the forms do

    def _hot_wash(self) -> None:
        if self._timer.running:
            self._timer.stop()
            self._hand.ask(lambda _: None)
            return
        self._timer.start()
        self._hand.stop()
        self._hand.ask(lambda hand: hand.hot_wash(LENGTH))


def _fire(name: str, hand: Any) -> None:
    hand.fire(name)


def _delay(name: str, hand: Any) -> None:
    hand.delay(name, DELAY)


def _skip(name: str, hand: Any) -> None:
    hand.skip(name)


def _mark(goal: str, letter: str, hand: Any) -> None:
    hand.mark(goal, letter)
