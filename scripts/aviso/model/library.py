"""The record of one library (the controller): who it is, what its documents say, and what it does with data about patrons."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from aviso.core.rules import Rule
from aviso.model.base import (
    MISFIT,
    Address,
    Answer,
    Color,
    Day,
    Email,
    Identifier,
    Language,
    Line,
    LocalizedText,
    Misfit,
    NotAllowed,
    Period,
    Record,
    SiteAddress,
    StatementId,
    Telephone,
    Verification,
)
from aviso.model.registers import Evidence

Sources = tuple[StatementId, ...]
SOURCE_HELP = "The statements of this library's documents that it rests on."
TWO_LANGUAGES = [{"en": "…", "es": "…"}]

CONTACT_UNREACHABLE = Rule(
    "facts/contact-unreachable",
    "A contact gives no way to reach anyone",
    why="A notice names contacts so that patrons can ask, complain or have data deleted. A "
    "contact without an address helps nobody.",
    cure="Add an email address, a telephone number, a postal address or a form to the contact, or "
    "delete it.",
)


def _without_default(schema: dict[str, Any]) -> None:
    """Keep an editor from writing the default, which nobody would type."""
    schema.pop("default")


def _source_field() -> Sources:
    return Field(default=(), description=SOURCE_HELP, examples=[["EX-01"]])


class Branding(Record):
    """The library's own colours and logo."""

    color: Color = Field(
        description="The main colour, in quotes; white text must be readable on it.",
        examples=["#14594f"],
    )
    logo: Line | None = Field(
        default=None,
        description="An SVG or PNG file in docs/<library>/assets/.",
        examples=["logo.svg"],
    )


class Publication(Record):
    """Whether the library has approved the wording."""

    state: Literal["draft", "published"] = Field(
        description="draft: marked on every page and kept out of search engines.",
        examples=["draft"],
    )
    approved_by: LocalizedText | None = Field(
        default=None,
        description="The role that approved it, for published notices.",
        examples=[{"en": "Library Board", "es": "Junta de la biblioteca"}],
    )
    approved_on: Day | None = Field(
        default=None, description="When it was approved.", examples=["2026-03-02"]
    )

    @model_validator(mode="after")
    def _a_published_notice_is_approved(self) -> Publication:
        if self.state == "published" and not (self.approved_by and self.approved_on):
            raise Misfit(
                "state",
                'is "published", so it needs approved_by and approved_on; or set the state to draft',
            )
        if self.state == "draft" and (self.approved_by or self.approved_on):
            raise Misfit(
                "state",
                'is a "draft", so it cannot have approved_by or approved_on; or set the state to published',
            )
        return self


class Contact(Record):
    """A person's role or an office that a patron can reach."""

    id: Identifier = Field(
        description="The short name by which pages call it.", examples=["email-removal"]
    )
    role: LocalizedText = Field(
        description="What one goes to it for.",
        examples=[{"en": "Removing your email address", "es": "Quitar su correo electrónico"}],
    )
    name: LocalizedText | None = Field(
        default=None,
        description="The office or position, not a person.",
        examples=[{"en": "Privacy Officer", "es": "Responsable de privacidad"}],
    )
    email: Email | None = Field(
        default=None, description="An email address.", examples=["privacy@example.org"]
    )
    telephone: Telephone | None = Field(
        default=None, description="A telephone number.", examples=["707-555-0123"]
    )
    postal_address: Line | None = Field(
        default=None,
        description="Where letters go, on one line.",
        examples=["1 Main Street, Springfield, CA 90000"],
    )
    form: Address | None = Field(
        default=None,
        description="The address of a web form.",
        examples=["https://www.example.org/ask"],
    )
    hours: LocalizedText | None = Field(
        default=None,
        description="When somebody answers.",
        examples=[{"en": "Monday to Friday, 9 to 5", "es": "De lunes a viernes, de 9 a 17 h"}],
    )
    verification: Verification | None = Field(
        default=None,
        description="Whether somebody has checked that it still works.",
        examples=[{"state": "not-verified", "date": "2003-06-22"}],
    )
    source: Sources = _source_field()

    @model_validator(mode="after")
    def _somebody_can_be_reached(self) -> Contact:
        if not (self.email or self.telephone or self.postal_address or self.form):
            raise NotAllowed(
                CONTACT_UNREACHABLE,
                "gives no way to reach anyone; add email, telephone, postal_address or form",
            )
        return self


