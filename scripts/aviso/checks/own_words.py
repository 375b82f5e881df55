"""Checks that a notice is its library's own, without invented or unwritten texts.

In a published notice, each of these is an error. In a draft, they are counted in one line: a draft
may be at an address for examples, and is not finished yet. A model may invent anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aviso.checks.invention_rules import (
    EXAMPLE_ADDRESS,
    MODEL_PICTURE,
    NOT_YET_OWN,
    REAL_MODEL,
    UNWRITTEN_NOTICE,
)
from aviso.checks.inventions import ADDRESS, InspectedText, find_inventions
from aviso.checks.language_coverage import find_used_places
from aviso.checks.library_names import headings_name_no_other_library
from aviso.checks.model_texts import make_digest, read_model
from aviso.content.pages import SHARED, PageSource, find_texts
from aviso.core.diagnostics import Diagnostic
from aviso.core.host_names import is_example_host
from aviso.core.litter import list_files
from aviso.core.project import LIBRARIES_FOLDER, Project, name_library_file
from aviso.core.settings import CONFIGURATION
from aviso.core.trees import walk_texts
from aviso.core.yaml_positions import parse_yaml
from aviso.i18n.catalog import locate_catalog
from aviso.model.inheritance import resolve_inheritance
from aviso.model.notice import states_nothing
from aviso.model.records import Records
from aviso.model.repository import GLOSSARY
from aviso.model.source_location import SourceLocation

SHARED_TEXT = re.compile(r"shared\(\s*['\"]([\w-]+)['\"]")
NOT_READ = ("address",)
LIBRARIES = f"{LIBRARIES_FOLDER}/"


def notice_is_its_own(library_id: str, records: Records) -> Iterator[Diagnostic]:
    """A published notice has nothing of the model, of an example or of another library.

    In a draft, these are counted; a model must not be a real library.
    """
    library = records.libraries.get(library_id)
    state = library.publication.state if library else None
    if state == "published":
        yield from dict.fromkeys(_find_all(library_id, records))
        yield from _find_example_address(library_id, records)
        yield from _refuse_nothing(library_id, records)
    elif state == "draft":
        yield from _count(library_id, records)
    elif state == "model":
        yield from _refuse_website(library_id, records)


def _count(library_id: str, records: Records) -> Iterator[Diagnostic]:
    """Count in one line the texts that a draft still has to replace.

    Texts from its system are counted there. Texts that say that they are not written yet are not
    counted, because readers know.
    """
    system = records.libraries[library_id].system
    found = dict.fromkeys(_find_all(library_id, records))
    own = [
        one
        for one in found
        if one.rule != UNWRITTEN_NOTICE.id and not (system and _is_of(one.file, system))
    ]
    if own:
        count = "1 value" if len(own) == 1 else f"{len(own):,} values"
        is_or_are = "is" if len(own) == 1 else "are"
        first = own[0]
        yield records.places["library", library_id].make_problem(
            ("publication", "state"),
            f"{count} of the model, or not written yet, {is_or_are} still in this draft; the "
            f"first: {first.file}, line {first.line}: {first.message}",
            rule=NOT_YET_OWN,
        )


def _refuse_nothing(library_id: str, records: Records) -> Iterator[Diagnostic]:
    """A published notice states something."""
    if states_nothing(resolve_inheritance(records.libraries[library_id], records)):
        yield records.places["library", library_id].make_problem(
            ("publication", "state"),
            "the notice is published, but it states nothing about what the library does",
            "Write the facts that its documents state, or set its state back to draft.",
            UNWRITTEN_NOTICE,
        )


def _refuse_website(library_id: str, records: Records) -> Iterator[Diagnostic]:
    """A model has no website of its own: a library with one exists."""
    host = ADDRESS.search(records.libraries[library_id].website)
    if host and not is_example_host(host[0]):
        yield records.places["library", library_id].make_problem(
            ("website",),
            "the state is model, but the library has a website of its own",
            "Write draft or published as the state.",
            REAL_MODEL,
        )


def _is_of(file: str, system: str) -> bool:
    return file == name_library_file(system) or file.startswith(f"docs/{system}/")


def _find_all(library_id: str, records: Records) -> Iterator[Diagnostic]:
    project = records.project
    model = project.make_once(read_model)
    pages = find_texts(project, library_id, records.libraries[library_id].page_system)
    for place in _list_places(library_id, records):
        # A library's own record is needed only once; the others serve many notices.
        if place.file.startswith(LIBRARIES):
            yield from _find_in_record(project, place)
        else:
            yield from project.make_once(_find_in_record, place)
    yield from project.make_once(_find_in_words)
    yield from _find_pictures(library_id, records, model.pictures)
    for source in pages:
        for piece in _read_page(source):
            yield from find_inventions(piece, model)
        yield from headings_name_no_other_library(source, library_id)


def _list_places(library_id: str, records: Records) -> list[SourceLocation]:
    """List the records that a notice is made of."""
    places = [*find_used_places(library_id, records)]
    places += [place for (kind, _), place in records.places.items() if kind == GLOSSARY]
    return places


def _find_in_record(project: Project, place: SourceLocation) -> list[Diagnostic]:
    """Find the invented and unwritten texts in a record."""
    model = project.make_once(read_model)
    is_of_a_library = place.file.startswith(LIBRARIES)
    return [
        found
        for path, text in walk_texts(place.value, skip=NOT_READ if not place.prefix else ())
        for found in find_inventions(
            InspectedText(place.file, place.find_line(path), text, path, is_of_a_library), model
        )
    ]


def _find_in_words(project: Project) -> tuple[Diagnostic, ...]:
    """Return the invented texts among the project's own words of the interface."""
    model = project.make_once(read_model)
    found: list[Diagnostic] = []
    for locale in project.locales.locales:
        file = locate_catalog(locale)
        path = project.list_layers(file)[0]
        marked = parse_yaml(project.read_text(path)[0], file)[0] if path.is_file() else None
        if marked:
            for place, text in walk_texts(marked.value):
                piece = InspectedText(file, marked.find_line(place), text, place)
                found += find_inventions(piece, model)
    return tuple(found)


