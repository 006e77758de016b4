"""A real browser and a real JupyterLab for the tests that need them, shut off from outside.

A test that asks for `page` or `browser_path` is a browser test. Where there is no browser it is
skipped, with a word at the end of the run; with SIMKIT_REQUIRE_BROWSER=1 that skip is an error.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for driving/, which the benchmarks share

from driving import browser as chromium
from driving import player, servers

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

HOW_TO_GET_ONE = """\
    sudo apt-get install chromium                  on Debian, or
    .venv/bin/python -m playwright install chromium    anywhere, or
    SIMKIT_BROWSER=/path/to/chromium               where one is already"""

# Which tests need a browser, and what becomes of them without one


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark browser tests and put them last: playwright's event loop stays until the end.

    Their files go last as a whole, since several processes share the tests out by file.
    """
    for item in items:
        if "browser_path" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    files = {item.path for item in items if _needs_browser(item)}
    items.sort(key=lambda item: (item.path in files, _needs_browser(item)))


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
    try:
        found = chromium.find(playwright)
    except chromium.NoBrowser as why:
        pytest.fail(str(why))
    return found or pytest.skip("no Chromium on this machine")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright itself, or a skip where it is not installed."""
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright, browser_path: Path) -> Iterator[Browser]:
    """One Chromium for all tests."""
    running = chromium.launch(playwright, browser_path)
    yield running
    running.close()


@pytest.fixture
def outside() -> list[str]:
    """The addresses outside this machine that the page has asked for; none is ever reached."""
    return []


@pytest.fixture
def page(browser: Browser, outside: list[str], lab_token: str) -> Iterator[Page]:
    """An empty page of a fresh profile; the test fails if anything in it asks for the outside."""

    with chromium.fresh_page(browser, lab_token, outside) as page:
        yield page
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
    own = tmp_path_factory.mktemp("jupyter")
    with servers.jupyter(lab_folder, own, lab_token) as address:
        yield address


@pytest.fixture
def run_notebook(page: Page, lab: str) -> Callable[[str], Page]:
    """A function that opens a notebook of `lab_folder` and runs all its cells to the end."""
    return lambda name: player.run_notebook(page, f"{lab}/{name}")
