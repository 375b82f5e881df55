"""The file that notes the form of a project's records: ``data/records.yml``."""

from __future__ import annotations

from pydantic import Field

from aviso.model.record import Record


class FormNote(Record):
    """The form of the records of a project. ``aviso migrate`` writes it."""

    form: int = Field(
        ge=1,
        description="The number of the form; only aviso migrate raises it.",
        examples=[2],
    )
