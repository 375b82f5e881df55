"""Puts a link to its explanation behind the first use of a hard word on a page: no script, no box that hides other text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from markupsafe import escape

from aviso.model import GlossaryEntry

TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^>]*)>")
VOID = {"br", "hr", "img", "wbr", "input"}
# Where running text stands, and where a link would stand within a link, a name, or words of another language.
HOLDERS = {"p", "li", "td", "dd"}
CLOSED = {"a", "code", "cite", "dfn", "abbr", "h1", "h2", "h3", "h4", "h5", "h6", "small", "aside"}
VOWELS = {"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uúü]", "á": "[aá]", "é": "[eé]", "í": "[ií]", "ó": "[oó]", "ú": "[uúü]"}
Patterns = tuple[tuple[str, re.Pattern[str]], ...]


def linked_words(glossary: Mapping[str, GlossaryEntry], locale: str) -> Patterns:
    """The words of a glossary that lead to their explanations, longest first."""
    labels = {name: entry.label.in_locale(locale) for name, entry in glossary.items() if entry.link and entry.explanation and locale in {*entry.label.locales} & {*entry.explanation.locales}}
    return tuple((name, word_pattern(label)) for name, label in sorted(labels.items(), key=lambda item: (-len(item[1]), item[0])))


@lru_cache(maxsize=256)
def word_pattern(label: str) -> re.Pattern[str]:
    """A word of one or more parts, each in singular or plural: orden judicial, órdenes judiciales."""
    parts = ("".join(VOWELS.get(letter, re.escape(letter)) for letter in part.lower()) + "(?:e?s)?" for part in label.split())
    words = r"\s+".join(parts)
    return re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)


def with_explanations(html: str, words: Patterns, address: str) -> str:
    """Link the first use of each word in running text to its explanation on the page at ``address``."""
    waiting = [(name, pattern) for name, pattern in words if pattern.search(html)]
    if not waiting:
        return html
    pieces: list[str] = []
    for text, may_link in _runs(html):
        pieces.append(_linked(text, waiting, address) if may_link and waiting else text)
    return "".join(pieces)


def _runs(html: str) -> Iterator[tuple[str, bool]]:
    """Yield tags and the texts between them, and whether a text may hold a link."""
    stack: list[tuple[str, bool, bool]] = []
    end = 0
    for found in TAG.finditer(html):
        if found.start() > end:
            yield html[end : found.start()], any(holds for _, holds, _ in stack) and not any(closed for _, _, closed in stack)
        yield found[0], False
        end = found.end()
        name = found[2].lower()
        if found[1]:
            while stack and stack.pop()[0] != name:
                pass
        elif name not in VOID:
            stack.append((name, name in HOLDERS, name in CLOSED or " lang=" in found[3]))
    yield html[end:], False


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
