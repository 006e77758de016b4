"""Measure whether memory stays flat: days of simulated time at top speed in JupyterLab.

    python tests/benchmarks/soak.py [--hours 72] [--speed 0.02]

The outage is never repaired, so that all the while people talk, messages come in, and an update
leaves every simulated hour. Memory is that after a collection: the kernel's resident set, and the
page's JavaScript heap with its nodes. Exit status 1 when either grows by 5 % or more in the second
half, or when the page does not answer within a second at the end.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from driving import browser, player, servers

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST = 0.05
"""Share by which memory may grow in the second half."""

SAMPLES = 12
"""Samples of memory, at equal distances in simulated time."""

ANSWER = 1000.0
"""Milliseconds within which the page must answer at the end."""

KERNEL = """
import asyncio, dataclasses, gc, json
from pathlib import Path
import ipywidgets as widgets
import simkit as sk
from simkit.scenario.parts import Cause
from simkit.streams import fixed
from simkit.widgets import Console

plain = sk.load("whatsapp-2021")
never = tuple(dataclasses.replace(cause, evidence=fixed(100_000.0), takes=fixed(100_000.0))
              for cause in plain.incident.causes)
scenario = dataclasses.replace(plain, horizon=60.0 * HOURS,
                               incident=dataclasses.replace(plain.incident, causes=never))
session = sk.Session(scenario, seed=7)
session.act("mode", "exam")
console = Console(session, scale=SPEED)
now = widgets.Text(); now.add_class("t-now")

def resident():
    gc.collect()
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * 4096 / 1e6

def look_after():
    if not console.clock.playing and not session.over and session.now > 0:
        console._toggle()
    if session.now >= look_after.spoken + 60.0:
        look_after.spoken = session.now
        session.post("We are still looking for the cause.", channel="social")
    now.value = json.dumps([session.now, resident(), len(session.situation.feed)])

look_after.spoken = 0.0

async def watch():
    while not session.over:
        await asyncio.sleep(0.5)
        console._worker.ask(look_after)

watching = asyncio.get_running_loop().create_task(watch())
widgets.VBox([console.box, now])
"""


def main(words: Sequence[str] | None = None) -> int:
    """Measure as *words* ask, print the figures, return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hours", type=float, default=72.0)
    parser.add_argument("--speed", type=float, default=0.02, help="seconds a minute takes at least")
    options = parser.parse_args(words)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        path = browser.find(playwright)
        if path is None:
            print("no Chromium on this machine", file=sys.stderr)
            return 1
        place = Path(folder) / "work"
        place.mkdir()
        source = KERNEL.replace("SPEED", str(options.speed)).replace("HOURS", str(options.hours))
        servers.write_notebook(place / "outage.ipynb", source)
        running = browser.launch(playwright, path, "--js-flags=--expose-gc")
        with (servers.jupyter(place, Path(folder) / "own", "secret") as address,
              browser.fresh_page(running, "secret", []) as page):
            player.run_notebook(page, f"{address}/outage.ipynb")
            return measure(page, options.hours)


def measure(page: Page, hours: float) -> int:
    """Let it run, print what it took, return the exit status."""
    page.locator(".sk-begin").click()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    samples = []
    for number in range(1, SAMPLES + 1):
        at = 60.0 * hours * number / SAMPLES
        page.wait_for_function(
            "at => JSON.parse(document.querySelector('.t-now input').value || '[0]')[0] >= at",
            arg=at, timeout=3_600_000, polling=200)
        samples.append(sample(page, devtools))
        print("T+{at:.0f} min: kernel {kernel:.1f} MB, page {heap:.2f} MB, {nodes} nodes, "
              "{posts} posts".format(**samples[-1]), flush=True)
    middle, last = samples[SAMPLES // 2 - 1], samples[-1]
    grown = {what: last[what] / middle[what] - 1.0 for what in ("kernel", "heap", "nodes")}
    answered = answer(page)
    print("second half: " + ", ".join(f"{what} {100 * share:+.1f} %" for what, share
                                      in grown.items()) + f"; answered in {answered:.0f} ms")
    return int(max(grown["kernel"], grown["heap"]) >= MOST or answered > ANSWER)


def sample(page: Page, devtools: Any) -> dict[str, float]:
    """Return what the kernel and the page hold now."""
    at, kernel, posts = json.loads(page.locator(".t-now input").input_value())
    devtools.send("HeapProfiler.collectGarbage")
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    found = {row["name"]: row["value"] for row in metrics}
    return {"at": at, "kernel": kernel, "posts": posts, "heap": found["JSHeapUsedSize"] / 1e6,
            "nodes": int(found["Nodes"])}


def answer(page: Page) -> float:
    """Return the milliseconds from a click on *Show charts* or *?* to a change of the page."""
    return float(page.evaluate("""() => new Promise((then) => {
      const start = performance.now();
      new MutationObserver((_, self) => { self.disconnect(); then(performance.now() - start); })
        .observe(document.querySelector(".sk-console"), { subtree: true, childList: true,
                                                          attributes: true, characterData: true });
      document.querySelector(".sk-help").click();
    })"""))


if __name__ == "__main__":
    sys.exit(main())
