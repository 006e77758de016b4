"""Boxes and buttons as the console makes them: of classes that its style sheet knows."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets


def box(names: str, *children: widgets.Widget) -> widgets.Box:
    """Return a box of *children* with the classes in *names*."""
    made = widgets.Box(children)
    for name in names.split():
        made.add_class(name)
    return made


def button(words: str, name: str, then: Callable[[], None], tip: str = "") -> widgets.Button:
    """Return a button that says *words* and does *then*; *name* is its class, *tip* its title."""
    made = widgets.Button(description=words, tooltip=tip or words)
    for each in name.split():
        made.add_class(each)
    made.on_click(lambda _: then())
    return made


def show_if(seen: bool, *shown: widgets.Widget) -> None:
    """Have each of *shown* take part in the page, or not."""
    for each in shown:
        each.layout.display = None if seen else "none"


def press(pressed: bool, made: widgets.Button) -> None:
    """Show *made* as the chosen one of its group, or not."""
    made.button_style = "info" if pressed else ""


def close(widget: widgets.Widget) -> None:
    """Take *widget* and all that is in it off every page."""
    for child in getattr(widget, "children", ()):
        close(child)
    widget.close()
