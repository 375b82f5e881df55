"""Puts values into the words of one locale: interface strings, dates, periods, lists, telephone numbers.

The strings stand in ``overrides/locales/<locale>.yml``, the project's over the package's, key by key;
dates, periods and lists follow the Unicode CLDR (Babel).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, cached_property, lru_cache

import phonenumbers
import yaml
from babel.dates import format_date
from babel.lists import format_list
from babel.units import format_unit
from markupsafe import Markup, escape

from aviso.core.locales import cldr, direction, name_in
from aviso.core.project import Project
from aviso.model.base import LocalizedText

# Names and numbers that are laid out once: about as many as a hundred libraries have.
KEPT = 2048
# What companies and laws are called in the United States.
LANGUAGE_OF_NAMES = "en"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
BEFORE_A_NUMBER = re.compile(r" (?=\d)")
# Before the sound of i, Spanish writes "e" for "y": agua e ideas, but agua y hielo (RAE, Ortografía); CLDR leaves it out.
BEGINS_WITH_I = re.compile(r"h?[ií](?![aeo])", re.IGNORECASE)


class Catalog:
    """The words of one locale. Strings are looked up by key; an unknown key is a fault of the code and raises KeyError."""

    def __init__(self, locale: str, strings: dict[str, str]) -> None:
        self.locale = locale
        self.strings = strings
        self.token_of: Callable[[str, LocalizedText], str] | None = None
        # Notices repeat their dates, periods and names, and the patterns of the CLDR cost more than all else on a page.
        self.day, self.period, self.spoken = (
            lru_cache(maxsize=KEPT)(self.day),
            cache(self.period),
            cache(self.spoken),
        )
        self._foreign_name = lru_cache(maxsize=KEPT)(self._foreign_name)

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
        """Return the text in this locale; a plain name stays as it is, nothing becomes the empty text.

        While a block of facts is made, an outdated text is followed by the token of its mark.
        """
        if not isinstance(value, LocalizedText):
            return value or ""
        return value.in_locale(self.locale) + (
            self.token_of(self.locale, value) if self.token_of else ""
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
        way = (
            Markup(' dir="{}"').format(direction(locale))
            if direction(locale) != direction(self.locale)
            else ""
        )
        return Markup(' lang="{}"{}').format(locale, way)

    def name(self, value: LocalizedText | str | None) -> Markup:
        """Return a name as HTML; one that is the same in all languages says which it is pronounced in (WCAG 3.1.2)."""
        if isinstance(value, str) and self.locale != LANGUAGE_OF_NAMES:
            return self._foreign_name(value)
        return escape(self.text(value))

    def _foreign_name(self, value: str) -> Markup:
        return Markup("<span{}>{}</span>").format(self.spoken(LANGUAGE_OF_NAMES), value)

    def day(self, value: date) -> str:
        """Write a date: December 3, 2025 / 3 de diciembre de 2025."""
        return format_date(value, format="long", locale=cldr(self.locale))

    def period(self, value: str) -> str:
        """Write ``12 months`` in the words of the locale: 12 meses."""
        count, unit = value.split()
        name, locale = f"duration-{unit.rstrip('s')}", cldr(self.locale)
        written = format_unit(int(count), name, length="long", locale=locale)
        # Where a language writes a unit in one way only, the CLDR has it under "short", and Babel writes the unit's id.
        return (
            written
            if name not in written
            else format_unit(int(count), name, length="short", locale=locale)
        )

    def listed(self, values: Iterable[str]) -> str:
        """Join with commas and the locale's "and"."""
        words = list(values)
        text = format_list(words, style="standard", locale=cldr(self.locale))
        if self.locale == "es" and len(words) > 1 and BEGINS_WITH_I.match(words[-1]):
            return f"{text.removesuffix(f' y {words[-1]}')} e {words[-1]}"
        return text


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


def catalog_name(locale: str) -> str:
    """The file with the words of the interface in one language."""
    return f"overrides/locales/{locale}.yml"


def load_catalog(project: Project, locale: str) -> Catalog:
    """Return the words of ``locale``, read once for the project."""
    return project.once(_read_catalog, locale)


def _read_catalog(project: Project, locale: str) -> Catalog:
    places = project.layers_of(catalog_name(locale))
    words: dict[str, str] = {}
    for path in [place for place in reversed(places) if place.exists()] or places[:1]:
        words.update(yaml.load(path.read_text("utf-8"), yaml.CBaseLoader))
    return Catalog(locale, words)
