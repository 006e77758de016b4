"""The README's pictures, made from the real thing.

    SIMKIT_PICTURES=.github/pictures .venv/bin/pytest -m pictures tests/test_pictures.py
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.pictures

PLAYED = """
import simkit as sk
from simkit.widgets import Console
session = sk.Session(sk.load("whatsapp-2021"), seed=7, prepare=["approval", "templates"])
session.run(until="5m")
session.post("Messages and calls do not go through, for everyone. We are finding out why.",
             channel="social", next_update="30m")
session.run(until="9m")
session.act("open_room")
session.run(until="19m")
session.answer("reporter", "No sign of an attack so far. We tell you when we know the cause.")
session.run(until="30m")
Console(session)
"""

def until(minute: str) -> str:
    """Return PLAYED stopped at *minute*: up to the reporter, or beyond the end."""
    begun = PLAYED.partition('session.run(until="19m")')[0] if minute == "10m" else (
        PLAYED.replace("Console(session)", ""))
    return f'{begun}session.run(until="{minute}")\nConsole(session)'


BRIEFING = """
import simkit as sk
from simkit.widgets import Console
Console(sk.Session(sk.load("whatsapp-2021"), seed=7))
"""

LED = PLAYED.replace("Console(session)", """
from simkit.facilitator import Facilitator
from simkit.widgets.facilitator import FacilitatorScreen, Projector
hand = Facilitator(session)
hand.seat("communications", "Blue")
hand.delay("bakery", "20m")
session.act("fix", "dns", confidence=0.6)
session.run(until="34m")
hand.note("Good: they asked who is free before answering the press.", "plus")
hand.mark("first-word", "S")
""")

DEBRIEF = """
import simkit as sk
from simkit.debrief import report
session = sk.let_play(sk.Session(sk.load("whatsapp-2021"), seed=7), "by_the_book")
report(session, runs=6, workers=2)
"""


def save(page: Page, name: str, sign: str, *, height: int) -> None:
    """Save what *page* shows around *sign* as *name* in the folder that SIMKIT_PICTURES names."""
    folder = Path(os.environ.get("SIMKIT_PICTURES", ".github/pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    page.set_viewport_size({"width": 1280, "height": height})
    page.locator(sign).first.evaluate(
        "sign => (sign.closest('.sk') ?? sign).scrollIntoView({ block: 'start' })")
    page.wait_for_function("() => document.fonts.ready")
    page.screenshot(path=folder / name)


@pytest.mark.parametrize(("name", "source", "sign", "height"), [
    ("briefing.png", BRIEFING, ".sk-strip", 900),
    ("minute-10.png", until("10m"), ".sk-strip", 900),
    ("console.png", PLAYED, ".sk-strip", 900),
    ("broken-promise.png", until("45m"), ".sk-strip .broken", 900),
    ("facilitator.png", LED + "FacilitatorScreen(session)", ".sk-lead .sk-strip", 900),
    ("room.png", LED + "Projector(session)", ".sk-room .top", 720),
    ("debrief.png", DEBRIEF, ".jp-RenderedHTML", 900),
])
def test_a_picture(name: str, source: str, sign: str, height: int, lab_folder: Path,
                   run_notebook: Callable[[str], Page]) -> None:
    cell = nbformat.v4.new_code_cell(source.strip())
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel}),
                   lab_folder / "outage.ipynb")
    page = run_notebook("outage.ipynb")
    page.locator(sign).first.wait_for()
    page.keyboard.press("Control+b")  # without the list of files, and without the code
    page.add_style_tag(content=".jp-Cell-inputWrapper { display: none !important }")
    save(page, name, sign, height=height)
