"""Translation units: the smallest texts that exist in each language and are confirmed as one.

A unit is a section of a page, a text of a record, a shared text or a string of the interface. Its
key names it in commands and in the translation memory: ``sonoma/choices#email``,
``sonoma/contacts.email-removal.role``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from aviso.i18n.sentences import split_sentences


@dataclass(frozen=True)
class UnitText:
    """A unit in one language: the text as it is written, its file and its line."""

    text: str
    file: str
    line: int

    def find_line(self, position: int) -> int:
        """Return the line in the file for a position in the text; a text of data has one line."""
        return self.line + (self.text.count("\n", 0, position) if self.file.endswith(".md") else 0)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences, without formatting."""
        return split_sentences(self.text)


@dataclass
class TranslationUnit:
    """One text in all its languages.

    ``expected_files`` are the files for the languages that the unit should have, written or not.
    """

    key: str
    texts: dict[str, UnitText] = field(default_factory=dict)
    expected_files: dict[str, str] = field(default_factory=dict)

    @property
    def owner(self) -> str:
        """The library that the text belongs to, or ``shared``."""
        return self.key.partition("/")[0]

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages that the unit should have, or has."""
        return tuple(dict.fromkeys((*self.expected_files, *self.texts)))

    @property
    def first(self) -> UnitText:
        """One of its texts, for naming a file and a line."""
        return next(iter(self.texts.values()))

    def is_named(self, name: str) -> bool:
        """Tell whether ``name`` is its key, or names a page, entry or file that contains it."""
        section = self.key.partition("#")[2]
        if any(
            name.rstrip("/") in (text.file, f"{text.file}#{section}")
            for text in self.texts.values()
        ):
            return True
        is_part = self.key.startswith(name) and self.key[len(name) :][:1] in "#./"
        return self.key == name or (is_part and name != self.owner + "/")
