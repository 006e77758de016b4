"""The command line: ``simkit``, or ``python -m simkit``.

What a person did wrong comes back as one plain message on stderr and exit status 2; Ctrl-C is
130, a reader that went away (as ``head`` does) 141. A traceback is a fault of simkit.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from simkit.cli.arguments import understood
from simkit.cli.terminal import complain
from simkit.errors import SimkitError

WRONG = 2
"""Exit status when the command could not be carried out."""
STOPPED = 130
"""Exit status after Ctrl-C."""
UNREAD = 141
"""Exit status when nobody reads the output any more."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out the command in *arguments* (default: those of the process); return its status."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without é must not end a run
    try:
        status = _carried_out(arguments)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # Python flushes stdout once more at its end, and would complain there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD


def _carried_out(arguments: Sequence[str] | None) -> int:
    try:
        options = understood(sys.argv[1:] if arguments is None else arguments)
        return int(options.command(options))
    except SystemExit as asked:  # --help and --version
        return asked.code if isinstance(asked.code, int) else 0
    except KeyboardInterrupt:
        complain("stopped")
        return STOPPED
    except BrokenPipeError:
        raise
    except SimkitError as why:
        complain(str(why))
    except OSError as why:
        complain(f"{why.filename}: {why.strerror}" if why.filename else str(why))
    return WRONG
