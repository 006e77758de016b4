"""Scenario files: from YAML text to ``parts.Scenario``, with every problem at its line.

YAML is read as 1.2 core: ``no``, ``on``, ``12:30`` and dates stay text. libyaml (fast) and the
pure Python parser give the same answer, because both only deliver events and all meaning is made
here; where libyaml refuses a text, the Python parser has the word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml

from simkit.errors import Problem, ScenarioError, UnknownName, did_you_mean
from simkit.scenario import checks, schema
from simkit.scenario.faults import Fault, Place, shown
from simkit.scenario.nodes import Node, changed, child, deepest, in_change, plain, walk
from simkit.scenario.parts import Scenario

LARGEST = 2_000_000
"""Longest file in bytes."""

MOST_VALUES = 50_000
"""Most values in a document, aliases written out."""

DEEPEST = 30
"""Deepest nesting, aliases written out."""

MOST_VARIANTS = 40
"""Most variants of one scenario."""

MOST_PROBLEMS = 200
"""Most problems that are listed for one file."""

_ODD = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
                  "|[\u2028\u2029\ufeff\ufffe]")
_ODD_SPACE = "\xa0\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACE_AFTER_KEY = re.compile(rf"[ ]*(?:- +)*[A-Za-z_][\w-]*:(?=([{_ODD_SPACE}]))")
_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INT = re.compile(r"[-+]?[0-9]{1,300}|0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)"
                    r"|\.(nan|NaN|NAN)")
_CORE = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class Document:
    """One scenario file, read."""

    problems: tuple[Problem, ...]
    """Everything that is wrong or doubtful, in the order of lines."""
    scenarios: Mapping[str, Scenario]
    """The scenario of each variant by name, ``""`` for the base; empty when there are errors."""


def scenarios() -> dict[str, Path]:
    """Return all scenarios that a bare name can mean: those here, then those of the package."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_data" / "scenarios"
    beside = package.parent if (package.parent / "pyproject.toml").is_file() else package
    folders = (Path("scenarios"), installed if installed.is_dir() else beside / "scenarios")
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.y*ml")):
            if path.suffix in (".yaml", ".yml"):
                found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def load(name_or_path: str | Path, variant: str = "") -> Scenario:
    """Return the scenario called *name_or_path*, or in that file, in its *variant*.

    Raises ScenarioError with all problems of the file, and UnknownName for a name or a variant
    that does not exist.
    """
    file = _file(name_or_path)
    document = _read_file(file)
    errors = [problem for problem in document.problems if problem.severity == "error"]
    if errors:
        raise ScenarioError(errors)
    if variant not in document.scenarios:
        raise UnknownName("variant", variant, [name for name in document.scenarios if name])
    return document.scenarios[variant]


def check(name_or_path: str | Path) -> tuple[Problem, ...]:
    """Return all errors and warnings of a scenario file, in the order of lines."""
    return _read_file(_file(name_or_path)).problems


def _file(name_or_path: str | Path) -> Path:
    if isinstance(name_or_path, Path) or re.search(r"[/\\]|\.ya?ml$", name_or_path):
        return Path(name_or_path)
    known = scenarios()
    if name_or_path not in known:
        raise UnknownName("scenario", name_or_path, known)
    return known[name_or_path]


def _label(file: Path) -> str:
    try:
        return str(file.relative_to(Path.cwd())) if file.is_absolute() else str(file)
    except (ValueError, OSError):
        return str(file)


