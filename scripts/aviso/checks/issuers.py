"""Rules over whose documents a library retells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.core.safe_files import IDENTIFIER_PATTERN
from aviso.core.suggestions import suggest
from aviso.model.issuers import BODIES, SYSTEM
from aviso.model.records import Records
from aviso.model.references import EACH, find_values
from aviso.model.source_location import SourceLocation

UNKNOWN_ISSUER = Rule(
    "facts/unknown-issuer",
    "A document is of a body that the notice does not know",
    why="A single word in small letters stands for the library, its system, the town, or a company "
    "of the library's list. Any other word would be shown as it is, in every language.",
    cure="Write library, system or town; or the id of a company that the library lists under "
    "vendors; or the name of the body in each language.",
    example="issued_by: city, in place of town",
)


@UNKNOWN_ISSUER.check
def issuers_are_known(records: Records) -> Iterator[Diagnostic]:
    """Whoever issued a document is a body that the notice can name."""
    for (kind, _), place in records.places.items():
        if kind != "library":
            continue
        system = next((name for _, name in find_values(place.value, ("system",))), "")
        listed = _list_vendors(place) | _list_vendors(records.places.get(("library", system)))
        is_alone = not system and place.value.get("kind") == "library"
        for path, issuer in find_values(place.value, ("documents", EACH, "issued_by")):
            if issuer == SYSTEM and is_alone:
                yield place.make_problem(
                    path,
                    "the document is the system's, but the library has no system",
                    "Write library, or the name of the body in each language.",
                )
            elif issuer not in {*BODIES, *listed} and re.fullmatch(IDENTIFIER_PATTERN, issuer):
                yield place.make_problem(
                    path,
                    f'"{issuer}" issued the document, but is neither library, system nor town, nor '
                    "a company under vendors",
                    suggest(issuer, {*BODIES, *listed})
                    or "Write the name of the body in each language, or list the company.",
                )


def _list_vendors(place: SourceLocation | None) -> set[str]:
    return (
        {name for _, name in find_values(place.value, ("vendors", EACH, "vendor"))}
        if place
        else set()
    )
