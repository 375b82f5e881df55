"""Words of a member are numbered from those that all share as they are all together."""

from __future__ import annotations

from collections import Counter
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aviso.site import index_words, member_words
from aviso.site.index_words import number_words
from aviso.site.member_words import SharedWords
from tests.support.random_texts import some

STEMS = ["alpha", "beta", "The", "…", "Übel", "K", "ß", "ǅ", "(gamma)", *map(str, range(8))]
WORDS = [
    written + sign for stem in STEMS for written in (stem, stem.title()) for sign in ("", ",", ".")
]
# Runs of words, and whether each is a member's own.
RUNS = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), max_size=12), st.booleans()), max_size=12
)


def number_both_ways(runs: list[tuple[list[str], bool]]) -> None:
    """Number all words at once, and the shared ones first; both are the same."""
    everything = [words for words, _ in runs]
    counts = dict(Counter(chain.from_iterable(everything)).most_common())
    wanted = number_words(counts)
    shared = SharedWords((at, words) for at, (words, is_own) in enumerate(runs) if not is_own)
    found = shared.number((at, words) for at, (words, is_own) in enumerate(runs) if is_own)
    assert found.listed == wanted.listed
    for words, is_own in runs:
        keys = words if is_own else shared.split(words)
        assert [*map(found.signs.get, keys)].count(None) == 0
        assert "".join(map(found.signs.__getitem__, keys)) == "".join(
            map(wanted.signs.__getitem__, words)
        )


@pytest.mark.parametrize(("ending", "short"), [(74, 1332), (3, 1332), (3, 9)])
@some
@given(runs=RUNS)
def test_words_have_the_numbers_that_they_have_all_together(
    ending: int, short: int, runs: list[tuple[list[str], bool]]
) -> None:
    """Whatever is frequent or comes first, and with few short numbers, too."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (index_words, member_words):
            patch.setattr(module, "ENDING", ending)
            patch.setattr(module, "SHORT", short)
            # Numbers are kept, and these are not those of other tests.
            patch.setattr(
                module, "list_numbers", lambda count: [f"<{one}>" for one in range(count)]
            )
        number_both_ways(runs)


def test_a_small_word_of_a_member_divides_shared_words_with_a_capital() -> None:
    number_both_ways(
        [(["Alpha", "Alpha,", "beta"], False), (["alpha"], True), (["Alpha,", "beta"], False)]
    )
    number_both_ways([(["Alpha", "beta"], False), (["Alpha", "alpha,", "beta"], True)])
