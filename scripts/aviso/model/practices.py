"""What a library does with data about patrons, and how long it keeps them."""

from __future__ import annotations

from functools import cache

from pydantic import Field, model_validator

from aviso.model.choices import ANSWER_HELP, Choice, ChoiceAnswer, Consent
from aviso.model.fields import Answer, Identifier
from aviso.model.keepers import Keeper
from aviso.model.localized import LocalizedText
from aviso.model.recipients import Recipient, make_plain_recipient
from aviso.model.record import InconsistentRecord, Record
from aviso.model.retention import Retention, Stages
from aviso.model.sources import TWO_LANGUAGES, Sources, make_source_field


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
        description="false keeps it off the privacy label on the first page, if another "
        "practice of its situation is on it.",
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
    shown: tuple[Identifier, ...] = Field(
        default=(),
        description="Data that are only shown and not kept, such as a photo ID at the desk: terms "
        "of data/terms/data_categories.yml.",
        examples=[["photo-id"]],
    )
    note: LocalizedText = Field(
        description="What happens, in a sentence or two.", examples=TWO_LANGUAGES
    )
    purposes: tuple[Identifier, ...] = Field(
        default=(), description="Terms of data/terms/purposes.yml.", examples=[["lending"]]
    )
    recipients: tuple[Identifier | Recipient, ...] = Field(
        default=(),
        description="Who sees it, if the source says so: terms of data/terms/recipients.yml. For "
        "somebody who sees only a part of it, or only on a condition, write an entry of "
        "its own with who, data and when.",
        examples=[
            ["library-staff"],
            [{"who": "law-enforcement", "when": TWO_LANGUAGES[0]}],
        ],
    )
    audiences: tuple[Identifier | LocalizedText, ...] = Field(
        default=(),
        description="Whose data they are, if not every patron's: terms of "
        "data/terms/audiences.yml, or your own words.",
        examples=[["donors"]],
    )
    retention: Stages | None = Field(
        default=None,
        description="How long it is kept: one stage, or a list of stages; leave out if the source "
        "does not say.",
        examples=[{"period": "12 months"}, [{"until": "returned"}]],
    )
    kept_by: Keeper | None = Field(
        default=None,
        description="Who keeps it, if not this library: system, town, a company that the library "
        "lists under vendors, or a name.",
        examples=["system", {"name": {"en": "State Archives", "es": "Archivos del Estado"}}],
    )
    identifies: Answer = Field(
        default="unknown",
        description="Does it identify a person? Write yes, no or unknown.",
        examples=["no"],
    )
    optional: ChoiceAnswer | Choice = Field(
        default="unknown",
        description=f"May the patron refuse? Write {ANSWER_HELP} To say how to change it, write "
        "answer, and how, contact or procedure, on lines of their own below it.",
        examples=["yes", {"answer": "opt-out", "contact": "email-removal"}],
    )
    consent: tuple[Consent, ...] = Field(
        default=(),
        description="Whose consent is needed; leave out if the document does not say.",
        examples=[[{"by": "parent", "to_age": 12}]],
    )
    legal_basis: tuple[Identifier | LocalizedText, ...] = Field(
        default=(),
        description="The legal basis, if a law requires one: terms of data/terms/legal_bases.yml, "
        "or your own words.",
        examples=[["public-interest"]],
    )
    server_log: bool = Field(
        default=False,
        description="true if this is the log of the web server: the server of this notice may then "
        "log the data in the list, and keep them no longer than retention says. Without "
        "it, this entry does not affect the log.",
        examples=[True],
    )
    source: Sources = make_source_field()

    @property
    def stages(self) -> tuple[Retention, ...]:
        """How long it is kept, stage by stage; empty if the source does not say."""
        found = self.retention
        return () if found is None else (found,) if isinstance(found, Retention) else found

    @model_validator(mode="after")
    def _stages_are_of_its_data(self) -> Practice:
        if self.retention == ():
            raise InconsistentRecord(
                "retention", "has a list of stages that is empty; leave retention out"
            )
        for stage in self.stages:
            if isinstance(stage.of, str) and stage.of not in self.data:
                raise InconsistentRecord(
                    "retention",
                    f'says how long "{stage.of}" is kept, which data does not list; add it to '
                    "data, or correct of",
                )
        return self

    @property
    def receivers(self) -> tuple[Recipient, ...]:
        """Everybody who receives data; a plain id receives all of it, without a condition."""
        return tuple(
            one if isinstance(one, Recipient) else make_plain_recipient(one)
            for one in self.recipients
        )

    @property
    def has_plain_recipients(self) -> bool:
        """Tell whether every recipient receives all of the data, without a condition."""
        return all(isinstance(one, str) for one in self.recipients)

    @property
    def choice(self) -> Choice:
        """Whether the patron can refuse, and how to change it."""
        if isinstance(self.optional, Choice):
            return self.optional
        return _make_plain_choice(self.optional)


@cache
def _make_plain_choice(answer: ChoiceAnswer) -> Choice:
    return Choice.model_construct(answer=answer)
