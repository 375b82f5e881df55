"""The base class of records, and the errors for values that they must not have."""

from __future__ import annotations

import os

from pydantic import BaseModel, ConfigDict

from aviso.core.rules import Rule

# Without this, pydantic looks for plugins in every package that is installed, each time it starts.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

MISFIT = Rule(
    "facts/misfit",
    "Two values of a record do not fit together",
    why="Each value could be right alone, but together they cannot be: a notice made of them "
    "would say something impossible.",
    cure="Look up both values in the library's own document, and correct the one that is wrong.",
    example="state: draft together with approved_on: 2026-03-02",
)


class InvalidValue(ValueError):
    """A value breaks a rule other than the one on form."""

    def __init__(self, rule: Rule, message: str) -> None:
        super().__init__(message)
        self.rule = rule


class InconsistentRecord(InvalidValue):
    """A value does not fit the others in its record; ``key`` is the one to look at first."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(MISFIT, message)
        self.key = key


class Record(BaseModel):
    """A validated, immutable record; an unknown key is an error."""

    # What is needed to validate a record is made when the first one of its kind is read: only once
    # for it and all that it contains.
    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True
    )
