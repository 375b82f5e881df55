"""Turns the tokens after outdated texts into marks for the reader, in places that allow a mark.

The texts of the data pass through templates as plain text. An outdated one carries a token of
private-use characters. Its mark goes to the end of the paragraph, list item or cell around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from aviso.content.html_tokens import TEXT_ELEMENTS, find_id, read_tokens

TOKEN = re.compile("\ue002(\\d+)\ue003")
TOKEN_BEGINNING = "\ue002"
# A mark goes to the end of one of these. In a heading or a link, it would look like a part of it.
ENDS_OF_MARKED = {f"/{name}" for name in TEXT_ELEMENTS | {"th", "caption"}}


def make_token(number: int) -> str:
    """Return the token that follows an outdated text until the page is ready."""
    return f"\ue002{number}\ue003"


def place_marks(html: str, mark: Callable[[int, str], str] | None) -> str:
    """Replace the tokens in ``html`` with marks.

    ``mark(number, id)`` returns the mark of a token; its link leads to the nearest ``id`` above.
    """
    if mark is None or TOKEN_BEGINNING not in html:
        return html
    output: list[str] = []
    waiting: dict[str, None] = {}
    anchor = ""

    def take_tokens(text: str) -> str:
        if TOKEN_BEGINNING not in text:
            return text
        waiting.update(dict.fromkeys(TOKEN.findall(text)))
        return TOKEN.sub("", text)

    for name, attributes, text in read_tokens(html):
        if waiting and name in ENDS_OF_MARKED:
            output += [mark(int(number), anchor) for number in waiting]
            waiting.clear()
        if name:
            output.append(take_tokens(f"<{name}{attributes}>"))
        # The id of the main heading is made of its words, so it differs between the languages.
        if attributes and name != "h1":
            anchor = find_id(attributes) or anchor
        output.append(take_tokens(text))
    return "".join([*output, *(mark(int(number), anchor) for number in waiting)])
