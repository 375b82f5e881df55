"""Tells the signs of other notations in a text that is shown as it is written."""

from __future__ import annotations

import re

from aviso.core.character_references import find_reference

# Signs of Markdown on both sides of words, a link, or lines of a list.
MARKDOWN = re.compile(
    r"\*\*(?=\S)[^*\n]{1,200}?\*\*|~~(?=\S)[^~\n]{1,200}~~|\[[^\[\]\n]{1,200}\]\([^()\s]{1,300}\)|"
    r"`[^`\n]{1,200}`|(?<![\w*])\*(?=[^\W\d_])[^*\n]{1,100}(?<=\S)\*(?![\w*])|^#{1,6} \S|"
    r"^[ \t]*[-*+] [^\n]*\n[ \t]*[-*+] ",
    re.MULTILINE,
)
# Tags, placeholders and statements of templates.
MARKUP = re.compile(r"<(?=[a-zA-Z/!?])|\{\{|\{%|\{#")


def find_markup(text: str) -> tuple[str, str] | None:
    """Return the first sign of another notation in a text, and what to do; None if it is plain."""
    if found := MARKUP.search(text):
        sign = text[found.start() : found.start() + 12]
        return sign, "texts here have no HTML and no placeholders"
    if found := MARKDOWN.search(text):
        return found[0][:20].strip(), "texts here have no Markdown: write plain words"
    if reference := find_reference(text):
        return reference, "type the character itself"
    return None
