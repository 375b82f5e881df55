"""Reads the list of languages in mkdocs.yml: their names, order, folders and direction of writing.

A language is added there and nowhere in the code. What else there is to know of languages is in
``aviso.core.cldr``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from aviso.core.cldr import LOCALE_PATTERN, USUAL_COUNTRY, is_language
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Fault, Rule

CONFIGURATION = "mkdocs.yml"
OF_EVERY_LIBRARY = "languages_of_every_library"
COUNTRY = "country"

LANGUAGE = Rule(
    "config/language",
    "An entry of the list of languages cannot be used",
    why="Each language needs a code that browsers and screen readers know, and its own name, by "
    "which readers choose it. "
    "An entry without them is left out, and pages in that language are not made.",
    cure="In mkdocs.yml, write the entry like {locale: vi, name: Tiếng Việt}, with a code of BCP "
    "47: two or three small letters, and a script or a region where it matters.",
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
    why="The pages in the default language stand at the site's own address, and the others in "
    "folders below it. "
    "So there must be one default, not several and not none, and every library must have it.",
    cure="In mkdocs.yml, write default: true in one entry only, and name that language under "
    "languages_of_every_library too.",
)
LANGUAGE_NOT_LISTED = Rule(
    "config/language-not-listed",
    "A language that every library must have is not in the list of languages",
    why="Nobody could ever provide that language, because no pages are made in one that is not "
    "listed.",
    cure="In mkdocs.yml, add the language to the list, or take it out of "
    "languages_of_every_library.",
)
UNKNOWN_COUNTRY = Rule(
    "config/country",
    "The country of the libraries is not the code of one",
    why="Telephone numbers without a + are numbers of that country. With another, they would be "
    "refused, or shown so that nobody can dial them.",
    cure="In mkdocs.yml, write country: and two capital letters of ISO 3166, like US or MX, or "
    "delete the line; without it, the country is US.",
)


@dataclass(frozen=True)
class Locales:
    """The languages that notices may have, as (code, own name), the default first.

    ``required`` are the codes of those that every notice has. ``country`` (ISO 3166) is where their
    readers are, who dial its telephone numbers without its code.
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
        """The language whose pages stand at the site's own address."""
        return self.locales[0]

    def find_prefix(self, locale: str) -> str:
        """Return the folder of a language's pages below the site: "es/", or "" for the default."""
        return "" if locale == self.default else f"{locale}/"


def read_locales(settings: dict[str, Any]) -> Locales:
    """Read the languages from the settings in mkdocs.yml; an entry with a fault is left out."""
    entries = [entry for entry in read_entries(settings) if not find_entry_fault(entry)]
    entries.sort(key=lambda entry: str(entry.get("default", "")).lower() != "true")
    names = {entry["locale"]: entry["name"] for entry in entries} or {"en": "English"}
    chosen = read_needed(settings)
    required = [locale for locale in names if chosen is None or locale in chosen] or list(names)[:1]
    return Locales(tuple(names.items()), tuple(required), country_in(settings))


def read_entries(configuration: Any) -> list[Any]:
    """Return the entries of the plugin's list of languages, as they are written."""
    plugins = configuration.get("plugins") if isinstance(configuration, dict) else None
    for plugin in plugins if isinstance(plugins, list) else ():
        options = plugin.get("i18n") if isinstance(plugin, dict) else None
        found = options.get("languages") if isinstance(options, dict) else None
        if isinstance(found, list):
            return found
    return []


def read_needed(configuration: Any) -> list[str] | None:
    """Return the languages that every library must have; None stands for all languages."""
    extra = configuration.get("extra") if isinstance(configuration, dict) else None
    chosen = extra.get(OF_EVERY_LIBRARY) if isinstance(extra, dict) else None
    return chosen if isinstance(chosen, list) else None


