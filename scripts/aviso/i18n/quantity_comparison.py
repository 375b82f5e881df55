"""Compares the numbers, periods, money, dates, times and sections of laws of two texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aviso.i18n.alignment import Pair, align_sentences
from aviso.i18n.dates import spell_out_days
from aviso.i18n.differences import ComparedText, LanguageDifference, NamePairs, remove_names
from aviso.i18n.equal_form_comparison import KINDS as FORM_KINDS
from aviso.i18n.equal_form_comparison import compare_forms
from aviso.i18n.language_data import load_language_data
from aviso.i18n.quantities import (
    Quantity,
    find_quantities,
    list_equal_units,
    make_unit_pattern,
)
from aviso.i18n.shared_names import leave_shared_names_aside
from aviso.i18n.text_patterns import remove_non_prose

# The kind of difference by the unit of a quantity; all other units are periods.
KINDS = {
    "": "number",
    "date": "date",
    "time": "time",
    "clock": "time",
    "dollar": "money",
    "cent": "money",
    "euro": "money",
    "pound": "money",
    "section": "law",
    "percent": "number",
}
Located = tuple[str, Quantity]
# What is compared of each sentence.
Prose = dict[str, str]


def compare_quantities(
    one: ComparedText, other: ComparedText, names: NamePairs
) -> Iterator[LanguageDifference]:
    """Yield a difference for each sentence with a quantity that the other language lacks."""
    yield from _compare(one, other, [*_keep_names_with_digits(names)])


@leave_shared_names_aside
def _compare(
    one: ComparedText, other: ComparedText, names: NamePairs
) -> Iterator[LanguageDifference]:
    pairs = align_sentences(one.sentences, other.sentences)
    locales = (one.locale, other.locale)
    forms = compare_forms(_read_prose(one, names), _read_prose(other, names), locales)
    prose = (
        dict(zip(one.sentences, forms.texts[0], strict=True)),
        dict(zip(other.sentences, forms.texts[1], strict=True)),
    )
    found = _locate_quantities(one, prose[0]), _locate_quantities(other, prose[1])
    reported: set[str] = set()
    for here, there in forms.different:
        message = (
            f'{one.locale} has "{here.form.words}" where {other.locale} has "{there.form.words}"'
        )
        said = (one.sentences[here.sentence], other.sentences[there.sentence])
        reported.update(said[:1])
        yield LanguageDifference(FORM_KINDS[here.form.about], message, said)
    for side, (version, opposite) in enumerate(((one, other), (other, one))):
        for sentence, quantity in found[side]:
            if _is_in(quantity, (known for _, known in found[1 - side])):
                continue
            if _may_be_said_otherwise(quantity, opposite.text, opposite.locale):
                continue
            sentences = _find_pair(sentence, pairs, side)
            if sentences and sentences[0] not in reported:
                reported.add(sentences[0])
                message = f'"{quantity}" appears only in {version.locale}'
                yield LanguageDifference(_name_kind(quantity), message, sentences)
    if not reported and all(found):
        yield from _find_swapped(one, other, pairs, prose)


def _keep_names_with_digits(names: NamePairs) -> Iterator[tuple[str, str]]:
    return (pair for pair in names if any(map(str.isdigit, "".join(pair))))


def _read_prose(version: ComparedText, names: NamePairs) -> list[str]:
    return [
        spell_out_days(remove_names(remove_non_prose(one), names), version.locale)
        for one in version.sentences
    ]


def _locate_quantities(version: ComparedText, prose: Prose) -> list[Located]:
    return [
        (sentence, quantity)
        for sentence in version.sentences
        for quantity in find_quantities(prose[sentence], version.locale)
    ]


def _find_swapped(
    one: ComparedText, other: ComparedText, pairs: Iterable[Pair], prose: tuple[Prose, Prose]
) -> Iterator[LanguageDifference]:
    """Yield a difference if both texts have the same quantities in sentences that do not match."""
    for left, right in pairs:
        if len(left) != 1 or len(right) != 1:
            continue
        here = find_quantities(prose[0][left[0]], one.locale)
        there = find_quantities(prose[1][right[0]], other.locale)
        if any(_is_in(quantity, there) for quantity in here) or all(
            _may_be_said_otherwise(quantity, right[0], other.locale) for quantity in here
        ):
            continue
        if there:
            message = f'{one.locale} has "{here[0]}" where {other.locale} has "{there[0]}"'
            yield LanguageDifference(_name_kind(here[0]), message, (left[0], right[0]))


def _is_in(quantity: Quantity, others: Iterable[Quantity]) -> bool:
    return any(quantity.agrees_with(other) for other in others)


def _may_be_said_otherwise(quantity: Quantity, text: str, locale: str) -> bool:
    """Tell whether a text in another language may use other words: "twice", "a week", "15 días"."""
    if quantity.size and any(
        make_unit_pattern(locale, unit).search(text) for unit in list_equal_units(quantity)
    ):
        return True
    if quantity.unit in ("date", "section", "dollar", "euro", "pound"):
        return False
    words = load_language_data(locale).like_numbers
    patterns = (words.get(quantity.value), words.get(f"{quantity.value} {quantity.unit}"))
    return any(pattern.search(text) for pattern in patterns if pattern)


def _name_kind(quantity: Quantity) -> str:
    return KINDS.get(quantity.unit, "period")


def _find_pair(sentence: str, pairs: Iterable[Pair], side: int) -> tuple[str, str] | None:
    """Return a sentence and its counterpart, in the order of the languages."""
    for pair in pairs:
        if sentence in pair[side]:
            counterpart = " ".join(pair[1 - side])
            return (sentence, counterpart) if side == 0 else (counterpart, sentence)
    return None
