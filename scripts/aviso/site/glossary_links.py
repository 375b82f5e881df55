"""Links the first use of a hard word on a page to its explanation.

This needs no script, and no box that covers other text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from markupsafe import escape

from aviso.content.html_tokens import TEXT_ELEMENTS, VOID_ELEMENTS, locate_texts
from aviso.model.vocabulary import GlossaryEntry

# Elements that may not contain a link: links, names, words in another language.
CLOSED = {"a", "code", "cite", "dfn", "abbr", "h1", "h2", "h3", "h4", "h5", "h6", "small", "aside"}
VOWELS = {
    "a": "[aá]",
    "e": "[eé]",
    "i": "[ií]",
    "o": "[oó]",
    "u": "[uúü]",
    "á": "[aá]",
    "é": "[eé]",
    "í": "[ií]",
    "ó": "[oó]",
    "ú": "[uúü]",
}
Span = tuple[int, int]
ACCENTED = tuple(zip("áéíóúü", "aeiouu", strict=True))


class LinkedWord(NamedTuple):
    """A word that leads to its explanation.

    ``name`` is its name in the glossary, ``pattern`` matches its forms, and ``probe`` is its first
    part after ``_simplify``, which every form contains.
    """

    name: str
    pattern: re.Pattern[str]
    probe: str


def list_linked_words(glossary: Mapping[str, GlossaryEntry], locale: str) -> tuple[LinkedWord, ...]:
    """Return the words of a glossary that lead to their explanations, longest first."""
    labels = {
        name: entry.label.select_locale(locale)
        for name, entry in glossary.items()
        if entry.link
        and entry.explanation
        and locale in {*entry.label.locales} & {*entry.explanation.locales}
    }
    return tuple(
        make_linked_word(name, label)
        for name, label in sorted(labels.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def make_linked_word(name: str, label: str) -> LinkedWord:
    """Return the linked word with this name in the glossary and this label for readers."""
    return LinkedWord(name, make_word_pattern(label), _simplify(label.split()[0]))


def _simplify(text: str) -> str:
    """Return a text without capitals and accents.

    Replacing one letter after the other is much faster here than ``str.translate``.
    """
    text = text.lower()
    for accented, plain in ACCENTED:
        text = text.replace(accented, plain)
    return text


@lru_cache(maxsize=256)
def make_word_pattern(label: str) -> re.Pattern[str]:
    """Return the pattern of a word, each part in singular or plural.

    Like: orden judicial, órdenes judiciales.
    """
    parts = (
        "".join(VOWELS.get(letter, re.escape(letter)) for letter in part.lower()) + "(?:e?s)?"
        for part in label.split()
    )
    words = r"\s+".join(parts)
    return re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)


# The members of a system have many pages whose content is the same.
@lru_cache(maxsize=64)
def link_explanations(html: str, words: tuple[LinkedWord, ...], address: str) -> str:
    """Link the first use of each word in running text to its explanation at ``address``."""
    waiting = _find_uses(html, words)
    starts = sorted(span[0] for spans in waiting.values() for span in spans)
    following = 0
    units: list[str] = []
    end = 0
    for start, stop in _find_running_text(html) if waiting else ():
        following = bisect_left(starts, start, following)
        if following == len(starts) or not waiting:
            break
        # Most texts have none of the words.
        if starts[following] >= stop:
            continue
        for (use_start, use_end), name in sorted(_take_words(waiting, start, stop)):
            units += [
                html[end:use_start],
                f'<a href="{escape(address)}#word-{escape(name)}">{html[use_start:use_end]}</a>',
            ]
            end = use_end
    return "".join([*units, html[end:]])


def _find_uses(html: str, words: tuple[LinkedWord, ...]) -> dict[str, list[Span]]:
    """Find all places of each word on a page, in tags or outside; leave out words without any."""
    plain = _simplify(html)
    # In lowercase, a letter can become two (İ), and then positions differ.
    find = _find_matches_at_probe if len(plain) == len(html) else _find_matches
    found = {word.name: find(html, plain, word) for word in words if word.probe in plain}
    return {name: spans for name, spans in found.items() if spans}


def _find_matches_at_probe(html: str, plain: str, word: LinkedWord) -> list[Span]:
    """Find every match of a word.

    Searching for its first part and then trying the pattern is much faster than searching with the
    pattern.
    """
    spans: list[Span] = []
    start = plain.find(word.probe)
    while start >= 0:
        found = word.pattern.match(html, start)
        if found:
            spans.append(found.span())
        start = plain.find(word.probe, found.end() if found else start + 1)
    return spans


def _find_matches(html: str, plain: str, word: LinkedWord) -> list[Span]:
    return [found.span() for found in word.pattern.finditer(html)]


def _take_words(waiting: dict[str, list[Span]], start: int, stop: int) -> list[tuple[Span, str]]:
    """Remove the words between two positions from ``waiting``, and return the position of each.

    A longer word takes precedence over one within it.
    """
    taken: list[tuple[Span, str]] = []
    for name, spans in list(waiting.items()):
        span = next(
            (
                span
                for span in spans
                if start <= span[0]
                and span[1] <= stop
                and not any(span[0] < other[1] and other[0] < span[1] for other, _ in taken)
            ),
            None,
        )
        if span:
            taken.append((span, name))
            del waiting[name]
    return taken


def _find_running_text(html: str) -> Iterator[tuple[int, int]]:
    """Yield the beginning and end of each text that may contain a link."""
    stack: list[tuple[str, bool, bool]] = []
    holding = closing = 0
    for name, attributes, start, stop in locate_texts(html):
        if name[:1] == "/":
            while stack:
                ended, is_holder, is_closed = stack.pop()
                holding, closing = holding - is_holder, closing - is_closed
                if ended == name[1:]:
                    break
        elif name and name not in VOID_ELEMENTS:
            is_holder = name in TEXT_ELEMENTS
            is_closed = name in CLOSED or " lang=" in attributes
            stack.append((name, is_holder, is_closed))
            holding, closing = holding + is_holder, closing + is_closed
        if start < stop and holding and not closing:
            yield start, stop
