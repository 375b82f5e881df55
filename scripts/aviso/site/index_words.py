"""Writes the words of a search index once each, and texts as rows of short signs.

A text is a row of numbers, each of one to three characters; ``scripts/assets/search/packed.js``
reads it. Most words of a notice are frequent, or they occur once:

- The frequent ones have the smallest numbers.
- Those that occur once have no numbers: they stand in the order in which the texts need them, and
  one number says "the next of them".
- "days", "days," and "Days" are one word: a number of its own adds the comma, another the capital.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

# Characters that JSON writes as they are. The first end a number; after the others, it continues.
SIGNS = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
ENDING = 74
# So many numbers have at most two signs.
SHORT = ENDING * (len(SIGNS) - ENDING + 1)
# Stands for the next of the words that occur once.
NEXT = ""
# Makes the first letter of the next word a capital one. No word has a space in it, of any kind.
CAPITAL = "\f"
# Begins what follows a word without a space, such as a comma.
JOINED = "\t"
SENTENCE_SIGNS = ".,;:!?…)]”’»"


class NumberedWords(NamedTuple):
    """The words of an index, joined by spaces, and the signs of each word of its texts."""

    listed: str
    signs: dict[str, str]


class WordParts(NamedTuple):
    """The parts of a word; none if it is one.

    If it begins with a capital, ``small`` is its stem with a small letter, and ``with_capital`` its
    parts with that.
    """

    plain: tuple[str, ...]
    small: str
    with_capital: tuple[str, ...]


def number_words(counts: Mapping[str, int]) -> NumberedWords:
    """Number the words of some texts.

    ``counts`` says how often each occurs: the most frequent first, and words that are equally
    frequent in the order of the texts.
    """
    composed: dict[str, tuple[str, ...]] = {}
    totals: dict[str, int] = {}
    for word, count in counts.items():
        plain, small, with_capital = divide_word(word)
        parts = with_capital if small in counts else plain
        if parts:
            composed[word] = parts
            for part in parts:
                totals[part] = totals.get(part, 0) + count
        else:
            totals[word] = totals.get(word, 0) + count
    single = [part for part, count in totals.items() if count == 1]
    for part in single:
        del totals[part]
    totals[NEXT] = len(single)
    ranked = sorted(totals, key=totals.__getitem__, reverse=True)
    listed = arrange_words(ranked)
    signs = dict(zip(listed, list_numbers(len(listed)), strict=True))
    signs.update(dict.fromkeys(single, signs[NEXT]))
    sign_of = signs.__getitem__
    signs.update({word: "".join(map(sign_of, parts)) for word, parts in composed.items()})
    return NumberedWords(" ".join([*listed, *reversed(single)]), signs)


def arrange_words(ranked: list[str]) -> list[str]:
    """Return words in the order of their numbers, from the order of their frequency.

    Words whose numbers are equally long stand in the order of the alphabet: such a list is smaller
    when a server compresses it.
    """
    return [*ranked[:ENDING], *sorted(ranked[ENDING:SHORT]), *sorted(ranked[SHORT:])]


@lru_cache(maxsize=20_000)
def divide_word(word: str) -> WordParts:
    """Return the parts of a word."""
    stem = word.rstrip(SENTENCE_SIGNS) or word
    follows = (JOINED + word[len(stem) :],) if stem != word else ()
    plain = (stem, *follows) if follows else ()
    first = stem[0].lower()
    # Browsers change the letter back: one that they read as one, and that is the same then.
    if first == stem[0] or first.upper() != stem[0] or first > "\uffff":
        return WordParts(plain, "", ())
    small = first + stem[1:]
    return WordParts(plain, small, (CAPITAL, small, *follows))


@lru_cache(maxsize=64)
def list_numbers(count: int) -> tuple[str, ...]:
    """Return the first numbers, as ``write_number`` writes them."""
    return tuple(map(write_number, range(count)))


@cache
def write_number(number: int) -> str:
    """Write a number from 0 on: the smallest 74 with one sign, the next 1,258 with two."""
    rest, last = divmod(number, ENDING)
    written = SIGNS[last]
    while rest:
        rest, following = divmod(rest - 1, len(SIGNS) - ENDING)
        written = SIGNS[ENDING + following] + written
    return written
