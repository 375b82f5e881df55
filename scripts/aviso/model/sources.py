"""The field with which a fact names the statements that support it."""

from __future__ import annotations

from pydantic import Field

from aviso.model.fields import StatementId

Sources = tuple[StatementId, ...]
SOURCE_HELP = "The statements of this library's documents that support it."
# The example of a text whose words do not matter.
TWO_LANGUAGES = [{"en": "…", "es": "…"}]


def make_source_field() -> Sources:
    """Return the field ``source`` of a record, as pydantic wants it."""
    return Field(default=(), description=SOURCE_HELP, examples=[["EX-01"]])
