"""The recipients of data about a patron: who, which data, and on what condition."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from aviso.model.fields import Identifier
from aviso.model.localized import LocalizedText
from aviso.model.record import Record
from aviso.model.sources import Sources, make_source_field


class Recipient(Record):
    """Somebody who receives data of one practice: who, which of the data, and on what condition."""

    who: Identifier | LocalizedText = Field(
        description="A term of data/terms/recipients.yml, or the document's own words.",
        examples=["law-enforcement", {"en": "the town’s auditors", "es": "los auditores"}],
    )
    data: tuple[Identifier, ...] = Field(
        default=(),
        description="Which of the practice's data; leave out for all of them.",
        examples=[["images"]],
    )
    when: LocalizedText | None = Field(
        default=None,
        description="On what condition, in the document's own words. It follows a comma: only "
        "when a judge orders it.",
        examples=[{"en": "only when a judge orders it", "es": "solo si lo ordena un juez"}],
    )
    source: Sources = make_source_field()


@lru_cache(maxsize=256)
def make_plain_recipient(identifier: str) -> Recipient:
    """Return the recipient that a plain id stands for: it receives all, without a condition."""
    return Recipient.model_construct(who=identifier)
