"""Rules on the references of retention and keepers: readers can look them up in the notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from aviso.checks.records import list_libraries
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.records import Records
from aviso.model.references import EACH, KEPT_BY, STAGES, find_values
from aviso.model.source_location import SourceLocation

LAW_NOT_LISTED = Rule(
    "facts/retention-law-not-listed",
    "Data are kept because of a law that the library does not list",
    why="Readers look up why data are kept. The page on laws shows only the laws that the library "
    "lists.",
    cure="Add the law under laws, or correct because.",
    example="because: ma-gl-66-8, with no law of that id under laws",
)
KEEPER_NOT_LISTED = Rule(
    "facts/keeper-not-listed",
    "Data are kept by a company or system that the library does not have",
    why="The notice names the keeper and links to it. It cannot name the system of a library "
    "without one, or a company that it does not list.",
    cure="Add the company under vendors, write system only in the record of a member, or write "
    "the name of the other body under kept_by.",
    example="kept_by: system, in a library that is a member of none",
)


@LAW_NOT_LISTED.check
def laws_of_stages_are_listed(records: Records) -> Iterator[Diagnostic]:
    """A law that requires data to be kept is among the laws of the library."""
    for _, place in list_libraries(records):
        listed = _list_named(records, place, ("laws", EACH, "law"))
        for stage in STAGES:
            for path, law in find_values(place.value, (*stage, "because")):
                if law in records.known["law"] and law not in listed:
                    yield place.make_problem(
                        path,
                        f'the law "{law}" is not under laws in this record',
                        f"Add - law: {law} there.",
                    )


@KEEPER_NOT_LISTED.check
def keepers_are_listed(records: Records) -> Iterator[Diagnostic]:
    """A company that keeps data is listed; a system is the library's own."""
    for _, place in list_libraries(records):
        listed = _list_named(records, place, ("vendors", EACH, "vendor"))
        for path, keeper in find_values(place.value, KEPT_BY):
            if keeper == "system" and not _has_system(place):
                yield place.make_problem(
                    path,
                    "the library is a member of no system",
                    "Write the name of the keeper, with a line for each language, under "
                    "kept_by: name:.",
                )
            elif keeper in records.known["vendor"] and keeper not in listed:
                yield place.make_problem(
                    path,
                    f'the company "{keeper}" is not under vendors in this record',
                    f"Add - vendor: {keeper} there.",
                )


def _list_named(records: Records, place: SourceLocation, pattern: Any) -> set[str]:
    """Return the ids that a list of a library's record names, or its system's."""
    named = next(find_values(place.value, ("system",)), None)
    system = records.places.get(("library", named[1])) if named else None
    places = [one for one in (place, system) if one]
    return {text for one in places for _, text in find_values(one.value, pattern)}


def _has_system(place: SourceLocation) -> bool:
    """Tell whether a library has a system, or is one."""
    kind = next(find_values(place.value, ("kind",)), ((), ""))[1]
    return kind == "system" or any(find_values(place.value, ("system",)))


KEPT_CHECKS: tuple[Callable[[Records], Iterator[Diagnostic]], ...] = (
    laws_of_stages_are_listed,
    keepers_are_listed,
)
