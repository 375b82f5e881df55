"""Compares negation, limits, duty and words that have an opposite, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from aviso.core.any_case import AnyCase
from aviso.i18n.alignment import align_sentences
from aviso.i18n.differences import ComparedText, LanguageDifference, NamePairs, remove_names
from aviso.i18n.language_data import LanguageData, load_language_data
from aviso.i18n.opposite_comparison import Sentence, find_opposite
from aviso.i18n.opposites import PAIRS, read_opposites
from aviso.i18n.quantities import find_quantities
from aviso.i18n.shared_names import leave_shared_names_aside
from aviso.i18n.text_patterns import remove_non_prose

PROHIBITION = AnyCase(r"\b(?:must|may|shall|can)(?: ?not|n't)\b|\bno (?:deb\w+|pued\w+|podr\w+)\b")


@dataclass(frozen=True)
class _Side:
    """The words of a sentence in one language, and what is known of that language's words.

    Both directions and several rules ask the same of a sentence, so each answer is found once.
    """

    locale: str
    text: str

    @cached_property
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

    @cached_property
    def may_deny(self) -> bool:
        """Tell whether anything in it may deny; leaving words out can add nothing to that."""
        return self.finds("negation") or self.finds("always_negative")

    @cached_property
    def may_be_denied(self) -> str:
        """The text without pairs that look like a negation and are none."""
        return self.words.remove("no_negation", self.text)

    @cached_property
    def denials(self) -> tuple[int, int]:
        """How often it denies: at least and at most."""
        return self.words.count_negations(self.may_be_denied)

    @cached_property
    def constant_denials(self) -> int:
        """How often it denies with words that deny in every language."""
        return self.words.count("always_negative", self.may_be_denied)

    @cached_property
    def hidden_denials(self) -> int:
        """How often it may deny with a verb, such as "erase"."""
        return self.words.count("like_negation", self.may_be_denied)

    @cached_property
    def limits(self) -> Counter[str]:
        """How often it limits, by the kind of limit."""
        return self.words.count_limits(self.may_be_denied)

    @cached_property
    def is_needless(self) -> bool:
        return self.finds("no_need")

    @cached_property
    def is_limited(self) -> bool:
        return self.finds("only")

    @cached_property
    def is_limited_in_any_case(self) -> bool:
        return self.is_limited and self.words.has("only", self.words.remove("no_only", self.text))

    @cached_property
    def without_negated_duty(self) -> str:
        return self.words.negated_duty.remove(self.text)

    @cached_property
    def obligations(self) -> int:
        """How often it obliges, negated duties left aside."""
        return self.words.count("obligation", self.without_negated_duty)

    @cached_property
    def permissions(self) -> int:
        """How often it permits, negated duties left aside."""
        return self.words.count("possibility", self.without_negated_duty)


@leave_shared_names_aside
def compare_meaning(
    one: ComparedText, other: ComparedText, names: NamePairs
) -> Iterator[LanguageDifference]:
    """Yield at most one difference for each pair of sentences; none without both files of words."""
    if not all(load_language_data(version.locale).has_meanings for version in (one, other)):
        return
    for left, right in align_sentences(one.sentences, other.sentences):
        sentences = " ".join(left), " ".join(right)
        if not all(sentences):
            continue
        left_words, right_words = (
            remove_names(remove_non_prose(sentence), names) for sentence in sentences
        )
        found = _compare_sentences((one.locale, left_words), (other.locale, right_words))
        if found:
            yield LanguageDifference(*found, sentences)


@lru_cache(maxsize=16_384)
def _compare_sentences(one: Sentence, other: Sentence) -> tuple[str, str] | None:
    """Return the kind and the message of the first difference of two sentences without names.

    Many texts share a sentence with its translation: those of one system, or on a common page.
    """
    side, other_side = _Side(*one), _Side(*other)
    for kind, find in FINDERS:
        if message := find(side, other_side) or find(other_side, side):
            return kind, message
    for kind in PAIRS:
        if quotes := find_opposite(kind, one, other):
            return kind, f'{side.locale} says "{quotes[0]}", {other_side.locale} says "{quotes[1]}"'
    return None


def _find_negation(side: _Side, other: _Side) -> str:
    """Return a message if one language has more negations than the other can have, or "".

    The other may also deny with a limit ("unless") or a verb ("erase"). If both languages have such
    a word, it does not replace a "not".
    """
    if not side.may_deny:
        return ""
    denied, _ = side.denials
    # What "forbids" says twice, "prohíbe" says twice, too.
    always = max(side.constant_denials - other.constant_denials, 0)
    possible = other.denials[1]
    # Nearly all pairs of sentences that deny deny alike: nothing more is counted in them.
    if denied + always <= possible:
        return ""
    possible += (other.limits - side.limits).total()
    hidden, other_hidden = side.hidden_denials, other.hidden_denials
    is_more = denied > possible + max(other_hidden - hidden, 0) or (
        always and denied + always > possible + max(other_hidden - (hidden - always), 0)
    )
    return f"{side.locale} says no, {other.locale} does not" if is_more else ""


def _find_limit(side: _Side, other: _Side) -> str:
    """Say so if one language has a word for "only" and the other has none."""
    if not side.is_limited_in_any_case or other.is_limited:
        return ""
    without = side.words.remove("only", side.text)
    if other.count("like_only") > side.words.count("like_only", without):
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
    """Say so if one language obliges where the other permits or forbids."""
    needless, other_needless = side.is_needless, other.is_needless
    if needless and not other_needless and PROHIBITION.is_in(other.text):
        return f"{side.locale} says that it need not be, {other.locale} that it must not"
    if needless and not other_needless and _is_obliged(other):
        return f"{side.locale} says that it need not be, {other.locale} that it must"
    if needless or other_needless:
        return ""
    if side.obligations > other.obligations and other.permissions > side.permissions:
        return f'{side.locale} says "must", {other.locale} "may"'
    return ""


def _is_obliged(side: _Side) -> bool:
    return side.finds("obligation") and not side.finds("negation")


FINDERS: tuple[tuple[str, Callable[[_Side, _Side], str]], ...] = (
    ("negation", _find_negation),
    ("only", _find_limit),
    ("modality", _find_duty),
    ("bound", _find_lost_bound),
)
