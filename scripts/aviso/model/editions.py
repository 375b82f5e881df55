"""Addresses of one text in several languages."""

from __future__ import annotations

from pydantic import ConfigDict, Field, RootModel, model_validator

from aviso.core.language_tags import find_tag_fault
from aviso.model.fields import Address


class Editions(RootModel[dict[str, Address]]):
    """The address of each edition of a text, by the code of its language.

    They may be in languages that the project does not have: readers can open them too.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    root: dict[str, Address] = Field(
        description="The address of the edition in each language, by its code.",
        examples=[
            {"en": "https://www.example.org/privacy", "es": "https://www.example.org/privacidad"}
        ],
    )

    @model_validator(mode="after")
    def _languages_exist(self) -> Editions:
        if not self.root:
            raise ValueError("names no edition; write the address, or delete the line")
        for locale in self.root:
            if fault := find_tag_fault(locale):
                message, hint = fault
                raise ValueError(f"{message}; {hint[0].lower()}{hint[1:].rstrip('.')}")
        return self

    def __hash__(self) -> int:
        return hash(frozenset(self.root.items()))
