"""Finds words of which one letter was read in a wrong encoding: “informaci¢n” for “información”.

Old encodings have one byte for each letter, so that a letter becomes one other sign; those of
eastern Asia join the bytes of UTF-8 into signs of their own (“informaci贸n”); and a program that
knows neither writes a question mark. Signs count only between two lowercase Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

LETTERS = "áéíóúüñ"
# In which encoding a text was written, and in which it was read.
MISTAKEN = (
    ("cp850", "cp1252"),
    ("cp1252", "cp850"),
    ("cp1252", "cp437"),
    ("mac_roman", "cp1252"),
    ("cp1252", "mac_roman"),
)
# Signs that stand between two lowercase letters in no word. Some others do, as in col·lecció.
IN_NO_WORD = frozenset("¡¢£¤¥‚¾±≤³ⁿ‡Θφ˙¸ÒÛÌÈŽÝŸ")
ASIAN = ("gbk", "big5", "shift_jis", "euc_kr")
# An apostrophe and the letter after it can become two signs: “don鈥檛”.
APOSTROPHES = [f"’{letter}" for letter in "tslrvmd"]
SHORTEST = 5
# A word in which a question mark stands for a letter; no address.
QUESTIONED = re.compile(
    r"(?<!\S)[\"'(“‘¿¡*_]*((?:[^\W\d_]*[^\W\d_A-ZÁÉÍÓÚÑ]\?)+(?![A-ZÁÉÍÓÚÑ])[^\W\d_]+)"
    r"[\"').,;:!”’*_]*(?!\S)"
)
# Shorter words that are common in Spanish: año, niño, más, día.
SHORT_WORDS = {"a?o", "ni?o", "ni?a", "m?", "d?a"}
# A question that begins with the sign that ends it.
TURNED_BACK = re.compile(r"(?<![^\s\"'(“‘*_])\?(?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ?])")
# What every such word has; most question marks end a sentence.
WITHIN_A_WORD = re.compile(r"\?[^\W\d_]")


def find_lost_letters(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the position and the signs of each lost letter, and the letter, "" if it is unknown."""
    if "?" in text and WITHIN_A_WORD.search(text):
        for word in QUESTIONED.finditer(text):
            is_word = len(word[1]) >= SHORTEST or word[1].lower().rstrip("s") in SHORT_WORDS
            for position in range(*word.span(1)) if is_word else ():
                if text[position] == "?":
                    yield position, "?", ""
        for found in TURNED_BACK.finditer(text):
            yield found.start(), "?", ""
    # Few texts have one of the signs, and a set of signs is looked for quickly.
    if not text.isascii() and _make_set().search(text):
        for found in _make_pattern().finditer(text):
            yield found.start(), found[0], _list_signs()[found[0]]


def has_lost_letter(text: str) -> bool:
    """Tell whether a question mark or ¡ stands for a letter in a text of usual signs."""
    may_have = "?" in text or "¡" in text
    return may_have and next(find_lost_letters(text), None) is not None


@cache
def _make_set() -> re.Pattern[str]:
    """Return the pattern of a sign with which a lost letter begins."""
    return re.compile(f"[{re.escape(''.join(sorted({sign[0] for sign in _list_signs()})))}]")


@cache
def _make_pattern() -> re.Pattern[str]:
    ends, inner = (
        "|".join(
            re.escape(sign) for sign, part in _list_signs().items() if is_end == (part[0] in "’")
        )
        for is_end in (True, False)
    )
    return re.compile(rf"(?<=[a-z])(?:{ends}|(?:{inner})(?=[a-z]))")


@cache
def _list_signs() -> dict[str, str]:
    """Return the signs that can stand for a letter, each with that letter."""
    found: dict[str, str] = {}
    for letter in LETTERS:
        for written, read in MISTAKEN:
            sign = letter.encode(written).decode(read, "ignore")
            if sign in IN_NO_WORD:
                found.setdefault(sign, letter)
    for part in (*LETTERS, *APOSTROPHES):
        for encoding in ASIAN:
            sign = part.encode().decode(encoding, "ignore")
            if sign and not sign.isascii() and len(sign.encode(encoding)) == len(part.encode()):
                found.setdefault(sign, part)
    return found
