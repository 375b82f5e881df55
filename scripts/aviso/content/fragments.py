"""The values of placeholders: HTML, a shared text, fields of a record, or an error."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from aviso.content.placeholder_rules import NOT_UNDERSTOOD, NOTHING_TO_SHOW, UNKNOWN_NAME
from aviso.core.rules import Rule
from aviso.core.suggestions import suggest


class FactError(Exception):
    """A page names a fact that does not exist.

    ``message``, ``hint`` and ``rule`` are for the author of the page.
    """

    def __init__(self, message: str, hint: str = "", rule: Rule = NOT_UNDERSTOOD) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.rule = rule


@dataclass(frozen=True)
class Fragment:
    """HTML for a page, with the plain text that replaces it in titles.

    A block (a list, a table, several paragraphs) cannot be used in the middle of a sentence.
    """

    html: Markup
    text: str
    is_block: bool = False
    # Why a block has nothing to show, if the author of the page should know.
    absence: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether this is a block without facts."""
        return self.is_block and not self.html.strip()


@dataclass(frozen=True)
class SharedText:
    """The name of a text from ``docs/_shared/``, which is inserted as Markdown."""

    name: str


@dataclass(frozen=True)
class Sections:
    """Markdown with headings of its own, one section for each fact; empty without facts."""

    markdown: str


@dataclass(frozen=True)
class Condition:
    """Whether its paragraph is shown."""

    holds: bool


# What a placeholder can stand for.
Value = str | Fragment | SharedText | Sections | Condition


class FieldView:
    """The fields of one record, under the names that pages use.

    Reading an unknown or empty field raises FactError, with a message for the author of the page.
    """

    def __init__(self, title: str, fields: dict[str, Fragment | str | None]) -> None:
        self._title = title
        self._fields = fields

    def __getattr__(self, name: str) -> Fragment | str:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._fields:
            raise FactError(
                f'{self._title} has no "{name}"',
                suggest(name, self._fields) or f"It has: {', '.join(self._fields)}.",
                UNKNOWN_NAME,
            )
        value = self._fields[name]
        if value is None:
            raise FactError(
                f'{self._title} has an empty "{name}"',
                "Write it in the data, or remove it from the page.",
                NOTHING_TO_SHOW,
            )
        return value
