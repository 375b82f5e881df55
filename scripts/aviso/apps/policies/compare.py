"""Turns the digests of a reviewed policy and the text of today into what has changed, how much, and which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from aviso.apps.policies.extract import PolicyText


@dataclass(frozen=True)
class Difference:
    """What differs from the reviewed text: its new sentences, how many are gone, the share, and a word diff.

    The diff shows deleted words as [-…-] and new ones as {+…+}. Deleted words are known only where the reviewed text itself
    was kept; else the number of the sentences tells.
    """

    new: tuple[str, ...]
    gone: int
    share: float
    diff: tuple[str, ...]

    @property
    def is_none(self) -> bool:
        """Tell whether both say the same."""
        return not self.new and not self.gone


def compare(
    reviewed: Sequence[str], now: PolicyText, reviewed_sentences: Sequence[str] | None = None
) -> Difference:
    """Compare the digests of the reviewed sentences with the text of today; ``reviewed_sentences`` is that text, if it was kept."""
    matcher = SequenceMatcher(None, list(reviewed), list(now.digests), autojunk=False)
    blocks = [block for block in matcher.get_opcodes() if block[0] != "equal"]
    new = tuple(
        sentence for _, _, _, first, last in blocks for sentence in now.sentences[first:last]
    )
    gone = sum(last - first for _, first, last, _, _ in blocks)
    share = max(gone, len(new)) / max(len(reviewed), len(now.digests), 1)
    return Difference(new, gone, share, tuple(_diffs(blocks, now, reviewed_sentences)))


def _diffs(
    blocks: list[tuple[str, int, int, int, int]], now: PolicyText, before: Sequence[str] | None
) -> Iterator[str]:
    for _, old_first, old_last, new_first, new_last in blocks:
        new = " ".join(now.sentences[new_first:new_last])
        if before is not None:
            yield word_diff(" ".join(before[old_first:old_last]), new)
        else:
            count = old_last - old_first
            gone = f"[-{count} sentence{'' if count == 1 else 's'}-] " if count else ""
            yield f"{gone}{'{+' + new + '+}' if new else ''}".strip()


def word_diff(old: str, new: str) -> str:
    """Show what changed between two passages, word by word, in the marks of wdiff."""
    one, other = old.split(), new.split()
    parts = []
    for kind, first, last, new_first, new_last in SequenceMatcher(
        None, one, other, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            parts += one[first:last]
        else:
            parts += [f"[-{' '.join(one[first:last])}-]"] if last > first else []
            parts += (
                [f"{{+{' '.join(other[new_first:new_last])}+}}"] if new_last > new_first else []
            )
    return " ".join(parts)
