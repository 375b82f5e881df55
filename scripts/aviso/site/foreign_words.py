"""Marks the words of another language that stand in brackets beside a word of the page's own.

Texts of the data are plain: "una citación (subpoena)". A screen reader needs to know that the word
in brackets is English (WCAG 2.2, 3.1.2 Language of Parts), and readers see it in italics. The words
are ``beside`` in the glossary, by their languages.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from markupsafe import escape

from aviso.content.html_tokens import TEXT_ELEMENTS, VOID_ELEMENTS, locate_texts
from aviso.model.vocabulary import GlossaryEntry

# Running text, the cells of tables and the words that lists explain.
HOLDERS = TEXT_ELEMENTS | {"dt", "th"}
CLOSED = {"code", "pre", "script", "style"}
# What stands behind an opening bracket, up to the next bracket or tag.
IN_BRACKETS = re.compile(r"(?<=[(\[])[^()\[\]<>]+")


class ForeignWords(NamedTuple):
    """The words of other languages that pages of one language show in brackets.

    ``word`` matches one of them, in a group for each of ``languages``; ``probe`` matches a bracket
    with one behind it.
    """

    word: re.Pattern[str]
    probe: re.Pattern[str]
    languages: tuple[str, ...]


def list_words_beside(glossary: Mapping[str, GlossaryEntry], locale: str) -> dict[str, set[str]]:
    """Return the words of each other language that texts in ``locale`` may show in brackets."""
    words: dict[str, set[str]] = {}
    for entry in glossary.values():
        for language, beside in entry.beside.root.items():
            if language != locale:
                words.setdefault(language, set()).update(beside)
    return words


def list_foreign_words(glossary: Mapping[str, GlossaryEntry], locale: str) -> ForeignWords | None:
    """Return the words of other languages that pages in ``locale`` mark; None without any."""
    words = list_words_beside(glossary, locale)
    languages = tuple(sorted(language for language, own in words.items() if own))
    if not languages:
        return None
    groups = "|".join(f"({_match_any(words[language])})" for language in languages)
    any_word = rf"(?<![\w-])(?:{groups})(?![\w-])"
    return ForeignWords(
        re.compile(any_word, re.IGNORECASE),
        re.compile(rf"[(\[][^()\[\]<>]*?{any_word}", re.IGNORECASE),
        languages,
    )


def _match_any(words: Iterable[str]) -> str:
    """Return the pattern of any of these words, the longest first, each also in the plural."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(
        r"\s+".join(map(re.escape, str(escape(word)).split())) + "s?" for word in longest_first
    )


# The members of a system have many pages whose content is the same.
@lru_cache(maxsize=64)
def mark_foreign_words(html: str, words: ForeignWords) -> str:
    """Mark the words in brackets in running text with their language, as emphasis."""
    places = [found.start() for found in words.probe.finditer(html)]
    if not places:
        return html
    units: list[str] = []
    end = 0
    open_elements: list[tuple[str, bool, bool]] = []
    for name, attributes, start, stop in locate_texts(html):
        _follow(open_elements, name, attributes)
        following = bisect_left(places, start)
        # Most texts have none of the words.
        if following < len(places) and places[following] < stop and _may_mark(open_elements):
            units += [html[end:start], _mark_text(html[start:stop], words)]
            end = stop
    return "".join([*units, html[end:]])


def _follow(open_elements: list[tuple[str, bool, bool]], name: str, attributes: str) -> None:
    """Open or close the element of a tag."""
    if name[:1] == "/":
        while open_elements and open_elements.pop()[0] != name[1:]:
            pass
    elif name and name not in VOID_ELEMENTS:
        is_closed = name in CLOSED or " lang=" in attributes
        open_elements.append((name, name in HOLDERS, is_closed))


def _may_mark(open_elements: list[tuple[str, bool, bool]]) -> bool:
    """Tell whether text here is running text of the page's own language."""
    return any(holds for _, holds, _ in open_elements) and not any(
        closed for _, _, closed in open_elements
    )


def _mark_text(text: str, words: ForeignWords) -> str:
    """Mark the words in the brackets of one text."""

    def mark(found: re.Match[str]) -> str:
        language = words.languages[(found.lastindex or 1) - 1]
        return f'<em lang="{language}">{found[0]}</em>'

    return IN_BRACKETS.sub(lambda inside: words.word.sub(mark, inside[0]), text)
