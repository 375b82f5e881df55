"""Compares a policy with the one that was reviewed: what has changed, how much, which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from aviso.apps.policies.extract import PolicyText
from aviso.i18n.word_diff import format_word_diff


class Block(NamedTuple):
    """A run of sentences that changed: its place in the old text and in the new one."""

    old_start: int
    old_end: int
    start: int
    end: int


@dataclass(frozen=True)
class Difference:
    """What differs from the reviewed text.

    ``new`` are new sentences, ``gone`` is the number of deleted ones, ``share`` the changed part of
    the text (0 to 1). ``diff`` shows each changed passage, deleted words as [-…-] and new ones as
    {+…+}. Without the reviewed text, it has the number of deleted sentences in place of the words.
    """

    new: tuple[str, ...]
    gone: int
    share: float
    diff: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether both texts are the same."""
        return not self.new and not self.gone


def compare_policies(
    reviewed: Sequence[str], now: PolicyText, reviewed_sentences: Sequence[str] | None = None
) -> Difference:
    """Compare the digests of the reviewed sentences with the text of today.

    ``reviewed_sentences`` is the reviewed text itself, if it was kept.
    """
    matcher = SequenceMatcher(None, list(reviewed), list(now.digests), autojunk=False)
    blocks = [Block(*block) for kind, *block in matcher.get_opcodes() if kind != "equal"]
    new = tuple(sentence for block in blocks for sentence in now.sentences[block.start : block.end])
    gone = sum(block.old_end - block.old_start for block in blocks)
    share = max(gone, len(new)) / max(len(reviewed), len(now.digests), 1)
    diff = (_format_block(block, now, reviewed_sentences) for block in blocks)
    return Difference(new, gone, share, tuple(diff))


def _format_block(block: Block, now: PolicyText, before: Sequence[str] | None) -> str:
    new = " ".join(now.sentences[block.start : block.end])
    if before is not None:
        return format_word_diff(" ".join(before[block.old_start : block.old_end]), new)
    count = block.old_end - block.old_start
    gone = f"[-{count} sentence{'' if count == 1 else 's'}-] " if count else ""
    return f"{gone}{'{+' + new + '+}' if new else ''}".strip()
