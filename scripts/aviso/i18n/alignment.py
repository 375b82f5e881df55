"""Pairs the sentences of one language with those of another: one to one where possible.

Lengths decide, as in Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora"
(Computational Linguistics, 1993), together with the numbers, placeholders and names that both
sides share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from aviso.i18n.text_patterns import ANY_PLACEHOLDER

ANCHOR = re.compile(rf"{ANY_PLACEHOLDER}|\d+|\]\([^()\n]*\)|\b[A-Z]{{2,}}\b")
# The cost of pairing this many sentences of one side with this many of the other.
STEP_COSTS = {
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
Position = tuple[int, int]
# The lowest cost of reaching a position, and the position before it on that path.
Costs = dict[Position, tuple[float, Position]]


@lru_cache(maxsize=2048)
def align_sentences(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[Pair, ...]:
    """Return groups of sentences that belong together, in order; one side may be empty."""
    if len(one) == len(other) == 1:
        return ((one, other),)
    scale = max(sum(map(len, other)), 1) / max(sum(map(len, one)), 1)
    costs: Costs = {(0, 0): (0.0, (0, 0))}
    for first in range(len(one) + 1):
        for second in range(len(other) + 1):
            _add_cheapest_step(one, other, (first, second), scale, costs)
    return tuple(reversed(_trace_back(one, other, costs)))


def _add_cheapest_step(
    one: Sequence[str], other: Sequence[str], position: Position, scale: float, costs: Costs
) -> None:
    for (step, other_step), price in STEP_COSTS.items():
        before = (position[0] - step, position[1] - other_step)
        if before in costs:
            group, other_group = one[before[0] : position[0]], other[before[1] : position[1]]
            cost = costs[before][0] + price + _measure_dissimilarity(group, other_group, scale)
            if position not in costs or cost < costs[position][0]:
                costs[position] = (cost, before)


def _trace_back(one: Sequence[str], other: Sequence[str], costs: Costs) -> list[Pair]:
    """Follow the cheapest path from the end to the beginning."""
    position = (len(one), len(other))
    pairs = []
    while position != (0, 0):
        before = costs[position][1]
        pairs.append((tuple(one[before[0] : position[0]]), tuple(other[before[1] : position[1]])))
        position = before
    return pairs


def _measure_dissimilarity(one: Sequence[str], other: Sequence[str], scale: float) -> float:
    if not one or not other:
        return 0.0
    lengths = sum(map(len, one)) * scale, sum(map(len, other))
    different_length = 4 * abs(lengths[0] - lengths[1]) / (sum(lengths) + 10)
    anchors = _find_anchors(tuple(one)), _find_anchors(tuple(other))
    return (
        different_length + 0.8 * len(anchors[0] ^ anchors[1]) - 0.4 * len(anchors[0] & anchors[1])
    )


@lru_cache(maxsize=8192)
def _find_anchors(sentences: tuple[str, ...]) -> frozenset[str]:
    return frozenset(ANCHOR.findall(" ".join(sentences)))