class Statement(Record):
    """One thing that a document says, told afresh in plain words."""

    id: StatementId = Field(description="Its id, used by whatever rests on it.", examples=["EX-01"])
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
        description="What it says, in plain words of our own.", examples=TWO_LANGUAGES
    )


class Section(Record):
    """The heading of a part of a document."""

    number: Line = Field(description="As the document numbers it.", examples=["III.B"])
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
    effective: Day = Field(description="Since when the change holds.", examples=["2025-12-03"])
    text: LocalizedText = Field(description="What changed.", examples=TWO_LANGUAGES)


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
        description="Where it stands.", examples=["in-force"]
    )
    effective: Day | None = Field(
        default=None, description="Since when it holds.", examples=["2025-12-03"]
    )
    adopted: Day | None = Field(
        default=None, description="When it was adopted.", examples=["2025-11-03"]
    )
    reviewed: Day | None = Field(
        default=None, description="When it was last reviewed.", examples=["2026-01-15"]
    )
    archived: Day | None = Field(
        default=None, description="The day of the archived copy.", examples=["2003-06-22"]
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
    sections: tuple[Section, ...] = Field(
        default=(), description="Headings of its parts, in order.", examples=[[]]
    )
    statements: tuple[Statement, ...] = Field(
        description="What it says, in its order.", examples=[[]]
    )
    revisions: tuple[Revision, ...] = Field(default=(), description="Its changes.", examples=[[]])

    @model_validator(mode="after")
    def _dates_agree(self) -> Document:
        newest = max((revision.effective for revision in self.revisions), default=None)
        if newest and self.effective and self.effective > newest:
            raise Misfit(
                "effective",
                f"is effective from {self.effective}, after its own newest revision of {newest}; correct the one or add the missing revision",
            )
        if newest and self.effective and self.effective < newest:
            raise Misfit(
                "effective",
                f"is effective from {self.effective}, but its newest revision is of {newest}; give the newest date as effective",
            )
        if self.adopted and self.effective and self.adopted > self.effective:
            raise Misfit(
                "adopted",
                f"is adopted on {self.adopted}, after it is effective from {self.effective}; correct one of the dates",
            )
        if self.status == "archived" and not self.archived:
            raise Misfit(
                "status",
                "is archived, so it needs the date of the archived copy (archived: 2003-06-22)",
            )
        if self.status == "in-force" and not self.effective:
            raise Misfit(
                "status",
                "is in force, so it needs the date since when (effective: 2025-12-03); or set its status to undated",
            )
        return self


class Retention(Record):
    """How long something is kept: a period, or the source's own vague words, marked as vague."""

    period: Period | None = Field(
        default=None, description="A number and a unit.", examples=["12 months"]
    )
    at_most: bool = Field(
        default=False,
        description="true if the period is a limit: at most 12 months.",
        examples=[True],
    )
    vague: LocalizedText | None = Field(
        default=None,
        description="The source's own words, if it gives no period.",
        examples=[{"en": "as short as operations need", "es": "lo menos que exige el servicio"}],
    )

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Retention:
        if bool(self.period) == bool(self.vague):
            raise NotAllowed(
                MISFIT,
                "needs either a period (12 months) or the source's own vague words, not both; "
                "leave retention out if the source says nothing",
            )
        if self.at_most and not self.period:
            raise Misfit("at_most", "says at_most without a period; add the period")
        return self


class Practice(Record):
    """What the library does with data about a patron in one situation."""

    id: Identifier = Field(
        description="The short name by which pages call it.", examples=["web-logs"]
    )
    situation: Identifier = Field(
        description="A term of data/terms/situations.yml.", examples=["website"]
    )
    on_label: bool = Field(
        default=True,
        description="false keeps it off the short table on the first page.",
        examples=[True],
    )
    title: LocalizedText = Field(
        description="A short name for it.",
        examples=[{"en": "Website logs", "es": "Registros del sitio web"}],
    )
    data: tuple[Identifier, ...] = Field(
        default=(),
        description="Terms of data/terms/data_categories.yml; none if nothing is collected.",
        examples=[["ip-address"]],
    )
    note: LocalizedText = Field(
        description="What happens, in a sentence or two.", examples=TWO_LANGUAGES
    )
    purposes: tuple[Identifier, ...] = Field(
        default=(), description="Terms of data/terms/purposes.yml.", examples=[["lending"]]
    )
    recipients: tuple[Identifier, ...] = Field(
        default=(),
        description="Terms of data/terms/recipients.yml: who sees it, where the source says so.",
        examples=[["library-staff"]],
    )
    retention: Retention | None = Field(
        default=None,
        description="How long it is kept; leave out if the source does not say.",
        examples=[{"period": "12 months"}],
    )
    identifies: Answer = Field(
        default="unknown",
        description="Does it identify a person? Write yes, no or unknown.",
        examples=["no"],
    )
    optional: Answer = Field(
        default="unknown",
        description="May the patron leave it out? Write yes, no or unknown.",
        examples=["yes"],
    )
    source: Sources = _source_field()


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
        description="What the promise rules out altogether, so that Aviso finds records that say otherwise.",
        examples=[["outside-counters"]],
    )
    source: Sources = _source_field()


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
    source: Sources = _source_field()


