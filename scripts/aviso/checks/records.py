"""Rules across records: what one names must exist in another, ids are unique, colours can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from aviso.color import MINIMUM_CONTRAST, WHITE, contrast, is_fit_under_white, nearest_fit
from aviso.compose import INHERITED, inherit
from aviso.images import image_fault
from aviso.loading import Place, Records
from aviso.model import Library
from aviso.problems import Problem, did_you_mean

LISTS_WITH_IDS = [name for name, key in INHERITED.items() if key == "id"] + ["exceptions"]


def vocabulary_terms_exist(records: Records) -> Iterator[Problem]:
    """Situations, data categories, purposes, recipients, topics and vendor categories are in ``data/terms/``."""
    for name, library in records.libraries.items():
        place = records.place("library", name)
        for path, vocabulary, identifier in _terms_of_library(library):
            yield from _must_exist(place, path, vocabulary, identifier, records.known[vocabulary])
    for name, vendor in records.vendors.items():
        place = records.place("vendor", name)
        yield from _must_exist(place, ("category",), "vendor_categories", vendor.category, records.known["vendor_categories"])
        for position, category in enumerate(vendor.data_received if vendor.data_received != "unknown" else ()):
            yield from _must_exist(place, ("data_received", position), "data_categories", category, records.known["data_categories"])


def _terms_of_library(library: Library) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for index, practice in enumerate(library.practices):
        yield ("practices", index, "situation"), "situations", practice.situation
        for field, vocabulary in (("data", "data_categories"), ("purposes", "purposes"), ("recipients", "recipients")):
            for position, identifier in enumerate(getattr(practice, field)):
                yield ("practices", index, field, position), vocabulary, identifier
    for index, commitment in enumerate(library.commitments):
        yield ("commitments", index, "topic"), "topics", commitment.topic
    for index, disclosure in enumerate(library.disclosures):
        yield ("disclosures", index, "recipient"), "recipients", disclosure.recipient
    for index, procedure in enumerate(library.procedures):
        yield ("procedures", index, "requested_by"), "recipients", procedure.requested_by
    for index, use in enumerate(library.vendors):
        for position, identifier in enumerate(use.sends):
            yield ("vendors", index, "sends", position), "data_categories", identifier


def _must_exist(place: Place, path: tuple[str | int, ...], vocabulary: str, identifier: str, known: set[str]) -> Iterator[Problem]:
    if identifier not in known:
        yield place.problem(path, f'"{identifier}" is not in data/terms/{vocabulary}.yml', did_you_mean(identifier, known) or "Use a word that stands there, or add it there.")


def vendors_exist(records: Records) -> Iterator[Problem]:
    """Every vendor that a library uses has a file."""
    for name, library in records.libraries.items():
        for index, use in enumerate(library.vendors):
            if use.vendor not in records.known["vendor"]:
                hint = did_you_mean(use.vendor, records.known["vendor"]) or f"Make it with: aviso new vendor {use.vendor}"
                yield records.place("library", name).problem(("vendors", index, "vendor"), f'vendor "{use.vendor}" is not in data/vendors/', hint)


def laws_exist(records: Records) -> Iterator[Problem]:
    """Every law that is named is in the register."""
    known = records.known["law"]
    for name, library in records.libraries.items():
        for index, use in enumerate(library.laws):
            if use.law not in known:
                yield records.place("library", name).problem(("laws", index, "law"), f'law "{use.law}" is not in data/laws.yml', did_you_mean(use.law, known) or "Add it there first.")
    for name, law in records.laws.items():
        if law.replaced_by and law.replaced_by not in known:
            yield records.place("law", name).problem(("replaced_by",), f'law "{law.replaced_by}" is not in data/laws.yml', did_you_mean(law.replaced_by, known) or "Add it there first.")


def systems_exist(records: Records) -> Iterator[Problem]:
    """A member's system is a library of the kind "system"."""
    for name, library in records.libraries.items():
        if not library.system:
            continue
        place = records.place("library", name)
        if library.system not in records.known["library"]:
            yield place.problem(("system",), f'library "{library.system}" is not in data/libraries/', did_you_mean(library.system, records.known["library"]) or "Name the library whose notice this one takes over.")
        elif library.system in records.libraries and records.libraries[library.system].kind != "system":
            yield place.problem(("system",), f'"{library.system}" is not a system', f"Write kind: system in data/libraries/{library.system}.yml, or name another library.")


