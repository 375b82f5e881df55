"""Patterns for words in any case that tell quickly when a text has none of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache

# An escaped sign or the name of a group; or other signs.
PART = re.compile(r"(\\.|\(\?P<\w+>)|([^\\(]+|\()", re.DOTALL)

# What begins a part in which the case counts.
HEEDED = "(?-i:"


# A text is searched for one pattern after another.
_lower = lru_cache(maxsize=16)(str.lower)


class AnyCase:
    """A pattern that matches in any case.

    With ``re.IGNORECASE``, Python tries every alternative at every place. Without it, it passes
    over those that begin with another letter, which takes a fifth of the time. So a text is first
    searched in small letters, and most texts have none of the words.
    """

    def __init__(self, expression: str) -> None:
        self.expression = expression

    # Compiling takes as long as many searches, and not every pattern is needed.

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile(self.expression, re.IGNORECASE)

    @cached_property
    def _small(self) -> re.Pattern[str]:
        small = self.expression.replace(HEEDED, "(?:")
        return re.compile(PART.sub(lambda found: found[1] or found[2].lower(), small))

    @cached_property
    def _is_exact(self) -> bool:
        """Tell whether no part heeds the case, as for the verb "may" that is not the month."""
        return HEEDED not in self.expression

    def is_in(self, text: str) -> bool:
        """Tell whether the pattern matches anywhere in a text."""
        if self._small.search(_lower(text)) is None:
            return False
        return self._is_exact or self._any.search(text) is not None

    def count(self, text: str) -> int:
        """Count the matches in a text."""
        if self._is_exact:
            return len(self._small.findall(_lower(text)))
        return sum(1 for _ in self.find_all(text))

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text."""
        return self._any.search(text) if self.is_in(text) else None

    def find_all(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in a text, in order."""
        return self._any.finditer(text) if self.is_in(text) else iter(())

    def match(self, text: str, position: int) -> re.Match[str] | None:
        """Return the match that begins at a position."""
        return self._any.match(text, position)

    def remove(self, text: str) -> str:
        """Return a text with a space in the place of each match."""
        return self.sub(" ", text)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Return a text with each match replaced."""
        return self._any.sub(new, text) if self.is_in(text) else text


NEVER = AnyCase("(?!)")
