"""The facts that all libraries share: vendors and laws, each with its evidence."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from aviso.model.editions import Editions
from aviso.model.evidence import Evidence
from aviso.model.fields import Address, Answer, Day, DocumentDate, Identifier, Line
from aviso.model.kept_for import KeptFor
from aviso.model.localized import LocalizedText
from aviso.model.record import InconsistentRecord, Record

# The statuses that need no further explanation.
WITHOUT_POSITION = {"current", "secondary-copy", "cited-not-checked"}


class Vendor(Record):
    """A company (a processor) that serves libraries, or a group that a source leaves unnamed."""

    name: Line | LocalizedText = Field(
        description="The name that patrons know; in two languages only if it differs.",
        examples=["OverDrive (Libby)"],
    )
    kind: Literal["company", "group"] = Field(
        default="company",
        description="company: one named vendor; group: several that the source does not name.",
        examples=["company"],
    )
    parent_company: Line | None = Field(
        default=None,
        description="The company that owns it, where known.",
        examples=["Midwest Tape"],
    )
    service: LocalizedText = Field(
        description="What patrons use it for.",
        examples=[{"en": "Ebooks to borrow", "es": "Libros electrónicos en préstamo"}],
    )
    category: Identifier = Field(
        description="A term of data/terms/vendor_categories.yml.", examples=["ebooks"]
    )
    website: Address | None = Field(
        default=None, description="The vendor's own site.", examples=["https://www.overdrive.com"]
    )
    privacy_policy: Address | Editions | None = Field(
        default=None,
        description="Its privacy policy: the address, or the address of each edition by the code "
        "of its language. One address alone is that of the edition in the project’s default "
        "language.",
        examples=[
            "https://www.overdrive.com/policies/privacy-policy",
            {"en": "https://www.example.org/privacy", "es": "https://www.example.org/privacidad"},
        ],
    )
    data_received: tuple[Identifier, ...] | Literal["unknown"] = Field(
        description='Data categories that it collects or is sent, according to a page; "unknown" '
        "if no page says so. It never promises that nothing else is collected.",
        examples=[["email", "library-card-number"]],
    )
    typed: tuple[Identifier, ...] | Literal["unknown"] | None = Field(
        default=None,
        description="Of the data received, what patrons type in themselves; the rest comes from "
        "their devices, or from the library, which lists it under sends. Or unknown.",
        examples=[["email"]],
    )
    retention: KeptFor | LocalizedText | None = Field(
        default=None,
        description="How long it keeps data: a number and a unit, your own words in each "
        "language, or unknown.",
        examples=["2 years"],
    )
    deletion: Literal["unknown"] | LocalizedText | None = Field(
        default=None,
        description="How patrons can have data deleted there, in your own words, or unknown.",
        examples=[
            {"en": "By the form on its privacy page", "es": "Con el formulario de su página"}
        ],
    )
    subprocessors: tuple[Line, ...] | Literal["unknown", "none"] | None = Field(
        default=None,
        description="Other companies that it passes data to; none, if it says so; or unknown.",
        examples=[["Amazon Web Services"]],
    )
    stored_in: Literal["unknown"] | LocalizedText | None = Field(
        default=None,
        description="Where data are stored, in your own words, or unknown.",
        examples=[{"en": "In the United States", "es": "En los Estados Unidos"}],
    )
    audit: Literal["unknown"] | LocalizedText | None = Field(
        default=None,
        description="An audit or a certification with its year, in your own words, or unknown.",
        examples=[{"en": "SOC 2 Type II, 2025", "es": "SOC 2 tipo II, 2025"}],
    )
    details_evidence: Evidence | None = Field(
        default=None,
        description="The page that states these further facts: from typed to audit.",
        examples=[{"url": "https://www.example.org/privacy"}],
    )
    account_needed: Answer = Field(
        default="unknown",
        description="Does a patron need a sign-in beyond the library card? Write yes, no or "
        "unknown.",
        examples=["no"],
    )
    reviewed_on: Day | None = Field(
        default=None,
        description="When somebody last read its policy for this register; leave out if nobody "
        "has.",
        examples=["2026-02-10"],
    )
    on_library_pages: Answer = Field(
        default="unknown",
        description="Does its service run on the library’s own web pages, like a counter of "
        "visits or a chat? Write yes, no or unknown.",
        examples=["yes"],
    )
    evidence: Evidence | None = Field(
        default=None,
        description="The page that names the data received.",
        examples=[{"url": "https://www.example.org/privacy"}],
    )

    def list_policies(self, default: str) -> dict[str, str]:
        """Return the address of each edition of its policy by language.

        ``default`` is the language of a policy whose language is not written.
        """
        if isinstance(self.privacy_policy, Editions):
            return dict(self.privacy_policy.root)
        return {default: self.privacy_policy} if self.privacy_policy else {}

    def select_policy(self, locale: str, default: str) -> tuple[str, str]:
        """Return the policy for readers of a language, and its language if it is not theirs.

        Where there is none in their language, it is that in the ``default`` one, or else the
        first. Both are "" without any.
        """
        editions = self.list_policies(default)
        if locale in editions:
            return editions[locale], ""
        found = default if default in editions else next(iter(editions), "")
        return editions.get(found, ""), found

    @model_validator(mode="after")
    def _what_is_typed_is_received(self) -> Vendor:
        if self.typed == () or self.subprocessors == ():
            key = "typed" if self.typed == () else "subprocessors"
            raise InconsistentRecord(
                key, f'{key} is an empty list, which would read as "nothing"; write unknown'
            )
        if isinstance(self.typed, tuple) and isinstance(self.data_received, tuple):
            missing = sorted({*self.typed} - {*self.data_received})
            if missing:
                raise InconsistentRecord(
                    "typed",
                    f"lists {', '.join(missing)} under typed, but not under data_received; what "
                    "patrons type in is received, too",
                )
        return self

    @model_validator(mode="after")
    def _data_received_is_not_empty(self) -> Vendor:
        if self.data_received == ():
            raise InconsistentRecord(
                "data_received",
                'data_received is an empty list, which would read as "nothing"; list the data, or '
                "write unknown",
            )
        return self


class Law(Record):
    """A law, regulation, code of ethics or standard, and its status today."""

    citation: Line | LocalizedText = Field(
        description="How it is cited.", examples=["Cal. Gov. Code § 7927.105"]
    )
    title: LocalizedText = Field(
        description="What it is called.",
        examples=[{"en": "Patron use records", "es": "Registros de uso de los usuarios"}],
    )
    kind: Literal["law", "guidance", "ethics", "standard", "resolution"] = Field(
        default="law", description="What sort of rule it is.", examples=["law"]
    )
    status: Literal[
        "current",
        "renumbered",
        "expired",
        "updated",
        "in-part",
        "secondary-copy",
        "cited-not-checked",
    ] = Field(
        description="Its status on the day of the check. secondary-copy: its text was read in a "
        "copy, and nobody has checked whether it is still in force; cited-not-checked: its text "
        "was not read.",
        examples=["renumbered"],
    )
    since: DocumentDate | None = Field(
        default=None,
        description="Since when it has had that status: a day, or only the month or the year.",
        examples=["2023-01-01"],
    )
    replaced_by: Identifier | None = Field(
        default=None,
        description="The id of the law that replaces it.",
        examples=["ca-gov-7927-105"],
    )
    checked_on: Day | None = Field(
        default=None,
        description="When somebody last checked the status. A law whose status is "
        "cited-not-checked has none; all others need it.",
        examples=["2026-11-22"],
    )
    address: Address | None = Field(
        default=None,
        description="Where the text can be read.",
        examples=["https://www.nysenate.gov/legislation/laws/CVP/4509"],
    )
    cited_as: tuple[Line, ...] = Field(
        default=(),
        description="How texts cite it, in both languages, as short as possible. Aviso then finds "
        "texts that cite an old law.",
        examples=[["Gov. Code § 6267"]],
    )
    miscited_as: tuple[Line, ...] = Field(
        default=(), description="How texts cite it wrongly.", examples=[["CPL 4509"]]
    )
    known_from: Evidence | None = Field(
        default=None,
        description="The source for the present position.",
        examples=[{"url": "https://www.example.org/bill"}],
    )
    explanation: LocalizedText = Field(
        description="What it says, in plain words.",
        examples=[
            {
                "en": "Library records are confidential.",
                "es": "Los registros de la biblioteca son confidenciales.",
            }
        ],
    )
    present_position: LocalizedText | None = Field(
        default=None,
        description="What a reader of an older citation needs to know today.",
        examples=[
            {
                "en": "Since January 1, 2023 the rule stands in § 7927.105.",
                "es": "Desde el 1 de enero de 2023, la norma está en el § 7927.105.",
            }
        ],
    )
    unsure: LocalizedText | None = Field(
        default=None,
        description="What is still uncertain.",
        examples=[
            {
                "en": "We are not sure how it applies.",
                "es": "No sabemos con certeza cómo se aplica.",
            }
        ],
    )

    @property
    def is_checked(self) -> bool:
        """Whether its status was compared with the law as it is, not only with a copy."""
        return self.status not in ("secondary-copy", "cited-not-checked")

    @model_validator(mode="after")
    def _a_changed_law_says_what_stands_today(self) -> Law:
        if self.status not in WITHOUT_POSITION and self.present_position is None:
            raise InconsistentRecord(
                "status",
                f'has the status "{self.status}" but no present_position; say in both languages '
                "what is in force today",
            )
        return self

    @model_validator(mode="after")
    def _a_status_is_checked_or_said_not_to_be(self) -> Law:
        if self.status == "cited-not-checked" and self.checked_on:
            raise InconsistentRecord(
                "checked_on",
                'has the status "cited-not-checked", so nobody has checked it; delete '
                "checked_on, or write the present status",
            )
        if self.status != "cited-not-checked" and not self.checked_on:
            raise InconsistentRecord(
                "status",
                f'has the status "{self.status}" but no checked_on; write when somebody checked '
                "it, or the status cited-not-checked",
            )
        return self
