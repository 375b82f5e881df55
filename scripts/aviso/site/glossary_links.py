"""Puts a link to its explanation behind the first use of a hard word on a page: no script, no box that hides other text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from markupsafe import escape

from aviso.content.html_tokens import TEXT_ELEMENTS, VOID_ELEMENTS, read_tokens
from aviso.model.vocabulary import GlossaryEntry

# Where a link would stand within a link, a name, or words of another language.
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


class Word(NamedTuple):
    """A word that leads to its explanation: its name in the glossary, its forms, and its first part in ``_plain`` letters, which every form holds."""

    name: str
    pattern: re.Pattern[str]
    probe: str


def linked_words(glossary: Mapping[str, GlossaryEntry], locale: str) -> tuple[Word, ...]:
    """The words of a glossary that lead to their explanations, longest first."""
    labels = {
        name: entry.label.in_locale(locale)
        for name, entry in glossary.items()
        if entry.link
        and entry.explanation
        and locale in {*entry.label.locales} & {*entry.explanation.locales}
    }
    return tuple(
        linked_word(name, label)
        for name, label in sorted(labels.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def linked_word(name: str, label: str) -> Word:
    """The word that a glossary calls ``name`` and readers know by ``label``."""
    return Word(name, word_pattern(label), _plain(label.split()[0]))


def _plain(text: str) -> str:
    """A text without capitals and accents; replacing letter by letter is much quicker here than translating."""
    text = text.lower()
    for accented, plain in ACCENTED:
        text = text.replace(accented, plain)
    return text


@lru_cache(maxsize=256)
def word_pattern(label: str) -> re.Pattern[str]:
    """A word of one or more parts, each in singular or plural: orden judicial, órdenes judiciales."""
    parts = (
        "".join(VOWELS.get(letter, re.escape(letter)) for letter in part.lower()) + "(?:e?s)?"
        for part in label.split()
    )
    words = r"\s+".join(parts)
    return re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)


def with_explanations(html: str, words: tuple[Word, ...], address: str) -> str:
    """Link the first use of each word in running text to its explanation on the page at ``address``."""
    waiting = _uses(html, words)
    last = max((spans[-1][1] for spans in waiting.values()), default=0)
    units: list[str] = []
    end = 0
    for start, stop in _running_text(html) if waiting else ():
        if start >= last or not waiting:
            break
        for (use_start, use_end), name in sorted(_taken(waiting, start, stop)):
            units += [
                html[end:use_start],
                f'<a href="{escape(address)}#word-{escape(name)}">{html[use_start:use_end]}</a>',
            ]
            end = use_end
    return "".join([*units, html[end:]])


def _uses(html: str, words: tuple[Word, ...]) -> dict[str, list[Span]]:
    """Where each word stands on a page, in tags or out of them; words that stand nowhere are left out."""
    plain = _plain(html)
    # A letter can have two without its capital (İ): positions would not be the same.
    find = _matches_at_probe if len(plain) == len(html) else _matches
    found = {word.name: find(html, plain, word) for word in words if word.probe in plain}
    return {name: spans for name, spans in found.items() if spans}


def _matches_at_probe(html: str, plain: str, word: Word) -> list[Span]:
    """Every match of a word; looking for its plain first part and trying the pattern there is much quicker than letting the pattern search."""
    spans: list[Span] = []
    start = plain.find(word.probe)
    while start >= 0:
        found = word.pattern.match(html, start)
        if found:
            spans.append(found.span())
        start = plain.find(word.probe, found.end() if found else start + 1)
    return spans


def _matches(html: str, plain: str, word: Word) -> list[Span]:
    return [found.span() for found in word.pattern.finditer(html)]


def _taken(waiting: dict[str, list[Span]], start: int, stop: int) -> list[tuple[Span, str]]:
    """Take the words out of ``waiting`` that stand between two positions, with the place of each; a longer word goes before one within it."""
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


def _running_text(html: str) -> Iterator[tuple[int, int]]:
    """Yield where each text begins and ends that may hold a link."""
    stack: list[tuple[str, bool, bool]] = []
    holding = closing = position = 0
    for name, attributes, text in read_tokens(html):
        if name[:1] == "/":
            while stack:
                ended, is_holder, is_closed = stack.pop()
                holding, closing = holding - is_holder, closing - is_closed
                if ended == name[1:]:
                    break
        elif name and name not in VOID_ELEMENTS:
            stack.append((name, name in TEXT_ELEMENTS, name in CLOSED or " lang=" in attributes))
            holding, closing = holding + stack[-1][1], closing + stack[-1][2]
        if name:
            position += len(name) + len(attributes) + 2
        if text and holding and not closing:
            yield position, position + len(text)
        position += len(text)
