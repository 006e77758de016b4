"""A kernel that dies in the middle of a run: nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path
from queue import Empty

import pytest

from simkit.session import resume

ROOT = Path(__file__).resolve().parent.parent

PLAYED = """
import asyncio
import random
import ipywidgets as widgets
import simkit as sk
from simkit.widgets import Console

session = sk.Session(sk.load("whatsapp-2021"), seed={seed}, log={log!r})
console = Console(session, scale=0.01)
rng = random.Random({seed})

def buttons(widget, name):
    if isinstance(widget, widgets.Button) and name in widget._dom_classes \\
            and not widget.disabled and widget.layout.display != "none":
        yield widget
    for child in getattr(widget, "children", ()):
        yield from buttons(child, name)

async def play():
    told = 0
    while True:
        for name in ("sk-begin", "sk-card", "sk-sure", "sk-start", "sk-person", "sk-step"):
            there = list(buttons(console.box, name))
            if there:
                rng.choice(there).click()
                await asyncio.sleep(0.005)
        for decision in session.world.decisions[told:]:
            print(decision.id, flush=True)
        told = len(session.world.decisions)

playing = asyncio.get_running_loop().create_task(play())
"""
"""Buttons of the console are pressed as fast as they can be; what was decided is said."""


def play_and_kill(log: Path, seed: int) -> None:
    """Play in a kernel, kill it at a random moment, and go on to the end of the day."""
    from jupyter_client.manager import start_new_kernel

    rng = random.Random(seed)
    kernel, client = start_new_kernel(env=os.environ | {"PYTHONPATH": str(ROOT)})
    try:
        client.execute(PLAYED.format(seed=seed, log=str(log)))
        said = ""
        wanted, patience = rng.randint(1, 8), 60.0
        while said.count("\n") < wanted:
            said += _next(client, patience)
        for _ in range(rng.randint(0, 40)):  # a moment between two acknowledgements, too
            said += _next(client, 0.005, patient=False)
        os.kill(kernel.provisioner.pid, signal.SIGKILL)
        for _ in range(20):
            said += _next(client, 0.05, patient=False)
    finally:
        client.stop_channels()
        kernel.shutdown_kernel(now=True)
    acknowledged = said.split("\n")[:-1]
    again = resume(log)
    kept = [decision.id for decision in again.record.decisions]
    assert len(acknowledged) >= wanted
    assert kept[:len(acknowledged)] == acknowledged
    again.run()
    again.close()
    assert again.now == 1440.0


def _next(client: object, patience: float, *, patient: bool = True) -> str:
    """Return what the kernel writes next; nothing when it writes nothing."""
    try:
        message = client.get_iopub_msg(timeout=patience)  # type: ignore[attr-defined]
    except Empty:
        assert not patient, "the kernel said nothing"
        return ""
    assert message["msg_type"] != "error", "\n".join(message["content"]["traceback"])
    return str(message["content"]["text"]) if message["msg_type"] == "stream" else ""


@pytest.mark.long
@pytest.mark.parametrize("seed", range(50))
def test_a_killed_kernel_loses_no_acknowledged_decision(seed: int, tmp_path: Path) -> None:
    play_and_kill(tmp_path / "run.jsonl", seed)
