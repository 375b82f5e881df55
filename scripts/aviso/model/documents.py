"""A library's documents (its sources of authority), and what each of them says."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from aviso.core.partial_dates import find_first_day, find_last_day, is_later, make_date_key
from aviso.model.archives import find_day_of_copy
from aviso.model.fields import (
    Address,
    Day,
    DocumentDate,
    Identifier,
    Language,
    Line,
    StatementId,
)
from aviso.model.localized import LocalizedText
from aviso.model.record import InconsistentRecord, Record
from aviso.model.sources import TWO_LANGUAGES


class Statement(Record):
    """One fact that a document states, retold in plain words."""

    id: StatementId = Field(
        description="Its id, which facts name under source.", examples=["EX-01"]
    )
    section: Line | None = Field(
        default=None,
        description="The section of the document, as the document numbers it.",
        examples=["III.B.i"],
    )
    defines: LocalizedText | None = Field(
        default=None,
        description="The term, if this statement defines one.",
        examples=[{"en": "Director", "es": "Director"}],
    )
    text: LocalizedText = Field(
        description="What it says, in your own plain words.", examples=TWO_LANGUAGES
    )


class Section(Record):
    """The heading of a part of a document."""

    number: Line = Field(description="The number in the document.", examples=["III.B"])
    heading: LocalizedText = Field(
        description="What the part is about.",
        examples=[{"en": "Confidentiality", "es": "Confidencialidad"}],
    )


class Revision(Record):
    """A change of a document."""

    id: StatementId | None = Field(
        default=None,
        description="The id of the statement, if the document itself records the change.",
        examples=["EX-30"],
    )
    section: Line | None = Field(
        default=None, description="Where the document records it.", examples=["V"]
    )
    effective: DocumentDate = Field(
        description="When the change took effect: a day, or only the month or the year.",
        examples=["2025-12-03"],
    )
    text: LocalizedText = Field(description="What changed.", examples=TWO_LANGUAGES)


class Check(Record):
    """A record that somebody checked something, and when."""

    on: Day = Field(description="The day of the check.", examples=["2026-02-16"])
    by: LocalizedText = Field(
        description="The role that checked it, never a person.",
        examples=[{"en": "Library administration", "es": "Dirección de la biblioteca"}],
    )


class Edition(Record):
    """The same document in another language."""

    language: Language = Field(description="The code of its language.", examples=["zh-Hans"])
    address: Address = Field(
        description="Where it is published.", examples=["https://www.example.org/policy-zh.pdf"]
    )


class Document(Record):
    """A source of authority: a policy, a statement, a web page of the library."""

    id: Identifier = Field(
        description="The short name by which pages call it.", examples=["policy-4005"]
    )
    title: LocalizedText = Field(
        description="Its title; the Spanish says what the title means.", examples=TWO_LANGUAGES
    )
    label: LocalizedText = Field(
        description="How a reference names it, short.",
        examples=[{"en": "Policy 4005", "es": "Política 4005"}],
    )
    number: Line | None = Field(
        default=None, description="Its number, in quotes.", examples=["4005"]
    )
    kind: Literal["policy", "statement", "web-page", "resolution"] = Field(
        description="What sort of document it is.", examples=["policy"]
    )
    status: Literal["in-force", "archived", "undated"] = Field(
        description="Its status.", examples=["in-force"]
    )
    effective: DocumentDate | None = Field(
        default=None,
        description="When it took effect: a day, or only the month or the year; about 2015 if "
        "nobody knows it more exactly.",
        examples=["2025-12-03"],
    )
    adopted: DocumentDate | None = Field(
        default=None,
        description="When it was adopted, as exactly as it says: 2018-05-03, 2018-05, 2018 or "
        "about 2018.",
        examples=["2025-11-03"],
    )
    reviewed: DocumentDate | None = Field(
        default=None,
        description="When it was last reviewed: a day, or only the month or the year.",
        examples=["2026-01-15"],
    )
    archived: DocumentDate | None = Field(
        default=None,
        description="The date of the archived copy: a day, or only the month or the year.",
        examples=["2003-06-22"],
    )
    issued_by: Line | LocalizedText | None = Field(
        default=None,
        description="Whose document it is: library, system or town; a company, by its id under "
        "vendors; or any other body in your own words.",
        examples=["town"],
    )
    approved_by: LocalizedText | None = Field(
        default=None,
        description="Who approved it.",
        examples=[{"en": "Library Commission", "es": "Comisión de la Biblioteca"}],
    )
    published_at: Address | None = Field(
        default=None,
        description="Where it is or was published.",
        examples=["https://www.example.org/policy.pdf"],
    )
    other_edition: Address | None = Field(
        default=None,
        description="Its edition in the other language.",
        examples=["https://www.example.org/politica.pdf"],
    )
    editions: tuple[Edition, ...] = Field(
        default=(),
        description="Its editions in several languages, each with its address.",
        examples=[[{"language": "vi", "address": "https://www.example.org/policy-vi.pdf"}]],
    )
    archived_at: Address | None = Field(
        default=None,
        description="The address of an archived copy, especially if it is no longer published.",
        examples=["https://web.archive.org/web/20030622/https://www.example.org/privacy.html"],
    )
    sections: tuple[Section, ...] = Field(
        default=(), description="Headings of its parts, in order.", examples=[[]]
    )
    statements: tuple[Statement, ...] = Field(
        description="What it says, in its order.", examples=[[]]
    )
    revisions: tuple[Revision, ...] = Field(default=(), description="Its changes.", examples=[[]])
    checked: Check | None = Field(
        default=None,
        description="When this notice was last compared with the document, and by which role. "
        "Without it, the notice says that nobody has recorded a check.",
        examples=[{"on": "2026-02-16", "by": {"en": "Administration", "es": "Dirección"}}],
    )

    @property
    def has_address(self) -> bool:
        """Tell whether readers can open it anywhere."""
        return bool(self.published_at or self.archived_at or self.other_edition or self.editions)

    @model_validator(mode="after")
    def _editions_differ(self) -> Document:
        languages = [edition.language for edition in self.editions]
        twice = next((one for one in languages if languages.count(one) > 1), None)
        if twice:
            raise InconsistentRecord(
                "editions", f'names two editions in the language "{twice}"; keep the newer one'
            )
        return self

    @model_validator(mode="after")
    def _copy_is_of_the_day(self) -> Document:
        day = find_day_of_copy(self.archived_at or "")
        if (
            day
            and self.archived
            and not (find_first_day(self.archived) <= day <= find_last_day(self.archived))
        ):
            raise InconsistentRecord(
                "archived_at",
                f"leads to a copy of {day}, but archived is {self.archived}; correct one of them",
            )
        return self

    @model_validator(mode="after")
    def _dates_agree(self) -> Document:
        newest = max(
            (revision.effective for revision in self.revisions), default=None, key=make_date_key
        )
        if newest and self.effective and is_later(self.effective, newest):
            raise InconsistentRecord(
                "effective",
                f"is effective from {self.effective}, after its own newest revision of {newest}; "
                "correct the one or add the missing revision",
            )
        if newest and self.effective and is_later(newest, self.effective):
            raise InconsistentRecord(
                "effective",
                f"is effective from {self.effective}, but its newest revision is of {newest}; "
                "give the newest date as effective",
            )
        if self.adopted and self.effective and is_later(self.adopted, self.effective):
            raise InconsistentRecord(
                "adopted",
                f"is adopted on {self.adopted}, after it is effective from {self.effective}; "
                "correct one of the dates",
            )
        if self.status == "archived" and not self.archived:
            raise InconsistentRecord(
                "status",
                "is archived, so it needs the date of the archived copy (archived: 2003-06-22)",
            )
        if self.status == "in-force" and not self.effective:
            raise InconsistentRecord(
                "status",
                "is in force, so it needs the date since when (effective: 2025-12-03); or set its "
                "status to undated",
            )
        return self
