"""The console in a real JupyterLab, as a trainee uses it."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

BEGIN = """
import simkit as sk
from IPython.display import HTML
from simkit.widgets import Console
session = sk.Session(sk.load("whatsapp-2021"), seed=7)
console = Console(session, scale=0.05, debrief=lambda run: HTML(
    f"<p class='t-end'>{run!r} {run.record.decisions!r}</p>".replace("<Se", "Se")))
console
"""

HEARD = """
import os
from pathlib import Path
import simkit as sk
from simkit.widgets import Console
Path("pid").write_text(str(os.getpid()))
session = sk.Session(sk.load("whatsapp-2021"), seed=7, log="heard.jsonl")
session.run(until="20m")
Console(session)
"""

HOSTILE = """
import dataclasses
import simkit as sk
from simkit.widgets import Console
bad = "<img src=x onerror='document.title=1'><script>document.title=2</script>"
plain = sk.load("whatsapp-2021")
scenario = dataclasses.replace(
    plain, title=bad, service=dataclasses.replace(plain.service, name=bad),
    injects=tuple(dataclasses.replace(i, text=bad, sender=bad) for i in plain.injects),
    segments=tuple(dataclasses.replace(s, voices=(bad,)) for s in plain.segments),
    team=tuple(dataclasses.replace(p, name=bad) for p in plain.team))
session = sk.Session(scenario, seed=7)
session.run(until="20m")
session.post(bad, "social")
session.run(until="45m")
Console(session)
"""


def write_notebook(path: Path, *sources: str) -> None:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


def until_paused(page: Page, reason: str) -> None:
    page.locator(".sk-paused").get_by_text(reason).wait_for()


def test_a_trainee_plays_reads_posts_and_sees_the_debrief(
    lab_folder: Path, run_notebook: Callable[[str], Page]
) -> None:
    from playwright.sync_api import expect

    write_notebook(lab_folder / "console.ipynb", BEGIN)
    page = run_notebook("console.ipynb")
    page.locator(".sk-offer button").first.click()
    page.get_by_text("2.5 of 3 days left").wait_for()
    page.locator(".sk-begin").click()
    until_paused(page, "the monitors raise an alarm")
    page.locator(".sk-play").click()
    until_paused(page, "a message wants an answer")
    expect(page.locator(".letter.open")).to_contain_text("Support lead")
    expect(page.locator(".sk-aloud")).to_contain_text("Support lead asks for an answer by")

    # Lab's keys stay still: b would make a cell, Enter would leave for the editor.
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    page.locator(".sk-step").focus()
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    until_paused(page, "by you")
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells

    page.locator(".sk-what input").fill("Messages are failing for everyone.")
    page.locator(".sk-text textarea").fill("We look into it.")
    expect(page.locator(".sk-findings li.sk-found").first).to_contain_text("it is down")
    page.locator(".sk-form .sk-main").click()
    expect(page.locator(".sk-note")).to_have_text("Choose where it goes.")
    page.get_by_label("social").check()
    expect(page.locator(".sk-note")).to_contain_text("it leaves at about", timeout=30_000)
    expect(page.locator(".sk-preview")).to_contain_text("Social 51 / 280")
    page.locator(".sk-text textarea").press("Control+Enter")
    expect(page.locator(".sk-leaving").first).to_contain_text(
        "“Messages are failing for everyone. We look into it.”")
    expect(page.locator(".sk-what input")).to_have_value("")
    page.locator(".sk-what input").press("Escape")
    assert "sk-console" in page.evaluate("document.activeElement.className")

    page.locator(".sk-letter button:visible").first.click()
    page.locator(".sk-text textarea:focus").wait_for()
    page.keyboard.type("We see it and look into it.")
    page.locator(".sk-composer").get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".sk-inbox")).to_contain_text("Your answer is on its way")

    page.locator(".sk-debrief").click()
    page.locator(".sk-end").click()
    end = page.locator(".t-end")
    end.wait_for(timeout=60_000)
    expect(end).to_be_in_viewport()
    expect(end).to_contain_text("T+24:00")
    expect(page.locator(".sk-strip")).to_contain_text("T+24:00")


def test_the_desk_comes_into_sight_though_lab_goes_on_to_the_next_cell(
    lab_folder: Path, run_notebook: Callable[[str], Page]
) -> None:
    from playwright.sync_api import expect

    write_notebook(lab_folder / "first.ipynb", BEGIN, *["pass\n" * 20] * 4)
    page = run_notebook("first.ipynb")
    expect(page.locator(".sk-strip")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Start the day")).to_be_in_viewport(ratio=1)


def test_keys_lead_everywhere_and_act_in_the_console_only(
    lab_folder: Path, run_notebook: Callable[[str], Page]
) -> None:
    from playwright.sync_api import expect

    write_notebook(lab_folder / "keys.ipynb", BEGIN.replace("console = C", """
