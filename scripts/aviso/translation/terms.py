"""Puts a link to its explanation behind the first use of a hard word on a page: no script, no box that hides other text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from markupsafe import escape

from aviso.model import GlossaryEntry

TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^>]*)>")
VOID = {"br", "hr", "img", "wbr", "input"}
# Where running text stands, and where a link would stand within a link, a name, or words of another language.
HOLDERS = {"p", "li", "td", "dd"}
CLOSED = {"a", "code", "cite", "dfn", "abbr", "h1", "h2", "h3", "h4", "h5", "h6", "small", "aside"}
VOWELS = {"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uúü]", "á": "[aá]", "é": "[eé]", "í": "[ií]", "ó": "[oó]", "ú": "[uúü]"}
ACCENTED = tuple(zip("áéíóúü", "aeiouu", strict=True))


class Word(NamedTuple):
    """A word that leads to its explanation: its name in the glossary, its forms, and its first part in ``_plain`` letters, which every form holds."""

    name: str
    pattern: re.Pattern[str]
    probe: str


def linked_words(glossary: Mapping[str, GlossaryEntry], locale: str) -> tuple[Word, ...]:
    """The words of a glossary that lead to their explanations, longest first."""
    labels = {name: entry.label.in_locale(locale) for name, entry in glossary.items() if entry.link and entry.explanation and locale in {*entry.label.locales} & {*entry.explanation.locales}}
    return tuple(linked_word(name, label) for name, label in sorted(labels.items(), key=lambda item: (-len(item[1]), item[0])))


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
    parts = ("".join(VOWELS.get(letter, re.escape(letter)) for letter in part.lower()) + "(?:e?s)?" for part in label.split())
    words = r"\s+".join(parts)
    return re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)


def with_explanations(html: str, words: tuple[Word, ...], address: str) -> str:
    """Link the first use of each word in running text to its explanation on the page at ``address``."""
    plain = _plain(html)
    waiting = [(word.name, word.pattern) for word in words if word.probe in plain and word.pattern.search(html)]
    pieces: list[str] = []
    end = 0
    for start, stop in _running_text(html) if waiting else ():
        linked = _linked(html[start:stop], waiting, address)
        pieces += [html[end:start], linked]
        end = stop
        if not waiting:
            break
    return "".join([*pieces, html[end:]])


def _running_text(html: str) -> Iterator[tuple[int, int]]:
    """Yield where each text begins and ends that may hold a link."""
    stack: list[tuple[str, bool, bool]] = []
    holding = closing = end = 0
    for found in TAG.finditer(html):
        if found.start() > end and holding and not closing:
            yield end, found.start()
        end = found.end()
        name = found[2].lower()
        if name in VOID:
            continue
        if not found[1]:
            stack.append((name, name in HOLDERS, name in CLOSED or " lang=" in found[3]))
            holding, closing = holding + stack[-1][1], closing + stack[-1][2]
            continue
        while stack:
            ended, holds, closed = stack.pop()
            holding, closing = holding - holds, closing - closed
            if ended == name:
                break


def _linked(text: str, waiting: list[tuple[str, re.Pattern[str]]], address: str) -> str:
    taken: list[tuple[int, int, str]] = []
    for name, pattern in list(waiting):
        found = next((one for one in pattern.finditer(text) if all(one.end() <= start or one.start() >= end for start, end, _ in taken)), None)
        if found:
            taken.append((*found.span(), name))
            waiting.remove((name, pattern))
    for start, end, name in sorted(taken, reverse=True):
        text = f'{text[:start]}<a href="{escape(address)}#word-{escape(name)}">{text[start:end]}</a>{text[end:]}'
    return text
