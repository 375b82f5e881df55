"""Tells whether a notice is its library's own: nothing invented in it, and nothing unwritten.

In a published notice, each such thing is an error. In a draft they are counted in one line: it may
be at an address for examples, and is not finished yet. A model may invent what it likes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from aviso.checks.invention_rules import (
    EXAMPLE_ADDRESS,
    MODEL_PICTURE,
    NOT_YET_OWN,
    OTHER_LIBRARY,
    REAL_MODEL,
)
from aviso.checks.inventions import ADDRESS, Piece, find_inventions
from aviso.checks.language_coverage import find_used_places
from aviso.checks.model_texts import make_digest, read_model
from aviso.content.outline import find_written_headings, get_page_text
from aviso.content.pages import SHARED, PageSource, find_pages
from aviso.core.diagnostics import Diagnostic
from aviso.core.host_names import is_example_host
from aviso.core.litter import list_files
from aviso.core.project import Project
from aviso.core.settings import CONFIGURATION
from aviso.core.trees import walk_texts
from aviso.core.yaml_positions import parse_yaml, read_keys
from aviso.i18n.catalog import locate_catalog
from aviso.model.records import Records
from aviso.model.references import find_values
from aviso.model.repository import GLOSSARY

SHARED_TEXT = re.compile(r"shared\(\s*['\"]([\w-]+)['\"]")
NAMES = ("name", "short_name")
# A single word, such as "Branch", may mean anything.
LEAST_WORDS_OF_A_NAME = 2
NOT_READ = ("address",)
LIBRARIES = "data/libraries/"


def read_state(library_id: str, records: Records) -> str:
    """Return the state of a notice as it is written; "" if it says none."""
    place = records.places.get(("library", library_id))
    value = place.value if place else None
    return next((state for _, state in find_values(value, ("publication", "state"))), "")


def notice_is_its_own(library_id: str, records: Records) -> Iterator[Diagnostic]:
    """A published notice has nothing of the model, of an example or of another library.

    What a draft still has of these is counted; a model must not be a library that exists.
    """
    state = read_state(library_id, records)
    place = records.places.get(("library", library_id))
    if place is None or state not in ("draft", "published", "model"):
        return
    if state == "model":
        for path, website in find_values(place.value, ("website",)):
            host = ADDRESS.search(website)
            if host and not is_example_host(host[0]):
                yield place.make_problem(
                    path,
                    "the state is model, but the library has a website of its own",
                    "Write draft or published as the state.",
                    REAL_MODEL,
                )
        return
    found = dict.fromkeys(_find_all(library_id, records))
    if state == "published":
        yield from (*found, *_find_example_address(library_id, records))
        return
    # What a draft has from its system is counted there.
    system = next((name for _, name in find_values(place.value, ("system",))), None)
    own = [one for one in found if not _is_of(one.file, system)]
    if own:
        count = "1 value" if len(own) == 1 else f"{len(own):,} values"
        is_or_are = "is" if len(own) == 1 else "are"
        first = own[0]
        yield place.make_problem(
            ("publication", "state"),
            f"{count} of the model, or not written yet, {is_or_are} still in this draft; the "
            f"first: {first.file}, line {first.line}: {first.message}",
            "",
            NOT_YET_OWN,
        )


def _is_of(file: str, system: str | None) -> bool:
    return file == f"data/libraries/{system}.yml" or file.startswith(f"docs/{system}/")


def _find_all(library_id: str, records: Records) -> Iterator[Diagnostic]:
    project = records.project
    model = project.make_once(read_model)
    own = records.libraries.get(library_id)
    pages = find_pages(project, library_id, own.system if own else None)
    for piece in (*_read_records(library_id, records), *_read_words(project)):
        yield from find_inventions(piece, model)
    yield from _find_pictures(library_id, records, model.pictures)
    others = project.make_once(read_names)
    for source in pages.values():
        for piece in _read_page(source):
            yield from find_inventions(piece, model)
        yield from _find_other_names(source, library_id, records, others)


def _read_records(library_id: str, records: Records) -> Iterator[Piece]:
    """Yield the values of everything that a notice is made of."""
    places = [*find_used_places(library_id, records)]
    places += [place for (kind, _), place in records.places.items() if kind == GLOSSARY]
    for place in places:
        for path, text in walk_texts(place.value, skip=NOT_READ if not place.prefix else ()):
            line, is_of_a_library = place.find_line(path), place.file.startswith(LIBRARIES)
            yield Piece(place.file, line, text, path, is_of_a_library)


def _read_words(project: Project) -> Iterator[Piece]:
    """Yield the interface's words that are the project's own."""
    for locale in project.locales.locales:
        file = locate_catalog(locale)
        path = project.list_layers(file)[0]
        marked = parse_yaml(project.read_text(path)[0], file)[0] if path.is_file() else None
        for place, text in walk_texts(marked.value) if marked else ():
            yield Piece(file, marked.find_line(place) if marked else 1, text, place or ("",))


def _read_page(source: PageSource) -> Iterator[Piece]:
    """Yield a page as it is written, and the texts that several pages share."""
    if source.counterpart:
        return
    project = source.project
    paths = [source.path]
    for name in SHARED_TEXT.findall(source.markdown):
        paths.append(project.find(f"docs/{SHARED}/{source.locale}/{name}.md"))
    for path in paths:
        if path.is_file():
            yield Piece(project.name_file(path), 1, project.read_text(path)[0])


def _find_pictures(
    library_id: str, records: Records, of_the_model: Iterable[str]
) -> Iterator[Diagnostic]:
    project, place = records.project, records.places["library", library_id]
    logo = next((name for _, name in find_values(place.value, ("branding", "logo"))), "")
    for path in list_files(project.docs / library_id / "assets", "*"):
        try:
            is_of_the_model = path.is_file() and make_digest(path) in of_the_model
        except OSError:
            # A rule of its own reports a picture that cannot be read.
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
    written = next((address for _, address in find_values(place.value, ("address",))), "")
    host = ADDRESS.search(written or project.front_address)
    if not host or not is_example_host(host[0]):
        return
    message = f'the notice is published at "{host[0]}", an address for examples'
    hint = "Write where the notice will be, or set its state back to draft."
    if written:
        yield place.make_problem(("address",), message, hint, EXAMPLE_ADDRESS)
    else:
        line = project.settings.find_line("site_url")
        yield EXAMPLE_ADDRESS.at(CONFIGURATION, line, message, hint)


def read_names(project: Project) -> dict[str, tuple[str | None, frozenset[str]]]:
    """Return the system and the names of every library of the project, by id.

    Records are read only as far as these, since there may be a thousand.
    """
    found = {}
    for path in list_files(project.data / "libraries", "*.yml"):
        keys = read_keys(project.read_text(path)[0].encode(), _has_names)
        system = keys.get("system")
        names = {text for key in NAMES for _, text in walk_texts(keys.get(key))}
        found[path.stem] = (system if isinstance(system, str) else None, frozenset(names))
    return found


def _has_names(keys: dict[str, Any]) -> bool:
    """Tell whether the names have been read whole: another key has begun, and the kind is known."""
    return {*NAMES, "jurisdiction"} <= keys.keys() and (
        "system" in keys or keys.get("kind") in ("library", "system")
    )


def _find_other_names(
    source: PageSource,
    library_id: str,
    records: Records,
    names: dict[str, tuple[str | None, frozenset[str]]],
) -> Iterator[Diagnostic]:
    """The headings of a library's own pages name no library but its own family."""
    if source.counterpart or not source.file.startswith("docs/"):
        return
    system = names[library_id][0] if library_id in names else None
    family = {library_id, system or library_id}
    family |= {name for name, (of, _) in names.items() if of in family}
    of_family = {text for name in family if name in names for text in names[name][1]}
    others = {
        text
        for name, (_, texts) in names.items()
        if name not in family
        for text in texts - of_family
        if len(text.split()) >= LEAST_WORDS_OF_A_NAME
    }
    text = get_page_text(source)
    headings = [
        (source.find_meta_line("title"), source.meta.get("title", "")),
        *(
            (source.first_line + text.text.count("\n", 0, position), words)
            for position, _, words in find_written_headings(text)
        ),
    ]
    for line, words in headings:
        rest = _blank(words, of_family)
        for other in sorted(others):
            if re.search(rf"(?<!\w){re.escape(other)}(?!\w)", rest):
                yield OTHER_LIBRARY.at(
                    source.file,
                    line,
                    f'a heading or title names another library of the project ("{other}")',
                    "Write {{ library.name }}, or the name of this library.",
                )


def _blank(words: str, names: Iterable[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        words = words.replace(name, " ")
    return words
