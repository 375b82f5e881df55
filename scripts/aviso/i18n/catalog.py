"""Writes values in the words of one locale: strings, dates, periods.

The strings of the interface are in ``overrides/locales/<locale>.yml``; those of the project replace
those of the package, key by key. Dates and periods follow the Unicode CLDR (Babel).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, cached_property, lru_cache

import yaml
from markupsafe import Markup, escape

from aviso.core.cldr import find_direction, name_language
from aviso.core.partial_dates import PartialDate, WrittenDate
from aviso.core.project import Project
from aviso.i18n.periods import format_period, format_written_date
from aviso.model.localized import LocalizedText

# About the number of names that a hundred libraries have.
CACHE_SIZE = 2048
# The language of the names of companies and laws in the United States.
LANGUAGE_OF_NAMES = "en"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
BEFORE_A_NUMBER = re.compile(r" (?=\d)")
# The addition to a name in brackets or quotation marks, without the marks.
ADDED = re.compile(r"(?<=[(“«])([^()“”«»]+)(?=[)”»])")
SEMICOLON = re.compile(r"(; )")
HAS_WORD = re.compile(r"[A-Za-z][a-z]")

# Returns, for a language and a text, the token to put after an outdated text, or "".
TokenOf = Callable[[str, LocalizedText], str]


class Catalog:
    """The words of one locale.

    Strings are looked up by key. An unknown key is a bug and raises KeyError. ``token_of`` returns
    the token to put after an outdated text, and "" for others. ``names`` are the languages' own
    names by code, for languages without a name in the CLDR.
    """

    def __init__(
        self,
        locale: str,
        strings: dict[str, str],
        token_of: TokenOf | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        self.locale = locale
        self.strings = strings
        self._token_of = token_of
        self._names = names or {}

    def add_tokens(self, token_of: TokenOf) -> Catalog:
        """Return the same catalog, which puts the tokens of marks after outdated texts."""
        return Catalog(self.locale, self.strings, token_of, self._names)

    @cached_property
    def digest(self) -> str:
        """A digest of the locale and its strings."""
        return hashlib.blake2b(
            repr((self.locale, sorted(self.strings.items()), sorted(self._names.items()))).encode(),
            digest_size=16,
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
        """Return a short label with its number kept on the same line: Policy 4005."""
        return BEFORE_A_NUMBER.sub(NO_BREAK_SPACE, self.get_text(value))

    def name_language(self, locale: str) -> str:
        """Return the name of a language in the words of this one: English, inglés.

        If the CLDR has none, it is the language's own name in mkdocs.yml, or else its code.
        """
        return name_language(self.locale, locale) or self._names.get(locale, locale)

    @cached_property
    def is_right_to_left(self) -> bool:
        """Tell whether the language is written from right to left."""
        return find_direction(self.locale) == "rtl"

    @cached_property
    def left_to_right(self) -> Markup:
        """The attribute for an address or a number among words that run from right to left."""
        return Markup(' dir="ltr"' if self.is_right_to_left else "")

    def isolate(self, value: str) -> Markup:
        """Return an address or number as HTML that keeps its direction in any text (UAX #9)."""
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

        A name that all languages share is marked with its language (WCAG 3.1.2), and so is the
        original in a translated name: "Código de Ética (Code of Ethics)".
        """
        if self.locale == LANGUAGE_OF_NAMES or not value:
            return escape(self.get_text(value))
        if isinstance(value, str):
            return _render_foreign_name(self.locale, value)
        if LANGUAGE_OF_NAMES not in value.locales:
            return escape(self.get_text(value))
        original = value.select_locale(LANGUAGE_OF_NAMES)
        return _mark_originals(self.locale, self.get_text(value), original)

    def format_day(self, value: WrittenDate) -> str:
        """Write a date: December 3, 2025 / 3 de diciembre de 2025; May 2018 / mayo de 2018.

        An approximate date says so: about 2018 / hacia 2018.
        """
        written = format_written_date(self.locale, value)
        is_about = isinstance(value, PartialDate) and value.about
        return self.get_string("date.about", day=written) if is_about else written

    def write_date(self, key: str, value: WrittenDate) -> str:
        """Return the interface string ``key`` with a date; ``key.partial`` if it has no day.

        A day and a month need different words before them: el 3 de mayo, en mayo. Approximate dates
        use the string ``key.about``.
        """
        if not isinstance(value, PartialDate):
            return self.get_string(key, day=self.format_day(value))
        end = ".about" if value.about else ".partial"
        return self.get_string(key + end, day=format_written_date(self.locale, value))

    def format_period(self, value: str) -> str:
        """Write ``12 months`` in the words of the locale: 12 meses."""
        return format_period(self.locale, value, self.strings)


# Cached, like dates and periods: notices repeat them, and looking up each one in the CLDR would
# cost more than everything else on a page.


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
def _mark_originals(around: str, text: str, original: str) -> Markup:
    """Mark the words in brackets or quotation marks that ``text`` quotes from the original.

    Numbers and abbreviations are the same in every language and are not marked.
    """
    parts: list[str] = ADDED.split(text)
    # Every second part is the text between the marks; semicolons divide it.
    for index in range(1, len(parts), 2):
        pieces = [
            _render_foreign_name(around, piece)
            if HAS_WORD.search(piece) and piece in original
            else escape(piece)
            for piece in SEMICOLON.split(parts[index])
        ]
        parts[index] = Markup("").join(pieces)
        parts[index - 1] = escape(parts[index - 1])
    parts[-1] = escape(parts[-1])
    return Markup("").join(parts)


def locate_catalog(locale: str) -> str:
    """Return the name of the file with the words of one language, relative to a project."""
    return f"overrides/locales/{locale}.yml"


def load_catalog(project: Project, locale: str) -> Catalog:
    """Return the catalog of ``locale``; it is read once for the project."""
    return project.make_once(_read_catalog, locale)


def _read_catalog(project: Project, locale: str) -> Catalog:
    layers = project.list_layers(locate_catalog(locale))
    strings: dict[str, str] = {}
    # The project's layer comes first, so its strings are added last. If no layer has a file for the
    # language, the error names the project's.
    for path in [layer for layer in reversed(layers) if layer.exists()] or layers[:1]:
        text = unicodedata.normalize("NFC", path.read_text("utf-8"))
        strings.update(yaml.load(text, yaml.CBaseLoader))
    return Catalog(locale, strings, names=project.locales.names)
