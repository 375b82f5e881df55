"""What stands in the place of a placeholder: a piece of HTML, the name of a shared text, a record's fields, or an error."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from aviso.core.diagnostics import did_you_mean


class FactError(Exception):
    """A page asks for something that does not exist; ``message`` and ``hint`` are for its author."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


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
            )
        value = self._fields[name]
        if value is None:
            raise FactError(
                f'{self._title} has an empty "{name}"',
                "Fill it in in the data, or take it off the page.",
            )
        return value
