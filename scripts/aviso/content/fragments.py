"""What stands in the place of a placeholder: a piece of HTML, the name of a shared text, a record's fields, or an error."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from aviso.core.rules import Rule
from aviso.core.suggestions import did_you_mean

NOT_UNDERSTOOD = Rule(
    "placeholders/not-understood",
    "A placeholder is not written as placeholders are",
    why="A placeholder is one name, one name with texts in parentheses, or a field of what that "
    "gives. "
    "Anything else is refused, so that a page can do nothing but show facts.",
    cure="Write it like {{ contact('email-removal').email }}, with quotation marks around each "
    "text. CONTRIBUTING.md lists all names and what they need.",
    example="{{ vendors | length }}",
)
UNKNOWN_NAME = Rule(
    "placeholders/unknown-name",
    "A placeholder names something that does not exist",
    why="There is no such fact, field or shared text in the data, so the page would have a hole "
    "in its place.",
    cure="Correct the name, or add the record or the shared text that it names.",
    example="{{ contact('emial').email }}",
)
NOTHING_TO_SHOW = Rule(
    "placeholders/nothing-to-show",
    "A placeholder asks for something that the record leaves empty",
    why="The page would show a heading or half a sentence with nothing after it.",
    cure="Add the fact to the library's record. If it has none, take the placeholder and the "
    "words around it off the page.",
    example="{{ revisions() }}, where no document has a dated revision",
)
OUT_OF_REACH = Rule(
    "placeholders/out-of-reach",
    "A placeholder reaches for something that is no fact",
    why="Behind the names of facts lie parts of the program itself. Pages must not touch them, or "
    "a page could change what the program does.",
    cure="Use only the names and fields that CONTRIBUTING.md lists.",
    example="{{ contact.__class__ }}",
)
NESTED_SHARED_TEXT = Rule(
    "placeholders/nested-shared-text",
    "A shared text takes in another shared text",
    why="Shared texts that take each other in could go on without end, and nobody could tell "
    "which page shows what.",
    cure="Put both placeholders on the page, one after the other.",
)


class FactError(Exception):
    """A page asks for something that does not exist; ``message`` and ``hint`` are for its author."""

    def __init__(self, message: str, hint: str = "", rule: Rule = NOT_UNDERSTOOD) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.rule = rule


@dataclass(frozen=True)
class Fragment:
    """A piece of HTML for a page, with the plain text that stands for it in titles."""

    html: Markup
    text: str
    is_block: bool = False


@dataclass(frozen=True)
class SharedText:
    """The name of a text from ``docs/_shared/`` that is put in place as Markdown."""

    name: str


class FieldView:
    """The fields of one record under the names that pages use; an unknown or empty one is explained to the author."""

    def __init__(self, title: str, fields: dict[str, Fragment | str | None]) -> None:
        self._title = title
        self._fields = fields

    def __getattr__(self, name: str) -> Fragment | str:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._fields:
            raise FactError(
                f'{self._title} has no "{name}"',
                did_you_mean(name, self._fields) or f"It has: {', '.join(self._fields)}.",
                UNKNOWN_NAME,
            )
        value = self._fields[name]
        if value is None:
            raise FactError(
                f'{self._title} has an empty "{name}"',
                "Fill it in in the data, or take it off the page.",
                NOTHING_TO_SHOW,
            )
        return value
