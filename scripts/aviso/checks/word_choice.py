"""Finds words that the glossary says to avoid, and characters that break the typography."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from aviso.core.any_case import AnyCase
from aviso.core.rules import Fault, Rule
from aviso.i18n.language_data import load_language_data
from aviso.i18n.text_patterns import PLACEHOLDER
from aviso.i18n.units import TranslationUnit
from aviso.model.vocabulary import GlossaryEntry

Found = tuple[str, int, Fault]

WORD_TO_AVOID = Rule(
    "wording/word-to-avoid",
    "A text has a word that the glossary says to avoid",
    why="If one thing has two names, readers think that it is two things. Some words also come "
    "from English and mean something else in Spanish.",
    cure="Write the word that the glossary gives (data/terms/glossary.yml). If the word is right "
    "here, narrow the entry under avoid.",
    severity="warning",
    example="es: librería, in place of biblioteca",
)
TYPOGRAPHY = Rule(
    "wording/typography",
    "A character, a date or a number is not in the style of its language",
    why="Quotation marks, spaces, dates and numbers differ between languages. The style of another "
    "language looks like a mistake, and 3/12 even means another day.",
    cure="Write it as the message says. The rules of each language are in "
    "scripts/aviso/i18n/words.",
    severity="warning",
    example='es: "texto", in place of “texto”',
)


@dataclass(frozen=True)
class AvoidedWords:
    """The words that a glossary says to avoid.

    ``any_of`` has one pattern for all words of a language: hardly any text has one of them, and a
    separate search for each word would take most of the time of a check.
    """

    glossary: dict[str, GlossaryEntry]
    any_of: dict[str, AnyCase]

    @staticmethod
    def collect(glossary: dict[str, GlossaryEntry]) -> AvoidedWords:
        """Collect the words of every language."""
        forms: dict[str, list[str]] = {}
        for entry in glossary.values():
            for locale in entry.label.locales:
                forms.setdefault(locale, []).extend(entry.avoid.select_locale(locale))
        return AvoidedWords(
            glossary,
            {locale: _compile_words(tuple(words)) for locale, words in forms.items() if words},
        )

    def may_be_in(self, unit: TranslationUnit) -> bool:
        """Tell whether a text of a unit has one of the words of its language."""
        return any(
            locale in self.any_of and _is_in(self.any_of[locale], text.text)
            for locale, text in unit.texts.items()
        )


def find_avoided_words(unit: TranslationUnit, avoided: AvoidedWords) -> Iterator[Found]:
    """Yield (locale, position, fault) for each word that the glossary says to avoid."""
    for entry in avoided.glossary.values() if avoided.may_be_in(unit) else ():
        for locale, text in unit.texts.items():
            if locale not in entry.label.locales:
                continue
            for form in entry.avoid.select_locale(locale):
                found = _compile_words((form,)).search(_blank_markup(text.text))
                wanted = entry.label.select_locale(locale)
                if found and (entry.everywhere or _do_others_have(entry, unit, locale)):
                    yield (
                        locale,
                        found.start(),
                        WORD_TO_AVOID.make_fault(
                            f'"{found[0]}" is a word to avoid',
                            f'Write "{wanted}" (data/terms/glossary.yml).',
                        ),
                    )


def _do_others_have(entry: GlossaryEntry, unit: TranslationUnit, locale: str) -> bool:
    return any(
        _compile_words((entry.label.select_locale(other),)).search(text.text)
        for other, text in unit.texts.items()
        if other != locale and other in entry.label.locales
    )


@lru_cache(maxsize=1024)
def _compile_words(forms: tuple[str, ...]) -> AnyCase:
    """Return a pattern for any of the words, in singular and plural."""
    words = "|".join(map(re.escape, forms))
    return AnyCase(rf"(?<!\w)(?:{words})(?:e?s)?(?!\w)")


@lru_cache(maxsize=8192)
def _blank_markup(text: str) -> str:
    """Replace placeholders, addresses and heading ids with spaces, which keeps all positions."""
    return re.sub(
        r"\*[^*\n]*\*\{:[^{}\n]*\}|\]\([^()\n]*\)|https?://\S+|\{[^{}\n]*\}|`[^`\n]*`",
        _blank,
        PLACEHOLDER.sub(_blank, text),
    )


# Many texts stand in several units: those of one system, or that libraries have in common.


@lru_cache(maxsize=16_384)
def _is_in(words: AnyCase, text: str) -> bool:
    return words.is_in(_blank_markup(text))


@lru_cache(maxsize=16_384)
def _find_faults_of_typography(locale: str, text: str) -> tuple[tuple[int, Fault], ...]:
    """Return the position and the fault of each sign that breaks the typography of a language."""
    text = _blank_markup(text)
    found = ((rule, rule.search(text)) for rule in load_language_data(locale).typography)
    return tuple(
        (
            match.start(),
            TYPOGRAPHY.make_fault(f'"{match[0].strip()}" {rule.message}', rule.hint),
        )
        for rule, match in found
        if match
    )


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def find_typography(unit: TranslationUnit) -> Iterator[Found]:
    """Yield (locale, position, fault) for each character that breaks the language's typography."""
    for locale, text in unit.texts.items():
        for position, fault in _find_faults_of_typography(locale, text.text):
            yield locale, position, fault
