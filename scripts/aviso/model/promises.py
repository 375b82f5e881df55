"""What a library promises, to whom it gives information, and by which steps."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from aviso.model.fields import Identifier
from aviso.model.localized import LocalizedText
from aviso.model.record import Record
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
        description="The promise, no larger than the source makes it.", examples=TWO_LANGUAGES
    )
    rules_out: tuple[Literal["companies-get-nothing", "cookies", "outside-counters"], ...] = Field(
        default=(),
        description="What the promise rules out altogether, so that Aviso finds records that say "
        "otherwise.",
        examples=[["outside-counters"]],
    )
    source: Sources = make_source_field()


class Disclosure(Record):
    """A rule on who may be given information, and on what condition."""

    id: Identifier = Field(
        description="The short name by which pages call it.", examples=["court-order"]
    )
    recipient: Identifier = Field(
        description="A term of data/terms/recipients.yml.", examples=["court"]
    )
    condition: LocalizedText = Field(description="When that happens.", examples=TWO_LANGUAGES)
    told_to_patron: LocalizedText | None = Field(
        default=None,
        description="Whether the patron hears of it, if the source says so.",
        examples=TWO_LANGUAGES,
    )
    source: Sources = make_source_field()


class Step(Record):
    """One step of a procedure."""

    actor: LocalizedText = Field(
        description="Who does it.", examples=[{"en": "Staff", "es": "El personal"}]
    )
    when: LocalizedText | None = Field(
        default=None, description="The case it holds for, if not always.", examples=TWO_LANGUAGES
    )
    text: LocalizedText = Field(
        description="What they do, without repeating who: ask for the officer's credentials.",
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
