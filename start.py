#!/usr/bin/env python3
"""Set simkit up and open it. Nothing is needed but Python 3.11 or newer.

    python3 start.py                 open the lessons in JupyterLab
    python3 start.py --no-browser    the same, but only show the address
    python3 start.py test            run every check of the project that is quick
    python3 start.py test --long     run the slow ones too
    python3 start.py play NAME       anything else is a simkit command

The first start makes a Python of its own in .venv; delete that folder to begin anew. Your copies
of the lessons are in work/: what you changed there is never overwritten.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

# An old Python must get this far to say so: no syntax in this file is newer than 3.6.
if sys.version_info < (3, 11):
    sys.exit(
        "simkit needs Python 3.11 or newer; this is {}.{} ({}).\n"
        "Install a newer one beside it and start with that, such as: python3.12 start.py".format(
            *sys.version_info[:2], sys.executable
        )
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
STAMP = VENV / "simkit-is-ready"
VERSION = "{}.{}".format(*sys.version_info[:2])

CHECKS = {
    "style": ["ruff", "check"],
    "types": ["mypy"],
    # In the order of tests/conftest.py: a process that had a browser is no place for other tests
    "tests and lessons": [
        "pytest", "--nbval", "--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder",
    ],
}
LONG_TOO = ["-m", "not pictures"]


def main(arguments: list[str]) -> int:
    """Make the environment ready and do what *arguments* ask; returns the exit status."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    os.environ.setdefault("PYTHONUTF8", "1")  # else Windows loses a folder with an umlaut
    prepare()
    if arguments in (["test"], ["test", "--long"]):
        return check(long="--long" in arguments)
    if arguments in ([], ["--no-browser"]):
        return become([PYTHON, "-m", "simkit.lab", str(ROOT / "work"), *arguments])
    return become([PYTHON, "-m", "simkit", *arguments])


def prepare() -> None:
    """Make .venv fit for use; does nothing when it is."""
    home, needs = fitness(ROOT)
    stamp = STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""
    usable = stamp.startswith(home) and answers()
    if usable and stamp == home + needs:
        return
    if usable:
        print("Bringing simkit's packages up to date.", flush=True)
    else:
        print(f"Setting simkit up for Python {VERSION}; once, and a minute or two.", flush=True)
        make_venv()
    # No stamp while pip works: after an interruption the next start begins anew.
    STAMP.unlink(missing_ok=True)
    trouble = install()
    if trouble and usable:
        STAMP.write_text(stamp, encoding="utf-8")  # pip took its changes back: all as before
    if trouble:
        sys.exit(
            f"{trouble}\nThe set-up could not finish. Is the network there? Then start again, "
            f"or see all that pip says:\n  '{PYTHON}' -m pip install -e '.[dev]'"
        )
    STAMP.write_text(home + needs, encoding="utf-8")


def fitness(root: Path) -> tuple[str, str]:
    """Return what an environment must fit: its Python and place, and what the project needs."""
    needs = hashlib.sha256((root / "pyproject.toml").read_bytes()).hexdigest()
    return f"Python {VERSION} in {root}\n", f"{needs}\n"


def answers() -> bool:
    """Whether the Python in .venv runs, is of our version and has its pip."""
    probe = "import pip, sys; print('{}.{}'.format(*sys.version_info))"
    try:
        done = subprocess.run([PYTHON, "-c", probe], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.stdout.strip() == VERSION


def make_venv() -> None:
    """Make .venv from nothing, or say which package of the system is missing."""
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        sys.exit(
            f"This Python {VERSION} cannot make an environment of its own.\n"
            f"On Debian and Ubuntu: sudo apt install python{VERSION}-venv"
        )
    import venv

    venv.create(VENV, clear=True, symlinks=os.name != "nt", with_pip=True)


def install() -> str:
    """Install the project and its tools, showing how it goes; returns pip's errors if not."""
    options = ["--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    command = [PYTHON, "-m", "pip", "install", *options, "--editable", ".[dev]"]
    errors: list[str] = []
    stage = ""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            if "ERROR:" in line:
                errors.append(line)
            news = progress(line)
            if news and (sys.stdout.isatty() or not news.startswith(stage or " ")):
                stage = news.split()[0]
                show(news)
    show("failed" if pip.returncode else "ready", end="\n")
    return "".join(errors) or "pip failed." if pip.returncode else ""


def progress(line: str) -> str:
    """Return what a *line* of pip means for somebody who waits; nothing for most."""
    verb, _, rest = line.strip().partition(" ")
    if verb in ("Collecting", "Processing", "Downloading"):
        return f"fetching {rest.split('/')[-1].split(' (from')[0]}"
    if line.startswith("Installing collected packages:"):
        return f"installing {line.count(',') + 1} packages, the longest step"
    return ""


def show(news: str, end: str = "") -> None:
    """Print *news* over the line before on a terminal, below it elsewhere."""
    if sys.stdout.isatty():
        room = shutil.get_terminal_size().columns - 1
        print("\r" + f"  {news}"[:room].ljust(room), end=end, flush=True)
    else:
        print(f"  {news}", flush=True)


def check(long: bool) -> int:
    """Run all of CHECKS, the *long* tests too if asked; returns 1 if any of them failed."""
    failed = []
    for name, command in CHECKS.items():
        print(f"== {name}: {' '.join(command)}", flush=True)
        started = time.monotonic()
        extra = LONG_TOO if long and command[0] == "pytest" else []
        if subprocess.call([PYTHON, "-m", *command, *extra], cwd=ROOT):
            failed.append(name)
        print(f"   {time.monotonic() - started:.0f} s", flush=True)
    print(f"FAILED: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def become(command: list[str]) -> int:
    """Run *command* in the place of this process."""
    sys.stdout.flush()
    if os.name == "nt":
        return subprocess.call(command)  # there, exec would give the prompt back at once
    os.execv(command[0], command)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("\nStopped. Start again to go on.", file=sys.stderr)
        sys.exit(130)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"start.py: {error}")
