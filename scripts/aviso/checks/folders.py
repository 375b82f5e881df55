"""Rules over the folders of ``docs/``: each belongs to a library, and holds nothing that is left aside without a word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aviso.content.images import SIGNATURES
from aviso.content.pages import EVERY_LIBRARY, FRONT, SHARED
from aviso.core.diagnostics import Diagnostic, did_you_mean
from aviso.model.repository import Records

PICTURES = "assets"


def docs_are_in_place(records: Records) -> Iterator[Diagnostic]:
    """Every folder is that of a library, every page in it ends in .md."""
    locales = records.project.locales.locales
    known = {*records.known["library"], FRONT, EVERY_LIBRARY, SHARED}
    for folder in _entries(records.project.root / "docs"):
        if folder.name not in known:
            yield _problem(
                folder,
                records,
                "belongs to no library in data/libraries/",
                did_you_mean(folder.name, known) or "Move it away, or make the library's file.",
            )
            continue
        for inner in _entries(folder):
            if inner.name in locales:
                yield from _only_markdown(inner, records)
            elif inner.name == PICTURES:
                yield from _only_pictures(inner, records)
            else:
                yield _problem(
                    inner,
                    records,
                    "does not belong here",
                    f"Pages stand in {' and '.join(locales)}, pictures in {PICTURES}.",
                )


def _only_markdown(folder: Path, records: Records) -> Iterator[Diagnostic]:
    for path in _entries(folder):
        if path.suffix != ".md":
            yield _problem(
                path,
                records,
                "does not belong here: only files that end in .md do",
                "Rename it to end in .md, or move it away.",
            )


def _only_pictures(folder: Path, records: Records) -> Iterator[Diagnostic]:
    """What is not a picture is not copied into a site; whoever put it there would look for it in vain."""
    for path in _entries(folder):
        if path.suffix.lower() not in SIGNATURES:
            yield _problem(
                path,
                records,
                "does not belong here: only pictures do",
                f"Use a file that ends in one of: {', '.join(SIGNATURES)}.",
            )


def _entries(folder: Path) -> list[Path]:
    """What is in a folder, without what the system hides."""
    return (
        sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        if folder.is_dir()
        else []
    )


def _problem(path: Path, records: Records, message: str, hint: str) -> Diagnostic:
    return Diagnostic(records.project.name_of(path), 1, message, hint)
