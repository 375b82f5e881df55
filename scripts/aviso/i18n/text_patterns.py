"""Patterns for the parts of a text that are not words: placeholders, links, addresses,
telephones."""

from __future__ import annotations

import re
from functools import lru_cache

# Without a group, so that it can be part of larger patterns.
ANY_PLACEHOLDER = r"\{\{[^{}\n]*\}\}"
# Group 1 is the text between the braces.
PLACEHOLDER = re.compile(r"\{\{[ \t]*([^{}\n]*?)[ \t]*\}\}")
# The target of a Markdown link.
# An address may hold parentheses in pairs.
LINK = re.compile(r"\]\(\s*<?((?:[^()\s>]|\([^()\s]*\))+)")
# RFC 5321 allows 64 characters before the @; the limit also keeps the search fast.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>()\[\]\"'“”]+")
# Digits grouped as telephone numbers are; 2017-2018, 18700-18767 and 2026-02-16 are not.
TELEPHONE = re.compile(
    r"(?<![\w.$-])"
    r"(?:\+\d[\d ().-]{5,18}\d|(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])?\d{3}[ .-]\d{4})"
    r"(?![\w%-])"
)
# Letters without digits or marks.
WORD = re.compile(r"[^\W\d_]+")


# Comparisons use the same sentences several times.
@lru_cache(maxsize=4096)
def remove_non_prose(sentence: str) -> str:
    """Return the words of a sentence, without placeholders, addresses and telephone numbers."""
    sentence = LINK.sub("](", PLACEHOLDER.sub(" ", sentence))
    return TELEPHONE.sub(" ", ADDRESS.sub(" ", EMAIL.sub(" ", sentence))).replace("’", "'")
