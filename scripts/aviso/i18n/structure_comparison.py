"""Compares the names and the structure of two texts: placeholders, headings, lists, tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from aviso.i18n.address_comparison import find_sentences_with, take_first_sentences
from aviso.i18n.differences import ComparedText, LanguageDifference, NamePairs
from aviso.i18n.text_patterns import PLACEHOLDER, remove_placeholders

# A value in a string of the interface: {day}.
STRING_PLACEHOLDER = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")
HEADING_LINE = re.compile(r"^(#{1,6})\s", re.MULTILINE)
LIST_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\S", re.MULTILINE)
TABLE_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$|^[^|\n]+\|[^\n]+$", re.MULTILINE)
# A text without any of these has no structure: most texts of the data are one plain paragraph.
MARKS_OF_STRUCTURE = re.compile(r"[#|*+\d-](?:(?<!\d)|[.)])")
# How many words can stand between two words of a name: "Política general de privacidad".
WORDS_BETWEEN = 1
STRUCTURES = (
    ("heading", "headings", HEADING_LINE),
    ("list", "items of lists", LIST_ITEM),
    ("table", "rows of tables", TABLE_ROW),
)


def compare_names(
    one: ComparedText, other: ComparedText, names: NamePairs
) -> Iterator[LanguageDifference]:
    """Yield a difference for each company or document that only one text names."""
    if not names:
        return
    texts = _pad_words(one.text), _pad_words(other.text)
    for name, other_name in names:
        here, there = (
            f" {_join_words(version)} " in text
            for version, text in zip((name, other_name), texts, strict=True)
        )
        if here == there:
            continue
        value, locale, text = (
            (name, one.locale, texts[0]) if here else (other_name, other.locale, texts[1])
        )
        unnamed, unnamed_text = (other_name, texts[1]) if here else (name, texts[0])
        if not _is_part_of_another(value, names, text) and not _is_in_other_words(
            unnamed, unnamed_text
        ):
            message = f'"{value}" appears only in {locale}'
            yield LanguageDifference("name", message, find_sentences_with(value, one, other))


def _pad_words(text: str) -> str:
    return f" {_join_words(remove_placeholders(text))} "


def _join_words(text: str) -> str:
    """Return the words of a text with one space between them, without punctuation."""
    return " ".join(re.findall(r"\w+", text))


def _is_in_other_words(name: str, text: str) -> bool:
    """Tell whether a name of several words appears with an extra word, or with other capitals.

    "General Privacy Policy" and "Política de privacidad general" both name the privacy policy.
    """
    words = _join_words(name).split()
    if len(words) < 2:
        return False
    pattern = rf" (?:\w+ ){{0,{WORDS_BETWEEN}}}".join(map(re.escape, words))
    return bool(re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE))


def _is_part_of_another(name: str, names: NamePairs, text: str) -> bool:
    return any(
        name != other
        and _join_words(name) in _join_words(other)
        and f" {_join_words(other)} " in text
        for pair in names
        for other in pair
    )


def compare_structure(
    one: ComparedText, other: ComparedText, _names: NamePairs
) -> Iterator[LanguageDifference]:
    """Yield a difference in placeholders, or else in the number of headings, items or rows."""
    counts = _count_placeholders(one.text), _count_placeholders(other.text)
    for side, version in enumerate((one, other)):
        for value in sorted((counts[side] - counts[1 - side]).elements()):
            message = f'"{value}" appears only in {version.locale}'
            yield LanguageDifference("placeholder", message, find_sentences_with(value, one, other))
            return
    texts = [PLACEHOLDER.sub("x", version.text) for version in (one, other)]
    if not any(MARKS_OF_STRUCTURE.search(text) for text in texts):
        return
    for kind, words, pattern in STRUCTURES:
        count, other_count = (len(pattern.findall(text)) for text in texts)
        if count != other_count:
            message = f"{one.locale} has {count} {words}, {other.locale} has {other_count}"
            yield LanguageDifference(kind, message, take_first_sentences(one, other))


def _count_placeholders(text: str) -> Counter[str]:
    if "{" not in text:
        return Counter()
    counts = Counter(
        re.sub(r"\s+", "", found).replace('"', "'") for found in PLACEHOLDER.findall(text)
    )
    if not PLACEHOLDER.search(text):
        counts.update({f"{{{name}}}" for name in STRING_PLACEHOLDER.findall(text)})
    # One language may name a fact once and the other twice, but not a block or a source.
    return Counter(
        {
            value: count if value.startswith("source(") or value.endswith("()") else 1
            for value, count in counts.items()
        }
    )
