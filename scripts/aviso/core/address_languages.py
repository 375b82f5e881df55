"""Recognizes the part of a web address that names the language of a page.

Sites write it as a folder (``/es/``, ``/es-MX/``), a subdomain (``es.example.org``), a parameter
(``?lang=es``), or the end or beginning of a file's name (``policy-es.pdf``, ``policy_SPA.pdf``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from aviso.core.cldr import name_language

PARAMETERS = {
    "lang",
    "language",
    "locale",
    "hl",
    "lng",
    "idioma",
    "setlang",
    "uselang",
    "cc_lang_pref",
}
# The codes of ISO 639-2 for languages of libraries' readers; the CLDR does not list them.
THREE_LETTERS = {
    "ar": ("ara",),
    "de": ("deu", "ger"),
    "en": ("eng", "ing"),
    "es": ("spa", "esp"),
    "fa": ("fas", "per"),
    "fr": ("fra", "fre"),
    "hy": ("hye", "arm"),
    "it": ("ita",),
    "ja": ("jpn",),
    "ko": ("kor",),
    "pt": ("por",),
    "ru": ("rus",),
    "so": ("som",),
    "tl": ("tgl", "fil"),
    "vi": ("vie",),
    "zh": ("zho", "chi"),
}
# Names that sites write without accents.
# Addresses in every language call languages by their English names, too: /spanish/.
USUAL = "en"
BARE_NAMES = {"es": ("espanol", "castellano", "spanish", "sp"), "en": ("ingles", "english")}
REGION = r"(?:[-_](?:[a-z]{4}|[a-z]{2}|\d{3}))?"
END_OF_NAME = r"(?=\.[a-z0-9]{2,5}$|$)"


def _make_pattern(language: str) -> str:
    """Return a pattern for the codes and names of a language, whatever their case."""
    base = language.partition("-")[0].lower()
    names = {name_language(one, base).lower() for one in (USUAL, base)} | set(
        BARE_NAMES.get(base, ())
    )
    words = [*sorted(names), *THREE_LETTERS.get(base, ())]
    return rf"(?:{'|'.join(map(re.escape, words))}|{base}{REGION})"


@lru_cache
def _make_patterns(languages: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """Return the patterns for a subdomain, and for the whole, end and beginning of a folder."""
    mark = f"(?:{'|'.join(_make_pattern(language) for language in sorted(languages))})"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"(?:www\.)?{mark}\.(?=[^.]+\.)",
            rf"{mark}",
            rf"(?<=[\w)])[-_.]{mark}{END_OF_NAME}",
            rf"{mark}[-_](?=\w)",
        )
    )


def remove_language(address: str, languages: Iterable[str]) -> str:
    """Return a web address without the parts that name one of these languages."""
    subdomain, folder, ending, beginning = _make_patterns(frozenset(languages))
    parts = urlsplit(address)
    host = parts.netloc
    if found := subdomain.match(host):
        host = host[found.end() :]
    folders = [
        beginning.sub("", ending.sub("", one), count=1)
        if beginning.match(one)
        else ending.sub("", one)
        for one in unquote(parts.path).split("/")
        if not (one and folder.fullmatch(one))
    ]
    return urlunsplit(
        (parts.scheme, host, "/".join(folders), _remove_parameters(parts.query), parts.fragment)
    )


def _remove_parameters(query: str) -> str:
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name.lower() not in PARAMETERS]
    return query if len(kept) == len(pairs) else urlencode(kept)


def find_language(address: str, languages: Iterable[str]) -> str:
    """Return which of these languages a web address names, or ""."""
    parts = urlsplit(address)
    given = [v for name, v in parse_qsl(parts.query) if name.lower() in PARAMETERS]
    for language in languages:
        if any(re.fullmatch(_make_pattern(language), one, re.IGNORECASE) for one in given):
            return language
    bare = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    path = unquote(bare)
    return next((one for one in languages if remove_language(bare, (one,)) != path), "")
