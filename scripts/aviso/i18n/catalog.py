"""Puts values into the words of one locale: interface strings, dates, periods, telephone numbers.

The strings stand in ``overrides/locales/<locale>.yml``; dates and periods follow the Unicode CLDR (Babel).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date
from functools import cache, cached_property, lru_cache

import phonenumbers
import yaml
from babel.dates import format_date
from babel.units import format_unit
from markupsafe import Markup, escape

from aviso.core.locales import cldr, direction, name_in
from aviso.core.project import Project
from aviso.model.localized import LocalizedText

# Names and numbers that are laid out once: about as many as a hundred libraries have.
KEPT = 2048
# What companies and laws are called in the United States.
LANGUAGE_OF_NAMES = "en"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
BEFORE_A_NUMBER = re.compile(r" (?=\d)")

# For a language and a text: what follows the text if it is outdated in that language, or nothing.
TokenOf = Callable[[str, LocalizedText], str]


class Catalog:
    """The words of one locale. Strings are looked up by key; an unknown key is a fault of the code and raises KeyError.

    ``token_of`` gives what follows a text that is outdated in the locale, and nothing for others.
    """

    def __init__(
        self, locale: str, strings: dict[str, str], token_of: TokenOf | None = None
    ) -> None:
        self.locale = locale
        self.strings = strings
        self._token_of = token_of

    def with_tokens(self, token_of: TokenOf) -> Catalog:
        """The same words, in which outdated texts are followed by the tokens of their marks."""
        return Catalog(self.locale, self.strings, token_of)

    @cached_property
    def digest(self) -> str:
        """What stands for the strings of the interface: others, another digest."""
        return hashlib.blake2b(
            repr((self.locale, sorted(self.strings.items()))).encode(), digest_size=16
        ).hexdigest()

    def string(self, key: str, **values: object) -> str:
        """Return the interface string ``key`` with its ``{placeholders}`` filled."""
        return self.strings[key].format(**values) if values else self.strings[key]

    def text(self, value: LocalizedText | str | None) -> str:
        """Return the text in this locale; a plain name stays as it is, nothing becomes the empty text."""
        if not isinstance(value, LocalizedText):
            return value or ""
        return value.in_locale(self.locale) + (
            self._token_of(self.locale, value) if self._token_of else ""
        )

    def label(self, value: LocalizedText | str | None) -> str:
        """Return a short label whose number stays with the word before it at the end of a line: Policy 4005."""
        return BEFORE_A_NUMBER.sub(NO_BREAK_SPACE, self.text(value))

    def language(self, locale: str) -> str:
        """The name of a language in the words of this one: English, inglés."""
        return name_in(self.locale, locale)

    @cached_property
    def is_right_to_left(self) -> bool:
        """Tell whether the language is written from right to left."""
        return direction(self.locale) == "rtl"

    @property
    def left_to_right(self) -> Markup:
        """The attribute of what is written from left to right in every language (an address, a number), where words are not."""
        return Markup(' dir="ltr"' if self.is_right_to_left else "")

    def isolated(self, value: str) -> Markup:
        """Such a text among words that run the other way, so that it does not mix with them (UAX #9)."""
        return (
            Markup('<bdi dir="ltr">{}</bdi>').format(value)
            if self.is_right_to_left
            else escape(value)
        )

    def spoken(self, locale: str) -> Markup:
        """The attributes of words in another language: which it is (WCAG 3.1.2), and how it runs if that is another way."""
        return _spoken(self.locale, locale)

    def name(self, value: LocalizedText | str | None) -> Markup:
        """Return a name as HTML; one that is the same in all languages says which it is pronounced in (WCAG 3.1.2)."""
        if isinstance(value, str) and self.locale != LANGUAGE_OF_NAMES:
            return _foreign_name(self.locale, value)
        return escape(self.text(value))

    def day(self, value: date) -> str:
        """Write a date: December 3, 2025 / 3 de diciembre de 2025."""
        return _day(self.locale, value)

    def period(self, value: str) -> str:
        """Write ``12 months`` in the words of the locale: 12 meses."""
        return _period(self.locale, value)


# Notices repeat their dates, periods and names, and the patterns of the CLDR cost more than all else on a page.


@lru_cache(maxsize=KEPT)
def _day(locale: str, value: date) -> str:
    return format_date(value, format="long", locale=cldr(locale))


@lru_cache(maxsize=KEPT)
def _period(locale: str, value: str) -> str:
    count, unit = value.split()
    name = f"duration-{unit.rstrip('s')}"
    written = format_unit(int(count), name, length="long", locale=cldr(locale))
    # Where a language writes a unit in one way only, the CLDR has it under "short", and Babel writes the unit's id.
    return (
        written
        if name not in written
        else format_unit(int(count), name, length="short", locale=cldr(locale))
    )


@cache
def _spoken(around: str, locale: str) -> Markup:
    way = (
        Markup(' dir="{}"').format(direction(locale))
        if direction(locale) != direction(around)
        else ""
    )
    return Markup(' lang="{}"{}').format(locale, way)


@lru_cache(maxsize=KEPT)
def _foreign_name(around: str, value: str) -> Markup:
    return Markup("<span{}>{}</span>").format(_spoken(around, LANGUAGE_OF_NAMES), value)


@lru_cache(maxsize=KEPT)
def telephone_link(value: str) -> str:
    """Return the ``tel:`` address of a telephone number (RFC 3966)."""
    return phonenumbers.format_number(
        phonenumbers.parse(value, "US"), phonenumbers.PhoneNumberFormat.RFC3966
    )


@lru_cache(maxsize=KEPT)
def telephone_text(value: str) -> str:
    """Write a telephone number as people in the United States read it: (707) 555-0123."""
    return phonenumbers.format_number(
        phonenumbers.parse(value, "US"), phonenumbers.PhoneNumberFormat.NATIONAL
    )


def load_catalog(project: Project, locale: str) -> Catalog:
    """Return the words of ``locale``, read once for the project."""
    return project.once(_read_catalog, locale)


def _read_catalog(project: Project, locale: str) -> Catalog:
    text = project.catalog_file(locale).read_text("utf-8")
    return Catalog(locale, yaml.load(text, yaml.CBaseLoader))
