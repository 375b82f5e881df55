"""Pairs the sentences of one language with those of another: one to one where possible.

Lengths decide, as in Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora"
(Computational Linguistics, 1993), together with the numbers, placeholders and names that both
sides share.
"""

from __future__ import annotations

import re
from functools import lru_cache

from aviso.i18n.text_patterns import ANY_PLACEHOLDER

# Each alternative begins with a sign of its own, so that Python passes over all others quickly.
ANCHOR = re.compile(rf"{ANY_PLACEHOLDER}|\d+|\]\([^()\n]*\)|[A-Z](?<!\w.)[A-Z]+\b")
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


# The largest number of sentences that are paired at once.
LARGEST_GROUP = 3
# The end of a group of sentences and their number.
Group = tuple[int, int]
# The length of each group of sentences, and its anchors.
Groups = dict[Group, tuple[int, frozenset[str]]]


@lru_cache(maxsize=2048)
def align_sentences(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[Pair, ...]:
    """Return groups of sentences that belong together, in order; one side may be empty."""
    if len(one) == len(other) == 1:
        return ((one, other),)
    scale = max(sum(map(len, other)), 1) / max(sum(map(len, one)), 1)
    groups = _measure_groups(one), _measure_groups(other)
    costs: Costs = {(0, 0): (0.0, (0, 0))}
    for first in range(len(one) + 1):
        for second in range(len(other) + 1):
            _add_cheapest_step(groups, (first, second), scale, costs)
    return tuple(reversed(_trace_back(one, other, costs)))


def _measure_groups(sentences: tuple[str, ...]) -> Groups:
    """Measure each group of sentences once; it is compared with many of the other side."""
    anchors = [frozenset(ANCHOR.findall(sentence)) for sentence in sentences]
    found: Groups = {}
    for end in range(1, len(sentences) + 1):
        for size in range(1, min(end, LARGEST_GROUP) + 1):
            group = sentences[end - size : end]
            shared = frozenset[str]().union(*anchors[end - size : end])
            found[end, size] = sum(map(len, group)), shared
    return found


def _add_cheapest_step(
    groups: tuple[Groups, Groups], position: Position, scale: float, costs: Costs
) -> None:
    first, second = position
    cheapest = costs.get(position)
    for (step, other_step), price in STEP_COSTS.items():
        before = (first - step, second - other_step)
        if before in costs:
            cost = costs[before][0] + price
            if step and other_step:
                group, other_group = groups[0][first, step], groups[1][second, other_step]
                cost += _measure_dissimilarity(group, other_group, scale)
            if cheapest is None or cost < cheapest[0]:
                cheapest = (cost, before)
    if cheapest:
        costs[position] = cheapest


def _trace_back(one: tuple[str, ...], other: tuple[str, ...], costs: Costs) -> list[Pair]:
    """Follow the cheapest path from the end to the beginning."""
    position = (len(one), len(other))
    pairs = []
    while position != (0, 0):
        before = costs[position][1]
        pairs.append((one[before[0] : position[0]], other[before[1] : position[1]]))
        position = before
    return pairs


def _measure_dissimilarity(
    one: tuple[int, frozenset[str]], other: tuple[int, frozenset[str]], scale: float
) -> float:
    length, other_length = one[0] * scale, other[0]
    cost = 4 * abs(length - other_length) / (length + other_length + 10)
    if one[1] or other[1]:
        shared = len(one[1] & other[1])
        cost = cost + 0.8 * (len(one[1]) + len(other[1]) - 2 * shared) - 0.4 * shared
    return cost