class AgeRule(Record):
    """What an adult may see of a child's record."""

    id: Identifier = Field(
        description="The short name by which pages call it.", examples=["under-13"]
    )
    from_age: int | None = Field(
        default=None,
        ge=0,
        le=120,
        description="The first age that it holds for; leave out for: under …",
        examples=[13],
    )
    to_age: int | None = Field(
        default=None,
        ge=0,
        le=120,
        description="The last age that it holds for: 12 for under 13.",
        examples=[17],
    )
    who: LocalizedText = Field(description="Who may ask.", examples=TWO_LANGUAGES)
    must_show: LocalizedText = Field(description="What they must show.", examples=TWO_LANGUAGES)
    may_see: LocalizedText = Field(
        description="What they may see or be told.", examples=TWO_LANGUAGES
    )
    never: LocalizedText = Field(description="What is not released.", examples=TWO_LANGUAGES)
    source: Sources = _source_field()

    @model_validator(mode="after")
    def _ages_are_in_order(self) -> AgeRule:
        if self.from_age is None and self.to_age is None:
            raise NotAllowed(MISFIT, "gives no age; add from_age, to_age or both")
        if self.from_age is not None and self.to_age is not None and self.from_age > self.to_age:
            raise Misfit(
                "from_age", f"runs from {self.from_age} to {self.to_age}; put the smaller age first"
            )
        return self


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
    source: Sources = _source_field()


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
    source: Sources = _source_field()


class VendorUse(Record):
    """What one library adds to a vendor's record."""

    vendor: Identifier = Field(
        description="The name of a file in data/vendors/, without .yml.", examples=["hoopla"]
    )
    used_since: Day | None = Field(
        default=None,
        description="Since when the library has used it, if known.",
        examples=["2021-07-01"],
    )
    state: Literal["sent", "not-sent", "not-verified"] = Field(
        description="Does the library send patron data to it? not-verified where nobody has checked.",
        examples=["not-verified"],
    )
    sends: tuple[Identifier, ...] = Field(
        default=(),
        description="What is sent: terms of data/terms/data_categories.yml.",
        examples=[["library-card-number"]],
    )
    since: Day | None = Field(
        default=None,
        description="The date of the last check; for not-verified, since when nobody has checked.",
        examples=["2020-04-14"],
    )
    note: LocalizedText | None = Field(
        default=None, description="Anything a patron should know.", examples=TWO_LANGUAGES
    )
    evidence: Evidence | None = Field(
        default=None,
        description="The page that shows the use.",
        examples=[{"url": "https://www.example.org/news"}],
    )
    source: Sources = _source_field()

    @model_validator(mode="after")
    def _state_and_data_agree(self) -> VendorUse:
        if self.state == "sent" and not self.sends:
            raise Misfit("state", 'has the state "sent", so sends must list what is sent')
        if self.state != "sent" and self.sends:
            raise Misfit(
                "sends",
                f'lists data under sends, but its state is "{self.state}"; set the state to sent or delete the list',
            )
        return self


