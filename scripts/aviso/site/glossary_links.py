"""Links the first use of a hard word on a page to its explanation.

This needs no script, and no box that covers other text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
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
# The places of words, by their names.
Uses = dict[str, list[Span]]
# An element, whether it holds running text, and whether it may contain no link.
OpenElement = tuple[str, bool, bool]
OpenElements = tuple[OpenElement, ...]
# The words in each text of a part of a page, and the elements that are open at its end.
Part = tuple[list[Uses], OpenElements]
BEFORE_HEADING = "\n<h"
PLAIN_WORD = re.compile(r"[\w-]+")
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
    labels = list_linked_labels(glossary, locale)
    return tuple(
        make_linked_word(name, label)
        for name, label in sorted(labels.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def list_linked_labels(glossary: Mapping[str, GlossaryEntry], locale: str) -> dict[str, str]:
    """Return the words of a glossary that lead to their explanations, by their names in it."""
    return {
        name: entry.label.select_locale(locale)
        for name, entry in glossary.items()
        if entry.link
        and entry.explanation
        and locale in {*entry.label.locales} & {*entry.explanation.locales}
    }


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
    words = r"\s+".join(_write_parts(label))
    return re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)


def _write_parts(label: str) -> list[str]:
    """Return the pattern of each part of a word. A bracket stands behind the plural's ending."""
    return [
        "".join(VOWELS.get(letter, re.escape(letter)) for letter in part.rstrip(")"))
        + "(?:e?s)?"
        + (r"\)" if part.endswith(")") else "")
        for part in label.lower().split()
    ]


@lru_cache(maxsize=4096)
def touches_word(text: str, labels: tuple[str, ...]) -> bool:
    """Tell whether a text holds one of these words, or a part of one at its edge.

    The rest of such a word could stand beside the text.
    """
    own = PLAIN_WORD.findall(text.lower())
    for parts in _list_parts_of_any(labels, own):
        for start in range(1 - len(parts), len(own)):
            beside = range(max(0, -start), min(len(parts), len(own) - start))
            if all(parts[at].fullmatch(own[start + at]) for at in beside):
                return True
    return False


def _list_parts_of_any(labels: tuple[str, ...], own: list[str]) -> list[list[re.Pattern[str]]]:
    """Return the parts of each word, or nothing if no part is among these words of a text."""
    words, any_part = _compile_parts(labels)
    return words if any(any_part.fullmatch(one) for one in own) else []


@lru_cache(maxsize=16)
def _compile_parts(
    labels: tuple[str, ...],
) -> tuple[list[list[re.Pattern[str]]], re.Pattern[str]]:
    """Return the patterns of the parts of each word, and one that matches any part."""
    written = [_write_parts(label) for label in labels]
    parts = dict.fromkeys(part for word in written for part in word)
    compiled = {part: re.compile(part) for part in parts}
    return [[compiled[part] for part in word] for word in written], re.compile("|".join(parts))


# The members of a system have many pages whose content is the same.
@lru_cache(maxsize=64)
def link_explanations(html: str, words: tuple[LinkedWord, ...], address: str) -> str:
    """Link the first use of each word in running text to its explanation at ``address``."""
    find_uses, read_part = _make_readers(words)
    waiting = {word.name for word in words}
    open_elements: OpenElements = ()
    units: list[str] = []
    # Parts without a word. Which elements they leave open is asked when a part with one comes.
    passed: list[str] = []
    for part in _split_at_headings(html):
        end = 0
        if not waiting or waiting.isdisjoint(find_uses(part)):
            passed.append(part)
        else:
            for one in passed:
                if open_elements or not _closes_all(one):
                    _, open_elements = read_part(one, open_elements)
            passed.clear()
            texts, open_elements = read_part(part, open_elements)
            for uses in texts:
                for (start, stop), name in sorted(_take_words(waiting, uses)):
                    units += [
                        part[end:start],
                        f'<a href="{escape(address)}#word-{escape(name)}">{part[start:stop]}</a>',
                    ]
                    end = stop
        units.append(part[end:])
    return "".join(units)


def _split_at_headings(html: str) -> list[str]:
    """Split a page where a line begins with a heading (or a rule); nothing is lost."""
    first, *others = html.split(BEFORE_HEADING)
    return [first, *(BEFORE_HEADING + other for other in others)]


@lru_cache(maxsize=8)
def _make_readers(
    words: tuple[LinkedWord, ...],
) -> tuple[Callable[[str], Uses], Callable[[str, OpenElements], Part]]:
    """Return a function that finds these words in a part, and one that finds where to link them.

    The second gets the part and the elements that are open where it begins. Pages of a system's
    members have nearly all parts in common, though each page names its library somewhere.
    """

    @lru_cache(maxsize=500)
    def find_uses(html: str) -> Uses:
        return _find_uses(html, words)

    @lru_cache(maxsize=500)
    def read_part(html: str, open_elements: OpenElements) -> Part:
        uses = find_uses(html)
        starts = sorted(span[0] for spans in uses.values() for span in spans)
        texts = []
        still_open = list(open_elements)
        for start, stop in _find_running_text(html, still_open):
            following = bisect_left(starts, start)
            # Most texts have none of the words.
            if following < len(starts) and starts[following] < stop:
                texts.append(_list_uses_within(uses, start, stop))
        return texts, tuple(still_open)

    return find_uses, read_part


def _closes_all(html: str) -> bool:
    """Tell whether as many elements end in a part as begin in it."""
    ends = html.count("</")
    begins = html.count("<") - ends - sum(html.count(f"<{name}") for name in VOID_ELEMENTS)
    return begins == ends


def _list_uses_within(uses: Uses, start: int, stop: int) -> Uses:
    """Return the places of each word between two positions, if it has any there."""
    within = {
        name: [span for span in spans if start <= span[0] and span[1] <= stop]
        for name, spans in uses.items()
    }
    return {name: spans for name, spans in within.items() if spans}


def _find_uses(html: str, words: tuple[LinkedWord, ...]) -> Uses:
    """Find all places of each word, in tags or outside; leave out words without any."""
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


def _take_words(waiting: set[str], uses: Uses) -> list[tuple[Span, str]]:
    """Remove the words of one text from ``waiting``, and return the position of each.

    A longer word takes precedence over one within it.
    """
    taken: list[tuple[Span, str]] = []
    for name, spans in uses.items():
        if name not in waiting:
            continue
        for span in spans:
            if not any(span[0] < other[1] and other[0] < span[1] for other, _ in taken):
                taken.append((span, name))
                waiting.remove(name)
                break
    return taken


def _find_running_text(html: str, open_elements: list[OpenElement]) -> Iterator[Span]:
    """Yield the beginning and end of each text that may contain a link.

    ``open_elements`` are those in which ``html`` begins; in the end, those that are still open.
    """
    holding = sum(is_holder for _, is_holder, _ in open_elements)
    closing = sum(is_closed for _, _, is_closed in open_elements)
    for name, attributes, start, stop in locate_texts(html):
        if name[:1] == "/":
            while open_elements:
                ended, is_holder, is_closed = open_elements.pop()
                holding, closing = holding - is_holder, closing - is_closed
                if ended == name[1:]:
                    break
        elif name and name not in VOID_ELEMENTS:
            is_holder = name in TEXT_ELEMENTS
            is_closed = name in CLOSED or " lang=" in attributes
            open_elements.append((name, is_holder, is_closed))
            holding, closing = holding + is_holder, closing + is_closed
        if start < stop and holding and not closing:
            yield start, stop