def ids_are_unique(records: Records) -> Iterator[Problem]:
    """No two entries of a list have one id, and no two statements of a library."""
    for name, library in records.libraries.items():
        place = records.place("library", name)
        for field in LISTS_WITH_IDS:
            yield from _doubles(place, [((field, index, "id"), entry.id) for index, entry in enumerate(getattr(library, field))])
        yield from _doubles(place, [(("vendors", index, "vendor"), use.vendor) for index, use in enumerate(library.vendors)])
        yield from _doubles(place, [(("laws", index, "law"), use.law) for index, use in enumerate(library.laws)])
        yield from _doubles(place, list(_statement_ids(library)))


def _statement_ids(library: Library) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for number, document in enumerate(library.documents):
        for kind in ("statements", "revisions"):
            for index, statement in enumerate(getattr(document, kind)):
                if statement.id:
                    yield ("documents", number, kind, index, "id"), statement.id


def _doubles(place: Place, entries: list[tuple[tuple[str | int, ...], str]]) -> Iterator[Problem]:
    counts = Counter(identifier for _, identifier in entries)
    seen: set[str] = set()
    for path, identifier in entries:
        if counts[identifier] > 1 and identifier in seen:
            yield place.problem(path, f'"{identifier}" stands twice', "Give one of the two another id, or delete it.")
        seen.add(identifier)


def sources_exist(records: Records) -> Iterator[Problem]:
    """Every source is a statement of the library's own documents, or of its system's."""
    for name, library in records.libraries.items():
        system = records.libraries.get(library.system or "")
        whole = inherit(library, system) if system else library
        known = {identifier for _, identifier in _statement_ids(whole)}
        for path, identifier in sources_in(library):
            if identifier not in known:
                yield records.place("library", name).problem(path, f'statement "{identifier}" is in none of the library\'s documents', did_you_mean_exactly(identifier, known))


def did_you_mean_exactly(identifier: str, known: Iterable[str]) -> str:
    """Suggest a statement id (they are in capitals)."""
    lowered = {name.lower(): name for name in known}
    suggestion = did_you_mean(identifier, lowered)
    return suggestion.replace(suggestion[14:-2], lowered[suggestion[14:-2]]) if suggestion else "Add it to a document's statements."


def sources_in(library: Library) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the path and the statement id of every ``source`` in a library's record."""
    yield from _sources_below(library, ())


def _sources_below(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _sources_below(entry, (*path, index))
    elif hasattr(type(value), "model_fields"):
        for field in type(value).model_fields:
            if field == "source":
                yield from (((*path, field, index), identifier) for index, identifier in enumerate(value.source))
            else:
                yield from _sources_below(getattr(value, field), (*path, field))


def addresses_are_unique(records: Records) -> Iterator[Problem]:
    """No two libraries publish at one address."""
    first: dict[str, str] = {}
    for name, library in sorted(records.libraries.items()):
        other = first.setdefault(library.address, name)
        if other != name:
            yield records.place("library", name).problem(("address",), f'has the same address as the library "{other}" ({library.address})', "Give each library an address of its own.")


def colors_can_be_read(records: Records) -> Iterator[Problem]:
    """White text on the library's colour has enough contrast."""
    for name, library in records.libraries.items():
        color = library.branding.color
        if not is_fit_under_white(color):
            yield records.place("library", name).problem(
                ("branding", "color"),
                f'white text on the colour "{color}" is too hard to read (contrast {contrast(color, WHITE):.1f}; at least {MINIMUM_CONTRAST})',
                f'The nearest fit colour is "{nearest_fit(color)}".',
            )


def logos_are_images(records: Records) -> Iterator[Problem]:
    """A logo is a picture in the library's own folder, with nothing active in it."""
    for name, library in records.libraries.items():
        if library.branding.logo:
            fault = image_fault(records.root / "docs" / name / "assets", library.branding.logo)
            if fault:
                yield records.place("library", name).problem(("branding", "logo"), *fault)


RECORD_CHECKS: tuple[Callable[[Records], Iterator[Problem]], ...] = (
    vocabulary_terms_exist,
    vendors_exist,
    laws_exist,
    systems_exist,
    ids_are_unique,
    sources_exist,
    addresses_are_unique,
    colors_can_be_read,
    logos_are_images,
)
