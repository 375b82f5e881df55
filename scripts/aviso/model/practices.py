"""What a library does with data about patrons, and how long it keeps them."""

from __future__ import annotations

from pydantic import Field, model_validator

from aviso.model.fields import Answer, Identifier
from aviso.model.keepers import Keeper
from aviso.model.localized import LocalizedText
from aviso.model.record import Misfit, Record
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

    @property
    def stages(self) -> tuple[Retention, ...]:
        """How long it is kept, stage by stage; empty if the source does not say."""
        found = self.retention
        return () if found is None else (found,) if isinstance(found, Retention) else found

    @model_validator(mode="after")
    def _stages_are_of_its_data(self) -> Practice:
        if self.retention == ():
            raise Misfit("retention", "has a list of stages that is empty; leave retention out")
        for stage in self.stages:
            if isinstance(stage.of, str) and stage.of not in self.data:
                raise Misfit(
                    "retention",
                    f'says how long "{stage.of}" is kept, which data does not list; add it to '
                    "data, or correct of",
                )
        return self
