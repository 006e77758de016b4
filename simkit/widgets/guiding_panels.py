"""What guides the trainee, as HTML text: hints, the walk, keys, the days after; texts escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape as e

from simkit.widgets.panels import head, sign
from simkit.widgets.view.after import After


def after(data: After | None) -> str:
    """Return the days after: each step, how far it is, and when it is worth most."""
    if data is None:
        return ""
    rows = "".join(f'<tr><td><b>{e(step["words"])}</b><div class="soft">{e(step["when"])}</div>'
                   f'</td><td>{sign(step["state"])}</td></tr>' for step in data["steps"])
    return (head("The days after", data["since"])
            + f'<table class="tbl"><tbody>{rows}</tbody></table>')


def hint(words: str) -> str:
    """Return a line of advice; empty for none."""
    return f'<span class="hint">Hint</span> {e(words)}' if words else ""


def step(number: int, count: int, words: str) -> str:
    """Return one step of the walk round the screen."""
    return f'<b>{number} of {count}</b> {e(words)}'


def keys(rows: Iterable[tuple[str, str]], log: str) -> str:
    """Return the list of keys, and where the run is kept."""
    body = "".join(f"<div><kbd>{e(key)}</kbd> {e(words)}</div>" for key, words in rows)
    return (head("Keys", "while the focus is in the console")
            + f'<div class="keys">{body}</div>{kept(log)}')


def kept(log: str) -> str:
    """Return where the run is written and how it is removed; *log* is empty when nowhere."""
    words = "This run is kept nowhere: it ends with this kernel." if not log else (
        f"This run is kept in <code>{e(log)}</code>, word for word. Use pseudonyms. To remove it: "
        f"<code>simkit forget {e(log)}</code>")
    return f'<p class="small soft kept-in">{words}</p>'
