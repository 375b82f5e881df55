"""Tells whether a language tag (BCP 47, RFC 5646) names a language, script and region that exist.

Source: the Unicode CLDR, with the library Babel. It has no list of variants; any is accepted.
"""

from __future__ import annotations

import re
from functools import lru_cache

from aviso.core.cldr import find_short_code, is_language, name_short_form

# These need no look at the data of the CLDR, which take long to load.
USUAL = {"en", "es"}
SCRIPT, REGION = re.compile(r"[A-Za-z]{4}"), re.compile(r"[A-Za-z]{2}|\d{3}")
VARIANT = re.compile(r"[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}")
# Codes of groups of languages, which texts without an exact one have (ISO 639-5).
GROUPS = {"ber", "iro", "kar", "myn", "nah", "nai", "oto", "sal", "sio", "smi"}
# Codes of countries and others that people write in place of those of languages.
MEANT = {
    "cn": "zh",
    "cz": "cs",
    "dk": "da",
    "gr": "el",
    "ir": "fa",
    "jp": "ja",
    "sp": "es",
    "ua": "uk",
    "vn": "vi",
}


@lru_cache(maxsize=256)
def find_tag_fault(tag: str) -> tuple[str, str] | None:
    """Return what is wrong with a tag and what to do, or None: en, es-419, zh-Hant-TW, haw."""
    if tag in USUAL:
        return None
    language, *others = tag.split("-")
    language = language.lower()
    if short := find_short_code(language):
        return name_short_form(language, short), f"Write {short}."
    if not is_language(language) and language not in GROUPS:
        meant = MEANT.get(language)
        return (
            f'"{language}" is not the code of a language',
            f"Write {meant}, if you mean that language."
            if meant
            else "Look it up: two letters, like es for Spanish, or three, like haw for Hawaiian.",
        )
    return _find_fault_of_rest(others)


def _find_fault_of_rest(parts: list[str]) -> tuple[str, str] | None:
    from babel import Locale

    names = Locale("en")
    for part in parts:
        if SCRIPT.fullmatch(part):
            known, kind = part.title() in names.scripts, "script"
        elif REGION.fullmatch(part):
            known, kind = part.upper() in names.territories, "country or region"
        else:
            known, kind = bool(VARIANT.fullmatch(part)), "script, country or variant"
        if not known:
            return f'"{part}" is not the code of a {kind}', "Write the language alone, like es."
    return None
