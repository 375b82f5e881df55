"""Turns the tokens that follow outdated texts into marks for the reader, where a mark can stand.

Texts of the data flow through templates as plain text. An outdated one carries a token of private-use characters; the
mark stands at the end of the paragraph, item or cell that it comes to stand in.
"""

from __future__ import annotations

import re
from collections.abc import Callable

TOKEN = re.compile("\ue002(\\d+)\ue003")
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^>]*>")
ID = re.compile(r"""<[^>]*\bid="([^"]+)\"""")
# A mark stands at the end of one of these; in a heading or a link it would be read as a part of it.
HOLDERS = {"li", "p", "td", "th", "dd", "caption"}


def token(number: int) -> str:
    """What follows an outdated text until the page is ready."""
    return f"\ue002{number}\ue003"


def place_marks(html: str, mark: Callable[[int, str], str] | None) -> str:
    """Replace the tokens in ``html``; ``mark(number, id)`` gives the mark whose link leads to the nearest ``id`` above."""
    if mark is None or "\ue002" not in html:
        return html
    units: list[str] = []
    waiting: dict[str, None] = {}
    anchor, end = "", 0

    def text_between(text: str) -> str:
        waiting.update(dict.fromkeys(TOKEN.findall(text)))
        return TOKEN.sub("", text)

    for found in TAG.finditer(html):
        units.append(text_between(html[end : found.start()]))
        if found[1] and found[2].lower() in HOLDERS and waiting:
            units += [mark(int(number), anchor) for number in waiting]
            waiting.clear()
        units.append(text_between(found[0]))
        # The id of the main heading is made of its words, in each language of others.
        identifier = ID.match(found[0]) if found[2] != "h1" else None
        anchor, end = identifier[1] if identifier else anchor, found.end()
    units.append(text_between(html[end:]))
    return "".join([*units, *(mark(int(number), anchor) for number in waiting)])
