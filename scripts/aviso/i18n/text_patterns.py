"""Patterns for parts of a text that are not words: placeholders, links, addresses, telephones."""

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
# Each telephone number has this, which few texts have. It begins with a set of signs, so that
# Python passes over all others quickly.
PART_OF_TELEPHONE = re.compile(r"[\d+](?:[ .-]\d{4}|(?<=\+)\d)")
# Letters without digits or marks.
WORD = re.compile(r"[^\W\d_]+")


# Every comparison of two texts asks for the same sentences.
@lru_cache(maxsize=16_384)
def remove_non_prose(sentence: str) -> str:
    """Return the words of a sentence, without placeholders, addresses and telephone numbers."""
    sentence = remove_links(remove_placeholders(sentence))
    if "@" in sentence:
        sentence = EMAIL.sub(" ", sentence)
    if may_have_address(sentence):
        sentence = ADDRESS.sub(" ", sentence)
    if may_have_telephone(sentence):
        sentence = TELEPHONE.sub(" ", sentence)
    return sentence.replace("’", "'")


# Few texts have any of these signs, and looking for a sign is much faster than for a pattern.


def remove_placeholders(text: str) -> str:
    """Return a text with a space in the place of each placeholder."""
    return PLACEHOLDER.sub(" ", text) if "{{" in text else text


def remove_links(text: str) -> str:
    """Return a text without the targets of its links."""
    return LINK.sub("](", text) if "](" in text else text


def may_have_address(text: str) -> bool:
    """Tell whether ``ADDRESS`` can match: it begins with one of two signs."""
    return "://" in text or "www." in text


def may_have_telephone(text: str) -> bool:
    """Tell whether ``TELEPHONE`` can match."""
    return PART_OF_TELEPHONE.search(text) is not None
