"""Rules on practices: their parts, and practices of one situation, make sense together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from aviso.checks.conflicting_facts import LibraryFacts
from aviso.checks.suppressions import describe_place
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.localized import LocalizedText
from aviso.model.practices import Practice

USE_WITHOUT_DATA = Rule(
    "facts/use-without-data",
    "A practice says why, for how long or for whom data are kept, but not which data",
    why="The notice would say “Nothing about you” beside a purpose, a period or a recipient. "
    "Either these are left over, or the data were forgotten.",
    cure="List what is collected under data. If nothing is, delete the purposes, the retention and "
    "the recipients.",
    severity="warning",
    example="purposes: [statistics], without data",
)
PRACTICES_ALIKE = Rule(
    "facts/practices-alike",
    "Two practices of one situation have the same title",
    why="Readers see two entries with one name and different data, periods or recipients, and "
    "cannot tell which one is about them.",
    cure="Give each a title that says how they differ. If they are the same, combine them into one "
    "entry.",
    severity="warning",
    example="title: Cameras, twice: of the recordings and of the clips of an incident",
)
NAMES_NOBODY = Rule(
    "facts/names-but-does-not-identify",
    "A practice keeps a name or an address but says that it identifies nobody",
    why="A reader who sees “does not identify you” beside a name stops trusting the rest of the "
    "notice.",
    cure="Write identifies: yes. If the names are removed, list only the data that are kept.",
    severity="warning",
    example="data: [name, phone] and identifies: no",
)
# The keys for uses of data, and the keys that list data.
USES = ("purposes", "recipients", "retention")
DATA = ("data", "shown")
# Terms of data_categories that identify one person by themselves.
NAMING_DATA = {
    "name",
    "email",
    "phone",
    "postal-address",
    "contact-details",
    "library-card-number",
    "photo-id",
    "payment-card",
}


def uses_are_of_data(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """A practice with a purpose, a period or a recipient lists data."""
    for position, practice in enumerate(_list_written(facts)):
        named = [key for key in USES if practice.get(key)]
        if named and not any(practice.get(key) for key in DATA):
            yield USE_WITHOUT_DATA.at(
                facts.place.file,
                facts.find_line("practices", position, named[0]),
                f"the practice “{practice['id']}” lists no data, but has {_join(named)}",
                f"Add data: to it, or delete {_join(named)}.",
                (str(practice["id"]), facts.library_id),
            )


def _join(words: list[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def _list_written(facts: LibraryFacts) -> list[dict[str, Any]]:
    """Return the practices as they are written, without defaults."""
    written: list[dict[str, Any]] = facts.place.value.get("practices", [])
    return written


def practices_can_be_told_apart(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """No two practices of one situation have the same title in any language."""
    for (first, one), (second, other) in combinations(enumerate(facts.library.practices), 2):
        title = _find_same_title(one.title, other.title)
        if one.situation == other.situation and title:
            where = describe_place(facts.place, "practices", first)
            yield PRACTICES_ALIKE.at(
                facts.place.file,
                facts.find_line("practices", second, "title"),
                f"the practice “{other.id}” has the same title as “{one.id}” ({where}): “{title}”; "
                f"{_compare_data(one, other)}",
                "Give each a title that says how they differ, or combine them into one practice.",
                (one.id, other.id),
            )


def _find_same_title(one: LocalizedText, other: LocalizedText) -> str:
    for locale in one.locales:
        if locale in other.locales:
            titles = one.select_locale(locale), other.select_locale(locale)
            if _simplify(titles[0]) == _simplify(titles[1]):
                return titles[0]
    return ""


def _simplify(title: str) -> str:
    return " ".join(title.casefold().split()).rstrip(".")


def _compare_data(one: Practice, other: Practice) -> str:
    if set(one.data) & set(other.data):
        return "readers cannot tell them apart"
    return "they have nothing else in common"


def names_identify(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """A practice with data that name a person does not say that it identifies nobody."""
    for position, practice in enumerate(facts.library.practices):
        naming = sorted(NAMING_DATA & set(practice.data))
        if practice.identifies == "no" and naming:
            yield NAMES_NOBODY.at(
                facts.place.file,
                facts.find_line("practices", position, "identifies"),
                f"the practice “{practice.id}” says identifies: no, and lists {', '.join(naming)}",
                "Write identifies: yes, or delete from data what is not kept.",
                (practice.id, facts.library_id),
            )


PRACTICE_RULES: tuple[Callable[[LibraryFacts], Iterator[Diagnostic]], ...] = (
    uses_are_of_data,
    practices_can_be_told_apart,
    names_identify,
)
