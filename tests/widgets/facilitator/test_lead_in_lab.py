"""The facilitator's page and the room screen in a real JupyterLab, beside the trainees' console."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from driving.servers import write_notebook

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SCREENS = ("""
import simkit as sk
from simkit.widgets import Console
session = sk.Session(sk.load("whatsapp-2021"), seed=7)
session.run(until="12m")
Console(session, scale=0.2)
""", "sk.facilitate(session);", "sk.room(session);")

TWICE = """(field) => {
  const press = { key: "Enter", ctrlKey: true, bubbles: true };
  for (let time = 0; time < 2; time++) field.dispatchEvent(new KeyboardEvent("keydown", press));
}"""

EVIL = "<img src=x onerror='document.title=1'>"


def test_the_facilitator_leads_a_run_that_others_play(
        lab_folder: Path, run_notebook: Callable[[str], Page]) -> None:
    from playwright.sync_api import expect

    write_notebook(lab_folder / "lead.ipynb", *SCREENS)
    page = run_notebook("lead.ipynb")
    lead, room = page.locator(".sk-lead"), page.locator(".sk-room")
    console = page.locator(".sk-console:not(.sk-lead)")
    expect(lead).to_contain_text("Only you see this page")

    # The clock is one: what the facilitator stops, the trainees see stopped and cannot start.
    lead.locator(".sk-play").click()
    expect(lead.locator(".sk-strip .big")).not_to_have_text("T+0:12")
    lead.locator(".sk-stop").click()
    expect(console.locator(".sk-paused")).to_contain_text("by the facilitator")
    expect(console.locator(".sk-play")).to_be_disabled()
    now = lead.locator(".sk-strip .big").inner_text()
    expect(room.locator(".big")).to_have_text(now)

    # A form is one message: typed and sent without a pause, by the keyboard alone.
    form = lead.locator(".sk-slip-box", has_text="Write an inject").locator("form")
    form.get_by_label("From").fill("a hospital group")
    form.get_by_label("Wants").select_option("10m")
    form.get_by_label("Words").fill("Paper tonight? " + EVIL)
    form.get_by_label("Words").evaluate(TWICE)  # pressed twice, sent once
    expect(form).to_contain_text("Sent at")
    expect(console.locator(".sk-inbox")).to_contain_text("Paper tonight? " + EVIL)
    expect(console.locator(".sk-inbox .letter", has_text="Paper tonight?")).to_have_count(1)
    expect(room).to_contain_text("A hospital group")
    whisper = lead.locator(".sk-slip-box", has_text="Whisper").locator("form")
    whisper.get_by_label("Words").fill("Ask support.")
    whisper.get_by_role("button").click()
    expect(console.locator(".sk-whisper")).to_contain_text("Ask support.")
    expect(room).not_to_contain_text("Ask support.")

    # The notebook's own keys stay still while somebody writes.
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    note = lead.locator(".sk-slip-box", has_text="Pin a note").locator("form")
    note.get_by_label("Note").press_sequentially("bad dd")
    note.get_by_role("button").press("Enter")
    expect(note).to_contain_text("Pinned at")
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells

    lead.locator(".sk-look-over").click()
    expect(lead.locator(".sk-theirs .sk-inbox")).to_contain_text("Paper tonight?")
    lead.locator(".sk-look-over").click()

    lead.locator(".sk-rating button").first.click()
    expect(lead.locator(".sk-goals")).to_contain_text("rated P")
    assert page.title() != "1"
