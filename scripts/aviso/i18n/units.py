"""Turns pages, data and interface strings into pieces: the smallest texts that stand in each language and are confirmed as one.

A piece is a section of a page, a text of a record, a shared text or a string of the interface. Its key names it in
commands and in the record of what was confirmed: ``sonoma/choices#email``, ``sonoma/contacts.email-removal.role``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from aviso.content.outline import HEADING_ID, text_of, written_headings
from aviso.content.pages import EVERY_LIBRARY, FRONT, SHARED, PageSource, begun_locales
from aviso.core.locales import Locales
from aviso.core.package import PREFIX
from aviso.core.project import Project
from aviso.core.yaml_positions import YamlPath, parse_yaml
from aviso.i18n.memory import SHARED_OWNER
from aviso.i18n.sentences import split_sentences
from aviso.model.front_page import load_front_page
from aviso.model.repository import GLOSSARY, VOCABULARIES, Records, SourceLocation

# By what an entry of a list is named, the first that it has.
ENTRY_NAMES = ("id", "vendor", "law", "number", "link")
PLACE_SIGNS = re.compile(r"[^\w-]+")


@dataclass(frozen=True)
class UnitText:
    """A piece in one language: what is written, and where."""

    text: str
    file: str
    line: int

    def line_of(self, position: int) -> int:
        """The line of the file at which a position of the text stands; a text of data has one line."""
        return self.line + (self.text.count("\n", 0, position) if self.file.endswith(".md") else 0)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What it says, formatting left aside."""
        return split_sentences(self.text)


@dataclass
class TranslationUnit:
    """One text in all the languages that it has."""

    key: str
    texts: dict[str, UnitText] = field(default_factory=dict)
    # Where it would be written in a language that lacks it.
    twins: dict[str, str] = field(default_factory=dict)

    @property
    def owner(self) -> str:
        """The library whose it is, or ``shared``."""
        return self.key.partition("/")[0]

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages that it should stand in, or stands in."""
        return tuple(dict.fromkeys((*self.twins, *self.texts)))

    @property
    def first(self) -> UnitText:
        """One of its texts, to name a place."""
        return next(iter(self.texts.values()))

    def is_named(self, name: str) -> bool:
        """Tell whether ``name`` is its key, or that of a page, entry or file that it is a part of."""
        if any(
            name.rstrip("/") in (text.file, f"{text.file}#{self.key.partition('#')[2]}")
            for text in self.texts.values()
        ):
            return True
        return self.key == name or (
            self.key.startswith(name)
            and self.key[len(name) :][:1] in "#./"
            and name != self.owner + "/"
        )


def library_units(library_id: str, records: Records) -> list[TranslationUnit]:
    """The pieces that are a library's own: the texts of its record and the sections of the pages in its folder."""
    units: list[TranslationUnit] = []
    place = records.places.get(("library", library_id))
    library = records.libraries.get(library_id)
    wanted = begun_locales(records.project, library_id, library.system if library else None)
    if place:
        units += record_units(library_id, place, records.project.locales, wanted)
    return units + folder_units(records.project, library_id, library_id, wanted)


def shared_units(records: Records) -> list[TranslationUnit]:
    """The pieces that all libraries share: companies, laws, terms, common pages and texts, strings of the interface."""
    return [
        *shared_record_units(records),
        *shared_prose_units(records.project),
        *front_record_units(records.project),
        *catalog_units(records.project),
    ]


def shared_record_units(records: Records) -> list[TranslationUnit]:
    """The texts of companies, laws and terms. Languages that not every library has are asked for where a notice needs them."""
    known = records.project.locales
    units: list[TranslationUnit] = []
    for (kind, name), place in records.places.items():
        if kind in ("vendor", "law"):
            units += record_units(f"{SHARED_OWNER}/{kind}s.{name}", place, known, known.required)
        elif kind in VOCABULARIES or kind == GLOSSARY:
            units += record_units(f"{SHARED_OWNER}/{kind}.{name}", place, known, known.required)
    return units


