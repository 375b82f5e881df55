"""The record of one library: who it is, what its documents say, what it does with data."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from aviso.model.age_rules import AgeRule
from aviso.model.contacts import Contact, SecurityContact
from aviso.model.cookies import Cookie
from aviso.model.documents import Check, Document
from aviso.model.fields import Address, Color, Identifier, Language, Line, SiteAddress
from aviso.model.library_parts import (
    GlobalPrivacyControl,
    LocalException,
    OpenQuestion,
    QuickAnswer,
    ReadingLimit,
)
from aviso.model.localized import LocalizedText
from aviso.model.practices import Practice
from aviso.model.promises import Commitment, Disclosure, Procedure
from aviso.model.publication import Publication
from aviso.model.record import InconsistentRecord, Record
from aviso.model.rights import BreachNotice, Right
from aviso.model.sources import TWO_LANGUAGES
from aviso.model.uses import LawUse, VendorUse


def _remove_default(schema: dict[str, Any]) -> None:
    """Keep editors from inserting the default, which nobody would type."""
    schema.pop("default")


class Branding(Record):
    """The library's own color and logo."""

    color: Color = Field(
        description="The main color, in quotes; white text must be readable on it.",
        examples=["#14594f"],
    )
    logo: Line | None = Field(
        default=None,
        description="An SVG or PNG file in docs/<library>/assets/.",
        examples=["logo.svg"],
    )