session.run(until="20m")
console = C"""))
    page = run_notebook("keys.ipynb")
    page.locator(".sk-strip").wait_for()
    page.locator(".sk-console").focus()
    focus = page.locator(":focus")
    page.keyboard.press("w")
    expect(focus).to_have_attribute("name", "what")
    page.keyboard.type("n? . a")  # in a field, letters are letters
    expect(focus).to_have_value("n? . a")
    page.keyboard.press("Escape")
    page.keyboard.press("i")
    expect(focus).to_have_text("Answer")
    page.keyboard.press("a")
    expect(focus).to_have_text("What fits now")
    page.keyboard.press("ArrowRight")
    expect(focus).to_have_text("Ask")
    page.keyboard.press("Enter")
    page.keyboard.press("4")
    expect(page.locator(".sk-filter.mod-info")).to_have_text(["Repair"])
    page.keyboard.press("t")
    expect(focus).to_have_attribute("aria-label", "Team")
    page.keyboard.press("?")
    expect(page.locator(".sk-keys")).to_contain_text("who waits longest")
    page.keyboard.press("Escape")
    expect(page.locator(".sk-keys")).to_be_hidden()
    page.keyboard.press("n")
    expect(page.locator(".sk-strip .big")).not_to_have_text("T+0:20")

    # What had the focus goes away; the keys of the console work on.
    page.locator(".sk-filter").first.press("Enter")
    expect(page.locator(".sk-filter.mod-info")).to_have_text(["What fits now"])
    # Its row may hold the words while it is hidden: a filter is seen before what it shows
    page.locator(".sk-card:visible").filter(has_text="Brief the executives").press("Enter")
    page.locator(".sk-start:visible").press("Enter")
    expect(page.locator(".sk-line")).to_be_hidden()
    expect(focus).to_have_text("What fits now")
    expect(page.locator(".sk-card").filter(has_text="Brief the executives")).to_have_attribute(
        "title", re.compile("under way since"))
    page.keyboard.press("t")
    expect(focus).to_have_attribute("aria-label", "Team")
    assert page.locator(".jp-Notebook .jp-Cell").count() == 1


def test_looking_back_and_trying_again_keeps_both(
    lab_folder: Path, run_notebook: Callable[[str], Page]
) -> None:
    from playwright.sync_api import expect

    write_notebook(lab_folder / "back.ipynb", BEGIN.replace("console = C", """
session.run(until="9m")
session.act("brief")
session.run(until="30m")
console = C"""))
    page = run_notebook("back.ipynb")
    page.locator(".sk-look-back").click()
    page.locator(".sk-past select").first.select_option(label="T+0:09 You: brief the executives.")
    expect(page.locator(".sk-strip")).to_contain_text("T+0:09")
    page.locator(".sk-again").click()
    expect(page.locator(".sk-console")).to_contain_text("“First try” is kept")
    page.locator(".sk-past select").last.select_option("First try")
    expect(page.locator(".sk-strip")).to_contain_text("T+0:30")


def test_a_page_says_when_nobody_hears_it_and_when_somebody_does_again(
    lab_folder: Path, run_notebook: Callable[[str], Page]
) -> None:
    from playwright.sync_api import expect

    write_notebook(lab_folder / "heard.ipynb", HEARD)
    page = run_notebook("heard.ipynb")
    page.locator(".sk-step").click()
    until_paused(page, "by you")
    expect(page.locator(".sk-lost")).to_be_hidden()
    kernel = int((lab_folder / "pid").read_text())
    os.kill(kernel, signal.SIGSTOP)
    try:
        page.wait_for_timeout(2000)  # it does not ask more often
        page.locator(".sk-step").click()
        expect(page.locator(".sk-lost")).to_contain_text(
            "What you decided is saved in heard.jsonl", timeout=20_000)
    finally:
        os.kill(kernel, signal.SIGCONT)
    expect(page.locator(".sk-lost")).to_be_hidden(timeout=30_000)
    expect(page.locator(".sk-strip .big")).to_have_text("T+0:22")


def test_a_hostile_text_shows_as_text(
    lab_folder: Path, run_notebook: Callable[[str], Page]
) -> None:
    from playwright.sync_api import expect

    write_notebook(lab_folder / "hostile.ipynb", HOSTILE)
    page = run_notebook("hostile.ipynb")
    expect(page.locator(".letter").first).to_contain_text("<img src=x onerror=")
    expect(page.locator(".sk-composer select").last).to_be_visible()
    page.locator(".sk-letter button:visible").first.click()
    expect(page.locator(".sk-form blockquote")).to_contain_text("<script>document.title=2")
    page.locator(".sk-text textarea").fill("<img src=x onerror='document.title=3'> is down")
    expect(page.locator(".sk-findings q").first).to_be_visible()
    page.locator(".sk-card").filter(has_text="Ask how it is going").click()
    expect(page.locator(".sk-person").first).to_contain_text("<img")
    console = page.locator(".sk-console")
    assert console.locator("img, script").count() == 0
    assert page.title() not in {"1", "2", "3"}
