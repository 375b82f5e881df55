"""Turns a text as it is written into the sentences that it says: what formatting changes is gone, what meaning changes stays."""

from __future__ import annotations

import re
from functools import lru_cache

HEADING_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*#[^{}\n]*\}[ \t]*#*[ \t]*$", re.MULTILINE)
ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}")
LINE_MARKS = re.compile(
    r"^[ \t]*(?:(?:#{1,6}|[-*+]|\d{1,3}[.)]|>|:)[ \t]+|!!![ \t]*[\w-]+[ \t]*)+", re.MULTILINE
)
RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$|^(?=[^\n]*--)[ \t|:-]+$", re.MULTILINE)
EMPHASIS = re.compile(
    r"(?<![\\\w])[*_]{1,3}(?=\S)|(?<=\S)(?<!\\)[*_]{1,3}(?!\w)|`+|(?<=\S)\*{2,3}|\*{2,3}(?=\S)"
)
TABLE_BARS = re.compile(r"[ \t]*(?<!\\)\|[ \t]*")
SAME_SIGNS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "\u00a0": " ",
        "\u202f": " ",
        "\u2011": "-",
        "–": "-",
        "—": "-",
    }
)
PLACEHOLDER = re.compile(r"\{\{[ \t]*([^{}\n]*?)[ \t]*\}\}")
PARAGRAPH_END = re.compile(
    r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t])|\n(?=[ \t]*(?:#{1,6} |:[ \t]|\||!!!))"
)
# A sentence ends where the next begins with a capital; "p. m." and "No. 12" do not.
# Every expression here takes time in proportion to the text, whatever stands in it.
SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)[\"')]*[ ]+(?=[\"'(¿¡]*[A-ZÁÉÍÓÚÑ{])")
WHITE_SPACE = re.compile(r"\s+")
# Most texts of the data: one paragraph that begins with a word and has no sign of Markdown.
PLAIN = re.compile(r"(?!\d+[.)][ \t])(?:[^\W_]|[¿¡\"'(])(?:(?!://)[^\n*_`#>|\[\]{}<\\])*")


@lru_cache(maxsize=8192)
def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of ``text``, Markdown's signs, line breaks and the form of quotation marks left aside.

    Words, numbers, punctuation, placeholders and the addresses of links stay: to change one of them is to change the text.
    """
    text = text.translate(SAME_SIGNS)
    if PLAIN.fullmatch(text):
        return tuple(
            sentence
            for sentence in SENTENCE_END.split(WHITE_SPACE.sub(" ", text).strip())
            if sentence
        )
    return by_every_rule(text)


def by_every_rule(text: str) -> tuple[str, ...]:
    """Return the sentences of a text that may have any sign of Markdown."""
    text = RULE.sub("", ATTRIBUTES.sub("", HEADING_ATTRIBUTES.sub("", text)))
    return tuple(
        sentence for paragraph in PARAGRAPH_END.split(text) for sentence in _sentences(paragraph)
    )


def _sentences(paragraph: str) -> list[str]:
    # What stands in a placeholder or an address is no formatting: it is kept aside while signs are taken away.
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(f"{{{{ {found[1]} }}}}" if found.re is PLACEHOLDER else found[0])
        return f"\ue000{len(kept) - 1}\ue001"

    plain = PLACEHOLDER.sub(keep, paragraph)
    plain = re.sub(r"\]\([^()\n]*\)|<(?:https?://|mailto:)?[^<>\s]+>|https?://\S+", keep, plain)
    plain = TABLE_BARS.sub(" ", EMPHASIS.sub("", LINE_MARKS.sub("", plain)))
    plain = WHITE_SPACE.sub(" ", plain).strip()
    return [
        re.sub("\ue000(\\d+)\ue001", lambda found: kept[int(found[1])], sentence)
        for sentence in SENTENCE_END.split(plain)
        if sentence
    ]
