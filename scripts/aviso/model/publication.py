"""Whether a library has approved the wording of its notice."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from aviso.model.fields import Day
from aviso.model.localized import LocalizedText
from aviso.model.record import InconsistentRecord, Record


class Publication(Record):
    """Whether the library has approved the wording."""

    state: Literal["draft", "published", "model"] = Field(
        description="draft: marked on every page and kept out of search engines; model: an "
        "invented library to learn from.",
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
    next_review: Day | None = Field(
        default=None,
        description="By when the library looks at the approved notice again.",
        examples=["2027-03-02"],
    )

    @property
    def is_model(self) -> bool:
        """Whether the library is invented, to learn from."""
        return self.state == "model"

    @property
    def is_approved(self) -> bool:
        """Whether somebody has approved the wording; a model says so too, as an example."""
        return self.approved_on is not None

    @model_validator(mode="after")
    def _a_published_notice_is_approved(self) -> Publication:
        if self.state == "published" and not (self.approved_by and self.approved_on):
            raise InconsistentRecord(
                "state",
                'is "published", so it needs approved_by and approved_on; or set the state to '
                "draft",
            )
        if self.state == "draft" and (self.approved_by or self.approved_on):
            raise InconsistentRecord(
                "state",
                'is a "draft", so it cannot have approved_by or approved_on; or set the state to '
                "published",
            )
        if bool(self.approved_by) != bool(self.approved_on):
            raise InconsistentRecord("state", "needs both approved_by and approved_on, or neither")
        if self.next_review and not self.approved_on:
            raise InconsistentRecord(
                "next_review",
                "says when the notice is reviewed next, but nobody has approved it; add "
                "approved_by and approved_on, or delete next_review",
            )
        return self
