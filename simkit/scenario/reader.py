"""Scenario files: from YAML text to ``parts.Scenario``, with every problem at its line.

libyaml (fast) and the pure Python parser give the same answer, because both deliver events only
and all meaning is made in ``simkit.scenario.values``; where libyaml refuses a text, or is known to
read it otherwise, the Python parser has the word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml

from simkit.errors import Problem, ScenarioError, UnknownName, did_you_mean
from simkit.scenario import checks
from simkit.scenario import schema as models
from simkit.scenario.faults import Fault
from simkit.scenario.nodes import Node, changed, child, deepest, in_change, plain, walk
from simkit.scenario.page import LARGEST, Page, Unreadable, decoded
from simkit.scenario.parts import Scenario
from simkit.scenario.values import (
    DEEPEST,
    MOST_VALUES,
    ODD_SPACE_AFTER_KEY,
    ODD_SPACE_MESSAGE,
    TOO_MANY,
    Builder,
    Raw,
    too_deep,
)

MOST_VARIANTS = 40
"""Most variants of one scenario."""


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
    folders = [Path("scenarios"), package / "_data" / "scenarios"]
    if (package.parent / "pyproject.toml").is_file():  # a checkout
        folders.append(package.parent / "scenarios")
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
    document = _read_file(_file(name_or_path))
    errors = [problem for problem in document.problems if problem.severity == "error"]
    if errors:
        raise ScenarioError(errors)
    if variant not in document.scenarios:
        raise UnknownName("variant", variant, [name for name in document.scenarios if name])
    return document.scenarios[variant]


def check(name_or_path: str | Path) -> tuple[Problem, ...]:
    """Return all errors and warnings of a scenario file, in the order of lines.

    Raises UnknownName for a bare name that no scenario has.
    """
    return _read_file(_file(name_or_path)).problems


def schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario files, for editors."""
    return models.json_schema()


def _file(name_or_path: str | Path) -> Path:
    if isinstance(name_or_path, Path) or re.search(r"[/\\]|\.ya?ml$", name_or_path):
        return Path(name_or_path)
    known = scenarios()
    if name_or_path not in known:
        raise UnknownName("scenario", name_or_path, known)
    return known[name_or_path]


def _read_file(file: Path) -> Document:
    inside = file.is_absolute() and file.is_relative_to(Path.cwd())
    label = str(file.relative_to(Path.cwd()) if inside else file)
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"cannot be read: {reason}; check the path"
        return Document((Problem(label, 1, 1, "", message),), {})
    return read(data, label)


def read(content: str | bytes, file: str = "scenario.yaml", *, fast: bool = True) -> Document:
    """Return what *content* says, called *file* in problems; *fast* uses libyaml if it is there.

    Never raises for anything that *content* holds.
    """
    try:
        page = Page(decoded(content), file)
    except Unreadable as error:
        return Document((Problem(file, error.line, error.column, "", error.message),), {})
    found: dict[str, Scenario] = {}
    try:
        found = _scenarios(page, _tree(page, fast))
    except Unreadable as error:
        page.complain(error.line, error.column, (), error.message)
    problems = page.problems()
    playable = all(problem.severity == "warning" for problem in problems)
    return Document(problems, found if playable else {})


def _scenarios(page: Page, root: Node) -> dict[str, Scenario]:
    """Return the scenario of each variant, as far as they can be made."""
    for node in walk(root):
        if node.value is None and not in_change(node.place):
            page.complain(node.line, node.column, node.place,
                          "nothing stands here; write a value or delete the line")
    content = plain(root)
    base = _scenario(page, root, content, "", content)
    found = {"": base} if base else {}
    for variant, node in _variants(page, root):
        tree = _varied(page, root, child(node, "change"))
        data = plain(tree)
        assert isinstance(data, dict)
        data["variants"] = {variant: data["variants"][variant]}
        scenario = _scenario(page, tree, data, variant, content)
        if scenario and base:
            found[variant] = replace(scenario, variants=base.variants)
    return found


