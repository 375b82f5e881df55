"""Finds the known word that somebody meant to write, and never suggests another fact.

A wrong hint is worse than none: somebody who follows it could turn a legal minimum into a maximum,
or make a fact name the wrong sentence. So only typing errors are corrected. ``may_suggest`` alone
decides what may be suggested.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from aviso.core.diagnostics import QUOTED_CHARACTERS

# Answers are claims, so they are never suggested.
CLAIMS = frozenset({"yes", "no", "true", "false", "none", "nothing", "always", "never"})
# Words that one or two typing errors could turn into each other, with different meanings.
DIFFERENT = tuple(
    frozenset(words.split())
    for words in (
        "in out on off up down of",
        "least most less more last lest",
        "before after",
        "from form for to until since",
        "include exclude included excluded includes excludes",
        "minimum maximum min max",
        "all any none one note",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy "
        "eighty ninety hundred first third fourth fifth sixth seventh eighth ninth tenth",
        "who why when what how",
        "data date",
        "delete deleted",
        "see es",
        "role rule",
        "vague value",
        "line link",
        "heading headline",
        "every everywhere everybody",
        "january february march april may june july august september october november december",
        "monday tuesday wednesday thursday friday saturday sunday",
        "second minute hour day week month quarter year decade",
        "daily weekly monthly yearly",
        "sent send sends sender",
        "honored ignored",
        "current expired expires",
        "adult child minor teen",
        "sell sells sale share shared sold told",
        "costs posts lost",
        "letter later latter",
    )
)
# Prefixes that turn a word into its opposite, or into another word.
BEGINNINGS = (
    *("un", "in", "im", "il", "ir", "non", "not", "dis", "de", "ex", "re", "mis", "anti", "pre"),
    *("post", "over", "under", "up", "down", "out", "inter", "intra", "en", "em", "e", "a"),
)
ENDINGS = frozenset({"s", "es", "d", "ed", "ing", "ings"})
ROMAN = re.compile(r"[ivxlcdm]+")
DIGITS = re.compile(r"\d+")
# In a word of up to this many letters, a typing error easily makes another word.
SHORT = 3
# A word of at least this many letters may have two typing errors.
LONG = 8
# A truncated word is recognized by this many letters, if they are at least half of it.
BEGUN = 5


def may_suggest(word: str, known: str) -> bool:
    """Tell whether ``word`` is ``known`` with a typing error, and ``known`` is not another fact.

    Claims (yes, no), other numbers, sections or dates, the ids of another document's statements,
    opposites, and words that are merely similar are never suggested.
    """
    return _count_slips(word, known) is not None


def find_closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that somebody meant by ``word``.

    Return None if there is none, or if two are equally close.
    """
    cut = word[:QUOTED_CHARACTERS]
    found = sorted(
        (slips, name) for name in set(known) if (slips := _count_slips(cut, name)) is not None
    )
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1]


def suggest(word: str, known: Iterable[str]) -> str:
    """Return ``Did you mean "…"?`` with the known word that was meant, or ""."""
    close = find_closest(word, known)
    return f'Did you mean "{close}"?' if close else ""


def _count_slips(word: str, known: str) -> int | None:
    """Return the number of typing errors between two words, or None if they are different words."""
    parts, known_parts = _split(word), _split(known)
    if not parts or not known_parts:
        return None
    if parts == known_parts or "".join(parts) == "".join(known_parts):
        return 0
    if (
        _read_numbers(word) != _read_numbers(known)
        or CLAIMS & {word.lower(), known.lower()}
        or len(parts) != len(known_parts)
    ):
        return None
    if _is_statement_id(word) or _is_statement_id(known):
        return 0 if _strip_zeros(parts) == _strip_zeros(known_parts) else None
    slips = 0
    for part, known_part in zip(parts, known_parts, strict=True):
        found = _compare(part, known_part, sum(map(len, known_parts)), len(parts) == 1)
        if found is None:
            return None
        slips += found
    # One part may have typing errors; if two parts differ, it is another name.
    return slips if slips <= max(2, len(parts) // 2) else None


def _split(word: str) -> list[str]:
    plain = unicodedata.normalize("NFC", word).casefold()
    return [part for part in re.split(r"[\W_]+", plain) if part]


def _read_numbers(word: str) -> list[int]:
    return [int(digits) for digits in DIGITS.findall(word)]


def _strip_zeros(parts: list[str]) -> list[str]:
    return [part.lstrip("0") for part in parts]


def _is_statement_id(word: str) -> bool:
    """Tell whether it looks like the id of a statement (EX-01) or a section (III.B.1)."""
    return word == word.upper() and bool(re.search(r"[\W_]", word)) and word != word.lower()


def _compare(part: str, known: str, letters: int, is_alone: bool) -> int | None:
    """Return the number of typing errors between two parts, or None if they are different words."""
    if part == known:
        return 0
    shorter, longer = sorted((part, known), key=len)
    if (
        _is_nearer_to_another(part, known)
        or _differ_in_beginning(part, known)
        or (not is_alone and ROMAN.fullmatch(part) and ROMAN.fullmatch(known))
    ):
        return None
    if len(shorter) > SHORT and longer.removeprefix(shorter) in ENDINGS:
        return 1
    if known.startswith(part) and len(part) >= BEGUN and 2 * len(part) >= len(known):
        return 2
    if part[0] != known[0] and part[:2] != known[1::-1]:
        return None
    if len(longer) <= SHORT:
        slipped = sorted(part) == sorted(known) or set(part) == set(known)
        return 1 if slipped or (letters > 2 * SHORT - 1 and len(shorter) == SHORT) else None
    slips = _measure(part, known)
    return slips if slips <= (2 if len(longer) >= LONG else 1) else None


def _is_nearer_to_another(part: str, known: str) -> bool:
    """Tell whether ``part`` is, but for a slip, one of the words that ``known`` is kept from."""
    others = [word for words in DIFFERENT if known in words for word in words if word != known]
    return bool(others) and min(_measure(part, word) for word in others) <= _measure(part, known)


def _differ_in_beginning(one: str, other: str) -> bool:
    """Tell whether one word becomes the other by another beginning, like un-."""
    rests = [
        {word} | {word.removeprefix(begun) for begun in BEGINNINGS if len(word) > len(begun) + 1}
        for word in (one, other)
    ]
    return any(len(rest) > 1 for rest in rests[0] & rests[1])


def _measure(one: str, other: str) -> int:
    """Return how many letters were added, left out, replaced or swapped with their neighbor.

    This is the optimal string alignment distance, a variant of the Damerau–Levenshtein
    distance.
    """
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, second in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != second))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == second:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
