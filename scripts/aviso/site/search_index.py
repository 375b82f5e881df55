"""Turns the pages of one language into the search index that the reader's device loads.

The index has an entry for each section. The texts repeat the same words, so each word is written
once, and a text is a row of numbers (see ``aviso.site.index_words``). This halves the size of the
file; ``scripts/assets/search/packed.js`` reads it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from aviso.content.html import HtmlSection
from aviso.i18n.search_synonyms import SearchGroup
from aviso.site.index_words import number_words
from aviso.site.templates import make_relative_link

WITHOUT_ENTRIES = {"search"}
SEARCH_INDEX = "index.json"
# The words of the groups, beside it. All notices of a project have the same file.
SEARCH_WORDS = "words.json"
# How much a page counts, in hundredths. The others answer questions; these say what the answers
# rest on, or are for staff.
WEIGHTS = {
    "about": 50,
    "accessibility": 30,
    "companies": 45,
    "desk-card": 30,
    "documents": 30,
    "laws": 40,
    "this-site": 30,
}
# What is shown for a subject that people ask about and that no page speaks of.
OTHERWISE = "about.md#open"
# An address tells nobody anything, and its parts would be found as words.
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S*\w/?|[\w.+-]+@[\w.-]+\w|(?:[\w-]+\.)+[a-z]{2,}/\S*\w/?"
)
LEFT_OUT = "…"
# Every text with an address, or with an ellipsis, has one of these, or "www". A pattern that begins
# with one of a few characters is quick.
MAY_HOLD_ADDRESS = re.compile(rf"[/@{LEFT_OUT}w](?:(?<!w)|ww)")


class IndexedPage(NamedTuple):
    """A page as it stands in the index: its sections by id, those without one under "".

    A section is the words of its heading and those of its text.
    """

    address: str
    title: str
    sections: dict[str, tuple[list[str], list[str]]]
    weight: int = 100


def make_search_index(
    locale: str,
    pages: dict[str, tuple[str, list[HtmlSection]]],
    addresses: Mapping[str, str] | None = None,
    groups: Iterable[SearchGroup] = (),
) -> str:
    """Return the index of ``pages`` (name → title and sections) as JSON.

    Links are relative to the search page.
    ``addresses`` are the addresses of those pages that have another than their name.
    """
    shown = list_indexed_pages(pages, addresses or {})
    return pack_pages(locale, list(shown.values()), number_places(shown), groups)


def list_indexed_pages(
    pages: Mapping[str, tuple[str, list[HtmlSection]]], addresses: Mapping[str, str]
) -> dict[str, IndexedPage]:
    """Return the pages as they stand in the index, by name, without those that have no words."""
    links = {
        name: make_relative_link("search", name, "", addresses.get(name, name))
        for name in pages
        if name not in WITHOUT_ENTRIES
    }
    entries = {
        name: IndexedPage(
            link, pages[name][0], merge_sections(pages[name][1]), WEIGHTS.get(name, 100)
        )
        for name, link in links.items()
    }
    return {name: page for name, page in entries.items() if page.sections}


def merge_sections(sections: Iterable[HtmlSection]) -> dict[str, tuple[list[str], list[str]]]:
    """Return the words of the heading and the text of each section by its id.

    Parts with one id are joined.
    """
    found: dict[str, tuple[list[str], list[str]]] = {}
    for section in sections:
        if not section.heading and not section.text:
            continue
        heading = section.heading.split() if section.anchor else []
        _, words = found.setdefault(section.anchor, (heading, []))
        may_hold = MAY_HOLD_ADDRESS.search(section.text)
        words += _leave_out_addresses(section.words) if may_hold else section.words
    return found


def split_words(text: str, previous: str = "") -> list[str]:
    """Return the words of a text as the index has them, after the word ``previous``."""
    words = text.split()
    return _leave_out_addresses(words, previous) if MAY_HOLD_ADDRESS.search(text) else words


def _leave_out_addresses(words: Sequence[str], previous: str = "") -> list[str]:
    """Return words in which one ellipsis stands in the place of one or more addresses."""
    shown = [
        ADDRESS.sub(LEFT_OUT, word) if "." in word and MAY_HOLD_ADDRESS.search(word) else word
        for word in words
    ]
    if LEFT_OUT not in shown:
        return shown
    before = [previous, *shown]
    return [
        word
        for word, last in zip(shown, before, strict=False)
        if word != LEFT_OUT or last != LEFT_OUT
    ]


def number_places(pages: Mapping[str, IndexedPage]) -> dict[str, int]:
    """Return the number of each section by its place as links write it: ``choices.md#reach``."""
    found: dict[str, int] = {}
    number = 0
    for name, page in pages.items():
        found[f"{name}.md"] = number
        for anchor in page.sections:
            if anchor:
                found[f"{name}.md#{anchor}"] = number
            number += 1
    return found


def pack_pages(
    locale: str,
    pages: list[IndexedPage],
    numbers: Mapping[str, int],
    groups: Iterable[SearchGroup] = (),
) -> str:
    """Return the index as JSON; ``numbers`` are those of the sections by their places."""
    texts = [text for page in pages for section in page.sections.values() for text in section]
    counts = dict(Counter(chain.from_iterable(texts)).most_common())
    return write_index(locale, pages, counts, numbers, groups)


def write_index(
    locale: str,
    pages: list[IndexedPage],
    counts: Mapping[str, int],
    numbers: Mapping[str, int],
    groups: Iterable[SearchGroup] = (),
) -> str:
    """Return the index as JSON; ``counts`` are as in ``index_words.number_words``."""
    listed, signs = number_words(counts)
    sign_of = signs.__getitem__
    return lay_out_index(
        locale, listed, pages, lambda words: "".join(map(sign_of, words)), numbers, groups
    )


def lay_out_index(
    locale: str,
    listed: str,
    pages: list[IndexedPage],
    write_row: Callable[[list[str]], str],
    numbers: Mapping[str, int],
    groups: Iterable[SearchGroup],
) -> str:
    """Return the index as JSON, with words that are ``listed`` and rows that ``write_row`` makes.

    It has the words; each page with its sections as (id, heading and text in numbers); for each
    group of equal words the numbers of the sections that are shown first.
    """
    value: dict[str, object] = {
        "locale": locale,
        "words": listed,
        "pages": [
            [
                page.address,
                page.title,
                [
                    [anchor, write_row(heading), write_row(text)]
                    for anchor, (heading, text) in page.sections.items()
                ],
                *([page.weight] if page.weight != 100 else []),
            ]
            for page in pages
        ],
    }
    firsts = [[numbers[place] for place in group.first if place in numbers] for group in groups]
    if firsts:
        value["groups"] = firsts
        value["otherwise"] = [numbers[OTHERWISE]] if OTHERWISE in numbers else []
    return write_json(value)


def make_search_words(groups: Iterable[SearchGroup]) -> str:
    """Return the words of each group as JSON, in the order that the indexes have."""
    return write_json(["|".join(group.words) for group in groups])


def write_json(value: object) -> str:
    """Return a value as the index has it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