def _variants(page: Page, root: Node) -> list[tuple[str, Node]]:
    variants = child(root, "variants")
    if variants is None or not isinstance(variants.value, dict):
        return []
    named = [(name, node) for name, node in variants.value.items() if name]
    if len(named) <= MOST_VARIANTS:
        return [(name, node) for name, node in named if node.value is not None]
    extra = named[MOST_VARIANTS][1]
    page.complain(extra.line, extra.column, extra.place,
                  f"more than {MOST_VARIANTS} variants; split the file")
    return []


def _varied(page: Page, root: Node, changes: Node | None) -> Node:
    if changes is None or not isinstance(changes.value, dict):
        return root
    tree, misplaced = changed(root, changes, models.merges)
    for each in misplaced:
        page.complain(each.line, each.column, each.place, each.message)
    return tree


def _scenario(page: Page, tree: Node, data: object, variant: str,
              content: object) -> Scenario | None:
    """Return the scenario in *data*, which is *tree* as plain values; note its faults."""
    faults = checks.references(data, variant)
    model, misfits = models.typed(data)
    scenario = None
    if model is not None:
        scenario = model.to_parts(Path(page.file).stem, variant, _digest(content, variant))
        faults += checks.shares([segment.share for segment in model.segments])
        faults += checks.sense(scenario)
    for fault in (*misfits, *faults):
        _complain(page, tree, fault, variant)
    return scenario


def _complain(page: Page, tree: Node, fault: Fault, variant: str) -> None:
    """Note *fault* at its position, once, and with the variant if only that has it."""
    node, rest = deepest(tree, fault.place)
    if node.value is None and not in_change(node.place):
        return  # that nothing stands there is told already
    line, column = node.line, node.column
    place = (*node.place, *rest)
    if fault.on_key:
        above, _ = deepest(tree, fault.place[:-1])
        line, column = above.keys.get(str(fault.place[-1]), (line, column))
    message = fault.message
    if fault.first is not None:
        message += f" (first on line {deepest(tree, fault.first)[0].line})"
    if variant and place[:2] != ("variants", variant):
        if page.complained(line, column, message):
            return
        message = f"in variant {variant!r}: {message}"
    page.complain(line, column, place, message, fault.severity)


def _digest(content: object, variant: str) -> str:
    canonical = json.dumps([content, variant], sort_keys=True, separators=(",", ":"))
    return blake2b(canonical.encode(), digest_size=8).hexdigest()


# YAML: events to raw values.


def _tree(page: Page, fast: bool) -> Node:
    raw = _compose(page, fast)
    if raw is None:
        raise Unreadable(1, 1, "the file is empty; start with format: 1 and a title")
    return Builder(page).node(raw, (), 1)


def _compose(page: Page, fast: bool) -> Raw | None:
    """Return the one document of the text, or None when there is none."""
    # A tab separates in libyaml and not in the Python parser: with a tab, only the latter.
    if fast and yaml.__with_libyaml__ and "\t" not in page.text:
        try:
            return _composed(yaml.parse(page.text, Loader=yaml.CSafeLoader), fast=True)
        except (yaml.YAMLError, ValueError):
            pass  # The Python parser decides, and words it.
    loader = yaml.SafeLoader(page.text)
    try:
        return _composed(_events(loader))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None) or loader.get_mark()
        raise _syntax(page, error, mark) from None


def _events(loader: yaml.SafeLoader) -> Iterator[yaml.Event]:
    while loader.check_event():
        yield loader.get_event()  # type: ignore[no-untyped-call]


def _composed(events: Iterable[Any], fast: bool = False) -> Raw | None:
    """Return the document of *events*, counting its depth and size as they come."""
    top = Raw("sequence", 1, 1)
    stack, anchors = [top], dict[str, Raw]()
    for count, event in enumerate(events):
        if count > 2 * MOST_VALUES:  # each value has an event, or two when it has an inside
            raise Unreadable(*_start(event), TOO_MANY)
        if isinstance(event, yaml.DocumentStartEvent) and top.below:
            raise Unreadable(*_start(event), "a second document starts here; keep one scenario "
                                             "per file")
        if fast and getattr(event, "tag", None):
            raise ValueError("the readers end a tag at different characters")
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
            raw = Raw(kind, *_start(event), event.tag or "", open=True,
                      flow=bool(event.flow_style))
            anchors[event.anchor or ""] = raw
            stack[-1].below.append(raw)
            stack.append(raw)
            if len(stack) > DEEPEST + 1:
                raise too_deep(raw)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop().open = False
    return top.below[0] if top.below and not top.below[0].empty else None


