"""Writes values in the words of one locale: strings, dates, periods, telephone numbers.

The strings of the interface are in ``overrides/locales/<locale>.yml``; those of the project replace
those of the package, key by key. Dates and periods follow the Unicode CLDR (Babel).
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

from aviso.core.locales import find_direction, load_cldr, name_language
from aviso.core.project import Project
from aviso.model.localized import LocalizedText

# About as many names and numbers as a hundred libraries have.
CACHE_SIZE = 2048
# The language of the names of companies and laws in the United States.
LANGUAGE_OF_NAMES = "en"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
BEFORE_A_NUMBER = re.compile(r" (?=\d)")

# For a language and a text: what follows the text if it is outdated in that language, or "".
TokenOf = Callable[[str, LocalizedText], str]


class Catalog:
    """The words of one locale.

    Strings are looked up by key. An unknown key is a fault of the code and raises KeyError.
    ``token_of`` returns what follows an outdated text, and "" for others.
    """

    def __init__(
        self, locale: str, strings: dict[str, str], token_of: TokenOf | None = None
    ) -> None:
        self.locale = locale
        self.strings = strings
        self._token_of = token_of

    def add_tokens(self, token_of: TokenOf) -> Catalog:
        """Return the same words with tokens of marks behind outdated texts."""
        return Catalog(self.locale, self.strings, token_of)

    @cached_property
    def digest(self) -> str:
        """A digest of the locale and its strings; other strings have another digest."""
        return hashlib.blake2b(
            repr((self.locale, sorted(self.strings.items()))).encode(), digest_size=16
        ).hexdigest()

    def get_string(self, key: str, **values: object) -> str:
        """Return the interface string ``key`` with its ``{placeholders}`` filled."""
        return self.strings[key].format(**values) if values else self.strings[key]

    def get_text(self, value: LocalizedText | str | None) -> str:
        """Return the text in this locale; a plain name stays as it is, None becomes "".

        If the catalog has tokens, an outdated text is followed by the token of its mark.
        """
        if not isinstance(value, LocalizedText):
            return value or ""
        return value.select_locale(self.locale) + (
            self._token_of(self.locale, value) if self._token_of else ""
        )

    def get_label(self, value: LocalizedText | str | None) -> str:
        """Return a short label whose number never begins a line of its own: Policy 4005."""
        return BEFORE_A_NUMBER.sub(NO_BREAK_SPACE, self.get_text(value))

    def name_language(self, locale: str) -> str:
        """Return the name of a language in the words of this one: English, inglés."""
        return name_language(self.locale, locale)

    @cached_property
    def is_right_to_left(self) -> bool:
        """Tell whether the language is written from right to left."""
        return find_direction(self.locale) == "rtl"

    @property
    def left_to_right(self) -> Markup:
        """The attribute for an address or a number among words that run from right to left."""
        return Markup(' dir="ltr"' if self.is_right_to_left else "")

    def isolate(self, value: str) -> Markup:
        """Return an address or number as HTML that does not mix with words around it (UAX #9)."""
        return (
            Markup('<bdi dir="ltr">{}</bdi>').format(value)
            if self.is_right_to_left
            else escape(value)
        )

    def make_language_attributes(self, locale: str) -> Markup:
        """Return the HTML attributes of words in another language (WCAG 3.1.2).

        They name the language, and its direction if that differs.
        """
        return _make_language_attributes(self.locale, locale)

    def render_name(self, value: LocalizedText | str | None) -> Markup:
        """Return a name as HTML.

        A name that all languages share says which language it is pronounced in (WCAG 3.1.2).
        """
        if isinstance(value, str) and self.locale != LANGUAGE_OF_NAMES:
            return _render_foreign_name(self.locale, value)
        return escape(self.get_text(value))

    def format_day(self, value: date) -> str:
        """Write a date: December 3, 2025 / 3 de diciembre de 2025."""
        return _format_day(self.locale, value)

    def format_period(self, value: str) -> str:
        """Write ``12 months`` in the words of the locale: 12 meses."""
        return _format_period(self.locale, value)


# Cached: notices repeat their dates, periods and names, and applying the patterns of the CLDR would
# cost more than everything else on a page.


@lru_cache(maxsize=CACHE_SIZE)
def _format_day(locale: str, value: date) -> str:
    return format_date(value, format="long", locale=load_cldr(locale))


@lru_cache(maxsize=CACHE_SIZE)
def _format_period(locale: str, value: str) -> str:
    count, unit = value.split()
    name = f"duration-{unit.rstrip('s')}"
    text = format_unit(int(count), name, length="long", locale=load_cldr(locale))
    if name not in text:
        return text
    # Babel writes the id of a unit that the CLDR has only under "short".
    return format_unit(int(count), name, length="short", locale=load_cldr(locale))


@cache
def _make_language_attributes(around: str, locale: str) -> Markup:
    is_turned = find_direction(locale) != find_direction(around)
    way = Markup(' dir="{}"').format(find_direction(locale)) if is_turned else ""
    return Markup(' lang="{}"{}').format(locale, way)


@lru_cache(maxsize=CACHE_SIZE)
def _render_foreign_name(around: str, value: str) -> Markup:
    return Markup("<span{}>{}</span>").format(
        _make_language_attributes(around, LANGUAGE_OF_NAMES), value
    )


@lru_cache(maxsize=CACHE_SIZE)
def make_telephone_link(value: str) -> str:
    """Return the ``tel:`` address of a telephone number (RFC 3966)."""
    return phonenumbers.format_number(
        phonenumbers.parse(value, "US"), phonenumbers.PhoneNumberFormat.RFC3966
    )


@lru_cache(maxsize=CACHE_SIZE)
def format_telephone(value: str) -> str:
    """Write a telephone number as people in the United States read it: (707) 555-0123."""
    return phonenumbers.format_number(
        phonenumbers.parse(value, "US"), phonenumbers.PhoneNumberFormat.NATIONAL
    )


def locate_catalog(locale: str) -> str:
    """Return the name of the file with the words of one language, relative to a project."""
    return f"overrides/locales/{locale}.yml"


def load_catalog(project: Project, locale: str) -> Catalog:
    """Return the words of ``locale``; they are read once for the project."""
    return project.make_once(_read_catalog, locale)


def _read_catalog(project: Project, locale: str) -> Catalog:
    layers = project.list_layers(locate_catalog(locale))
    strings: dict[str, str] = {}
    # The project's layer comes first, so its strings are put in last. A project without any file
    # for the language gets the error about its own.
    for path in [layer for layer in reversed(layers) if layer.exists()] or layers[:1]:
        strings.update(yaml.load(path.read_text("utf-8"), yaml.CBaseLoader))
    return Catalog(locale, strings)