def front_record_units(project: Project) -> list[TranslationUnit]:
    """The texts of the front page's own file."""
    _, place, _ = load_front_page(project)
    wanted = begun_locales(project, FRONT)
    return record_units(f"{SHARED_OWNER}/{FRONT}", place, project.locales, wanted)


def shared_prose_units(project: Project) -> list[TranslationUnit]:
    """The pages that every library has, the front page, and the texts that pages take in."""
    wanted = {EVERY_LIBRARY: project.locales.required, FRONT: begun_locales(project, FRONT)}
    folders = [
        piece
        for folder in wanted
        for piece in folder_units(project, folder, f"{SHARED_OWNER}/{folder}", wanted[folder])
    ]
    return [*folders, *shared_text_units(project)]


def all_units(records: Records) -> dict[str, list[TranslationUnit]]:
    """All pieces of a project by their owner."""
    owners = {name: library_units(name, records) for name in sorted(records.known["library"])}
    return {**owners, SHARED_OWNER: shared_units(records)}


def record_units(
    prefix: str, place: SourceLocation, known: Locales, wanted: Iterable[str]
) -> list[TranslationUnit]:
    """The texts of one record as it is written; ``prefix`` begins their keys, ``wanted`` are the languages that none may lack."""
    sign = "." if "/" in prefix else "/"
    return [
        _data_piece(f"{prefix}{sign}{'.'.join(names)}", path, value, place, known, wanted)
        for names, path, value in _texts_in(place.value, known.known)
    ]


def _data_piece(
    key: str,
    path: YamlPath,
    value: dict[str, str],
    place: SourceLocation,
    known: Locales,
    wanted: Iterable[str],
) -> TranslationUnit:
    lines = place.marked
    texts = {
        locale: UnitText(text, place.file, lines.line((*place.prefix, *path, locale)))
        for locale, text in value.items()
        if locale in known.known and isinstance(text, str) and text
    }
    return TranslationUnit(key, texts, {locale: place.file for locale in wanted})


