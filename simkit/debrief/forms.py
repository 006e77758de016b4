"""The after-action report, and the forms it can take: text, Markdown, JSON, a page, a notebook's
output."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from simkit.debrief import page, text
from simkit.debrief.parts import Contents
from simkit.errors import Refused, UnknownName

FORMS = {".html": "html", ".md": "markdown", ".txt": "text", ".json": "json"}
"""The form of a report that the ending of its file's name asks for."""


def form_of(path: Path) -> str:
    """Return the form that the ending of *path* asks for. Raises UnknownName for another."""
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise UnknownName("form of a report", path.suffix or path.name, FORMS)
    return form


@dataclass(frozen=True, repr=False)
class Report(Contents):
    """The after-action report of one run."""

    def __repr__(self) -> str:
        return text.summary(self)

    @cached_property
    def text(self) -> str:
        """The report as plain text, at most 88 columns wide."""
        return text.plain(self)

    @cached_property
    def markdown(self) -> str:
        """The report as Markdown, without the pictures."""
        return text.markdown(self)

    @cached_property
    def json(self) -> str:
        """The report as JSON: every part by its name, texts as they are, pictures left out."""
        return text.as_json(self)

    @cached_property
    def html(self) -> str:
        """The report as one HTML file that needs nothing else and prints on A4."""
        return page.page(self)

    def _repr_html_(self) -> str:
        return page.fragment(self)

    def save(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the report to *path*, in the form its ending asks for, and return the path.

        The endings are ``.html``, ``.md``, ``.txt`` and ``.json``. Raises UnknownName for another,
        and Refused when there is such a file and *overwrite* is False.
        """
        file = Path(path)
        content: str = getattr(self, form_of(file))
        try:
            with file.open("w" if overwrite else "x", encoding="utf-8", newline="\n") as out:
                out.write(content)
        except FileExistsError:
            raise Refused(f"{file} is there already; choose another name, or "
                          "save(..., overwrite=True)") from None
        return file
