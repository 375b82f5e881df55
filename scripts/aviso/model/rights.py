"""What people may ask of a library, how, how long it takes, and whom it tells of a breach."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from aviso.model.fields import Identifier, Period
from aviso.model.localized import LocalizedText
from aviso.model.record import Record
from aviso.model.sources import TWO_LANGUAGES, Sources, make_source_field


class Right(Record):
    """A right of people over data about themselves."""

    right: Literal["see", "correct", "delete", "object", "complain"] = Field(
        description="see: to see what is held; correct: to have mistakes corrected; delete: to "
        "have it deleted; object: to say no to a use; complain: to complain about the library.",
        examples=["see"],
    )
    how: LocalizedText | None = Field(
        default=None,
        description="How, in your own words: what to bring, what is left out, who else takes "
        "complaints.",
        examples=[{"en": "Show your card.", "es": "Muestre su tarjeta."}],
    )
    contact: Identifier | None = Field(
        default=None, description="The id of the contact to ask.", examples=["privacy-office"]
    )
    procedure: Identifier | None = Field(
        default=None,
        description="The id of the procedure that has the steps.",
        examples=["own-record"],
    )
    within: Period | LocalizedText | None = Field(
        default=None,
        description="How long the library takes at most: a number and a unit, or the source's own "
        "words.",
        examples=["10 business days"],
    )
    source: Sources = make_source_field()

    @property
    def has_a_way(self) -> bool:
        """Tell whether it says how."""
        return bool(self.how or self.contact or self.procedure)


class BreachNotice(Record):
    """Whom the library tells when data are lost or seen by somebody who should not see them."""

    id: Identifier = Field(
        description="The short name by which it is called.", examples=["patrons"]
    )
    who: LocalizedText = Field(
        description="Who is told.",
        examples=[{"en": "The people affected", "es": "Las personas afectadas"}],
    )
    within: Period | LocalizedText | None = Field(
        default=None,
        description="How fast: a number and a unit, or the source's own words.",
        examples=["30 days"],
    )
    note: LocalizedText | None = Field(
        default=None,
        description="What else the source says: from when the time counts, how people are told.",
        examples=TWO_LANGUAGES,
    )
    source: Sources = make_source_field()