def _read_file(file: Path) -> Document:
    label = _label(file)
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return _only(label, 1, 1, f"cannot be read: {reason}; check the path")
    try:
        return read(data.decode("utf-8"), label)
    except UnicodeDecodeError as error:
        before = data[:error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        line, column = _spot(before, len(before))
        what = "is not a text" if b"\0" in data[:1000] and data[:2] not in (
            b"\xff\xfe", b"\xfe\xff") else "is not UTF-8 text"
        return _only(label, line, column, f"the file {what}; save it as UTF-8")


def _only(file: str, line: int, column: int, message: str) -> Document:
    return Document((Problem(file, line, column, "", message),), {})


def read(text: str, file: str = "scenario.yaml", *, fast: bool = True) -> Document:
    """Return what *text* says, called *file* in problems; *fast* uses libyaml where it is there.

    Never raises for anything that *text* holds.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _Reading(text, file).document(fast)


class _Unreadable(Exception):
    """What makes it impossible to read on."""

    def __init__(self, line: int, column: int, message: str) -> None:
        self.line, self.column, self.message = line, column, message
        super().__init__(message)


class _Reading:
    """One file while it is read: gathers problems."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.lines = text.split("\n")
        self.problems: dict[tuple[int, int, str], Problem] = {}

    def complain(self, line: int, column: int, place: Place, message: str,
                 severity: str = "error") -> None:
        """Note a problem, moved inside the file and only once."""
        line = max(1, min(line, len(self.lines)))
        column = max(1, min(column, len(self.lines[line - 1]) + 1))
        self.problems.setdefault((line, column, message), Problem(
            self.file, line, column, shown(place), message, severity))

    def document(self, fast: bool) -> Document:
        """Return the whole file as it is meant."""
        found: dict[str, Scenario] = {}
        try:
            root = self._tree(fast)
            self._nothings(root)
            found = self._scenarios(root)
        except _Unreadable as error:
            self.complain(error.line, error.column, (), error.message)
        problems = sorted(self.problems.values())
        if any(problem.severity == "error" for problem in problems):
            found = {}
        if len(problems) > MOST_PROBLEMS:
            more = len(problems) - MOST_PROBLEMS
            last = problems[MOST_PROBLEMS - 1]
            problems[MOST_PROBLEMS:] = [Problem(self.file, last.line, last.column, "",
                                                f"and {more} more; mend these first")]
        return Document(tuple(problems), found)

    def _tree(self, fast: bool) -> Node:
        if len(self.text) > LARGEST:
            raise _Unreadable(1, 1, f"the file is larger than {LARGEST // 1_000_000} MB; "
                                    "a scenario is a few hundred lines")
        odd = _ODD.search(self.text)
        if odd:
            raise _Unreadable(*_spot(self.text, odd.start()), _odd_character(odd.group()))
        raw = _compose(self, fast)
        if raw is None:
            raise _Unreadable(1, 1, "the file is empty; start with format: 1 and a title")
        return _Builder(self).node(raw, (), 1)

    def _nothings(self, root: Node) -> None:
        for node in walk(root):
            if node.value is None and not in_change(node.place):
                self.complain(node.line, node.column, node.place,
                              "nothing stands here; write a value or delete the line")

    def _scenarios(self, root: Node) -> dict[str, Scenario]:
        content = plain(root)
        base = self._scenario(root, content, "", content)
        found = {"": base} if base else {}
        for variant, node in self._variants(root):
            changes = child(node, "change")
            tree = root
            if changes is not None and isinstance(changes.value, dict):
                tree = self._varied(root, variant, changes)
            data = plain(tree)
            assert isinstance(data, dict)
            data["variants"] = {variant: data["variants"][variant]}
            scenario = self._scenario(tree, data, variant, content)
            if scenario and base:
                found[variant] = replace(scenario, variants=base.variants)
        return found

    def _variants(self, root: Node) -> list[tuple[str, Node]]:
        variants = child(root, "variants")
        if variants is None or not isinstance(variants.value, dict):
            return []
        named = [(name, node) for name, node in variants.value.items() if name]
        if len(named) <= MOST_VARIANTS:
            return named
        extra = named[MOST_VARIANTS][1]
        self.complain(extra.line, extra.column, extra.place,
                      f"more than {MOST_VARIANTS} variants; split the file")
        return []

    def _varied(self, root: Node, variant: str, changes: Node) -> Node:
        tree, misplaced = changed(root, changes, schema.merges)
        for each in misplaced:
            self.complain(each.line, each.column, each.place, each.message)
        return tree

    def _scenario(self, tree: Node, data: object, variant: str,
                  content: object) -> Scenario | None:
        """Return the scenario in *data*, which is *tree* as plain values; note its faults."""
        faults = checks.references(data, variant)
        model, misfits = schema.typed(data)
        scenario = None
        if model is not None:
            scenario = model.to_parts(Path(self.file).stem, variant, _digest(content, variant))
            faults += checks.shares([segment.share for segment in model.segments])
            faults += checks.sense(scenario)
        for fault in (*misfits, *faults):
            self._place(tree, fault, variant)
        return scenario

    def _place(self, tree: Node, fault: Fault, variant: str) -> None:
        node, rest = deepest(tree, fault.place)
        if node.value is None and not in_change(node.place):
            return
        line, column = node.line, node.column
        place = (*node.place, *rest)
        if fault.on_key:
            above, _ = deepest(tree, fault.place[:-1])
            line, column = above.keys.get(str(fault.place[-1]), (line, column))
        message = fault.message
        if fault.first is not None:
            message += f" (first on line {deepest(tree, fault.first)[0].line})"
        if variant and place[:2] != ("variants", variant):
            if (line, column, message) in self.problems:
                return
            message = f"in variant {variant!r}: {message}"
        self.complain(line, column, place, message, fault.severity)


def _digest(data: object, variant: str) -> str:
    content = json.dumps([data, variant], sort_keys=True, ensure_ascii=True,
                         separators=(",", ":"))
    return blake2b(content.encode(), digest_size=8).hexdigest()


# --- YAML: events to a tree ---------------------------------------------------------------------


@dataclass(eq=False)
class _Raw:
    """A value as the events tell it; an alias is the very same object again."""

    kind: str
    """``scalar``, ``mapping`` or ``sequence``."""
    line: int
    column: int
    tag: str = ""
    plain: bool = False
    text: str = ""
    end: tuple[int, int] = (0, 0)
    below: list[_Raw] = field(default_factory=list)
    """Items, or keys and values in turn."""
    open: bool = False
    """Whether its end is still to come."""
    flow: bool = False
    """Whether it is written in brackets."""


_TOO_MANY = f"more than {MOST_VALUES} values, aliases written out; make it smaller"


def _compose(reading: _Reading, fast: bool) -> _Raw | None:
    """Return the one document of the text, or None when there is none."""
    # A tab separates in libyaml and not in the Python parser: with a tab, only the latter.
    if fast and yaml.__with_libyaml__ and "\t" not in reading.text:
        try:
            return _composed(yaml.parse(reading.text, Loader=yaml.CSafeLoader), fast=True)
        except (yaml.YAMLError, ValueError):
            pass  # The Python parser decides, and words it.
    loader = yaml.SafeLoader(reading.text)
    try:
        return _composed(_events(loader))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None) or loader.get_mark()
        raise _syntax(reading, error, mark) from None


