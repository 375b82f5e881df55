"""Pairs the sentences of one language with those of another: one with one where possible, else one with two.

The lengths decide (Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora", 1993), and the numbers,
placeholders and names that both sides share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

ANCHOR = re.compile(r"\{\{[^{}\n]*\}\}|\d+|\]\([^()\n]*\)|\b[A-Z]{2,}\b")
# What it costs to pair so many sentences with so many.
STEPS = {
    (1, 1): 0.0,
    (1, 2): 1.2,
    (2, 1): 1.2,
    (2, 2): 2.4,
    (1, 3): 3.0,
    (3, 1): 3.0,
    (1, 0): 4.0,
    (0, 1): 4.0,
}
Pair = tuple[tuple[str, ...], tuple[str, ...]]


@lru_cache(maxsize=2048)
def aligned(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[Pair, ...]:
    """Return groups of sentences that belong together, in their order."""
    if len(one) == len(other) == 1:
        return ((one, other),)
    scale = max(sum(map(len, other)), 1) / max(sum(map(len, one)), 1)
    costs: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for first in range(len(one) + 1):
        for second in range(len(other) + 1):
            for (step, other_step), price in STEPS.items():
                before = (first - step, second - other_step)
                if before in costs:
                    cost = (
                        costs[before][0]
                        + price
                        + _unlikeness(one[before[0] : first], other[before[1] : second], scale)
                    )
                    if (first, second) not in costs or cost < costs[first, second][0]:
                        costs[first, second] = (cost, before)
    return tuple(reversed(list(_way_back(one, other, costs))))


def _way_back(
    one: Sequence[str],
    other: Sequence[str],
    costs: dict[tuple[int, int], tuple[float, tuple[int, int]]],
) -> list[Pair]:
    place = (len(one), len(other))
    pairs = []
    while place != (0, 0):
        before = costs[place][1]
        pairs.append((tuple(one[before[0] : place[0]]), tuple(other[before[1] : place[1]])))
        place = before
    return pairs


def _unlikeness(one: Sequence[str], other: Sequence[str], scale: float) -> float:
    if not one or not other:
        return 0.0
    lengths = sum(map(len, one)) * scale, sum(map(len, other))
    different_length = 4 * abs(lengths[0] - lengths[1]) / (sum(lengths) + 10)
    anchors = _anchors(tuple(one)), _anchors(tuple(other))
    return (
        different_length + 0.8 * len(anchors[0] ^ anchors[1]) - 0.4 * len(anchors[0] & anchors[1])
    )


@lru_cache(maxsize=8192)
def _anchors(sentences: tuple[str, ...]) -> frozenset[str]:
    return frozenset(ANCHOR.findall(" ".join(sentences)))
