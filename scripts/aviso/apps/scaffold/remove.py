"""Takes a library, a company, a law or a term out of a project, if nothing names it any more."""

from __future__ import annotations

from pathlib import Path

from aviso.apps.scaffold.files import NotPossible, replace_files
from aviso.apps.scaffold.places import Named, find_places
from aviso.apps.scaffold.splice import CannotSplice, delete_entry, value_of
from aviso.core.project import LAWS_FILE, WATCH_FILE, Project
from aviso.core.suggestions import did_you_mean
from aviso.i18n.memory import memory_file
from aviso.model.repository import GLOSSARY, VOCABULARIES

Contents = dict[Path, bytes | None]


def remove(project: Project, kind: str, identifier: str) -> list[str]:
    """Remove one entry; return what was taken away or changed. All or nothing.

    ``kind`` is library, vendor, law or term; a term is named VOCABULARY/ID. Raises NotPossible, with every place that
    still names it, and OSError.
    """
    try:
        named, contents = _what_goes(project, kind, identifier)
        _refuse_if_named(project, named, contents)
    except CannotSplice as error:
        raise NotPossible(str(error)) from None
    replace_files(project.root, contents)
    return sorted(project.name_of(path) for path in contents)


def _what_goes(project: Project, kind: str, identifier: str) -> tuple[Named, Contents]:
    if kind == "library":
        return Named(kind, identifier), _library(project, identifier)
    if kind == "vendor":
        return Named(kind, identifier), _vendor(project, identifier)
    if kind == "law":
        return Named(kind, identifier), _entry(project, LAWS_FILE, identifier, "law")
    vocabulary, _, term = identifier.partition("/")
    known = (*VOCABULARIES, GLOSSARY)
    if vocabulary not in known or not term:
        raise NotPossible(
            f'"{identifier}" does not name a term. Write its vocabulary and its id, like data_categories/email. There are: {", ".join(known)}.'
        )
    return Named(vocabulary, term), _entry(project, f"data/terms/{vocabulary}.yml", term, "term")


def _library(project: Project, identifier: str) -> Contents:
    record = project.library_file(identifier)
    if not record.is_file():
        known = [path.stem for path in (project.data / "libraries").glob("*.yml")]
        raise NotPossible(
            f'There is no library "{identifier}" in data/libraries/. {did_you_mean(identifier, known)}'.strip()
        )
    folder = project.docs / identifier
    pages = [path for path in sorted(folder.rglob("*")) if path.is_file() or path.is_symlink()]
    confirmed = project.root / memory_file(identifier)
    gone = [record, *pages, *([confirmed] if confirmed.is_file() else [])]
    return dict.fromkeys(gone)


def _vendor(project: Project, identifier: str) -> Contents:
    path = project.vendor_file(identifier)
    if not path.is_file():
        if project.find(f"data/vendors/{identifier}.yml").is_file():
            raise NotPossible(_not_own(identifier))
        known = [one.stem for one in (project.data / "vendors").glob("*.yml")]
        raise NotPossible(
            f'There is no vendor "{identifier}" in data/vendors/. {did_you_mean(identifier, known)}'.strip()
        )
    contents: Contents = {path: None}
    watched = project.root / WATCH_FILE
    if watched.is_file():
        text = watched.read_bytes().decode("utf-8")
        if identifier in (value_of(text, WATCH_FILE) or {}):
            contents[watched] = _without(text, identifier, WATCH_FILE)
    return contents


def _entry(project: Project, name: str, identifier: str, kind: str) -> Contents:
    """The register without one entry; a file with nothing left in it goes, where the package has one."""
    path = project.root / name
    text = path.read_bytes().decode("utf-8") if path.is_file() else ""
    own = value_of(text, name) or {}
    others = [one for place in project.layers_of(name)[1:] for one in _keys(place)]
    if identifier not in own:
        if identifier in others:
            raise NotPossible(_not_own(identifier))
        hint = did_you_mean(identifier, own) or "Look there for the id that you mean."
        raise NotPossible(f'There is no {kind} "{identifier}" in {name}. {hint}')
    content = _without(text, identifier, name)
    if content is None and not others:
        raise NotPossible(f"{identifier} is the last entry of {name}, and a project needs one.")
    return {path: content}


def _without(text: str, identifier: str, name: str) -> bytes | None:
    after = delete_entry(text, identifier, name)
    return after.encode() if value_of(after, name) else None


def _keys(path: Path) -> list[str]:
    return list(value_of(path.read_text("utf-8"), path.name) or {}) if path.is_file() else []


def _not_own(identifier: str) -> str:
    return f"{identifier} comes with Aviso and is no part of this project. Where no library names it, no page shows it."


def _refuse_if_named(project: Project, named: Named, contents: Contents) -> None:
    """Raise NotPossible with every place that would name nothing; what the package still has may be named."""
    if _comes_again(project, named):
        return
    lines = [
        f"{places.name}, line {line}"
        for places in find_places(project, named)
        if places.path not in contents
        for line in places.lines
    ]
    if lines:
        raise NotPossible(
            f'"{named.id}" is still named in:\n' + "\n".join(lines) + "\nTake it out there first."
        )


def _comes_again(project: Project, named: Named) -> bool:
    """Tell whether the package has an entry of that name, which then takes the place of the project's own."""
    if named.register == "library":
        return False
    if named.register == "vendor":
        layers = project.layers_of(f"data/vendors/{named.id}.yml")[1:]
        return any(path.is_file() for path in layers)
    name = LAWS_FILE if named.register == "law" else f"data/terms/{named.register}.yml"
    return any(named.id in _keys(place) for place in project.layers_of(name)[1:])
