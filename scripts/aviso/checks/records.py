"""Rules across records: references lead somewhere, and ids are unique.

They check the values as they are written, so that a record with other errors is still checked as
far as possible, and all problems are reported at once. The model reports values of the wrong shape;
these rules skip them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from aviso.checks.like_words import LAWS, VENDORS, ask_for_like
from aviso.content.pages import find_begun_locales
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.core.safe_files import IDENTIFIER_PATTERN
from aviso.core.suggestions import suggest
from aviso.core.trees import find_key
from aviso.model.fields import LANGUAGE_PATTERN, STATEMENT_PATTERN
from aviso.model.inheritance import INHERITED
from aviso.model.keepers import BODIES
from aviso.model.records import Records
from aviso.model.references import EACH, KEPT_BY, REFERENCES, Path, find_values
from aviso.model.source_location import SourceLocation

UNIQUE_IDS: tuple[tuple[Path, ...], ...] = (
    *(((name, EACH, key),) for name, key in INHERITED.items() if key != "link"),
    (("exceptions", EACH, "id"),),
    (("documents", EACH, "statements", EACH, "id"), ("documents", EACH, "revisions", EACH, "id")),
)
STATEMENT_IDS = UNIQUE_IDS[-1]
# The registers that a list of ids has another name for.
LISTED_AS = {"vendor": VENDORS, "law": LAWS}

UNKNOWN_REFERENCE = Rule(
    "facts/unknown-reference",
    "A record names something that does not exist",
    why="Companies, laws, libraries and terms each have one record, which all others name by its "
    "id. If the id does not exist, the notice would have a gap.",
    cure="Correct the id, or add the record that it names.",
    example="vendor: hopla, in place of hoopla",
)
NOT_A_SYSTEM = Rule(
    "facts/not-a-system",
    "A member names a library as its system that is not one",
    why="A member inherits everything that its system states. From any other library, it would "
    "inherit promises that were never made for it.",
    cure="Write kind: system in the record of the other library, or name the real system.",
)
ENTRY_TWICE = Rule(
    "facts/id-twice",
    "Two entries of a list have the same id",
    why="Pages and sources name an entry by its id. With two of them, nobody can tell which one "
    "is meant.",
    cure="Give one of the two another id, or delete it if it says the same.",
)
UNKNOWN_STATEMENT = Rule(
    "facts/unknown-statement",
    "A source is in none of the library's documents",
    why="Every fact of a notice is based on a statement in a document that readers can look up. "
    "This one would have no basis.",
    cure="Correct the id, or add the statement to its document.",
    example="source: [EX-10], where the statements end at EX-09",
)
ADDRESS_TAKEN = Rule(
    "facts/address-taken",
    "Two libraries have the same address",
    why="Each site is published at its own address. The second one would overwrite the first.",
    cure="Give each library an address of its own.",
)
NO_SUCH_LANGUAGE = Rule(
    "i18n/prevailing-language",
    "The notice does not have the language that prevails",
    why="The notice would tell readers to trust a version that they cannot open.",
    cure="Write the code of a language that the notice has, or delete the line if no version "
    "prevails.",
)


# The id may come from the model library, or from another library's file. Its statement is not a
# fact of this library, so the hint does not ask anyone to make it one.
NAME_YOUR_STATEMENT = (
    "If one of your documents says this, name that statement, or add it to the document's "
    "statements. If none says it, delete the fact."
)


def list_libraries(records: Records) -> list[tuple[str, SourceLocation]]:
    """Return the libraries to be judged, with the places of their records, in order of their ids.

    Without ``Records.judged``, these are all.
    """
    return _sort_libraries(records.list_judged())


def _sort_libraries(
    places: Iterable[tuple[tuple[str, str], SourceLocation]],
) -> list[tuple[str, SourceLocation]]:
    return sorted(
        ((name, place) for (kind, name), place in places if kind == "library"),
        key=lambda item: item[0],
    )


@UNKNOWN_REFERENCE.check
def references_exist(records: Records) -> Iterator[Diagnostic]:
    """Every vendor, law, system and term that a record names exists."""
    for (kind, _), place in records.list_judged():
        list_references = _list_library_references if kind == "library" else _list_shared_references
        for register, path, identifier in list_references(kind, place):
            if (
                register not in records.unreadable
                and identifier not in records.known[register]
                and re.fullmatch(IDENTIFIER_PATTERN, identifier)
            ):
                message, hint = _describe_missing(register, identifier)
                close = suggest(identifier, records.known[register])
                like = ask_for_like(records.project, LISTED_AS.get(register, register), identifier)
                yield place.make_problem(path, message, close or f"{like}{hint}")


def _list_references(kind: str, place: SourceLocation) -> list[tuple[str, Path, str]]:
    """List what a record names: the register, the path in the record, and the id."""
    return [
        (register, path, identifier)
        for pattern, register in REFERENCES.get(kind, ())
        for path, identifier in find_values(place.value, pattern)
        if not (pattern == KEPT_BY and identifier in BODIES)
    ]


_list_shared_references = lru_cache(maxsize=4_000)(_list_references)
# A library's own record is read once and forgotten; that of a system serves its members.
_list_library_references = lru_cache(maxsize=4)(_list_references)


def _describe_missing(register: str, identifier: str) -> tuple[str, str]:
    words = {
        "vendor": (
            f'vendor "{identifier}" is not in data/vendors/',
            f"See all: aviso list vendors. To add this one: aviso new vendor {identifier}",
        ),
        "law": (
            f'law "{identifier}" is not in data/laws.yml',
            f"See all: aviso list laws. To add this one: aviso new law {identifier}",
        ),
        "library": (
            f'library "{identifier}" is not in data/libraries/',
            "Name the library whose notice this one inherits.",
        ),
        "events": (
            f'event "{identifier}" is not in data/terms/events.yml',
            "See all: aviso list events. Or write the event in your own words, once in each "
            "language, below the key.",
        ),
    }
    return words.get(register) or (
        f'"{identifier}" is not in data/terms/{register}.yml',
        f"See all: aviso list {register}. To add this one: aviso new term {register}/{identifier}",
    )


@NOT_A_SYSTEM.check
def systems_are_systems(records: Records) -> Iterator[Diagnostic]:
    """A member's system is a library of the kind "system"."""
    for name, place in list_libraries(records):
        for path, system in find_values(place.value, ("system",)):
            if system == name:
                yield place.make_problem(
                    path,
                    "the library names itself as its system",
                    "Name the library whose notice this one inherits.",
                )
                continue
            other = records.places.get(("library", system))
            if other and next(find_values(other.value, ("kind",)), ((), ""))[1] in (
                "library",
                "member",
            ):
                yield place.make_problem(
                    path,
                    f'"{system}" is not a system',
                    f"Write kind: system in data/libraries/{system}.yml, or name another library.",
                )


