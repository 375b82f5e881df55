"""The evidence for a statement about a vendor."""

from __future__ import annotations

from pydantic import Field

from aviso.model.fields import Address, DocumentDate
from aviso.model.localized import LocalizedText
from aviso.model.record import Record


class Evidence(Record):
    """The evidence for a statement about a vendor."""

    url: Address | None = Field(
        default=None,
        description="The page that says so.",
        examples=["https://www.example.org/privacy"],
    )
    date: DocumentDate | None = Field(
        default=None,
        description="The date of that page, as exactly as it gives it, or of the day somebody "
        "looked.",
        examples=["2026-02-10"],
    )
    says: LocalizedText | None = Field(
        default=None,
        description="What the page says, in one sentence.",
        examples=[
            {
                "en": "The policy lists name and email.",
                "es": "La política menciona nombre y correo electrónico.",
            }
        ],
    )
