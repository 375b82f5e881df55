"""Reads our own HTML as a list of tags and texts.

Markdown's serializer and our templates write ``<`` and ``>`` only around tags, element names in
lower case, and every value in double quotation marks. So a pattern reads the HTML as a browser
would. The audit of the finished pages does not rely on that: it parses the HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, count
from operator import add

TAG = re.compile(r"<(/?[a-z][\w-]*)([^>]*)>")
# Within a tag: the next bracket closes it.
ID_IN_TAG = re.compile(r' id="([^"]*)"[^<>]*>')
ID = re.compile(r' id="([^"]*)"')
VOID_ELEMENTS = {"br", "hr", "img", "wbr", "input"}
# The elements that contain running text.
TEXT_ELEMENTS = {"p", "li", "td", "dd"}

# A tag and the text between it and the next one: the name of the element ("p"; "/p" in an end tag),
# the attributes after the name, and the text.
Token = tuple[str, str, str]


def read_tokens(html: str) -> Iterator[Token]:
    """Yield the tags of ``html``, each with the text after it.

    The first token has no name, only the text before the first tag. Joined, "<name attributes>" and
    the texts are ``html`` again.
    """
    # Splitting runs in C; an object for every tag would take three times as long.
    fields = iter(["", "", *TAG.split(html)])
    return zip(fields, fields, fields, strict=True)


def locate_texts(html: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield the tags of ``html`` (name, attributes), and where the text behind each begins, ends.

    As in ``read_tokens``, the first has no name.
    """
    fields = ["", "", *TAG.split(html)]
    # Where each field ends, without the two brackets of each tag.
    ends = list(accumulate(map(len, fields)))
    return zip(
        fields[::3],
        fields[1::3],
        map(add, ends[1::3], count(0, 2)),
        map(add, ends[2::3], count(0, 2)),
        strict=False,
    )


def find_id(attributes: str) -> str:
    """Return the id among the attributes of a tag, as it is written, or ""."""
    found = ID.search(attributes)
    return found[1] if found else ""


def find_ids(html: str) -> list[str]:
    """Return every id in ``html``, as it is written."""
    return ID_IN_TAG.findall(html)