class Library(Record):
    """A library (the controller of patrons' data), a system, or a member of a system."""

    name: LocalizedText = Field(
        description="The full name; in Spanish, the name that Spanish readers use.",
        examples=TWO_LANGUAGES,
    )
    name_in_sentence: LocalizedText | None = Field(
        default=None,
        description="The name within a sentence, with its article; leave out if it needs none.",
        examples=[
            {
                "en": "the New York Public Library",
                "es": "la Biblioteca Pública de Nueva York",
            }
        ],
    )
    short_name: LocalizedText = Field(
        description="A short name for narrow places.", examples=TWO_LANGUAGES
    )
    kind: Literal["library", "system", "member"] = Field(
        description="system: has member libraries; member: inherits its system's notice.",
        examples=["library"],
    )
    system: Identifier | None = Field(
        default=None, description="For a member: the id of its system.", examples=["example"]
    )
    takes_over: tuple[Identifier, ...] | None = Field(
        default=None,
        description="For a member of a consortium that shares only some services, such as the "
        "catalog: the situations in which the system keeps data, terms of "
        "data/terms/situations.yml. Leave out to take over the system's whole notice.",
        examples=[["catalog", "borrowing"]],
    )
    jurisdiction: LocalizedText = Field(
        description="The state whose law applies.",
        examples=[{"en": "California", "es": "California"}],
    )
    website: Address = Field(
        description="The library's own site.", examples=["https://www.example.org"]
    )
    address: SiteAddress = Field(
        default="",
        description="Where this notice is published, ending with a slash. Leave out if it is below "
        "the front page, in a folder with the library's id.",
        examples=["https://privacy.example.org/"],
        json_schema_extra=_remove_default,
    )
    listed: Literal["yes", "no"] = Field(
        default="yes",
        description="Does the front page list this library? With no, its site is published but "
        "not listed.",
        examples=["yes"],
    )
    branding: Branding = Field(description="Color and logo.", examples=[{"color": "#14594f"}])
    prevailing_language: Language | None = Field(
        default=None,
        description="The language that prevails where two differ; leave out if none does.",
        examples=["en"],
    )
    reading_limits: tuple[ReadingLimit, ...] = Field(
        default=(),
        description="How hard pages may be to read, if it differs from the usual.",
        examples=[[]],
    )
    publication: Publication = Field(
        description="Draft, published or model.", examples=[{"state": "draft"}]
    )
    website_log: tuple[Identifier, ...] | Literal["nothing"] | None = Field(
        default=None,
        description="What the web server of this notice logs for each visit, if it is less than "
        "the practices marked server_log say: terms of data/terms/data_categories.yml, or nothing.",
        examples=[["visit-time", "pages-visited"]],
    )
    security: SecurityContact | None = Field(
        default=None,
        description="Whom to tell about a security hole in the site; becomes "
        ".well-known/security.txt.",
        examples=[{"contact": "web-office", "expires": "2027-01-31", "languages": ["en", "es"]}],
    )
    global_privacy_control: GlobalPrivacyControl | None = Field(
        default=None,
        description="Whether the library honors Global Privacy Control; becomes "
        ".well-known/gpc.json.",
        examples=[{"honored": "yes", "updated": "2026-02-01"}],
    )
    quick_answers: tuple[QuickAnswer, ...] = Field(
        default=(),
        description="The things that people come for, the most feared first: officers, children, "
        "loans, how long, deleting, whom to ask.",
        examples=[[]],
    )
    contacts: tuple[Contact, ...] = Field(
        default=(),
        description="The contacts for patrons; leave out if the library names none.",
        examples=[[]],
    )
    documents: tuple[Document, ...] = Field(
        default=(), description="The sources of authority.", examples=[[]]
    )
    practices: tuple[Practice, ...] = Field(
        default=(), description="What is done with data, by situation.", examples=[[]]
    )
    cookies: tuple[Cookie, ...] = Field(
        default=(),
        description="The cookies of the library's sites, one by one. The site of this notice sets "
        "none.",
        examples=[[]],
    )
    commitments: tuple[Commitment, ...] = Field(
        default=(), description="What is promised.", examples=[[]]
    )
    disclosures: tuple[Disclosure, ...] = Field(
        default=(), description="Who may be given information, and when.", examples=[[]]
    )
    age_rules: tuple[AgeRule, ...] = Field(
        default=(), description="Children and teens.", examples=[[]]
    )
    procedures: tuple[Procedure, ...] = Field(
        default=(), description="How requests are answered.", examples=[[]]
    )
    rights: tuple[Right, ...] = Field(
        default=(),
        description="What people may ask for: to see, correct or delete data, to object, to "
        "complain.",
        examples=[[]],
    )
    breach_notices: tuple[BreachNotice, ...] = Field(
        default=(),
        description="Who is told when data are lost or seen by somebody who should not see them.",
        examples=[[]],
    )
    vendors: tuple[VendorUse, ...] = Field(
        default=(), description="The companies that the library works with.", examples=[[]]
    )
    laws: tuple[LawUse, ...] = Field(
        default=(), description="The laws and standards that it names or follows.", examples=[[]]
    )
    open_questions: tuple[OpenQuestion, ...] = Field(
        default=(), description="What the sources leave open.", examples=[[]]
    )
    questions_checked: Check | None = Field(
        default=None,
        description="When somebody last looked for questions that the documents leave open, and "
        "in which role. Without it, a notice with no open questions says that nobody has recorded "
        "a check. A member does not inherit it.",
        examples=[{"on": "2026-02-16", "by": {"en": "Administration", "es": "Dirección"}}],
    )
    exceptions: tuple[LocalException, ...] = Field(
        default=(), description="For a member: where it differs from its system.", examples=[[]]
    )

    @model_validator(mode="after")
    def _kind_and_system_agree(self) -> Library:
        if self.kind == "member" and not self.system:
            raise InconsistentRecord(
                "kind",
                'the kind is "member", so the library must name its system (system: example)',
            )
        if self.kind != "member" and (self.system or self.exceptions):
            raise InconsistentRecord(
                "kind",
                f'the kind is "{self.kind}", so there can be no system and no exceptions; set '
                "kind to member or delete them",
            )
        if self.takes_over is not None and not (self.kind == "member" and self.takes_over):
            raise InconsistentRecord(
                "takes_over",
                "takes_over is for members, and names at least one situation; delete it to take "
                "over the whole notice of a system, or none",
            )
        return self

    @property
    def page_system(self) -> str | None:
        """The id of the system whose pages it has; None if it shares only some services."""
        return self.system if self.takes_over is None else None

    @model_validator(mode="after")
    def _sentences_name_it(self) -> Library:
        for locale in self.name_in_sentence.locales if self.name_in_sentence else ():
            name = self.name.root.get(locale, "")
            said = self.name_in_sentence.select_locale(locale) if self.name_in_sentence else ""
            if name.casefold() not in said.casefold():
                raise InconsistentRecord(
                    "name_in_sentence",
                    f'says "{said}" under name_in_sentence, which does not have the name, '
                    f'"{name}"; write the same name with its article',
                )
        return self

    @model_validator(mode="after")
    def _cookies_are_of_other_sites(self) -> Library:
        for cookie in self.cookies:
            if self.address and f"{cookie.site}/".startswith(self.address):
                raise InconsistentRecord(
                    "cookies",
                    f'name the cookie "{cookie.name}" of this notice\'s own site, which sets none; '
                    "write the site that sets it",
                )
        return self

    @model_validator(mode="after")
    def _the_log_is_listed(self) -> Library:
        if self.website_log == ():
            raise InconsistentRecord(
                "website_log", "website_log is an empty list; list what is logged, or write nothing"
            )
        return self
