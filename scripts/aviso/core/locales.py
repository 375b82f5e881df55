"""Reads the list of languages in mkdocs.yml: their names, order, folders and direction of writing.

A language is added there and nowhere in the code. All else about languages comes from the Unicode
CLDR, by the library Babel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Fault, Rule

if TYPE_CHECKING:
    from babel import Locale

CONFIGURATION = "mkdocs.yml"
# What both static-i18n and a page's lang attribute (BCP 47) take: vi, pt-BR, zh-Hans.
LOCALE_PATTERN = r"[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?"
OF_EVERY_LIBRARY = "languages_of_every_library"

LANGUAGE = Rule(
    "config/language",
    "An entry of the list of languages cannot be used",
    why="Each language needs a code that browsers and screen readers know, and its own name, by "
    "which readers choose it. "
    "An entry without them is left out, and pages in that language are not made.",
    cure="In mkdocs.yml, write the entry like {locale: vi, name: Tiếng Việt}, with a code of ISO "
    "639-1.",
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


@dataclass(frozen=True)
class Locales:
    """The languages that notices may have, as (code, own name), the default first.

    ``required`` are the codes of those that every notice has.
    """

    entries: tuple[tuple[str, str], ...]
    required: tuple[str, ...]

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


@lru_cache
def load_cldr(locale: str) -> Locale:
    """Return what the CLDR knows of a language. Raises UnknownLocaleError."""
    # Babel takes long to import; a build in which nothing has changed does without.
    from babel import Locale

    return Locale.parse(locale, sep="-")


def find_direction(locale: str) -> str:
    """Return the direction in which a language is written: "ltr" or "rtl"."""
    return str(load_cldr(locale).text_direction)


def name_language(locale: str, named: str) -> str:
    """Return the name of the language ``named`` in the language ``locale``: inglés, tiếng Anh."""
    name = load_cldr(named).get_display_name(load_cldr(locale))
    return str(name)


def read_locales(settings: dict[str, Any]) -> Locales:
    """Read the languages from the settings in mkdocs.yml; an entry with a fault is left out."""
    entries = [entry for entry in read_entries(settings) if not find_entry_fault(entry)]
    entries.sort(key=lambda entry: str(entry.get("default", "")).lower() != "true")
    names = {entry["locale"]: entry["name"] for entry in entries} or {"en": "English"}
    chosen = read_needed(settings)
    required = [locale for locale in names if chosen is None or locale in chosen] or list(names)[:1]
    return Locales(tuple(names.items()), tuple(required))


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
    from babel import UnknownLocaleError

    locale = entry["locale"]
    if not re.fullmatch(LOCALE_PATTERN, locale):
        return LANGUAGE.make_fault(
            f'"{locale}" is not the code of a language',
            "Write a code like vi, pt-BR or zh-Hans.",
        )
    try:
        load_cldr(locale)
    except (UnknownLocaleError, ValueError):
        return LANGUAGE.make_fault(
            f'"{locale}" is not the code of a language that Aviso knows',
            "Look it up: two small letters of ISO 639-1, like vi for Vietnamese.",
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
