"""A library's own facts about shared records: vendors and laws."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from aviso.model.evidence import Evidence
from aviso.model.fields import Address, Day, DocumentDate, Identifier, Line
from aviso.model.localized import LocalizedText
from aviso.model.record import InconsistentRecord, Record
from aviso.model.sources import TWO_LANGUAGES, Sources, make_source_field


class Agreement(Record):
    """An agreement between a library and a company."""

    title: Line | LocalizedText = Field(
        description="Its title.",
        examples=[{"en": "Contract with the system", "es": "Contrato con el sistema"}],
    )
    date: DocumentDate | None = Field(
        default=None,
        description="Its date: a day, or only the month or the year.",
        examples=["2024-07"],
    )
    address: Address | None = Field(
        default=None,
        description="Where it can be read.",
        examples=["https://www.example.org/contract.pdf"],
    )


class VendorUse(Record):
    """A library's own facts about a vendor."""

    vendor: Identifier = Field(
        description="The name of a file in data/vendors/, without .yml.", examples=["hoopla"]
    )
    used_since: DocumentDate | None = Field(
        default=None,
        description="Since when the library has used it, if known: a day, or only the month or "
        "the year.",
        examples=["2021-07-01"],
    )
    state: Literal["sent", "not-sent", "not-verified"] = Field(
        description="Does the library send patron data to it? not-verified if nobody has checked.",
        examples=["not-verified"],
    )
    sends: tuple[Identifier, ...] = Field(
        default=(),
        description="What is sent: terms of data/terms/data_categories.yml.",
        examples=[["library-card-number"]],
    )
    since: Day | None = Field(
        default=None,
        description="The date of the last check; for not-verified, the day since which nobody has "
        "checked.",
        examples=["2020-04-14"],
    )
    note: LocalizedText | None = Field(
        default=None, description="Anything a patron should know.", examples=TWO_LANGUAGES
    )
    agreement: Agreement | Literal["none", "unknown"] | None = Field(
        default=None,
        description="The contract or agreement with it and its date; none, if there is none; or "
        "unknown.",
        examples=[{"title": {"en": "Contract", "es": "Contrato"}, "date": "2024-07"}],
    )
    evidence: Evidence | None = Field(
        default=None,
        description="The page that shows the use.",
        examples=[{"url": "https://www.example.org/news"}],
    )
    source: Sources = make_source_field()

    @model_validator(mode="after")
    def _state_and_data_agree(self) -> VendorUse:
        if self.state == "sent" and not self.sends:
            raise InconsistentRecord(
                "state", 'has the state "sent", so sends must list what is sent'
            )
        if self.state != "sent" and self.sends:
            raise InconsistentRecord(
                "sends",
                f'lists data under sends, but its state is "{self.state}"; set the state to sent '
                "or delete the list",
            )
        return self


class LawUse(Record):
    """How one library names a law."""

    law: Identifier = Field(description="An id of data/laws.yml.", examples=["ca-gov-6267"])
    as_cited: Line | None = Field(
        default=None,
        description="The citation as the library's own document writes it.",
        examples=["California Government Code § 6267"],
    )
    note: LocalizedText | None = Field(
        default=None,
        description="What the library says about it, or what readers should know about the "
        "citation.",
        examples=TWO_LANGUAGES,
    )
    source: Sources = make_source_field()
