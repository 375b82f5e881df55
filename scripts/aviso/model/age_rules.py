"""The rules of a library's documents for people of certain ages, or of any age."""

from __future__ import annotations

from pydantic import Field, model_validator

from aviso.model.fields import Identifier
from aviso.model.localized import LocalizedText
from aviso.model.record import MISFIT, InconsistentRecord, InvalidValue, Record
from aviso.model.sources import TWO_LANGUAGES, Sources, make_source_field

# The subjects of a rule without one: what others may see, and what is collected.
SEEING = "seeing"
COLLECTING = "collecting"


class AgeRule(Record):
    """What an adult may see of a child's record, or what is collected from children.

    Without an age, it applies to every age.
    """

    id: Identifier = Field(
        description="The short name by which pages call it.", examples=["under-13"]
    )
    from_age: int | None = Field(
        default=None,
        ge=0,
        le=120,
        description="The first age that it applies to; leave out for: under …",
        examples=[13],
    )
    to_age: int | None = Field(
        default=None,
        ge=0,
        le=120,
        description="The last age that it applies to: 12 for under 13. Leave out both ages for a "
        "rule that applies to every age.",
        examples=[17],
    )
    subject: Identifier | None = Field(
        default=None,
        description="An id of your own for the subject of the rule. Rules with the same subject "
        "divide the ages among them. Needed only if rules for other ages are about "
        "something else.",
        examples=["computers"],
    )
    who: LocalizedText | None = Field(
        default=None, description="Who may ask.", examples=TWO_LANGUAGES
    )
    must_show: LocalizedText | None = Field(
        default=None,
        description="What they must show, if the source says so.",
        examples=TWO_LANGUAGES,
    )
    may_see: LocalizedText | None = Field(
        default=None, description="What they may see or be told.", examples=TWO_LANGUAGES
    )
    never: LocalizedText | None = Field(
        default=None,
        description="What is not released, if the source says so.",
        examples=TWO_LANGUAGES,
    )
    collected: LocalizedText | None = Field(
        default=None,
        description="What is collected from people of this age, or that nothing is.",
        examples=[
            {
                "en": "The name and the birth date",
                "es": "El nombre y la fecha de nacimiento",
            }
        ],
    )
    consent: LocalizedText | None = Field(
        default=None,
        description="Who must agree before that, if the source says so.",
        examples=[{"en": "A parent or guardian", "es": "La madre, el padre o el tutor"}],
    )
    source: Sources = make_source_field()

    @property
    def is_for_every_age(self) -> bool:
        """Tell whether it applies to every age."""
        return not self.from_age and self.to_age is None

    @property
    def is_about_seeing(self) -> bool:
        """Tell whether it says what others may see."""
        return any((self.who, self.must_show, self.may_see, self.never))

    @property
    def is_about_collecting(self) -> bool:
        """Tell whether it says what is collected, or who agrees to it."""
        return any((self.collected, self.consent))

    @property
    def subjects(self) -> tuple[str, ...]:
        """What it is about: its own subject, or what follows from what it says."""
        if self.subject:
            return (self.subject,)
        said = (SEEING, self.is_about_seeing), (COLLECTING, self.is_about_collecting)
        return tuple(name for name, is_said in said if is_said)

    @model_validator(mode="after")
    def _ages_are_in_order(self) -> AgeRule:
        if self.from_age is not None and self.to_age is not None and self.from_age > self.to_age:
            raise InconsistentRecord(
                "from_age", f"runs from {self.from_age} to {self.to_age}; put the smaller age first"
            )
        return self

    @model_validator(mode="after")
    def _something_is_said(self) -> AgeRule:
        if not any((self.may_see, self.never, self.collected, self.consent)):
            raise InvalidValue(
                MISFIT,
                "says nothing; add what the document says under may_see, never, collected or "
                "consent, or delete the rule",
            )
        return self