def _texts_in(
    value: Any, known: frozenset[str], names: tuple[str, ...] = (), path: YamlPath = ()
) -> Iterator[tuple[tuple[str, ...], YamlPath, dict[str, str]]]:
    """Yield the names, the path and the texts of every text that stands by language."""
    if isinstance(value, dict):
        if value and value.keys() <= known:
            if any(isinstance(text, str) for text in value.values()):
                yield names, path, value
            return
        for key, inner in value.items():
            yield from _texts_in(inner, known, (*names, key), (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts_in(inner, known, (*names, _entry_name(inner, index)), (*path, index))


def _entry_name(entry: Any, index: int) -> str:
    names = (entry.get(key) for key in ENTRY_NAMES) if isinstance(entry, dict) else ()
    name = next((name for name in names if isinstance(name, str)), None) or str(index + 1)
    return PLACE_SIGNS.sub("-", name)


def folder_units(
    project: Project, folder: str, owner: str, wanted: Iterable[str]
) -> list[TranslationUnit]:
    """The sections of all pages in a folder of ``docs/``; ``wanted`` are the languages that none may lack."""
    paths = tuple(
        (path.stem, locale, path)
        for locale in project.locales.locales
        for path in project.list_files(f"docs/{folder}/{locale}", ".md").values()
    )
    return list(
        _pieces_of(
            project,
            owner,
            tuple(wanted),
            paths,
            tuple(project.read_text(path)[0] for _, _, path in paths),
        )
    )


@lru_cache(maxsize=16)
def _pieces_of(
    project: Project,
    owner: str,
    wanted: tuple[str, ...],
    paths: tuple[tuple[str, str, Path], ...],
    contents: tuple[str, ...],
) -> list[TranslationUnit]:
    """The sections of pages with these contents; those of the pages that all libraries share are made once, not for every site."""
    sources = {
        (name, locale): PageSource(name, locale, path, project) for name, locale, path in paths
    }
    units: list[TranslationUnit] = []
    for name in dict.fromkeys(name for name, _ in sources):
        units += page_units(
            f"{owner}/{name}",
            {locale: source for (other, locale), source in sources.items() if other == name},
            wanted,
        )
    return units


def page_units(
    key: str, sources: dict[str, PageSource], wanted: Iterable[str]
) -> list[TranslationUnit]:
    """The sections of one page, by the ids of their headings; what stands above the first belongs to the page itself."""
    units: dict[str, TranslationUnit] = {}
    for locale, source in sources.items():
        for anchor, text in page_sections(source):
            name = f"{key}#{anchor}" if anchor else key
            units.setdefault(name, TranslationUnit(name)).texts[locale] = text
    example = next(iter(sources.values()))
    for piece in units.values():
        piece.twins = {
            locale: example.file.removeprefix(PREFIX).replace(f"/{example.locale}/", f"/{locale}/")
            for locale in dict.fromkeys((*wanted, *sources))
        }
    return list(units.values())


def page_sections(source: PageSource) -> Iterator[tuple[str, UnitText]]:
    """Yield the id and the text of each section of a page; the first, without an id, has the title and the description."""
    if not source.is_readable:
        return
    text = text_of(source)
    starts = [
        (position, found[1])
        for position, level, words in written_headings(text)
        if level > 1 and (found := HEADING_ID.search(words))
    ]
    ends = [*(position for position, _ in starts), len(text.text)]
    head = "\n\n".join(source.meta.get(key, "") for key in ("title", "description"))
    yield "", UnitText(f"{head}\n\n{text.text[: ends[0]]}", source.file, 1)
    for (start, anchor), end in zip(starts, ends[1:], strict=True):
        line = text.first_line + text.text.count("\n", 0, start)
        yield anchor, UnitText(text.text[start:end], source.file, line)


def shared_text_units(project: Project) -> list[TranslationUnit]:
    """The texts of ``docs/_shared/``, each one piece."""
    units: dict[str, TranslationUnit] = {}
    known = project.locales
    for locale in known.locales:
        for path in project.list_files(f"docs/{SHARED}/{locale}", ".md").values():
            text, _ = project.read_text(path)
            if text:
                key = f"{SHARED_OWNER}/{SHARED}/{path.stem}"
                piece = units.setdefault(
                    key,
                    TranslationUnit(
                        key,
                        twins={
                            other: f"docs/{SHARED}/{other}/{path.name}" for other in known.required
                        },
                    ),
                )
                piece.texts[locale] = UnitText(text, project.name_of(path), 1)
    return list(units.values())


def catalog_units(project: Project) -> list[TranslationUnit]:
    """The strings of the interface, one piece for each key."""
    units: dict[str, TranslationUnit] = {}
    known = project.locales
    files = {locale: f"overrides/locales/{locale}.yml" for locale in known.locales}
    wanted = {
        locale: file
        for locale, file in files.items()
        if locale in known.needed or project.find(file).is_file()
    }
    for locale, file in files.items():
        for path in reversed(project.layers_of(file)):
            for name, text in _words_in(project, path):
                key = f"{SHARED_OWNER}/words.{name}"
                units.setdefault(key, TranslationUnit(key, twins=wanted)).texts[locale] = text
    return list(units.values())


def _words_in(project: Project, path: Path) -> Iterator[tuple[str, UnitText]]:
    """The strings of one file, by their keys."""
    if not path.is_file():
        return
    name = project.name_of(path)
    marked, _ = parse_yaml(project.read_text(path)[0], name)
    if marked and isinstance(marked.value, dict):
        for key, text in marked.value.items():
            if isinstance(text, str) and text:
                yield key, UnitText(text, name, marked.line((key,)))
