"""Finds the names that both languages of a text have: the "Dos" of Dos Ríos is not a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import wraps
from itertools import groupby

from aviso.i18n.differences import ComparedText, Comparison, LanguageDifference, NamePairs
from aviso.i18n.quantities import write_numbers_in_digits

# Capitalized words beside one another, of which a name may be a part.
CAPITALIZED = re.compile(r"[A-ZÀ-ÖØ-Þ](?<!\w.)\w+(?: [A-ZÀ-ÖØ-Þ]\w+)*")


def leave_shared_names_aside(compare: Comparison) -> Comparison:
    """Return a comparison that compares texts that differ once more without the names they share.

    Nearly all texts agree, and need not be searched for names.
    """

    @wraps(compare)
    def compare_again(
        one: ComparedText, other: ComparedText, names: NamePairs
    ) -> Iterator[LanguageDifference]:
        found = [*compare(one, other, names)]
        if found and (shared := list_shared_names(one, other)):
            found = [*compare(one, other, [*names, *shared])]
        yield from found

    return compare_again


def list_shared_names(one: ComparedText, other: ComparedText) -> list[tuple[str, str]]:
    """Return the names that both texts have, as pairs of twice the same.

    They stand beside other words with capital letters: "Dos Ríos Public Library". A single word
    counts if it is a number in one of the languages: the "Third" of "Biblioteca Third".
    """
    here, there = (
        [run.split(" ") for run in CAPITALIZED.findall(version.text)] for version in (one, other)
    )
    known = {word for run in there for word in run}
    beside_others = {word for run in (*here, *there) if len(run) > 1 for word in run}
    names = [
        " ".join(words)
        for run in here
        for is_known, words in groupby(run, known.__contains__)
        if is_known
    ]
    return [
        (name, name)
        for name in names
        if (" " in name and name in other.text)
        or (name in beside_others and _is_number(name, one.locale, other.locale))
    ]


def _is_number(word: str, *locales: str) -> bool:
    return any(write_numbers_in_digits(word, locale) != word for locale in locales)
