"""The Chromium of this machine, shut off from outside."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from driving.servers import HERE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright, Route

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = (
    "--no-sandbox",  # a container's root user gets none
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HERE}",
)
SIZE = {"width": 1280, "height": 900}


class NoBrowser(Exception):
    """There is no Chromium, or the one that was asked for cannot be run."""


def find(playwright: Playwright) -> Path | None:
    """Return the browser asked for, the system's, or playwright's own; None where there is none.

    Raises NoBrowser where the one asked for cannot be run.
    """
    asked = os.environ.get("SIMKIT_BROWSER")
    if asked and not shutil.which(asked):
        raise NoBrowser(f"SIMKIT_BROWSER={asked} cannot be run")
    places = [asked, *map(shutil.which, BROWSERS), playwright.chromium.executable_path]
    return next((Path(place) for place in places if place and Path(place).exists()), None)


def launch(playwright: Playwright, path: Path, *more: str) -> Browser:
    """Start the browser at *path*, with *more* options."""
    return playwright.chromium.launch(executable_path=path, headless=True, args=[*OPTIONS, *more])


@contextmanager
def fresh_page(browser: Browser, token: str, outside: list[str]) -> Iterator[Page]:
    """Give an empty page of a fresh profile that may enter servers opened by *token*.

    What it asks for outside this machine is refused and noted in *outside*.
    """
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
        viewport=SIZE,
        service_workers="block",  # their requests would pass unseen
        extra_http_headers={"Authorization": f"token {token}"} if token else {},
    )
    context.route(re.compile("^https?:"), judge)
    page = context.new_page()
    page.on("websocket", lambda socket: note(socket.url))
    yield page
    context.close()