class LawUse(Record):
    """How one library comes to name a law."""

    law: Identifier = Field(description="An id of data/laws.yml.", examples=["ca-gov-6267"])
    as_cited: Line | None = Field(
        default=None,
        description="The citation as the library's own document writes it.",
        examples=["California Government Code § 6267"],
    )
    note: LocalizedText | None = Field(
        default=None,
        description="What the library says of it, or what to know of the citation.",
        examples=TWO_LANGUAGES,
    )
    source: Sources = _source_field()


class QuickAnswer(Record):
    """One of the things that people come for, with its short answer and where to read on."""

    question: LocalizedText = Field(
        description="In the reader's words.",
        examples=[{"en": "Take my email off my record", "es": "Quitar mi correo de mi registro"}],
    )
    answer: LocalizedText = Field(description="The answer in a sentence.", examples=TWO_LANGUAGES)
    link: Line = Field(
        description="The page, and the heading on it.", examples=["choices.md#email"]
    )
    source: Sources = _source_field()


class OpenQuestion(Record):
    """What the sources leave open or contradict, said aloud instead of smoothed over."""

    id: Identifier = Field(
        description="The short name by which pages call it.", examples=["retention-of-cards"]
    )
    text: LocalizedText = Field(description="What is not known.", examples=TWO_LANGUAGES)
    between: tuple[Line, ...] = Field(
        default=(),
        description="The ids of the records that do not agree, if that is what it tells; aviso check then leaves them alone.",
        examples=[["card-details", "account-notices"]],
    )
    source: Sources = _source_field()


class LocalException(Record):
    """Where a member library differs from its system's notice."""

    id: Identifier = Field(
        description="The short name by which pages call it.", examples=["own-cameras"]
    )
    text: LocalizedText = Field(description="How it differs.", examples=TWO_LANGUAGES)


class SecurityContact(Record):
    """Where somebody who finds a hole in the security of the notice's site can say so (RFC 9116)."""

    contact: Identifier = Field(
        description="The id of an entry under contacts that has an email address, a telephone number or a form.",
        examples=["web-office"],
    )
    expires: Day = Field(
        description="Until when this is right; less than a year ahead is best. Renew it before.",
        examples=["2027-01-31"],
    )
    languages: tuple[Language, ...] = Field(
        description="The languages that one may write in, as codes.", examples=[["en", "es"]]
    )

    @model_validator(mode="after")
    def _a_language_is_named(self) -> SecurityContact:
        if not self.languages:
            raise Misfit(
                "languages", "names no languages; list those that one may write in, like [en, es]"
            )
        return self


class GlobalPrivacyControl(Record):
    """Whether the library heeds the signal by which a browser says: do not sell or share my data."""

    honored: Literal["yes", "no"] = Field(
        description="Does the library heed the signal? Write yes or no.", examples=["yes"]
    )
    updated: Day = Field(description="The day of which this statement is.", examples=["2026-02-01"])
    source: Sources = _source_field()


class ReadingLimit(Record):
    """How hard pages may be to read in one language."""

    language: Language = Field(description="The language.", examples=["en"])
    value: int = Field(
        ge=0,
        le=120,
        description="English: the highest school grade, usually 9. Spanish: the lowest ease (INFLESZ), usually 55.",
        examples=[9],
    )
    pages: tuple[Identifier, ...] = Field(
        default=(),
        description="The pages that it holds for; leave out for all.",
        examples=[["laws"]],
    )
    why: Line | None = Field(
        default=None,
        description="Why these pages may be harder.",
        examples=["They name the steps of a legal procedure."],
    )


