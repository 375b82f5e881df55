"""Compares two texts word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from aviso.i18n.text_patterns import ANY_PLACEHOLDER

# A placeholder, a word, a mark or white space; together they make up the whole text.
TOKEN = re.compile(rf"{ANY_PLACEHOLDER}|\w+|[^\w\s]|\s+")
Kind = Literal["same", "new", "gone"]


@dataclass(frozen=True)
class DiffPart:
    """A run of words that were kept, inserted or deleted."""

    kind: Kind
    text: str


def diff_sentences(before: Iterable[str], now: Iterable[str]) -> list[DiffPart]:
    """Return the parts that turn the sentences ``before`` into those of ``now``, in order."""
    old, new = (TOKEN.findall("\n".join(sentences)) for sentences in (before, now))
    return [DiffPart(kind, "".join(tokens)) for kind, tokens in _diff_tokens(old, new)]


def format_word_diff(old: str, new: str) -> str:
    """Show what changed between two passages in the notation of wdiff: [-gone-] {+new+}."""
    forms: dict[Kind, str] = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return " ".join(
        forms[kind].format(" ".join(words))
        for kind, words in _diff_tokens(old.split(), new.split())
    )


def _diff_tokens(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Kind, Sequence[str]]]:
    """Yield runs of equal, deleted and inserted tokens; a deleted run before its replacement."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            yield "same", new[new_start:new_end]
            continue
        if end > start:
            yield "gone", old[start:end]
        if new_end > new_start:
            yield "new", new[new_start:new_end]
