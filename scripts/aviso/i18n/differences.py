"""The input and the result of a comparison of two languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from aviso.core.rules import Rule
from aviso.i18n.difference_rules import KINDS
from aviso.i18n.sentences import split_sentences

# A section is far shorter. The limits keep a text that was made to be slow from holding up a check.
MAXIMUM_CHARACTERS = 20_000
MAXIMUM_SENTENCES = 150


@dataclass(frozen=True)
class ComparedText:
    """A text in one language."""

    locale: str
    text: str

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences without Markdown markup."""
        return split_sentences(self.text)[:MAXIMUM_SENTENCES]


@dataclass(frozen=True)
class LanguageDifference:
    """One fact that two languages state differently, with a sentence from each."""

    kind: str
    message: str
    sentences: tuple[str, str]

    @property
    def rule(self) -> Rule:
        """The rule that the difference breaks."""
        return KINDS[self.kind]


# Names of companies and documents, each in both languages.
NamePairs = Sequence[tuple[str, str]]
Comparison = Callable[[ComparedText, ComparedText, NamePairs], Iterator[LanguageDifference]]


def remove_names(prose: str, names: NamePairs) -> str:
    """Return ``prose`` without the names in it."""
    for pair in names:
        for name in pair:
            if name in prose:
                prose = prose.replace(name, " ")
    return prose
