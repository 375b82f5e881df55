"""Numbers the words of a member's search index, from what is known of the words all members share.

The result is the same as that of ``index_words.number_words`` for all words together. But of some
fifteen hundred words, only the hundred in which a member's own values stand are counted and ranked
for each. Words are ranked as by ``Counter.most_common``: the more frequent first, then the earlier.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from aviso.site.index_words import (
    CAPITAL,
    ENDING,
    NEXT,
    SHORT,
    NumberedWords,
    arrange_words,
    divide_word,
    list_numbers,
)

# The words of a run, with its number.
Numbered = tuple[int, list[str]]
# How often a word occurs, and where it stands first: the number of the run and the place there, as
# one number. So is the place of a part: the frequency of its word, the word's place, its own there.
# Numbers are compared more quickly than what they are made of.
Rank = tuple[int, int]
RUN, WORD, FREQUENCY = 26, 2, 48
LAST = 1 << 62
# A part that occurs more than once: how often, below zero; its place.
Frequent = tuple[int, int, str]


@dataclass
class _Parts:
    """The parts of words: how often each occurs, and its first place."""

    totals: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)

    def add(self, parts: tuple[str, ...], rank: Rank) -> None:
        """Take in the parts of a word. A capital letter stands before the first part of another."""
        totals, places = self.totals, self.places
        count, place = rank
        place += (parts[0] != CAPITAL) - (count << FREQUENCY)
        for part in parts:
            totals[part] = totals.get(part, 0) + count
            if place < places.get(part, LAST):
                places[part] = place
            place += 1


class SharedWords:
    """The words of runs that all members of a shape share."""

    def __init__(self, runs: Iterable[Numbered]) -> None:
        self._ranks = _rank_words(runs)
        self._parts_of = {word: _divide(word, self._ranks) for word in self._ranks}
        self._parts = _Parts()
        # Words with a capital letter, by the small ones that are not among the shared words.
        self._capitals: dict[str, list[str]] = {}
        for word, rank in self._ranks.items():
            self._parts.add(self._parts_of[word], rank)
            small = divide_word(word).small
            if small and small not in self._ranks:
                self._capitals.setdefault(small, []).append(word)
        parts = [
            (-total, self._parts.places[part], part) for part, total in self._parts.totals.items()
        ]
        self._once = sorted(one for one in parts if one[0] == -1)
        self._frequent = sorted(one for one in parts if one[0] < -1)
        self._alphabet = sorted(part for _, _, part in self._frequent)

    def split(self, words: Iterable[str]) -> list[str]:
        """Return the parts of shared words; ``number`` has the signs of each."""
        return [part for word in words for part in self._parts_of[word]]

    def number(self, own: Iterable[Numbered]) -> NumberedWords:
        """Number the shared words together with a member's own.

        The signs are those of the parts of shared words, and of the member's own words.
        """
        counted = _rank_words(own)
        # With a small word of the member's own, the capital letter of a shared word is a part.
        divided = {
            word: small
            for small in counted
            if small in self._capitals
            for word in self._capitals[small]
        }
        changed, parts_of = self._change(counted, divided)
        listed, once = self._list_words(changed)
        signs = dict(zip(listed, list_numbers(len(listed)), strict=True))
        signs.update(dict.fromkeys(once, signs[NEXT]))
        for word, small in divided.items():
            signs[self._parts_of[word][0]] = signs[CAPITAL] + signs[small]
        sign_of = signs.__getitem__
        for word in counted:
            parts = parts_of[word]
            if len(parts) > 1:
                signs[word] = "".join(map(sign_of, parts))
        return NumberedWords(" ".join([*listed, *reversed(once)]), signs)

    def _change(
        self, counted: dict[str, Rank], divided: dict[str, str]
    ) -> tuple[_Parts, dict[str, tuple[str, ...]]]:
        """Return the parts whose totals or places change, and the parts of words that have them.

        A shared word can only become more frequent, and stand earlier. So can its parts, unless it
        is divided where it was not: then its beginning with the capital letter is no part at all.
        """
        changed, parts_of = _Parts(), {}
        totals, known = changed.totals, self._parts
        for word in {**counted, **divided}:
            rank, mine = self._ranks.get(word), counted.get(word)
            parts = parts_of[word] = _divide(word, self._ranks, counted)
            if rank:
                for part in self._parts_of[word]:
                    totals[part] = totals.get(part, 0) - rank[0]
                if mine:
                    rank = rank[0] + mine[0], min(rank[1], mine[1])
            changed.add(parts, rank or counted[word])
        for part in totals:
            totals[part] += known.totals.get(part, 0)
            changed.places[part] = min(changed.places.get(part, LAST), known.places.get(part, LAST))
        return changed, parts_of

    def _list_words(self, changed: _Parts) -> tuple[list[str], list[str]]:
        """Return the words of an index as ``number_words`` lists them: the numbered, the others."""
        totals, places = changed.totals, changed.places
        once = [one for one in self._once if one[2] not in totals]
        once += [(-1, places[part], part) for part, total in totals.items() if total == 1]
        once.sort()
        mine = [(-total, places[part], part) for part, total in totals.items() if total > 1]
        mine.append((-len(once), LAST, NEXT))
        return self._arrange(mine, totals), [part for _, _, part in once]

    def _arrange(self, mine: list[Frequent], changed: Collection[str]) -> list[str]:
        """Return frequent parts as ``arrange_words`` does: those not ``changed``, and ``mine``."""
        others = len(self._alphabet) - sum(self._parts.totals.get(part, 0) > 1 for part in changed)
        if others + len(mine) > SHORT:
            ranked = [one for one in self._frequent if one[2] not in changed]
            return arrange_words([part for _, _, part in sorted([*ranked, *mine])])
        # Without those that change, the first have the shortest numbers, if none of a member's own
        # is before the last of them.
        ranked = [one for one in self._frequent[: ENDING + len(changed)] if one[2] not in changed][
            :ENDING
        ]
        last = ranked[-1] if len(ranked) == ENDING else (0,)
        ranked = sorted([*ranked, *(one for one in mine if one < last)])
        first = [part for _, _, part in ranked[:ENDING]]
        left_out = {*changed, *first}
        rest = [part for part in self._alphabet if part not in left_out]
        rest += {part for _, _, part in mine}.difference(first)
        rest.sort()
        return [*first, *rest]


def _rank_words(runs: Iterable[Numbered]) -> dict[str, Rank]:
    """Return the rank of each word of some runs, which come in the order of their numbers."""
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    for number, words in runs:
        place = number << RUN
        for word in words:
            if word in counts:
                counts[word] += 1
            else:
                counts[word], first[word] = 1, place
            place += 1 << WORD
    return {word: (count, first[word]) for word, count in counts.items()}


def _divide(
    word: str, known: Mapping[str, Rank], own: Mapping[str, Rank] | None = None
) -> tuple[str, ...]:
    """Return the parts of a word, which is its own part if it has no others."""
    plain, small, with_capital = divide_word(word)
    is_known = small in known or (own is not None and small in own)
    return (with_capital if is_known else plain) or (word,)
