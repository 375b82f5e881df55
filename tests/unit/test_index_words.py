"""The words of a search index: each once, and every text is read as it was written."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from aviso.site.index_words import ENDING, SIGNS, number_words, write_number

LONGER = len(SIGNS) - ENDING


def read_text(signs: str, words: list[str]) -> str:
    """Read a text as the reader's device does; what occurs once is taken from the end of a list."""
    text = " ".join(words[number] or words.pop() for number in read_numbers(signs))
    return re.sub("\f (.)", lambda found: found[1].upper(), text.replace(" \t", ""))


def read_numbers(signs: str) -> Iterator[int]:
    """Read a row of numbers."""
    rest = 0
    for sign in map(SIGNS.index, signs):
        if sign < ENDING:
            yield rest * ENDING + sign
            rest = 0
        else:
            rest = rest * LONGER + sign - ENDING + 1


def pack(texts: list[str]) -> tuple[str, list[str]]:
    """The list of words of some texts, and their signs."""
    counts = Counter(word for text in texts for word in text.split())
    listed, signs = number_words(dict(counts.most_common()))
    return listed, ["".join(map(signs.__getitem__, text.split())) for text in texts]


def test_every_number_is_read_as_it_was_written() -> None:
    known = range(ENDING * (1 + LONGER + LONGER * LONGER) + 200)
    written = [write_number(number) for number in known]
    assert len(set(written)) == len(written)
    assert list(read_numbers("".join(written))) == list(known)
    assert [len(written[number]) for number in (0, 73, 74, 1331, 1332)] == [1, 1, 2, 2, 3]


def test_a_word_is_written_once_and_the_commonest_is_first() -> None:
    listed, signs = pack(["We keep what we need", "what we need, we keep: Rooms"])
    # What occurs once is at the end, the last of it first; two signs stand for the next of it.
    assert listed == "we  what keep need Rooms \t: \t, \f"
    assert signs == ["$#&%#'", "%#'$#&$$"]
    assert json.dumps(SIGNS) == f'"{SIGNS}"'


def test_frequent_words_have_short_numbers_and_equally_long_ones_are_sorted() -> None:
    many = [f"w{number}" for number in range(2000)]
    listed = pack([" ".join([*many, *many, *many[:500], *reversed(many[:74])])])[0].split(" ")
    assert set(listed[:74]) == {*many[:73], ""} or set(listed[:74]) == {*many[:74]}
    assert listed[74:1332] == sorted(listed[74:1332]) and listed[1332:] == sorted(listed[1332:])
    assert set(many[:500]) <= set(listed[:1332])


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Zs", "Zl", "Zp", "Cc")) | st.sampled_from("aAbB.,…ñÑ"),
    min_size=1,
    max_size=4,
).filter(lambda word: word.split() == [word])


@given(st.lists(st.lists(WORDS, max_size=12), max_size=6))
def test_every_text_is_read_as_it_was_written(texts: list[list[str]]) -> None:
    written = [" ".join(words) for words in texts]
    listed, signs = pack(written)
    words = listed.split(" ")
    assert [read_text(one, words) for one in signs] == written
