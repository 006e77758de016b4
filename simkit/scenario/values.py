"""What the values of a YAML file mean: YAML 1.2 core, with a place for each, and bounded.

``no``, ``on``, ``12:30``, ``017`` and dates mean what they look like, as in no other YAML reader
by default: text, text, text, 17 and text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from simkit.scenario.faults import Place
from simkit.scenario.nodes import Node
from simkit.scenario.page import ODD, Page, Unreadable, odd_character

MOST_VALUES = 50_000
"""Most values in a document, aliases written out."""

DEEPEST = 30
"""Deepest nesting, aliases written out."""

TOO_MANY = f"more than {MOST_VALUES} values, aliases written out; make it smaller"
"""The complaint about a document that is too big."""

_ODD_SPACE = "\xa0\u2000-\u200a\u202f\u205f\u3000"
ODD_SPACE_AFTER_KEY = re.compile(rf"[ ]*(?:- +)*[A-Za-z_][\w-]*:(?=[{_ODD_SPACE}])")
"""A line that looks like a key and a value, but is one text to every parser."""
ODD_SPACE_MESSAGE = ("an odd space stands after the colon (a no-break space looks like a space); "
                      "type an ordinary one")
"""The complaint about such a line."""

_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INT = re.compile(r"[-+]?[0-9]{1,300}|0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)"
                    r"|\.(nan|NaN|NAN)")
_CORE = "tag:yaml.org,2002:"


@dataclass(eq=False)
class Raw:
    """A value as the events tell it; an alias is the very same object again."""

    kind: str
    """``scalar``, ``mapping`` or ``sequence``."""
    line: int
    column: int
    tag: str = ""
    plain: bool = False
    text: str = ""
    end: tuple[int, int] = (0, 0)
    below: list[Raw] = field(default_factory=list)
    """Items, or keys and values in turn."""
    open: bool = False
    """Whether its end is still to come."""
    flow: bool = False
    """Whether it is written in brackets."""

    @property
    def empty(self) -> bool:
        """Whether nothing is written where this stands."""
        return self.kind == "scalar" and self.plain and not self.text and not self.tag


def too_deep(raw: Raw) -> Unreadable:
    """Return the complaint that *raw* is nested too deep."""
    return Unreadable(raw.line, raw.column, f"nested more than {DEEPEST} levels deep; "
                                             "no part of a scenario needs that")


class Builder:
    """Makes nodes of raw values: gives meaning, refuses doubles, counts."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._count = 0

    def node(self, raw: Raw, place: Place, depth: int) -> Node:
        """Return the node of *raw* at *place*."""
        self._count += 1
        if self._count > MOST_VALUES:
            raise Unreadable(raw.line, raw.column, TOO_MANY)
        if depth > DEEPEST + 1:
            raise too_deep(raw)
        if raw.kind == "mapping":
            self._check_tag(raw, place, "map")
            return self._mapping(raw, place, depth)
        if raw.kind == "sequence":
            self._check_tag(raw, place, "seq")
            items = [self.node(each, (*place, index), depth + 1)
                     for index, each in enumerate(raw.below)]
            return Node(items, raw.line, raw.column, place)
        return Node(self._value(raw, place), raw.line, raw.column, place)

    def _mapping(self, raw: Raw, place: Place, depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, tuple[int, int]] = {}
        merged: list[Raw] = []
        for key_raw, value_raw in zip(raw.below[::2], raw.below[1::2], strict=True):
            if key_raw.kind == "scalar" and key_raw.plain and key_raw.text == "<<":
                merged.append(value_raw)
                continue
            key = self._key(key_raw, place)
            if key is None:
                continue
            if key in values:
                self._page.complain(key_raw.line, key_raw.column, (*place, key),
                                       f"key written twice (first on line {keys[key][0]}); "
                                       "keep one")
                continue
            if value_raw.empty:  # the parsers put it at different places
                value_raw.line, value_raw.column = key_raw.end
            keys[key] = (key_raw.line, key_raw.column)
            values[key] = self.node(value_raw, (*place, key), depth + 1)
        for each in merged:
            self._merge(each, place, depth, values, keys)
        return Node(values, raw.line, raw.column, place, keys)

    def _merge(self, raw: Raw, place: Place, depth: int, values: dict[str, Node],
               keys: dict[str, tuple[int, int]]) -> None:
        sources = raw.below if raw.kind == "sequence" else [raw]
        if any(source.kind != "mapping" for source in sources):
            self._page.complain(raw.line, raw.column, place,
                                   "<< needs a mapping, such as <<: *name")
            return
        for source in sources:
            node = self._mapping(source, place, depth + 1)
            assert isinstance(node.value, dict)
            for key, value in node.value.items():
                if key not in values:
                    values[key], keys[key] = value, node.keys[key]

    def _key(self, raw: Raw, place: Place) -> str | None:
        if raw.kind != "scalar":
            self._page.complain(raw.line, raw.column, place,
                                   "a key must be text; a list or mapping cannot be one")
            return None
        value = self._value(raw, place)
        if isinstance(value, str):
            return value
        self._page.complain(raw.line, raw.column, place, "a key must be text; "
                               + (f"put {raw.text[:40]!r} in quotes" if raw.text
                                  else "nothing stands before the colon"))
        return raw.text or None

    def _check_tag(self, raw: Raw, place: Place, kind: str) -> None:
        if raw.tag not in ("", "!", _CORE + kind):
            self._unknown_tag(raw, place)

    def _unknown_tag(self, raw: Raw, place: Place) -> None:
        tag = raw.tag.replace(_CORE, "!!")
        self._page.complain(raw.line, raw.column, place,
                               f"tag {tag[:40]!r} has no meaning here; delete it")

    def _value(self, raw: Raw, place: Place) -> bool | int | float | str | None:
        odd = ODD.search(raw.text)
        if odd:
            self._page.complain(raw.line, raw.column, place, odd_character(odd.group()))
            return ODD.sub("?", raw.text)
        if raw.plain:
            self._check_cut(raw, place)
            self._check_space(raw, place)
        if raw.tag in ("", "!", _CORE + "str"):
            return _resolved(raw.text) if raw.plain and not raw.tag else raw.text
        value = _resolved(raw.text)
        kinds = {"int": int, "float": (int, float), "bool": bool, "null": type(None)}
        kind = kinds.get(raw.tag.removeprefix(_CORE))
        if kind is None or not isinstance(value, kind):  # type: ignore[arg-type]
            self._unknown_tag(raw, place)
        return value

    def _check_cut(self, raw: Raw, place: Place) -> None:
        """Warn when a comment may have been meant as text."""
        line, column = raw.end
        comment = re.match(r"( *)#(.?)", self._page.lines[line - 1][column - 1:])
        if not comment:
            return
        spaces, first = comment.groups()
        glued = first not in ("", " ", "#")
        if (not raw.text and glued) or (len(spaces) == 1 and (" " in raw.text or glued)):
            self._page.complain(line, column + len(spaces), place,
                                   "the text ends at this #; put it in quotes, or put two spaces "
                                   "before the # and one after it if it is a comment", "warning")

    def _check_space(self, raw: Raw, place: Place) -> None:
        for line in range(raw.line, raw.end[0] + 1):
            odd = ODD_SPACE_AFTER_KEY.match(self._page.lines[line - 1])
            if odd and (line > raw.line or raw.column <= odd.end()):
                self._page.complain(line, odd.end() + 1, place, ODD_SPACE_MESSAGE)


def _resolved(text: str) -> bool | int | float | str | None:
    """Return what a plain scalar means in the core schema of YAML 1.2."""
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text):
        return True
    if _FALSE.fullmatch(text):
        return False
    if _INT.fullmatch(text):
        return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
    if _FLOAT.fullmatch(text):
        return float(text.replace(".inf", "inf").replace(".Inf", "inf").replace(".INF", "inf")
                     .replace(".nan", "nan").replace(".NaN", "nan").replace(".NAN", "nan"))
    return text
