"""Finds refusals without a limit: "does not use cookies", but not "no cookies to track you".

The words are in ``words/<language>.yml``. A refusal with a limit or a condition does not
count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from aviso.core.any_case import AnyCase
from aviso.i18n.language_data import load_language_data
from aviso.i18n.sentences import split_sentences


class Refusal(NamedTuple):
    """The kind of thing that is refused, the words of the refusal, and their sentence."""

    kind: str
    quote: str
    sentence: str


class _Patterns(NamedTuple):
    refusals: Mapping[str, AnyCase]
    admissions: Mapping[str, AnyCase]
    sites: Mapping[str, AnyCase]


@lru_cache
def _load_patterns(locale: str) -> _Patterns:
    """Return the patterns of a language; none if it has no words for them."""
    words = load_language_data(locale)
    compiled = {
        kind: AnyCase("|".join(_fill(one, words.refusal_parts) for one in forms))
        for kind, forms in words.refusals.items()
    }
    return _Patterns(
        compiled,
        {kind: AnyCase(form) for kind, form in words.admissions.items()},
        {site: AnyCase(form) for site, form in words.sites.items()},
    )


def _fill(form: str, parts: Mapping[str, str]) -> str:
    for name, part in parts.items():
        form = form.replace(f"{{{name}}}", part)
    return f"(?:{form})"


def find_refusals(text: str, locale: str) -> Iterator[Refusal]:
    """Yield each thing that a text refuses without a limit."""
    words, patterns = load_language_data(locale), _load_patterns(locale).refusals
    for sentence in split_sentences(text) if patterns else ():
        # Few sentences refuse anything, so that is asked first.
        found = [
            Refusal(kind, match[0].strip(), sentence)
            for kind, pattern in patterns.items()
            if (match := pattern.search(sentence))
        ]
        if found and not words.has_limit(sentence) and not words.has_condition(sentence):
            yield from found


def find_admission(kind: str, text: str, locale: str) -> str:
    """Return the words of a text that say that something is done, or ""."""
    words, pattern = load_language_data(locale), _load_patterns(locale).admissions.get(kind)
    for sentence in split_sentences(text) if pattern else ():
        found = pattern.search(sentence) if pattern else None
        if found and not words.count_negations(sentence)[0]:
            return found[0]
    return ""


def is_of_another_site(sentence: str, locale: str, site: str) -> bool:
    """Tell whether a sentence is about another site than this one (website or catalog)."""
    named = {name for name, form in _load_patterns(locale).sites.items() if form.is_in(sentence)}
    return bool(named) and site not in named
