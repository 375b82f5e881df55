"""Turns the pages of one language into the search index that the reader's device loads: one entry a section.

The texts say little with many words, and the same ones again and again. Each word is written once, in a list that begins
with the commonest; a text is a row of numbers, each of one to three signs. ``scripts/assets/search/packed.js`` reads it.
That halves what a slow line or a full disk has to carry, whether or not the web server compresses.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain

from aviso.content.html import Section
from aviso.site.templates import relative_link

WITHOUT_ENTRIES = {"search"}
SEARCH_INDEX = "index.json"
# Signs that JSON writes as they are. The first end a number; the others are followed by more of it.
SIGNS = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
ENDING = 60
Page = tuple[str, str, list[Section]]


def search_index(
    locale: str,
    pages: dict[str, tuple[str, list[Section]]],
    addresses: Mapping[str, str] | None = None,
) -> str:
    """Return the index of ``pages`` (name → title and sections) as JSON; links are relative to the search page.

    ``addresses`` are the addresses of those pages that have another than their name.
    """
    links = {
        name: relative_link("search", name, "", (addresses or {}).get(name, name))
        for name in pages
        if name not in WITHOUT_ENTRIES
    }
    return packed(locale, [(link, *pages[name]) for name, link in links.items()])


def packed(locale: str, pages: Iterable[Page]) -> str:
    """Return pages (address, title, sections) as JSON: the words, and for each page its sections as (id, heading, text in numbers)."""
    told = [
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
            chain.from_iterable(text for _, _, sections in told for _, text in sections)
        ).most_common()
    ]
    sign_of = dict(zip(words, map(number_in_signs, range(len(words))), strict=True)).__getitem__
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
            for address, title, sections in told
            if sections
        ],
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@cache
def number_in_signs(number: int) -> str:
    """Write a number from 0 on: the smallest 60 with one sign, the next 1,860 with two."""
    rest, last = divmod(number, ENDING)
    written = SIGNS[last]
    while rest:
        rest, following = divmod(rest - 1, len(SIGNS) - ENDING)
        written = SIGNS[ENDING + following] + written
    return written
