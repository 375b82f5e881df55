"""Removes a library, a company, a law or a term from a project, if nothing refers to it anymore."""

from __future__ import annotations

from pathlib import Path

from aviso.apps.scaffold.files import CannotScaffold, replace_files
from aviso.apps.scaffold.places import SearchTarget, find_places
from aviso.apps.scaffold.splice import CannotSplice, delete_entry, parse_values
from aviso.core.litter import list_files
from aviso.core.project import (
    LAWS_FILE,
    LAWS_FOLDER,
    WATCH_FILE,
    Project,
    name_terms_file,
    name_vendor_file,
)
from aviso.core.suggestions import suggest
from aviso.i18n.memory import locate_memory
from aviso.model.repository import GLOSSARY, VOCABULARIES

Contents = dict[Path, bytes | None]
Before = dict[Path, bytes]


def remove(project: Project, kind: str, identifier: str) -> list[str]:
    """Remove one entry; return the files that were removed or changed. All or nothing.

    ``kind`` is library, vendor, law or term; a term is named VOCABULARY/ID. Raises CannotScaffold,
    with every place that still names it, and OSError.
    """
    try:
        named, contents, before = _select(project, kind, identifier)
        _check_unnamed(project, named, contents)
    except CannotSplice as error:
        raise CannotScaffold(str(error)) from None
    replace_files(project.root, contents, before)
    return sorted(project.name_file(path) for path in contents)


def _select(project: Project, kind: str, identifier: str) -> tuple[SearchTarget, Contents, Before]:
    """Return the entry, the files without it, and the old contents of the edited files."""
    if kind == "library":
        return SearchTarget(kind, identifier), _select_library(project, identifier), {}
    if kind == "vendor":
        return SearchTarget(kind, identifier), *_select_vendor(project, identifier)
    if kind == "law":
        if (path := project.locate_law(identifier)).is_file():
            return SearchTarget(kind, identifier), {path: None}, {}
        return SearchTarget(kind, identifier), *_select_entry(project, LAWS_FILE, identifier, "law")
    vocabulary, _, term = identifier.partition("/")
    known = (*VOCABULARIES, GLOSSARY)
    if vocabulary not in known or not term:
        raise CannotScaffold(
            f'"{identifier}" does not name a term. Write its vocabulary and its id, '
            f"like data_categories/email. There are: {', '.join(known)}."
        )
    return SearchTarget(vocabulary, term), *_select_entry(
        project, name_terms_file(vocabulary), term, "term"
    )


def _select_library(project: Project, identifier: str) -> Contents:
    record = project.locate_library(identifier)
    if not record.is_file():
        known = [path.stem for path in list_files(project.data / "libraries", "*.yml")]
        hint = suggest(identifier, known)
        raise CannotScaffold(
            f'There is no library "{identifier}" in data/libraries/. {hint}'.strip()
        )
    folder = project.docs / identifier
    pages = [path for path in sorted(folder.rglob("*")) if path.is_file() or path.is_symlink()]
    confirmed = project.root / locate_memory(identifier)
    gone = [record, *pages, *([confirmed] if confirmed.is_file() else [])]
    return dict.fromkeys(gone)


def _select_vendor(project: Project, identifier: str) -> tuple[Contents, Before]:
    path = project.locate_vendor(identifier)
    if not path.is_file():
        if project.find(name_vendor_file(identifier)).is_file():
            raise CannotScaffold(_describe_foreign(identifier))
        known = [one.stem for one in list_files(project.data / "vendors", "*.yml")]
        hint = suggest(identifier, known)
        raise CannotScaffold(f'There is no vendor "{identifier}" in data/vendors/. {hint}'.strip())
    contents: Contents = {path: None}
    before: Before = {}
    watched = project.root / WATCH_FILE
    if watched.is_file():
        content = watched.read_bytes()
        text = content.decode("utf-8", "surrogateescape")
        if identifier in (parse_values(text, WATCH_FILE) or {}):
            before[watched] = content
            contents[watched] = _delete_key(text, identifier, WATCH_FILE)
    return contents, before


def _select_entry(
    project: Project, name: str, identifier: str, kind: str
) -> tuple[Contents, Before]:
    """Return the register without one entry; None for an empty file that the package has too."""
    path = project.root / name
    before = {path: path.read_bytes()} if path.is_file() else {}
    text = before.get(path, b"").decode("utf-8", "surrogateescape")
    own = parse_values(text, name) or {}
    others = [one for place in project.list_layers(name)[1:] for one in _read_keys(place)]
    if kind == "law":
        others += _list_file_laws(project)
    if identifier not in own:
        if identifier in others:
            raise CannotScaffold(_describe_foreign(identifier))
        hint = suggest(identifier, own) or "Look there for the id that you mean."
        raise CannotScaffold(f'There is no {kind} "{identifier}" in {name}. {hint}')
    content = _delete_key(text, identifier, name)
    if content is None and not others:
        raise CannotScaffold(f"{identifier} is the last entry of {name}, and a project needs one.")
    return {path: content}, before


def _delete_key(text: str, identifier: str, name: str) -> bytes | None:
    after = delete_entry(text, identifier, name)
    return after.encode() if parse_values(after, name) else None


def _read_keys(path: Path) -> list[str]:
    return list(parse_values(path.read_text("utf-8"), path.name) or {}) if path.is_file() else []


def _list_file_laws(project: Project) -> list[str]:
    """Return the laws that come with Aviso in files of their own."""
    places = project.list_layers(LAWS_FOLDER)[1:]
    return [path.stem for place in places for path in list_files(place, "*.yml")]


def _describe_foreign(identifier: str) -> str:
    return (
        f"{identifier} comes with Aviso and is not part of this project. "
        "If no library names it, no page shows it."
    )


def _check_unnamed(project: Project, named: SearchTarget, contents: Contents) -> None:
    """Raise CannotScaffold with every place that would then name a missing entry.

    Places may still name an entry that the package has too.
    """
    if _is_in_package(project, named):
        return
    lines = [
        f"{places.name}, line {line}"
        for places in find_places(project, named)
        if places.path not in contents
        for line in places.lines
    ]
    if lines:
        raise CannotScaffold(
            f'"{named.id}" is still used in:\n' + "\n".join(lines) + "\nRemove it there first."
        )


def _is_in_package(project: Project, named: SearchTarget) -> bool:
    """Tell whether the package has an entry of that name, which then replaces the project's."""
    if named.register == "library":
        return False
    if named.register == "vendor":
        layers = project.list_layers(name_vendor_file(named.id))[1:]
        return any(path.is_file() for path in layers)
    if named.register == "law" and named.id in _list_file_laws(project):
        return True
    name = LAWS_FILE if named.register == "law" else name_terms_file(named.register)
    return any(named.id in _read_keys(place) for place in project.list_layers(name)[1:])
