"""The contacts of a library, for patrons and for people who find a security hole."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from aviso.core.rules import Rule
from aviso.model.fields import Address, Day, Email, Identifier, Language, Line, Telephone
from aviso.model.localized import LocalizedText
from aviso.model.record import InconsistentRecord, InvalidValue, Record
from aviso.model.sources import Sources, make_source_field

CONTACT_UNREACHABLE = Rule(
    "facts/contact-unreachable",
    "A contact gives no way to reach anyone",
    why="A notice names contacts so that patrons can ask, complain or have data deleted. A "
    "contact without an address helps nobody.",
    cure="Add an email address, a telephone number, a postal address or a form to the contact, or "
    "delete it.",
)


class Verification(Record):
    """Whether somebody has checked a fact, and when; or since when nobody has."""

    state: Literal["verified", "not-verified"] = Field(
        description="verified: somebody checked it on the date; not-verified: nobody has since "
        "the date.",
        examples=["not-verified"],
    )
    date: Day | None = Field(
        default=None,
        description="When it was checked, or since when it has not been. Leave out when no date "
        "is known.",
        examples=["2020-04-14"],
    )


class Contact(Record):
    """A person's role or an office that a patron can reach."""

    id: Identifier = Field(
        description="The short name by which pages call it.", examples=["email-removal"]
    )
    role: LocalizedText = Field(
        description="What people go to it for.",
        examples=[{"en": "Removing your email address", "es": "Quitar su correo electrónico"}],
    )
    name: LocalizedText | None = Field(
        default=None,
        description="An office or position, not a person.",
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
        description="The postal address, on one line.",
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
    accessibility: bool = Field(
        default=False,
        description="true if people write to it when something on these pages is in their way: "
        "the page about accessibility then shows it instead of all contacts.",
        examples=[True],
    )
    verification: Verification | None = Field(
        default=None,
        description="Whether somebody has checked that it still works.",
        examples=[{"state": "not-verified", "date": "2003-06-22"}],
    )
    source: Sources = make_source_field()

    @property
    def is_verified(self) -> bool:
        """Tell whether somebody has checked that people can be reached there."""
        return self.verification is not None and self.verification.state == "verified"

    @model_validator(mode="after")
    def _somebody_can_be_reached(self) -> Contact:
        if not (self.email or self.telephone or self.postal_address or self.form):
            raise InvalidValue(
                CONTACT_UNREACHABLE,
                "gives no way to reach anyone; add email, telephone, postal_address or form",
            )
        return self


class SecurityContact(Record):
    """Where people can report a security hole in the notice's site (RFC 9116)."""

    contact: Identifier = Field(
        description="The id of an entry under contacts that has an email address, a telephone "
        "number or a form.",
        examples=["web-office"],
    )
    expires: Day = Field(
        description="The day on which this entry expires; less than a year ahead is best. Renew "
        "it before then.",
        examples=["2027-01-31"],
    )
    languages: tuple[Language, ...] = Field(
        description="The languages that people may write in, as codes.", examples=[["en", "es"]]
    )

    @model_validator(mode="after")
    def _a_language_is_named(self) -> SecurityContact:
        if not self.languages:
            raise InconsistentRecord(
                "languages",
                "names no languages; list those that people may write in, like [en, es]",
            )
        return self
