"""Starts a company, a law or a term, which all libraries share, with every field explained."""

from __future__ import annotations

import os
from pathlib import Path

from aviso.apps.scaffold.files import CannotScaffold, check_id, replace_files, write_new_files
from aviso.apps.scaffold.templates import fill
from aviso.core.package import is_package_file
from aviso.core.project import LAWS_FILE, LAWS_FOLDER, Project, name_terms_file, name_vendor_file
from aviso.core.prompts import EXPLANATION, MEANING, PAGE_SAYS, SERVICE, TITLE, UNWRITTEN
from aviso.core.suggestions import suggest
from aviso.core.yaml_positions import parse_yaml
from aviso.model.repository import GLOSSARY, VOCABULARIES


def add_vendor(project: Project, identifier: str) -> list[Path]:
    """Write a new vendor's record with every field explained; return the file.

    Raises CannotScaffold.
    """
    check_id(identifier)
    path = project.locate_vendor(identifier)
    if os.path.lexists(path):
        raise CannotScaffold(f"{project.name_file(path)} already exists. Edit it instead.")
    if project.find(name_vendor_file(identifier)).exists():
        raise CannotScaffold(
            f"{identifier} comes with Aviso. Name it in your library's file. "
            f"To change its entry: aviso override vendor {identifier}"
        )
    name = identifier.replace("-", " ").title()
    content = fill("vendor.yml", name=name, service=_select_texts(project, SERVICE), says=PAGE_SAYS)
    return write_new_files(project.root, {path: content})


def add_law(project: Project, identifier: str, day: str) -> list[Path]:
    """Add a law to the project's own register, entered on ``day``; return the file.

    Raises CannotScaffold.
    """
    check_id(identifier)
    entry = fill(
        "law.yml",
        id=identifier,
        citation=identifier.replace("-", " ").upper(),
        title=_select_texts(project, TITLE),
        explanation=_select_texts(project, EXPLANATION),
        day=day,
    )
    file = project.find(f"{LAWS_FOLDER}/{identifier}.yml")
    if file.exists():
        where = project.name_file(file)
        raise CannotScaffold(f'"{identifier}" is already in {where}. {_advise(where, "law")}')
    return _add_entry(project, LAWS_FILE, identifier, "law", entry)


def add_term(project: Project, name: str) -> list[Path]:
    """Add a word to a vocabulary, named VOCABULARY/ID; return the file. Raises CannotScaffold."""
    vocabulary, _, identifier = name.partition("/")
    known = (*VOCABULARIES, GLOSSARY)
    if vocabulary not in known:
        hint = suggest(vocabulary, known) or f"There are: {', '.join(known)}."
        raise CannotScaffold(
            f'"{vocabulary}" is not a vocabulary. {hint} Write it like data_categories/meal-plan.'
        )
    check_id(identifier)
    word = identifier.replace("-", " ")
    entry = fill(
        "term.yml",
        id=identifier,
        label=_select_texts(project, dict.fromkeys(project.locales.required, word)),
        explanation=_select_texts(project, MEANING),
    )
    return _add_entry(project, name_terms_file(vocabulary), identifier, "term", entry)


def _add_entry(project: Project, name: str, identifier: str, kind: str, entry: bytes) -> list[Path]:
    """Add an entry to the end of the project's register, which is created if there is none."""
    for path in project.list_layers(name):
        if path.exists() and identifier in _read_entries(project, path):
            where = project.name_file(path)
            raise CannotScaffold(f'"{identifier}" is already in {where}. {_advise(where, kind)}')
    path = project.root / name
    before = {path: path.read_bytes()} if os.path.lexists(path) else {}
    text = before.get(path, b"")
    after = text + (b"\n" if text and not text.endswith(b"\n") else b"") + entry
    marked, problems = parse_yaml(after.decode("utf-8-sig"), name)
    if marked is None or problems or identifier not in marked.value:
        raise CannotScaffold(
            f"The entry cannot be added to the end of {name}. "
            "See first what is wrong there: aviso check"
        )
    replace_files(project.root, {path: after}, before)
    return [path]


def _read_entries(project: Project, path: Path) -> dict[str, object]:
    marked, _ = parse_yaml(project.read_text(path)[0], project.name_file(path))
    return marked.value if marked and isinstance(marked.value, dict) else {}


def _advise(where: str, kind: str) -> str:
    if not is_package_file(where):
        return "Edit it there."
    return f"It comes with Aviso; to change it, type `aviso override {kind}` and its name."


def _select_texts(project: Project, texts: dict[str, str]) -> dict[str, str]:
    """Return a text to start from in each required language."""
    return {locale: texts.get(locale, UNWRITTEN) for locale in project.locales.required}
