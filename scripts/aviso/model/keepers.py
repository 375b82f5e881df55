"""Who keeps what a practice is about, where that is not the library itself."""

from __future__ import annotations

from pydantic import Field

from aviso.model.fields import Address, Identifier
from aviso.model.localized import LocalizedText
from aviso.model.record import Record

# Who can be named without a record: the library itself, its system, and the town that it serves.
# Any other word in the form of an id is that of a company.
LIBRARY, SYSTEM, TOWN = "library", "system", "town"
BODIES = (LIBRARY, SYSTEM, TOWN)


class Body(Record):
    """Another body that keeps it, in words of the library's own."""

    name: LocalizedText = Field(
        description="What it is called.",
        examples=[{"en": "State Archives", "es": "Archivos del Estado"}],
    )
    policy: Address | None = Field(
        default=None,
        description="Where its own privacy policy is.",
        examples=["https://www.example.org/privacy"],
    )


Keeper = Identifier | Body