@ENTRY_TWICE.check
def ids_are_unique(records: Records) -> Iterator[Diagnostic]:
    """No two entries of a list have one id, and no two statements of a library."""
    for _, place in list_libraries(records):
        for patterns in UNIQUE_IDS:
            first: dict[str, Path] = {}
            for path, identifier in (
                found for pattern in patterns for found in find_values(place.value, pattern)
            ):
                if identifier in first:
                    line = place.marked.find_line(place.prefix + first[identifier])
                    yield place.make_problem(
                        path,
                        f'"{identifier}" appears twice (first in line {line})',
                        "Give one of the two another id, or delete it.",
                    )
                first.setdefault(identifier, path)


@UNKNOWN_STATEMENT.check
def sources_exist(records: Records) -> Iterator[Diagnostic]:
    """Every source is a statement of the library's own documents, or of its system's."""
    for _, place in list_libraries(records):
        named = next(find_values(place.value, ("system",)), None)
        system = records.places.get(("library", named[1])) if named else None
        if named and not system:
            continue
        sources = list_sources(place)
        known = {
            identifier.upper()
            for one in ((place, system) if sources else ())
            if one
            for pattern in STATEMENT_IDS
            for _, identifier in find_values(one.value, pattern)
        }
        for path, identifier in sources:
            if known and identifier not in known and re.fullmatch(STATEMENT_PATTERN, identifier):
                yield place.make_problem(
                    path,
                    f'statement "{identifier}" is in none of the library\'s documents',
                    suggest(identifier, known) or NAME_YOUR_STATEMENT,
                )


# Members have the record of their system in common. Equal places are those of one reading.
@lru_cache(maxsize=4)
def list_sources(place: SourceLocation) -> tuple[tuple[Path, str], ...]:
    """Return the path and the statement id of every ``source`` in a record as it is written."""
    return tuple(
        found
        for path, node in find_key(place.value, "source")
        for found in find_values(node, (EACH,), path)
    )


@ADDRESS_TAKEN.check
def addresses_are_unique(records: Records) -> Iterator[Diagnostic]:
    """No two libraries publish at one address."""
    first: dict[str, str] = {}
    for name, place in _sort_libraries(records.places.items()):
        written = next((address for _, address in find_values(place.value, ("address",))), None)
        address = written or records.project.make_usual_address(name)
        other = first.setdefault(address.lower(), name)
        if other != name:
            yield place.make_problem(
                ("address",),
                f'has the same address as the library "{other}" ({address})',
                "Give each library an address of its own.",
            )


@NO_SUCH_LANGUAGE.check
def prevailing_languages_exist(records: Records) -> Iterator[Diagnostic]:
    """The language that prevails is one that the site has."""
    for name, place in list_libraries(records):
        system = next((system for _, system in find_values(place.value, ("system",))), None)
        for path, locale in find_values(place.value, ("prevailing_language",)):
            begun = find_begun_locales(records.project, name, system)
            if re.fullmatch(LANGUAGE_PATTERN, locale) and locale not in begun:
                yield place.make_problem(
                    path,
                    f'there is no language "{locale}" here',
                    f"Write one of: {', '.join(begun)}; or delete the line.",
                )


RECORD_CHECKS: tuple[Callable[[Records], Iterator[Diagnostic]], ...] = (
    references_exist,
    systems_are_systems,
    ids_are_unique,
    sources_exist,
    addresses_are_unique,
    prevailing_languages_exist,
)
