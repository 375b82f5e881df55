"""Rules on the bodies that facts name: whoever issued a document or sets a cookie."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.core.safe_files import IDENTIFIER_PATTERN
from aviso.core.suggestions import suggest
from aviso.model.keepers import BODIES, SYSTEM
from aviso.model.records import Records
from aviso.model.references import BODY_PLACES, EACH, Path, find_values
from aviso.model.source_location import SourceLocation

UNKNOWN_BODY = Rule(
    "facts/unknown-body",
    "A fact names a body that the notice does not know",
    why="A single lowercase word means the library, its system, the town, or a company in the "
    "library's list. Any other word would be shown as it is, in every language.",
    cure="Write library, system or town; or the id of a company that the library lists under "
    "vendors; or the name of the body in each language.",
    example="issued_by: city, in place of town",
)


@UNKNOWN_BODY.check
def bodies_are_known(records: Records) -> Iterator[Diagnostic]:
    """Whoever issued a document or sets a cookie is a body that the notice can name."""
    for (kind, _), place in records.list_judged():
        bodies = [*_find_bodies(place)] if kind == "library" else []
        if not bodies:
            continue
        system = next((name for _, name in find_values(place.value, ("system",))), "")
        listed = _list_vendors(place) | _list_vendors(records.places.get(("library", system)))
        is_alone = (("kind",), "library") in find_values(place.value, ("kind",)) and not system
        for path, body in bodies:
            if body == SYSTEM and is_alone:
                yield place.make_problem(
                    path,
                    f"{path[-1]} is system, but the library has no system",
                    "Write library, or the name of the body in each language.",
                )
            elif body not in {*BODIES, *listed} and re.fullmatch(IDENTIFIER_PATTERN, body):
                yield place.make_problem(
                    path,
                    f'{path[-1]} is "{body}", which is neither library, system nor town, nor a '
                    "company under vendors",
                    suggest(body, {*BODIES, *listed})
                    or "Write the name of the body in each language, or list the company.",
                )


def _find_bodies(place: SourceLocation) -> Iterator[tuple[Path, str]]:
    for pattern in BODY_PLACES:
        yield from find_values(place.value, pattern)


def _list_vendors(place: SourceLocation | None) -> set[str]:
    return (
        {name for _, name in find_values(place.value, ("vendors", EACH, "vendor"))}
        if place
        else set()
    )