class Library(Record):
    """One library (the controller of patrons' data), a system of libraries, or a member that takes over its system's notice."""

    name: LocalizedText = Field(
        description="The full name; in Spanish, as Spanish readers call it.", examples=TWO_LANGUAGES
    )
    short_name: LocalizedText = Field(description="For tight places.", examples=TWO_LANGUAGES)
    kind: Literal["library", "system", "member"] = Field(
        description="system: has member libraries; member: takes over its system's notice.",
        examples=["library"],
    )
    system: Identifier | None = Field(
        default=None, description="For a member: the id of its system.", examples=["example"]
    )
    jurisdiction: LocalizedText = Field(
        description="The state whose law holds.",
        examples=[{"en": "California", "es": "California"}],
    )
    website: Address = Field(
        description="The library's own site.", examples=["https://www.example.org"]
    )
    address: SiteAddress = Field(
        default="",
        description="Where this notice is published, ending with a slash. Leave out if it is below the front page, in a folder with the library's id.",
        examples=["https://privacy.example.org/"],
        json_schema_extra=_without_default,
    )
    listed: Literal["yes", "no"] = Field(
        default="yes",
        description="Does the front page list this library? no keeps its site and leaves it off that page.",
        examples=["yes"],
    )
    branding: Branding = Field(description="Colour and logo.", examples=[{"color": "#14594f"}])
    prevailing_language: Language | None = Field(
        default=None,
        description="The language whose text decides where two differ; leave out if none comes first.",
        examples=["en"],
    )
    reading_limits: tuple[ReadingLimit, ...] = Field(
        default=(),
        description="How hard pages may be to read, where it is not as usual.",
        examples=[[]],
    )
    publication: Publication = Field(
        description="Draft or published.", examples=[{"state": "draft"}]
    )
    website_log: tuple[Identifier, ...] | Literal["nothing"] | None = Field(
        default=None,
        description="What the web server of this notice logs of a visit, if it is less than the practices of the situation website say: terms of data/terms/data_categories.yml, or nothing.",
        examples=[["visit-time", "pages-visited"]],
    )
    security: SecurityContact | None = Field(
        default=None,
        description="Whom to tell of a hole in the site's security; becomes .well-known/security.txt.",
        examples=[{"contact": "web-office", "expires": "2027-01-31", "languages": ["en", "es"]}],
    )
    global_privacy_control: GlobalPrivacyControl | None = Field(
        default=None,
        description="Whether the library heeds Global Privacy Control; becomes .well-known/gpc.json.",
        examples=[{"honored": "yes", "updated": "2026-02-01"}],
    )
    quick_answers: tuple[QuickAnswer, ...] = Field(
        default=(), description="The things that people come for: three is best.", examples=[[]]
    )
    contacts: tuple[Contact, ...] = Field(
        default=(),
        description="Whom patrons can reach; none where the library names none.",
        examples=[[]],
    )
    documents: tuple[Document, ...] = Field(
        default=(), description="The sources of authority.", examples=[[]]
    )
    practices: tuple[Practice, ...] = Field(
        default=(), description="What is done with data, by situation.", examples=[[]]
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
    vendors: tuple[VendorUse, ...] = Field(
        default=(), description="The companies that the library works with.", examples=[[]]
    )
    laws: tuple[LawUse, ...] = Field(
        default=(), description="The laws and standards that it names or keeps to.", examples=[[]]
    )
    open_questions: tuple[OpenQuestion, ...] = Field(
        default=(), description="What the sources leave open.", examples=[[]]
    )
    exceptions: tuple[LocalException, ...] = Field(
        default=(), description="For a member: where it differs from its system.", examples=[[]]
    )

    @model_validator(mode="after")
    def _kind_and_system_agree(self) -> Library:
        if self.kind == "member" and not self.system:
            raise Misfit(
                "kind",
                'the kind is "member", so the library must name its system (system: example)',
            )
        if self.kind != "member" and (self.system or self.exceptions):
            raise Misfit(
                "kind",
                f'the kind is "{self.kind}", so there can be no system and no exceptions; set kind to member or delete them',
            )
        return self

    @model_validator(mode="after")
    def _the_log_is_listed(self) -> Library:
        if self.website_log == ():
            raise Misfit(
                "website_log", "website_log is an empty list; list what is logged, or write nothing"
            )
        return self