def _read_page(source: PageSource) -> Iterator[InspectedText]:
    """Yield a page as it is written, and the texts that several pages share."""
    if source.counterpart:
        return
    project = source.project
    paths = [source.path]
    for name in SHARED_TEXT.findall(source.markdown):
        paths.append(project.find(f"docs/{SHARED}/{source.locale}/{name}.md"))
    for path in paths:
        if path.is_file():
            yield InspectedText(project.name_file(path), 1, project.read_text(path)[0])


def _find_pictures(
    library_id: str, records: Records, of_the_model: Iterable[str]
) -> Iterator[Diagnostic]:
    project, place = records.project, records.places["library", library_id]
    logo = records.libraries[library_id].branding.logo
    for path in list_files(project.docs / library_id / "assets", "*"):
        try:
            is_of_the_model = path.is_file() and make_digest(path) in of_the_model
        except OSError:
            # Another rule reports a picture that cannot be read.
            continue
        message = f'the picture "{path.name}" is the model library\'s'
        hint = "Put your own in its place, or delete it."
        if is_of_the_model and path.name == logo:
            yield place.make_problem(("branding", "logo"), message, hint, MODEL_PICTURE)
        elif is_of_the_model:
            yield MODEL_PICTURE.at(project.name_file(path), 1, message, hint)


def _find_example_address(library_id: str, records: Records) -> Iterator[Diagnostic]:
    """A published notice is at an address that readers can open."""
    place, project = records.places["library", library_id], records.project
    host = ADDRESS.search(records.libraries[library_id].address)
    if not host or not is_example_host(host[0]):
        return
    message = f'the notice is published at "{host[0]}", an address for examples'
    hint = "Write where the notice will be, or set its state back to draft."
    if place.marked.has(("address",)):
        yield place.make_problem(("address",), message, hint, EXAMPLE_ADDRESS)
    else:
        line = project.settings.find_line("site_url")
        yield EXAMPLE_ADDRESS.at(CONFIGURATION, line, message, hint)
