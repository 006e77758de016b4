"""Serve the console as a page without code, for people who should not see a notebook.

Voila runs a notebook of one cell that nobody sees; the page is for this machine only, opens with
a secret, and fetches nothing from outside. Needs the extra ``simkit[serve]``.
"""

from __future__ import annotations

import importlib.util
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import webbrowser
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from simkit.errors import SimkitError
from simkit.lab import has_screen
from simkit.scenario import load

HERE = "127.0.0.1"
"""The only address that is listened on."""

PORT = 8866
"""The port where none is asked for and this one is free."""

WIDGETS = ("@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget")
"""The extensions that the page loads; others would only make it slower."""

OPTIONS = (
    "--no-browser",  # Voila would open one without the secret
    f"--Voila.ip={HERE}",
    "--Voila.auto_token=True",
    "--Voila.log_level=ERROR",
    "--Voila.port_retries=0",
    "--template=simkit",
    "--VoilaConfiguration.allow_template_override=NO",
    *(f"--VoilaConfiguration.extension_allowlist={name}" for name in WIDGETS),
)

PATIENCE = 30.0
"""Seconds that Voila may take to answer; it needs 3 on an idle machine."""

MISSING = """\
The console as a page needs Voila, which is not installed. To install it:
  {python} -m pip install 'simkit[serve]'
Without it: simkit lab, or simkit play in this terminal."""


def serve(scenario: str, *, seed: int | None = None, variant: str = "", mode: str = "practice",
          port: int | None = None, browser: bool = True, dark: bool = False) -> int:
    """Serve the console of *scenario* until it is stopped; return Voila's exit status.

    *port*: a free one to listen on (default: PORT, or any that is free). Runs are written under
    ``runs/`` in the current folder. Raises SimkitError when Voila is missing, the port is taken or
    the scenario has faults.
    """
    if importlib.util.find_spec("voila") is None:
        raise SimkitError(MISSING.format(python=sys.executable))
    load(scenario, variant=variant)  # its faults are better seen here than on the page
    port = free_port(port)
    secret = secrets.token_urlsafe(24)
    surroundings = os.environ | {
        "JUPYTER_TOKEN": secret,  # not on the command line, which every user of a machine can see
        "JUPYTER_PATH": os.pathsep.join(filter(None, (str(Path(__file__).parent),
                                                      os.environ.get("JUPYTER_PATH"))))}
    address = f"http://{HERE}:{port}/?token={secret}"
    with tempfile.TemporaryDirectory(prefix="simkit-") as folder:
        page = Path(folder) / "outage.ipynb"
        page.write_text(json.dumps(notebook(scenario, Path.cwd(), seed, variant, mode)),
                        encoding="utf-8")
        line = [sys.executable, "-m", "voila", str(page), f"--port={port}", *OPTIONS]
        line.append(f"--theme={'dark' if dark else 'light'}")
        with subprocess.Popen(line, env=surroundings) as voila:
            print(f"The console is at\n  {address}\nTo stop it: Ctrl-C here.", flush=True)
            if browser and has_screen():
                threading.Thread(target=_open, args=(address, port), daemon=True).start()
            return _wait(voila)


def _wait(voila: subprocess.Popen[bytes]) -> int:
    """Wait for the end of *voila*, and see to it that nothing of it outlives this process."""
    before = signal.signal(signal.SIGTERM, lambda *_: voila.terminate())
    try:
        return voila.wait()
    except KeyboardInterrupt:
        voila.terminate()  # at a terminal it was told already; a second time does no harm
        voila.wait()
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


def notebook(scenario: str, folder: Path, seed: int | None, variant: str, mode: str
             ) -> dict[str, object]:
    """Return the notebook whose only cell shows the console; runs go to *folder*."""
    source = (f"import os\nos.chdir({str(folder)!r})\n"
              "from simkit.widgets import enter\n"
              f"enter({scenario!r}, {seed!r}, variant={variant!r}, mode={mode!r})")
    cell: dict[str, object] = {"cell_type": "code", "id": "console", "metadata": {},
                               "execution_count": None, "outputs": [], "source": source}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": [cell], "metadata": {"kernelspec": kernel, "title": "EXERCISE: an outage"},
            "nbformat": 4, "nbformat_minor": 5}


def free_port(asked: int | None) -> int:
    """Return the port *asked* for, or one that is free. Raises SimkitError where it is taken."""
    for port in (PORT, 0) if asked is None else (asked,):
        with socket.socket() as trial:
            try:
                trial.bind((HERE, port))
            except OSError as why:
                taken = why.strerror or str(why)
                continue
            return int(trial.getsockname()[1])
    raise SimkitError(f"port {asked} cannot be used: {taken}. Leave --port out for a free one.")


def _open(address: str, port: int) -> None:
    """Open a browser at *address* as soon as something listens."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urlopen(f"http://{HERE}:{port}/api", timeout=5).close()
        except URLError as why:
            if not hasattr(why, "status"):
                time.sleep(0.2)
                continue
        webbrowser.open(address)
        return
