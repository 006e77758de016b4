"""Measure the console in JupyterLab: click to handled, click to changed screen, rapid clicks.

    python tests/benchmarks/latency.py [--speed 1.0] [--clicks 200] [--seed 1]

The clock plays all the while at one simulated minute in ``--speed`` seconds. A click counts from
the browser's own event; *handled* is the end of the command in the kernel, *changed* the next frame
after the page shows it pressed. Both run on one machine, so their clocks are one. Exit status 1
when a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from driving import browser, player, servers

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIMITS = {"handled": (20.0, 60.0), "changed": (None, 100.0)}
"""Milliseconds: median and 95th percentile that each may take."""

KERNEL = """
import json, time
import ipywidgets as widgets
import simkit as sk
from simkit.widgets import Console
from simkit.widgets.clock import Worker

clicked, handled = [""], []
click, ask = widgets.Button.click, Worker.ask

def noted_click(button):
    clicked[0] = button.description
    click(button)
    clicked[0] = ""

def noted_ask(worker, command):
    name = clicked[0]
    def carried_out():
        result = command()
        if name:
            handled.append((name, time.time()))
        return result
    ask(worker, carried_out)

widgets.Button.click, Worker.ask = noted_click, noted_ask
session = sk.Session(sk.load("whatsapp-2021"), seed=7)
session.act("mode", "exam")
session.run(until="20m")
console = Console(session, scale=SPEED)
handed_over = widgets.Textarea(); handed_over.add_class("t-handled")
hand_over = widgets.Button(description="hand over"); hand_over.add_class("t-hand-over")
def tell(_):
    handed_over.value = json.dumps({"handled": handled, "at": session.now})
hand_over.on_click(lambda _: ask(console._worker, lambda: tell(_)))  # after all that was asked
widgets.VBox([console.box, hand_over, handed_over])
"""

FILTERS = 6
"""Buttons that are clicked: filters, which change the screen and decide nothing."""

CLICK = """async ({ places, gaps }) => {
  const buttons = [...document.querySelectorAll("button.sk-filter")].filter((b) => b.offsetParent);
  for (const [number, place] of places.entries()) {
    buttons[place].click();
    await new Promise((then) => setTimeout(then, gaps[number]));
  }
  await new Promise((then) => setTimeout(then, 2000));
}"""

PAGE = """() => {
  const now = () => performance.timeOrigin + performance.now();
  window.trace = [];
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.sk-filter");
    if (button) trace.push({ name: button.textContent, at: now(), shown: null });
  }, true);
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      if (!target.matches?.("button.sk-filter") || !/mod-(info|primary)/.test(target.className))
        continue;
      const row = trace.find((each) => each.name === target.textContent && !each.shown);
      if (row) {
        row.shown = now(); // so that no other press takes it; the frame follows
        requestAnimationFrame(() => { row.shown = now(); });
      }
    }
  }).observe(document.querySelector(".sk-console"),
             { subtree: true, attributes: true, attributeFilter: ["class"] });
}"""


def main(words: Sequence[str] | None = None) -> int:
    """Measure as *words* ask, print the figures, return the exit status."""
    options = understood(words)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        path = browser.find(playwright)
        if path is None:
            print("no Chromium on this machine", file=sys.stderr)
            return 1
        place = Path(folder) / "work"
        place.mkdir()
        source = KERNEL.replace("SPEED", str(options.speed))
        servers.write_notebook(place / "outage.ipynb", source)
        running = browser.launch(playwright, path)
        with (servers.jupyter(place, Path(folder) / "own", "secret") as address,
              browser.fresh_page(running, "secret", []) as page):
            player.run_notebook(page, f"{address}/outage.ipynb")
            return measure(page, options)


def understood(words: Sequence[str] | None) -> argparse.Namespace:
    """Return the options in *words*."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--speed", type=float, default=1.0, help="seconds a simulated minute takes")
    parser.add_argument("--clicks", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(words)


def measure(page: Page, options: argparse.Namespace) -> int:
    """Click, print what it took, return the exit status."""
    rng = random.Random(options.seed)
    page.locator(".sk-strip").wait_for()
    page.evaluate(PAGE)
    page.locator(".sk-play").click()
    page.wait_for_timeout(3000)
    order = [place for _, place in zip(range(2 * options.clicks), others(rng), strict=False)]
    page.evaluate(CLICK, {"places": order[:options.clicks],
                          "gaps": [rng.uniform(60, 260) for _ in range(options.clicks)]})
    slow = told(page)
    page.evaluate(CLICK, {"places": order[options.clicks:], "gaps": [10] * options.clicks})
    both = told(page)
    count = len(slow["trace"])
    missed = [say("handled", [1000 * done - row["at"] for row, (_, done)
                              in zip(slow["trace"], slow["handled"], strict=False)]),
              say("changed", [row["shown"] - row["at"] for row in slow["trace"] if row["shown"]])]
    print(f"shown of {count}: {sum(bool(row['shown']) for row in slow['trace'])}")
    wanted = [row["name"] for row in both["trace"]]
    got = [name for name, _ in both["handled"]]
    span = (both["trace"][-1]["at"] - both["trace"][count]["at"]) / 1000
    same = wanted == got and len(wanted) == 2 * options.clicks
    print(f"rapid: {len(wanted) - count} clicks in {span:.1f} s; handled {len(got) - count}; "
          f"{'none lost, none doubled, order kept' if same else 'NOT THE SAME'}; clock played "
          f"{slow['from']:.0f} to {both['at']:.0f} min at {options.speed:g} s a minute")
    return int(any(missed) or not same)


def others(rng: random.Random) -> Iterator[int]:
    """Yield places among FILTERS buttons, never the same twice in a row."""
    at = 0
    while True:
        at = rng.choice([place for place in range(FILTERS) if place != at])
        yield at


def told(page: Page) -> dict[str, Any]:
    """Return what the page and the kernel have noted so far."""
    field = page.locator(".t-handled textarea")
    before = field.input_value()
    page.locator(".t-hand-over").evaluate("button => button.click()")
    page.wait_for_function(
        "before => document.querySelector('.t-handled textarea').value !== before", arg=before)
    kernel = json.loads(field.input_value())
    if not kernel["handled"]:
        page.screenshot(path="latency.png")
        raise SystemExit("no click was handled; the page is in latency.png")
    trace = page.evaluate("trace")
    names = {row["name"] for row in trace}
    kernel["handled"] = [row for row in kernel["handled"] if row[0] in names]
    return {**kernel, "from": 20.0, "trace": trace}


def say(what: str, milliseconds: list[float]) -> bool:
    """Print the figures of *what*; return whether a limit is missed."""
    values = sorted(milliseconds)
    median, tail = values[len(values) // 2], values[int(0.95 * len(values))]
    limits = LIMITS[what]
    over = (limits[0] is not None and median > limits[0]) or tail > limits[1]
    print(f"click to {what}: median {median:.1f} ms, 95th percentile {tail:.1f}, most "
          f"{values[-1]:.1f} (n={len(values)}){'  OVER' if over else ''}")
    return over


if __name__ == "__main__":
    sys.exit(main())
