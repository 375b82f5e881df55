"""Finds words that do not read as they are written.

They have letters that imitate others, or stacks of marks on one letter. Source: Unicode Technical
Standard 39 (confusable characters, mixed scripts), with the library confusable_homoglyphs.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

# A letter that is not Latin. Nearly all texts have none and need no closer look.
BEYOND_LATIN = (
    r"[\u0370-\u1cff\u1f00-\u1fff\u2100-\u214f\u2160-\u2188\u24b6-\u24e9\u2c00-\ud7ff"
    r"\uf900-\ufdff\ufe20-\ufefe\uff00-\uffef\U00010000-\U0010ffff]"
)
WORD = re.compile(r"[^\W_]+")
# A shorter word of another alphabet can consist of such letters by chance.
LONG_ENOUGH = 4
LATIN = "LATIN"
# An emoji that Unicode counts as a letter: ℹ.
INFORMATION_SIGN = "\N{INFORMATION SOURCE}"
PILED_MARKS = (
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3,}"
)
# Latin letters and punctuation: nearly all texts have only these.
ORDINARY = re.compile(r"[\u0000-\u02ff\u2000-\u206f]*")


@cache
def _compile(expression: str) -> re.Pattern[str]:
    """Compile a pattern of many letters, which takes long, when a text needs it: few do."""
    return re.compile(expression)


def find_unreadable_words(text: str) -> Iterator[tuple[int, str]]:
    """Yield (position, message) for each word of ``text`` that a reader would misread."""
    if text.isascii() or ORDINARY.fullmatch(text):
        return
    for found in _compile(PILED_MARKS).finditer(text):
        yield found.start(), "piles marks on a letter, which hides the text around it"
    beyond_latin = _compile(BEYOND_LATIN)
    if not beyond_latin.search(text):
        return
    words = [found for found in WORD.finditer(text) if beyond_latin.search(found[0])]
    written_in = _find_scripts(words)
    for found in words:
        if imitates(found[0], written_in):
            yield (
                found.start(),
                f'has the word "{found[0]}" with letters of another alphabet that imitate a–z',
            )


def _find_scripts(words: list[re.Match[str]]) -> frozenset[str]:
    """Return the scripts of a text: those in which most words have no look-alike.

    In a Russian text, хаос is a word like any other, although each of its letters looks like one of
    a–z.
    """
    plain, alike = Counter[str](), Counter[str]()
    for found in words:
        for script in find_scripts(found[0]) - {LATIN}:
            (alike if _passes_for_a_word(found[0]) else plain)[script] += 1
    return frozenset(script for script in plain if plain[script] > alike[script])


def find_scripts(word: str) -> set[str]:
    """Return the scripts of the letters of a word, as "LATIN"."""
    from confusable_homoglyphs import categories

    return {categories.alias(letter) for letter in word} - {"COMMON", "INHERITED"}


def imitates(word: str, written_in: frozenset[str] = frozenset()) -> bool:
    """Tell whether a word mixes alphabets, or has only letters that look Latin and are not.

    In the scripts ``written_in``, a word may consist of such letters.
    """
    if word == INFORMATION_SIGN:
        return False
    scripts = find_scripts(word)
    if LATIN in scripts and len(scripts) > 1:
        return True
    if any(
        _compile(BEYOND_LATIN).match(letter) and _is_plain(unicodedata.normalize("NFKC", letter))
        for letter in word
    ):
        return True
    return not scripts <= written_in and _passes_for_a_word(word)


def _passes_for_a_word(word: str) -> bool:
    return len(word) >= LONG_ENOUGH and LATIN not in find_scripts(word) and looks_latin(word)


def looks_latin(letters: str) -> bool:
    """Tell whether each of the letters looks like one of a–z."""
    from confusable_homoglyphs import confusables

    looks = confusables.is_confusable(letters, greedy=True, preferred_aliases=[]) or []
    like_latin = {
        entry["character"]
        for entry in looks
        if any(len(other["c"]) == 1 and _is_plain(other["c"]) for other in entry["homoglyphs"])
    }
    return set(letters) <= like_latin


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isalpha()
