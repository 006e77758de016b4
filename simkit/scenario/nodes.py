"""A document as a tree that knows where each value stands, and how a variant changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from simkit.errors import did_you_mean
from simkit.scenario.faults import Place

NAME_KEYS = ("id", "name", "role")
"""The keys by which an item of a list is called, the first that it has."""

LONGEST_PATH = 30
"""Most dots in the path of a change."""

FIXED = ("format", "variants")
"""The keys that a variant cannot change."""


@dataclass(frozen=True)
class Node:
    """One value of the document."""

    value: bool | int | float | str | dict[str, Node] | list[Node] | None
    line: int
    """First line is 1."""
    column: int
    """First column is 1."""
    place: Place = ()
    """Where it stands in the file (not in the changed document)."""
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each key of a mapping."""


@dataclass(frozen=True)
class Misplaced:
    """A change of a variant that cannot be made."""

    line: int
    column: int
    place: Place
    message: str


def plain(node: Node) -> object:
    """Return *node* as ordinary dicts, lists, texts and numbers, without empty values.

    Inside the changes of a variant an empty value takes something away, so it stays.
    """
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()
                if child.value is not None or in_change(child.place)}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


def in_change(place: Place) -> bool:
    """Return whether *place* lies inside the changes of a variant."""
    return len(place) > 3 and place[0] == "variants" and place[2] == "change"


def walk(node: Node) -> Iterator[Node]:
    """Yield *node* and everything below it."""
    yield node
    if isinstance(node.value, dict):
        below = list(node.value.values())
    else:
        below = node.value if isinstance(node.value, list) else []
    for each in below:
        yield from walk(each)


def deepest(root: Node, place: Place) -> tuple[Node, Place]:
    """Return the node at *place*, or its nearest ancestor, and the steps that do not exist."""
    node = root
    for index, step in enumerate(place):
        below = child(node, step)
        if below is None:
            return node, place[index:]
        node = below
    return node, ()


def child(node: Node, step: str | int) -> Node | None:
    """Return the child of *node* at *step*, or None."""
    if isinstance(node.value, dict) and isinstance(step, str):
        return node.value.get(step)
    if isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def changed(root: Node, changes: Node,
            merges: Callable[[Place], bool]) -> tuple[Node, list[Misplaced]]:
    """Return *root* with *changes* made, and the changes that cannot be made.

    Keys of *changes* are dotted paths; an item of a list is called by its id, name or role, or
    by its number from 0. A mapping is merged into what stands there where *merges* says that the
    place holds named parts; anything else replaces, and nothing (null) takes away.
    """
    maker = _Changes(merges)
    return maker.merged(root, changes, ()), maker.misplaced


class _Changes:
    """The changes of one variant while they are made."""

    def __init__(self, merges: Callable[[Place], bool]) -> None:
        self._merges = merges
        self.misplaced: list[Misplaced] = []

    def merged(self, old: Node, new: Node, at: Place) -> Node:
        """Return *old* with every key of *new* put into it."""
        assert isinstance(new.value, dict)
        for path, value in new.value.items():
            if not at and path.split(".")[0] in FIXED:
                self._refuse(old, value, new.keys[path], "a variant cannot change this; write "
                                                         "another scenario")
                continue
            if path.count(".") > LONGEST_PATH:
                self._refuse(old, value, new.keys[path], "no path in a scenario is that long")
                continue
            old = self._put(old, path, value, at, new.keys.get(path, (new.line, new.column)))
        return old

    def _put(self, old: Node, path: str, new: Node, at: Place, spot: tuple[int, int]) -> Node:
        if isinstance(old.value, list):
            return self._put_into_list(old, path, new, at, spot)
        if not isinstance(old.value, dict):
            return self._refuse(old, new, spot, "there is nothing below this value to change")
        key, rest = _first(path, old.value)
        below = dict(old.value)
        keys = {**old.keys, key: spot}
        if rest:
            start = below.get(key) or Node({}, *spot, place=new.place)
            below[key] = self._put(start, rest, new, (*at, key), spot)
        elif new.value is None:
            below.pop(key, None)
        else:
            below[key] = self._laid_over(below.get(key), new, (*at, key))
        return replace(old, value=below, keys=keys)

    def _put_into_list(self, old: Node, path: str, new: Node, at: Place,
                       spot: tuple[int, int]) -> Node:
        assert isinstance(old.value, list)
        names: dict[str, int] = {}
        for index, item in enumerate(old.value):
            names.setdefault(_name(item) or str(index), index)
            names.setdefault(str(index), index)
        key, rest = _first(path, names)
        if key not in names:
            known = [name for name in names if not name.isdigit()][:100]
            return self._refuse(old, new, spot, f"{key[:60]!r} is not there to change"
                                                f"{did_you_mean(key[:60], known)}")
        index = names[key]
        items = list(old.value)
        if rest:
            items[index] = self._put(items[index], rest, new, (*at, index), spot)
        elif new.value is None:
            del items[index]
        else:
            items[index] = self._laid_over(items[index], new, (*at, index))
        return replace(old, value=items)

    def _laid_over(self, old: Node | None, new: Node, at: Place) -> Node:
        mergeable = old is not None and isinstance(old.value, (dict, list))
        if old is not None and mergeable and isinstance(new.value, dict) and self._merges(at):
            return self.merged(old, new, at)
        return new

    def _refuse(self, old: Node, new: Node, spot: tuple[int, int], message: str) -> Node:
        self.misplaced.append(Misplaced(*spot, new.place, message))
        return old


def _first(path: str, known: dict[str, Node] | dict[str, int]) -> tuple[str, str]:
    """Split *path* into its first step and the rest; a known name may hold dots itself."""
    if path in known:
        return path, ""
    longest = max((name for name in known if path.startswith(name + ".")), key=len, default="")
    first = longest or path.partition(".")[0]
    return first, path[len(first) + 1:]


def _name(item: Node) -> str:
    if isinstance(item.value, dict):
        for key in NAME_KEYS:
            found = item.value.get(key)
            if found is not None and isinstance(found.value, str):
                return found.value
    return ""
