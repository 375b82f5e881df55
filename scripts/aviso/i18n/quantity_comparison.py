"""Compares the numbers, periods, money, dates, times and sections of laws of two texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

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
    write_numbers_in_digits,
)
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
# Capitalized words beside one another, of which a name may be a part.
CAPITALIZED = re.compile(r"[A-ZÀ-ÖØ-Þ](?<!\w.)\w+(?: [A-ZÀ-ÖØ-Þ]\w+)*")


def compare_quantities(
    one: ComparedText, other: ComparedText, names: NamePairs
) -> Iterator[LanguageDifference]:
    """Yield a difference for each sentence with a quantity that the other language lacks."""
    names = [*_keep_names_with_digits(names)]
    found = [*_compare(one, other, names)]
    # Nearly all texts agree, and need not be searched for names that both have.
    if found and (shared := [*_list_shared_names(one, other)]):
        found = [*_compare(one, other, [*names, *shared])]
    yield from found


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


def _list_shared_names(one: ComparedText, other: ComparedText) -> Iterator[tuple[str, str]]:
    """Yield the names that both texts have: the "Dos" of Dos Ríos is not a number.

    They stand beside other words with capital letters: "Dos Ríos Public Library". A single word
    counts if it is a number in one of the languages: the "Third" of "Biblioteca Third".
    """
    here, there = (
        [run.split(" ") for run in CAPITALIZED.findall(version.text)] for version in (one, other)
    )
    known = {word for run in there for word in run}
    beside_others = {word for run in (*here, *there) if len(run) > 1 for word in run}
    for run in here:
        for is_known, words in groupby(run, known.__contains__):
            name = " ".join(words)
            if is_known and (
                name in other.text
                if " " in name
                else name in beside_others and _is_number(name, one.locale, other.locale)
            ):
                yield name, name


def _is_number(word: str, *locales: str) -> bool:
    return any(write_numbers_in_digits(word, locale) != word for locale in locales)


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