def _start(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _scalar(event: Any) -> Raw:
    end = (event.end_mark.line + 1, event.end_mark.column + 1)
    return Raw("scalar", *_start(event), event.tag or "", not event.style, event.value, end)


def _alias(event: Any, anchors: Mapping[str, Raw]) -> Raw:
    given = event.anchor[:40]
    raw = anchors.get(event.anchor)
    if raw is None:
        known = [name for name in anchors if name][:200]
        raise Unreadable(*_start(event), f"*{given} stands for nothing above"
                                         f"{did_you_mean(given, known)}; name a value with "
                                         f"&{given} first")
    if raw.open:
        raise Unreadable(*_start(event), f"*{given} stands inside its own value; write the value "
                                         "out")
    return raw


_SYNTAX = (
    ("but got '?'", "inside brackets a text with ? needs quotes"),
    ("found character '\\t'", "a tab character stands here; use spaces"),
    ("mapping values are not allowed", "this ': ' cannot start a value here; put a text that "
                                       "holds ': ' in quotes, or mend the indentation"),
    ("could not find expected ':'", "this line has no ': ' and fits nowhere; write key: value, "
                                    "with a space after the colon"),
    ("expected alphabetic or numeric character", "a text cannot start with * or &; put it in "
                                                 "quotes"),
    ("incompatible YAML document", "only YAML 1 is known here; delete this line"),
    ("that cannot start any token", "a text cannot start with this character; put it in quotes"),
    ("found unexpected end of stream", "the quote that starts a text is never closed; close it"),
    ("found unexpected document separator", "the quote that starts a text is never closed; "
                                            "close it"),
    ("expected ',' or", "a bracket is not closed, or a comma is missing before this; add it"),
    ("expected <block end>", "this does not line up with what stands above; mend the "
                             "indentation, or put a text with special characters in quotes"),
    ("did not find expected <document start>", "this stands outside of the scenario; mend the "
                                               "indentation"),
    ("expected '<document start>'", "this stands outside of the scenario; mend the indentation"),
    ("unknown escape character", "this \\ starts no known character; write \\\\ or use single "
                                 "quotes"),
    ("sequence entries are not allowed", "a list cannot start here; put it on a line of its own"),
)


def _syntax(page: Page, error: Exception, mark: Any) -> Unreadable:
    """Return what the Python parser complains about, in words for authors."""
    line, column = mark.line + 1, mark.column + 1
    for number, written in enumerate(page.lines[:line], 1):
        odd = ODD_SPACE_AFTER_KEY.match(written)
        if odd:
            return Unreadable(number, odd.end() + 1, ODD_SPACE_MESSAGE)
    problem = str(getattr(error, "problem", None) or error)
    context = getattr(error, "context_mark", None)
    if context is not None and problem.startswith(_AT_THE_START):
        line, column, context = context.line + 1, context.column + 1, None
    opened = (f" (begun on line {context.line + 1})"
              if context is not None and context.line + 1 < line else "")
    ended = _after_an_end(page.lines[line - 1][:column - 1], problem)
    if ended:
        return Unreadable(line, column, ended)
    for words, message in _SYNTAX:
        if words in problem:
            return Unreadable(line, column, message + opened)
    return Unreadable(line, column, f"this is not YAML: {problem.splitlines()[0][:100]}; put "
                                    f"texts with special characters in quotes{opened}")


_AT_THE_START = ("could not find expected ':'", "expected alphabetic or numeric character")
"""Complaints that belong where the parser began to read, not where it gave up."""


def _after_an_end(before: str, problem: str) -> str:
    """Return the complaint about text that goes on after a closing quote or bracket."""
    if not problem.startswith("expected <block end>"):
        return ""
    last = before.rstrip()[-1:]
    if last and last in "\"'":
        return (f"the text ended at the {last} before this; put the whole text in quotes, of the "
                "other kind than those inside it")
    if last and last in "]}":
        return f"the {last} before this ended the value; a text that starts with a bracket " \
               "needs quotes"
    return ""
