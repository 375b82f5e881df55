"""Tells which libraries a faulty situation or word of the glossary concerns.

All libraries share both lists, and pages show them whole. Still, an entry that cannot be read
stops only the libraries that use it: the others are published without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aviso.content.pages import EVERY_LIBRARY, SHARED
from aviso.core.trees import walk_texts
from aviso.model.library import Library
from aviso.model.records import Records
from aviso.model.repository import GLOSSARY
from aviso.site.glossary_links import make_word_pattern

SITUATIONS = "situations"


def is_row_faulty(records: Records) -> bool:
    """Tell whether a faulty situation is a row of the label, which every notice has."""
    return any(
        isinstance(value, dict) and value.get("on_label")
        for _, value in _list_faulty(records, SITUATIONS, records.terms.get(SITUATIONS, {}))
    )


def uses_faulty_word(library_id: str, records: Records) -> bool:
    """Tell whether the library's texts have a word whose entry in the glossary is faulty."""
    if GLOSSARY in records.unreadable:
        return True
    faulty = [
        label
        for name, value in _list_faulty(records, GLOSSARY, records.glossary)
        for label in _list_labels(name, value)
    ]
    patterns = [make_word_pattern(label) for label in faulty]
    return bool(patterns) and any(
        pattern.search(text) for text in _list_texts(library_id, records) for pattern in patterns
    )


def _list_faulty(
    records: Records, kind: str, sound: dict[str, Any]
) -> Iterator[tuple[str, object]]:
    for name in sorted(records.known.get(kind, set()) - sound.keys()):
        place = records.places.get((kind, name))
        yield name, place.value if place else None


def _list_labels(name: str, value: object) -> list[str]:
    """Return the forms of a word as far as they can be read, or else what its id says."""
    label = value.get("label") if isinstance(value, dict) else None
    forms = label.values() if isinstance(label, dict) else (label,)
    return [one for one in forms if isinstance(one, str) and one.strip()] or [
        name.replace("-", " ")
    ]


def _list_texts(library_id: str, records: Records) -> Iterator[str]:
    own: Library = records.libraries[library_id]
    names = [name for name in (library_id, own.system) if name]
    for name in names:
        if place := records.places.get(("library", name)):
            yield from (text for _, text in walk_texts(place.value))
    project = records.project
    for folder in (*names, EVERY_LIBRARY, SHARED):
        for locale in project.locales.locales:
            for page in project.list_files(f"docs/{folder}/{locale}", ".md").values():
                yield project.read_text(page)[0]
