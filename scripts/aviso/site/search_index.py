"""Turns the pages of one language into the search index that the reader's device loads.

The index has an entry for each section. The texts repeat the same words, so each word is written
once, in a list that begins with the most frequent; a text is a row of numbers, each of one to three
characters. ``scripts/assets/search/packed.js`` reads it. This halves the size of the file, whether
or not the web server compresses it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain

from aviso.content.html import Section
from aviso.site.templates import make_relative_link

WITHOUT_ENTRIES = {"search"}
SEARCH_INDEX = "index.json"
# Characters that JSON writes as they are. The first 60 end a number; after the others, it
# continues.
SIGNS = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
ENDING = 60
Page = tuple[str, str, list[Section]]


def make_search_index(
    locale: str,
    pages: dict[str, tuple[str, list[Section]]],
    addresses: Mapping[str, str] | None = None,
) -> str:
    """Return the index of ``pages`` (name → title and sections) as JSON.

    Links are relative to the search page.
    ``addresses`` are the addresses of those pages that have another than their name.
    """
    links = {
        name: make_relative_link("search", name, "", (addresses or {}).get(name, name))
        for name in pages
        if name not in WITHOUT_ENTRIES
    }
    return pack_pages(locale, [(link, *pages[name]) for name, link in links.items()])


def pack_pages(locale: str, pages: Iterable[Page]) -> str:
    """Return pages (address, title, sections) as JSON.

    It has the words, and for each page its sections as (id, heading, text in numbers).
    """
    entries = [
        (
            address,
            title,
            [
                (section, section.text.split())
                for section in sections
                if section.heading or section.text
            ],
        )
        for address, title, sections in pages
    ]
    words = [
        word
        for word, _ in Counter(
            chain.from_iterable(text for _, _, sections in entries for _, text in sections)
        ).most_common()
    ]
    sign_of = dict(zip(words, map(write_number, range(len(words))), strict=True)).__getitem__
    value = {
        "locale": locale,
        "words": " ".join(words),
        "pages": [
            [
                address,
                title,
                [
                    [
                        section.anchor,
                        section.heading if section.anchor else "",
                        "".join(map(sign_of, text)),
                    ]
                    for section, text in sections
                ],
            ]
            for address, title, sections in entries
            if sections
        ],
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@cache
def write_number(number: int) -> str:
    """Write a number from 0 on: the smallest 60 with one character, the next 1,860 with two."""
    rest, last = divmod(number, ENDING)
    written = SIGNS[last]
    while rest:
        rest, following = divmod(rest - 1, len(SIGNS) - ENDING)
        written = SIGNS[ENDING + following] + written
    return written
