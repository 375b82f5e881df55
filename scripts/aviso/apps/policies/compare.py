"""Compares a policy with its reviewed version: which sentences and words have changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple

from aviso.apps.policies.extract import PolicyText
from aviso.i18n.word_diff import format_word_diff

# The limit for equal pairs of sentences, times the rounds in which they can be compared again.
MAXIMUM_STEPS = 30_000_000
MAXIMUM_WORDS = 2_000


class Block(NamedTuple):
    """A run of sentences that changed: its place in the old text and in the new one."""

    old_start: int
    old_end: int
    start: int
    end: int


@dataclass(frozen=True)
class PolicyDifference:
    """The differences from the reviewed text.

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
) -> PolicyDifference:
    """Compare the digests of the reviewed sentences with today's text.

    ``reviewed_sentences`` is the reviewed text itself, if it was kept.
    """
    blocks = find_changed_blocks(reviewed, now.digests)
    new = tuple(sentence for block in blocks for sentence in now.sentences[block.start : block.end])
    gone = sum(block.old_end - block.old_start for block in blocks)
    share = max(gone, len(new)) / max(len(reviewed), len(now.digests), 1)
    diff = (_format_block(block, now, reviewed_sentences) for block in blocks)
    return PolicyDifference(new, gone, share, tuple(diff))


def find_changed_blocks(before: Sequence[str], after: Sequence[str]) -> list[Block]:
    """Return where two lists differ, in a bounded number of steps.

    A detailed comparison of a text that repeats itself can take hours; the middle of such a text
    counts as a single change.
    """
    start = _count_equal(zip(before, after, strict=False))
    left, right = before[start:], after[start:]
    same = _count_equal(zip(reversed(left), reversed(right), strict=False))
    left, right = left[: len(left) - same], right[: len(right) - same]
    if not left and not right:
        return []
    times = Counter(right)
    if sum(times[one] for one in left) * min(len(left), len(right)) > MAXIMUM_STEPS:
        return [Block(start, start + len(left), start, start + len(right))]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return [
        Block(*(start + position for position in block))
        for kind, *block in matcher.get_opcodes()
        if kind != "equal"
    ]


def _count_equal(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _format_block(block: Block, now: PolicyText, before: Sequence[str] | None) -> str:
    new = " ".join(now.sentences[block.start : block.end])
    if before is not None:
        old = " ".join(before[block.old_start : block.old_end])
        # Nobody compares more words than that by eye, and it would take minutes.
        if max(old.count(" "), new.count(" ")) <= MAXIMUM_WORDS:
            return format_word_diff(old, new)
    count = block.old_end - block.old_start
    gone = f"[-{count} sentence{'' if count == 1 else 's'}-] " if count else ""
    return f"{gone}{'{+' + new + '+}' if new else ''}".strip()