def _events(loader: yaml.SafeLoader) -> Iterator[yaml.Event]:
    while loader.check_event():
        yield loader.get_event()  # type: ignore[no-untyped-call]


def _composed(events: Iterable[Any], fast: bool = False) -> _Raw | None:
    top = _Raw("sequence", 1, 1)
    stack, anchors = [top], dict[str, _Raw]()
    for count, event in enumerate(events):
        if count > 2 * MOST_VALUES:  # each value has an event, or two when it has an inside
            raise _Unreadable(*_start(event), _TOO_MANY)
        if isinstance(event, yaml.DocumentStartEvent) and top.below:
            raise _Unreadable(*_start(event), "a second document starts here; keep one scenario "
                                              "per file")
        if isinstance(event, yaml.AliasEvent):
            stack[-1].below.append(_alias(event, anchors))
        elif isinstance(event, yaml.ScalarEvent):
            raw = _scalar(event)
            if fast and raw.plain and "?" in raw.text and stack[-1].flow:
                raise ValueError("only libyaml reads a bare ? inside brackets")
            anchors[event.anchor or ""] = raw
            stack[-1].below.append(raw)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
            raw = _Raw(kind, *_start(event), event.tag or "", open=True,
                       flow=bool(event.flow_style))
            anchors[event.anchor or ""] = raw
            stack[-1].below.append(raw)
            stack.append(raw)
            if len(stack) > DEEPEST + 1:
                raise _too_deep(raw)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop().open = False
    return top.below[0] if top.below and not _is_empty(top.below[0]) else None