def country_in(configuration: Any) -> str:
    """Return the country whose telephone numbers are written without its code."""
    extra = configuration.get("extra") if isinstance(configuration, dict) else None
    chosen = extra.get(COUNTRY) if isinstance(extra, dict) else None
    if not isinstance(chosen, str) or chosen == USUAL_COUNTRY:
        return USUAL_COUNTRY
    # It takes long to import; a build in which nothing has changed does without.
    from aviso.core.telephones import is_country

    return chosen if is_country(chosen) else USUAL_COUNTRY


def find_entry_fault(entry: Any) -> Fault | None:
    """Return what is wrong with one entry of the list, or None."""
    if (
        not isinstance(entry, dict)
        or not isinstance(entry.get("locale"), str)
        or not isinstance(entry.get("name"), str)
    ):
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
    if not is_language(locale):
        return LANGUAGE.make_fault(
            f'"{locale}" is not the code of a language that Aviso knows',
            "Look it up: two small letters, like vi for Vietnamese, or three, like haw for "
            "Hawaiian, where there are no two (BCP 47).",
        )
    return None


def find_locale_problems(text: str) -> Iterator[Diagnostic]:
    """Yield the findings on the list of languages in ``text``, the text of mkdocs.yml."""
    value, lines = yaml.load(text, yaml.CBaseLoader), _find_lines(text)
    entries = read_entries(value)
    sound = [entry for entry in entries if not find_entry_fault(entry)]
    for entry, line in zip(entries, lines, strict=True):
        if fault := find_entry_fault(entry):
            yield fault.at(CONFIGURATION, line)
        elif [one["locale"] for one in sound].index(entry["locale"]) != sound.index(entry):
            yield LANGUAGE_TWICE.at(
                CONFIGURATION,
                line,
                f'the language "{entry["locale"]}" appears twice',
                "Delete one of the two.",
            )
    extra = value.get("extra") if isinstance(value, dict) else None
    country = extra.get(COUNTRY, USUAL_COUNTRY) if isinstance(extra, dict) else USUAL_COUNTRY
    if country != country_in(value):
        yield UNKNOWN_COUNTRY.at(
            CONFIGURATION,
            _find_line(text, COUNTRY),
            f'"{country}" is not the code of a country',
            "Write two capital letters of ISO 3166, like US or MX.",
        )
    defaults = [entry for entry in sound if str(entry.get("default", "")).lower() == "true"]
    if len(defaults) != 1:
        yield DEFAULT_LANGUAGE.at(
            CONFIGURATION,
            lines[0] if lines else 1,
            "exactly one language must be the default",
            "Write default: true in its entry.",
        )
    codes = [entry["locale"] for entry in sound]
    for locale in read_needed(value) or []:
        if locale not in codes:
            yield LANGUAGE_NOT_LISTED.at(
                CONFIGURATION,
                _find_line(text, OF_EVERY_LIBRARY),
                f'there is no language "{locale}" in the list of languages',
                f"Write one of: {', '.join(codes)}.",
            )
    if defaults and defaults[0]["locale"] not in (read_needed(value) or codes):
        yield DEFAULT_LANGUAGE.at(
            CONFIGURATION,
            _find_line(text, OF_EVERY_LIBRARY),
            "the default language is not among those of every library",
            f"Add {defaults[0]['locale']}.",
        )


def _find_lines(text: str) -> list[int]:
    """Return the line of each entry of the list of languages."""
    node = yaml.compose(text, yaml.CBaseLoader)
    for key in ("plugins", "i18n", "languages"):
        node = _find_below(node, key)
    return (
        [entry.start_mark.line + 1 for entry in node.value]
        if isinstance(node, yaml.SequenceNode)
        else []
    )


def _find_below(node: Any, key: str) -> Any:
    """Return the node below a key of a mapping, or of the first mapping in a list that has it."""
    if isinstance(node, yaml.SequenceNode):
        return next(
            (found for inner in node.value if (found := _find_below(inner, key)) is not None), None
        )
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _find_line(text: str, key: str) -> int:
    return next(
        (
            number
            for number, line in enumerate(text.splitlines(), 1)
            if line.strip().startswith(f"{key}:")
        ),
        1,
    )
