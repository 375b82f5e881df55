"""Reads the list of languages in mkdocs.yml: their names, order, folders and direction of writing.

A language is added there and nowhere in the code. Other facts about languages come from
``aviso.core.cldr``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from aviso.core.cldr import (
    LOCALE_PATTERN,
    USUAL_COUNTRY,
    find_short_code,
    is_language,
    name_short_form,
)
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Fault, Rule
from aviso.core.settings import CONFIGURATION, OF_EVERY_LIBRARY, Settings, list_entries
from aviso.core.yaml_positions import YamlPath

COUNTRY = "country"

LANGUAGE = Rule(
    "config/language",
    "An entry of the list of languages cannot be used",
    why="Each language needs a code that browsers and screen readers know, and its own name, so "
    "that readers can choose it. "
    "An entry without them is left out, and no pages are made in that language.",
    cure="In mkdocs.yml, write the entry like {locale: vi, name: Tiếng Việt}, with a BCP 47 code: "
    "two or three lowercase letters, and a script or a region where it matters.",
)
LANGUAGE_TWICE = Rule(
    "config/language-twice",
    "A language appears twice in the list of languages",
    why="Both entries would claim the same pages and the same addresses.",
    cure="In mkdocs.yml, delete one of the two entries.",
)
DEFAULT_LANGUAGE = Rule(
    "config/default-language",
    "There is not exactly one default language",
    why="The pages in the default language are at the site's own address, and the others in "
    "folders below it. "
    "So there must be exactly one default, and every library must have it.",
    cure="In mkdocs.yml, write default: true in one entry only, and name that language under "
    "languages_of_every_library too.",
)
LANGUAGE_NOT_LISTED = Rule(
    "config/language-not-listed",
    "A language that every library must have is not in the list of languages",
    why="No library could ever have that language, because pages are made only in the languages "
    "that are listed.",
    cure="In mkdocs.yml, add the language to the list, or take it out of "
    "languages_of_every_library.",
)
UNKNOWN_COUNTRY = Rule(
    "config/country",
    "The country of the libraries is not a country code",
    why="Telephone numbers without a + belong to that country. With the wrong country, they would "
    "be refused, or shown in a form that nobody can dial.",
    cure="In mkdocs.yml, write country: and two capital letters of ISO 3166, like US or MX, or "
    "delete the line; without it, the country is US.",
)


@dataclass(frozen=True)
class Locales:
    """The languages that notices may have, as (code, own name), the default first.

    ``required`` are the codes of the languages that every notice has. ``country`` (ISO 3166) is the
    country of the readers, who dial its telephone numbers without its code.
    """

    entries: tuple[tuple[str, str], ...]
    required: tuple[str, ...]
    country: str = USUAL_COUNTRY

    @cached_property
    def names(self) -> dict[str, str]:
        """The own name of each language, by its code."""
        return dict(self.entries)

    @cached_property
    def locales(self) -> tuple[str, ...]:
        """The codes, the default first."""
        return tuple(self.names)

    @cached_property
    def known(self) -> frozenset[str]:
        """The codes as a set."""
        return frozenset(self.names)

    @cached_property
    def needed(self) -> frozenset[str]:
        """The required codes as a set."""
        return frozenset(self.required)

    @property
    def default(self) -> str:
        """The language whose pages are at the site's own address."""
        return self.locales[0]

    def find_prefix(self, locale: str) -> str:
        """Return the folder of a language's pages below the site: "es/", or "" for the default."""
        return "" if locale == self.default else f"{locale}/"


def read_locales(settings: dict[str, Any]) -> Locales:
    """Read the languages from the settings in mkdocs.yml; invalid entries are left out."""
    entries = [entry for entry in read_entries(settings) if not find_entry_fault(entry)]
    entries.sort(key=lambda entry: str(entry.get("default", "")).lower() != "true")
    names = {entry["locale"]: entry["name"] for entry in entries} or {"en": "English"}
    chosen = read_needed(settings)
    required = [locale for locale in names if chosen is None or locale in chosen] or list(names)[:1]
    return Locales(tuple(names.items()), tuple(required), find_country(settings))


def read_entries(configuration: Any) -> list[Any]:
    """Return the entries of the plugin's list of languages, as they are written."""
    return _find_entries(configuration)[1]


def _find_entries(configuration: Any) -> tuple[YamlPath, list[Any]]:
    """Return the path and the entries of the list of languages; the list may be missing."""
    plugins = configuration.get("plugins") if isinstance(configuration, dict) else None
    for name, options, path in list_entries(plugins, ("plugins",)):
        if name == "i18n":
            found = options.get("languages") if isinstance(options, dict) else None
            return (*path, "languages"), found if isinstance(found, list) else []
    return ("plugins",), []


def are_languages_listed(configuration: Any) -> bool:
    """Tell whether there is a list of languages in which each entry has a code and a name.

    Unlike ``find_entry_fault``, it does not need the CLDR, which takes long to load.
    """
    entries = read_entries(configuration)
    return bool(entries) and all(map(_has_code_and_name, entries))


