"""A trainee made of playwright: plays an outage with the mouse, or with nothing but keys.

What the console's elements are called is here and nowhere else in the browser tests.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

RUN_PATIENCE = 60_000
"""Milliseconds that all cells of a notebook may take."""

BEHIND = """(to) => {
  const at = document.activeElement;
  return Boolean(at && at.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_PRECEDING);
}"""
"""Whether an element stands before the one that has the focus."""

HAS_FOCUS = "(to) => to === document.activeElement"

SETTLED = """() => new Promise((then) => {
  const done = () => { seen.disconnect(); then(); };
  let timer = setTimeout(done, 200);
  const seen = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 200); });
  seen.observe(document.querySelector(".sk-console"), {
    subtree: true, childList: true, attributes: true, characterData: true });
})"""
"""Waits until nothing on the console has changed for a moment; only for a clock that stands."""

LOST = 300
"""Steps with Tab after which something counts as out of reach."""


class OutOfReach(Exception):
    """Something that the keyboard cannot get to."""


def run_notebook(page: Page, address: str, *, where: str = "lab/tree") -> Page:
    """Open the notebook at *address* (server/name) and run all its cells to the end.

    *where*: ``lab/tree`` for JupyterLab, ``notebooks`` for Notebook 7.
    """
    from playwright.sync_api import expect

    server, name = address.rsplit("/", 1)
    page.goto(f"{server}/{where}/{quote(name)}" + ("?reset" if where.startswith("lab") else ""))
    # The indicator says idle before there is a kernel, and what is run then asks for one.
    page.locator(".jp-Toolbar-kernelName:not([aria-label='No Kernel'])").wait_for()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    prompts = page.locator(".jp-Notebook .jp-InputPrompt")
    expect(prompts.filter(has_text=re.compile(r"\[[\d*]"))).not_to_have_count(0)
    expect(prompts.filter(has_text="[*]")).to_have_count(0, timeout=RUN_PATIENCE)
    return page


class Player:
    """Somebody at the console on *page*, with a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.box = page.locator(".sk-console")

    # How hands do it

    def press(self, button: Locator) -> None:
        """Press *button*."""
        button.click()

    def write(self, field: Locator, words: str) -> None:
        """Write *words* into *field* in the place of what stands there."""
        field.click()
        field.fill(words)

    def tick(self, box: Locator) -> None:
        """Tick *box*."""
        box.check()

    # What is done

    def prepare(self) -> None:
        """Choose the first preparation that is left."""
        left = self.box.locator(".sk-offer button:enabled:not(.mod-info)")
        left.first.wait_for()
        count = left.count()
        self.press(left.first)
        self.page.wait_for_function(
            "n => document.querySelectorAll('.sk-offer button:enabled:not(.mod-info)').length < n",
            arg=count)

    def begin(self) -> None:
        """Start the day."""
        self.press(self.box.locator(".sk-begin"))
        self.paused("the monitors raise an alarm")

    def next(self) -> None:
        """Let time pass until something happens."""
        before = self.clock
        self.press(self.box.locator(".sk-next"))
        self.page.wait_for_function(
            "t => document.querySelector('.sk-strip .big').textContent !== t", arg=before)
        self.page.evaluate(SETTLED)  # the strip is drawn first: who waits comes after it

    def update(self, words: str, *places: str, sure: int | None = None) -> None:
        """Write an update of *words* and send it to *places*; of what it claims say how *sure*."""
        form = self.box.locator(".sk-form")
        self.write(self.box.locator(".sk-text textarea"), words)
        for place in places:
            self.tick(form.get_by_label(place, exact=True))
        if sure is not None:
            self.press(form.locator(".sk-scale").get_by_role("button", name=str(sure)))
        self.press(form.locator(".sk-main"))
        self.leaving().filter(has_text=words).first.wait_for()

    def answer(self, words: str) -> None:
        """Answer the first message that waits."""
        self.press(self.box.locator(".sk-answer:visible").first)
        self.page.locator(".sk-text textarea:focus").wait_for()
        self.write(self.box.locator(".sk-text textarea"), words)
        self.press(self.box.locator(".sk-form .sk-main"))
        self.page.wait_for_function("() => !document.querySelector('.sk-text textarea').value")

    def act(self, words: str) -> None:
        """Choose the action whose card says *words*, and start it."""
        self.press(self.box.locator(".sk-card:visible").filter(has_text=words).first)
        self.press(self.box.locator(".sk-start:visible, .sk-person:visible").first)
        self.box.locator(".sk-line").wait_for(state="hidden")

    def debrief(self) -> None:
        """Ask for the debrief, and end here where it asks back."""
        self.press(self.box.locator(".sk-debrief"))
        end = self.box.locator(".sk-end:visible")
        end.or_(self.page.locator(".sk-progress:visible")).or_(self.ending()).first.wait_for()
        if end.count():
            self.press(end)
        self.ending().first.wait_for(timeout=180_000)

    # What is seen

    @property
    def clock(self) -> str:
        """The time on the console's clock."""
        return self.box.locator(".sk-strip .big").inner_text()

    @property
    def waiting(self) -> int:
        """How many messages wait for an answer."""
        return self.box.locator(".sk-answer:visible").count()

    def paused(self, reason: str) -> None:
        """Wait until time stands still for *reason*."""
        self.box.locator(".sk-paused").get_by_text(reason).wait_for()

    def leaving(self) -> Locator:
        """Return what is on its way."""
        return self.box.locator(".sk-leaving:visible")

    def ending(self) -> Locator:
        """Return what is shown of the debrief."""
        return self.page.locator(".sk-after .jp-OutputArea-output, .sk-after .output")


class Keys(Player):
    """Somebody at the console on *page*, without a mouse."""

    def press(self, button: Locator) -> None:
        """Press *button* by going there and striking Enter."""
        self.reach(button)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, words: str) -> None:
        """Write *words* into *field* in the place of what stands there."""
        self.reach(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def tick(self, box: Locator) -> None:
        """Tick *box* with Space."""
        self.reach(box)
        if not box.is_checked():
            self.page.keyboard.press(" ")

    def reach(self, goal: Locator) -> None:
        """Go to *goal* with Tab, or Shift+Tab where it lies behind; arrows within a group."""
        goal.wait_for()
        for _ in range(LOST):
            if goal.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Shift+Tab" if goal.evaluate(BEHIND) else "Tab")
        raise OutOfReach(f"no key leads to {goal}")
