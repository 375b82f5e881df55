"""Finds what in a text does not read as it is written.

That is: letters that imitate others, marks that pile up, and signs that nobody sees. Source:
Unicode Technical Standard 39 (confusable characters, mixed scripts), by the library
confusable_homoglyphs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Characters that reverse or hide text, so that a reader sees something other than what is written
# (Unicode TR #36); control characters; line ends that most editors do not show; and private-use
# characters, some of which mark places in pages.
HIDDEN_CHARACTERS = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# A letter from beyond the Latin alphabets. Nearly all texts have none, and need no closer look.
BEYOND_LATIN = re.compile(
    r"[\u0370-\u1cff\u1f00-\u1fff\u2100-\u214f\u2160-\u2188\u24b6-\u24e9\u2c00-\ud7ff"
    r"\uf900-\ufdff\ufe20-\ufefe\uff00-\uffef\U00010000-\U0010ffff]"
)
WORD = re.compile(r"[^\W_]+")
# A shorter word of another alphabet can have nothing but such letters by chance.
LONG_ENOUGH = 4
PILED_MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3,}"
)
# Latin letters and their punctuation: nearly all texts have nothing else.
ORDINARY = re.compile(r"[\u0000-\u02ff\u2000-\u206f]*")


def find_unreadable_words(text: str) -> Iterator[tuple[int, str]]:
    """Yield (position, message) for each word of ``text`` that a reader takes for another."""
    if text.isascii() or ORDINARY.fullmatch(text):
        return
    for found in PILED_MARKS.finditer(text):
        yield found.start(), "piles marks on a letter, which hides the text around it"
    if not BEYOND_LATIN.search(text):
        return
    for found in WORD.finditer(text):
        if BEYOND_LATIN.search(found[0]) and imitates(found[0]):
            yield (
                found.start(),
                f'has the word "{found[0]}" with letters of another alphabet that imitate a–z',
            )


def imitates(word: str) -> bool:
    """Tell whether a word mixes alphabets, or has only letters that pass for Latin ones."""
    from confusable_homoglyphs import categories, confusables

    scripts = {categories.alias(letter) for letter in word} - {"COMMON", "INHERITED"}
    if "LATIN" in scripts and len(scripts) > 1:
        return True
    if any(
        BEYOND_LATIN.match(letter) and _is_plain(unicodedata.normalize("NFKC", letter))
        for letter in word
    ):
        return True
    looks = confusables.is_confusable(word, greedy=True, preferred_aliases=["latin"]) or []
    like_latin = {
        entry["character"]
        for entry in looks
        if any(_is_plain(other["c"]) for other in entry["homoglyphs"])
    }
    return len(word) >= LONG_ENOUGH and "LATIN" not in scripts and set(word) <= like_latin


def _is_plain(letters: str) -> bool:
    return letters.isascii() and letters.isalpha()
