"""Compares negation, limits, duty and words that have an opposite, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aviso.i18n.alignment import align_sentences
from aviso.i18n.differences import ComparedText, Difference, NamePairs, remove_names
from aviso.i18n.language_data import LanguageData, load_language_data
from aviso.i18n.opposite_comparison import find_opposite
from aviso.i18n.opposites import PAIRS, read_opposites
from aviso.i18n.quantities import find_quantities
from aviso.i18n.text_patterns import remove_non_prose

PROHIBITION = re.compile(
    r"\b(?:must|may|shall|can)(?: ?not|n't)\b|\bno (?:deb\w+|pued\w+|podr\w+)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class _Side:
    """A sentence in one language, and the expressions of that language."""

    locale: str
    text: str

    @property
    def words(self) -> LanguageData:
        return load_language_data(self.locale)

    def finds(self, meaning: str) -> bool:
        return self.words.has(meaning, self.text)

    def count(self, meaning: str) -> int:
        return self.words.count(meaning, self.text)

    def quote(self, meaning: str) -> str:
        """Return the first words in the text that express a meaning."""
        found = self.words.meanings[meaning].search(self.text)
        return found[0] if found else ""

    def remove(self, meaning: str) -> _Side:
        return _Side(self.locale, self.words.remove(meaning, self.text))


def compare_meaning(
    one: ComparedText, other: ComparedText, names: NamePairs
) -> Iterator[Difference]:
    """Yield at most one difference for each pair of sentences; none without both files of words."""
    if not all(load_language_data(version.locale).has_meanings for version in (one, other)):
        return
    for left, right in align_sentences(one.sentences, other.sentences):
        sentences = " ".join(left), " ".join(right)
        if not all(sentences):
            continue
        side, other_side = (
            _Side(version.locale, remove_names(remove_non_prose(sentence), names))
            for version, sentence in zip((one, other), sentences, strict=True)
        )
        for kind, find in FINDERS:
            message = find(side, other_side) or find(other_side, side)
            if message:
                yield Difference(kind, message, sentences)
                break
        else:
            yield from _find_opposites(side, other_side, sentences)


def _find_opposites(side: _Side, other: _Side, sentences: tuple[str, str]) -> Iterator[Difference]:
    """Yield the first pair of opposites of which each language has the other side."""
    for kind in PAIRS:
        quotes = find_opposite(kind, (side.locale, side.text), (other.locale, other.text))
        if quotes:
            message = f'{side.locale} says "{quotes[0]}", {other.locale} says "{quotes[1]}"'
            yield Difference(kind, message, sentences)
            return


def _find_negation(side: _Side, other: _Side) -> str:
    """Return a message if one language has more negations than the other can have, or "".

    The other may also deny with a limit ("unless") or a verb ("erase"). If both languages have such
    a word, it does not replace a "not".
    """
    side, other = side.remove("no_negation"), other.remove("no_negation")
    denied, always = side.words.count_fewest_negations(side.text), side.count("always_negative")
    if not denied and not always:
        return ""
    limits = other.words.count_limits(other.text) - side.words.count_limits(side.text)
    possible = other.words.count_most_negations(other.text) + limits.total()
    hidden, other_hidden = side.count("like_negation"), other.count("like_negation")
    is_more = denied > possible + max(other_hidden - hidden, 0) or (
        always and denied + always > possible + max(other_hidden - (hidden - always), 0)
    )
    return f"{side.locale} says no, {other.locale} does not" if is_more else ""


def _find_limit(side: _Side, other: _Side) -> str:
    """Return a message if one language has a word for "only" and the other has none, or ""."""
    if not side.remove("no_only").finds("only") or other.finds("only"):
        return ""
    if other.count("like_only") > side.remove("only").count("like_only"):
        return ""
    return f'{side.locale} says "only", {other.locale} does not'


def _find_lost_bound(side: _Side, other: _Side) -> str:
    """Return a message if one language bounds a number that both have, and the other does not."""
    if not side.finds("said_bounds") or other.finds("turns") or other.finds("like_only"):
        return ""
    if read_opposites(other.locale, other.text, "bound").found:
        return ""
    own, others = (find_quantities(one.text, one.locale) for one in (side, other))
    if not any(one.size and one.agrees_with(two) for one in own for two in others):
        return ""
    return f'{side.locale} says "{side.quote("said_bounds")}", {other.locale} does not'


def _find_duty(side: _Side, other: _Side) -> str:
    """Return a message if one language obliges where the other permits or forbids, or ""."""
    needless, other_needless = side.finds("no_need"), other.finds("no_need")
    if needless and not other_needless and PROHIBITION.search(other.text):
        return f"{side.locale} says that it need not be, {other.locale} that it must not"
    is_obliged = other.finds("obligation") and not other.finds("negation")
    if needless and not other_needless and is_obliged:
        return f"{side.locale} says that it need not be, {other.locale} that it must"
    if needless or other_needless:
        return ""
    side, other = _remove_negated_duty(side), _remove_negated_duty(other)
    has_more_duty = side.count("obligation") > other.count("obligation")
    has_less_choice = other.count("possibility") > side.count("possibility")
    if has_more_duty and has_less_choice:
        return f'{side.locale} says "must", {other.locale} "may"'
    return ""


def _remove_negated_duty(side: _Side) -> _Side:
    return _Side(side.locale, side.words.negated_duty.sub(" ", side.text))


FINDERS: tuple[tuple[str, Callable[[_Side, _Side], str]], ...] = (
    ("negation", _find_negation),
    ("only", _find_limit),
    ("modality", _find_duty),
    ("bound", _find_lost_bound),
)
