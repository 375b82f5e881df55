"""Reads the data of the Unicode CLDR on a language, with the library Babel.

The CLDR has names, dates and units for some 250 languages, and the usual script of 7,700. For a
language that it lacks, nothing is invented: its name comes from mkdocs.yml, and dates are in
digits.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

# The codes that static-i18n and the lang attribute (BCP 47) accept: vi, haw, pt-BR, zh-Hans,
# es-419.
LOCALE_PATTERN = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-[0-9]{3})?"
# The country of the readers, unless the project names another (ISO 3166).
USUAL_COUNTRY = "US"
# Scripts of living languages that run from right to left (ISO 15924).
RIGHT_TO_LEFT = {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}
# The placeholder for January in the CLDR's root, from which all languages inherit.
NO_MONTH_NAME = "M01"


@lru_cache
def load_cldr(locale: str) -> Locale | None:
    """Return the CLDR's data on a language, or None if it has none."""
    # Babel takes long to import, and a build in which nothing has changed does not need it.
    from babel import Locale, UnknownLocaleError

    try:
        found = Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        # It may know ht but not ht-US.
        shorter = locale.rpartition("-")[0]
        return load_cldr(shorter) if shorter else None
    script = _find_script(locale)
    # If Babel has no words in the script of the code, it uses those of another script.
    return found if script in ("", found.script, _find_usual_script(locale)) else None


def format_number(locale: str, country: str, number: int) -> str:
    """Write a whole number with the separators of a language in a country: 1,100 or 1.100."""
    from babel.numbers import format_decimal

    found = load_cldr(f"{locale.partition('-')[0]}-{country}") or load_cldr(locale)
    return format_decimal(number, locale=found) if found else str(number)


def is_language(locale: str) -> bool:
    """Tell whether there is a language with this code, in the CLDR or in its list of scripts."""
    return (
        load_cldr(locale) is not None
        or bool(_find_usual_script(locale))
        or bool(name_language("en", locale))
    )


def find_short_code(locale: str) -> str:
    """Return the shorter code of a language named by three letters, like "vi" for vie; or "".

    BCP 47 (RFC 5646, 2.2.1) requires the shortest code that exists. The CLDR has some languages as
    those of a country: Dari, prs, is fa-AF.
    """
    from babel.core import get_global

    language, *others = locale.split("-")
    short: str = get_global("language_aliases").get(language, "")
    if len(language) != 3 or len(short) == 3:
        return ""
    if "_" in short:
        return short.replace("_", "-")
    return "-".join((short, *others)) if short else ""


def name_short_form(locale: str, short: str) -> str:
    """Say how a code relates to its shorter one."""
    form = "another" if "-" in short and "-" not in locale else "the long"
    return f'"{locale}" is {form} form of the code "{short}"'


def find_direction(locale: str) -> str:
    """Return the direction in which a language is written: "ltr" or "rtl"."""
    known = load_cldr(locale)
    if known:
        return "rtl" if known.text_direction == "rtl" else "ltr"
    return "rtl" if (_find_script(locale) or _find_usual_script(locale)) in RIGHT_TO_LEFT else "ltr"


def has_month_names(locale: str) -> bool:
    """Tell whether the CLDR has the names of months in a language."""
    known = load_cldr(locale)
    return known is not None and known.months["format"]["wide"][1] != NO_MONTH_NAME


def name_language(locale: str, named: str) -> str:
    """Return the name of the language ``named`` in the language ``locale``: inglés, tiếng Anh.

    It is "" if the CLDR does not have it.
    """
    speaking, known = load_cldr(locale), load_cldr(named)
    if speaking is None:
        return ""
    # With its region, as in "português (Brasil)", if the CLDR has the language itself.
    name = known.get_display_name(speaking) if known else speaking.languages.get(named)
    return str(name or "")


def _find_script(locale: str) -> str:
    """Return the script that a code names: "Arab" in ku-Arab."""
    return next((part for part in locale.split("-")[1:] if len(part) == 4), "")


def _find_usual_script(locale: str) -> str:
    """Return the script that a language is usually written in; "" if the CLDR does not know it."""
    from babel.core import get_global

    likely: str = get_global("likely_subtags").get(locale.partition("-")[0], "")
    return next((part for part in likely.split("_")[1:] if len(part) == 4), "")
