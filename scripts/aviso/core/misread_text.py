"""Finds letters of UTF-8 that some program read in another encoding: “mÃ¡s” for “más”.

Programs see an ordinary text, but no language spells words this way. Letters count only if their
bytes in the other encoding are one Latin letter, punctuation mark or emoji in UTF-8 (RFC 3629), and
if they cannot belong to a real word, such as the last letter of IRMÃ before a closing quotation
mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from aviso.core.lost_letters import find_lost_letters
from aviso.core.rules import Fault, Rule

# The encodings that UTF-8 is mistaken for: those of Windows (Western, Central European, Cyrillic,
# Greek), old Macs and DOS.
ENCODINGS = ("cp1252", "cp1250", "cp1251", "cp1253", "mac_roman", "cp437", "cp850")
CONTINUATION = range(0x80, 0xC0)
# The first bytes of Latin letters. C2 begins characters such as ¿ and ©.
LETTERS = (0xC3, 0xC4, 0xC5)
# ʻ and ʼ are letters in Hawaiian and other languages.
OKINAS = (0xCA, (0xBB, 0xBC))
SIGNS_OF_C2 = range(0xA0, 0xC0)
# The first two bytes of punctuation and symbols, of emoji, and of the replacement character, and
# those of Vietnamese letters.
LONGER = {(0xE2, second): 1 for second in CONTINUATION}
LONGER |= {(0xF0, 0x9F): 2, (0xEF, 0xBF): 1}
VIETNAMESE = (0xE1, (0xBA, 0xBB))
# Words of other scripts are runs of letters with two or three bytes each. These encodings only.
RUN_ENCODINGS = ("cp1252", "cp1251")
FIRST_OF_TWO, FIRST_OF_THREE = range(0xC2, 0xE0), range(0xE0, 0xF0)
BYTE_ORDER_MARK = (0xEF, 0xBB)
# What can follow the last letter of a word.
SPACE = re.compile(r"\s")
NO_BREAK_SPACE = "\u00a0"
# In the place of a letter that nobody can know any more.
UNKNOWN = "\ufffd"
# What no letter follows that belongs to the same word.
OPENING = "‘“„‚«‹"
CLOSING = f"‘’“”«»‹›„‚…–—•{NO_BREAK_SPACE}"

MISREAD = Rule(
    "wording/misread-letters",
    "A word has letters that some program read in a wrong encoding",
    why="A spreadsheet or an old system read the text in another encoding and saved the result. "
    "Readers see Ã and â in the middle of words, and no search finds the words.",
    cure="Type the words again, or open the original and save it as UTF-8.",
    example="mÃ¡s",
)


class MisreadLetter(NamedTuple):
    """Letters at a position of a text, and what they most likely stood for, "" if unknown."""

    position: int
    found: str
    meant: str


def find_misread(text: str) -> Iterator[MisreadLetter]:
    """Yield every place of ``text`` where a letter was read wrongly, in order."""
    lost = [MisreadLetter(*one) for one in find_lost_letters(text)]
    if not lost:
        yield from _find_sequences(text)
        return
    several = list(_find_sequences(text))
    taken = {position for one in several for position in _find_positions(one)}
    yield from sorted([*several, *(one for one in lost if one.position not in taken)])


def _find_sequences(text: str) -> Iterator[MisreadLetter]:
    """Yield every place of ``text`` where one letter was read as several."""
    if text.isascii():
        return
    if not any(one.search(text) for one in (_find_beginnings(), *_find_beginnings_of_scripts())):
        return
    end = 0
    for found in _make_pattern().finditer(text):
        if found.start() >= end and (meant := _read_again(found[0])) and _is_odd(found, meant):
            end = found.end()
            yield MisreadLetter(found.start(), found[0], meant)


def find_misread_words(text: str) -> Iterator[MisreadLetter]:
    """Yield every word of ``text`` that has such letters, once, with the word that it stood for."""
    letters = list(find_misread(text))
    if not letters:
        return
    # A letter may have been read as a space, so words end only at single spaces.
    spaces = {position for one in letters for position in _find_positions(one)}
    begin, word = 0, list[MisreadLetter]()
    waiting = iter([*letters, None])
    following = next(waiting)
    for position in (*_list_gaps(text, spaces), len(text)):
        while following and following.position < position:
            word.append(following)
            following = next(waiting)
        if word:
            yield MisreadLetter(begin, text[begin:position], _replace(text, begin, position, word))
            word = []
        begin = position + 1


def _find_positions(letter: MisreadLetter) -> range:
    return range(letter.position, letter.position + len(letter.found))


def _list_gaps(text: str, without: set[int]) -> list[int]:
    return [one.start() for one in SPACE.finditer(text) if one.start() not in without]


def _replace(text: str, begin: int, end: int, letters: list[MisreadLetter]) -> str:
    """Return a part of ``text`` with the letters that it stood for."""
    parts = []
    for letter in letters:
        parts += [text[begin : letter.position], letter.meant or UNKNOWN]
        begin = letter.position + len(letter.found)
    return "".join([*parts, text[begin:end]])


def describe_misread(word: MisreadLetter) -> Fault:
    """Say what is wrong with a word, and what to do."""
    is_known = word.meant.isprintable() and UNKNOWN not in word.meant
    meant = word.meant if is_known else ""
    hint = f"Type “{meant}”" if meant else "Type it again"
    return MISREAD.make_fault(
        f'"{word.found[:40]}" has letters that were read in a wrong encoding',
        f"{hint}, or save the original again as UTF-8.",
    )


@cache
def _find_beginnings() -> re.Pattern[str]:
    """Return a pattern for the first characters of misread letters. Nearly all texts have none."""
    values = (*LETTERS, 0xC2, OKINAS[0], BYTE_ORDER_MARK[0], *(first for first, _ in LONGER))
    signs = {_decode(name, value) for name in ENCODINGS for value in values}
    return re.compile(f"[{re.escape(''.join(sorted(signs)))}]")


@cache
def _find_beginnings_of_scripts() -> tuple[re.Pattern[str], ...]:
    """Return patterns for the first characters of misread Vietnamese, and of other scripts.

    Each is one of its own: a pattern that begins with one class of characters is the fastest.
    """
    first, second, letter, horn = (
        "".join(_make_character_class(name, values)[1:-1] for name in RUN_ENCODINGS)
        for values in (
            range(FIRST_OF_TWO.start, FIRST_OF_THREE.stop),
            CONTINUATION,
            VIETNAMESE[:1],
            VIETNAMESE[1],
        )
    )
    return (
        re.compile(f"[{first}][{second}]{{1,2}}[{first}]"),
        re.compile(f"[{letter}][{horn}]"),
    )


@cache
def _make_pattern() -> re.Pattern[str]:
    """Return a pattern for one letter that was read as several, in any of the encodings.

    Of letters of other scripts, it is a pattern for several at once.
    """
    runs = [one for name in RUN_ENCODINGS for one in _list_runs(name)]
    runs += [
        "".join(
            _make_character_class(name, values)
            for values in (VIETNAMESE[:1], VIETNAMESE[1], CONTINUATION)
        )
        for name in RUN_ENCODINGS
    ]
    return re.compile(
        "|".join((*runs, *(one for name in ENCODINGS for one in _list_patterns(name))))
    )


def _list_runs(encoding: str) -> Iterator[str]:
    following = _make_character_class(encoding, CONTINUATION)
    yield f"(?:{_make_character_class(encoding, FIRST_OF_TWO)}{following}){{3,60}}"
    yield f"(?:{_make_character_class(encoding, FIRST_OF_THREE)}{following}{{2}}){{2,40}}"


def _list_patterns(encoding: str) -> Iterator[str]:
    following = _make_character_class(encoding, CONTINUATION)
    for (first, second), more in LONGER.items():
        beginning = re.escape(_decode(encoding, first) + _decode(encoding, second))
        yield f"{beginning}{following}{{{more}}}"
    yield re.escape("".join(_decode(encoding, one) for one in (*BYTE_ORDER_MARK, 0xBF)))
    yield f"{_make_character_class(encoding, LETTERS)}{following}"
    okinas = _make_character_class(encoding, OKINAS[1])
    yield rf"(?<=\w){re.escape(_decode(encoding, OKINAS[0]))}{okinas}(?=\w)"
    yield re.escape(_decode(encoding, 0xC2)) + _make_character_class(encoding, SIGNS_OF_C2)


def _make_character_class(encoding: str, values: range | tuple[int, ...]) -> str:
    return f"[{re.escape(''.join(_decode(encoding, one) for one in values))}]"


def _decode(encoding: str, value: int) -> str:
    try:
        return bytes((value,)).decode(encoding)
    except UnicodeDecodeError:
        # Web browsers read the five bytes that Windows does not use as control characters.
        return chr(value)


def _read_again(letters: str) -> str | None:
    """Return what the letters are in UTF-8, or None."""
    for encoding in ENCODINGS:
        table = _encode_letter(encoding)
        content = bytes(table.get(letter, 0) for letter in letters)
        if _begins_a_letter(content):
            try:
                return content.decode("utf-8")
            except UnicodeDecodeError:
                continue
    return None


def _begins_a_letter(content: bytes) -> bool:
    if len(content) == 2:
        first, second = content
        is_sign = first == 0xC2 and second in SIGNS_OF_C2
        return first in LETTERS or is_sign or (first == OKINAS[0] and second in OKINAS[1])
    if len(content) > 4:
        return True
    first, second = content[:2]
    if first == VIETNAMESE[0] and second in VIETNAMESE[1]:
        return True
    return content[:2] in {bytes(one) for one in (*LONGER, BYTE_ORDER_MARK)}


@cache
def _encode_letter(encoding: str) -> dict[str, int]:
    return {_decode(encoding, value): value for value in range(0x80, 0x100)}


def _is_odd(found: re.Match[str], meant: str) -> bool:
    """Tell whether the letters cannot belong to a real word."""
    letters, text = found[0], found.string
    before = text[found.start() - 1 : found.start()]
    after = text[found.end() : found.end() + 1]
    if letters[0] == "á" and len(letters) == 3 and letters[2] in CLOSING:
        # «Será»… and «Será»—dijo are Spanish.
        return letters[2] not in "…–—•" and after.isalpha()
    if len(letters) > 2:
        return True
    if letters[0] not in "ÃÂÄÅ":
        # Letters of another alphabet, or symbols: odd only within a Latin word.
        return _is_latin(before) or _is_latin(after)
    if letters[1] in OPENING and after.isalpha():
        return True
    if letters[1] in CLOSING:
        if letters[1] == NO_BREAK_SPACE and not before.isalpha():
            return True
        return before.islower() or (after.islower() and not before.isupper())
    return True


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()
