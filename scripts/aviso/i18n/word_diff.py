"""Compares two texts word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORD = re.compile(r"\{\{[^{}\n]*\}\}|\w+|[^\w\s]|\s+")


@dataclass(frozen=True)
class Part:
    """A run of words that stayed, came or went."""

    kind: Literal["same", "new", "gone"]
    text: str


def word_difference(before: Iterable[str], now: Iterable[str]) -> list[Part]:
    """Return the parts by which ``now`` differs from ``before``, each a list of sentences."""
    old, new = (WORD.findall("\n".join(sentences)) for sentences in (before, now))
    parts: list[Part] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            parts.append(Part("same", "".join(new[new_start:new_end])))
            continue
        if end > start:
            parts.append(Part("gone", "".join(old[start:end])))
        if new_end > new_start:
            parts.append(Part("new", "".join(new[new_start:new_end])))
    return parts
