"""Short records within a library's record: quick answers, open questions, exceptions, settings."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from aviso.model.fields import Day, Identifier, Language, Line
from aviso.model.localized import LocalizedText
from aviso.model.record import Record
from aviso.model.sources import TWO_LANGUAGES, Sources, make_source_field


class QuickAnswer(Record):
    """A question that most readers have, with its short answer and a link to more."""

    question: LocalizedText = Field(
        description="In the reader's words.",
        examples=[{"en": "My child’s record", "es": "El registro de mi hijo o hija"}],
    )
    answer: LocalizedText = Field(
        description="The answer itself, in about 15 words, with every condition. Where the "
        "documents are silent, say so.",
        examples=TWO_LANGUAGES,
    )
    link: Line = Field(
        description="The page, and the heading on it.", examples=["choices.md#email"]
    )
    source: Sources = make_source_field()


class OpenQuestion(Record):
    """A question that the sources leave open or contradict; the notice says so openly."""

    id: Identifier = Field(
        description="The short name by which pages call it.", examples=["retention-of-cards"]
    )
    text: LocalizedText = Field(description="What is not known.", examples=TWO_LANGUAGES)
    leaves_open: tuple[
        Literal["purposes", "retention", "recipients", "optional", "identifies"], ...
    ] = Field(
        default=(),
        description="The fields of practices that it is about; where they are not stated, the "
        "notice leads to this question.",
        examples=[["retention"]],
    )
    between: tuple[Line, ...] = Field(
        default=(),
        description="The ids of the records that contradict each other, if the question is about "
        "them; aviso check then no longer reports them.",
        examples=[["card-details", "account-notices"]],
    )
    source: Sources = make_source_field()


class LocalException(Record):
    """Where a member library differs from its system's notice."""

    id: Identifier = Field(
        description="The short name by which pages call it.", examples=["own-cameras"]
    )
    text: LocalizedText = Field(description="How it differs.", examples=TWO_LANGUAGES)


class GlobalPrivacyControl(Record):
    """Whether the library honors a browser's signal not to sell or share the reader's data."""

    honored: Literal["yes", "no"] = Field(
        description="Does the library honor the signal? Write yes or no.", examples=["yes"]
    )
    updated: Day = Field(description="The day of this statement.", examples=["2026-02-01"])
    source: Sources = make_source_field()


class ReadingLimit(Record):
    """How hard pages may be to read in one language."""

    language: Language = Field(description="The language.", examples=["en"])
    value: int = Field(
        ge=0,
        le=120,
        description="English: the highest grade, usually 9. Spanish: the lowest score (INFLESZ), "
        "usually 55.",
        examples=[9],
    )
    pages: tuple[Identifier, ...] = Field(
        default=(),
        description="The pages that it applies to; leave out for all.",
        examples=[["laws"]],
    )
    why: Line | None = Field(
        default=None,
        description="Why these pages may be harder.",
        examples=["They name the steps of a legal procedure."],
    )
