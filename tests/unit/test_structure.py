"""The house as CONTRIBUTING.md draws it.

It has nine rooms, imports only downward, no circles, modules of one idea.

import-linter holds the floors in ``./run test`` (pyproject.toml); these tests hold what it does not
count, and look at imports inside functions and under ``TYPE_CHECKING`` too.
"""

from __future__ import annotations

import ast
import subprocess
import tomllib
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "scripts" / "aviso"
# From the top floor down. ``content`` and ``model`` stand side by side and do not know each other.
FLOORS = (
    ("cli",),
    ("apps",),
    ("build",),
    ("checks",),
    ("site",),
    ("i18n",),
    ("content", "model"),
    ("core",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 300
LONGEST_LINE = 100
HIGHEST_HOUSE = 10


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {module_name(path) for path in MODULES}


@cache
def imports_of(path: Path) -> frozenset[str]:
    """The modules of Aviso that a module imports, wherever in it the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in NAMES else node.module)
    return frozenset(found & NAMES)


def room(module: str) -> str:
    return module.split(".")[1]


def app(module: str) -> str | None:
    parts = module.split(".")
    return parts[2] if parts[1] == "apps" else None


def rooms_of(modules: set[str]) -> set[str]:
    return {room(module) for module in modules if module != "aviso"}


def test_the_house_has_nine_rooms() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name[0] != "_"}
    assert folders - {"shared"} == set(FLOOR)
    flat = {path.name for path in PACKAGE.glob("*.py")}
    assert flat <= {"__init__.py", "__main__.py"}


def test_imports_lead_downward_only() -> None:
    upward = [
        f"{module_name(path)} imports {other}"
        for path in MODULES
        for other in imports_of(path)
        if (name := module_name(path)) != "aviso" and other != "aviso"
        if room(name) != room(other) and FLOOR[room(name)] >= FLOOR[room(other)]
    ]
    assert upward == []


def test_the_apps_do_not_know_each_other() -> None:
    across = [
        f"{module_name(path)} imports {other}"
        for path in MODULES
        for other in imports_of(path)
        if app(module_name(path)) and app(other) and app(module_name(path)) != app(other)
    ]
    assert across == []


def test_import_linter_knows_every_app() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (contract,) = [
        one
        for one in settings["tool"]["importlinter"]["contracts"]
        if one["type"] == "independence"
    ]
    apps = {module_name(path) for path in MODULES if module_name(path).startswith("aviso.apps.")}
    assert set(contract["modules"]) == {".".join(name.split(".")[:3]) for name in apps}


def test_a_crash_is_caught_only_where_it_becomes_a_finding() -> None:
    """Those are the two boundaries of which CONTRIBUTING.md speaks."""
    broad = [
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
        and not isinstance(node.body[-1], ast.Raise)
    ]
    assert broad == ["build/worker.py", "checks/site_checks.py"]


def floors_of(modules: set[str]) -> int:
    """How many modules stand on each other at most.

    Raises CycleError where imports go in a circle.
    """
    graph = {module_name(path): set(imports_of(path)) - {module_name(path)} for path in MODULES}
    height: dict[str, int] = {}
    for name in TopologicalSorter(graph).static_order():
        height[name] = 1 + max((height[other] for other in graph[name]), default=0)
    return max(height[name] for name in modules)


def test_no_imports_go_in_a_circle() -> None:
    try:
        floors_of(NAMES)
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_rooms_stand_on_few_floors() -> None:
    between: dict[str, set[str]] = {name: set() for name in FLOOR}
    for path in MODULES:
        if (name := module_name(path)) != "aviso":
            between[room(name)] |= rooms_of(set(imports_of(path))) - {room(name)}
    height: dict[str, int] = {}
    for name in TopologicalSorter(between).static_order():
        height[name] = 1 + max((height[other] for other in between[name]), default=0)
    assert max(height.values()) <= HIGHEST_HOUSE


def test_an_empty_init_keeps_the_start_light() -> None:
    full = [
        module_name(path)
        for path in MODULES
        if path.name == "__init__.py" and len(path.read_text("utf-8").splitlines()) > 1
    ]
    assert full == []


def test_a_module_holds_one_idea() -> None:
    """Every module of the repository is short: those of the package, of the tests, and the hook."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = {ROOT / name for name in done.stdout.split("\0") if name}
    assert paths > set(MODULES)
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in sorted(paths)
        if path.exists()
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_functions_are_of_a_middling_length() -> None:
    lengths = [
        node.end_lineno - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]
    assert 5 <= median(lengths) <= 12


def test_names_are_those_of_the_field() -> None:
    """A search engine finds the words in which the house is written."""
    private = {"wishes", "told", "manners", "aging", "standpoint", "twin", "wanted", "deed", "trip"}
    named = {
        node.name
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    } | {path.stem for path in MODULES}
    assert "Project" in named and "worker" in named
    assert sorted(name for name in named if name.lower().strip("_") in private) == []


def test_no_line_is_too_wide() -> None:
    """The style sheet in overrides/assets is generated."""
    paths = [
        ROOT / "run",
        *(ROOT / "scripts/assets").glob("*.css"),
        *(path for kind in ("js", "mjs") for path in (ROOT / "scripts").rglob(f"*.{kind}")),
        *(path for folder in ("scripts", "tests") for path in (ROOT / folder).rglob("*.py")),
    ]
    wide = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted(paths)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert wide == []
