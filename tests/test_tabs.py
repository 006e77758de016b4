"""Tabs that come, go and hang on a thin line: no click is lost and nothing is frozen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from driving.browser import fresh_page
from driving.player import Player, run_notebook
from driving.servers import write_notebook

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.long]

PLAY = """
import simkit as sk
from simkit.widgets import Console
session = sk.Session(sk.load("whatsapp-2021"), seed=7)
Console(session)
"""

THIN = {"offline": False, "latency": 400, "downloadThroughput": 60_000, "uploadThroughput": 30_000}
"""Milliseconds and bytes a second, as on a bad mobile network."""


def minutes(me: Player) -> int:
    """Return the simulated minutes on the clock of *me*."""
    hours, rest = me.clock.removeprefix("T+").split(":")
    return 60 * int(hours) + int(rest)


def test_two_tabs_show_one_run_and_one_goes_on_when_the_other_closes(
        browser: Browser, page: Page, lab: str, lab_token: str, lab_folder: Path) -> None:
    from playwright.sync_api import expect

    write_notebook(lab_folder / "tabs.ipynb", PLAY)
    first = Player(run_notebook(page, f"{lab}/tabs.ipynb"))
    first.begin()
    page.evaluate("document.activeElement.blur()")  # in the console, Lab's keys are still
    page.keyboard.press("Control+s")
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)
    with fresh_page(browser, lab_token, []) as other:
        other.goto(f"{lab}/lab/tree/tabs.ipynb?reset")
        second = Player(other)
        expect(other.locator(".sk-strip .big")).to_have_text(  # a second Lab is slow to open
            first.clock, timeout=60_000)
        second.press(second.box.locator(".sk-step"))
        expect(page.locator(".sk-strip .big")).to_have_text("T+0:05")
        expect(other.locator(".sk-strip .big")).to_have_text("T+0:05")
        first.press(first.box.locator(".sk-step"))
        expect(other.locator(".sk-strip .big")).to_have_text("T+0:06")
    first.press(first.box.locator(".sk-step"))
    expect(page.locator(".sk-strip .big")).to_have_text("T+0:07")


def test_on_a_thin_line_every_click_counts_once(
        page: Page, lab: str, lab_folder: Path) -> None:
    from playwright.sync_api import expect

    write_notebook(lab_folder / "thin.ipynb", PLAY)
    me = Player(run_notebook(page, f"{lab}/thin.ipynb"))
    me.begin()
    before = minutes(me)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", THIN)
    for _ in range(10):
        me.press(me.box.locator(".sk-step"))
    expect(page.locator(".sk-strip .big")).to_have_text(f"T+0:{before + 10:02}", timeout=60_000)
    me.update("We see it and look for the cause.", "social")
    assert me.leaving().count() == 1
