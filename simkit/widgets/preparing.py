"""The briefing on the screen: what to have ready, how to play, and the button that begins."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from simkit.scenario.parts import Scenario
from simkit.situation import Situation
from simkit.widgets import preparing_panels as panels
from simkit.widgets.boxes import box, button, press
from simkit.widgets.clock import Command
from simkit.widgets.guiding_panels import kept
from simkit.widgets.modes import MODES, Mode
from simkit.widgets.view.readying import briefing


class Preparing:
    """Preparations and modes can be chosen and dropped; *Start the day* decides them."""

    def __init__(self, scenario: Scenario, ask: Callable[[Command], None],
                 begin: Command, choose_mode: Callable[[str], None]) -> None:
        """*ask* has something done by the one task that may write the widgets; *begin* lets the
        day begin; *choose_mode* is called with the name of a mode."""
        self.wanted: list[str] = []
        """Ids of the preparations chosen so far."""
        self._keep: Callable[[list[str]], None] = lambda wanted: None
        self._about, self._budget, self._ears, self._side = (widgets.HTML() for _ in range(4))
        self._start = button("Start the day", "sk-begin", lambda: ask(begin))
        self._start.button_style = "primary"
        self._texts = [widgets.HTML() for _ in scenario.briefing.offers]
        self._buttons = [button("Choose", "sk-choose", partial(ask, partial(self._toggle, o.id)))
                         for o in scenario.briefing.offers]
        rows = [box("sk-offer", *pair) for pair in zip(self._buttons, self._texts, strict=True)]
        self._modes = {name: button(name.capitalize(), "sk-card sk-mode",
                                    partial(ask, partial(choose_mode, name)), mode.words)
                       for name, mode in MODES.items()}
        how = box("sk-panel sk-how", widgets.HTML(panels.how()), *self._modes.values())
        top = box("sk-about", self._about, self._start)
        self.box = box("sk-briefing", top, box(
            "sk-ready", box("sk-col", box("sk-panel sk-offers", self._budget, *rows), self._ears),
            box("sk-col", how, self._side)))
        for panel in (self._ears, self._side):
            panel.add_class("sk-panel")

    def take(self, kept: Any, keep: Callable[[list[str]], None]) -> None:
        """Choose what was *kept* of an earlier page; *keep* is told of every change."""
        known = len(self._buttons) and isinstance(kept, list)
        self.wanted = [str(name) for name in kept] if known else []
        self._keep = keep

    def show(self, now: Situation, scenario: Scenario, mode: Mode, log: Path | None) -> None:
        """Show what stands, what is chosen, what is left to spend, and where the *log* lies."""
        data = briefing(now, scenario, self.wanted)
        self._about.value = panels.about(data)
        self._budget.value = panels.budget(data)
        self._ears.value = panels.ears(data)
        self._side.value = panels.side(data) + kept("" if log is None else str(log))
        rows = zip(data["offers"], self._texts, self._buttons, strict=True)
        for offer, text, each in rows:
            text.value = panels.preparation(offer)
            each.disabled = not offer["possible"]
            taken = offer["done"] or offer["chosen"]
            each.description = "✓ Ready" if offer["done"] else "✓ Chosen" if taken else "Choose"
            press(offer["chosen"], each)
        for name, each in self._modes.items():
            press(name == mode.name, each)

    def _toggle(self, name: str) -> None:
        if name in self.wanted:
            self.wanted.remove(name)
        else:
            self.wanted.append(name)
        self._keep(list(self.wanted))
