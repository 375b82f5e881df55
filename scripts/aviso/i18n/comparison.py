"""Compares two languages of one text and reports where they do not state the same facts.

Precision is more important than recall. If something can be said in two ways, such as a limit or a
negation inside a verb, it is not reported; nine out of ten reports should be right.
``tests/corpus/translation`` measures both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from aviso.content.outline import blank_struck_out
from aviso.i18n.address_comparison import compare_addresses
from aviso.i18n.differences import (
    MAXIMUM_CHARACTERS,
    ComparedText,
    Comparison,
    LanguageDifference,
    NamePairs,
)
from aviso.i18n.known_names import KnownNames
from aviso.i18n.meaning_comparison import compare_meaning
from aviso.i18n.quantity_comparison import compare_quantities
from aviso.i18n.structure_comparison import compare_names, compare_structure

# 9-1-1 is 911.
SPACED_SHORT = re.compile(r"(?<![\w-])(\d)-(\d)-(\d)(?![\w-])")
PER_CENT = re.compile(r"(?<=\d) ?(?:por ciento|per ?cent)\b", re.IGNORECASE)
COMPARISONS: tuple[Comparison, ...] = (
    compare_quantities,
    compare_meaning,
    compare_addresses,
    compare_names,
    compare_structure,
)


def compare_texts(
    one: ComparedText, other: ComparedText, names: Iterable[tuple[str, str]] = ()
) -> list[LanguageDifference]:
    """Return every difference between two languages of a text.

    ``names`` are those of companies and documents, each in both languages.
    """
    return compare_used_names(one, other, find_used_names(one, other, KnownNames(names)))


def find_used_names(
    one: ComparedText, other: ComparedText, names: KnownNames
) -> list[tuple[str, str]]:
    """Return the names that stand in one of the texts, as far as they are compared."""
    return names.find(_read(one), _read(other))


def compare_used_names(
    one: ComparedText, other: ComparedText, used_names: NamePairs
) -> list[LanguageDifference]:
    """Return every difference between two languages of a text that has these names in it."""
    one, other = (ComparedText(version.locale, _read(version)) for version in (one, other))
    return [difference for compare in COMPARISONS for difference in compare(one, other, used_names)]


def _read(version: ComparedText) -> str:
    """Return what is compared of a text, in one form for what can be written in several.

    What is struck out is not said.
    """
    text = blank_struck_out(version.text[:MAXIMUM_CHARACTERS])
    return PER_CENT.sub("%", SPACED_SHORT.sub(r"\1\2\3", text))
