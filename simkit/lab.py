"""Open JupyterLab on a trainee's own copies of the lessons, with nothing fetched at run time."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

PACKAGE = Path(__file__).resolve().parent

OPTIONS = (
    "--ip=127.0.0.1",
    "--log-level=WARN",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)
"""Every Lab of ours serves this machine only, and asks nobody outside for anything."""

SETTINGS = {
    # Without this the first start asks whether Lab may fetch news.
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    # The messages of two widgets keep their order only on the kernel's main thread.
    "@jupyterlab/apputils-extension:kernels-settings": {"commsOverSubshells": "disabled"},
}
"""Lab's settings where the user has chosen nothing else."""


def open_lab(work: Path, browser: bool = True) -> int:
    """Bring the copies in *work* up to date and run JupyterLab on the first lesson until it ends.

    Without a *browser*, or a screen to show one on, Lab only prints its address. Returns its exit
    status where the system cannot replace this process by Lab's.
    """
    work = work.resolve()
    lessons = lessons_folder()
    for news in refresh(lessons, work):
        print(news)
    first = min((lesson.name for lesson in lessons.glob("*.ipynb")), default="")
    page = f"/lab/tree/{quote(work.name)}/{quote(first)}" if first else "/lab"
    line = [*command(work.parent, work / ".simkit"), f"--LabApp.default_url={page}"]
    if not (browser and has_screen()):
        line.append("--no-browser")
    print("Starting JupyterLab. To stop it: Ctrl-C here, twice.", flush=True)
    if os.name == "nt":
        return subprocess.call(line)  # there, exec would give the prompt back at once
    os.execv(line[0], line)


def command(root: Path, settings: Path) -> list[str]:
    """Return the command that runs Lab on the folder *root*, and write SETTINGS to *settings*."""
    write_json(settings / "overrides.json", SETTINGS)
    line = [sys.executable, "-m", "jupyterlab", *OPTIONS]
    line += [f"--ServerApp.root_dir={root}", f"--LabApp.app_settings_dir={settings}"]
    if os.name == "posix" and os.geteuid() == 0:
        line.append("--allow-root")  # as in a container; only this machine can reach it
    return line


def has_screen() -> bool:
    """Whether a browser can be opened in front of the person who started this."""
    if os.environ.get("SIMKIT_HEADLESS"):
        return False
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def lessons_folder() -> Path:
    """Return where the lessons lie: inside an installed package, beside it in a checkout."""
    inside = PACKAGE / "_data" / "notebooks"
    return inside if inside.is_dir() else PACKAGE.parent / "notebooks"


def refresh(lessons: Path, work: Path) -> list[str]:
    """Copy new and changed *lessons* to *work* and spare every copy that somebody edited.

    Returns a line for each new lesson that had to be put beside an edited copy.
    """
    memory = work / ".simkit" / "copied.json"
    copied, news = read_json(memory), []
    for lesson in sorted(lessons.rglob("*")):
        name = lesson.relative_to(lessons)
        if lesson.is_dir() or any(part.startswith((".", "__")) for part in name.parts):
            continue
        content = fingerprint(lesson)
        if copied.get(name.as_posix()) == content and (work / name).exists():
            continue  # nothing is new since it was copied
        for place in beside(name):
            unedited = (copied.get(place.as_posix()), content)
            if not (work / place).exists() or fingerprint(work / place) in unedited:
                break
        (work / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(lesson, work / place)
        copied[name.as_posix()] = copied[place.as_posix()] = content
        if place != name:
            news.append(f"{name} has your changes; the new lesson is beside it: {place.name}")
    write_json(memory, copied)
    return news


def beside(name: Path) -> Iterator[Path]:
    """Yield the places where a lesson called *name* can be put, the best first."""
    yield name
    yield name.with_suffix(f".new{name.suffix}")
    for number in count(2):
        yield name.with_suffix(f".new{number}{name.suffix}")


def fingerprint(file: Path) -> str:
    """Return a digest of what a person can change in *file*.

    Of a notebook these are its cells and their results: opening or running a lesson makes Lab
    renumber and annotate them, and that is nobody's work.
    """
    content = file.read_bytes()
    if file.suffix == ".ipynb":
        try:
            cells = json.loads(content, object_hook=_without_marks)["cells"]
            content = json.dumps(cells, sort_keys=True).encode()
        except (ValueError, LookupError, TypeError):
            pass  # broken, but still somebody's file
    return hashlib.sha256(content).hexdigest()


def _without_marks(part: dict[str, Any]) -> dict[str, Any]:
    return {key: part[key] for key in part.keys() - {"metadata", "execution_count", "id"}}


def read_json(file: Path) -> dict[str, str]:
    """Return the mapping in *file*; an empty one where there is none that can be read."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_json(file: Path, content: object) -> None:
    """Write *content* to *file*, making its folder if need be."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(open_lab(Path(sys.argv[1]), browser="--no-browser" not in sys.argv))