def _is_empty(raw: _Raw) -> bool:
    return raw.kind == "scalar" and raw.plain and not raw.text and not raw.tag


def _start(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _too_deep(raw: _Raw) -> _Unreadable:
    return _Unreadable(raw.line, raw.column, f"nested more than {DEEPEST} levels deep; "
                                             "no part of a scenario needs that")


def _scalar(event: Any) -> _Raw:
    end = (event.end_mark.line + 1, event.end_mark.column + 1)
    return _Raw("scalar", *_start(event), event.tag or "", not event.style, event.value, end)


def _alias(event: Any, anchors: Mapping[str, _Raw]) -> _Raw:
    raw = anchors.get(event.anchor)
    if raw is None:
        known = [name for name in anchors if name]
        raise _Unreadable(*_start(event), f"*{event.anchor[:40]} stands for nothing above"
                                          f"{did_you_mean(event.anchor[:40], known[:200])}")
    if raw.open:
        raise _Unreadable(*_start(event), f"*{event.anchor[:40]} stands inside its own value; "
                                          "write the value out")
    return raw


class _Builder:
    """Makes nodes of raw values: gives meaning, refuses doubles, counts."""

    def __init__(self, reading: _Reading) -> None:
        self._reading = reading
        self._count = 0

    def node(self, raw: _Raw, place: Place, depth: int) -> Node:
        """Return the node of *raw* at *place*."""
        self._count += 1
        if self._count > MOST_VALUES:
            raise _Unreadable(raw.line, raw.column, _TOO_MANY)
        if depth > DEEPEST + 1:
            raise _too_deep(raw)
        if raw.kind == "mapping":
            self._check_tag(raw, place, "map")
            return self._mapping(raw, place, depth)
        if raw.kind == "sequence":
            self._check_tag(raw, place, "seq")
            items = [self.node(each, (*place, index), depth + 1)
                     for index, each in enumerate(raw.below)]
            return Node(items, raw.line, raw.column, place)
        return Node(self._value(raw, place), raw.line, raw.column, place)

    def _mapping(self, raw: _Raw, place: Place, depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, tuple[int, int]] = {}
        merged: list[_Raw] = []
        for key_raw, value_raw in zip(raw.below[::2], raw.below[1::2], strict=True):
            if key_raw.kind == "scalar" and key_raw.plain and key_raw.text == "<<":
                merged.append(value_raw)
                continue
            key = self._key(key_raw, place)
            if key is None:
                continue
            if key in values:
                self._reading.complain(key_raw.line, key_raw.column, (*place, key),
                                       f"key written twice (first on line {keys[key][0]}); "
                                       "keep one")
                continue
            if _is_empty(value_raw):  # the parsers put it at different places
                value_raw.line, value_raw.column = key_raw.end
            keys[key] = (key_raw.line, key_raw.column)
            values[key] = self.node(value_raw, (*place, key), depth + 1)
        for each in merged:
            self._merge(each, place, depth, values, keys)
        return Node(values, raw.line, raw.column, place, keys)

    def _merge(self, raw: _Raw, place: Place, depth: int, values: dict[str, Node],
               keys: dict[str, tuple[int, int]]) -> None:
        sources = raw.below if raw.kind == "sequence" else [raw]
        if any(source.kind != "mapping" for source in sources):
            self._reading.complain(raw.line, raw.column, place,
                                   "<< needs a mapping, such as <<: *name")
            return
        for source in sources:
            node = self._mapping(source, place, depth + 1)
            assert isinstance(node.value, dict)
            for key, value in node.value.items():
                if key not in values:
                    values[key], keys[key] = value, node.keys[key]

    def _key(self, raw: _Raw, place: Place) -> str | None:
        if raw.kind != "scalar":
            self._reading.complain(raw.line, raw.column, place,
                                   "a key must be text; a list or mapping cannot be one")
            return None
        value = self._value(raw, place)
        if isinstance(value, str):
            return value
        self._reading.complain(raw.line, raw.column, place, "a key must be text; "
                               + (f"put {raw.text[:40]!r} in quotes" if raw.text
                                  else "nothing stands before the colon"))
        return raw.text or None

    def _check_tag(self, raw: _Raw, place: Place, kind: str) -> None:
        if raw.tag not in ("", "!", _CORE + kind):
            self._unknown_tag(raw, place)

    def _unknown_tag(self, raw: _Raw, place: Place) -> None:
        tag = raw.tag.replace(_CORE, "!!")
        self._reading.complain(raw.line, raw.column, place,
                               f"tag {tag[:40]!r} has no meaning here; delete it")

    def _value(self, raw: _Raw, place: Place) -> bool | int | float | str | None:
        odd = _ODD.search(raw.text)
        if odd:
            self._reading.complain(raw.line, raw.column, place, _odd_character(odd.group()))
            return _ODD.sub("?", raw.text)
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

    def _check_cut(self, raw: _Raw, place: Place) -> None:
        """Warn when a comment may have been meant as text."""
        line, column = raw.end
        comment = re.match(r"( *)#(.?)", self._reading.lines[line - 1][column - 1:])
        if not comment:
            return
        spaces, first = comment.groups()
        glued = first not in ("", " ", "#")
        if (not raw.text and glued) or (len(spaces) == 1 and (" " in raw.text or glued)):
            self._reading.complain(line, column + len(spaces), place,
                                   "the text ends at this #; put it in quotes, or put two spaces "
                                   "before the # and one after it if it is a comment", "warning")

    def _check_space(self, raw: _Raw, place: Place) -> None:
        for line in range(raw.line, raw.end[0] + 1):
            odd = _ODD_SPACE_AFTER_KEY.match(self._reading.lines[line - 1])
            if odd and (line > raw.line or raw.column <= odd.end()):
                self._reading.complain(line, odd.end() + 1, place, _ODD_SPACE_MESSAGE)


_ODD_SPACE_MESSAGE = ("an odd space stands after the colon (a no-break space looks like a space); "
                      "type an ordinary one")


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


# --- Wording ------------------------------------------------------------------------------------


def _spot(text: str, index: int) -> tuple[int, int]:
    before = text[:index]
    return before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1


def _odd_character(character: str) -> str:
    return f"the invisible character U+{ord(character):04X} cannot stand here; delete it"


_SYNTAX = (
    ("but got '?'", "inside brackets a text with ? needs quotes"),
    ("found character '\\t'", "a tab character stands here; use spaces"),
    ("mapping values are not allowed", "this ': ' cannot start a value here; put a text that "
                                       "holds ': ' in quotes, or mend the indentation"),
    ("could not find expected ':'", "this line has no ': ' and fits nowhere; write key: value"),
    ("that cannot start any token", "a text cannot start with this character; put it in quotes"),
    ("found unexpected end of stream", "the quote that starts a text is never closed; close it"),
    ("found unexpected document separator", "the quote that starts a text is never closed; "
                                            "close it"),
    ("expected ',' or", "a bracket is not closed, or a comma is missing"),
    ("expected <block end>", "this does not line up with what stands above; mend the "
                             "indentation, or put a text with special characters in quotes"),
    ("did not find expected <document start>", "this stands outside of the scenario; mend the "
                                               "indentation"),
    ("expected '<document start>'", "this stands outside of the scenario; mend the indentation"),
    ("unknown escape character", "this \\ starts no known character; write \\\\ or use single "
                                 "quotes"),
    ("sequence entries are not allowed", "a list cannot start here; put it on a line of its own"),
)


def _syntax(reading: _Reading, error: Exception, mark: Any) -> _Unreadable:
    line, column = mark.line + 1, mark.column + 1
    for number, written in enumerate(reading.lines[:line], 1):
        odd = _ODD_SPACE_AFTER_KEY.match(written)
        if odd:
            return _Unreadable(number, odd.end() + 1, _ODD_SPACE_MESSAGE)
    problem = str(getattr(error, "problem", None) or error)
    context = getattr(error, "context_mark", None)
    opened = (f" (it starts on line {context.line + 1})"
              if context is not None and context.line + 1 < line else "")
    for start, message in _SYNTAX:
        if start in problem:
            return _Unreadable(line, column, message + opened)
    return _Unreadable(line, column, f"this is not YAML: {problem.splitlines()[0][:100]}; "
                                     f"put texts with special characters in quotes{opened}")
