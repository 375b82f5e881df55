"""Turns records and interface strings into translation units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from aviso.content.pages import FRONT, find_begun_locales
from aviso.core.locales import Locales
from aviso.core.project import Project
from aviso.core.trees import walk
from aviso.core.yaml_positions import YamlPath, parse_yaml
from aviso.i18n.catalog import locate_catalog
from aviso.i18n.memory import SHARED_OWNER
from aviso.i18n.units import TranslationUnit, UnitText
from aviso.model.front_page import load_front_page
from aviso.model.records import Records
from aviso.model.repository import GLOSSARY, VOCABULARIES
from aviso.model.source_location import SourceLocation

# The keys that can identify an entry of a list; the first one that an entry has is used.
ENTRY_NAMES = ("id", "vendor", "law", "number", "link", "name", "right")
# Addresses that differ between the languages, as those of a company's policy do.
ADDRESSES = ("privacy_policy",)
NOT_IN_A_KEY = re.compile(r"[^\w-]+")


def list_record_units(
    prefix: str, location: SourceLocation, locales: Locales, required: Iterable[str]
) -> list[TranslationUnit]:
    """Return the texts of one record as they are written.

    Their keys begin with ``prefix``; ``required`` are the languages that no text may lack.
    """
    separator = "." if "/" in prefix else "/"
    return [
        _make_unit(
            f"{prefix}{separator}{'.'.join(_name_steps(location.value, path))}",
            path,
            texts,
            location,
            locales,
            required,
        )
        for path, texts in _find_localized_texts(location.value, locales)
    ]


def _make_unit(
    key: str,
    path: YamlPath,
    texts: dict[str, Any],
    location: SourceLocation,
    locales: Locales,
    required: Iterable[str],
) -> TranslationUnit:
    unit_texts = {
        locale: UnitText(
            text, location.file, location.marked.find_line((*location.prefix, *path, locale))
        )
        for locale, text in texts.items()
        if locale in locales.known and isinstance(text, str) and text
    }
    return TranslationUnit(key, unit_texts, {locale: location.file for locale in required})


def _find_localized_texts(
    value: Any, locales: Locales
) -> Iterator[tuple[YamlPath, dict[str, Any]]]:
    """Yield the path and the value of each mapping of languages to texts."""
    for path, node in walk(value, ADDRESSES):
        is_by_language = isinstance(node, dict) and node and node.keys() <= locales.known
        if is_by_language and any(isinstance(text, str) for text in node.values()):
            yield path, node


def _name_steps(value: Any, path: YamlPath) -> Iterator[str]:
    """Yield a name for each step of a path: the key, or the identifier of the entry of a list."""
    for step in path:
        value = value[step]
        yield step if isinstance(step, str) else _name_entry(value, step)


def _name_entry(entry: Any, index: int) -> str:
    names = (entry.get(key) for key in ENTRY_NAMES) if isinstance(entry, dict) else ()
    name = next((name for name in names if isinstance(name, str)), None) or str(index + 1)
    return NOT_IN_A_KEY.sub("-", name)


def list_shared_record_units(records: Records) -> list[TranslationUnit]:
    """Return the texts of companies, laws, vocabularies and the glossary.

    Only the languages that every library must have are required here. A rule asks for the others if
    a notice shows the text.
    """
    locales = records.project.locales
    return [
        unit
        for prefix, location in list_shared_records(records)
        for unit in list_record_units(prefix, location, locales, locales.required)
    ]


def list_shared_records(records: Records) -> Iterator[tuple[str, SourceLocation]]:
    """Yield the prefix of the unit keys and the location of each company, law, term and word."""
    for (kind, name), location in records.places.items():
        if kind in ("vendor", "law"):
            yield f"{SHARED_OWNER}/{kind}s.{name}", location
        elif kind in VOCABULARIES or kind == GLOSSARY:
            yield f"{SHARED_OWNER}/{kind}.{name}", location


def list_front_record_units(project: Project) -> list[TranslationUnit]:
    """Return the texts of the front page's own file."""
    _, location, _ = load_front_page(project)
    required = find_begun_locales(project, FRONT)
    return list_record_units(f"{SHARED_OWNER}/{FRONT}", location, project.locales, required)


def list_catalog_units(project: Project) -> list[TranslationUnit]:
    """Return the strings of the interface, one unit for each key."""
    files = {locale: locate_catalog(locale) for locale in project.locales.locales}
    expected_files = {
        locale: file
        for locale, file in files.items()
        if locale in project.locales.needed or project.find(file).is_file()
    }
    units: dict[str, TranslationUnit] = {}
    for locale, file in files.items():
        # The project's layer comes first, so its strings are added last.
        for path in reversed(project.list_layers(file)):
            for name, text in _read_strings(project, path):
                key = f"{SHARED_OWNER}/words.{name}"
                unit = units.setdefault(key, TranslationUnit(key, expected_files=expected_files))
                unit.texts[locale] = text
    return list(units.values())


def _read_strings(project: Project, path: Path) -> Iterator[tuple[str, UnitText]]:
    """Yield the key and the text of each string in one file; none if there is no such file."""
    if not path.is_file():
        return
    file = project.name_file(path)
    positioned, _ = parse_yaml(project.read_text(path)[0], file)
    if positioned and isinstance(positioned.value, dict):
        for name, text in positioned.value.items():
            if isinstance(text, str) and text:
                yield name, UnitText(text, file, positioned.find_line((name,)))
