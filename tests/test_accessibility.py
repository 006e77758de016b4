"""axe-core finds nothing serious on any screen of a run, in the light and in the dark."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from driving.player import run_notebook
from driving.servers import write_notebook

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CONSOLES = """
import ipywidgets as widgets
import simkit as sk
from simkit.widgets import Console
from simkit.widgets.facilitator import FacilitatorScreen, Projector
briefing = Console(sk.Session(sk.load("whatsapp-2021"), seed=7))
session = sk.Session(sk.load("whatsapp-2021"), seed=7, prepare=["approval"])
session.run(until="5m")
session.post("Messages do not go through, for everyone. Next update at 15:55.", channel="social")
session.act("open_room")
session.run(until="40m")
session.post("We still look for the cause.", channel="social")
console = Console(session)
lead = FacilitatorScreen(session)
widgets.VBox([briefing.box, console.box, lead.box, Projector(session).box])
"""

THEMES = "@jupyterlab/apputils-extension:themes"
SERIOUS = ("serious", "critical")


def violations(page: Page, where: str) -> list[str]:
    """Return what axe-core holds against the elements *where*, serious or worse, in words."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=where).response["violations"]
    return [f"{rule['impact']} {rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in found if rule["impact"] in SERIOUS for node in rule["nodes"]]


@pytest.fixture(params=["Light", "Dark"])
def theme(request: pytest.FixtureRequest, page: Page, lab: str) -> Iterator[str]:
    """One of Lab's themes, set before the page is opened."""
    def choose(name: str) -> None:
        answer = page.request.put(f"{lab}/lab/api/settings/{THEMES}", data=json.dumps(
            {"raw": json.dumps({"theme": f"JupyterLab {name}"})}))
        assert answer.ok

    choose(request.param)
    yield request.param
    choose("Light")


def test_axe_finds_nothing_serious(theme: str, page: Page, lab: str, lab_folder: Path) -> None:
    write_notebook(lab_folder / "access.ipynb", CONSOLES)
    run_notebook(page, f"{lab}/access.ipynb")
    page.locator(f"body[data-jp-theme-name='JupyterLab {theme}']").wait_for(state="attached")
    page.locator(".sk-body").nth(1).wait_for()
    for screen in (".sk-whole", ".sk-lead", ".sk-room"):
        assert violations(page, screen) == []
    console = page.locator(".sk-console:not(.sk-lead)").nth(1)
    for opened in (".sk-help", ".sk-walk-again", ".sk-look-back", ".sk-ask-why",
                   ".sk-card:visible:enabled", ".sk-cause", ".sk-answer:visible"):
        console.locator(opened).first.click()
        assert violations(page, ".sk-whole") == [], opened
    page.locator(".sk-look-over").click()
    assert violations(page, ".sk-lead") == []
    page.locator(".sk-console").first.evaluate(
        "box => { box.prepend(document.createElement('input')); }")
    assert len(violations(page, ".sk-whole")) == 1  # a field without a name is found out
