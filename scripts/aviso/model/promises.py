"""What a library promises, to whom it gives information, and by which steps."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from aviso.model.fields import Identifier
from aviso.model.localized import LocalizedText
from aviso.model.record import InconsistentRecord, Record
from aviso.model.sources import TWO_LANGUAGES, Sources, make_source_field


class Commitment(Record):
    """Something the library promises to do or not to do."""

    id: Identifier = Field(
        description="The short name by which pages call it.", examples=["not-sold"]
    )
    topic: Identifier = Field(description="A term of data/terms/topics.yml.", examples=["selling"])
    headline: bool = Field(
        default=True, description="true shows it on the first page.", examples=[True]
    )
    text: LocalizedText = Field(
        description="The promise, which must not say more than the source.", examples=TWO_LANGUAGES
    )
    rules_out: tuple[Literal["companies-get-nothing", "cookies", "outside-counters"], ...] = Field(
        default=(),
        description="What the promise rules out completely, so that Aviso finds records that "
        "contradict it.",
        examples=[["outside-counters"]],
    )
    source: Sources = make_source_field()


class Disclosure(Record):
    """A rule on who may be given information, and on what condition."""

    id: Identifier = Field(
        description="The short name by which pages call it.", examples=["court-order"]
    )
    recipient: Identifier | LocalizedText = Field(
        description="A term of data/terms/recipients.yml, or the document's own words.",
        examples=["court"],
    )
    data: tuple[Identifier, ...] = Field(
        default=(),
        description="What may be given: terms of data/terms/data_categories.yml. Leave out if the "
        "rule applies to every record.",
        examples=[["images"]],
    )
    of: LocalizedText | None = Field(
        default=None,
        description="What may be given, in the document's own words, in place of data.",
        examples=[{"en": "recordings", "es": "grabaciones"}],
    )
    condition: LocalizedText = Field(description="The condition.", examples=TWO_LANGUAGES)
    told_to_patron: LocalizedText | None = Field(
        default=None,
        description="Whether the patron is told, if the source says so.",
        examples=TWO_LANGUAGES,
    )
    source: Sources = make_source_field()

    @model_validator(mode="after")
    def _what_is_said_once(self) -> Disclosure:
        if self.data and self.of:
            raise InconsistentRecord(
                "of", "says what may be given twice, in data and of; delete one of them"
            )
        return self


class Step(Record):
    """One step of a procedure."""

    actor: LocalizedText = Field(
        description="Who does it.", examples=[{"en": "Staff", "es": "El personal"}]
    )
    when: LocalizedText | None = Field(
        default=None,
        description="The case in which it applies, if not always.",
        examples=TWO_LANGUAGES,
    )
    text: LocalizedText = Field(
        description="What they do, without repeating who does it: ask for the officer's "
        "credentials.",
        examples=TWO_LANGUAGES,
    )
    source: Sources = make_source_field()


class Procedure(Record):
    """The steps by which a request is answered."""

    id: Identifier = Field(
        description="The short name by which pages call it.", examples=["officer-request"]
    )
    title: LocalizedText = Field(description="What the steps are for.", examples=TWO_LANGUAGES)
    requested_by: Identifier = Field(
        description="A term of data/terms/recipients.yml: who makes the request.",
        examples=["law-enforcement"],
    )
    steps: tuple[Step, ...] = Field(
        min_length=1, description="In the order in which they are done.", examples=[[]]
    )
    source: Sources = make_source_field()
