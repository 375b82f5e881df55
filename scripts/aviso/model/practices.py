"""What a library does with data about patrons, and how long it keeps them."""

from __future__ import annotations

from pydantic import Field, model_validator

from aviso.model.fields import Answer, Identifier, Period
from aviso.model.localized import LocalizedText
from aviso.model.record import MISFIT, Misfit, NotAllowed, Record
from aviso.model.sources import TWO_LANGUAGES, Sources, make_source_field


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
    server_log: bool = Field(
        default=False,
        description="true if this is the log of the web server: the server of this notice may "
        "then log what data lists, and no longer than retention says. Without it, no log is "
        "made from this entry.",
        examples=[True],
    )
    source: Sources = make_source_field()
