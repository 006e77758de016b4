"""Servers on this machine for a real browser: JupyterLab with Notebook 7, and `simkit serve`."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import nbformat

from simkit.lab import command as lab_command

ROOT = Path(__file__).resolve().parents[2]
HERE = "127.0.0.1"
PATIENCE = 60.0
"""Seconds that a server may take to answer; it needs 3 on an idle machine."""


class NotUp(Exception):
    """A server that does not come up, with what it said."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind((HERE, 0))
        return int(free.getsockname()[1])


def homes(own: Path) -> dict[str, str]:
    """Return surroundings in which nobody's settings count and nobody's are changed."""
    folders = {f"JUPYTER_{kind}_DIR": str(own / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    return os.environ | folders | {"IPYTHONDIR": str(own), "PYTHONPATH": str(ROOT),
                                   "PYTHONUNBUFFERED": "1"}


@contextmanager
def jupyter(folder: Path, own: Path, token: str) -> Iterator[str]:
    """Run JupyterLab on *folder* as `start.py` does; it has Notebook 7 under /notebooks too."""
    port = free_port()
    line = [*lab_command(folder, own / "app"), "--no-browser", f"--ServerApp.port={port}"]
    line += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"]
    with _running(line, own, folder) as (server, log):
        wait_for(f"http://{HERE}:{port}/api", server, log)
        yield f"http://{HERE}:{port}"


@contextmanager
def page(folder: Path, own: Path, *words: str) -> Iterator[str]:
    """Run `simkit serve` with *words* in *folder*; gives the address that it prints."""
    line = [sys.executable, "-m", "simkit", "serve", *words, "--no-browser",
            f"--port={free_port()}"]
    with _running(line, own, folder) as (server, log):
        address = ""
        while not address and server.poll() is None:
            found = re.search(r"http://\S+", log.read_text())
            address = found[0] if found else time.sleep(0.1) or ""
        wait_for(address.split("?")[0] + "api", server, log)
        yield address


@contextmanager
def _running(line: list[str], own: Path, folder: Path
             ) -> Iterator[tuple[subprocess.Popen[Any], Path]]:
    own.mkdir(parents=True, exist_ok=True)
    log = own / "server.log"
    with log.open("w") as output, subprocess.Popen(
        line, env=homes(own), stdout=output, stderr=subprocess.STDOUT, cwd=folder
    ) as server:
        try:
            yield server, log
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen[Any], log: Path) -> None:
    """Return when something answers at *address*. Raises NotUp when *server* does not."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(address, timeout=5).close()
            return
        except HTTPError:
            return  # an answer, if only that there is no such page
        except OSError:
            time.sleep(0.1)
    raise NotUp(f"{' '.join(map(str, server.args))} did not come up:\n{log.read_text()}")


def write_notebook(path: Path, *sources: str) -> None:
    """Write a notebook of code cells to *path*."""
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in sources]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
