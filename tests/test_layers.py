"""Imports point down only, every library has one home, and `import simkit` opens no front end."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "simkit"

LAYERS = """
    errors clock streams actions wording message events
    model
    scenario
    course record log runs
    engine | scoring
    feed situation session policy facilitator
    batches ensemble sizes
    counterfactual scorecard attribution luck par proof analysis
    svg
    debrief | interchange | handouts
    lab
    serve
    widgets
    __init__
    cli
    __main__
"""
"""The parts from the ground up. A part may import from the lines above its own and, on its own
line, from its neighbours, but not across a bar; `__init__` is what a user sees."""

HOMES = {
    "numpy": "simkit",
    "yaml": "simkit.scenario.reader",
    "pydantic": "simkit.scenario.schema",
    "pydantic_core": "simkit.scenario.schema",
    "simpy": "simkit.engine",
    "SALib": "simkit.analysis.indices",
    "jinja2": "simkit.debrief",
    "markupsafe": "simkit.debrief",
    "ipywidgets": "simkit.widgets",
    "anywidget": "simkit.widgets",
    "traitlets": "simkit.widgets",
    "IPython": "simkit.widgets",
}
"""The only part, or module, that may import each library."""

CLOCKS_AND_DICE = {"time", "random", "secrets"}
TIMELESS = {"errors", "clock", "streams", "wording", "message", "model", "scenario", "engine"}
"""Parts whose results follow from the scenario, the seed and the decisions alone."""

FRONT_END = {"IPython", "anywidget", "ipywidgets", "jupyterlab", "simkit.widgets", "simkit.cli"}


class Import(NamedTuple):
    """One name that a module takes from another, wherever in the file it does so."""

    place: str
    module: str
    target: str

    def __str__(self) -> str:
        return f"{self.place}: {self.module} imports {self.target}"


def imports(source: str, module: str, package: bool, place: str = "") -> Iterator[Import]:
    """Yield what *source* imports, as absolute names; `from a import b` is an import of `a.b`."""
    home = module.split(".") if package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = home[: len(home) - node.level + 1] if node.level else []
            names = [
                ".".join([*start, *filter(None, [node.module]), alias.name]) for alias in node.names
            ]
        else:
            continue
        for name in names:
            yield Import(f"{place}:{node.lineno}", module, name)


@cache
def all_imports() -> tuple[Import, ...]:
    return tuple(_all_imports())


def _all_imports() -> Iterator[Import]:
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
        package = parts[-1] == "__init__"
        module = ".".join(parts[:-1] if package else parts)
        place = str(file.relative_to(PACKAGE.parent))
        yield from imports(file.read_text(encoding="utf-8"), module, package, place)


def part(name: str) -> str:
    """Return the part that a dotted *name* of simkit belongs to."""
    rest = [*name.split("."), "__init__"][1]
    return rest if (PACKAGE / rest).is_dir() or (PACKAGE / f"{rest}.py").exists() else "__init__"


def is_ours(name: str) -> bool:
    return name.split(".")[0] == "simkit"


def allowed() -> dict[str, set[str]]:
    """Return for each part the parts that it may import."""
    below: set[str] = set()
    table = {}
    for line in LAYERS.strip().splitlines():
        rooms = [set(room.split()) for room in line.split("|")]
        for room in rooms:
            table |= {name: below | room for name in room}
        below = below.union(*rooms)
    return table


def test_every_part_has_its_place_in_the_table() -> None:
    parts = {
        path.stem
        for path in PACKAGE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert parts - allowed().keys() == set(), "give the part a place in LAYERS"


def test_imports_point_down() -> None:
    table = allowed()
    wrong = [
        str(found)
        for found in all_imports()
        if is_ours(found.target) and part(found.target) not in table[part(found.module)]
    ]
    assert wrong == []


def test_no_two_parts_need_each_other() -> None:
    needs: dict[str, set[str]] = {}
    for found in all_imports():
        if is_ours(found.target) and part(found.module) != part(found.target):
            needs.setdefault(part(found.module), set()).add(part(found.target))
    TopologicalSorter(needs).prepare()  # raises CycleError and names the circle


def test_no_modules_import_each_other_in_a_circle_not_even_inside_functions() -> None:
    modules = {found.module for found in all_imports()}
    needs: dict[str, set[str]] = {}
    for found in all_imports():
        names = found.target.split(".")
        ends = (".".join(names[:count]) for count in range(len(names), 0, -1))
        target = next((name for name in ends if name in modules), found.module)
        if target != found.module:
            needs.setdefault(found.module, set()).add(target)
    TopologicalSorter(needs).prepare()  # raises CycleError and names the circle


def test_each_library_is_imported_in_its_home_only() -> None:
    wrong = []
    for found in all_imports():
        library = found.target.split(".")[0]
        if is_ours(found.target) or library in sys.stdlib_module_names:
            continue
        home = HOMES.get(library, "nowhere")
        if not f"{found.module}.".startswith(f"{home}."):
            wrong.append(f"{found}, whose home is {home}")
    assert wrong == []


def test_the_model_and_the_engine_know_no_wall_clock_and_no_dice_of_their_own() -> None:
    wrong = [
        str(found)
        for found in all_imports()
        if part(found.module) in TIMELESS and found.target.split(".")[0] in CLOCKS_AND_DICE
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("line", "target"),
    [
        ("import simkit.engine.world", "simkit.engine.world"),
        ("import simkit.engine as e", "simkit.engine"),
        ("from simkit import session", "simkit.session"),
        ("from simkit.session import Session", "simkit.session.Session"),
        ("from .. import session", "simkit.session"),
        ("from ..session import Session", "simkit.session.Session"),
        ("from . import timing", "simkit.scoring.timing"),
        ("def f():\n    from ..engine import world", "simkit.engine.world"),
        ("if TYPE_CHECKING:\n    import yaml", "yaml"),
    ],
)
def test_every_way_to_write_an_import_is_seen(line: str, target: str) -> None:
    (inside_a_module,) = imports(line, "simkit.scoring.outcome", package=False)
    (inside_a_package,) = imports(line, "simkit.scoring", package=True)
    assert inside_a_module.target == inside_a_package.target == target


def test_scoring_may_not_import_the_engine_or_the_session() -> None:
    assert not allowed()["scoring"] & {"engine", "session"}


def test_importing_simkit_loads_no_front_end() -> None:
    show = "import sys, simkit; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", show], cwd=PACKAGE.parent, capture_output=True, text=True, check=True
    )
    assert FRONT_END & set(done.stdout.split()) == set()


def test_everything_but_the_console_works_without_the_widgets() -> None:
    script = """
import pkgutil, sys
sys.modules.update(dict.fromkeys(("simkit.widgets", "ipywidgets", "anywidget", "traitlets")))
import simkit as sk
for found in pkgutil.walk_packages(sk.__path__, "simkit."):
    if not found.name.startswith(("simkit.widgets", "simkit.__main__")):
        __import__(found.name)
from simkit.debrief import report
session = sk.Session(sk.load("whatsapp-2021"), seed=7)
session.run(until="20m")
session.post("We see it.", "social")
session.run(until="40m")
print("EXERCISE" in report(session, runs=1, deep=False).html)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True,
                          cwd=PACKAGE.parent)
    assert done.stdout == "True\n", done.stderr
