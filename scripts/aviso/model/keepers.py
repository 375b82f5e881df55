"""The body that keeps the data of a practice, if it is not the library itself."""

from __future__ import annotations

from pydantic import Field

from aviso.model.fields import Address, Identifier
from aviso.model.localized import LocalizedText
from aviso.model.record import Record

# The bodies that need no record: the library itself, its system, and the town that it serves. Any
# other word in the form of an id is the id of a company.
LIBRARY, SYSTEM, TOWN = "library", "system", "town"
BODIES = (LIBRARY, SYSTEM, TOWN)


class OtherKeeper(Record):
    """Another body that keeps it, in the library's own words."""

    name: LocalizedText = Field(
        description="Its name.",
        examples=[{"en": "State Archives", "es": "Archivos del Estado"}],
    )
    policy: Address | None = Field(
        default=None,
        description="The address of its own privacy policy.",
        examples=["https://www.example.org/privacy"],
    )


Keeper = Identifier | OtherKeeper
