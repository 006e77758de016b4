"""A real browser and a real JupyterLab for the tests that need them, shut off from outside.

A test that asks for `page` or `browser_path` is a browser test. Where there is no browser it is
skipped, with a word at the end of the run; with SIMKIT_REQUIRE_BROWSER=1 that skip is an error.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest

from simkit.lab import command as lab_command

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright, Route

ROOT = Path(__file__).resolve().parent.parent
HERE = "127.0.0.1"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_ONE = """\
    sudo apt-get install chromium                  on Debian, or
    .venv/bin/python -m playwright install chromium    anywhere, or
    SIMKIT_BROWSER=/path/to/chromium               where one is already"""
CHROMIUM_OPTIONS = (
    "--no-sandbox",  # a container's root user gets none
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HERE}",
)
LAB_PATIENCE = 60.0
"""Seconds that Lab may take to answer; it needs 3 on an idle machine."""
RUN_PATIENCE = 60.0
"""Seconds that all cells of a notebook may take."""


# Which tests need a browser, and what becomes of them without one


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark browser tests and put them last: playwright's event loop stays until the end."""
    for item in items:
        if "browser_path" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=_needs_browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[None]:
    """Turn the skip of a browser test into a failure where a browser is required."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and _needs_browser(item):
        report.user_properties.append(("browser", "skipped"))
        if os.environ.get("SIMKIT_REQUIRE_BROWSER") == "1":
            report.outcome = "failed"
            report.longrepr = f"SIMKIT_REQUIRE_BROWSER=1 allows no skip, but: {call.excinfo.value}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests had no browser, and how to get one."""
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", ())
        if ("browser", "skipped") in report.user_properties
    ]
    if skipped:
        terminalreporter.section("no browser")
        terminalreporter.line(f"Browser tests skipped: {len(skipped)}. To run them:")
        terminalreporter.line(HOW_TO_GET_ONE)


def _needs_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None


# The browser


@pytest.fixture(scope="session")
def browser_path(playwright: Playwright) -> Path:
    """The Chromium of this machine: the one asked for, the system's, or playwright's own."""
    asked = os.environ.get("SIMKIT_BROWSER")
    if asked and not shutil.which(asked):
        pytest.fail(f"SIMKIT_BROWSER={asked} cannot be run")
    places = [asked, *map(shutil.which, BROWSERS), playwright.chromium.executable_path]
    for place in filter(None, places):
        if Path(place).exists():
            return Path(place)
    pytest.skip("no Chromium on this machine")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright itself, or a skip where it is not installed."""
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright, browser_path: Path) -> Iterator[Browser]:
    """One Chromium for all tests."""
    running = playwright.chromium.launch(
        executable_path=browser_path, headless=True, args=CHROMIUM_OPTIONS
    )
    yield running
    running.close()


@pytest.fixture
def outside() -> list[str]:
    """The addresses outside this machine that the page has asked for; none is ever reached."""
    return []


@pytest.fixture
def page(browser: Browser, outside: list[str], lab_token: str) -> Iterator[Page]:
    """An empty page of a fresh profile; the test fails if anything in it asks for the outside."""

    def note(address: str) -> bool:
        inside = urlsplit(address).hostname == HERE
        if not inside:
            outside.append(address)
        return inside

    def judge(route: Route) -> None:
        if note(route.request.url):
            route.continue_()
        else:
            route.abort()

    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        service_workers="block",  # their requests would pass unseen
        extra_http_headers={"Authorization": f"token {lab_token}"},
    )
    context.route(re.compile("^https?:"), judge)
    page = context.new_page()
    page.on("websocket", lambda socket: note(socket.url))
    yield page
    context.close()
    assert not outside, f"the page asked for {outside}"


# JupyterLab


@pytest.fixture(scope="session")
def lab_token() -> str:
    """The secret that opens the Lab of this run."""
    return secrets.token_hex(16)


@pytest.fixture(scope="session")
def lab_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the Lab of this run shows: put notebooks here."""
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="session")
def lab(
    lab_folder: Path, lab_token: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a running JupyterLab, started as `start.py` does; `page` may enter it."""
    own = tmp_path_factory.mktemp("jupyter")  # nobody's settings, and nobody's are changed
    with socket.socket() as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    log = own / "lab.log"
    line = [*lab_command(lab_folder, own / "app"), "--no-browser", f"--ServerApp.port={port}"]
    line += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={lab_token}"]
    homes = {f"JUPYTER_{kind}_DIR": str(own / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    surroundings = os.environ | homes | {"IPYTHONDIR": str(own), "PYTHONPATH": str(ROOT)}
    with log.open("w") as output, subprocess.Popen(
        line, env=surroundings, stdout=output, stderr=subprocess.STDOUT, cwd=lab_folder
    ) as running:
        try:
            _wait_for(f"http://{HERE}:{port}/api", running, log)
            yield f"http://{HERE}:{port}"
        finally:
            running.terminate()


def _wait_for(address: str, running: subprocess.Popen[Any], log: Path) -> None:
    deadline = time.monotonic() + LAB_PATIENCE
    while time.monotonic() < deadline and running.poll() is None:
        try:
            urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"JupyterLab did not come up:\n{log.read_text()}")


@pytest.fixture
def run_notebook(page: Page, lab: str) -> Callable[[str], Page]:
    """A function that opens a notebook of `lab_folder` and runs all its cells to the end."""
    from playwright.sync_api import expect

    def run(name: str) -> Page:
        page.goto(f"{lab}/lab/tree/{quote(name)}?reset")
        # The indicator says idle before there is a kernel, and what is run then asks for one.
        page.locator(".jp-Toolbar-kernelName:not([aria-label='No Kernel'])").wait_for()
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        prompts = page.locator(".jp-Notebook .jp-InputPrompt")
        expect(prompts.filter(has_text=re.compile(r"\[[\d*]"))).not_to_have_count(0)
        expect(prompts.filter(has_text="[*]")).to_have_count(0, timeout=RUN_PATIENCE * 1000)
        return page

    return run
