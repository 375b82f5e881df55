"""The words that all libraries share: terms of controlled vocabularies, and the glossary."""

from __future__ import annotations

from pydantic import Field

from aviso.core.locales import Locales
from aviso.model.fields import Line
from aviso.model.localized import ByLanguage, LocalizedText
from aviso.model.record import Record


class Term(Record):
    """One word of a controlled vocabulary, with its term of the W3C Data Privacy Vocabulary.

    Source: Data Privacy Vocabulary (DPV) 2, W3C Community Group Final Report.
    """

    label: LocalizedText = Field(
        description="The word for tables: short, with a lowercase first letter.",
        examples=[{"en": "email address", "es": "correo electrónico"}],
    )
    explanation: LocalizedText = Field(
        description="What it means, in one plain sentence.",
        examples=[
            {
                "en": "The address that email is sent to.",
                "es": "La dirección a la que llegan los correos.",
            }
        ],
    )
    on_label: bool = Field(
        default=False,
        description="For situations only: true makes it a row of the privacy label in every "
        "notice, whether or not the documents speak of it.",
        examples=[True],
    )
    dpv: Line | None = Field(
        default=None,
        description="The matching term of the W3C Data Privacy Vocabulary, if there is one.",
        examples=["pd:EmailAddress"],
    )


class Avoided(ByLanguage):
    """Wrong words, or words of another country; a language may have none."""

    root: dict[str, tuple[Line, ...]] = Field(
        default={},
        description="Words of {language} to avoid.",
        examples=[{"en": ["customer"], "es": ["patrón"]}],
    )

    @classmethod
    def list_needed(cls, languages: Locales) -> frozenset[str]:
        """Return the languages that must be there: none."""
        return frozenset()

    def select_locale(self, locale: str) -> tuple[str, ...]:
        """Return the words of one language."""
        return self.root.get(locale, ())


class Beside(ByLanguage):
    """Words of a language that texts in others show in brackets; a language may have none."""

    root: dict[str, tuple[Line, ...]] = Field(
        default={},
        description="Words of {language} that texts in other languages show in brackets.",
        examples=[{"en": ["search warrant", "arrest warrant"]}],
    )

    @classmethod
    def list_needed(cls, languages: Locales) -> frozenset[str]:
        """Return the languages that must be there: none."""
        return frozenset()


class GlossaryEntry(Record):
    """One word that every text uses in the same way, in every language."""

    label: LocalizedText = Field(
        description="The word to use.", examples=[{"en": "patron", "es": "usuario"}]
    )
    explanation: LocalizedText | None = Field(
        default=None,
        description="What it means, for readers; leave out for everyday words.",
        examples=[{"en": "A person who uses the library.", "es": "Quien usa la biblioteca."}],
    )
    link: bool = Field(
        default=False,
        description="true: the first use of the word on a page links to the explanation; for "
        "words that few readers know.",
        examples=[True],
    )
    avoid: Avoided = Field(
        default=Avoided(),
        description="Words not to use for it.",
        examples=[{"en": ["customer"], "es": ["patrón"]}],
    )
    everywhere: bool = Field(
        default=False,
        description="true: never use the words to avoid; false: do not use them where the other "
        "language has the word of this entry.",
        examples=[True],
    )
    beside: Beside = Field(
        default=Beside(),
        description="Words that texts in other languages show in brackets beside this word, in "
        "the singular; pages mark them as words of their language, in italics.",
        examples=[{"en": ["search warrant", "arrest warrant"]}],
    )
