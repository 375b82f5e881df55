"""What the source says of itself is so.

Modules and files that comments name are there, and no name is given twice.
"""

from __future__ import annotations

import ast
import importlib
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.paths import ROOT

SOURCES = sorted(path for folder in ("scripts", "tests") for path in (ROOT / folder).rglob("*.py"))
PACKAGE = ROOT / "scripts" / "aviso"
# Modules in full (aviso.checks.records), and in double backquotes also from within the package
# (``checks.records``).
IN_FULL = re.compile(r"(?<![\w./@-])aviso((?:\.[a-z_]\w*)+)\b(?![/\"'-])", re.IGNORECASE)
SHORT = re.compile(r"``([a-z_]+(?:\.[A-Za-z_]\w*)+)(?:\(\))?``")
FILES = re.compile(r"(?<![\w/.])((?:tests|scripts|decisions)/[\w./-]*\w)(?![\w<*])")
# What a file's name ends with: ``site.cdx.json`` is no module.
ENDINGS = ("json", "yml", "html", "css", "js", "xml", "svg", "md", "mjs", "txt")
HOLDS_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def said(source: str) -> Iterator[str]:
    """The comments and docstrings of a module."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, HOLDS_DOCSTRING) and (text := ast.get_docstring(node)):
            yield text


def exists(names: list[str]) -> bool:
    """Tell whether a module of the package, or a thing in one, has this dotted name."""
    for count in range(len(names), -1, -1):
        place = PACKAGE.joinpath(*names[:count])
        if place.with_suffix(".py").is_file() or (place / "__init__.py").is_file():
            return holds(
                importlib.import_module(".".join(["aviso", *names[:count]])), names[count:]
            )
    return False


def holds(thing: object, names: list[str]) -> bool:
    for name in names:
        # A field of a dataclass or of a model is no attribute of its class.
        if name not in getattr(thing, "__annotations__", {}) and not hasattr(thing, name):
            return False
        thing = getattr(thing, name, None)
    return True


def names_in(text: str) -> Iterator[list[str]]:
    """The dotted names of modules of the package in a text."""
    for found in IN_FULL.finditer(text):
        yield found[1].removeprefix(".").split(".")
    for found in SHORT.finditer(text):
        names = found[1].split(".")
        if names[-1] not in ENDINGS and (
            (PACKAGE / names[0]).is_dir() or (PACKAGE / f"{names[0]}.py").is_file()
        ):
            yield names


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_and_files_that_comments_name_exist(path: Path) -> None:
    texts = list(said(path.read_text("utf-8")))
    assert [
        ".".join(names) for text in texts for names in names_in(text) if not exists(names)
    ] == []
    assert [
        found for text in texts for found in FILES.findall(text) if not (ROOT / found).exists()
    ] == []


@pytest.mark.parametrize(
    ("comment", "modules", "files"),
    [
        ("# As ``checks.references`` makes sure.", [["checks", "references"]], []),
        ("# Records that exist (``aviso.checks.nowhere``).", [["checks", "nowhere"]], []),
        ("# ``tests/unit/test_nothing.py`` compares the two.", [], ["tests/unit/test_nothing.py"]),
        (
            "# See aviso.content.markdown_converter.markdown_into_html.",
            [["content", "markdown_converter", "markdown_into_html"]],
            [],
        ),
    ],
)
def test_what_does_not_exist_is_found(
    comment: str, modules: list[list[str]], files: list[str]
) -> None:
    assert list(names_in(comment)) == modules and FILES.findall(comment) == files
    assert not any(exists(names) for names in modules) and not any(
        (ROOT / file).exists() for file in files
    )


def assigned(tree: ast.Module) -> Iterator[str]:
    """The names that a module gives on its outermost level, each time that it does."""
    for node in tree.body:
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AnnAssign) and node.value
            else []
        )
        for target in targets:
            yield from (part.id for part in ast.walk(target) if isinstance(part, ast.Name))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
            yield node.name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_name_of_a_module_is_given_twice(path: Path) -> None:
    counts = Counter(name for name in assigned(ast.parse(path.read_text("utf-8"))) if name != "_")
    assert [name for name, count in counts.items() if count > 1] == []
