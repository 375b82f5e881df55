"""Finds invisible characters that neither a script nor an emoji needs.

Persian needs a non-joiner in most words, Sinhala a joiner in most names, Khmer a zero-width space
between words; many emoji are several characters that a joiner holds together. In these places, such
characters are accepted; everywhere else they can only hide something.

Sources: Unicode Technical Report 36 (what can deceive), Unicode Standard Annex 31, 2.3 (joiners),
Unicode Technical Standard 51 (emoji), and chapters 12, 13 and 16 of the Unicode Standard. The
properties of characters come from the library backrefs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

# Characters that reverse or hide text, so that a reader sees something other than what is written
# (Unicode TR #36); control characters; line ends that most editors do not show; and private-use
# characters, some of which mark places in pages.
HIDDEN_CHARACTERS = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# The few of them that some scripts or emoji need.
CONDITIONAL = re.compile("[\u180b-\u180f\u200b-\u200d\ufe00-\ufe0f\U000e0020-\U000e01ef]")
# No readable text has more marks on one letter; the limit also keeps the search fast.
MARKS = r"\p{M}{0,6}"
LETTER = r"[^\W\d_]"
# Letters that join the next one, as in Arabic, Syriac, N'Ko, Mongolian (Joining_Type).
CURSIVE = r"[\p{jt=D}\p{jt=R}\p{jt=L}\u0640]"
# Scripts that put no spaces between words (UAX #14, SA), in which a line can break at U+200B.
UNSPACED = (
    r"[\p{scx=Khmer}\p{scx=Thai}\p{scx=Lao}\p{scx=Myanmar}\p{scx=Tai_Le}\p{scx=New_Tai_Lue}"
    r"\p{scx=Tai_Tham}\p{scx=Tai_Viet}\p{scx=Javanese}\p{scx=Balinese}]"
)
MONGOLIAN = r"[\u1820-\u1878\u1880-\u18aa]"
PICTURE = r"\p{Extended_Pictographic}(?:[\ufe0e\ufe0f]|\p{Emoji_Modifier}\ufe0f?)?"
IN_THEIR_PLACE = (
    # Emoji (UTS #51, 1.4.9): flags of regions, pictures that joiners hold together, keys.
    r"\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f",
    rf"{PICTURE}(?:\u200d{PICTURE})*",
    r"[0-9#*]\ufe0f(?=\u20e3)",
    # A non-joiner beside a letter that would join (UAX #31, A1). The other side can be a letter
    # that does not join, a digit, a foreign word or words in quotation marks or parentheses, to
    # which Persian adds its endings.
    rf"{CURSIVE}{MARKS}\u200c(?=\w)",
    rf"[\w\p{{M}}»”)\]*`]\u200c(?={CURSIVE})",
    # A joiner shows a letter as if another followed; no letter of another script may be there.
    rf"{CURSIVE}{MARKS}\u200d(?={CURSIVE}|(?!{LETTER}))",
    rf"(?<!{LETTER})\u200d(?={CURSIVE})",
    # After a virama (UAX #31, A2 and B), or before one, as in Bengali and Kannada.
    rf"\p{{Lo}}{MARKS}\p{{ccc=9}}{MARKS}[\u200c\u200d]",
    rf"\p{{Lo}}{MARKS}[\u200c\u200d](?=\p{{ccc=9}}{MARKS}\p{{Lo}})",
    # Between a consonant shifter of Khmer and a vowel.
    r"[\u17c9\u17ca][\u200c\u200d](?=\p{M})",
    rf"{UNSPACED}\u200b(?={UNSPACED}|(?!{LETTER}))",
    rf"(?<!{LETTER})\u200b(?={UNSPACED})",
    # Mongolian: forms of letters, and the separator of a final vowel.
    rf"{MONGOLIAN}[\u180b-\u180d\u180f](?:\u180e(?=[\u1820\u1821]))?",
    rf"{MONGOLIAN}\u180e(?=[\u1820\u1821])",
    # Forms of letters: Han (as Japanese names have them), Myanmar, Phags-pa, and their commas.
    r"\p{sc=Han}[\ufe00-\ufe02\U000e0100-\U000e01ef]",
    r"[\p{sc=Myanmar}\p{sc=Phags_Pa}]\ufe00",
    r"[\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f][\ufe00\ufe01]",
)
# Where each character belongs, for messages about one in another place.
PLACES = (
    (
        re.compile("[\u200c\u200d]"),
        "It belongs only within an emoji, or between letters of scripts that need it, such as "
        "Persian or Sinhala.",
    ),
    (
        re.compile("\u200b"),
        "It belongs only between words of scripts without spaces, such as Khmer.",
    ),
    (re.compile("[\ufe0e\ufe0f]"), "It belongs only after an emoji."),
    (re.compile("[\U000e0020-\U000e007f]"), "It belongs only in the emoji of a flag."),
)


def find_hidden_characters(text: str) -> Iterator[re.Match[str]]:
    """Yield each invisible character of ``text`` that no script or emoji needs there."""
    if not HIDDEN_CHARACTERS.search(text):
        return
    allowed = _find_places(text) if CONDITIONAL.search(text) else set()
    for found in HIDDEN_CHARACTERS.finditer(text):
        if found.start() not in allowed:
            yield found


def find_hidden_character(text: str) -> str | None:
    """Return the first invisible character of ``text`` that does not belong there, or None."""
    return next((found[0] for found in find_hidden_characters(text)), None)


def replace_hidden_characters(text: str) -> str:
    """Return ``text`` with a space for each invisible character that does not belong there."""
    places = {found.start() for found in find_hidden_characters(text)}
    return "".join(" " if place in places else sign for place, sign in enumerate(text))


def name_place(character: str) -> str:
    """Return a sentence that says where an invisible character belongs, or "" if nowhere."""
    return next((place for pattern, place in PLACES if pattern.match(character)), "")


def _find_places(text: str) -> set[int]:
    """Return the positions where an invisible character belongs."""
    return {
        place
        for found in _make_pattern().finditer(text)
        for place in range(*found.span())
        if CONDITIONAL.match(text, place)
    }


@cache
def _make_pattern() -> re.Pattern[str]:
    # Few texts have such characters; no others need the tables.
    from backrefs import bre

    pattern: re.Pattern[str] = bre.compile_search("|".join(IN_THEIR_PLACE))
    return pattern