def _has_code_and_name(entry: Any) -> bool:
    return isinstance(entry, dict) and all(
        isinstance(entry.get(key), str) for key in ("locale", "name")
    )


def list_written_codes(configuration: Any) -> list[str]:
    """Return the codes of the list of languages that have the form of one; needs no CLDR."""
    entries = filter(_has_code_and_name, read_entries(configuration))
    return [one["locale"] for one in entries if re.fullmatch(LOCALE_PATTERN, one["locale"])]


def read_needed(configuration: Any) -> list[str] | None:
    """Return the languages that every library must have; None means all languages."""
    extra = configuration.get("extra") if isinstance(configuration, dict) else None
    chosen = extra.get(OF_EVERY_LIBRARY) if isinstance(extra, dict) else None
    return chosen if isinstance(chosen, list) else None


def find_country(configuration: Any) -> str:
    """Return the country whose telephone numbers are written without its code."""
    extra = configuration.get("extra") if isinstance(configuration, dict) else None
    chosen = extra.get(COUNTRY) if isinstance(extra, dict) else None
    if not isinstance(chosen, str) or chosen == USUAL_COUNTRY:
        return USUAL_COUNTRY
    # It takes long to import; a build in which nothing has changed does without.
    from aviso.core.numbering_plans import is_country

    return chosen if is_country(chosen) else USUAL_COUNTRY


def find_entry_fault(entry: Any) -> Fault | None:
    """Return what is wrong with one entry of the list, or None."""
    if not _has_code_and_name(entry):
        return LANGUAGE.make_fault(
            "the language needs a code and a name",
            "Write it like {locale: vi, name: Tiếng Việt}, after a hyphen.",
        )
    locale = entry["locale"]
    if not re.fullmatch(LOCALE_PATTERN, locale):
        return LANGUAGE.make_fault(
            f'"{locale}" is not the code of a language',
            "Write a code like vi, haw, pt-BR or zh-Hans.",
        )
    if short := find_short_code(locale):
        return LANGUAGE.make_fault(name_short_form(locale, short), f"Write {short} in its place.")
    if not is_language(locale):
        return LANGUAGE.make_fault(
            f'"{locale}" is not the code of a language that Aviso knows',
            "Look it up: two lowercase letters, like vi for Vietnamese, or three, like haw for "
            "Hawaiian, where there are no two (BCP 47).",
        )
    return None


def find_locale_problems(settings: Settings) -> Iterator[Diagnostic]:
    """Yield the findings on the list of languages in mkdocs.yml."""
    path, entries = _find_entries(settings.values)
    sound = [entry for entry in entries if not find_entry_fault(entry)]
    for index, entry in enumerate(entries):
        line = settings.find_line(*path, index)
        if fault := find_entry_fault(entry):
            yield fault.at(CONFIGURATION, line)
        elif [one["locale"] for one in sound].index(entry["locale"]) != sound.index(entry):
            yield LANGUAGE_TWICE.at(
                CONFIGURATION,
                line,
                f'the language "{entry["locale"]}" appears twice',
                "Delete one of the two.",
            )
    extra = settings.values.get("extra")
    country = extra.get(COUNTRY, USUAL_COUNTRY) if isinstance(extra, dict) else USUAL_COUNTRY
    if country != find_country(settings.values):
        yield UNKNOWN_COUNTRY.at(
            CONFIGURATION,
            settings.find_line("extra", COUNTRY),
            f'"{country}" is not the code of a country',
            "Write two capital letters from ISO 3166, like US or MX.",
        )
    yield from _check_default(settings, path, entries, sound)


def _check_default(
    settings: Settings, path: YamlPath, entries: list[Any], sound: list[Any]
) -> Iterator[Diagnostic]:
    """Exactly one language is the default, and all required languages are in the list."""
    defaults = [entry for entry in sound if str(entry.get("default", "")).lower() == "true"]
    if len(defaults) != 1:
        place = (*path, 0) if entries else path
        yield DEFAULT_LANGUAGE.at(
            CONFIGURATION,
            settings.find_line(*place),
            "exactly one language must be the default"
            if entries
            else "there is no list of languages: the plugin i18n or its languages are missing",
            "Write default: true in its entry."
            if entries
            else "Write below plugins: - i18n: {docs_structure: folder, languages: "
            "[{locale: en, name: English, default: true}]}.",
        )
    codes = [entry["locale"] for entry in sound]
    line = settings.find_line("extra", OF_EVERY_LIBRARY)
    for locale in read_needed(settings.values) or [] if entries else []:
        if locale not in codes:
            yield LANGUAGE_NOT_LISTED.at(
                CONFIGURATION,
                line,
                f'there is no language "{locale}" in the list of languages',
                f"Write one of: {', '.join(codes)}." if codes else "",
            )
    if defaults and defaults[0]["locale"] not in (read_needed(settings.values) or codes):
        yield DEFAULT_LANGUAGE.at(
            CONFIGURATION,
            line,
            "the default language is not among those of every library",
            f"Add {defaults[0]['locale']}.",
        )
