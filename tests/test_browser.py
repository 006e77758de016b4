"""The browser and the Lab that other tests stand on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

COUNTER = """
import threading, ipywidgets as widgets
shown, button = widgets.HTML("0"), widgets.Button(description="more")
text = widgets.Text(); text.add_class("t-text")
shown.add_class("t-shown"); button.add_class("t-more")
threads = set()
def more(_):
    threads.add(threading.current_thread().name)
    shown.value = f"{int(shown.value.split()[0]) + 1} {sorted(threads)}"
button.on_click(more)
text.observe(more, "value")
widgets.VBox([shown, button, text])
"""


def write_notebook(path: Path, *sources: str) -> None:
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {},
            "source": source,
            "execution_count": None,
            "outputs": [],
        }
        for number, source in enumerate(sources)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}}
    path.write_text(json.dumps(notebook | {"nbformat": 4, "nbformat_minor": 5}))


def test_a_widget_in_lab_answers_a_click_on_the_main_thread(
    lab_folder: Path, run_notebook: Callable[[str], Page]
) -> None:
    write_notebook(lab_folder / "counter.ipynb", "import simkit", COUNTER)
    page = run_notebook("counter.ipynb")
    for expected in "123":
        page.locator(".t-more").click()
        page.locator(".t-shown").get_by_text(expected).wait_for()
    for n, letter in enumerate("abc", 4):
        page.locator(".t-text input").press(letter)
        page.locator(".t-shown").get_by_text(str(n)).wait_for()
    assert page.locator(".t-shown").inner_text() == "6 ['MainThread']"


def test_a_page_that_asks_for_the_outside_is_found_out(page: Page, outside: list[str]) -> None:
    picture, socket = "http://example.org/a.png", "wss://example.org/b"
    with page.expect_websocket():
        page.set_content(f"<img src='{picture}'><script>new WebSocket('{socket}')</script>")
    page.wait_for_function("() => document.images[0].complete")
    assert sorted(outside) == [picture, socket]
    outside.clear()


def run_without_a_browser(**surroundings: str) -> subprocess.CompletedProcess[str]:
    test = f"{__file__}::{test_a_page_that_asks_for_the_outside_is_found_out.__name__}"
    nothing = {"PATH": "", "PLAYWRIGHT_BROWSERS_PATH": "/nonexistent", "SIMKIT_BROWSER": ""}
    return subprocess.run(
        # Without nbval, whose import takes seconds.
        [sys.executable, "-m", "pytest", "-q", "-p", "no:nbval", "-o", "addopts=", test],
        env=os.environ | nothing | {"SIMKIT_REQUIRE_BROWSER": ""} | surroundings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_browser_the_run_passes_and_says_how_to_get_one() -> None:
    done = run_without_a_browser()
    assert done.returncode == 0
    assert "Browser tests skipped: 1." in done.stdout
    assert "apt-get install chromium" in done.stdout


def test_where_a_browser_is_required_its_absence_is_a_failure() -> None:
    done = run_without_a_browser(SIMKIT_REQUIRE_BROWSER="1")
    assert done.returncode == 1
    assert "SIMKIT_REQUIRE_BROWSER=1 allows no skip" in done.stdout


def test_a_browser_that_was_asked_for_and_is_not_there_is_a_failure() -> None:
    done = run_without_a_browser(SIMKIT_BROWSER="/nonexistent/chromium")
    assert done.returncode == 1
    assert "SIMKIT_BROWSER=/nonexistent/chromium cannot be run" in done.stdout
