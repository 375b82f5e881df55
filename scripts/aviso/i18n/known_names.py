"""Finds which of many names stand in two texts: hundreds are known, and most texts have none.

One pattern for all names tells at once that a text has none of them. It follows the letters that
names begin with in common, so that each place of a text is looked at once and not once a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

Pair = tuple[str, str]


class KnownNames:
    """The names of companies and documents, each in two languages."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        """Take in the names; a name counts wherever its letters stand, even within a word."""
        self.pairs = tuple(pairs)
        sides = zip(*self.pairs, strict=True) if self.pairs else ((), ())
        self._patterns = [_compile(names) for names in sides]

    def __iter__(self) -> Iterator[Pair]:
        return iter(self.pairs)

    def find(self, text: str, other_text: str) -> list[Pair]:
        """Return the names that stand in one of the texts, each looked for in its language."""
        one, other = self._patterns
        if not one.search(text) and not other.search(other_text):
            return []
        return [pair for pair in self.pairs if pair[0] in text or pair[1] in other_text]


def _compile(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that matches where any of the names begins; never without names."""
    known = sorted(set(names))
    return re.compile(_join(known) if known else "(?!)")


def _join(names: list[str]) -> str:
    """Return a pattern for sorted names. Whoever begins with another name is found by that one."""
    if not names[0]:
        return ""
    groups = [list(group) for _, group in groupby(names, key=lambda name: name[0])]
    return "|".join(_join_with_one_beginning(group) for group in groups)


def _join_with_one_beginning(names: list[str]) -> str:
    first, last = names[0], names[-1]
    length = next(
        (place for place, sign in enumerate(first) if last[place : place + 1] != sign), len(first)
    )
    rest = _join([name[length:] for name in names])
    return re.escape(first[:length]) + (f"(?:{rest})" if rest else "")
