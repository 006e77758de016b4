"""An outage from its briefing to its debrief, in every place where the console is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from driving import servers
from driving.browser import fresh_page
from driving.player import Keys, Player, run_notebook

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.long

PLAY = """
import simkit as sk
from simkit.widgets import Console
Console(sk.Session(sk.load("whatsapp-2021"), seed=7))
"""

Enter = Callable[[], "contextmanager[Page]"]


@pytest.fixture(params=["JupyterLab", "Notebook 7", "Voila"])
def console(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The console of a new run in each of the places; nothing outside is asked for."""
    outside: list[str] = []
    with _place(request.param, browser, tmp_path, outside) as page:
        page.locator(".sk-strip").wait_for()
        yield page
    assert outside == []


@contextmanager
def _place(name: str, browser: Browser, folder: Path, outside: list[str]) -> Iterator[Page]:
    if name == "Voila":
        with (servers.page(folder, folder / "own", "whatsapp-2021", "--seed", "7") as address,
              fresh_page(browser, "", outside) as page):
            page.goto(address)
            yield page
        return
    servers.write_notebook(folder / "outage.ipynb", PLAY)
    with (servers.jupyter(folder, folder / "own", "secret") as address,
          fresh_page(browser, "secret", outside) as page):
        where = "lab/tree" if name == "JupyterLab" else "notebooks"
        yield run_notebook(page, f"{address}/outage.ipynb", where=where)


@pytest.mark.parametrize("hands", [Player, Keys])
def test_an_outage_is_played_to_its_debrief(console: Page, hands: type[Player]) -> None:
    from playwright.sync_api import expect

    me = hands(console)
    me.prepare()
    me.begin()
    me.act("incident channel")
    me.update("Messages do not go through, for everyone. We look for the cause.", "social")
    while "working again" not in console.locator(".sk-strip").inner_text():
        if me.waiting:
            me.answer("We see it and look for the cause.")
        me.next()
    me.update("It works again. We are sorry, and say soon what it was.", "social", sure=90)
    me.debrief()
    expect(me.ending().first).to_contain_text("EXERCISE")
    expect(me.ending().first).to_contain_text("Trust ends at")
