"""The choices of a patron about data, and the consent that is needed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from aviso.model.fields import Identifier
from aviso.model.localized import LocalizedText
from aviso.model.record import InconsistentRecord, Record
from aviso.model.sources import TWO_LANGUAGES, Sources, make_source_field

ChoiceAnswer = Literal["yes", "no", "unknown", "opt-in", "opt-out", "required"]
ANSWER_HELP = (
    "yes, no or unknown; opt-in (off until the patron turns it on), opt-out (on until the patron "
    "objects) or required (the service is not available without it)."
)
OLDEST = 120
# The answers that leave the patron a choice, and those that leave none.
FREE = frozenset({"yes", "opt-in", "opt-out"})
WAYS = ("how", "contact", "procedure")
BOUND = frozenset({"no", "required"})


def are_opposite(one: ChoiceAnswer, other: ChoiceAnswer) -> bool:
    """Tell whether two answers about the same data contradict each other."""
    answers = {one, other}
    return bool(answers & FREE and answers & BOUND) or answers == {"opt-in", "opt-out"}


class Choice(Record):
    """Whether a patron can refuse, and how to change it."""

    answer: ChoiceAnswer = Field(description=ANSWER_HELP, examples=["opt-out"])
    how: LocalizedText | None = Field(
        default=None,
        description="How to change it, in the document's own words.",
        examples=[{"en": "Reply STOP.", "es": "Responda STOP."}],
    )
    contact: Identifier | None = Field(
        default=None,
        description="Whom to ask to change it: an id of contacts.",
        examples=["email-removal"],
    )
    procedure: Identifier | None = Field(
        default=None,
        description="The steps by which it is changed: an id of procedures.",
        examples=["own-record"],
    )
    source: Sources = make_source_field()

    @model_validator(mode="after")
    def _only_a_choice_can_be_changed(self) -> Choice:
        ways = [key for key in WAYS if getattr(self, key)]
        if ways and self.answer not in FREE:
            raise InconsistentRecord(
                "answer",
                f'is "{self.answer}", but {ways[0]} says how to change it; write yes, opt-in or '
                f"opt-out, or delete {ways[0]}",
            )
        return self

    @property
    def has_a_way(self) -> bool:
        """Tell whether it says how to change it."""
        return any(getattr(self, key) for key in WAYS)


class Consent(Record):
    """Whose consent is needed, and for which ages of the patron."""

    by: Identifier | LocalizedText = Field(
        description="Who consents: a term of data/terms/recipients.yml, such as patron or parent, "
        "or the document's own words.",
        examples=["parent"],
    )
    from_age: int | None = Field(
        default=None,
        ge=0,
        le=OLDEST,
        description="The patron's first age that it applies to; leave out for: under …",
        examples=[13],
    )
    to_age: int | None = Field(
        default=None,
        ge=0,
        le=OLDEST,
        description="The patron's last age that it applies to: 12 for under 13.",
        examples=[12],
    )
    how: LocalizedText | None = Field(
        default=None,
        description="How the consent is given, if the document says so.",
        examples=TWO_LANGUAGES,
    )
    source: Sources = make_source_field()

    @model_validator(mode="after")
    def _ages_are_in_order(self) -> Consent:
        if self.from_age is not None and self.to_age is not None and self.from_age > self.to_age:
            raise InconsistentRecord(
                "from_age", f"runs from {self.from_age} to {self.to_age}; put the smaller age first"
            )
        return self

    @property
    def ages(self) -> range:
        """The ages of the patron that it applies to."""
        first = self.from_age if self.from_age is not None else 0
        last = self.to_age if self.to_age is not None else OLDEST
        return range(first, last + 1)
