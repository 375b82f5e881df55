"""Rules on languages: what a notice shows stands in every language that the notice has begun.

A text is never replaced with one in another language. The languages that every library must have
are required when its file is read (``validation``); the others are required here, when their
notices are made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from aviso.content.pages import FRONT, find_begun_locales
from aviso.core.diagnostics import Diagnostic
from aviso.core.locales import Locales
from aviso.core.project import Project, name_library_file
from aviso.core.trees import walk
from aviso.core.yaml_positions import PositionedValue, YamlPath, parse_yaml
from aviso.i18n.record_units import ADDRESSES
from aviso.model.fact_rules import TEXT_MISSING
from aviso.model.records import Records
from aviso.model.references import REFERENCES, find_values
from aviso.model.repository import VOCABULARIES
from aviso.model.source_location import SourceLocation
from aviso.site.summaries import LibrarySummary

# The fields of a library that other notices and the front page show.
SHOWN_ELSEWHERE = ("name", "jurisdiction")


def list_begun_locales(site_id: str, records: Records) -> tuple[str, ...]:
    """Return the languages of a site that not every library must have."""
    library = records.libraries.get(site_id)
    known = records.project.locales
    return tuple(
        locale
        for locale in find_begun_locales(
            records.project, site_id, library.page_system if library else None
        )
        if locale not in known.needed
    )


def texts_stand_in_its_languages(library_id: str, records: Records) -> Iterator[Diagnostic]:
    """Everything that a library's notice shows exists in all languages of the notice."""
    begun = list_begun_locales(library_id, records)
    if not begun:
        return
    known = records.project.locales
    for place in find_used_places(library_id, records):
        yield from _find_missing(place, begun, known)
    for name, library in records.libraries.items():
        if library.system == library_id:
            yield from _find_missing(records.place("library", name), begun, known, SHOWN_ELSEWHERE)


def find_used_places(library_id: str, records: Records) -> Iterator[SourceLocation]:
    """Yield the locations of the records of a library's notice.

    These are its own record, its system's, and the records that they name.
    """
    own = records.libraries[library_id]
    pending = [("library", name) for name in (library_id, own.system) if name]
    seen = set(pending)
    while pending:
        key = pending.pop(0)
        if not (place := records.places.get(key)):
            continue
        yield place
        for pattern, register in REFERENCES.get(key[0], ()):
            for _, identifier in find_values(place.value, pattern):
                if (
                    register in (*VOCABULARIES, "vendor", "law")
                    and (register, identifier) not in seen
                ):
                    seen.add((register, identifier))
                    pending.append((register, identifier))


def _find_missing(
    place: SourceLocation,
    begun: tuple[str, ...],
    known: Locales,
    keys: Collection[str | int] | None = None,
) -> Iterator[Diagnostic]:
    for path, texts in _find_texts(place.value, known):
        if keys is not None and not (path and path[0] in keys):
            continue
        # An entry of a list is called by the name of the list.
        named = (step for step in reversed((*place.prefix, *path)) if isinstance(step, str))
        label = next(named, place.file)
        for locale in begun:
            if locale not in texts:
                yield place.make_problem(
                    path,
                    f'{label} is missing in the language "{locale}"',
                    f"Write a line {locale}: … below it; "
                    "a notice that shows it already has pages in that language.",
                    TEXT_MISSING,
                )


def _find_texts(value: Any, known: Locales) -> Iterator[tuple[YamlPath, dict[str, Any]]]:
    """Yield the path and the value of every text with languages as keys."""
    for path, node in walk(value, ADDRESSES):
        is_by_language = isinstance(node, dict) and node and node.keys() <= known.known
        if is_by_language and all(isinstance(text, str) for text in node.values()):
            yield path, node


def summaries_stand_in_each_language(
    project: Project, summaries: dict[str, LibrarySummary]
) -> Iterator[Diagnostic]:
    """The front page names every library in each of its languages."""
    known = project.locales
    begun = tuple(
        locale for locale in find_begun_locales(project, FRONT) if locale not in known.needed
    )
    for library_id, summary in summaries.items():
        texts = summary.name, summary.jurisdiction
        if any(locale not in text.locales for locale in begun for text in texts):
            file = name_library_file(library_id)
            marked, _ = parse_yaml(project.read_text(project.root / file)[0], file)
            place = SourceLocation(file, marked or PositionedValue({}))
            yield from _find_missing(place, begun, known, SHOWN_ELSEWHERE)


def front_texts_stand_in_each_language(
    project: Project, place: SourceLocation
) -> Iterator[Diagnostic]:
    """The texts of the front page's own file exist in each language of the front page."""
    known = project.locales
    begun = tuple(
        locale for locale in find_begun_locales(project, FRONT) if locale not in known.needed
    )
    yield from _find_missing(place, begun, known)
