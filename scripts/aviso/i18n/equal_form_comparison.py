"""Compares what two languages say in ways of their own: how often, holidays, dates, ages, grades.

Expressions with the same meaning are taken out of both texts, so that nothing else looks for their
numbers. If both texts have an expression of a kind and the meanings differ, that is a difference.
An expression that only one text has is left to the comparison of numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from aviso.i18n.equal_forms import (
    BOUND,
    DAY,
    FREQUENCY,
    GRADES,
    Form,
    find_days_in_words,
    find_forms,
)

KINDS = {FREQUENCY: "period", DAY: "date", GRADES: "number", BOUND: "number"}
# The length of a date without its year.
DAY_AND_MONTH = 5


class Located(NamedTuple):
    """An expression, and the number of its sentence."""

    sentence: int
    form: Form


class ComparedForms(NamedTuple):
    """The texts without what both say, and what they say differently: the two expressions."""

    texts: tuple[list[str], list[str]]
    different: list[tuple[Located, Located]]


def compare_forms(one: list[str], other: list[str], locales: tuple[str, str]) -> ComparedForms:
    """Compare the sentences of two languages, without what is not prose."""
    sides = [
        [find_forms(text, locale) for text in prose]
        for prose, locale in zip((one, other), locales, strict=True)
    ]
    has_days = any(form.about == DAY for side in sides for _, found in side for form in found)
    left, right = (
        _locate(side, locale, has_days) for side, locale in zip(sides, locales, strict=True)
    )
    left_texts, right_texts = ([text for text, _ in side] for side in sides)
    gone: tuple[list[Located], list[Located]] = ([], [])
    if not left or not right:
        return ComparedForms((one, other), [])
    for agrees in (_are_equal, _agree):
        _take_pairs(left, right, gone, agrees)
    different = list(_find_different(left, right, gone))
    return ComparedForms(
        (_blank(one, left_texts, gone[0]), _blank(other, right_texts, gone[1])), different
    )


def _locate(side: list[tuple[str, tuple[Form, ...]]], locale: str, has_days: bool) -> list[Located]:
    """Return the expressions of a language, with its dates in words if they are needed."""
    found = []
    for number, (text, forms) in enumerate(side):
        days = find_days_in_words(text, locale) if has_days else ()
        free: list[Form] = [*forms]
        for day in days:
            if not any(day.start < one.end and one.start < day.end for one in free):
                free.append(day)
        found += [Located(number, form) for form in free]
    return found


def _take_pairs(
    left: list[Located],
    right: list[Located],
    gone: tuple[list[Located], list[Located]],
    agrees: Callable[[Form, Form], bool],
) -> None:
    for here in [*left]:
        there = next((one for one in right if agrees(here.form, one.form)), None)
        if there is None:
            continue
        left.remove(here)
        right.remove(there)
        # What the comparison of quantities finds equal by itself stays, with its order.
        if here.form.is_exact or there.form.is_exact or here.form.number != there.form.number:
            gone[0].append(here)
            gone[1].append(there)


def _are_equal(one: Form, other: Form) -> bool:
    return _agree(one, other) and one.number == other.number


def _agree(one: Form, other: Form) -> bool:
    if one.about != other.about or one.side != other.side:
        return False
    if one.meanings & other.meanings:
        return True
    # A holiday is a day of every year.
    return one.about == DAY and any(
        short == long[-DAY_AND_MONTH:]
        for some, more in ((one, other), (other, one))
        if some.is_exact
        for short in some.meanings
        if len(short) == DAY_AND_MONTH
        for long in more.meanings
    )


def _find_different(
    left: list[Located], right: list[Located], gone: tuple[list[Located], list[Located]]
) -> Iterator[tuple[Located, Located]]:
    for here in [*left]:
        there = next((one for one in right if _differ(here.form, one.form)), None)
        if there is not None:
            right.remove(there)
            gone[0].append(here)
            gone[1].append(there)
            yield here, there


def _differ(one: Form, other: Form) -> bool:
    if one.about != other.about or one.side != other.side:
        return False
    if one.about == BOUND:
        # Another number is found by the comparison of quantities.
        return one.number == other.number
    return one.is_exact or other.is_exact


def _blank(before: list[str], texts: list[str], gone: list[Located]) -> list[str]:
    """Return the texts without these expressions; a text with none of them as it was."""
    result = []
    for number, (text, digits) in enumerate(zip(before, texts, strict=True)):
        spans = sorted(
            ((one.form.start, one.form.end) for one in gone if one.sentence == number), reverse=True
        )
        for start, end in spans:
            digits = f"{digits[:start]} ; {digits[end:]}"
        result.append(digits if spans else text)
    return result
