"""Tells the signs of other notations in a text that is shown as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aviso.core.character_references import ADDRESS, find_reference

# Signs of Markdown on both sides of words, a link, or lines of a list.
MARKDOWN = re.compile(
    r"\*\*(?=\S)[^*\n]{1,200}?\*\*|~~(?=\S)[^~\n]{1,200}~~|\[[^\[\]\n]{1,200}\]\([^()\s]{1,300}\)|"
    r"`[^`\n]{1,200}`|(?<![\w*])\*(?=[^\W\d_])[^*\n]{1,100}(?<=\S)\*(?![\w*])|^#{1,6} \S|"
    r"^[ \t]*[-*+] [^\n]*\n[ \t]*[-*+] |"
    r"(?<!\w)__(?=[^\W_])[^_\n]{1,100} [^_\n]{0,100}(?<=\S)__(?!\w)|"
    r"(?<!\w)_(?=[A-ZÁÉÍÓÚÑ])[^_\n]{1,100}(?<=\S)_(?!\w)|==(?=\S)[^=\n]{1,100}(?<=\S)==(?!=)|"
    r"^[ \t]*1[.)] [^\n]*\n[ \t]*2[.)] |\{: ?[.#\w]|"
    r"^> \S|^\|.*\|[ \t]*$|\[\^[\w-]{1,30}\]|^!!! \w",
    re.MULTILINE,
)
# Tags, placeholders and statements of templates.
MARKUP = re.compile(r"<(?=[a-zA-Z/!?%])|\{\{|\{%|\{#")
# What other programs write, and readers would see, in texts and on pages.
PROGRAM_NOTATIONS = tuple(
    re.compile(pattern)
    for pattern in (
        # Program code and JSON: ni\u00f1o, two\nlines.
        r"\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2})|(?<=[\w.,;!?])\\[nrt](?![a-z\\])",
        # LaTeX: \textbf{never}; Rich Text: {\rtf1.
        r"\\[a-z]{2,20}\{|\{\\rtf",
        # Web addresses: our%20policy, pol%C3%ADtica.
        r"(?<=[^\W\d_])%20(?=\w)|%[cC][2-5]%[89abAB][0-9a-fA-F]",
        # Email: espa=C3=B1ol, =?UTF-8?Q?ni=C3=B1o?=.
        r"=[cC][2-5]=[89abAB][0-9a-fA-F]|=\?[\w-]{2,20}\?[QqBb]\?[^?\s]*\?=",
        # Forums: [b]never[/b].
        r"\[/(?:b|i|u|s|url|img|size|color|quote|list)\]",
        # Spreadsheets: #N/A. Programs without a value: [object Object].
        r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)|\[object Object\]",
        # Templates: <%= name %>, %(name)s, ${name}.
        r"<%|%\(\w+\)[sd]|\$\{[A-Za-z_][\w. ]{0,40}\}",
    )
)
# Without one of these, a text has none of them. Each is a part of a pattern above.
PROGRAM_SIGNS = (
    *("\\", "%", "=C", "=c", "=?", "[/", "${", "[o"),
    *("#N", "F!", "E!", "0!", "M!", "L!"),
)
# Others that only plain texts cannot have.
OTHER_NOTATIONS = (
    *PROGRAM_NOTATIONS,
    # Program code: don\'t. LaTeX: caf\'e.
    re.compile(r"\\[\"'’]|\\[`'^~\"]\{?[A-Za-z]"),
    # Wikis: '''never''', [[page]].
    re.compile(r"''+[^'\n]+''+|\[\[[^\[\]\n]+\]\]"),
    # Templates: {name}, {0}.
    re.compile(r"\{(?:[A-Za-z_][\w. ]{0,40}|\d)\}"),
)


def find_markup(text: str) -> tuple[str, str] | None:
    """Return the first sign of another notation in a text, and what to do; None if it is plain."""
    if found := MARKUP.search(text):
        sign = text[found.start() : found.start() + 12]
        return sign, "texts here have no HTML and no placeholders"
    if found := MARKDOWN.search(text):
        return found[0][:20].strip(), "texts here have no Markdown: write plain words"
    if reference := find_reference(text):
        return reference, "type the character itself"
    if sign := find_other_notation(text):
        return sign, "type what readers are to see"
    return None


def find_other_notation(text: str) -> str:
    """Return the first sign of what another program writes, outside of web addresses, or ""."""
    found = next(_search_notations(text, OTHER_NOTATIONS), None)
    return found[0][:20].strip() if found else ""


def may_have_program_notation(text: str) -> bool:
    """Tell whether a text has a sign that ``find_program_notations`` could find."""
    return any(sign in text for sign in PROGRAM_SIGNS)


def find_program_notations(text: str) -> Iterator[re.Match[str]]:
    """Yield each sign of what a program writes, which no page has, outside of addresses."""
    return _search_notations(text, PROGRAM_NOTATIONS)


def _search_notations(text: str, notations: tuple[re.Pattern[str], ...]) -> Iterator[re.Match[str]]:
    # Hardly any text has one of these.
    if not any(sign in text for sign in ("\\", "%", "=", "{", "[", "#", "''")):
        return
    plain = ADDRESS.sub(lambda found: " " * len(found[0]), text)
    for one in notations:
        yield from one.finditer(plain)
