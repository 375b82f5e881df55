"""Rules on the folders of ``docs/``: each belongs to a library, and all its files are published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

from aviso.checks.needed_folders import PICTURES, find_non_folders
from aviso.content.images import SIGNATURES
from aviso.content.pages import EVERY_LIBRARY, FRONT, SHARED
from aviso.core.diagnostics import Diagnostic
from aviso.core.litter import list_names
from aviso.core.rules import Rule
from aviso.core.suggestions import suggest
from aviso.model.file_rules import WRONG_ENDING
from aviso.model.records import Records

NO_LIBRARY = Rule(
    "files/of-no-library",
    "A folder in docs/ does not belong to a library",
    why="Aviso reads pages from folders that are named after the id of a library. It never "
    "publishes files in any other folder.",
    cure="Rename the folder to the id of its library, create the library's file in "
    "data/libraries/, or move the folder elsewhere.",
    example="docs/rivrside/, where the library is riverside",
)
OUT_OF_PLACE = Rule(
    "files/out-of-place",
    "A file or folder is in the wrong place",
    why="A library's folder has one folder for each language and one for pictures. Aviso publishes "
    "nothing else in it.",
    cure="Move pages into the folder of their language and pictures into assets/.",
    example="docs/riverside/index.md, in place of docs/riverside/en/index.md",
)


def docs_are_in_place(records: Records) -> Iterator[Diagnostic]:
    """Every folder belongs to a library and contains only Markdown pages and pictures."""
    locales = records.project.locales.locales
    # Those that all sites share are obstacles, found before.
    yield from find_non_folders(records.project, (FRONT, *records.known["library"]))
    known = {*records.known["library"], FRONT, EVERY_LIBRARY, SHARED}
    docs = records.project.root / "docs"
    for name in _list_entries(docs):
        if name not in known:
            yield _make_problem(
                docs / name,
                records,
                "does not belong to a library in data/libraries/",
                suggest(name, known) or "Move it elsewhere, or create the library's file.",
                NO_LIBRARY,
            )
            continue
        for inner in _list_entries(docs / name):
            if inner in locales:
                yield from _check_only_markdown(docs / name / inner, records)
            elif inner == PICTURES:
                yield from _check_only_pictures(docs / name / inner, records)
            else:
                yield _make_problem(
                    docs / name / inner,
                    records,
                    "does not belong here",
                    f"Pages belong in {' and '.join(locales)}, pictures in {PICTURES}.",
                    OUT_OF_PLACE,
                )


def _check_only_markdown(folder: Path, records: Records) -> Iterator[Diagnostic]:
    for name in _list_entries(folder):
        if not name.endswith(".md"):
            yield _make_problem(
                folder / name,
                records,
                "does not belong here: only files that end in .md do",
                "Rename it to end in .md, or move it elsewhere.",
                WRONG_ENDING,
            )


def _check_only_pictures(folder: Path, records: Records) -> Iterator[Diagnostic]:
    """Only pictures are copied into a site, so other files would be missing there."""
    for name in _list_entries(folder):
        if PurePath(name).suffix.lower() not in SIGNATURES:
            yield _make_problem(
                folder / name,
                records,
                "does not belong here: only pictures do",
                f"Use a file that ends in one of: {', '.join(SIGNATURES)}.",
                WRONG_ENDING,
            )


def _list_entries(folder: Path) -> list[str]:
    """Return the names in a folder, in order, without ignored ones."""
    return sorted(list_names(str(folder)))


def _make_problem(path: Path, records: Records, message: str, hint: str, rule: Rule) -> Diagnostic:
    return rule.at(records.project.name_file(path), 1, message, hint)
